"""The writer that asks a language model."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Literal

from agent.brief import Brief
from agent.endpoint import Endpoint, Message
from agent.plan import Plan
from agent.plan_reader import read_plan, role_label
from agent.receipts import label
from agent.writer import Rewriting, Writing
from errors import BadReply
from prompts import load
from speech.length import count
from speech.numbering import chinese
from speech.structure import Role
from vectorstore.passages import Hit

SAMPLES = 5  # passages a prompt shows; more dilute the style and lengthen the wait
SAMPLE_LIMIT = 900  # code points of one; a longer part shows its manner by then
PARAGRAPH = 160  # 字 of an ordinary paragraph, for the advice how many to write


class ModelWriter:
    """Asks `endpoint` with the shipped prompts, or those that `overrides` puts in their place."""

    kind: Literal["offline", "model"] = "model"

    def __init__(self, endpoint: Endpoint, overrides: Path | None = None) -> None:
        self._endpoint = endpoint
        self._overrides = overrides

    async def plan(self, brief: Brief, passages: tuple[Hit, ...]) -> Plan:
        """Raises BadReply when two replies in a row hold no plan."""
        previous = fault = ""
        for _ in range(2):
            asked = self._prompt("plan", brief=brief, samples=_masked(passages), previous=previous, fault=fault)
            async with aclosing(self._endpoint.reply(asked)) as pieces:  # type: ignore[type-var]
                previous = "".join([piece async for piece in pieces])
            if plan := read_plan(previous, brief):
                return plan
            fault = "没有按格式给出提纲，程序读不出各部分。"
        raise BadReply(self._endpoint.host, "plan")

    def write(self, work: Writing) -> AsyncIterator[str]:
        section = work.plan.sections[work.index]
        heading = work.plan.heading_line(work.index)
        words, least, most = _band(section.words - count(heading), work.brief.length.ceiling)
        parts = sum(1 for other in work.plan.sections if other.heading)
        return self._endpoint.reply(
            self._prompt(
                "write",
                brief=work.brief,
                outline=_outline(work.plan),
                parts="两" if parts == 2 else chinese(parts),
                name=_name(work.plan, work.index),
                heading=heading,
                role=str(section.role),
                points=tuple(point.text for point in section.points),
                leads=section.leads,
                leaves=section.leaves,
                words=words,
                least=least,
                most=most,
                paragraphs=max(1, round(words / PARAGRAPH)),
                samples=_masked(work.passages),
                previous=work.previous,
                fault=work.fault,
            )
        )

    def rewrite(self, work: Rewriting) -> AsyncIterator[str]:
        return self._endpoint.reply(
            self._prompt(
                "rewrite",
                title=work.title,
                outline=work.outline,
                name=label(work.path),
                heading=work.heading,
                before=work.before,
                after=work.after,
                target=work.target,
                instruction=work.instruction,
                current=count(work.target),
                length=work.length,
                samples=_masked(work.passages),
                previous=work.previous,
                fault=work.fault,
            )
        )

    def _prompt(self, job: str, /, **inputs: object) -> list[Message]:
        """The rules first and the same for every job, so that an endpoint can keep what it made of them."""
        return [
            ("system", load("rules", self._overrides).render()),
            ("user", load(job, self._overrides).render(**inputs)),
        ]


def _masked(passages: tuple[Hit, ...]) -> tuple[str, ...]:
    """Sections of the samples with their facts masked, each once. Nothing else of a sample reaches a prompt."""
    texts = dict.fromkeys(hit.passage.masked_section for hit in passages if hit.passage.masked_section)
    return tuple(text if len(text) <= SAMPLE_LIMIT else text[:SAMPLE_LIMIT] + "……" for text in list(texts)[:SAMPLES])


def _band(words: int, ceiling: bool) -> tuple[int, int, int]:
    """What to aim at, the least and the most, of a body of `words`. Under a ceiling the aim is below it: models overshoot."""
    words = max(20, words)
    return (round(words * 0.93), round(words * 0.85), words) if ceiling else (words, round(words * 0.9), round(words * 1.1))


def _name(plan: Plan, index: int) -> str:
    section = plan.sections[index]
    ordinal = plan.ordinal(index)
    if ordinal:
        return f"第{chinese(ordinal)}部分"
    return {Role.OPENING: "开头", Role.CLOSING: "结尾"}.get(section.role, "主体")


def _outline(plan: Plan) -> str:
    """All sections, a line each: what the others say, so that this one does not."""
    lines = []
    for index, section in enumerate(plan.sections):
        says = "；".join((*(point.text for point in section.points), *section.leads))
        name = plan.heading_line(index) or _name(plan, index)
        lines.append(f"{name}（{role_label(section.role)}，{section.words}字）{says}".rstrip())
    return "\n".join(lines)
