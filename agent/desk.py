"""An order carried out: given to whoever does it, and what came of it told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from agent.archive import Revision
from agent.brief import Brief
from agent.briefing import read_brief
from agent.changing import change
from agent.converse import Turn
from agent.drafting import draft
from agent.events import Compared, Failed, Found, Hits, Ready
from agent.grammar import read_order
from agent.history import adopt, redo, reject, restore, undo
from agent.locking import lock, unlock
from agent.model.endpoint import Endpoint
from agent.opening import open_text
from agent.orders import (
    Adopt,
    Check,
    Compare,
    Draft,
    Edition,
    Export,
    Follow,
    Lock,
    Open,
    Order,
    Outlines,
    Redo,
    Reject,
    Replace,
    Restore,
    Search,
    Several,
    Talk,
    Undo,
    Unlock,
)
from agent.outlining import follow, offer
from agent.standpoint import NOWHERE, Standpoint
from agent.talking import talk
from agent.work import Work, source_of
from errors import BareBrief, NoText
from speech.checks import check
from speech.document import Speech
from speech.locate import Pointing

FOUND = 5  # passages that a search order shows


async def carry_out(
    work: Work, order: Order, chat: Endpoint | None, turns: Callable[[], tuple[Turn, ...]] = tuple, stand: Standpoint = NOWHERE
) -> None:
    """Raises JianggaoError; whatever was saved before it stays saved. `chat` is None offline.

    `turns` reads what was said before; only talk asks for it.
    """
    match order:
        case Talk(message=message, here=here, review=review):
            stand = replace(stand, here=here, review=review)
            read = read_order(message)
            if isinstance(read, Talk) or (chat is not None and _loose(read, work.head)):
                await _talk_or_tell(work, message, chat, turns, stand)
            else:
                await carry_out(work, read, chat, turns, stand)
        case Several(orders=orders, review=review):
            await _several(work, orders, chat, replace(stand, review=stand.review or review))
        case Draft():
            await draft(work, order)
        case Outlines():
            await offer(work, order)
        case Follow():
            await follow(work, order)
        case Open():
            open_text(work, order)
        case Search(query=query):
            hits = work.library.search(query, k=FOUND)
            work.emit(Hits(query, tuple(source_of(hit) for hit in hits)))
        case Check():
            work.emit(Found(check(Speech(_base(work).text))))
        case Export(profile=profile):
            _base(work)
            work.emit(Ready(profile))
        case Compare():
            _compare(work, order)
        case Undo():
            undo(work, order, _base(work))
        case Redo():
            redo(work, order, _base(work))
        case Restore():
            restore(work, order, _base(work), _pointing(work, _seen(work, stand), stand))
        case Reject():
            reject(work, order, _base(work))
        case Adopt():
            adopt(work, order)
        case Lock():
            lock(work, order, _base(work), _pointing(work, _seen(work, stand), stand))
        case Unlock():
            unlock(work, order, _base(work), _pointing(work, _seen(work, stand), stand))
        case _:
            await _change(work, order, stand)


async def _several(work: Work, orders: Sequence[Order], chat: Endpoint | None, stand: Standpoint) -> None:
    """Editions that stand together become one revision; locks, checks and the like are done where they stand between."""
    for edits, group in groupby(orders, key=lambda one: isinstance(one, Edition)):
        members = tuple(group)
        if edits:
            order = Several(members) if len(members) > 1 else members[0]  # type: ignore[arg-type]
            await _change(work, order, stand)
        else:
            for one in members:
                await carry_out(work, one, chat, stand=stand)


async def _change(work: Work, order: Order, stand: Standpoint) -> None:
    """What is left: editions, alone or several."""
    assert isinstance(order, Edition | Several)
    base = _base(work)
    seen = _seen(work, stand)
    resuming = stand.resuming and seen.number == base.number
    if stand.shown:
        base = replace(base, text=stand.shown.text, locks=stand.shown.locks)
    await change(work, order, base, seen, _pointing(work, seen, stand), stand.review, resuming)


def _loose(order: Order, head: Revision | None) -> bool:
    """Words that are not there to be replaced may have meant something else: the chat model can ask."""
    orders = order.orders if isinstance(order, Several) else (order,)
    return head is not None and any(isinstance(one, Replace) and one.old not in head.text for one in orders)


def _seen(work: Work, stand: Standpoint) -> Revision:
    """The revision that the message was about; the present one where there was none yet."""
    return work.archive.revision(work.conversation, stand.base) if stand.base else _base(work)


def _pointing(work: Work, seen: Revision, stand: Standpoint) -> Pointing:
    """What was changed last is what the last revision with other words changed: a lock in between changes none."""
    while seen.parent is not None and not seen.receipt.differs:
        seen = work.archive.revision(work.conversation, seen.parent)
    recent = seen.receipt.changed if seen.parent is not None else ()
    focus = recent[0].removesuffix(".heading") if len(recent) == 1 else ""
    return Pointing(stand.here, recent, focus)


def _compare(work: Work, order: Compare) -> None:
    head = _base(work)
    numbers = [head.number + n if n < 1 else n for n in (order.old, order.new or 0)]
    old, new = (work.archive.revision(work.conversation, number) for number in numbers)
    work.emit(Compared(old.number, new.number))


def _base(work: Work) -> Revision:
    head = work.head
    if head is None:
        raise NoText
    return head


def _begun(work: Work, message: str) -> Brief | None:
    """What a conversation without a text begins with though it orders nothing: the answer to what a bare brief was asked, or,
    where no chat model could tell, words that name a speech and what is to be said in it.
    """
    if work.head is not None:
        return None
    asked = next((event for event in work.earlier() if isinstance(event, Failed)), None)
    if asked and asked.code == BareBrief.code():
        return read_brief(f"{asked.details['request']}\n{message}")
    brief = read_brief(message)
    return brief if work.writer.kind == "offline" and brief.occasion and brief.points else None


async def _talk_or_tell(work: Work, message: str, chat: Endpoint | None, turns: Callable[[], tuple[Turn, ...]], stand: Standpoint) -> None:
    if brief := _begun(work, message):
        await draft(work, Draft(brief))
    elif chat is None:
        work.notice("talk_offline")
    else:
        await talk(work, message, chat, turns(), stand, perform=partial(carry_out, work, chat=None))
