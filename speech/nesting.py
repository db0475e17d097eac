"""Which paragraph stands inside which: the parts and points of a text before they have paths."""

from __future__ import annotations

import re
from collections.abc import Sequence

from speech.numbering import Ordinal, Style
from speech.structure import Kind, Paragraph
from speech.titleblock import calls

# 主要抓了以下工作： announces the points below it.
_LEAD = re.compile(r"[：:]$|(?:以下|如下|下面|[几\d一二三四五六七八九十](?:个|大)?(?:项|条|点|方面|件)).{0,12}$")
_NOTHING: dict[Style, Ordinal | None] = dict.fromkeys(style for style in Style if style.runs_in)


class Node:
    """A section while it grows. The tree handed out is made of frozen ones."""

    __slots__ = ("blocks", "head", "ordinal", "runs_in", "style", "value")

    def __init__(self, head: Paragraph | None, blocks: list[Node | Paragraph] | None = None) -> None:
        self.head = head
        self.blocks: list[Node | Paragraph] = blocks or []
        self.ordinal = head.ordinal if head else None
        self.style = self.ordinal.style if self.ordinal else None
        self.value = self.ordinal.value if self.ordinal else 0
        self.runs_in = bool(self.style and self.style.runs_in)

    @property
    def one_paragraph(self) -> bool:
        """Whether all that it says stands in its first paragraph, or in points below that."""
        said = self.runs_in or bool(self.head and self.head.heading_end and self.head.heading_end < self.head.span.end - 1)
        return said and all(isinstance(block, Node) for block in self.blocks)


def nested(text: str, members: Sequence[Paragraph]) -> list[Node | Paragraph]:
    """The blocks of the first level."""
    blocks = _settled(text, _stacked(members))
    styles = {block.style for block in blocks if isinstance(block, Node)}
    if styles and (all(style and style.runs_in for style in styles) or (len(styles) == 1 and not styles & {None, Style.PART, Style.COMMA})):
        return _led_runs(blocks)
    return blocks


def _stacked(members: Sequence[Paragraph]) -> list[Node | Paragraph]:
    """Ordinals of greater depth stand inside the last one of less; 一要… stands inside 二是… where 三是… follows."""
    top: list[Node | Paragraph] = []
    stack: list[Node] = []
    heads = [p.ordinal for p in members if p.ordinal or p.kind is Kind.HEADING]
    plain, ahead = _plain_depth(heads), _ahead(heads)
    at = -1
    for paragraph in members:
        if not paragraph.ordinal and paragraph.kind is not Kind.HEADING:
            (stack[-1].blocks if stack else top).append(paragraph)
            continue
        at += 1
        node = Node(paragraph)
        alike = next((i for i, outer in enumerate(stack) if outer.style is node.style), None) if node.runs_in else None
        if alike is not None:
            del stack[alike:]
        else:
            while stack and not _holds(stack[-1], node, plain, ahead[at]):
                stack.pop()
        (stack[-1].blocks if stack else top).append(node)
        stack.append(node)
    return top


def _holds(outer: Node, inner: Node, plain: float, ahead: dict[Style, Ordinal | None]) -> bool:
    """`ahead` is what follows `inner`: by run-in style the next ordinal of it, if no heading comes before."""
    if outer.style and outer.runs_in and inner.runs_in and inner.value == 1 and inner.style is not outer.style:
        after = ahead[outer.style]
        return after is not None and after.value == outer.value + 1
    return (outer.style.depth if outer.style else plain) < (inner.style.depth if inner.style else plain)


def _ahead(heads: Sequence[Ordinal | None]) -> list[dict[Style, Ordinal | None]]:
    state: dict[Style, Ordinal | None] = _NOTHING
    found = []
    for head in reversed(heads):
        found.append(state)
        state = {**state, head.style: head} if head and head.style.runs_in else _NOTHING
    return found[::-1]


def _plain_depth(heads: Sequence[Ordinal | None]) -> float:
    """The depth of headings without numbers, which are None here: inside every form that counts on across one of them.

    They stand above a form that they come before, or that starts again from one below them.
    """
    depth = 0.0
    for style in {head.style for head in heads if head and not head.style.runs_in}:
        series = [head for head in heads if head is None or head.style is style]
        last, between, counts_on, restarts = 0, False, False, False
        for head in series:
            if head is None:
                between = True
                continue
            counts_on = counts_on or (between and head.value == last + 1 and last > 0)
            restarts = restarts or (between and head.value == 1)
            last, between = head.value, False
        if counts_on or (series[0] is not None and not restarts):
            depth = max(depth, style.depth)
    return depth + 0.25


def _settled(text: str, blocks: Sequence[Node | Paragraph]) -> list[Node | Paragraph]:
    """Give back to the parent what trails the last point of a run and is no part of it."""
    settled: list[Node | Paragraph] = []
    pending = list(reversed(blocks))
    short = True  # the points of this run so far
    while pending:
        block = pending.pop()
        settled.append(block)
        if isinstance(block, Paragraph):
            continue
        after = pending[-1] if pending else None
        if block.value == 1:
            short = True
        if not (isinstance(after, Node) and after.value > block.value):
            kept = _kept(text, block, after, short)
            pending += reversed(block.blocks[kept:])
            block.blocks = block.blocks[:kept]
        short = short and block.one_paragraph
        if block.blocks:
            block.blocks = _settled(text, block.blocks)
    return settled


def _kept(text: str, block: Node, after: Node | Paragraph | None, short: bool) -> int:
    """How many of the blocks inside the last point of a run are its own.

    None where the points before are one paragraph each. Else those above a line that calls upon the listeners anew,
    and not the lead of the next run.
    """
    inside = block.blocks
    if not inside or isinstance(inside[0], Node):
        return len(inside)
    lone = short and block.value > 1
    if not block.runs_in:
        last = inside[-1]
        if lone and Node(block.head).one_paragraph and all(isinstance(inner, Paragraph) or inner.runs_in for inner in inside):
            return 0
        restarts = isinstance(after, Node) and after.style is block.style and after.value == 1
        return len(inside) - (restarts and isinstance(last, Paragraph) and bool(_LEAD.search(last.span.of(text))))
    if lone:
        return 0
    calling = (i for i, inner in enumerate(inside) if isinstance(inner, Paragraph) and calls(inner.span.of(text)))
    return min(next(calling, len(inside)), len(inside) - (after is not None and isinstance(inside[-1], Paragraph)))


def _led_runs(blocks: Sequence[Node | Paragraph]) -> list[Node | Paragraph]:
    """Where nothing but runs of 一是… stands, and more than one of them, each run with its lead paragraph is a part."""
    starts = [block for block in blocks if isinstance(block, Node) and block.ordinal and block.ordinal.value == 1]
    if len(starts) < 2:
        return list(blocks)
    led: list[Node | Paragraph] = []
    for block in blocks:
        part = led[-1] if led else None
        if isinstance(block, Paragraph):
            led.append(block)
        elif block.ordinal and block.ordinal.value == 1:
            lead = [led.pop()] if isinstance(part, Paragraph) else []
            led.append(Node(None, [*lead, block]))
        elif isinstance(part, Node) and part.head is None:
            part.blocks.append(block)
        else:
            led.append(block)
    return led
