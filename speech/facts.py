"""Facts: what a speech states that a listener could look up, and what stands in the place of such a thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from speech.blanks import blanks, masks
from speech.expressions import expressions
from speech.figures import Fact, FactKind, figures
from speech.names import names
from speech.structure import Span

__all__ = ["Fact", "FactKind", "facts", "known_names"]

_QUOTATION = re.compile(r"“([^“”\n]+)”")
_GENERIC_END = re.compile(r"(?:[省市县区镇乡村]|街道|社区|(?:股份|有限|责任)*(?:集团|公司)+)$")


def facts(text: str, known: Mapping[str, FactKind] | None = None) -> tuple[Fact, ...]:
    """In the order of the text. They do not overlap, but a quotation may hold others.

    `known` are names to find wherever they stand (`known_names` of a longer text that this one is a part of).
    Fixed expressions, ordinals and headings are no facts; relative times (上半年, 去年) are none either.
    """
    held = _Claims(len(text))
    for span in (*masks(text), *(blank.span for blank in blanks(text))):
        held.claim(Fact(FactKind.MASK, span, span.of(text), span.of(text)))
    for expression in expressions().finditer(text):
        held.reserve(Span(*expression.span()))
    for fact in (*_known(text, known or {}), *figures(text)):
        held.claim(fact)
    for fact in names(text):
        held.claim(fact)
    return tuple(sorted((*held.facts, *_quotations(text)), key=lambda fact: (fact.span.start, -fact.span.end)))


def known_names(text: str) -> dict[str, FactKind]:
    """The names in a text, for finding them again where they stand without the words that gave them away."""
    found: dict[str, FactKind] = {}
    for fact in facts(text):
        if fact.kind in (FactKind.PERSON, FactKind.PLACE, FactKind.UNIT):
            found[fact.value] = fact.kind
            stem = _GENERIC_END.sub("", fact.value)
            if len(stem) >= 2:
                found[stem] = fact.kind
    return found


class _Claims:
    """Which characters are spoken for; the first claim stands."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)
        self.facts: list[Fact] = []

    def claim(self, fact: Fact) -> None:
        if self.reserve(fact.span):
            self.facts.append(fact)

    def reserve(self, span: Span) -> bool:
        if any(self._taken[span.start : span.end]):
            return False
        self._taken[span.start : span.end] = b"\x01" * len(span)
        return True


def _known(text: str, known: Mapping[str, FactKind]) -> Iterator[Fact]:
    if not known:
        return
    longest_first = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    for match in re.finditer(longest_first, text):
        yield Fact(known[match.group()], Span(*match.span()), match.group(), match.group())


def _quotations(text: str) -> Iterator[Fact]:
    for match in _QUOTATION.finditer(text):
        if not expressions().fullmatch(match.group()) and not expressions().fullmatch(match[1]):
            yield Fact(FactKind.QUOTATION, Span(*match.span()), match.group(), "".join(match[1].split()))
