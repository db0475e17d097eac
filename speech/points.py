"""Points: the series they stand in, and which series is meant when only 第二点 is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from speech.checks.counts import announcement
from speech.numbering import Style, number
from speech.places import Places, Target, targets
from speech.steps import Count, Marked, Middle, Nth, Range, Unit
from speech.structure import Section, Span
from speech.units import MEASURE, SIZE

Pick = Callable[[Sequence[Target]], list[Target]]
_SOME = re.compile("[讲谈说提][^，。；]{0,4}几[点条个]")
# A mark that the text does not bear is read as its place in the series: （三） of 一是…二是…三是….
_STANDS_FOR = {Style.DIGIT_PAREN: (Style.PAREN, Style.DOT), Style.DOT: (Style.DIGIT_PAREN,)}


def picker(step: Nth | Range | Middle) -> Pick:
    """What the step takes of a series: nothing at all when one of its positions is not there."""

    def nth(found: Sequence[Target], positions: tuple[int, ...]) -> list[Target]:
        size = len(found)
        if any(position == 0 or abs(position) > size for position in positions):
            return []
        return [found[position - 1 if position > 0 else size + position] for position in positions]

    def pick(found: Sequence[Target]) -> list[Target]:
        size = len(found)
        match step:
            case Nth(positions=positions):
                return nth(found, positions)
            case Range(first=first, last=last):
                end = last if last > 0 else size + 1 + last
                return list(found[first - 1 : end]) if 0 < first < end <= size or 0 < first == end <= size else []
            case Middle(size=many):
                return list(found[(size - many) // 2 : (size + many) // 2]) if size > many and (size - many) % 2 == 0 else []

    return pick


class Points:
    def __init__(self, places: Places) -> None:
        self.places = places
        self.speech = places.speech

    @cached_property
    def announced(self) -> bool:
        """After “下面讲三点意见” a 点 is a part."""
        said = announcement(self.speech)
        return said is not None and said.count == len(self.places.parts)

    @cached_property
    def _some_announced(self) -> bool:
        """“我谈几点想法”: a 点 may be a part, or not."""
        return _SOME.search(self.speech.words(self._before_parts)) is not None

    @property
    def _before_parts(self) -> Span:
        start = self.places.body.start
        return Span(start, max(self.places.parts[0].span.start, start)) if self.places.parts else Span(start, start)

    def series(self, scope: Target) -> list[list[Target]]:
        """The points of `scope`; where it has none of its own, those that run on inside its paragraphs, a list for each."""
        section = self.speech.by_path.get(scope.path)
        if section is None:
            return [targets(self.places.parts)] if scope.path == "all" else []
        return _series(section)

    def inside(self, scope: Target, pick: Pick, unit: Unit, noun: str = "") -> list[Target]:
        """小点 of a part may also be the points of its points."""
        if scope.path == "all":
            return self.anywhere(pick, unit, noun)
        fitting = _fits(self.series(scope), pick)
        section = self.speech.by_path.get(scope.path)
        if unit == "subpoint" and section:
            below = [points for child in section.sections if child.numbered and _on_lines(child) for points in _series(child)]
            fitting += _fits(below, pick)
        return self._sole(fitting)

    def anywhere(self, pick: Pick, unit: Unit, noun: str) -> list[Target]:
        """Of the series that bears the noun; of the parts where they were announced; of what is near; else of the only one that fits."""
        parts = targets(self.places.parts)
        if noun and (named := self.counted(noun)):
            return self._sole(_fits(named, pick))
        if unit == "point" and self.announced:
            return pick(parts)
        if near := self._near(pick, unit):
            return near
        series = [points for part in self.places.parts for points in _series(part)]
        if unit == "point" and (not series or self._some_announced):
            series.append(parts)
        fitting = _fits(series, pick)
        if not fitting:
            deeper = [inner for part in self.places.parts for child in part.sections if child.numbered for inner in _series(child)]
            fitting = _fits(deeper, pick)
        return self._sole(fitting)

    def _near(self, pick: Pick, unit: Unit) -> list[Target]:
        for part in (section for section in self.places.near if section.level == 1):
            inner = [section for section in self.places.near if section.span in part.span and section.numbered]
            fitting = [found for section in inner for found in _fits(_series(section), pick)]
            if fitting:
                return fitting[0] if unit == "subpoint" else self._sole(fitting)
        return []

    def _sole(self, fitting: Sequence[list[Target]]) -> list[Target]:
        if len({tuple(found) for found in fitting}) > 1:
            raise self.places.ambiguous(target for found in fitting for target in found)
        return fitting[0] if fitting else []

    def counted(self, noun: str) -> list[list[Target]]:
        """The series that a lead announces with the noun, 六点希望; else those under a heading that holds it."""
        said = [points for lead, _, points in self._led() if _announces(lead, noun, len(points))]
        if said:
            return said
        return [points for _, owner, points in self._led() if owner and owner.heading and noun in owner.heading.of(self.speech.text)]

    def announcing(self, noun: str) -> list[Target]:
        """The sections whose lead announces so many 希望 as follow."""
        return targets(owner for lead, owner, points in self._led() if owner and _announces(lead, noun, len(points)))

    def _led(self) -> Iterator[tuple[str, Section | None, list[Target]]]:
        """Each series of points on lines of their own, with the words before it and the section it is of."""
        parts = self.places.parts
        if parts:
            yield self.speech.words(self._before_parts), None, targets(parts)
        for section in (section for section in self.speech.by_path.values() if section.numbered):
            for points in _series(section)[:1]:
                yield self.speech.words(Span(section.span.start, points[0].span.start)), section, points

    def marked(self, scope: Target, step: Marked) -> list[Target]:
        """By the mark; where the text bears no such mark there, by its place among the points."""
        if step.style is Style.COMMA and scope.path == "all":
            parts = self.places.parts
            if any(part.ordinal for part in parts):
                return self.places.one(targets(part for part in parts if part.ordinal and part.ordinal.value == step.value))
            return picker(Nth("part", (step.value,)))(targets(parts))
        for style in (step.style, *_STANDS_FOR.get(step.style, ())):
            if found := self._bearing(scope, style, step.value):
                return self.places.one(found)
        borne = any(self._bearing(scope, step.style, value) for value in range(1, step.value))
        counted_off = step.style in (Style.PAREN, Style.DOT, Style.DIGIT_PAREN) and not borne
        return self.inside(scope, picker(Nth("subpoint", (step.value,))), "point") if counted_off else []

    def _bearing(self, scope: Target, style: Style, value: int) -> list[Target]:
        section = self.speech.by_path.get(scope.path)
        sections = section.walk() if section else (s for s in self.speech.by_path.values() if s.span in scope.span)
        found = [s for s in sections if s is not section and s.ordinal and s.ordinal.style is style and s.ordinal.value == value]
        if scope.path == "all":
            for near in self.places.near:
                if close := [s for s in found if s.span in near.span]:
                    return targets(close)
        own = [s for s in found if section and s in section.sections]
        return targets(own or found)

    def every(self, scope: Target, unit: Unit) -> list[Target]:
        parts = targets(self.places.parts)
        if scope.path != "all":
            return [point for points in self.series(scope) for point in points]
        points = [point for part in self.places.parts for series in _series(part) for point in series]
        return points if points and (unit == "subpoint" or not self.announced) else parts

    def count(self, scope: Target, step: Count) -> list[Target]:
        """A series of that size; of points alone, the rest is counted by who asks."""
        if step.unit not in ("point", "subpoint"):
            return []

        def pick(found: Sequence[Target]) -> list[Target]:
            return list(found) if len(found) == step.size else []

        return self.inside(scope, pick, step.unit, step.noun)


def _series(section: Section) -> list[list[Target]]:
    own = [child for child in section.sections if child.numbered]
    return [targets(own)] if own else [targets(child.sections) for child in section.sections if child.sections]


def _announces(lead: str, noun: str, size: int) -> bool:
    announcing = re.compile(rf"({SIZE}){MEASURE}[^，。；！？、]{{0,6}}?{re.escape(noun)}")
    return any(size == number(match.group(1)) for match in announcing.finditer(lead))


def _on_lines(section: Section) -> bool:
    """Whether its points begin paragraphs: ordinals that do not run in."""
    return any(child.numbered and child.ordinal and not child.ordinal.style.runs_in for child in section.sections)


def _fits(series: Sequence[Sequence[Target]], pick: Pick) -> list[list[Target]]:
    return [found for points in series if (found := pick(points))]
