"""From paragraphs to the tree of sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from speech.numbering import Ordinal, Style, read
from speech.roles import with_roles
from speech.structure import Kind, Paragraph, Role, Section, Span

_FRAME = {Kind.TITLE: "title", Kind.DATE: "date", Kind.BYLINE: "byline", Kind.SALUTATION: "salutation", Kind.CLOSING: "closing"}
_CLAUSE = re.compile(r"(?:^|(?<=[。；：，:;]))(?=[一二三四五六七八九十第首其再最])")


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
        else:
            framed.append(_frame(kind, members))
    return with_roles(text, tuple(framed))


def _frame(kind: Kind, members: Sequence[Paragraph]) -> Section:
    span = Span(members[0].span.start, members[-1].span.end)
    return Section(_FRAME[kind], 1, Role.CLOSING if kind is Kind.CLOSING else None, None, span)


def _body(text: str, members: list[Paragraph]) -> list[Section]:
    """The opening, the parts and the bare paragraphs between them."""
    blocks = _nested(members)
    nodes = [block for block in blocks if isinstance(block, _Node)]
    if nodes and all(node.ordinal and node.ordinal.style.runs_in for node in nodes):
        blocks = _led_runs(blocks)
    first = next((i for i, block in enumerate(blocks) if isinstance(block, _Node)), None)
    if first is None:
        first = 1 if len(blocks) > 1 else 0
    sections: list[Section] = []
    if first:
        lead = [block for block in blocks[:first] if isinstance(block, Paragraph)]
        children = tuple(_inline(text, paragraph, "opening", 2) for paragraph in lead)
        inline = tuple(section for group in children for section in group)
        span = Span(lead[0].span.start, lead[-1].span.end)
        sections.append(Section("opening", 1, Role.OPENING, None, span, None, inline))
    sections.extend(_sections(text, blocks[first:], "", 1))
    return sections


def _nested(members: Iterable[Paragraph]) -> list[_Node | Paragraph]:
    """Ordinals of a higher rank stand inside the last one of a lower rank; a style keeps its place in the stack."""
    top: list[_Node | Paragraph] = []
    stack: list[_Node] = []
    for paragraph in members:
        if paragraph.ordinal is None:
            (stack[-1].blocks if stack else top).append(paragraph)
            continue
        while stack and _outranks(paragraph.ordinal.style, stack[-1]):
            stack.pop()
        node = _Node(paragraph)
        (stack[-1].blocks if stack else top).append(node)
        stack.append(node)
    return _settled(top)


def _outranks(style: Style, node: _Node) -> bool:
    return node.ordinal is not None and style.rank <= node.ordinal.style.rank


def _settled(blocks: list[_Node | Paragraph]) -> list[_Node | Paragraph]:
    """Give back to the parent what trails the last point of a run whose other points are one paragraph each."""
    settled: list[_Node | Paragraph] = []
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            settled.append(block)
            continue
        trailing: list[_Node | Paragraph] = []
        if block.ordinal and block.ordinal.style.runs_in and _ends_run(blocks, i) and _siblings_are_short(blocks, i):
            block.blocks, trailing = [], block.blocks
        block.blocks = _settled(block.blocks)
        settled.extend([block, *trailing])
    return settled


def _run_of(blocks: Sequence[_Node | Paragraph], i: int) -> list[_Node]:
    """The points before `blocks[i]` in its own run: values falling to 1."""
    run: list[_Node] = []
    for block in reversed(blocks[:i]):
        if not isinstance(block, _Node):
            break
        run.append(block)
        if block.ordinal and block.ordinal.value == 1:
            break
    return run


def _ends_run(blocks: Sequence[_Node | Paragraph], i: int) -> bool:
    """Whether the next point does not count on from this one."""
    here = blocks[i]
    after = next((block for block in blocks[i + 1 :] if isinstance(block, _Node)), None)
    assert isinstance(here, _Node) and here.ordinal
    return after is None or after.ordinal is None or after.ordinal.value <= here.ordinal.value


def _siblings_are_short(blocks: Sequence[_Node | Paragraph], i: int) -> bool:
    here = blocks[i]
    assert isinstance(here, _Node) and here.ordinal
    before = _run_of(blocks, i) if here.ordinal.value > 1 else []
    return bool(before) and not any(isinstance(block, Paragraph) for node in before for block in node.blocks)


def _led_runs(blocks: list[_Node | Paragraph]) -> list[_Node | Paragraph]:
    """Where nothing but runs of 一是… stands, and more than one of them, each run with its lead paragraph is a part."""
    starts = [i for i, b in enumerate(blocks) if isinstance(b, _Node) and b.ordinal and b.ordinal.value == 1]
    if len(starts) < 2:
        return blocks
    led: list[_Node | Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            led.append(block)
        elif block.ordinal and block.ordinal.value == 1:
            lead = [led.pop()] if led and isinstance(led[-1], Paragraph) else []
            led.append(_Node(None, [*lead, block]))
        else:
            part = led[-1] if led else None
            if isinstance(part, _Node) and part.head is None:
                part.blocks.append(block)
            else:
                led.append(block)
    return led


def _sections(text: str, blocks: Sequence[_Node | Paragraph], above: str, level: int) -> list[Section]:
    sections: list[Section] = []
    position = 0
    bare = [block for block in blocks if isinstance(block, Paragraph)]
    alone = above and len(bare) == len(blocks)
    for block in blocks:
        if isinstance(block, _Node):
            position += 1
            sections.append(_section(text, block, f"{above}.{position}" if above else str(position), level))
        else:
            path = f"p{block.index}"
            inline = _inline(text, block, path, level + 1)
            if inline and alone and sum(1 for p in bare if _inline(text, p, path, level)) == 1:
                inline = _inline(text, block, above, level + 1)
            sections.append(Section(path, level, None, None, block.span, None, tuple(inline)))
    return sections


def _section(text: str, node: _Node, path: str, level: int) -> Section:
    children = _sections(text, node.blocks, path, level + 1)
    heading = None
    spans = [child.span for child in children]
    if node.head and node.head.ordinal:
        end = node.head.heading_end if node.head.heading_end is not None else node.head.ordinal.end
        heading = Span(node.head.ordinal.end, end) if end > node.head.ordinal.end else None
        spans.insert(0, node.head.span)
        if not any(child.numbered for child in children):
            children = [*_inline(text, node.head, path, level + 1), *children]
    return Section(path, level, None, heading, Span(spans[0].start, spans[-1].end), node.ordinal, tuple(children))


def _inline(text: str, paragraph: Paragraph, above: str, level: int) -> list[Section]:
    """The points of a series inside one paragraph: 一是…；二是…; two at least, counting up from one."""
    marks: list[Ordinal] = []
    begin = paragraph.ordinal.end if paragraph.ordinal else paragraph.span.start
    for match in _CLAUSE.finditer(text, begin, paragraph.span.end):
        ordinal = read(text, match.start(), paragraph.span.end)
        if ordinal is None or not ordinal.style.runs_in:
            continue
        if ordinal.value == len(marks) + 1 and (not marks or ordinal.style is marks[0].style):
            marks.append(ordinal)
    if len(marks) < 2:
        return []
    ends = [mark.start for mark in marks[1:]] + [paragraph.span.end]
    return [
        Section(f"{above}.{i + 1}", level, None, None, Span(mark.start, end), mark)
        for i, (mark, end) in enumerate(zip(marks, ends, strict=True))
    ]
