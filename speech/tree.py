"""From paragraphs to the tree of sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from speech.numbering import Ordinal, series
from speech.roles import with_roles
from speech.structure import Kind, Paragraph, Role, Section, Span

_FRAME = {Kind.TITLE: "title", Kind.DATE: "date", Kind.BYLINE: "byline", Kind.SALUTATION: "salutation", Kind.CLOSING: "closing"}
_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）]?")


@dataclass
class _Node:
    """A section while it grows. The tree handed out is made of frozen ones."""

    head: Paragraph | None
    blocks: list[_Node | Paragraph] = field(default_factory=list)

    @property
    def ordinal(self) -> Ordinal | None:
        return self.head.ordinal if self.head else None


def grow(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Section, ...]:
    """The sections of the first level; together their spans hold every paragraph, in order."""
    framed: list[Section] = []
    for kind, group in groupby(paragraphs, key=lambda p: p.kind if p.kind in _FRAME else None):
        members = list(group)
        if kind is None:
            framed.extend(_body(text, members))
            continue
        path = _FRAME[kind]
        if any(section.path == path for section in framed):  # a second byline, below the date
            path = f"p{members[0].index}"
        role = Role.CLOSING if kind is Kind.CLOSING else None
        framed.append(Section(path, 1, role, None, Span(members[0].span.start, members[-1].span.end)))
    return with_roles(text, tuple(framed))


def _body(text: str, members: Sequence[Paragraph]) -> list[Section]:
    """The opening, the parts and the bare paragraphs between them."""
    blocks = _nested(members)
    nodes = [block for block in blocks if isinstance(block, _Node)]
    if nodes and all(node.ordinal and node.ordinal.style.runs_in for node in nodes):
        blocks = _led_runs(blocks)
    first = next((i for i, block in enumerate(blocks) if isinstance(block, _Node)), 1 if len(blocks) > 1 else 0)
    opening = [block for block in blocks[:first] if isinstance(block, Paragraph)]
    sections = _sections(text, blocks[first:], "", 1)
    if not opening:
        return sections
    inside = _inline(text, opening, "opening", 2)
    span = Span(opening[0].span.start, opening[-1].span.end)
    points = tuple(point for paragraph in opening for point in inside.get(paragraph.index, ()))
    return [Section("opening", 1, Role.OPENING, None, span, None, points), *sections]


def _nested(members: Sequence[Paragraph]) -> list[_Node | Paragraph]:
    """Ordinals of a higher rank stand inside the last one of a lower rank; 一要… stands inside 二是… where 三是… follows."""
    top: list[_Node | Paragraph] = []
    stack: list[_Node] = []
    ordinals = [paragraph.ordinal for paragraph in members if paragraph.ordinal]
    at = 0
    for paragraph in members:
        ordinal = paragraph.ordinal
        if ordinal is None:
            (stack[-1].blocks if stack else top).append(paragraph)
            continue
        at += 1
        level = next((i for i, node in enumerate(stack) if node.ordinal and node.ordinal.style is ordinal.style), None)
        if level is not None and ordinal.style.runs_in:
            del stack[level:]
        else:
            while stack and stack[-1].ordinal and not _holds(stack[-1].ordinal, ordinal, ordinals, at):
                stack.pop()
        node = _Node(paragraph)
        (stack[-1].blocks if stack else top).append(node)
        stack.append(node)
    return _settled(top)


def _holds(outer: Ordinal, inner: Ordinal, ordinals: Sequence[Ordinal], after: int) -> bool:
    """`ordinals[after:]` is what follows `inner`."""
    if not (outer.style.runs_in and inner.style.runs_in and inner.value == 1 and inner.style is not outer.style):
        return outer.style.rank < inner.style.rank
    for i in range(after, len(ordinals)):
        if ordinals[i].style is outer.style or not ordinals[i].style.runs_in:
            return ordinals[i].style is outer.style and ordinals[i].value == outer.value + 1
    return False


def _settled(blocks: Sequence[_Node | Paragraph]) -> list[_Node | Paragraph]:
    """Give back to the parent what trails the last point of a run whose other points are one paragraph each.

    Where the next run begins right there, its lead is given back in any case.
    """
    settled: list[_Node | Paragraph] = []
    short = True  # the points of this run so far
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            settled.append(block)
            continue
        ordinal = block.ordinal
        assert ordinal is not None
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        ends = not (isinstance(after, _Node) and after.ordinal and after.ordinal.value > ordinal.value)
        trailing: list[_Node | Paragraph] = []
        if ordinal.value == 1:
            short = True
        if ordinal.style.runs_in and ends and block.blocks and not isinstance(block.blocks[0], _Node):
            kept = 0 if short and ordinal.value > 1 else len(block.blocks) - (after is not None)
            block.blocks, trailing = block.blocks[:kept], block.blocks[kept:]
        short = short and all(isinstance(inner, _Node) for inner in block.blocks)
        block.blocks = _settled(block.blocks)
        settled += [block, *trailing]
    return settled


def _led_runs(blocks: Sequence[_Node | Paragraph]) -> list[_Node | Paragraph]:
    """Where nothing but runs of 一是… stands, and more than one of them, each run with its lead paragraph is a part."""
    starts = [block for block in blocks if isinstance(block, _Node) and block.ordinal and block.ordinal.value == 1]
    if len(starts) < 2:
        return list(blocks)
    led: list[_Node | Paragraph] = []
    for block in blocks:
        part = led[-1] if led else None
        if isinstance(block, Paragraph):
            led.append(block)
        elif block.ordinal and block.ordinal.value == 1:
            lead = [led.pop()] if isinstance(part, Paragraph) else []
            led.append(_Node(None, [*lead, block]))
        elif isinstance(part, _Node) and part.head is None:
            part.blocks.append(block)
        else:
            led.append(block)
    return led


def _sections(text: str, blocks: Sequence[_Node | Paragraph], above: str, level: int, head: Paragraph | None = None) -> list[Section]:
    """What stands inside `above`; `head` is its own first paragraph, where points may run on behind the heading."""
    bare = [block for block in blocks if isinstance(block, Paragraph)]
    owner = above if len(bare) == len(blocks) else ""
    inline = _inline(text, [head, *bare] if head else bare, owner, level + (head is None))
    sections = list(inline.get(head.index, ())) if head else []
    position = 0
    for block in blocks:
        if isinstance(block, _Node):
            position += 1
            sections.append(_section(text, block, f"{above}.{position}" if above else str(position), level))
        else:
            sections.append(Section(f"p{block.index}", level, None, None, block.span, None, inline.get(block.index, ())))
    return sections


def _section(text: str, node: _Node, path: str, level: int) -> Section:
    children = _sections(text, node.blocks, path, level + 1, node.head)
    if node.head is None or node.ordinal is None:
        return Section(path, level, None, None, Span(children[0].span.start, children[-1].span.end), None, tuple(children))
    words = Span(node.ordinal.end, max(node.head.heading_end or 0, node.ordinal.end))
    end = max([node.head.span.end, *(child.span.end for child in children)])
    return Section(path, level, None, words if len(words) else None, Span(node.head.span.start, end), node.ordinal, tuple(children))


def _inline(text: str, paragraphs: Sequence[Paragraph], owner: str, level: int) -> dict[int, tuple[Section, ...]]:
    """By paragraph, the points of the series inside it: those of `owner` when there is one such series, else of the paragraph."""
    found = {p.index: series(text, p.ordinal.end if p.ordinal else p.span.start, p.span.end) for p in paragraphs}
    found = {index: marks for index, marks in found.items() if marks}
    ends = {p.index: p.span.end for p in paragraphs}
    sole = owner if len(found) == 1 else ""
    return {index: _points(text, marks, ends[index], sole or f"p{index}", level) for index, marks in found.items()}


def _points(text: str, marks: Sequence[Ordinal], end: int, above: str, level: int) -> tuple[Section, ...]:
    """Where semicolons part the points, the last one ends with its sentence."""
    if all(text[mark.start - 1] in "；;" for mark in marks[1:]):
        sentence = _SENTENCE_END.search(text, marks[-1].end, end)
        end = sentence.end() if sentence else end
    ends = [*(mark.start for mark in marks[1:]), end]
    return tuple(
        Section(f"{above}.{i}", level, None, None, Span(mark.start, stop), mark)
        for i, (mark, stop) in enumerate(zip(marks, ends, strict=True), 1)
    )
