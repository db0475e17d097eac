"""The writer that asks a language model."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Literal

from agent.brief import Brief
from agent.model.endpoint import Endpoint, Message
from agent.model.plan_form import ceremonial, plan_form, role_label
from agent.model.plan_reader import read_plan
from agent.plan import Plan
from agent.ways import ways
from agent.writer import Adding, Rewriting, Writing
from errors import BadReply
from prompts import load
from speech.length import count
from speech.numbering import chinese, read
from speech.structure import Role
from vectorstore.passages import Hit

SAMPLES = 5  # passages a prompt shows; more dilute the style and lengthen the wait
SAMPLE_LIMIT = 900  # code points of one; a longer part shows its manner by then
OUTLINE_LIMIT = 30  # code points of one of their headings, for planning
PARAGRAPH = 160  # 字 of an ordinary paragraph, for the advice how many to write

_CONCRETE = re.compile(r"具体|[做写]实|落到实处|实一?[点些]|更实|充实|[太有点些][虚空]|空[话洞泛]")
_FORCEFUL = re.compile(r"有力|力量|力度|劲|气势|铿锵|响亮|提气|鼓劲|号召力|感染力|太平")
_QUOTED = re.compile("“[^”]*”|‘[^’]*’")  # given words are no manner to write in
_SORTS = {"sentence": "一句话", "paragraph": "一段话", "point": "一点", "part": "一个部分"}
_FRAME = {Role.OPENING: "开头", Role.CLOSING: "结尾"}


class ModelWriter:
    """Asks `endpoint` with the shipped prompts, or those that `overrides` puts in their place."""

    kind: Literal["offline", "model"] = "model"

    def __init__(self, endpoint: Endpoint, overrides: Path | None = None) -> None:
        self._endpoint = endpoint
        self._overrides = overrides

    def limits(self, instruction: str) -> tuple[str, ...]:
        return ()

    async def plan(self, brief: Brief, passages: tuple[Hit, ...], way: int | None = None) -> Plan:
        """What is missing in a plan is asked for once; then it stands as it can be read. Raises BadReply when two replies hold none."""
        plan: Plan | None = None
        previous = fault = ""
        for _ in range(2):
            asked = self._prompt(
                "plan",
                brief=brief,
                ceremony=ceremonial(brief),
                form=plan_form(brief, way),
                way="" if way is None else ways(brief)[way % len(ways(brief))].name,
                samples=_outlines(passages),
                previous=previous,
                fault=fault,
            )
            async with aclosing(self._endpoint.reply(asked)) as pieces:  # type: ignore[type-var]
                previous = "".join([piece async for piece in pieces])
            latest, fault = read_plan(previous, brief)
            plan = latest or plan
            if latest and not fault:
                break
        if plan is None:
            raise BadReply(self._endpoint.host, "plan")
        return plan

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
                ceremony=ceremonial(work.brief),
                parts="" if parts < 2 else "两" if parts == 2 else chinese(parts),
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
                name=work.name,
                heading=work.heading,
                led=_leads(work.heading),
                before=work.before,
                after=work.after,
                target=work.target,
                instruction=_said(work),
                concrete=bool(_CONCRETE.search(_QUOTED.sub("", work.instruction))),
                forceful=bool(_FORCEFUL.search(_QUOTED.sub("", work.instruction))),
                current=count(work.target),
                length=work.length,
                band=work.band,
                fixed=work.fixed,
                lines=work.lines,
                whole=work.whole,
                reshaping=work.reshaping,
                samples=_masked(work.passages),
                previous=work.previous,
                fault=work.fault,
            )
        )

    def add(self, work: Adding) -> AsyncIterator[str]:
        return self._endpoint.reply(
            self._prompt(
                "add",
                title=work.title,
                outline=work.outline,
                sort=_SORTS[work.sort],
                about=work.about,
                form=work.form,
                headed=work.headed,
                before=work.before,
                after=work.after,
                band=work.band,
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


def _outlines(passages: tuple[Hit, ...]) -> tuple[str, ...]:
    """How the samples' sections are built, for planning: their headings and the heads of their points, without prose."""
    texts = []
    for hit in passages:
        lines = [line.partition("。")[0][:OUTLINE_LIMIT] for line in hit.passage.masked_section.splitlines() if read(line)]
        heading = hit.passage.masked_heading
        if heading and not any(heading[:OUTLINE_LIMIT] in line for line in lines):
            lines.insert(0, heading[:OUTLINE_LIMIT])
        texts.append("\n".join(lines))
    return tuple(dict.fromkeys(text for text in texts if text))[:SAMPLES]


def _band(words: int, ceiling: bool) -> tuple[int, int, int]:
    """What to aim at, the least and the most, of a body of `words`. Under a ceiling the aim is below it: models overshoot."""
    words = max(20, words)
    return (round(words * 0.93), round(words * 0.85), words) if ceiling else (words, round(words * 0.9), round(words * 1.1))


def _said(work: Rewriting) -> str:
    """The order with the part it is on: 太平 by itself would read as peace, 结尾太平 does not.

    The part goes by the name that the outline and the task use: what the user calls 第二点 may be 第二部分.
    """
    return work.name + work.instruction if work.named and work.name not in work.instruction else work.instruction


def _leads(heading: str) -> bool:
    """Whether it stands on the line of the text, as 一是 and （一） do, and words that end with a mark."""
    ordinal = read(heading.strip() + "某")  # a run-in ordinal is one only before words
    return heading.endswith(("。", "：", "；", "！", "？")) or (ordinal is not None and ordinal.end == len(heading.strip()) > 0)


def _name(plan: Plan, index: int) -> str:
    section = plan.sections[index]
    ordinal = plan.ordinal(index)
    if ordinal:
        return f"第{chinese(ordinal)}部分"
    if section.role in _FRAME:
        return _FRAME[section.role]
    bare = [i for i, other in enumerate(plan.sections) if not other.heading and other.role not in _FRAME]
    return f"主体第{chinese(bare.index(index) + 1)}节" if len(bare) > 1 else "主体"


def _outline(plan: Plan) -> str:
    """All sections, a line each: what the others say, so that this one does not."""
    lines = []
    for index, section in enumerate(plan.sections):
        says = "；".join((*(point.text for point in section.points), *section.leads))
        role = f"{role_label(section.role)}，" if section.heading else ""
        lines.append(f"{plan.heading_line(index) or _name(plan, index)}（{role}{section.words}字）{says}".rstrip())
    return "\n".join(lines)
