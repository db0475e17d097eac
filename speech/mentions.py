"""Where a speech states one and the same thing in figures: 破案率上升12% in three places, and no other 12."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from speech.figures import Fact, FactKind, figures
from speech.structure import Span

_CLAUSE = re.compile(r"[^，。；：！？;!?\r\n\v\f\x85\u2028\u2029]+")
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_LEAST = 2  # characters of a subject that still name something
_UNIT = re.compile(r"[^\d.]*$")
# 从10%提高到15%: the second is what it is now.
_FROM = re.compile("(?:从|由|自)[^，]{0,8}$")
_UP_TO = re.compile("(?:到|至|为|成)[^，]{0,2}$")
_TOLD = re.compile(
    "(?:已经?|也|又|均|都|共|总体|整体|今年|全年|上半年|累计|同比|环比|比上年|较去年|比去年|较上年)*"
    "(?:上升|下降|增长|减少|提高|提升|降低|增加|达到?|完成|为|是|有|至|到|超过?|近)?(?:了|到|至)?"
)
_POINTING = re.compile("[这那]个?[\\d百千万零一二两三四五六七八九十]")
_THIS = re.compile("[这那]个?$")


def equal(text: str, figure: str) -> tuple[Fact, ...]:
    """Every statement of this figure, in whatever numerals; 12% is neither 12个 nor 12.5%."""
    wanted = next(iter(figures(figure)), None)
    if wanted is None:
        return ()
    return tuple(
        fact
        for fact in _stated(text)
        if fact.kind is wanted.kind and fact.value == wanted.value and (not wanted.measure or fact.measure == wanted.measure)
    )


def of_subject(text: str, subject: str, figure: str) -> dict[str, tuple[Fact, ...]]:
    """By value, the figures of the sort of `figure` (its kind and measure) that are told of `subject` in the same clause.

    Where the speech does not have the subject, as many leading characters count as it has right before such a figure:
    开工率发改委 finds 开工率, but 刑事警情 not 刑事案件. A value that is told of it once is its value wherever 这 points back to it.
    """
    like = next(iter(figures(figure)), None)
    if like is None:
        return {}
    sort = _told(text, subject, like)
    for length in range(len(subject), _LEAST - 1, -1):
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in _beside(text, subject[:length], sort, length == len(subject)):
            found[fact.value].append(fact)
        if found:
            pointed = _pointed(text, sort)
            return {value: tuple(told + [f for f in pointed if f.value == value and f not in told]) for value, told in found.items()}
    return {}


def _stated(text: str) -> list[Fact]:
    """In the order of the text; of two that overlap the earlier candidate is meant."""
    taken = bytearray(len(text))
    stated = []
    for fact in figures(text):
        start, end = fact.span.start, fact.span.end
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            stated.append(fact)
    return sorted(stated, key=lambda fact: fact.span)


def _told(text: str, subject: str, like: Fact) -> list[Fact]:
    """The figures of that sort in the lines that have the beginning of the subject, or point back."""
    found = []
    for line in _LINE.finditer(text):
        words, at = line.group(), line.start()
        if subject[:_LEAST] in words or _POINTING.search(words):
            told = (fact for fact in _stated(words) if _alike(fact, like))
            found += [replace(fact, span=Span(fact.span.start + at, fact.span.end + at)) for fact in told]
    return found


def _alike(fact: Fact, like: Fact) -> bool:
    """Of one sort; a percentage is told in points or not, money in its currency."""
    if fact.kind is not like.kind or (like.measure and fact.measure and fact.measure != like.measure):
        return False
    return like.kind not in (FactKind.PERCENT, FactKind.MONEY) or _unit(fact.value) == _unit(like.value)


def _unit(value: str) -> str:
    found = _UNIT.search(value)
    return found.group() if found else ""


def _beside(text: str, subject: str, sort: Sequence[Fact], whole: bool) -> Iterator[Fact]:
    """In each clause with the subject, the first figure behind it, else the last before it."""
    inside: dict[int, list[Fact]] = defaultdict(list)
    clauses = [Span(*match.span()) for match in _CLAUSE.finditer(text)]
    at = 0
    for fact in sort:
        while at < len(clauses) and clauses[at].end < fact.span.end:
            at += 1
        if at < len(clauses) and fact.span in clauses[at]:
            inside[at].append(fact)
    for i, told in inside.items():
        found = text.find(subject, clauses[i].start, clauses[i].end)
        if found == -1:
            continue
        behind = [fact for fact in told if fact.span.start >= found + len(subject)]
        if not whole:
            behind = [fact for fact in behind[:1] if _TOLD.fullmatch(text, found + len(subject), fact.span.start)]
            told = []
        if len(behind) > 1 and _FROM.search(text[: behind[0].span.start][-12:]) and _UP_TO.search(text[: behind[1].span.start][-4:]):
            behind = behind[1:]
        if behind or told:
            yield behind[0] if behind else told[-1]


def _pointed(text: str, sort: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in sort if _THIS.search(text[max(0, fact.span.start - 2) : fact.span.start])]
