"""Ordinals and announced counts, by rules of the bench's own: hidden where an order may renumber, checked afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence

from speech.document import Speech
from speech.structure import Section

_NUMERAL = "[一二两三四五六七八九十]{1,3}"
_MEASURE = "(?:点|个方面|方面|个问题|层意思|件事|条|处|样|项任务|句话|种心态|件做得到的事|件)"
_MARKS = re.compile(
    rf"^[（(]?({_NUMERAL}|\d{{1,2}})(?:[）)]|[、．]|\.(?!\d)|[是要])|^第({_NUMERAL})(?=[，、])"
    rf"|(?<=[。；：！？])({_NUMERAL})(?=[是要])|(?<=[。；：！？])第({_NUMERAL})(?=，)|({_NUMERAL})(?={_MEASURE})",
    re.MULTILINE,
)
_ANNOUNCED = re.compile(rf"({_NUMERAL}){_MEASURE}")
_DIGITS = "一二三四五六七八九"


def masked(text: str) -> str:
    """Every ordinal and count as `#`, each character by one."""
    return _MARKS.sub(_hidden, text)


def merged(text: str) -> str:
    """With one `#` for a numeral of any length."""
    return re.sub("#+", "#", text)


def value(numeral: str) -> int:
    tens, ten, ones = numeral.replace("两", "二").rpartition("十")
    unit = _DIGITS.index(ones) + 1 if ones else 0
    return (_DIGITS.index(tens) + 1 if tens else 1) * 10 + unit if ten else unit


def breaks(speech: Speech) -> int:
    """Ordinals that neither follow the one before nor begin a series."""
    levels = [speech.sections, *(section.sections for section in speech.walk())]
    return sum(_breaks(level) for level in levels)


def _breaks(level: Sequence[Section]) -> int:
    values = [section.ordinal.value for section in level if section.ordinal]
    return sum(1 for before, now in zip([0, *values], values, strict=False) if now not in (before + 1, 1))


def series(speech: Speech, above: str) -> tuple[str, int]:
    """What leads to the points of `above` (or to the parts), and how many there are."""
    if not above:
        opening = speech.by_path.get("opening")
        return (speech.words(opening.span) if opening else ""), len(speech.parts)
    points = [section for section in speech.walk() if section.path.rpartition(".")[0] == above and section.numbered]
    start = speech.by_path[above].span.start
    return speech.text[start : points[0].span.start if points else start], len(points)


def announces(lead: str, number: int) -> bool:
    """Whether it says that so many will follow."""
    return any(value(match[1]) == number for match in _ANNOUNCED.finditer(lead) if len(match[1]) < 3)


def _hidden(match: re.Match[str]) -> str:
    whole, at = match.group(), match.start()
    for i in range(1, 6):
        if match.group(i):
            start, end = match.start(i) - at, match.end(i) - at
            return whole[:start] + "#" * (end - start) + whole[end:]
    return whole
