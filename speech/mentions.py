"""Where a speech states one and the same thing in figures: 破案率上升12% in three places, and no other 12."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from speech.figures import Fact, figures
from speech.structure import Span

_CLAUSE = re.compile(r"[^，。；：！？\n]+")
_LEAST = 2  # characters of a subject that still name something


def equal(text: str, figure: str) -> tuple[Fact, ...]:
    """Every statement of this figure, in whatever numerals; 12% is neither 12个 nor 12.5%."""
    wanted = next(iter(figures(figure)), None)
    if wanted is None:
        return ()
    return tuple(
        fact
        for fact in figures(text)
        if fact.kind is wanted.kind and fact.value == wanted.value and (not wanted.measure or fact.measure == wanted.measure)
    )


def of_subject(text: str, subject: str, figure: str) -> dict[str, tuple[Fact, ...]]:
    """By value, the figures of the sort of `figure` (its kind and measure) that are told of `subject` in the same clause.

    Of the subject as many leading characters count as the speech has beside such a figure: 开工率发改委 finds 开工率.
    A value that is told of it once is its value wherever 这 points back to it.
    """
    like = next(iter(figures(figure)), None)
    if like is None:
        return {}
    sort = [
        fact for fact in figures(text) if fact.kind is like.kind and (not like.measure or not fact.measure or fact.measure == like.measure)
    ]
    for length in range(len(subject), _LEAST - 1, -1):
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in _beside(text, subject[:length], sort):
            found[fact.value].append(fact)
        if found:
            return {
                value: tuple(facts + [f for f in _pointed(text, sort) if f.value == value and f not in facts])
                for value, facts in found.items()
            }
    return {}


def _beside(text: str, subject: str, sort: list[Fact]) -> Iterator[Fact]:
    """In each clause with the subject, the first figure behind it, else the last before it."""
    for clause in _CLAUSE.finditer(text):
        span = Span(*clause.span())
        inside = [fact for fact in sort if fact.span in span]
        at = text.find(subject, *clause.span())
        if at == -1 or not inside:
            continue
        behind = [fact for fact in inside if fact.span.start >= at]
        yield behind[0] if behind else inside[-1]


def _pointed(text: str, sort: list[Fact]) -> list[Fact]:
    return [fact for fact in sort if re.search(r"[这那]个?$", text[max(0, fact.span.start - 2) : fact.span.start])]
