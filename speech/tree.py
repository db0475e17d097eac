"""From paragraphs to the tree of sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from speech.nesting import Node, nested
from speech.numbering import Ordinal, series
from speech.roles import Manner, role_within
from speech.structure import Kind, Paragraph, Role, Section, Span

_FRAME = {Kind.TITLE: "title", Kind.DATE: "date", Kind.BYLINE: "byline", Kind.SALUTATION: "salutation", Kind.CLOSING: "closing"}
_LOOKING_BACK = re.compile("(?<=[。！？])(?:这些|这[几两三四五六七八九十]|以上|上述|对此|总之|总的|凡此|所有这)")
_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）]?")


def grow(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Section, ...]:
    """The sections of the first level; together their spans hold every paragraph, in order."""
    framed: list[Section] = []
    taken: set[str] = set()
    for kind, group in groupby(paragraphs, key=_place):
        members = list(group)
        if kind is None:
            framed.extend(_body(text, members))
        elif kind is Kind.BODY:
            framed.extend(Section(f"p{member.index}", 1, None, None, member.span) for member in members)
        else:
            path = _FRAME[kind] if _FRAME[kind] not in taken else f"p{members[0].index}"  # a second byline, below the date
            taken.add(path)
            role = Role.CLOSING if kind is Kind.CLOSING else None
            framed.append(Section(path, 1, role, None, Span(members[0].span.start, members[-1].span.end)))
    return tuple(framed)


def _place(paragraph: Paragraph) -> Kind | None:
    """The line of the frame that it is; BODY for what stands below the speech; None for the text itself."""
    if paragraph.apart:
        return Kind.BODY
    return paragraph.kind if paragraph.kind in _FRAME else None


def _body(text: str, members: Sequence[Paragraph]) -> list[Section]:
    """The opening, the parts and the bare paragraphs between them."""
    blocks = nested(text, members)
    series_in = {p.index: series(text, p.ordinal.end if p.ordinal else p.span.start, p.span.end) for p in members}
    grower = _Grower(text, Manner(text), {index: marks for index, marks in series_in.items() if marks})
    first = next((i for i, block in enumerate(blocks) if isinstance(block, Node)), 1 if len(blocks) > 1 else 0)
    opening = [block for block in blocks[:first] if isinstance(block, Paragraph)]
    sections = grower.sections(blocks[first:], "", 1, None)
    if not opening:
        return sections
    inside = grower.inline(opening, "opening", 2, Role.OPENING)
    span = Span(opening[0].span.start, opening[-1].span.end)
    points = tuple(point for paragraph in opening for point in inside.get(paragraph.index, ()))
    return [Section("opening", 1, Role.OPENING, None, span, None, points), *sections]


@dataclass(frozen=True, slots=True)
class _Grower:
    """`series` are the ordinals that run on inside a paragraph, by its index."""

    text: str
    manner: Manner
    series: dict[int, tuple[Ordinal, ...]]

    def sections(
        self, blocks: Sequence[Node | Paragraph], above: str, level: int, role: Role | None, head: Paragraph | None = None
    ) -> list[Section]:
        """What stands inside `above`; `head` is its own first paragraph, where points may run on behind the heading."""
        if not blocks and not (head and head.index in self.series):
            return []
        owner = above if not any(isinstance(block, Node) for block in blocks) else ""
        running = [p for p in (head, *blocks) if isinstance(p, Paragraph) and p.index in self.series]
        inline = self.inline(running, owner, level + (head is None), role) if running else {}
        sections = list(inline.get(head.index, ())) if head else []
        position = 0
        for block in blocks:
            if isinstance(block, Node):
                position += 1
                sections.append(self.section(block, f"{above}.{position}" if above else str(position), level, role))
            else:
                sections.append(Section(f"p{block.index}", level, role, None, block.span, None, inline.get(block.index, ())))
        return sections

    def section(self, node: Node, path: str, level: int, above: Role | None) -> Section:
        """A part or a point; it has the role of what it stands in, or its own where that has none."""
        head, words = node.head, None
        start = _start(node)
        if head:
            begin = head.ordinal.end if head.ordinal else start
            words = Span(begin, head.heading_end) if (head.heading_end or 0) > begin and head.heading_end else None
        span = Span(start, _end(node))
        role = above or role_within(self.text, words, span, self.manner)
        return Section(path, level, role, words, span, node.ordinal, tuple(self.sections(node.blocks, path, level + 1, role, head)))

    def inline(self, paragraphs: Sequence[Paragraph], owner: str, level: int, role: Role | None) -> dict[int, tuple[Section, ...]]:
        """By paragraph, the points of the series inside it: those of `owner` when there is one such series, else of the paragraph."""
        found = [p for p in paragraphs if p.index in self.series]
        sole = owner if len(found) == 1 else ""
        return {p.index: self.points(self.series[p.index], p.span.end, sole or f"p{p.index}", level, role) for p in found}

    def points(self, marks: Sequence[Ordinal], end: int, above: str, level: int, role: Role | None) -> tuple[Section, ...]:
        """Where semicolons part the points, the last one ends with its sentence; else where a sentence looks back on all of them."""
        if all(self.text[mark.start - 1] in "；;" for mark in marks[1:]):
            sentence = _SENTENCE_END.search(self.text, marks[-1].end, end)
            end = sentence.end() if sentence else end
        elif back := _LOOKING_BACK.search(self.text, marks[-1].end, end):
            end = back.start()
        spans = [Span(mark.start, stop) for mark, stop in zip(marks, [*(mark.start for mark in marks[1:]), end], strict=True)]
        return tuple(
            Section(f"{above}.{i}", level, role or role_within(self.text, None, span, self.manner), None, span, mark)
            for i, (mark, span) in enumerate(zip(marks, spans, strict=True), 1)
        )


def _start(block: Node | Paragraph) -> int:
    while isinstance(block, Node):
        block = block.head or block.blocks[0]
    return block.span.start


def _end(block: Node | Paragraph) -> int:
    while isinstance(block, Node):
        if not block.blocks:
            assert block.head is not None
            block = block.head
        else:
            block = block.blocks[-1]
    return block.span.end
