"""The writer that needs no model: the brief's own words, ways to build a speech, what can be said of a matter, and samples."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Literal

from agent.brief import Brief
from agent.offline.adding import added
from agent.offline.cases import followed
from agent.offline.composition import compose, text_of
from agent.offline.instruction import read_instruction
from agent.offline.planning import make_plan
from agent.offline.rewriter import rewritten
from agent.plan import Plan
from agent.writer import Adding, Rewriting, Writing
from errors import NeedsModel
from vectorstore.passages import Hit

_SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？]+[”’）」]*|\n|$)")


class OfflineWriter:
    """The same brief and passages give the same text. Of the passages it takes the moves and their order, of bundled
    samples and the user's own also sentences that state nothing; never a fact.
    """

    kind: Literal["offline", "model"] = "offline"

    def limits(self, instruction: str) -> tuple[str, ...]:
        try:
            asked = read_instruction(instruction)
        except NeedsModel:
            return ()
        return tuple(f"offline_{change.name.lower()}" for change in asked.changes)

    async def plan(self, brief: Brief, passages: tuple[Hit, ...], way: int | None = None) -> Plan:
        return make_plan(brief, passages, way or 0)

    async def write(self, work: Writing) -> AsyncIterator[str]:
        async for piece in _spoken(text_of(followed(work, compose(work.brief, work.plan)))):
            yield piece

    async def rewrite(self, work: Rewriting) -> AsyncIterator[str]:
        """Raises NeedsModel for an instruction that is more than a change of length, tone or wording."""
        if work.lines:
            raise NeedsModel(work.instruction)
        text = rewritten(work)
        if any(words not in text for words in work.fixed):
            raise NeedsModel(work.instruction)
        async for piece in _spoken(text):
            yield piece

    async def add(self, work: Adding) -> AsyncIterator[str]:
        async for piece in _spoken(added(work)):
            yield piece


async def _spoken(text: str) -> AsyncIterator[str]:
    """Sentence by sentence, so that a stop is heard between them."""
    for match in _SENTENCE.finditer(text):
        if match.group():
            yield match.group()
            await asyncio.sleep(0)
