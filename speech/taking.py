"""What goes when places are taken out: whole lines where nothing is left of them, sections where nothing is left behind their ordinal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from speech.document import Speech
from speech.layout import Layout
from speech.locate import Target
from speech.marks import linking, slot, with_mark
from speech.renumber import rows
from speech.splice import Edit
from speech.structure import Section, Span


@dataclass(frozen=True)
class Taking:
    """`spans` do not overlap and stand in order; `paths` are of the sections that go."""

    layout: Layout
    spans: tuple[Span, ...]
    paths: frozenset[str]

    @classmethod
    def of(cls, speech: Speech, targets: Sequence[Target]) -> Taking:
        layout = Layout(speech)
        spans = _joined([_with_mark(speech, target) for target in targets])
        gone = [section for section in speech.walk() if _emptied(speech.text, _behind(section), spans)]
        spans = _joined([*spans, *(section.span for section in gone)])
        paths = {section.path for section in gone}
        headed = {s.span.start: s.path for s in speech.walk() if s.ordinal or (s.heading and s.heading.start == s.span.start)}
        whole: list[int] = []
        for i, paragraph in enumerate(speech.paragraphs):
            start = paragraph.ordinal.end if paragraph.ordinal else paragraph.span.start
            if _emptied(speech.text, Span(start, paragraph.span.end), spans):
                whole.append(i)
                paths |= {headed[paragraph.span.start]} if paragraph.span.start in headed else set()
        lines = [layout.run(*run) for run in _runs(whole)]
        inside = [span for span in spans if not any(span.touches(line) for line in lines)]
        inside += [part for span in spans if span not in inside for part in _outside(span, lines)]
        return cls(layout, tuple(_joined([*lines, *inside])), frozenset(paths))

    @property
    def edits(self) -> tuple[Edit, ...]:
        return tuple(Edit(span, "") for span in self.spans)

    def marks(self) -> Iterator[Edit]:
        """What is last now ends as the last did; a colon that leads to nothing any more is a full stop."""
        text = self.layout.speech.text
        for row in rows(self.layout.speech):
            left = [section for section in row.members if section.path not in self.paths]
            if len(left) == len(row.members) or not linking(self.layout, row):
                continue
            if left and left[-1] is not row.members[-1]:
                _, end = slot(self.layout, row, Target(left[-1].path, left[-1].span))
                _, last = slot(self.layout, row, Target(row.members[-1].path, row.members[-1].span))
                if end:
                    yield Edit(end, last.of(text) or "。")
            lead = row.members[0].span.start
            if not left and not self.layout.own(row.members[0].span) and text[lead - 1 : lead] in ("：", ":"):
                yield Edit(Span(lead - 1, lead), "。")


def _with_mark(speech: Speech, target: Target) -> Span:
    """A heading that runs on into its text goes with the mark behind it, and so do words inside a paragraph."""
    start, end = target.span.start, target.span.end
    if target.path.endswith(".heading"):
        return Span(start, end + 1) if speech.text[end : end + 1] in set("。：:；;") else target.span
    section = speech.by_path.get(target.path)
    return target.span if section and section.span == target.span else with_mark(speech.text, target.span)


def _behind(section: Section) -> Span:
    return Span(section.ordinal.end if section.ordinal else section.span.start, section.span.end)


def _emptied(text: str, span: Span, spans: Sequence[Span]) -> bool:
    """Whether something of `span` goes, and nothing but white space stays."""
    at, touched = span.start, False
    for one in spans:
        if one.start >= span.end:
            break
        if one.end <= at:
            continue
        if text[at : one.start].strip():
            return False
        at, touched = one.end, True
    return touched and not text[at : span.end].strip()


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        elif len(span):
            joined.append(span)
    return joined


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    for _, group in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        run = [place for _, place in group]
        yield run[0], run[-1]


def _outside(span: Span, lines: Sequence[Span]) -> list[Span]:
    parts, at = [], span.start
    for line in sorted(lines):
        if line.touches(span):
            parts.append(Span(at, line.start))
            at = line.end
    parts.append(Span(at, span.end))
    return [part for part in parts if part.start < part.end]
