"""Ordinals that break off, jump or mix: 一、三、 — 一要、二要、三是 — 首先、第三."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speech.document import Speech
from speech.findings import Finding
from speech.numbering import Ordinal, Style, clauses
from speech.numbering import series as series_inside
from speech.structure import Paragraph, Section

_COUNTING = {Style.ORDER, Style.SERIAL}  # 首先，…第二，…第三， is one series


def series(speech: Speech) -> tuple[Finding, ...]:
    levels = [speech.sections, *(section.sections for section in speech.walk())]
    across = [finding for level in levels for finding in _of_level(speech.text, level)]
    inside = [finding for paragraph in speech.paragraphs for finding in _of_paragraph(speech.text, paragraph)]
    return (*across, *inside)


def _of_level(text: str, level: Iterable[Section]) -> Iterator[Finding]:
    before: Ordinal | None = None
    for section in level:
        here = section.ordinal
        if here is None:
            continue
        if here.value != 1 and not (here.closes and before is not None):
            if before is None or _alike(before, here):
                expected = before.value + 1 if before else 1
                if here.value != expected:
                    yield _breaks(text, here, expected)
            elif before.style.runs_in:
                yield _mixes(text, before, here)
        before = here


def _of_paragraph(text: str, paragraph: Paragraph) -> Iterator[Finding]:
    """What counts on behind a series that runs on inside the paragraph, and is of no series of its own."""
    start = paragraph.ordinal.end if paragraph.ordinal else paragraph.span.start
    marks = series_inside(text, start, paragraph.span.end)
    if not marks:
        return
    last, nested = marks[-1], set[Style]()
    for here in clauses(text, marks[0].end, paragraph.span.end):
        if here.value == 1:
            nested.add(here.style)
        elif here.start > last.start and here.style not in nested and here.style.rank == last.style.rank:
            if here.style is last.style and here.value > last.value + 1 and not here.closes:
                yield _breaks(text, here, last.value + 1)
            elif not _alike(last, here) and here.value == last.value + 1:
                yield _mixes(text, last, here)
            else:
                continue
            return


def _alike(before: Ordinal, here: Ordinal) -> bool:
    return before.style is here.style or {before.style, here.style} == _COUNTING


def _breaks(text: str, here: Ordinal, expected: int) -> Finding:
    found = text[here.start : here.end].strip()
    return Finding("series_breaks", "warning", here.start, here.end, text[here.start : here.end], {"found": found, "expected": expected})


def _mixes(text: str, before: Ordinal, here: Ordinal) -> Finding:
    found, first = text[here.start : here.end].strip(), text[before.start : before.end].strip()
    return Finding("series_mixes", "warning", here.start, here.end, text[here.start : here.end], {"found": found, "before": first})
