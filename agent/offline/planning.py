"""The plan of a draft without a model: the occasion's outline, filled with the brief's points."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.brief import Brief, Point
from agent.offline.composition import compose
from agent.offline.filling import Filling, filling
from agent.offline.forms import NEAREST, parallel_set
from agent.offline.pen import seed
from agent.placement import topic_of, topics_of
from agent.plan import Plan, Planned
from prompts.outlines import BY_FIELD, Form, Lead, Outline, outline
from prompts.phrases import GENERAL, phrases
from speech.length import count
from speech.structure import Role
from vectorstore.passages import Hit

_CEILING_AIM = 0.95  # of a length not to be passed
_NEAR = 0.02  # of the length: as near as that is near enough
_TRIES = 5
_LEADS_AT_MOST = 8
_LEAST_FOR_TWO = 95  # 字; a section shorter than that makes one point


def make_plan(brief: Brief, passages: tuple[Hit, ...]) -> Plan:
    """Budgets follow the outline's shares; what a section cannot carry goes to the others, by trying."""
    draft = _Draft(brief, outline(brief.occasion), filling(brief), passages)
    aim = round(brief.length.words * (_CEILING_AIM if brief.length.ceiling else 1))
    placed = draft.placed()
    share = sum(form.share for form, _ in placed)
    plan = draft.head()
    body = max(200, aim - count(plan.assemble(())))
    budgets = [round(body * form.share / share) for form, _ in placed]
    best, distance = plan, brief.length.words * 10
    for _ in range(_TRIES):
        sections = tuple(draft.planned(form, points, words) for (form, points), words in zip(placed, budgets, strict=True))
        plan = replace(plan, sections=sections)
        bodies = compose(brief, plan)
        over = count(plan.assemble(bodies)) - aim
        off = abs(over) if over <= 0 or not brief.length.ceiling else over * 10
        if off < distance:
            best, distance = plan, off
        if off <= aim * _NEAR:
            break
        budgets = _shifted(budgets, _written(plan, bodies), over)
    return _settled(brief, best)


def _written(plan: Plan, bodies: tuple[str, ...]) -> list[int]:
    return [count(plan.heading_line(index) + text) for index, text in enumerate(bodies)]


def _settled(brief: Brief, plan: Plan) -> Plan:
    """The opening and the closing, whose few sentences bend to no budget, are planned as long as they come out."""
    written = _written(plan, compose(brief, plan))
    sections = tuple(
        section if section.heading or section.role not in (Role.OPENING, Role.CLOSING) else replace(section, words=done)
        for section, done in zip(plan.sections, written, strict=True)
    )
    return replace(plan, sections=sections)


def _shifted(budgets: list[int], written: list[int], over: int) -> list[int]:
    """Budgets for another try: the sections that could fill theirs take what is wanting, or give up what is too much."""
    able = [over > 0 or done >= budget * 0.95 for budget, done in zip(budgets, written, strict=True)]
    room = sum(budget for budget, can in zip(budgets, able, strict=True) if can) or sum(budgets)
    return [
        max(40, round(budget - over * budget / room)) if can or not any(able) else budget for budget, can in zip(budgets, able, strict=True)
    ]


@dataclass(frozen=True)
class _Draft:
    brief: Brief
    outline: Outline
    filling: Filling
    passages: tuple[Hit, ...]

    def head(self) -> Plan:
        title = self.brief.title or self.filling.fill(self.outline.titles[0]) or ""
        return Plan(title, self.brief.date, self.brief.speaker, self._salutation(), ())

    def _salutation(self) -> str:
        audience = self.brief.audience.strip("：:，, ")
        if not audience:
            return self.outline.salutations[0]
        if re.search(r"(?:同志|朋友|来宾|们)$", audience):
            return audience + "："
        return f"{audience}，同志们："

    def placed(self) -> list[tuple[Form, tuple[Point, ...]]]:
        """The sections of the draft, each with the points that belong there. A short draft drops those the outline lets go."""
        homes: dict[int, list[Point]] = {}
        for point in self.brief.points:
            homes.setdefault(self._home(point, homes), []).append(point)
        return [
            (form, tuple(homes.get(place, ())))
            for place, form in enumerate(self.outline.sections)
            if form.framing or self.brief.length.words >= form.least or place in homes
        ]

    def _home(self, point: Point, homes: dict[int, list[Point]]) -> int:
        """Of several sections with the point's role, the one that speaks of its topic, then the one with fewest points."""
        sections = self.outline.sections
        roles = (point.role, *NEAREST[point.role])
        role = next(role for role in roles if any(form.role is role and not form.framing for form in sections))
        places = [place for place, form in enumerate(sections) if form.role is role and not form.framing]
        topic = topic_of(point.text).topic
        return min(places, key=lambda place: (topic not in sections[place].leads, len(homes.get(place, ())), place))

    def planned(self, form: Form, points: tuple[Point, ...], words: int) -> Planned:
        if form.framing:
            return Planned(form.role, "", words)
        heading = ""
        if form.headings:
            pattern = form.headings[parallel_set(self.brief) % len(form.headings)]
            heading = self.filling.fill(pattern) or pattern
        leads = self._leads(form, points)
        wanted = _points_for(words) - len(points) if self.outline.numbered else 1 + words // 200
        if len(points) == 1 and words > _LEAST_FOR_TWO:
            wanted = max(wanted, 1)
        return Planned(form.role, heading, words, points, tuple(leads[: max(0, wanted)]))

    def _leads(self, form: Form, points: Sequence[Point]) -> list[str]:
        """What to speak of besides the points: the outline's leads, and of the field's topics first those the samples speak of."""
        field = self.filling.field
        covered = {topic_of(point.text, field.field).topic for point in points}
        seen = Counter(
            topic.topic
            for hit in self.passages
            if hit.passage.role is form.role
            for topic in topics_of(hit.passage.heading or hit.passage.text[:40], field.field)[:1]
        )
        drawn = list(field.topics)
        random.Random(seed(self.brief.request, form.role)).shuffle(drawn)  # noqa: S311
        drawn.sort(key=lambda name: (-seen[name], name != field.topics[0]))
        names: list[str] = []
        for lead in form.leads:
            if isinstance(lead, Lead):
                names.append(lead.name)
            else:
                names += [name for name in (drawn[:3] if lead == BY_FIELD else [lead]) if _speaks(name, form.role)]
        free = [name for name in dict.fromkeys(names) if name not in covered]
        return [name for name in free if name != GENERAL] + [name for name in free if name == GENERAL]


def _points_for(words: int) -> int:
    """How many points a section of that length makes."""
    return 1 if words < _LEAST_FOR_TWO else min(_LEADS_AT_MOST, max(2, round(words / (75 + words / 9))))


def _speaks(name: str, role: Role) -> bool:
    topic = phrases().topic(name)
    return topic is not None and bool(topic.block(role).heads)
