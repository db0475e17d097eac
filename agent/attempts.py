"""Ask, accept, measure, ask again: the bounded loop around one piece of writing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from agent.events import SectionBegun, SectionDone, SectionText
from agent.faults import Fault
from agent.guard import accept, mark_unsourced
from agent.work import Work
from errors import BadReply
from speech.length import count

REPAIRS = 2  # rounds after the first try; the offline writer would only write the same again
# What can never stand in the text.
UNUSABLE = frozenset({"empty", "whole_speech", "neighbour", "series", "numbering", "locked", "lines"})
_GRAVE = frozenset({"lost", "masked", "unsourced"})  # worse than a length that is off


@dataclass(frozen=True, slots=True)
class Piece:
    """What is written: shown as `name`; `heading` stays above it in the text and may not be echoed.

    `ask` takes the last try and what was wrong with it, both empty at first; `judge` says what is wrong
    with a try. `sources` is all text that a fact may come from.
    """

    section: int
    name: str
    heading: str
    words: int
    sources: str
    ask: Callable[[str, str], AsyncIterator[str]]
    judge: Callable[[str], tuple[Fault, ...]]


async def written(work: Work, piece: Piece) -> str:
    """The best of the tries, told in events as it comes. What stays wrong with it is in SectionDone.

    Facts without a source are marked 【待核】. Raises BadReply for a text that cannot stand.
    """
    text, told = "", ""
    tries: list[tuple[str, tuple[Fault, ...]]] = []
    for _ in range(1 + (REPAIRS if work.writer.kind == "model" else 0)):
        work.emit(SectionBegun(piece.section, piece.name, piece.words))
        streamed: list[str] = []
        # A reply that cannot stand is no draft to mend: only what was wrong with it is told.
        void = bool(tries) and any(fault.code in UNUSABLE for fault in tries[-1][1])
        async for part in piece.ask("" if void else text, told):
            streamed.append(part)
            work.emit(SectionText(piece.section, part))
        text = accept("".join(streamed), piece.heading)
        faults = piece.judge(text)
        tries.append((text, faults))
        if not faults:
            break
        told = "".join(fault.told() for fault in faults)
    text, faults = min(reversed(tries), key=lambda each: _gravity(each[1]))
    if unusable := next((fault.code for fault in faults if fault.code in UNUSABLE), ""):
        raise BadReply(work.host, unusable)
    text = mark_unsourced(text, piece.sources)
    work.emit(SectionDone(piece.section, text, count(text), faults))
    return text


def _gravity(faults: tuple[Fault, ...]) -> tuple[bool, int, int, int]:
    codes = [fault.code for fault in faults]
    off = sum(_off(fault) for fault in faults if fault.code == "length_off")
    return any(code in UNUSABLE for code in codes), sum(code in _GRAVE for code in codes), len(codes), off


def _off(fault: Fault) -> int:
    words, least, most = (int(fault.details[name]) for name in ("words", "least", "most"))
    return max(least - words, words - most)
