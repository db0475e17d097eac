"""From an address to the spans it names in one speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from errors import AmbiguousAddress, Candidate, NoSuchSection
from speech.address import LAST, About, Address, Every, Frame, Headings, Marked, Nth, OfRole, Path, Step, Titled, Unit, read_address
from speech.checks.counts import announcement
from speech.document import Speech
from speech.structure import Kind, Paragraph, Section, Span

_SENTENCE = re.compile(r"[^。！？!?…\n]*(?:[。！？!?]+[”’」』）]?|…+|$)")
_TITLE_BLOCK = ("title", "date", "byline", "salutation")


@dataclass(frozen=True, slots=True)
class Target:
    """A part that an address names. A heading is `2.heading`, a sentence `p7.s2`, the whole text `all`."""

    path: str
    span: Span


def locate(speech: Speech, words: str, focus: str = "") -> tuple[Target, ...]:
    """What `words` name in the speech, in the order of the text; `words` may also be the path of a target.

    `focus` is the path of the part that was spoken of last. Raises AmbiguousAddress with what it could
    mean, or NoSuchSection with what there is.
    """
    said = words.strip()
    if said == "all" or said in speech.by_path:
        return (Target(said, speech.by_path[said].span if said != "all" else Span(0, len(speech.text))),)
    read = read_address(said)
    if read is None or said[read[1] :].strip("的里中，。 "):
        raise NoSuchSection(words, _contents(speech))
    return resolve(speech, read[0], words, focus)


def resolve(speech: Speech, address: Address, words: str, focus: str = "") -> tuple[Target, ...]:
    finder = _Finder(speech, words, focus)
    if address.but is None:
        found = [target for way in address.ways for target in finder.follow(way)]
    else:
        out = [target.span for target in resolve(speech, address.but, words, focus)]
        text = [section for section in speech.sections if section.path not in _TITLE_BLOCK]
        found = [target for section in text for target in _without(section, out)]
    if not found:
        raise NoSuchSection(words, _contents(speech))
    return tuple(sorted(dict.fromkeys(found), key=lambda target: (target.span.start, -len(target.span))))


def _without(section: Section, out: Sequence[Span]) -> list[Target]:
    """The largest pieces of `section` that hold nothing of `out`."""
    if not any(section.span.touches(span) for span in out):
        return [Target(section.path, section.span)]
    if any(section.span in span for span in out):
        return []
    return [target for child in section.sections for target in _without(child, out)]


def candidate(speech: Speech, path: str, span: Span) -> Candidate:
    return Candidate(path, span.start, span.end, " ".join(speech.words(span).split())[:20])


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    found = []
    for match in _SENTENCE.finditer(text, span.start, span.end):
        words = match.group()
        if words.strip():
            found.append(Span(match.start() + len(words) - len(words.lstrip()), match.start() + len(words.rstrip())))
    return tuple(found)


def _contents(speech: Speech) -> tuple[Candidate, ...]:
    """What there is to name: the first level, and the points of each part."""
    named = [s for top in speech.sections for s in (top, *(child for child in top.sections if child.numbered))]
    return tuple(candidate(speech, section.path, section.span) for section in named)


def natural_paragraphs(speech: Speech, scope: Span) -> tuple[Target, ...]:
    """What 第一段, 第二段 … count inside `scope`: no lines of the title block, no heading that stands alone on its line."""
    return tuple(_Finder(speech, "", "").paragraphs(scope))


@dataclass(frozen=True, slots=True)
class _Finder:
    speech: Speech
    words: str
    focus: str

    @property
    def whole(self) -> Target:
        return Target("all", Span(0, len(self.speech.text)))

    def follow(self, way: Sequence[Step]) -> list[Target]:
        targets: list[Target] = []
        for i, step in enumerate(way):
            each = i > 0 and isinstance(way[i - 1], Every)
            targets = [t for scope in targets for t in self.inside(scope, step, each)] if i else self.at_top(step)
            if not targets:
                raise NoSuchSection(self.words, _contents(self.speech))
        return targets

    def at_top(self, step: Step) -> list[Target]:
        speech = self.speech
        match step:
            case Frame(name="all"):
                return [self.whole]
            case Frame(name=path) | Path(path=path):
                return self._at_path(path)
            case Nth(unit="part", positions=positions):
                return _chosen(_targets(speech.parts), positions)
            case Nth(unit="point", positions=positions):
                return self._points(positions)
            case Marked(level=1, value=value):
                return self._one(_targets(s for s in speech.parts if s.ordinal and s.ordinal.value == value))
            case Marked(value=value):
                return self._marked(value)
            case OfRole(role=role):
                return self._one(_targets(section for section in speech.parts if section.role == role))
            case Headings():
                return self._headings(speech.parts)
        return self.inside(self.whole, step)

    def inside(self, scope: Target, step: Step, each: bool = False) -> list[Target]:
        """`each` says that `scope` is one of all of its kind: 各部分小标题 are headings of the parts."""
        section = self.speech.by_path.get(scope.path)
        match step:
            case Nth(unit="paragraph", positions=positions):
                return _chosen(self.paragraphs(scope.span), positions)
            case Nth(unit="sentence", positions=positions):
                return _chosen(self._sentences(scope.span), positions)
            case Nth(positions=positions):
                return self._chosen_points(scope, positions)
            case Marked(value=value):
                return self._one(_targets(s for points in self._series(scope) for s in points if s.ordinal and s.ordinal.value == value))
            case Frame(name="opening"):
                return self.paragraphs(scope.span)[:1]
            case Frame(name="closing"):
                return self.paragraphs(scope.span)[-1:]
            case Frame(name="title"):
                return self._headings([section] if section else self.speech.parts)
            case Headings(sub=sub):
                if section is None:
                    return self._headings(self.speech.parts)
                own, below = self._headings([section]), self._headings(section.sections)
                if sub and not each and section.heading and below:
                    raise self._ambiguous([*own, *below])
                return own
            case Every(unit="paragraph"):
                return self.paragraphs(scope.span)
            case Every(unit="sentence"):
                return self._sentences(scope.span)
            case Every(unit=unit):
                return self._every(scope, unit)
            case Titled(words=words, unit=unit):
                return self._titled(words, unit, scope.span)
            case About(words=words, unit=unit):
                return self._about(words, unit, scope.span)
        return []

    def _at_path(self, path: str) -> list[Target]:
        """Of a section; of a paragraph that is none; of a heading, `2.heading`; of a sentence, `p7.s2`."""
        section = self.speech.by_path.get(path)
        if section:
            return [Target(path, section.span)]
        owner, _, step = path.rpartition(".")
        if step == "heading":
            return self._own_heading(self.speech.by_path.get(owner))
        places = self._sentences(self.whole.span) if step.startswith("s") and owner else self._all_paragraphs()
        return [target for target in places if target.path == path]

    def _series(self, scope: Target) -> list[list[Section]]:
        """The points of `scope`; where it has none of its own, those that run on inside its paragraphs, a list for each."""
        section = self.speech.by_path.get(scope.path)
        if section is None:
            return [list(self.speech.parts)] if scope.path == "all" else []
        own = [child for child in section.sections if child.numbered]
        return [own] if own else [list(child.sections) for child in section.sections if child.sections]

    def _chosen_points(self, scope: Target, positions: tuple[int, ...]) -> list[Target]:
        fitting = [found for points in self._series(scope) if (found := _chosen(_targets(points), positions))]
        if len(fitting) > 1:
            raise self._ambiguous([target for found in fitting for target in found])
        return fitting[0] if fitting else []

    def _points(self, positions: tuple[int, ...]) -> list[Target]:
        """After “下面讲三点意见” a 点 is a part; else of the part in focus; else of the only series that has so many."""
        parts = _targets(self.speech.parts)
        said = announcement(self.speech)
        if said and said.count == len(parts):
            return _chosen(parts, positions)
        focused = self._focused()
        if focused and (found := self._chosen_points(focused, positions)):
            return found
        series = [parts, *(_targets(points) for part in parts for points in self._series(part))]
        fitting = [found for points in series if (found := _chosen(points, positions))]
        if len(fitting) > 1:
            raise self._ambiguous([target for found in fitting for target in found])
        return fitting[0] if fitting else []

    def _marked(self, value: int) -> list[Target]:
        """（二）, in the part in focus or the only one there is."""
        marked = _targets(s for s in self.speech.walk() if s.ordinal and s.ordinal.style.rank == 2 and s.ordinal.value == value)
        focused = self._focused()
        near = [target for target in marked if focused and target.span in focused.span]
        return self._one(near or marked)

    def _focused(self) -> Target | None:
        top = self.focus.split(".")[0]
        return next((target for target in _targets(self.speech.parts) if target.path == top), None)

    def _one(self, targets: list[Target]) -> list[Target]:
        if len(targets) > 1:
            raise self._ambiguous(targets)
        return targets

    def _ambiguous(self, targets: Iterable[Target]) -> AmbiguousAddress:
        return AmbiguousAddress(self.words, tuple(candidate(self.speech, target.path, target.span) for target in targets))

    def _all_paragraphs(self) -> list[Target]:
        owners = {section.span: section.path for section in self.speech.walk()}
        return [Target(owners.get(p.span, f"p{p.index}"), p.span) for p in self.speech.paragraphs]

    def paragraphs(self, scope: Span) -> list[Target]:
        """See `natural_paragraphs`."""
        places = zip(self.speech.paragraphs, self._all_paragraphs(), strict=True)
        return [target for paragraph, target in places if paragraph.span in scope and _natural(paragraph)]

    def _sentences(self, scope: Span) -> list[Target]:
        """Of natural paragraphs; an ordinal at the head of one is no part of its first sentence."""
        found = []
        for paragraph in self.speech.paragraphs:
            if not (_natural(paragraph) and paragraph.span.touches(scope)):
                continue
            start = paragraph.ordinal.end if paragraph.ordinal else paragraph.span.start
            for i, span in enumerate(sentences(self.speech.text, Span(start, paragraph.span.end)), 1):
                if span in scope:
                    found.append(Target(f"p{paragraph.index}.s{i}", span))
        return found

    def _headings(self, sections: Iterable[Section]) -> list[Target]:
        """Of the sections themselves; of their points where they have none."""
        found = list(sections)
        own = [target for section in found for target in self._own_heading(section)]
        return own or [target for section in found for child in section.sections for target in self._own_heading(child)]

    def _own_heading(self, section: Section | None) -> list[Target]:
        return [Target(f"{section.path}.heading", section.heading)] if section and section.heading else []

    def _every(self, scope: Target, unit: Unit) -> list[Target]:
        parts = _targets(self.speech.parts)
        if scope.path != "all":
            return _targets(point for points in self._series(scope) for point in points)
        said = announcement(self.speech)
        points = _targets(point for part in parts for points in self._series(part) for point in points)
        return points if unit == "point" and points and not (said and said.count == len(parts)) else parts

    def _titled(self, words: str, unit: Unit | None, scope: Span) -> list[Target]:
        """Headings that hold the words; where none does, the text that stands there once."""
        text = self.speech.text
        if unit in (None, "part", "point") and (headed := self._headed(words, unit, scope)):
            return self._one(headed)
        if unit is not None:
            return self._about(words, unit, scope)
        found = [Span(*match.span()) for match in re.finditer(re.escape(words), text)]
        return self._one([Target(self._owner(span), span) for span in found if span in scope])

    def _headed(self, words: str, unit: Unit | None, scope: Span) -> list[Target]:
        """The sections whose heading is these words, or else holds them; parts before points where a part is asked for."""
        headed = [s for s in self.speech.walk() if s.heading and s.span in scope and words in s.heading.of(self.speech.text)]
        exact = [section for section in headed if section.heading and section.heading.of(self.speech.text) == words]
        parts = [section for section in headed if unit == "part" and section.level == 1]
        return _targets(exact or parts or headed)

    def _owner(self, span: Span) -> str:
        return next((f"p{p.index}" for p in self.speech.paragraphs if span in p.span), "all")

    def _about(self, words: str, unit: Unit, scope: Span) -> list[Target]:
        """By a heading, else by the text: the only place that speaks of it."""
        headed = self._headed(words, unit, scope)
        if unit in ("part", "point") and headed:
            return self._one(headed)
        if unit == "paragraph" and len(headed) == 1 and len(below := self.paragraphs(headed[0].span)) == 1:
            return below
        if unit == "part":
            places = _targets(self.speech.parts)
        elif unit == "point":
            points = [s for s in self.speech.walk() if s.numbered]
            places = _targets(s for s in points if not any(other is not s and other.span in s.span for other in points))
        else:
            places = self._sentences(scope) if unit == "sentence" else self.paragraphs(scope)
        return self._one([place for place in places if place.span in scope and words in self.speech.words(place.span)])


def _natural(paragraph: Paragraph) -> bool:
    alone = paragraph.kind is Kind.HEADING and paragraph.heading_end is not None and paragraph.heading_end >= paragraph.span.end - 1
    return not alone and paragraph.kind not in (Kind.TITLE, Kind.DATE, Kind.BYLINE, Kind.SALUTATION)


def _targets(sections: Iterable[Section]) -> list[Target]:
    return [Target(section.path, section.span) for section in sections]


def _chosen(targets: Sequence[Target], positions: tuple[int, ...]) -> list[Target]:
    """None at all when one of them is not there. (n, LAST) is a range to the end."""
    size = len(targets)
    if len(positions) == 2 and positions[1] == LAST and positions[0] > 0:
        return list(targets[positions[0] - 1 :])
    if any(position == 0 or abs(position) > size for position in positions):
        return []
    return [targets[position - 1 if position > 0 else size + position] for position in positions]
