"""Taking out, putting in, moving, exchanging, joining and parting sections: each a tuple of edits, ordinals and counts included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from speech.document import Speech
from speech.layout import BREAKS, Layout
from speech.locate import Target
from speech.marks import FINAL, finished, fitted, in_one_line, linking, slot, stripped
from speech.putting import Side, Sort, between, brought, inserted, line_at, put, put_back
from speech.renumber import Row, mark, recounted, row_of, shifted, without
from speech.sheet import Brought
from speech.splice import Edit
from speech.structure import Span
from speech.taking import Taking

__all__ = ["Side", "Sort", "content", "inserted", "merged", "moved", "put_back", "removed", "split", "swapped"]


def removed(speech: Speech, targets: Sequence[Target]) -> tuple[Edit, ...]:
    """What stands on lines of its own goes with its line ends; what follows is renumbered."""
    taking = Taking.of(speech, targets)
    rest = (*taking.marks(), *without(speech, taking.paths))
    return (*taking.edits, *(edit for edit in rest if not any(edit.span.touches(span) for span in taking.spans)))


def content(speech: Speech, target: Target) -> Span:
    """What a target holds behind its ordinal, without the mark that parts points in one line."""
    return slot(Layout(speech), row_of(speech, target.path), target)[0]


def swapped(speech: Speech, one: Target, other: Target) -> tuple[Edit, ...]:
    """Their contents change places; the ordinals, and the marks between points, stay. Of one inside the other nothing comes."""
    if one.span.touches(other.span):
        return ()
    layout = Layout(speech)
    return (_brought_into(layout, one, other), _brought_into(layout, other, one))


def _brought_into(layout: Layout, place: Target, target: Target) -> Edit:
    speech = layout.speech
    inner, end = slot(layout, row_of(speech, place.path), place)
    source, _ = slot(layout, row_of(speech, target.path), target)
    words = source.of(speech.text)
    own = layout.own(place.span)
    row = row_of(speech, place.path)
    if not own:
        words = in_one_line(words)
    said = fitted(words, end.of(speech.text), linking(layout, row)) if not own or end else _ended(words, layout, target)
    span = inner
    if end and words[-1:] in FINAL and said == words:
        span = Span(inner.start, end.end)
    else:
        said = said.removesuffix(end.of(speech.text))
    return Brought(span, said, target.span, source, place.span.start - inner.start, 0, place.span.end - span.end)


def _ended(words: str, layout: Layout, target: Target) -> str:
    """Points that come out of a line get the full stop of a paragraph."""
    return words if layout.own(target.span) else finished(words)


def moved(speech: Speech, target: Target, side: Side, anchor: Target) -> tuple[Edit, ...]:
    """Within a series those between count on or back; from elsewhere it is taken out there and put in here."""
    if anchor.span in target.span:
        return ()
    layout = Layout(speech)
    row = row_of(speech, target.path)
    if row and row.place(anchor.path) >= 0 and row.place(target.path) >= 0 and layout.own(target.span) == layout.own(anchor.span):
        return _reordered(layout, row, row.place(target.path), row.place(anchor.path), side)
    source, _ = slot(layout, row, target)
    section = speech.by_path.get(target.path)
    inside = not layout.own(target.span)
    to = row_of(speech, anchor.path)
    sort: Sort = "sentence" if inside and section is None else "point" if section and section.numbered and to else "paragraph"
    words = source.of(speech.text)
    gone = removed(speech, [target])
    return _netted((*gone, *(_clear(edit, gone) for edit in put(layout, to, anchor, side, sort, words, target))))


def _reordered(layout: Layout, row: Row, here: int, anchor: int, side: Side) -> tuple[Edit, ...]:
    """The ordinals and the marks at the ends stay in their places; the section goes with the gap on the side it comes from."""
    text, members = layout.speech.text, row.members
    order = [i for i in range(len(members)) if i != here]
    order.insert(order.index(anchor) + (side == "after"), here)
    place = order.index(here)
    if place == here:
        return ()
    target = members[here]
    slots = [slot(layout, row, Target(section.path, section.span)) for section in members]
    marks = [Span(section.ordinal.start, section.ordinal.end).of(text) if section.ordinal else "" for section in members]
    tails = [end.of(text) for _, end in slots]
    link = linking(layout, row)
    edits: list[Edit] = []
    for new, old in enumerate(order):
        section, (inner, end) = members[old], slots[old]
        if old == here or (new == old and tails[new] == tails[old]):
            continue
        if section.ordinal:
            edits.append(Edit(Span(section.ordinal.start, section.ordinal.end), marks[new]))
        said = fitted(inner.of(text), tails[new], link) if link else inner.of(text)
        edits.append(Edit(end, said[len(inner) :]))
    said = fitted(slots[here][0].of(text), tails[place], link) if link else slots[here][0].of(text)
    words = marks[place] + said
    next_to = members[anchor]
    if not layout.own(target.span):
        at = next_to.span.start if side == "before" else next_to.span.end
        edits += [Edit(target.span, ""), brought(Span(at, at), "", words, "", target.span, slots[here][0], len(marks[place]))]
        return tuple(edits)
    first, last = layout.first(target.span), layout.last(target.span)
    up = place < here
    gone = Span(layout.line(first - 1).end, layout.line(last).end) if up else Span(layout.line(first).start, layout.line(last + 1).start)
    gap, indent = layout.gap(first - 1) if up else layout.gap(last), layout.indent(first)
    at = line_at(layout, next_to.span, side)
    before, after = (gap + indent, "") if side == "after" else (indent, gap)
    come = brought(Span(at, at), before, words, after, target.span, slots[here][0], len(marks[place]))
    return (*edits, Edit(gone, ""), come)


def _clear(edit: Edit, gone: Sequence[Edit]) -> Edit:
    """A line that comes where one goes with its line end stands behind that: with its own line end behind it, then."""
    over = next((one.span for one in gone if one.span.start < edit.span.start < one.span.end), None)
    if over is None or not isinstance(edit, Brought):
        return edit
    cut = max(i + 1 for i, char in enumerate(edit.text[: edit.head]) if char in BREAKS)
    words = edit.text[cut:] + edit.text[:cut]
    return Brought(Span(over.end, over.end), words, edit.whole, edit.source, edit.head - cut, edit.at - cut, -cut)


def _netted(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """A count that goes down for one and up for another stays as it is."""
    made = list(edits)
    twice = {edit.span for i, edit in enumerate(made) if len(edit.span) and any(edit.span == other.span for other in made[:i])}
    return tuple(edit for edit in made if edit.span not in twice)


def merged(speech: Speech, targets: Sequence[Target], words: str) -> tuple[Edit, ...]:
    """The first gets these words behind its ordinal, the others go."""
    layout = Layout(speech)
    first, rest = targets[0], [target for target in targets[1:] if not target.span.touches(targets[0].span)]
    inner, end = slot(layout, row_of(speech, first.path), first)
    gone = removed(speech, rest)
    own = layout.own(first.span)
    said = layout.laid(words, layout.last(first.span), speech.by_path.get(first.path)) if own else in_one_line(words)
    if end and said[-1:] in set("！？!?…"):
        return (Edit(Span(inner.start, end.end), said), *(edit for edit in gone if not edit.span.touches(end)))
    return (Edit(inner, stripped(said) if end else said), *gone)


def split(speech: Speech, target: Target, pieces: Sequence[str]) -> tuple[Edit, ...]:
    """The first piece stays behind the ordinal, the others become sections after it."""
    layout = Layout(speech)
    row = row_of(speech, target.path)
    inner, end = slot(layout, row, target)
    own = layout.own(target.span)
    if row is None:
        near = layout.last(target.span)
        gap = layout.less(layout.gap(near - 1), layout.gap(near)) + layout.indent(near) if own else ""
        return (Edit(inner, gap.join(piece.strip() for piece in pieces)),)
    place, link = row.place(target.path), linking(layout, row) or ("" if own else "；")
    said = [layout.laid(piece, layout.last(target.span), row.members[place]) if own else in_one_line(piece) for piece in pieces]
    if link:
        said = [*(fitted(words, link, link) for words in said[:-1]), fitted(said[-1], end.of(speech.text) or "。", link)]
    marks, behind = _marks(speech, row, place, len(pieces))
    gap = between(layout, row, place, "after") + layout.indent(layout.first(target.span)) if own else ""
    text = said[0] + "".join(gap + ordinal + words for ordinal, words in zip(marks, said[1:], strict=True))
    return (Edit(Span(inner.start, end.end), text), *behind, *recounted(speech, row, len(pieces) - 1))


def _marks(speech: Speech, row: Row, place: int, size: int) -> tuple[list[str], tuple[Edit, ...]]:
    """The ordinals of the pieces behind the first, and those of the members behind them."""
    ordinal = row.members[place].ordinal
    if ordinal is None:
        return [""] * (size - 1), ()
    above = row.members[place - 1].ordinal if place else None
    if ordinal.closes and above:
        own = Span(ordinal.start, ordinal.end)
        counted = [mark(speech.text, above, above.value + i) for i in range(1, size)]
        return [*counted[1:], own.of(speech.text)], (Edit(own, counted[0]),)
    return [mark(speech.text, ordinal, ordinal.value + i) for i in range(1, size)], tuple(shifted(speech, row, place + 1, size - 1))
