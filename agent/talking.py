"""A message that the grammar leaves to the chat model: its orders carried out, and what came of them told."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Protocol

from agent.converse import Conversation, Turn, converse
from agent.events import Proposed, Said, Saved
from agent.model.endpoint import Endpoint
from agent.orders import Order
from agent.receipts import place
from agent.retelling import retold
from agent.revising import outline
from agent.standpoint import Standpoint
from agent.work import Work
from errors import JianggaoError, NoSuchSection, NoText, SectionGone
from speech.document import Speech
from speech.locate import locate
from speech.places import Places

SHOWN = 20  # sentences that a search for words shows


class Perform(Protocol):
    def __call__(self, order: Order, *, stand: Standpoint) -> Awaitable[None]: ...


async def talk(work: Work, message: str, chat: Endpoint, turns: tuple[Turn, ...], stand: Standpoint, perform: Perform) -> None:
    head = work.head
    desk = _Desk(work, perform, stand, head.number if head else None)
    speech = Speech(head.text) if head else None
    state = Conversation(
        message=message,
        outline=outline(speech, head.locks) if speech and head else "",
        turns=turns,
        here=stand.here,
        title=speech.title if speech else "",
    )
    said = [piece async for piece in converse(chat, state, desk.perform, desk.show, desk.find)]
    if words := "".join(said).strip():
        work.emit(Said(words))
    desk.tell_refused()


class _Desk:
    """All orders of a message are read against the text that the model was shown, whatever an earlier one has moved."""

    def __init__(self, work: Work, perform: Perform, stand: Standpoint, base: int | None) -> None:
        self._work = work
        self._perform = perform
        self._stand = stand
        self._base = base
        self._begun = len(work.past)
        self._refused: dict[str, JianggaoError] = {}

    async def perform(self, order: Order) -> str:
        before = len(self._work.past)
        try:
            await self._carried_out(order)
        except JianggaoError as error:
            self._refused[order.kind] = error
            raise
        self._refused.pop(order.kind, None)
        return retold(self._work.past[before:]) or "已完成。"

    async def _carried_out(self, order: Order) -> None:
        head = self._work.head
        try:
            await self._perform(order, stand=self._standing(self._base))
        except (NoSuchSection, SectionGone):
            if head is None or head.number == self._base:
                raise
            await self._perform(order, stand=self._standing(None))  # it may name what an earlier order put in

    def _standing(self, base: int | None) -> Standpoint:
        told = [event for event in self._work.past[self._begun :] if isinstance(event, Proposed | Saved)]
        shown = told[-1] if told and isinstance(told[-1], Proposed) else None
        return Standpoint(base, self._stand.here, self._stand.review, shown)

    def tell_refused(self) -> None:
        """What was refused, and not done in another way after it: the model may have said otherwise."""
        for error in self._refused.values():
            self._work.notice("not_done", failure=error.code(), details=error.details)

    def show(self, address: str) -> str:
        speech = self._speech()
        return "\n".join(speech.words(target.span) for target in locate(speech, address))

    def find(self, words: str) -> str:
        speech = self._speech()
        places = Places(speech)
        found = [one for one in places.sentences(places.whole.span) if words in speech.words(one.span)]
        lines = [f"{place(speech, one.path)}：{speech.words(one.span)}" for one in found[:SHOWN]]
        return "\n".join(lines) or "没有。"

    def _speech(self) -> Speech:
        head = self._work.head
        if head is None:
            raise NoText
        return Speech(head.text)
