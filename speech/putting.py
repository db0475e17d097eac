"""Putting in: a sentence that runs on, a paragraph on its line, a point with its ordinal."""

from __future__ import annotations

from typing import Literal

from speech.document import Speech
from speech.layout import Layout
from speech.locate import Target
from speech.marks import FINAL, finished, fitted, in_one_line, linking, slot, stripped, tail
from speech.numbering import read
from speech.renumber import Row, mark, recounted, row_of, shifted
from speech.sheet import Brought
from speech.splice import Edit
from speech.structure import Section, Span

Side = Literal["before", "after"]
Sort = Literal["sentence", "paragraph", "point"]


def inserted(speech: Speech, anchor: Target, side: Side, sort: Sort, words: str) -> tuple[Edit, ...]:
    """A sentence runs on in the paragraph, a paragraph gets its line, a point its ordinal, and those behind it count on.

    A point next to what is no member of a series is a paragraph.
    """
    return put(Layout(speech), row_of(speech, anchor.path), anchor, side, sort, words) if words.strip() else ()


def put_back(speech: Speech, anchor: Target, side: Side, sort: Sort, words: str, indent: str) -> tuple[Edit, ...]:
    """As `inserted` does, of words that stood in another version with this indent: their lines stay as they are."""
    return put(Layout(speech), row_of(speech, anchor.path), anchor, side, sort, words, None, indent)


def put(
    layout: Layout,
    row: Row | None,
    anchor: Target,
    side: Side,
    sort: Sort,
    words: str,
    target: Target | None = None,
    indent: str | None = None,
) -> tuple[Edit, ...]:
    """`target` is where the words come from, as they stand there; without it they are given. Those with an indent stay as they are."""
    if target and layout.own(target.span):
        indent = layout.indent(layout.first(target.span))
    if sort == "sentence" and (edit := _sentence(layout, anchor, side, words, target)):
        return (edit,)
    if sort == "point" and row:
        return _point(layout, row, anchor, side, words, target, indent)
    return (_paragraph(layout, anchor.span, side, words, target, indent),)


def _sentence(layout: Layout, anchor: Target, side: Side, words: str, target: Target | None) -> Edit | None:
    """None where it would run into a heading, or a line of the title block."""
    place = _running(layout, anchor, side)
    if place is None:
        return None
    at, text = place, layout.speech.text
    said = finished(in_one_line(words.strip()))
    before = text[at - 1 : at]
    if side == "after" and before in set("；;，,"):
        at, said = at - 1, "。" + stripped(said)
    elif side == "after" and before not in FINAL:
        said = "。" + said
    source = target.span if target else Span(0, 0)
    return Brought(Span(at, at), said, source, source, len(said), 0, 0) if target and said == words else Edit(Span(at, at), said)


def _running(layout: Layout, anchor: Target, side: Side) -> int | None:
    speech = layout.speech
    first, last = layout.first(anchor.span), layout.last(anchor.span)
    at = first if side == "before" else last
    paragraphs = speech.paragraphs
    if side == "before" and anchor.span.start == paragraphs[first].span.start:
        while at < last and layout.heads(at):
            at += 1
    if layout.framed(at) or layout.heads(at):
        return None
    if side == "after":
        return anchor.span.end
    section = speech.by_path.get(anchor.path)
    paragraph = paragraphs[at]
    if anchor.span.start > paragraph.span.start:
        return section.ordinal.end if section and section.ordinal else anchor.span.start
    if paragraph.heading_end is not None and paragraph.ordinal:
        return paragraph.heading_end + 1
    return paragraph.ordinal.end if paragraph.ordinal else paragraph.span.start


def _paragraph(layout: Layout, span: Span, side: Side, words: str, target: Target | None, indent: str | None) -> Edit:
    near = layout.first(span) if side == "before" else layout.last(span)
    gap = layout.less(layout.gap(near - 1), layout.gap(near))
    lines = words if indent is not None else layout.laid(finished(words) if target else words, near)
    led = indent if indent is not None else layout.body_indent(near)
    return _own_line(layout, span, side, gap, led, "", lines, target)


