"""Keeping series whole: what follows a removed or a new section counts on without a gap, and “三点意见” says how many there are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from speech.checks.counts import announcement
from speech.document import Speech
from speech.numbering import Ordinal, chinese, number
from speech.splice import Edit
from speech.structure import Section, Span

# What the lead of a part promises of its points. Only a number that is theirs exactly is taken for a promise.
_PROMISE = re.compile(
    r"([一二两三四五六七八九十]{1,2}|\d{1,2})(?=点|条|项|件|句话|层意思|方面|大(?:任务|重点|行动|工程)"
    r"|个(?:方面|问题|环节|重点|关键|步骤|字|坚持|强化|着力|抓手))"
)


def levels(speech: Speech) -> Iterator[tuple[Section | None, tuple[Section, ...]]]:
    """Every section that holds others, with those; the first is the speech itself, None."""
    yield None, speech.sections
    for section in speech.walk():
        if section.sections:
            yield section, section.sections


def without(speech: Speech, removed: Collection[str]) -> tuple[Edit, ...]:
    """The edits to ordinals and to announced counts that removing these sections (by path) calls for."""
    edits: list[Edit] = []
    for owner, level in levels(speech):
        if owner and any(owner.path == path or owner.path.startswith(f"{path}.") for path in removed):
            continue
        edits += _closed(speech.text, level, removed)
        gone = sum(1 for section in level if section.numbered and section.path in removed)
        edits += recounted(speech, owner, level, -gone)
    return tuple(edits)


def shifted(speech: Speech, level: Sequence[Section], start: int, by: int) -> Iterator[Edit]:
    """`level[start:]` counts `by` further, up to where the series starts again from one."""
    for i, section in enumerate(level[start:]):
        ordinal = section.ordinal
        if ordinal is None:
            continue
        if ordinal.value == 1 and i:
            return
        yield _remarked(speech.text, ordinal, ordinal.value + by)


def recounted(speech: Speech, owner: Section | None, level: Sequence[Section], by: int) -> tuple[Edit, ...]:
    """The promised number of the sections of `level` grows by `by`, where one is promised and was right."""
    size = sum(1 for section in level if section.numbered)
    said = _promised(speech, owner, level, size) if by and 0 < size + by else None
    if said is None:
        return ()
    words = said.of(speech.text)
    new = size + by
    return (Edit(said, str(new) if words.isdecimal() else "两" if new == 2 and words != "二" else chinese(new)),)


def closed(speech: Speech) -> tuple[Edit, ...]:
    """The edits after which every series counts up by one."""
    edits: list[Edit] = []
    for _, level in levels(speech):
        value = 0
        for section in level:
            ordinal = section.ordinal
            if ordinal is None:
                continue
            value = 1 if ordinal.value == 1 else value + 1
            if not ordinal.closes and ordinal.value != value:
                edits.append(_remarked(speech.text, ordinal, value))
    return tuple(edits)


def _promised(speech: Speech, owner: Section | None, level: Sequence[Section], size: int) -> Span | None:
    if owner is None:
        said = announcement(speech)
        return said.numeral if said and said.count == size else None
    first = next((section.span.start for section in level if section.numbered), owner.span.start)
    begin = owner.ordinal.end if owner.ordinal else owner.span.start
    return promise(speech.text, Span(begin, first), size)


def promise(text: str, lead: Span, size: int) -> Span | None:
    """The numeral by which a lead announces just so many points: 抓好三件事. The last there is."""
    found = [match for match in _PROMISE.finditer(text, lead.start, lead.end) if number(match.group(1)) == size]
    return Span(*found[-1].span(1)) if found else None


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
        elif gone and not ordinal.closes:
            yield _remarked(text, ordinal, ordinal.value - gone)


def _remarked(text: str, ordinal: Ordinal, value: int) -> Edit:
    return Edit(Span(ordinal.start, ordinal.end), ordinal.renumbered(text, value))
