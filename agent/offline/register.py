"""Closer to talking, or to writing: words exchanged for words that mean the same, facts and fixed expressions left alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from prompts.registers import Register, registers
from speech.expressions import expressions
from speech.facts import facts
from speech.structure import Span

_NOTHING = "(?!)"  # a pattern of no words would match everywhere


def turned(text: str, register: Register) -> str:
    exchanged = registers().towards(register)
    return _exchanged(text, exchanged, exchanged.__getitem__)


def reworded(text: str, choose: Callable[[Sequence[str]], str]) -> str:
    """Each word that has others like it in this register gives way to one of them."""
    others = registers().others()
    return _exchanged(text, others, lambda word: choose(others[word]))


def _exchanged(text: str, known: Iterable[str], other: Callable[[str], str]) -> str:
    words = re.compile("|".join(map(re.escape, known)) or _NOTHING)
    fixed = [fact.span for fact in facts(text)] + [Span(*found.span()) for found in expressions().finditer(text)]

    def exchange(match: re.Match[str]) -> str:
        held = any(span.touches(Span(*match.span())) for span in fixed)
        return match[0] if held else other(match[0])

    return words.sub(exchange, text)
