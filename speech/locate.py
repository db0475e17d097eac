"""From an address to the spans it names in one speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from errors import AmbiguousAddress, Candidate, NoSuchSection
from speech.address import LAST, About, Address, Every, Frame, Headings, Marked, Nth, OfRole, Path, Step, Titled, Unit, read_address
from speech.checks.counts import announcement
from speech.document import Speech
from speech.structure import Kind, Section, Span

_SENTENCE = re.compile(r"[^。！？!?…\n]*(?:[。！？!?]+[”’」』）]?|…+|$)")
_FRAME_PATHS = ("title", "date", "byline", "salutation", "opening", "closing")


@dataclass(frozen=True, slots=True)
class Target:
    """A part that an address names. A heading is `2.heading`, a sentence `p7.s2`, the whole text `all`."""

    path: str
    span: Span


def locate(speech: Speech, words: str, focus: str = "") -> tuple[Target, ...]:
    """What `words` name in the speech, in the order of the text.

    `focus` is the path of the part that was spoken of last. Raises AmbiguousAddress with what it could
    mean, or NoSuchSection with what there is.
    """
    read = read_address(words.strip())
    if read is None or words.strip()[read[1] :].strip("的里中，。 "):
        raise NoSuchSection(words, _contents(speech))
    return resolve(speech, read[0], words, focus)


def resolve(speech: Speech, address: Address, words: str, focus: str = "") -> tuple[Target, ...]:
    finder = _Finder(speech, words, focus)
    found = [target for way in address.ways for target in finder.follow(way)]
    if address.but is not None:
        out = [target.span for target in resolve(speech, address.but, words, focus)]
        found = [
            Target(section.path, section.span)
            for section in speech.sections
            if section.path not in ("title", "date", "byline", "salutation") and not any(section.span.touches(span) for span in out)
        ]
    if not found:
        raise NoSuchSection(words, _contents(speech))
    return tuple(sorted(dict.fromkeys(found), key=lambda target: (target.span.start, -len(target.span))))


def candidate(speech: Speech, path: str, span: Span) -> Candidate:
    return Candidate(path, span.start, span.end, " ".join(speech.words(span).split())[:20])


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    found = []
    for match in _SENTENCE.finditer(text, span.start, span.end):
        words = match.group()
        if words.strip():
            found.append(Span(match.start() + len(words) - len(words.lstrip()), match.end()))
    return tuple(found)


def _contents(speech: Speech) -> tuple[Candidate, ...]:
    """What there is to name: the first level, and the points of each part."""
    named = [s for top in speech.sections for s in (top, *(child for child in top.sections if child.numbered))]
    return tuple(candidate(speech, section.path, section.span) for section in named)


@dataclass(frozen=True, slots=True)
class _Finder:
    speech: Speech
    words: str
    focus: str

    def follow(self, way: Sequence[Step]) -> list[Target]:
        targets: list[Target] = []
        for i, step in enumerate(way):
            targets = [t for scope in targets for t in self.inside(scope, step)] if i else self.at_top(step)
            if not targets:
                raise NoSuchSection(self.words, _contents(self.speech))
        return targets

    def at_top(self, step: Step) -> list[Target]:
        speech = self.speech
        match step:
            case Frame(name="all"):
                return [Target("all", Span(0, len(speech.text)))]
            case Frame(name=path) | Path(path=path):
                return self._section(path)
            case Nth(unit="part", positions=positions):
                return self._pick(speech.parts, positions)
            case Nth(unit="point", positions=positions):
                return self._points(positions)
            case Nth(unit="paragraph", positions=positions):
                return _chosen(self._paragraphs(Span(0, len(speech.text))), positions)
            case Nth(unit="sentence", positions=positions):
                return _chosen(self._sentences(Span(0, len(speech.text))), positions)
            case Marked(level=1, value=value):
                return self._pick([s for s in speech.parts if s.ordinal and s.ordinal.value == value], (1,))
            case Marked(value=value):
                return self._one([s for s in speech.walk() if s.ordinal and s.ordinal.style.rank == 2 and s.ordinal.value == value])
            case Titled(words=words):
                return self._titled(words, Span(0, len(speech.text)))
            case About(words=words, unit=unit):
                return self._about(words, unit, Span(0, len(speech.text)))
            case OfRole(role=role):
                return self._one([section for section in speech.parts if section.role == role])
            case Headings():
                return [target for section in speech.parts for target in self._heading(section)]
            case Every(unit=unit):
                return self._every(unit, None)
        return []

    def inside(self, scope: Target, step: Step) -> list[Target]:
        section = self.speech.by_path.get(scope.path)
        points = [child for child in section.sections if child.numbered] if section else list(self.speech.parts)
        match step:
            case Nth(unit="paragraph", positions=positions):
                return _chosen(self._paragraphs(scope.span), positions)
            case Nth(unit="sentence", positions=positions):
                return _chosen(self._sentences(scope.span), positions)
            case Nth(positions=positions):
                return self._pick(points, positions)
            case Marked(value=value):
                return self._pick([s for s in points if s.ordinal and s.ordinal.value == value], (1,))
            case Frame(name="opening"):
                return self._paragraphs(scope.span)[:1]
            case Frame(name="closing"):
                return self._paragraphs(scope.span)[-1:]
            case Headings() | Frame(name="title"):
                whole = scope.path == "all"
                return [t for s in (points if whole or section is None else [section]) for t in self._heading(s)]
            case Every(unit=unit):
                return self._every(unit, scope)
            case Titled(words=words):
                return self._titled(words, scope.span)
            case About(words=words, unit=unit):
                return self._about(words, unit, scope.span)
        return []

    def _section(self, path: str) -> list[Target]:
        section = self.speech.by_path.get(path)
        if section:
            return [Target(path, section.span)]
        if path[0] == "p" and path[1:].isdigit() and 1 <= int(path[1:]) <= len(self.speech.paragraphs):
            return [Target(path, self.speech.paragraphs[int(path[1:]) - 1].span)]
        return []

    def _points(self, positions: tuple[int, ...]) -> list[Target]:
        """After “下面讲三点意见” a 点 is a part; else of the part in focus; else of the only part that has so many."""
        parts = self.speech.parts
        said = announcement(self.speech)
        if said and said.count == len(parts):
            return self._pick(parts, positions)
        focused = next((part for part in parts if self.focus and (self.focus + ".").startswith(part.path + ".")), None)
        if focused:
            return self._pick([s for s in focused.sections if s.numbered], positions)
        lists = [[s for s in part.sections if s.numbered] for part in parts]
        fitting = [points for points in [list(parts), *lists] if points and all(abs(p) <= len(points) for p in positions)]
        if len(fitting) > 1:
            wanted = [section for points in fitting for section in _at(points, positions)]
            raise AmbiguousAddress(self.words, tuple(candidate(self.speech, s.path, s.span) for s in wanted))
        return self._pick(fitting[0], positions) if fitting else []

    def _pick(self, sections: Sequence[Section], positions: tuple[int, ...]) -> list[Target]:
        return [Target(section.path, section.span) for section in _at(sections, positions)]

    def _one(self, sections: Sequence[Section]) -> list[Target]:
        if len(sections) > 1:
            raise AmbiguousAddress(self.words, tuple(candidate(self.speech, s.path, s.span) for s in sections))
        return [Target(section.path, section.span) for section in sections]

    def _paragraphs(self, scope: Span) -> list[Target]:
        """Natural paragraphs inside `scope`: no lines of the title block, no heading that stands alone on its line."""
        framing = (Kind.TITLE, Kind.DATE, Kind.BYLINE, Kind.SALUTATION)
        owners = {section.span: section.path for section in self.speech.walk()}
        return [
            Target(owners.get(p.span, f"p{p.index}"), p.span)
            for p in self.speech.paragraphs
            if p.span in scope and p.kind not in framing and not (p.kind is Kind.HEADING and p.heading_end == p.span.end)
        ]

    def _sentences(self, scope: Span) -> list[Target]:
        found = []
        for paragraph in self.speech.paragraphs:
            for i, span in enumerate(sentences(self.speech.text, paragraph.span), 1):
                if span in scope:
                    found.append(Target(f"p{paragraph.index}.s{i}", span))
        return found

    def _heading(self, section: Section) -> list[Target]:
        return [Target(f"{section.path}.heading", section.heading)] if section.heading else []

    def _titled(self, words: str, scope: Span) -> list[Target]:
        """Headings that hold the words; where none does, the text that is quoted, if it stands there once."""
        text = self.speech.text
        headed = [s for s in self.speech.walk() if s.heading and s.span in scope and words in s.heading.of(text)]
        if headed:
            return self._one(headed)
        found = [Span(m.start(), m.end()) for m in re.finditer(re.escape(words), text) if Span(m.start(), m.end()) in scope]
        if len(found) > 1:
            raise AmbiguousAddress(self.words, tuple(candidate(self.speech, self._owner(s), s) for s in found))
        return [Target(self._owner(span), span) for span in found]

    def _owner(self, span: Span) -> str:
        return next((f"p{p.index}" for p in self.speech.paragraphs if span in p.span), "all")

    def _about(self, words: str, unit: Unit, scope: Span) -> list[Target]:
        if unit == "part":
            places = [Target(part.path, part.span) for part in self.speech.parts]
        elif unit == "point":
            places = [Target(s.path, s.span) for s in self.speech.walk() if s.numbered and not any(c.numbered for c in s.sections)]
        else:
            places = self._sentences(scope) if unit == "sentence" else self._paragraphs(scope)
        counts = [(self.speech.words(place.span).count(words), place) for place in places if place.span in scope]
        best = max((count for count, _ in counts), default=0)
        found = [place for count, place in counts if count == best and best]
        if len(found) > 1:
            raise AmbiguousAddress(self.words, tuple(candidate(self.speech, t.path, t.span) for t in found))
        return found

    def _every(self, unit: Unit, scope: Target | None) -> list[Target]:
        whole = scope.span if scope else Span(0, len(self.speech.text))
        if unit == "paragraph":
            return self._paragraphs(whole)
        if unit == "sentence":
            return self._sentences(whole)
        section = self.speech.by_path.get(scope.path) if scope else None
        if section:
            return [Target(child.path, child.span) for child in section.sections if child.numbered]
        return [Target(part.path, part.span) for part in self.speech.parts]


def _at(sections: Sequence[Section], positions: tuple[int, ...]) -> list[Section]:
    return [sections[i] for i in _indices(positions, len(sections))]


def _chosen(targets: Sequence[Target], positions: tuple[int, ...]) -> list[Target]:
    return [targets[i] for i in _indices(positions, len(targets))]


def _indices(positions: tuple[int, ...], size: int) -> Iterable[int]:
    """Zero-based; none at all when one of them is not there. (n, LAST) is a range to the end."""
    if len(positions) == 2 and positions[1] == LAST and positions[0] > 0:
        return range(positions[0] - 1, size)
    if any(position == 0 or abs(position) > size for position in positions):
        return ()
    return tuple(position - 1 if position > 0 else size + position for position in positions)
