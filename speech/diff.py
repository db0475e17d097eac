"""What changed between two texts: by section, and by character inside one. Computed by comparison, never declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from speech.checks.counts import announcement
from speech.document import Speech
from speech.paragraphs import lines
from speech.renumber import promise
from speech.structure import Section, Span


@dataclass(frozen=True, slots=True)
class SectionChange:
    """`path` is of the new speech, but of the old one where the section was removed. What was moved has kept its words."""

    path: str
    how: Literal["changed", "added", "removed", "renumbered", "moved"]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Piece:
    op: Literal["same", "added", "removed"]
    text: str


def compare(old: Speech, new: Speech) -> tuple[SectionChange, ...]:
    """The smallest sections that hold every difference, in the order of the new text."""
    return tuple(_level(old, new, old.sections, new.sections)) if old.text != new.text else ()


def characters(old: str, new: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(Piece("same", old[a:b]))
            continue
        if b > a:
            pieces.append(Piece("removed", old[a:b]))
        if d > c:
            pieces.append(Piece("added", new[c:d]))
    return tuple(pieces)


def moved(old: str, new: str, span: Span) -> Span | None:
    """Where the text of `span` stands in `new`; None when a paragraph that it touches is not the same there."""
    was, now = lines(old), lines(new)
    touched = [i for i, line in enumerate(was) if line.touches(span) or (not len(span) and line.start <= span.start <= line.end)]
    if not touched:
        return None
    matcher = SequenceMatcher(None, [s.of(old) for s in was], [s.of(new) for s in now], autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.a <= touched[0] and touched[-1] < block.a + block.size:
            first, last = now[touched[0] - block.a + block.b], now[touched[-1] - block.a + block.b]
            found = Span(first.start + span.start - was[touched[0]].start, last.end - (was[touched[-1]].end - span.end))
            return found if found.of(new) == span.of(old) else None
    return None


def _level(old: Speech, new: Speech, olds: Sequence[Section], news: Sequence[Section]) -> Iterator[SectionChange]:
    was, now = [_key(old, olds, s) for s in olds], [_key(new, news, s) for s in news]
    stays = _standing(was, now)
    moves = _moves(was, now, stays)
    places = {d: a for a, d in moves}
    gone = {a for a, _ in moves}
    done = (0, 0)
    for a, d in [*stays, (len(olds), len(news))]:
        yield from _gap(
            old,
            new,
            [olds[i] for i in range(done[0], a) if i not in gone],
            [(news[i], olds[places[i]] if i in places else None) for i in range(done[1], d)],
        )
        if a < len(olds) and old.words(olds[a].span) != new.words(news[d].span):
            yield SectionChange(news[d].path, "renumbered", old.words(olds[a].span), new.words(news[d].span))
        done = (a + 1, d + 1)


def _standing(was: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """The places in both of what stayed where it was, in order; of a mere exchange, all but the two."""
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    matched = [(block.a + i, block.b + i) for block in blocks for i in range(block.size)]
    still = [(i, i) for i, (one, other) in enumerate(zip(was, now, strict=False)) if one == other]
    return still if sorted(was) == sorted(now) and len(still) > len(matched) else matched


def _moves(was: Sequence[str], now: Sequence[str], stays: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What left one place and is word for word in another."""
    left = {key: i for i, key in enumerate(was) if key.strip() and i not in {a for a, _ in stays}}
    come = {key: i for i, key in enumerate(now) if i not in {d for _, d in stays}}
    return [(left[key], i) for key, i in come.items() if key in left]


def _gap(
    old: Speech, new: Speech, olds: list[Section], news: Sequence[tuple[Section, Section | None]]
) -> Iterator[SectionChange]:
    """Between two sections that stayed: pair what is of one sort in order; what finds no partner came or went.

    A new one that was moved here comes with what it was.
    """
    for now, elsewhere in news:
        if elsewhere:
            yield SectionChange(now.path, "moved", old.words(elsewhere.span), new.words(now.span))
            continue
        was = next((s for s in olds if _sort(s) == _sort(now)), None)
        if was is None:
            yield SectionChange(now.path, "added", "", new.words(now.span))
        else:
            olds.remove(was)
            yield from _pair(old, new, was, now)
    for was in olds:
        yield SectionChange(was.path, "removed", old.words(was.span), "")


def _pair(old: Speech, new: Speech, was: Section, now: Section) -> Iterator[SectionChange]:
    whole = SectionChange(now.path, "changed", old.words(was.span), new.words(now.span))
    if not (was.sections and now.sections):
        yield whole
        return
    inner = list(_level(old, new, was.sections, now.sections))
    kept = {change.path for change in inner if change.how in ("changed", "added")}
    before, after = _heading(old, was), _heading(new, now)
    if bool(before) != bool(after) or _outside(old, was) != _outside(new, now) or all(child.path in kept for child in now.sections):
        yield whole
        return
    if before != after:
        yield SectionChange(f"{now.path}.heading", "changed", before, after)
    yield from inner


def _heading(speech: Speech, section: Section) -> str:
    return speech.words(section.heading) if section.heading else ""


def _outside(speech: Speech, section: Section) -> str:
    """What no section inside holds, without the section's own ordinal and heading."""
    start = section.heading.end if section.heading else section.ordinal.end if section.ordinal else section.span.start
    outside = []
    for child in section.sections:
        outside.append(speech.text[start : child.span.start].strip())
        start = child.span.end
    return "\n".join([*outside, speech.text[start : section.span.end].strip()]).strip()


def _key(speech: Speech, level: Sequence[Section], section: Section) -> str:
    """The text that is the same for a section which was only renumbered: its own ordinal and the count it announces left out."""
    start = section.ordinal.end if section.ordinal else section.span.start
    said = _announced(speech, level, section)
    if said is None:
        return speech.text[start : section.span.end]
    return f"{speech.text[start : said.start]}#{speech.text[said.end : section.span.end]}"


def _announced(speech: Speech, level: Sequence[Section], section: Section) -> Span | None:
    """The count of its followers that the opening, or a lead before the points of a part, announces rightly."""
    if section.path == "opening":
        said = announcement(speech)
        return said.numeral if said else None
    size = sum(1 for other in level if other.numbered)
    return promise(speech.text, section.span, size) if size and not section.numbered else None


def _sort(section: Section) -> str:
    if section.numbered:
        return "numbered"
    return "bare" if section.path[0] == "p" and section.path[1:2].isdigit() else section.path
