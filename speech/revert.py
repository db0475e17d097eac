"""Taking single changes back: of what one text did to another, only what stands in the named sections."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from speech.arrange import Side, moved, put_back, removed
from speech.diff import Comparison, Difference, change
from speech.document import Speech
from speech.layout import Layout
from speech.locate import Target
from speech.sheet import between
from speech.splice import Edit, splice
from speech.structure import Section, Span


def reverted(old: Speech, new: Speech, paths: Collection[str]) -> tuple[Edit, ...]:
    """Edits on `new` after which the sections at `paths` (as `compare` names them) are as in `old`. A section that
    came is taken out, one that went is put back where it stood; what stands behind it counts on."""
    made = Comparison(old, new).differences
    wanted = [one for one in made if change(old, new, one).path in paths and one.how != "renumbered"]
    if not wanted:
        return ()
    if all(one in wanted or one.how == "renumbered" for one in made):
        return tuple(_trimmed(new.text, edit) for edit in between(new.text, old.text))
    left = [_name(new, one) for one in wanted]
    now = new
    while left:
        compared = Comparison(old, now)
        here = next((one for one in compared.differences if one.how != "renumbered" and _name(now, one) in left), None)
        if here is None:
            break
        left.remove(_name(now, here))
        now = Speech(splice(now.text, _undone(compared, here)))
    return tuple(_trimmed(new.text, edit) for edit in between(new.text, now.text))


def _name(speech: Speech, one: Difference) -> tuple[str, bool, str]:
    """What a change is known by while others are taken back."""
    return (one.was.path, one.heading, "") if one.was else ("", one.heading, speech.words(_behind(one.now)) if one.now else "")


def _behind(section: Section) -> Span:
    return Span(section.ordinal.end if section.ordinal else section.span.start, section.span.end)


def _trimmed(text: str, edit: Edit) -> Edit:
    """Without what is the same at both ends."""
    start, end, words = edit.span.start, edit.span.end, edit.text
    common = next((i for i, (a, b) in enumerate(zip(edit.span.of(text), words, strict=False)) if a != b), min(len(edit.span), len(words)))
    start, words = start + common, words[common:]
    left = text[start:end]
    tail = next((i for i, (a, b) in enumerate(zip(reversed(left), reversed(words), strict=False)) if a != b), min(len(left), len(words)))
    return Edit(Span(start, end - tail), words[: len(words) - tail])


def _undone(compared: Comparison, one: Difference) -> tuple[Edit, ...]:
    old, new, was, now = compared.old, compared.new, one.was, one.now
    if was is None:
        assert now is not None
        return removed(new, [Target(now.path, now.span)])
    if now is None or one.how == "moved":
        return _put_back(compared, was, now)
    if one.heading and was.heading and now.heading:
        return (Edit(now.heading, old.words(was.heading)),)
    both = was.ordinal is not None and now.ordinal is not None
    return (Edit(_behind(now) if both else now.span, old.words(_behind(was) if both else was.span)),)


def _put_back(compared: Comparison, was: Section, now: Section | None) -> tuple[Edit, ...]:
    old, new = compared.old, compared.new
    place = next(_places(compared, was), None)
    if place is None:
        return ()
    side, there = place
    anchor = Target(there.path, there.span)
    if now is not None:
        return moved(new, Target(now.path, now.span), side, anchor)
    layout = Layout(old)
    point = was.numbered and there.numbered
    words = old.words(_behind(was) if point else was.span)
    own = layout.own(was.span)
    indent = layout.indent(layout.first(was.span)) if own else ""
    return put_back(new, anchor, side, "point" if point else "paragraph" if own else "sentence", words, indent)


def _places(compared: Comparison, was: Section) -> Iterator[tuple[Side, Section]]:
    """Next to what it stood next to; a point next to another one where there is one."""
    partners = {before.path: after for before, after in compared.pairs}
    owner = next((section for section in compared.old.walk() if was in section.sections), None)
    level = owner.sections if owner else compared.old.sections
    at = next(i for i, one in enumerate(level) if one.path == was.path)
    above: list[tuple[Side, Section]] = [("after", partners[one.path]) for one in reversed(level[:at]) if one.path in partners]
    below: list[tuple[Side, Section]] = [("before", partners[one.path]) for one in level[at + 1 :] if one.path in partners]
    alike = [place for place in (*above[:1], *below[:1], *above, *below) if place[1].numbered and was.numbered]
    yield from (*alike, *above, *below)
    if owner and owner.path in partners:
        yield "after", partners[owner.path]