def _own_line(layout: Layout, span: Span, side: Side, gap: str, indent: str, ordinal: str, words: str, target: Target | None) -> Edit:
    at = line_at(layout, span, side)
    before, after = (gap + indent, "") if side == "after" else (indent, gap)
    if target is None:
        return Edit(Span(at, at), before + ordinal + words + after)
    source, _ = slot(layout, row_of(layout.speech, target.path), target)
    return brought(Span(at, at), before, ordinal + words, after, target.span, source, len(ordinal))


def _point(layout: Layout, row: Row, anchor: Target, side: Side, words: str, target: Target | None, indent: str | None) -> tuple[Edit, ...]:
    text, place = layout.speech.text, row.place(anchor.path)
    neighbour = row.members[place]
    new = place + (side == "after")
    ordinal, counted = _counted(layout.speech, row, place, side)
    given = words if target or indent is not None else _unnumbered(words.strip(), neighbour)
    counts = (*counted, *recounted(layout.speech, row, 1))
    link = linking(layout, row)
    _, end = slot(layout, row, Target(neighbour.path, neighbour.span))
    edits: list[Edit] = []
    last = end.of(text)
    if link and new == len(row.members) and last:
        edits.append(Edit(end, fitted("", link, link)))
    closing = (last or "。") if new == len(row.members) else link
    if not layout.own(neighbour.span):
        said = ordinal + fitted(in_one_line(given), closing, link)
        at = neighbour.span.start if side == "before" else neighbour.span.end
        source = slot(layout, row_of(layout.speech, target.path), target)[0] if target else None
        edit = (
            brought(Span(at, at), "", said, "", target.span, source, len(ordinal))
            if target and source and said[len(ordinal) :].startswith(source.of(text))
            else Edit(Span(at, at), said)
        )
        return (*edits, edit, *counts)
    lines = given if indent is not None else layout.laid(given, layout.first(neighbour.span), neighbour)
    if link:
        lines = fitted(lines, closing, link)
    elif indent is None and tail(layout, neighbour):
        lines = finished(lines)
    led, gap = layout.indent(layout.first(neighbour.span)), between(layout, row, place, side)
    return (*edits, _own_line(layout, neighbour.span, side, gap, led, ordinal, lines, target), *counts)


def _counted(speech: Speech, row: Row, place: int, side: Side) -> tuple[str, tuple[Edit, ...]]:
    """The ordinal of a new member, and what becomes of the others'. What comes behind 最后 is the last now."""
    neighbour = row.members[place].ordinal
    if neighbour is None:
        return "", ()
    above = row.members[place - 1].ordinal if place else None
    if neighbour.closes and above:
        between = mark(speech.text, above, above.value + 1)
        if side == "before":
            return between, ()
        return Span(neighbour.start, neighbour.end).of(speech.text), (Edit(Span(neighbour.start, neighbour.end), between),)
    behind = tuple(shifted(speech, row, place + (side == "after"), 1))
    return mark(speech.text, neighbour, neighbour.value + (side == "after")), behind


def _unnumbered(words: str, neighbour: Section) -> str:
    """What is given with an ordinal of the series gets the one that is due."""
    ordinal = read(words)
    alike = ordinal and neighbour.ordinal and ordinal.style is neighbour.ordinal.style
    return words[ordinal.end :] if ordinal and alike else words


def between(layout: Layout, row: Row, place: int, side: Side) -> str:
    """The gap that parts the members."""
    behind = place + (side == "after")
    member = row.members[behind] if 0 < behind < len(row.members) else row.members[-1]
    gap = layout.gap(layout.first(member.span) - 1)
    return gap if len(row.members) > 1 and gap else layout.less(gap, layout.gap(layout.last(member.span)))


def brought(at: Span, before: str, words: str, after: str, whole: Span, source: Span, mark_length: int) -> Edit:
    return Brought(at, before + words + after, whole, source, len(before), len(before) + mark_length, -len(after))


def line_at(layout: Layout, span: Span, side: Side) -> int:
    return layout.line(layout.first(span)).start if side == "before" else layout.line(layout.last(span)).end
