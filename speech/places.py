"""The paragraphs and sentences of a speech as places that an address may name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from errors import AmbiguousAddress, Candidate, NoSuchSection
from speech.document import Speech
from speech.structure import Kind, Paragraph, Section, Span

_FIRST_WORDS = 60  # code points, of which 20 are shown
_TITLE_BLOCK = ("title", "date", "byline", "salutation")
_LINE = re.compile(r"p(\d{1,6})(\.s\d{1,6})?", re.ASCII)
_SENTENCE = re.compile(r"[^。！？!?…\n]*(?:[。！？!?]+[”’」』）]?|…+|$)")


@dataclass(frozen=True, slots=True)
class Target:
    """A part that an address names. A heading is `2.heading`, a sentence `p7.s2`, the whole text `all`."""

    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class Pointing:
    """What 这里 and 刚才改的那段 point at, and the part spoken of last: paths, empty where there is none."""

    here: str = ""
    recent: tuple[str, ...] = ()
    focus: str = ""


NOWHERE = Pointing()


def ordered(found: Iterable[Target]) -> tuple[Target, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda target: (target.span.start, -len(target.span))))


def targets(sections: Iterable[Section]) -> list[Target]:
    return [Target(section.path, section.span) for section in sections]


def candidate(speech: Speech, path: str, span: Span) -> Candidate:
    beginning = speech.words(Span(span.start, min(span.end, span.start + _FIRST_WORDS)))
    return Candidate(path, span.start, span.end, " ".join(beginning.split())[:20])


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    return tuple(_sentences(text, span))


def _sentences(text: str, span: Span) -> Iterator[Span]:
    for match in _SENTENCE.finditer(text, span.start, span.end):
        words = match.group()
        if words.strip():
            yield Span(match.end() - len(words.lstrip()), match.start() + len(words.rstrip()))


def natural(paragraph: Paragraph) -> bool:
    """Whether 第一段, 第二段 … count it: no lines of the title block, no heading that stands alone on its line."""
    return not (paragraph.kind is Kind.HEADING and paragraph.alone) and paragraph.kind not in (
        Kind.TITLE,
        Kind.DATE,
        Kind.BYLINE,
        Kind.SALUTATION,
    )


@dataclass(frozen=True)
class Places:
    """Made for one address; each lookup is by position, so that no question walks the text for every section."""

    speech: Speech
    words: str = ""
    pointing: Pointing = NOWHERE

    @cached_property
    def whole(self) -> Target:
        return Target("all", Span(0, len(self.speech.text)))

    @cached_property
    def parts(self) -> tuple[Section, ...]:
        return self.speech.parts

    @cached_property
    def body(self) -> Span:
        """Without the lines of the title block."""
        starts = [section.span.start for section in self.speech.sections if section.path not in _TITLE_BLOCK]
        return Span(min(starts, default=len(self.speech.text)), len(self.speech.text))

    def one(self, found: Sequence[Target]) -> list[Target]:
        """Raises AmbiguousAddress when there are several."""
        if len(set(found)) > 1:
            raise self.ambiguous(found)
        return list(found)

    def ambiguous(self, found: Iterable[Target]) -> AmbiguousAddress:
        return AmbiguousAddress(self.words, tuple(candidate(self.speech, target.path, target.span) for target in ordered(found)))

    def absent(self) -> NoSuchSection:
        return NoSuchSection(self.words, self._contents)

    @cached_property
    def _contents(self) -> tuple[Candidate, ...]:
        """What there is to name: the first level, and the points of each part."""
        named = [s for top in self.speech.sections for s in (top, *(child for child in top.sections if child.numbered))]
        return tuple(candidate(self.speech, section.path, section.span) for section in named)

    def at_path(self, path: str) -> list[Target]:
        """Of a section; of a paragraph that is none; of a heading, `2.heading`; of a sentence, `p7.s2`."""
        if path == "all":
            return [self.whole]
        section = self.speech.by_path.get(path)
        if section:
            return [Target(path, section.span)]
        owner, _, step = path.rpartition(".")
        if step == "heading":
            above = self.speech.by_path.get(owner)
            return [Target(path, above.heading)] if above and above.heading else []
        line = _LINE.fullmatch(path)
        paragraph = self._paragraph(int(line.group(1))) if line else None
        if line is None or paragraph is None:
            return []
        if line.group(2):
            return [target for target in self.of_paragraph(paragraph) if target.path == path]
        return [self.target(paragraph)]

    def chain(self, span: Span) -> list[Section]:
        """The sections that hold `span`, the innermost first."""
        found: list[Section] = []
        level: tuple[Section, ...] = self.speech.sections
        while inner := next((section for section in level if span in section.span), None):
            found.insert(0, inner)
            level = inner.sections
        return found

    @cached_property
    def near(self) -> list[Section]:
        """What the selected section stands in, then what the part spoken of last does, the innermost first."""
        places = [target for path in (self.pointing.here, self.pointing.focus) if path for target in self.at_path(path)[:1]]
        return [section for place in places for section in self.chain(place.span)]

    @cached_property
    def everything(self) -> list[Target]:
        return self.paragraphs(self.whole.span)

    @cached_property
    def _owners(self) -> dict[Span, str]:
        return {section.span: section.path for section in self.speech.by_path.values()}

    @cached_property
    def _marks(self) -> dict[int, int]:
        """Where the points that run on inside a paragraph begin, and where their ordinals end."""
        points = (section.ordinal for section in self.speech.by_path.values() if section.ordinal and section.ordinal.style.runs_in)
        return {ordinal.start: ordinal.end for ordinal in points}

    @cached_property
    def _starts(self) -> list[int]:
        return [paragraph.span.start for paragraph in self.speech.paragraphs]

    def lines(self, scope: Span) -> Iterator[Paragraph]:
        """The paragraphs that share a character with `scope`."""
        paragraphs = self.speech.paragraphs
        at = bisect_left(self._starts, scope.start)
        if at and paragraphs[at - 1].span.end > scope.start:
            at -= 1
        while at < len(paragraphs) and paragraphs[at].span.start < scope.end:
            yield paragraphs[at]
            at += 1

    def target(self, paragraph: Paragraph) -> Target:
        return Target(self._owners.get(paragraph.span, f"p{paragraph.index}"), paragraph.span)

    def paragraphs(self, scope: Span) -> list[Target]:
        """The natural ones inside `scope`."""
        return [self.target(one) for one in self.lines(scope) if one.span in scope and natural(one)]

    def around(self, scope: Span) -> list[Target]:
        """The natural paragraphs that `scope` lies in or reaches into."""
        return [self.target(one) for one in self.lines(scope) if natural(one)]

    def _paragraph(self, index: int) -> Paragraph | None:
        return self.speech.paragraphs[index - 1] if 0 < index <= len(self.speech.paragraphs) else None

    def of_paragraph(self, paragraph: Paragraph) -> Iterator[Target]:
        """Its sentences; an ordinal at the head of one is no part of it."""
        start = paragraph.ordinal.end if paragraph.ordinal else paragraph.span.start
        for i, span in enumerate(_sentences(self.speech.text, Span(start, paragraph.span.end)), 1):
            mark = self._marks.get(span.start)
            yield Target(f"p{paragraph.index}.s{i}", Span(mark, span.end) if mark else span)

    def sentences(self, scope: Span, edge: int = 0) -> list[Target]:
        """Of natural paragraphs, those inside `scope`: all, or at least the first `edge` of them, the last where it is negative."""
        lines = [line for line in self.lines(scope) if natural(line)]
        runs: list[list[Target]] = []
        size = 0
        for line in lines if edge >= 0 else reversed(lines):
            inside = (one for one in self.of_paragraph(line) if one.span in scope)
            runs.append(list(islice(inside, edge) if edge > 0 else inside))
            size += len(runs[-1])
            if edge and size >= abs(edge):
                break
        return [one for run in (runs if edge >= 0 else reversed(runs)) for one in run]

    def pieces(self, out: list[Span], within: Span) -> list[Target]:
        """The largest places inside `within` that hold nothing of `out`: sections, else paragraphs, else sentences."""
        return [piece for top in self.speech.sections if top.span.touches(within) for piece in self._pieces(top, out, within)]

    def _pieces(self, section: Section, out: list[Span], within: Span) -> list[Target]:
        if section.span in within and not any(section.span.touches(span) for span in out):
            return [Target(section.path, section.span)]
        if any(section.span in span for span in out):
            return []
        found: list[Target] = []
        at = section.span.start
        for child in section.sections:
            found += self._between(Span(at, child.span.start), out, within)
            if child.span.touches(within):
                found += self._pieces(child, out, within)
            at = max(at, child.span.end)
        return found + self._between(Span(at, section.span.end), out, within)

    def _between(self, scope: Span, out: list[Span], within: Span) -> list[Target]:
        """What is no section of its own."""
        found: list[Target] = []
        for line in self.lines(scope):
            if not natural(line):
                continue
            whole = line.span in scope and line.span in within and not any(line.span.touches(span) for span in out)
            places = [self.target(line)] if whole else list(self.of_paragraph(line))
            found += [one for one in places if one.span in scope and one.span in within and not any(one.span.touches(span) for span in out)]
        return found
