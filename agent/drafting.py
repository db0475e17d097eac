"""From a brief to a whole speech: plan, write the sections side by side, measure, repair, assemble."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace

from agent.archive import Entry, Revision
from agent.attempts import Piece, written
from agent.brief import Brief
from agent.events import Found, PlanMade, SectionDone
from agent.faults import Fault
from agent.guard import figures, measure, stray
from agent.orders import Draft
from agent.placement import nearest_occasion
from agent.plan import FRAMING, Plan
from agent.receipts import receipt
from agent.work import Work
from agent.writer import Writing
from errors import BareBrief, EndpointError, ImpossibleLength, NotChinese
from speech.checks import check
from speech.checks.counts import announced
from speech.document import Speech
from speech.length import count
from speech.structure import Role
from vectorstore.passages import Hit

SHORTEST = 200  # 字; below it there is no room for an opening, a part and a closing
_CHINESE = re.compile("[\u4e00-\u9fff]")
_SLACK = 0.15  # the share by which a section may miss its budget, and
_FEW = 15  # 字 more, for the short ones
_NAMES = {Role.OPENING: "开头", Role.CLOSING: "结尾"}


async def draft(work: Work, order: Draft) -> Revision:
    """Write the speech and save it. Sections that `work.past` holds as done are not written again."""
    brief = order.brief
    if brief.length.words < SHORTEST:
        raise ImpossibleLength(brief.length.words, SHORTEST)
    if brief.bare:
        raise BareBrief(brief.request)
    if work.writer.kind == "offline":
        brief = _for_the_offline_writer(work, brief)
    plan = next((event.plan for event in reversed(work.past) if isinstance(event, PlanMade)), None)
    if plan is None:
        plan = order.plan or await work.writer.plan(brief, likely(work, brief))
        work.emit(PlanMade(plan))
    bodies = await _sections(work, brief, plan)
    return _save(work, replace(order, brief=brief), plan, bodies)


def _for_the_offline_writer(work: Work, brief: Brief) -> Brief:
    """It reads Chinese alone, and builds every speech after an occasion that it knows."""
    if not _CHINESE.search(brief.request):
        raise NotChinese
    work.notice("no_model")
    if not brief.occasion:
        brief = replace(brief, occasion=nearest_occasion(brief.points))
        work.notice("occasion_nearest", occasion=brief.occasion)
    return brief


def likely(work: Work, brief: Brief) -> tuple[Hit, ...]:
    """What a plan is made after."""
    return work.search(brief.request, k=5, occasion=brief.occasion)


async def _sections(work: Work, brief: Brief, plan: Plan) -> tuple[str, ...]:
    """After a failure nothing new is begun, but what is being written is written to its end and kept."""
    done = {event.section: event.text for event in work.past if isinstance(event, SectionDone)}
    places = asyncio.Semaphore(work.parallel)
    failures: list[EndpointError] = []

    async def section(index: int) -> None:
        async with places:
            if index in done or failures:
                return
            try:
                done[index] = await _section(work, brief, plan, index)
            except EndpointError as error:
                failures.append(error)

    await asyncio.gather(*(section(index) for index in range(len(plan.sections))))
    if failures:
        raise failures[0]
    return tuple(done[index] for index in range(len(plan.sections)))


async def _section(work: Work, brief: Brief, plan: Plan, index: int) -> str:
    planned = plan.sections[index]
    points = "；".join(point.text for point in planned.points)
    query = " ".join(filter(None, (planned.heading, points, *planned.leads, brief.theme)))
    passages = work.consult(index, query, planned.role, brief.occasion)
    kept = tuple(fact for point in planned.points for fact in figures(point.text))
    others = [plan.heading_line(i) for i in range(len(plan.sections)) if i != index and plan.sections[i].heading]
    heading = plan.heading_line(index)
    band = _band(planned.words - count(heading), brief.length.ceiling)

    def ask(previous: str, fault: str) -> AsyncIterator[str]:
        return work.writer.write(Writing(brief, plan, index, passages, previous, fault))

    def judge(text: str) -> tuple[Fault, ...]:
        if astray := stray(text, heading, (), others):
            return (astray,)
        return (*measure(text, band, brief.sources, kept), *_miscounted(plan, index, text))

    name = heading or _NAMES.get(planned.role, "")
    return await written(work, Piece(index, name, heading, planned.words, brief.sources, ask, judge))


def _band(words: int, ceiling: bool) -> tuple[int, int]:
    """One section may miss its budget by more than the whole its length: the misses even out."""
    return round(words * (1 - _SLACK)) - _FEW, words if ceiling else round(words * (1 + _SLACK)) + _FEW


def _miscounted(plan: Plan, index: int, text: str) -> tuple[Fault, ...]:
    """“三点意见” in the opening of a speech with four parts."""
    parts = sum(1 for section in plan.sections if section.heading)
    said = announced(text) if plan.sections[index].role is Role.OPENING and parts else None
    return (Fault("count", {"said": said.count, "parts": parts}),) if said and said.count != parts else ()


def _path(plan: Plan, index: int) -> str:
    """Of the section in the text; empty for a paragraph without a heading."""
    ordinal, role = plan.ordinal(index), plan.sections[index].role
    return str(ordinal) if ordinal else role.value if role in FRAMING else ""


def _unsure(plan: Plan) -> list[tuple[str, str]]:
    """The points that could as well stand in another part, with the path of the one in which they stand, or its role where it
    has no heading. A plan made by a model is its own reading.
    """
    return [
        (point.text, _path(plan, index) or section.role.value)
        for index, section in enumerate(plan.sections)
        for point in section.points
        if point.unsure
    ]


def _save(work: Work, order: Draft, plan: Plan, bodies: tuple[str, ...]) -> Revision:
    brief, head = order.brief, work.head
    text = plan.assemble(bodies)
    speech = Speech(text)
    entry = Entry(
        text=text,
        order=order,
        receipt=receipt(Speech(head.text) if head else None, speech),
        sources=tuple(replace(source, used=_path(plan, index)) for index, source in work.consulted),
        writer=work.writer.kind,
        usage=work.meter.usage,
    )
    saved = work.save(head, entry)
    work.archive.rename(work.conversation, speech.title or brief.theme)
    work.emit(Found(check(speech)))
    if work.writer.kind == "offline" and (unsure := _unsure(plan)):
        work.notice("unsure", points=unsure)
    words = count(text)
    if plan.wants and words < brief.length.words:
        wants = {role.value: points for role, points in plan.wants}
        work.notice("wants", asked=brief.length.words, got=words, wants=wants)
    elif words < brief.length.least:
        work.notice("short", asked=brief.length.words, got=words, needs=brief.length.words - words)
    elif words > brief.length.most:
        work.notice("long", asked=brief.length.words, got=words)
    return saved
