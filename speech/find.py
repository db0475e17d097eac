"""The places that the steps of an address name in one speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from errors import AmbiguousAddress, NoSuchSection
from speech.naming import Naming
from speech.places import Places, Target, targets
from speech.pointer import Pointer
from speech.points import Points, picker
from speech.steps import (
    About,
    Beside,
    Count,
    Every,
    Except,
    Frame,
    Gesture,
    Headings,
    Here,
    Marked,
    Middle,
    Nth,
    OfRole,
    Path,
    Range,
    Recent,
    Step,
    Through,
    Titled,
    Unit,
    Way,
    kind,
)
from speech.structure import Section, Span
from speech.units import GESTURES


class Finder:
    def __init__(self, places: Places) -> None:
        self.places = places
        self.speech = places.speech
        self.points = Points(places)
        self.naming = Naming(places, self.points)
        self.pointer = Pointer(places, self.points)

    def follow(self, way: Way, scopes: Sequence[Target] = ()) -> list[Target]:
        """Each step in every place that the steps before it name. Raises NoSuchSection as soon as one names nothing."""
        return self._follow(way, 0, [list(scopes) or [self.places.whole]])

    def _follow(self, way: Way, at: int, history: list[list[Target]]) -> list[Target]:
        if at == len(way):
            return history[-1]
        step, before = way[at], way[at - 1] if at else None
        try:
            found = self._step(step, before, history)
        except AmbiguousAddress as error:
            if at + 1 == len(way):
                raise
            return self._sole(way, at, history, [Target(one.path, Span(one.start, one.end)) for one in error.candidates])
        if not found:
            raise self.places.absent()
        return self._follow(way, at + 1, [*history, found])

    def _step(self, step: Step, before: Step | None, history: list[list[Target]]) -> list[Target]:
        if isinstance(step, Except):
            return self._without(step, before, history)
        each = isinstance(before, Every | Count)
        found = [self.inside(scope, step, each) for scope in history[-1]]
        if not each and not all(found):
            raise self.places.absent()
        return list(dict.fromkeys(target for places in found for target in places))

    def _sole(self, way: Way, at: int, history: list[list[Target]], places: Sequence[Target]) -> list[Target]:
        """Of several （一） the only one that has a third point is meant, where （一）里的第三点 is said."""
        fitting = []
        for place in places:
            try:
                fitting.append(self._follow(way, at + 1, [*history, [place]]))
            except NoSuchSection:
                continue
        if not fitting:
            raise self.places.absent()
        if len({tuple(found) for found in fitting}) > 1:
            raise self.places.ambiguous(target for found in fitting for target in found)
        return fitting[0]

    def inside(self, scope: Target, step: Step, each: bool = False) -> list[Target]:
        """`each` says that `scope` is one of all of its kind: 各部分小标题 are headings of the parts."""
        match step:
            case Frame(name=name):
                return self._frame(scope, name)
            case Path(path=path):
                return self.places.at_path(path)
            case Nth(unit=unit) | Range(unit=unit) | Middle(unit=unit):
                return self._picked(scope, step, unit)
            case Marked():
                return self.points.marked(scope, step)
            case Count(unit=unit, size=size, noun=noun):
                found = [] if noun else self._every(scope, unit)
                return found if len(found) == size else self.points.count(scope, step)
            case Every(unit=unit):
                return self._every(scope, unit)
            case Headings():
                return self._headings_in(scope, step, each)
            case OfRole():
                return self.naming.of_role(scope, step)
            case Titled():
                return self.naming.titled(scope, step)
            case About():
                return self.naming.about(scope, step)
            case Gesture(name=name):
                return self._gesture(name)
            case Here():
                return self._here(scope, step)
            case Recent():
                return self.pointer.recent(step)
            case Beside():
                return self.pointer.beside(scope, step)
            case Through(first=first, last=last):
                return self._through(scope, first, last)
        return []

    def _picked(self, scope: Target, step: Nth | Range | Middle, unit: Unit) -> list[Target]:
        pick = picker(step)
        if unit == "part":
            return pick(targets(self.places.parts)) if scope.path == "all" else []
        if unit == "paragraph":
            return pick(self.places.paragraphs(scope.span))
        if unit == "sentence":
            return pick(self._sentences(scope, _edge(step)))
        if unit == "heading":
            section = self.speech.by_path.get(scope.path)
            return pick(self._headings(section.sections if section else self.places.parts))
        return self.points.inside(scope, pick, unit, step.noun if isinstance(step, Nth) else "")

    def _sentences(self, scope: Target, edge: int = 0) -> list[Target]:
        """A point inside a sentence has no sentence but itself."""
        found = self.places.sentences(scope.span, edge)
        return found or ([scope] if "." in scope.path and not scope.path.endswith("heading") else [])

    def _every(self, scope: Target, unit: Unit) -> list[Target]:
        if unit == "part":
            return targets(self.places.parts) if scope.path == "all" else []
        if unit == "paragraph":
            return self.places.paragraphs(scope.span)
        if unit == "sentence":
            return self._sentences(scope)
        if unit == "heading":
            return self._headings_in(scope, Headings(below=True), False)
        return self.points.every(scope, unit)

    def _frame(self, scope: Target, name: str) -> list[Target]:
        section = self.speech.by_path.get(scope.path)
        if name == "all":
            return [scope]
        if name == "lead":
            if section is None or not section.numbered:
                return self._only_lead() if scope.path == "all" else [scope]
            return self._lead(section)
        if scope.path == "all" or name in ("date", "byline", "salutation"):
            if name == "body":
                return targets(top for top in self.speech.sections if top.span in self.places.body)
            return self.places.at_path(name)
        if name == "title":
            return self._headings([section]) if section else []
        below = self.places.paragraphs(scope.span)
        return below[:1] if name == "opening" else below[-1:]

    def _lead(self, section: Section) -> list[Target]:
        """The paragraphs of a part before its points."""
        first = next((child for child in section.sections if child.numbered or child.sections), None)
        return self.places.paragraphs(Span(section.span.start, first.span.start)) if first else []

    def _only_lead(self) -> list[Target]:
        for near in self.places.near:
            if near.numbered and (lead := self._lead(near)):
                return lead
        leads = [lead for part in self.places.parts if (lead := self._lead(part))]
        if len(leads) > 1:
            raise self.places.ambiguous(target for lead in leads for target in lead)
        return leads[0] if leads else []

    def _headings_in(self, scope: Target, step: Headings, each: bool) -> list[Target]:
        section = self.speech.by_path.get(scope.path)
        if section is None:
            if step.every or step.level:
                return self._own(s for s in self.speech.by_path.values() if s.numbered and s.level == (step.level or s.level))
            return self._headings(self.places.parts) if scope.path == "all" else []
        below = self._headings(section.sections)
        if step.below and below and not each:
            return below
        # 标题 is that of the part itself; 小标题 may be those of its points.
        own = self._headings([section]) if step.sub or each else self._own([section])
        if step.sub and not each and section.heading and below:
            raise self.places.ambiguous([*own, *below])
        return own

    def _headings(self, sections: Iterable[Section]) -> list[Target]:
        """Of the sections themselves; of their points where they have none."""
        found = list(sections)
        return self._own(found) or self._own(child for section in found for child in section.sections)

    def _own(self, sections: Iterable[Section]) -> list[Target]:
        return [Target(f"{section.path}.heading", section.heading) for section in sections if section.heading]

    def _gesture(self, name: str) -> list[Target]:
        closing = self.places.at_path("closing")
        cue = re.compile(GESTURES[name][1])
        lines = [line for target in closing for line in self.places.lines(target.span)]
        fitting = [line for line in lines if cue.search(self.speech.words(line.span))]
        return [self.places.target(fitting[0])] if len(fitting) == 1 else closing

    def _here(self, scope: Target, step: Here) -> list[Target]:
        """第一点这段 is the first point, unless what is selected stands in it."""
        if scope.path == "all" or step.far:
            return self.pointer.here(step)
        chosen = self.places.at_path(self.places.pointing.here) if self.places.pointing.here else []
        inside = bool(chosen) and chosen[0].span in scope.span and chosen[0].span != scope.span
        return self.pointer.here(step) if inside else [scope]

    def _through(self, scope: Target, first: Way, last: Way) -> list[Target]:
        start, end = self.follow(first, [scope])[0].span.start, self.follow(last, [scope])[-1].span.end
        return self.places.pieces([], Span(start, max(start, end)))

    def _without(self, step: Except, before: Step | None, history: list[list[Target]]) -> list[Target]:
        out = [target.span for way in step.out.ways for target in self.follow(way, self._around(way, before, history))]
        scopes = [Target("all", self.places.body) if scope.path == "all" else scope for scope in history[-1]]
        if step.unit:
            units = [one for scope in history[-1] for one in self._every(scope, step.unit)]
            return [left for one in units for left in ([one] if not _touched(one, out) else self.places.pieces(out, one.span))]
        return [piece for scope in scopes for piece in self.places.pieces(out, scope.span)]

    def _around(self, way: Way, before: Step | None, history: list[list[Target]]) -> list[Target]:
        """Where the exception is named: 第二部分除第三点 inside the part, 第二到第五段除第三段 where those are counted."""
        named = kind(way[0])
        if named in ("part", None) or (named == "frame" and before is None):
            return [self.places.whole]
        if before is not None and kind(before) == named and len(history) > 1:
            return history[-2]
        return history[-1]


def _touched(target: Target, out: Sequence[Span]) -> bool:
    return any(target.span.touches(span) for span in out)


def _edge(step: Nth | Range | Middle) -> int:
    """How many from the beginning, or from the end, the step looks at; 0 where it needs all."""
    if isinstance(step, Nth) and (all(place > 0 for place in step.positions) or all(place < 0 for place in step.positions)):
        return max(step.positions, key=abs)
    return 0
