"""The numbered paragraphs of a part: what each is about, and headings that are parallel or none at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from agent.brief import Point
from agent.offline.nearness import pairs
from agent.offline.statement import names_itself, shape, tidy
from agent.placement import matter_of, matters_of, told_by
from agent.plan import Planned
from prompts.frames import frames
from prompts.matters import GENERAL, Matter, matters
from prompts.outlines import Form, Lead
from speech.numbering import Style
from speech.structure import Role

# What a frame says itself: 把{x}抓紧.
_LEADING = re.compile(r"^(?:要(?![素点害求闻务])|抓好|做好|抓实|抓紧|着力|切实)+")
_TOGETHER = (Role.ACHIEVEMENTS, Role.SITUATION, Role.PROBLEMS)  # facts of one matter share a paragraph; tasks never do
_SURE, _CERTAIN = 3, 5  # code points that tell what it is about
_AT_MOST = 3  # points in one paragraph
_PARAGRAPHS = 6  # of facts in one part
_OF_ONE_LINE = 60  # code points that facts of one line may be longer to be put together


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph: points of the user's of one matter, or a lead that the outline brings. The first matter is its own."""

    matters: tuple[Matter, ...]
    points: tuple[Point, ...] = ()
    lead: Lead | None = None

    @property
    def given(self) -> str:
        """The user's words."""
        return "，".join(point.text for point in self.points)

    @property
    def own_words(self) -> bool:
        """Whether the name is the user's one point, and says all of it."""
        return len(self.points) == 1 and names_itself(self.points[0])

    @property
    def name(self) -> str:
        """What a heading may call it; empty where nothing short enough does."""
        if self.own_words:
            return _LEADING.sub("", tidy(self.given))
        return "" if self.lead or not self.matters or self.matters[0].matter == GENERAL else self.matters[0].matter

    @property
    def named(self) -> bool:
        """Whether the name speaks of what was given, and not only of its matter at large."""
        return self.own_words or not self.points or bool(pairs(self.name) & pairs(self.given))

    @property
    def sure(self) -> bool:
        """Whether the words of the points tell which matter they are about."""
        return self._told(_SURE)

    @property
    def certain(self) -> bool:
        """Whether they leave no doubt of it."""
        return self._told(_CERTAIN)

    def _told(self, least: int) -> bool:
        return bool(self.matters) and (not self.points or told_by(self.matters[0], self.given) >= least)

    @property
    def about(self) -> str:
        """The words by which a sentence is known to be of the same matter: the user's, and the cues of the first matter."""
        return "，".join([self.given, *(self.matters[0].cues if self.matters else ())])


def items_of(section: Planned, form: Form, field: str) -> tuple[Item, ...]:
    """In the order of the points, the leads after them."""
    groups: list[tuple[Matter, list[Point]]] = []
    for point in section.points:
        matter = matter_of(point.text, field)
        alike = [group for known, group in groups if known is matter and matter.cues and len(group) < _AT_MOST]
        same = next((group for group in alike if group[0].line == point.line), None)
        if same is not None and section.role in _TOGETHER:
            same.append(point)
        else:
            groups.append((matter, [point]))
    together = _fewer([group for _, group in groups]) if section.role in _TOGETHER else [group for _, group in groups]
    items = [Item(_about(tuple(group), field), tuple(group)) for group in together]
    for name in section.leads:
        own, matter_named = form.own(name), matters().matter(name)
        items.append(Item((), lead=own) if own else Item(tuple(filter(None, (matter_named,)))))
    return tuple(items)


def _fewer(groups: list[list[Point]]) -> list[list[Point]]:
    """Where facts are many, what stood together in the brief shares a paragraph, the smallest neighbours first."""
    while len(groups) > _PARAGRAPHS:
        sizes = [
            (sum(len(point.text) for point in (*one, *other)) - (_OF_ONE_LINE if one[-1].line == other[0].line else 0), place)
            for place, (one, other) in enumerate(pairwise(groups))
        ]
        _, place = min(sizes)
        groups = [*groups[:place], groups[place] + groups[place + 1], *groups[place + 2 :]]
    return groups


def _about(points: tuple[Point, ...], field: str) -> tuple[Matter, ...]:
    """What the points are about, nearest first, the general matter last."""
    found = matters_of("，".join(point.text for point in points), field)[: 1 + len(points)]
    return (*found, matters().general)


def heads_of(items: tuple[Item, ...], role: Role, parallel: int, style: Style | None) -> tuple[str, ...]:
    """The headings of a series, all of one form; empty ones where the series has none.

    `parallel` chooses among the forms. Tasks that are all told by a verb keep the user's own words.
    """
    none = ("",) * len(items)
    if len(items) < 2:
        return none
    if all(item.lead and item.lead.heads for item in items):
        return tuple(item.lead.heads[parallel % len(item.lead.heads)] for item in items if item.lead)
    names = [item.name for item in items]
    if not all(names) or len(set(names)) < len(names) or not all(item.named for item in items):
        return none
    told_by_verbs = all(item.own_words and shape(item.name) == "verb" for item in items)
    if role in (Role.TASKS, Role.REQUIREMENTS) and told_by_verbs:
        return tuple(names)
    sets = [each for each in frames().heads.get(role, ()) if len(each) >= len(items)]
    sets = [each for each in sets if style is not Style.MUST or _goes_after_must(each)]
    if not sets:
        return none
    patterns = sets[parallel % len(sets)]
    return tuple(pattern.format(x=name) for pattern, name in zip(patterns, names, strict=False))


def _goes_after_must(patterns: tuple[str, ...]) -> bool:
    """一要 wants a verb: 一要把纪律抓实, but not 一要纪律要严."""
    return not any(pattern.startswith("{x}") or "要" in pattern for pattern in patterns)
