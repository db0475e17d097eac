"""What changed between two texts: by section, and by character inside one. Computed by comparison, never declared."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from speech.document import Speech
from speech.paragraphs import lines
from speech.renumber import promises, rows
from speech.structure import Section, Span

How = Literal["changed", "added", "removed", "renumbered", "moved"]


@dataclass(frozen=True, slots=True)
class SectionChange:
    """`path` is of the new speech, but of the old one where the section was removed. What was moved has kept its words."""

    path: str
    how: How
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Piece:
    op: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """The sections that a change is between: `was` None where one came, `now` None where one went."""

    how: How
    was: Section | None
    now: Section | None
    heading: bool = False


def compare(old: Speech, new: Speech) -> tuple[SectionChange, ...]:
    """The smallest sections that hold every difference, in the order of the new text."""
    return tuple(change(old, new, one) for one in Comparison(old, new).differences)


def change(old: Speech, new: Speech, one: Difference) -> SectionChange:
    section = one.now or one.was
    assert section is not None
    if one.heading:
        return SectionChange(f"{section.path}.heading", one.how, _heading(old, one.was), _heading(new, one.now))
    return SectionChange(section.path, one.how, old.words(one.was.span) if one.was else "", new.words(one.now.span) if one.now else "")


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


class Comparison:
    """`pairs` are the sections of both that were held against each other."""

    def __init__(self, old: Speech, new: Speech) -> None:
        self.old, self.new = old, new
        self.pairs: list[tuple[Section, Section]] = []
        self._keys = {id(speech): Keys(speech) for speech in (old, new)}
        was, now = self._of_old.places, self._of_new.places
        self._elsewhere = {key: was[key][0] for key in was if len(was[key]) == len(now.get(key, ())) == 1 and key.strip()}
        self.differences = tuple(self._level(old.sections, new.sections)) if old.text != new.text else ()

    @property
    def _of_old(self) -> Keys:
        return self._keys[id(self.old)]

    @property
    def _of_new(self) -> Keys:
        return self._keys[id(self.new)]

    def _level(self, olds: Sequence[Section], news: Sequence[Section]) -> Iterator[Difference]:
        was, now = [self._of_old.key(s) for s in olds], [self._of_new.key(s) for s in news]
        stays = _standing(was, now)
        moves = {d: olds[a] for a, d in _moves(was, now, stays)}
        left = {section.path for section in moves.values()}
        kept = {a for a, _ in stays}
        left |= {s.path for i, s in enumerate(olds) if i not in kept and was[i] in self._elsewhere}
        stood = {d for _, d in stays}
        for i in range(len(news)):
            if i not in stood and i not in moves and now[i] in self._elsewhere:
                moves[i] = self._elsewhere[now[i]]
        done = (0, 0)
        for a, d in [*stays, (len(olds), len(news))]:
            before = [one for one in olds[done[0] : a] if one.path not in left]
            yield from self._gap(before, [(news[i], moves.get(i)) for i in range(done[1], d)])
            if a < len(olds):
                self.pairs.append((olds[a], news[d]))
                if self.old.words(olds[a].span) != self.new.words(news[d].span):
                    yield Difference("renumbered", olds[a], news[d])
            done = (a + 1, d + 1)

    def _gap(self, olds: list[Section], news: Sequence[tuple[Section, Section | None]]) -> Iterator[Difference]:
        """Between two sections that stayed: pair what is of one sort in order; what finds no partner came or went.

        A new one that was moved here comes with what it was.
        """
        for now, elsewhere in news:
            if elsewhere:
                yield Difference("moved", elsewhere, now)
                continue
            was = next((s for s in olds if _sort(s) == _sort(now)), None)
            if was is None:
                yield Difference("added", None, now)
            else:
                olds.remove(was)
                yield from self._pair(was, now)
        for was in olds:
            yield Difference("removed", was, None)

    def _pair(self, was: Section, now: Section) -> Iterator[Difference]:
        self.pairs.append((was, now))
        whole = Difference("changed", was, now)
        if not (was.sections and now.sections):
            yield whole
            return
        inner = list(self._level(was.sections, now.sections))
        fresh = {one.now.path for one in inner if one.now and not one.heading and one.how in ("changed", "added")}
        before, after = self._of_old.heading(was), self._of_new.heading(now)
        outside = self._of_old.outside(was) != self._of_new.outside(now)
        if bool(before) != bool(after) or outside or all(child.path in fresh for child in now.sections):
            yield whole
            return
        if _heading(self.old, was) != _heading(self.new, now):
            yield Difference("changed" if before != after else "renumbered", was, now, True)
        yield from inner


class Keys:
    """What a section says but for what its place makes it say: ordinals, the counts that announce its points, the mark between points."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self._counts = sorted({span for row in rows(speech) for span in promises(speech, row)})
        self._starts = [span.start for span in self._counts]
        self._known: dict[str, str] = {}
        self.places: dict[str, list[Section]] = defaultdict(list)
        for section in speech.walk():
            self.places[self.key(section)].append(section)

    def key(self, section: Section) -> str:
        if section.path not in self._known:
            ordinal, end = section.ordinal, section.span.end
            start = ordinal.end if ordinal else section.span.start
            linked = ordinal is not None and ordinal.style.runs_in and end > start and self.speech.text[end - 1] in "；;，,。"
            self._known[section.path] = self._masked(start, end - linked)
        return self._known[section.path]

    def heading(self, section: Section) -> str:
        return self._masked(section.heading.start, section.heading.end) if section.heading else ""

    def outside(self, section: Section) -> str:
        """What no section inside holds, without the section's own ordinal and heading."""
        start = section.heading.end if section.heading else section.ordinal.end if section.ordinal else section.span.start
        outside = []
        for child in section.sections:
            outside.append(self._masked(start, child.span.start).strip())
            start = child.span.end
        return "\n".join(filter(None, [*outside, self._masked(start, section.span.end).strip()]))

    def _masked(self, start: int, end: int) -> str:
        words, at = "", start
        for span in self._counts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            words += self.speech.text[at : span.start] + "#"
            at = span.end
        return words + self.speech.text[at:end]


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


def _heading(speech: Speech, section: Section | None) -> str:
    return speech.words(section.heading) if section and section.heading else ""


def _sort(section: Section) -> str:
    if section.numbered:
        return "numbered"
    return "bare" if section.path[0] == "p" and section.path[1:2].isdigit() else section.path
