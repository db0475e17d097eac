"""An order carried out: given to whoever does it, and what came of it told."""

from __future__ import annotations

from collections.abc import Callable

from agent.archive import Revision
from agent.converse import Conversation, Turn, converse
from agent.drafting import draft
from agent.editing import delete, open_text, replace_words, restore, retitle, undo
from agent.events import Found, Hits, Said
from agent.grammar import read_order
from agent.model.endpoint import Endpoint
from agent.orders import Check, Delete, Draft, Open, Order, Replace, Restore, Retitle, Revise, Search, Talk, Undo
from agent.retelling import retold
from agent.revising import outline, revise
from agent.work import Work, source_of
from errors import NoText
from speech.checks import check
from speech.document import Speech
from speech.locate import locate

FOUND = 5  # passages that a search order shows


async def carry_out(work: Work, order: Order, chat: Endpoint | None, turns: Callable[[], tuple[Turn, ...]] = tuple) -> None:
    """Raises JianggaoError; whatever was saved before it stays saved. `chat` is None offline.

    `turns` reads what was said before; only talk asks for it.
    """
    match order:
        case Talk(message=message):
            read = read_order(message)
            # Words that are not there to be replaced may have meant something else: the chat model can ask.
            loose = isinstance(read, Replace) and chat is not None and read.old not in _base(work).text
            if not (isinstance(read, Talk) or loose):
                await carry_out(work, read, chat)
            elif chat is None:
                work.notice("talk_offline")
            else:
                await _talk(work, message, chat, turns())
        case Draft():
            await draft(work, order)
        case Open():
            open_text(work, order)
        case Search(query=query):
            hits = work.library.search(query, k=FOUND)
            work.emit(Hits(query, tuple(source_of(hit) for hit in hits)))
        case Check():
            work.emit(Found(check(Speech(_base(work).text))))
        case Revise():
            await revise(work, order, _base(work))
        case Replace():
            replace_words(work, order, _base(work))
        case Retitle():
            retitle(work, order, _base(work))
        case Delete():
            delete(work, order, _base(work))
        case Undo():
            undo(work, order, _base(work))
        case Restore():
            restore(work, order, _base(work))


def _base(work: Work) -> Revision:
    head = work.head
    if head is None:
        raise NoText
    return head


async def _talk(work: Work, message: str, chat: Endpoint, turns: tuple[Turn, ...]) -> None:
    async def perform(order: Order) -> str:
        before = len(work.past)
        await carry_out(work, order, None)
        return retold(work.past[before:]) or "已完成。"

    def show(address: str) -> str:
        speech = Speech(_base(work).text)
        return "\n".join(speech.words(target.span) for target in locate(speech, address))

    head = work.head
    speech = Speech(head.text) if head else None
    state = Conversation(
        message=message,
        outline=outline(speech) if speech else "",
        turns=turns,
        title=speech.title if speech else "",
    )
    said = [piece async for piece in converse(chat, state, perform, show)]
    if words := "".join(said).strip():
        work.emit(Said(words))
