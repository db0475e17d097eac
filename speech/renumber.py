"""Keeping series whole: what follows a removed section counts on without a gap, and “三点意见” says how many are left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from speech.checks.counts import announcement
from speech.document import Speech
from speech.numbering import chinese
from speech.splice import Edit
from speech.structure import Section, Span


def without(speech: Speech, removed: Collection[str]) -> tuple[Edit, ...]:
    """The edits to ordinals and to the announced count that removing these sections (by path) calls for."""
    levels = [speech.sections, *(section.sections for section in speech.walk() if section.path not in removed)]
    edits = [edit for level in levels for edit in _closed(speech.text, level, removed)]
    said = announcement(speech)
    gone = sum(1 for part in speech.parts if part.path in removed)
    if said and gone and said.count == len(speech.parts) and gone < said.count:
        left = said.count - gone
        words = said.numeral.of(speech.text)
        edits.append(Edit(said.numeral, str(left) if words.isdecimal() else _counted(left, words)))
    return tuple(edits)


def _closed(text: str, level: Sequence[Section], removed: Collection[str]) -> Iterator[Edit]:
    """A series ends where it starts again from one."""
    gone = 0
    for section in level:
        ordinal = section.ordinal
        if ordinal is None:
            continue
        if ordinal.value == 1:
            gone = 0
        if section.path in removed:
            gone += 1
        elif gone:
            mark = ordinal.renumbered(text, ordinal.value - gone)
            yield Edit(Span(ordinal.start, ordinal.end), mark)


def _counted(value: int, before: str) -> str:
    return "两" if value == 2 and before != "二" else chinese(value)
