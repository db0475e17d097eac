"""Ask, accept, measure, ask again: the bounded loop around one piece of writing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from agent.events import SectionBegun, SectionDone, SectionText
from agent.faults import Fault
from agent.guard import accept, mark_unsourced
from agent.work import Work
from errors import BadReply
from speech.length import count

REPAIRS = 2  # rounds after the first try; the offline writer would only write the same again
_UNUSABLE = {"empty", "whole_speech", "neighbour"}


async def written(
    work: Work,
    section: int,
    heading: str,
    words: int,
    ask: Callable[[str, str], AsyncIterator[str]],
    judge: Callable[[str], tuple[Fault, ...]],
    sources: str,
) -> str:
    """The accepted text of one section, told in events as it comes.

    `ask` takes the last try and what was wrong with it, both empty at first. What stays wrong is in
    SectionDone; facts without a source are marked 【待核】. Raises BadReply for a text that cannot stand.
    """
    text, told = "", ""
    faults: tuple[Fault, ...] = ()
    for _ in range(1 + (REPAIRS if work.writer.kind == "model" else 0)):
        work.emit(SectionBegun(section, heading, words))
        pieces: list[str] = []
        async for piece in ask(text, told):
            pieces.append(piece)
            work.emit(SectionText(section, piece))
        text = accept("".join(pieces), heading)
        faults = judge(text)
        if not faults:
            break
        told = "".join(fault.told() for fault in faults)
    if any(fault.code in _UNUSABLE for fault in faults):
        raise BadReply(work.host, faults[0].code)
    text = mark_unsourced(text, sources)
    work.emit(SectionDone(section, text, count(text), faults))
    return text
