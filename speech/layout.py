"""How the lines of a speech stand: where each begins and ends, its indent, and what parts it from its neighbours."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from speech.document import Speech
from speech.numbering import read
from speech.structure import FRAME, Kind, Section, Span

BREAKS = frozenset("\r\n\v\f\x85\u2028\u2029")
_BREAK = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")


@dataclass(frozen=True)
class Layout:
    """Paragraphs are counted from nought here."""

    speech: Speech

    @cached_property
    def _starts(self) -> list[int]:
        return [paragraph.span.start for paragraph in self.speech.paragraphs]

    @cached_property
    def _ends(self) -> list[int]:
        return [paragraph.span.end for paragraph in self.speech.paragraphs]

    @cached_property
    def line_break(self) -> str:
        found = _BREAK.search(self.speech.text)
        return found.group() if found else "\n"

    def first(self, span: Span) -> int:
        """The paragraph that holds the first character of `span`, or is the next behind it."""
        return min(bisect_right(self._ends, span.start), len(self._ends) - 1)

    def last(self, span: Span) -> int:
        return max(bisect_left(self._starts, span.end) - 1, 0)

    def own(self, span: Span) -> bool:
        """Whether it stands on lines of its own."""
        first, last = self.first(span), self.last(span)
        return self._starts[first] == span.start and self._ends[last] == span.end

    def line(self, i: int) -> Span:
        """With its indent and the blanks behind it, without its end."""
        text, paragraph = self.speech.text, self.speech.paragraphs[i].span
        start, end = paragraph.start, paragraph.end
        while start and text[start - 1] not in BREAKS:
            start -= 1
        while end < len(text) and text[end] not in BREAKS:
            end += 1
        return Span(start, end)

    def indent(self, i: int) -> str:
        return self.speech.text[self.line(i).start : self._starts[i]]

    def heads(self, i: int) -> bool:
        """Whether it is a heading alone on its line."""
        paragraph = self.speech.paragraphs[i]
        return paragraph.kind is Kind.HEADING and paragraph.alone

    def framed(self, i: int) -> bool:
        return self.speech.paragraphs[i].kind in FRAME

    def gap(self, i: int) -> str:
        """The line end, and the blank lines, between a paragraph and the next; empty where there is none."""
        if not 0 <= i < len(self._starts) - 1:
            return ""
        return self.speech.text[self.line(i).end : self.line(i + 1).start]

    def less(self, *gaps: str) -> str:
        """Of gaps the one with the fewest line ends."""
        there = [gap for gap in gaps if gap]
        return min(there, key=lambda gap: len(_BREAK.findall(gap))) if there else self.line_break

    def run(self, first: int, last: int) -> Span:
        """What goes when these paragraphs do: the wider of the gaps around them stays."""
        above, below = self.gap(first - 1), self.gap(last)
        size = {gap: len(_BREAK.findall(gap)) for gap in (above, below)}
        if above and (not below or size[above] < size[below]):
            return Span(self.line(first - 1).end, self.line(last).end)
        return Span(self.line(first).start, self.line(last + 1).start if below else self.line(last).end)

    def body_indent(self, i: int) -> str:
        """Of the nearest paragraph of text, looked for upwards first."""
        paragraphs = self.speech.paragraphs
        for j in (*range(i, -1, -1), *range(i + 1, len(paragraphs))):
            if not self.framed(j) and not self.heads(j):
                return self.indent(j)
        return self.indent(i)

    def laid(self, words: str, at: int, section: Section | None = None) -> str:
        """Given words as the lines at paragraph `at` stand; the first line comes without its indent."""
        lines = [line for line in _BREAK.split(words.strip()) if line.strip()]
        gap = self.gap(self.first(section.span)) if section and self.first(section.span) < self.last(section.span) else ""
        gap = gap or self.less(self.gap(at - 1), self.gap(at))
        return gap.join([lines[0].strip(), *(self._led(line, at) for line in lines[1:])]) if lines else ""

    def _led(self, line: str, at: int) -> str:
        if line[0].isspace():
            return line.rstrip()
        ordinal = read(line)
        alike = (p for p in self.speech.paragraphs if ordinal and p.ordinal and p.ordinal.style is ordinal.style)
        model = next(alike, None)
        return (self.indent(model.index - 1) if model else self.body_indent(at)) + line.rstrip()
