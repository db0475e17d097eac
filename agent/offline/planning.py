"""The plan of a draft without a model: a way to build it, every point of the brief in its place, and lengths it can keep."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.brief import Brief, Point
from agent.content import read_points
from agent.labels import own_heading
from agent.offline.composition import Body, compose, text_of
from agent.offline.filling import Filling, filling
from agent.offline.forms import form_of, home, parallel_set
from agent.offline.pen import WORDS_PER_BLANK, seed
from agent.placement import matter_of, matters_of
from agent.plan import FRAMING, Plan, Planned
from agent.ways import ways
from prompts.frames import frames
from prompts.matters import GENERAL, matters
from prompts.outlines import BY_FIELD, Form, Lead, Outline, occasion
from speech.length import count
from speech.structure import Role
from vectorstore.passages import Hit

_CEILING_AIM = 0.95  # of a length not to be passed
_NEAR = 0.03  # of the length: as near as that is near enough
_TRIES = 6
_LEAST = 40  # 字; no section is given less
_LESS = 0.9  # of every budget, where a length not to be passed is still passed
_LEADS = 3  # how many paragraphs a part has by itself, where few points are given
_LONG, _BESIDES = 800, 3  # 字 of a part, and how many it has besides as many points or more,
_VERY_LONG = 2000  # and one more for every so many 字
_LEAST_FOR_TWO = 95  # 字; a section shorter than that makes one point
_A_POINT = 110  # 字 that a point with its facts carries
_FROM_MATERIAL = 12  # facts of attached files that are taken for points
_BY_NUMBERS = re.compile(r"\d|百分之")


def make_plan(brief: Brief, passages: tuple[Hit, ...], variant: int = 0) -> Plan:
    """Budgets follow the outline's shares and the points; what a section cannot carry goes to the others, by trying.

    `variant` counts the ways to build it, the fittest being 0.
    """
    fit = ways(brief)
    draft = _Draft(brief, fit[variant % len(fit)], filling(brief), passages)
    aim = round(brief.length.words * (_CEILING_AIM if brief.length.ceiling else 1))
    placed = draft.placed()
    plan = draft.head()
    body = max(200, aim - count(plan.assemble(())))
    weights = draft.weights(placed)
    budgets = [round(body * weight / sum(weights)) for weight in weights]
    best, distance = plan, float("inf")
    for _ in range(_TRIES):
        sections = tuple(draft.planned(part, words) for part, words in zip(placed, budgets, strict=True))
        plan = replace(plan, sections=sections)
        written = _written(plan, compose(brief, plan))
        over = sum(written) - body
        off = abs(over) if over <= 0 or not brief.length.ceiling else over * 10
        if off < distance:
            best, distance = plan, off
        if off <= aim * _NEAR:
            break
        budgets = _shifted(budgets, written, over)
    while brief.length.ceiling and sum(_written(best, compose(brief, best))) > body and max(budgets) > _LEAST:
        budgets = [round(budget * _LESS) for budget in budgets]
        best = replace(plan, sections=tuple(draft.planned(part, words) for part, words in zip(placed, budgets, strict=True)))
    return _settled(brief, best, body)


def _written(plan: Plan, bodies: tuple[Body, ...]) -> list[int]:
    return [count(plan.heading_line(index) + text_of(body)) for index, body in enumerate(bodies)]


def _settled(brief: Brief, plan: Plan, body: int) -> Plan:
    """Every section is planned as long as it comes out; what is wanting in all is told by role, in points."""
    written = _written(plan, compose(brief, plan))
    sections = [replace(each, words=done, aim=each.words) for each, done in zip(plan.sections, written, strict=True)]
    plan = replace(plan, sections=tuple(sections))
    short = body - sum(section.words for section in plan.sections)
    if short < brief.length.words * 0.1:
        return plan
    gaps = [(section.role, section.aim - section.words) for section in plan.sections if section.role not in FRAMING]
    wants = tuple((role, max(1, round(gap / _A_POINT))) for role, gap in gaps if gap > _A_POINT // 2)
    return replace(plan, wants=wants)


def _shifted(budgets: list[int], written: list[int], over: int) -> list[int]:
    """Budgets for another try: the sections that could fill theirs take what is wanting, or give up what is too much."""
    able = [over > 0 or done >= budget * 0.93 for budget, done in zip(budgets, written, strict=True)]
    room = sum(budget for budget, can in zip(budgets, able, strict=True) if can) or sum(budgets)
    return [
        max(_LEAST, round(budget - over * budget / room)) if can or not any(able) else budget
        for budget, can in zip(budgets, able, strict=True)
    ]


@dataclass(frozen=True)
class _Place:
    """A section before it has its budget: no form for opening and closing. `name` is what the user calls the part."""

    form: Form | None
    role: Role
    share: float
    points: tuple[Point, ...]
    name: str = ""


@dataclass(frozen=True)
class _Draft:
    brief: Brief
    outline: Outline
    filling: Filling
    passages: tuple[Hit, ...]

    def head(self) -> Plan:
        kind = occasion(self.brief.occasion)
        title = self.brief.title or self.filling.fill(kind.titles[0]) or ""
        return Plan(title, self.brief.date, self.brief.speaker, self._salutation(kind.salutations[0]), (), self.outline.name)

    def _salutation(self, usual: str) -> str:
        audience = self.brief.audience.strip("：:，, ")
        if not audience:
            return usual
        if re.search(r"(?:同志|朋友|来宾|们)$", audience):
            return audience + "："
        return f"{audience}，同志们："

    def points(self) -> tuple[Point, ...]:
        """The brief's, and of its material the facts that are told in numbers."""
        given = self.brief.points
        found = [point for text in self.brief.material for point in read_points(text) if _BY_NUMBERS.search(point.text)]
        return (*given, *[point for point in dict.fromkeys(found) if point.text not in self.brief.request][:_FROM_MATERIAL])

    def placed(self) -> list[_Place]:
        """The sections, each with the points that belong there. A short draft drops those the outline lets go, and none
        speaks of shortcomings that nobody named.
        """
        points = self.points()
        framing = {role: [point for point in points if home(point, self.outline.parts) is role] for role in FRAMING}
        among = [point for point in points if home(point, self.outline.parts) not in FRAMING]
        parts = self._counted_off(among) or self._outlined(among)
        return [
            _Place(None, Role.OPENING, self.outline.opening.share, tuple(framing[Role.OPENING])),
            *parts,
            _Place(None, Role.CLOSING, self.outline.closing.share, tuple(framing[Role.CLOSING])),
        ]

    def _outlined(self, points: Sequence[Point]) -> list[_Place]:
        """The parts of the outline."""
        homes: dict[int, list[Point]] = {}
        for point in points:
            homes.setdefault(self._nearest(point, home(point, self.outline.parts), homes), []).append(point)
        return [
            _Place(form, form.role, form.share, tuple(homes.get(place, ())))
            for place, form in enumerate(self.outline.parts)
            if place in homes or (self.brief.length.words >= form.least and self._speaks_alone(form))
        ]

    def _counted_off(self, points: Sequence[Point]) -> list[_Place]:
        """The parts as the user counted them off, in that order; none where he did not. What stands in none of them goes to
        the first of its role, or to the last.
        """
        names = list(dict.fromkeys(point.part for point in points if point.part))
        homes = {name: [point for point in points if point.part == name] for name in names}
        roles = {name: Counter(point.role for point in some).most_common(1)[0][0] for name, some in homes.items()}
        for point in points if names else ():
            if not point.part:
                homes[next((name for name in names if roles[name] is point.role), names[-1])].append(point)
        share = (1 - self.outline.opening.share - self.outline.closing.share) / max(1, len(names))
        forms = {name: form_of(roles[name], self.outline) for name in names}
        seen: set[Role] = set()  # a second part of one role brings nothing of its own
        for name in names:
            if roles[name] in seen:
                forms[name] = forms[name].model_copy(update={"leads": (), "headings": ("",)})
            seen.add(roles[name])
        return [_Place(forms[name], roles[name], share, tuple(homes[name]), name) for name in names]

    def _speaks_alone(self, form: Form) -> bool:
        return bool(form.leads) and (form.role is not Role.PROBLEMS or any(isinstance(lead, Lead) for lead in form.leads))

    def _nearest(self, point: Point, role: Role, homes: dict[int, list[Point]]) -> int:
        """Of several parts of the role, the one that speaks of the point's matter, then the one with fewest points."""
        matter = matter_of(point.text, self.filling.field.field).matter
        places = [place for place, form in enumerate(self.outline.parts) if form.role is role]
        return min(places, key=lambda place: (matter not in self.outline.parts[place].leads, len(homes.get(place, ())), place))

    def weights(self, placed: list[_Place]) -> list[float]:
        """The outline's share and the share of the points, half and half, for the parts."""
        points = sum(len(place.points) for place in placed if place.form) or 1
        parts = sum(place.share for place in placed if place.form)
        return [place.share if not place.form else (place.share + parts * len(place.points) / points) / 2 for place in placed]

    def planned(self, place: _Place, words: int) -> Planned:
        if place.form is None:
            return Planned(place.role, "", words, place.points)
        form, heading = place.form, ""
        pattern = form.headings[parallel_set(self.brief) % len(form.headings)] if form.headings else ""
        if form.headings or place.name:
            heading = own_heading(place.name) or self.filling.fill(pattern) or pattern or frames().parts[place.role]
        return Planned(place.role, heading, words, place.points, self._leads(form, place.points, words))

    def _leads(self, form: Form, points: Sequence[Point], words: int) -> tuple[str, ...]:
        """What the part says by itself: what its outline has written out, and matters where few points are given.

        No achievement is told that was not given, but where none is, the field's are asked for.
        """
        besides = min(len(points), _BESIDES + words // _VERY_LONG) if words > _LONG else 0
        room = max(besides, _points_for(words) - len(points)) if form.style else 1 + words // 120
        own = [lead.name for lead in form.leads if isinstance(lead, Lead)][:room]
        if form.role in (Role.ACHIEVEMENTS, Role.PROBLEMS) and (points or own):
            return tuple(own)
        if form.role is Role.ACHIEVEMENTS:  # each of them a blank
            room = max(1, min(room, words // WORDS_PER_BLANK))
        most = max(besides, _LEADS - len(points))
        return (*own, *self._matters(form, points)[: max(0, min(room, most) - len(own))])

    def _matters(self, form: Form, points: Sequence[Point]) -> list[str]:
        """Of the field's matters those that the brief touches on, or where it touches on none all; first what the samples
        speak of in this role.
        """
        field = self.filling.field
        covered = {matter_of(point.text, field.field).matter for point in points}
        seen = Counter(
            matter.matter
            for hit in self.passages
            if hit.passage.role is form.role
            for matter in matters_of(hit.passage.heading or hit.passage.text[:40], field.field)[:1]
        )
        drawn = list(dict.fromkeys([*field.matters, *seen]))
        random.Random(seed(self.brief.request, form.role)).shuffle(drawn)  # noqa: S311
        drawn.sort(key=lambda name: (-seen[name], name != field.matters[0]))
        touched = {matter.matter for matter in matters_of(self.brief.request)}
        drawn = [name for name in drawn if name in touched - covered] or drawn
        names: list[str] = []
        for lead in form.leads:
            if isinstance(lead, str):
                names += drawn[:3] if lead == BY_FIELD else [lead]
        return [name for name in dict.fromkeys(names) if name not in covered and name != GENERAL and matters().matter(name)]


def _points_for(words: int) -> int:
    """How many points a section of that length makes."""
    return 1 if words < _LEAST_FOR_TWO else max(2, round(words / (75 + words / 9)))
