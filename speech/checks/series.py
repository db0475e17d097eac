"""Ordinals that break off, jump or mix: 一、三、 — 一要、二要、三是 — 首先、第三."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speech.document import Speech
from speech.findings import Finding
from speech.numbering import Ordinal
from speech.structure import Section


def series(speech: Speech) -> tuple[Finding, ...]:
    levels = [speech.sections, *(section.sections for section in speech.walk())]
    return tuple(finding for level in levels for finding in _of_level(speech.text, level))


def _of_level(text: str, level: Iterable[Section]) -> Iterator[Finding]:
    before: Ordinal | None = None
    for section in level:
        here = section.ordinal
        if here is None:
            continue
        if here.value != 1:
            found = text[here.start : here.end].strip()
            if before is None or (before.style is here.style and here.value != before.value + 1):
                expected = before.value + 1 if before else 1
                yield Finding("series_breaks", "warning", here.start, here.end, found, {"found": found, "expected": expected})
            elif before.style is not here.style and before.style.runs_in:
                first = text[before.start : before.end].strip()
                yield Finding("series_mixes", "warning", here.start, here.end, found, {"found": found, "before": first})
        before = here
