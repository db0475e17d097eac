"""Closer to talking, or to writing: words exchanged for words that mean the same, facts and fixed expressions left alone."""

from __future__ import annotations

import re

from prompts.registers import Register, registers
from speech.expressions import expressions
from speech.facts import facts
from speech.structure import Span


def turned(text: str, register: Register) -> str:
    exchanged = registers().towards(register)
    words = re.compile("|".join(map(re.escape, exchanged)))
    fixed = [fact.span for fact in facts(text)] + [Span(*found.span()) for found in expressions().finditer(text)]

    def exchange(match: re.Match[str]) -> str:
        held = any(span.touches(Span(*match.span())) for span in fixed)
        return match[0] if held else exchanged[match[0]]

    return words.sub(exchange, text)
