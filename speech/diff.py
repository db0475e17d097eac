"""What changed between two texts: by section, and by character inside one. Computed by comparison, never declared."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from speech.document import Speech
from speech.marks import stripped
from speech.paragraphs import lines
from speech.renumber import promises, rows
from speech.structure import Section, Span

How = Literal["changed", "added", "removed", "renumbered", "moved"]

_TOKEN = re.compile(r"\d[\d.,]*[%％]?|.", re.DOTALL)


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


def partners(old: Speech, new: Speech) -> dict[str, Section]:
    """What a section of the old text is in the new one, by its old path: of those that were held against each other."""
    return {was.path: now for was, now in Comparison(old, new).pairs}


def characters(old: str, new: str) -> tuple[Piece, ...]:
    """A figure is one thing: of 3个 that became 20个 nothing of the number stays."""
    pieces: list[Piece] = []
    was, now = _TOKEN.findall(old), _TOKEN.findall(new)
    for op, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(Piece("same", "".join(was[a:b])))
            continue
        if b > a:
            pieces.append(Piece("removed", "".join(was[a:b])))
        if d > c:
            pieces.append(Piece("added", "".join(now[c:d])))
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
        self._of_old = Keys(old, {})
        self._of_new = Keys(new, self._of_old.known)
        was, now = self._of_old.places, self._of_new.places
        self._lines_of_old, self._lines_of_new = (Counter(each.words(line.span) for line in each.paragraphs) for each in (old, new))
        self._elsewhere = {key: was[key][0] for key in was if len(was[key]) == len(now.get(key, ())) == 1 and key.strip()}
        self.differences = tuple(self._level(old.sections, new.sections)) if old.text != new.text else ()

    def _level(self, olds: Sequence[Section], news: Sequence[Section]) -> Iterator[Difference]:
        was, now = [self._of_old.key(s) for s in olds], [self._of_new.key(s) for s in news]
        stays = _standing(was, now)
        moves = {d: olds[a] for a, d in _moves(was, now, stays)}
        left = {section.path for section in moves.values()}
        kept = {a for a, _ in stays}
        left |= {s.path for i, s in enumerate(olds) if i not in kept and stripped(was[i]) in self._elsewhere}
        stood = {d for _, d in stays}
        for i in range(len(news)):
            if i not in stood and i not in moves and stripped(now[i]) in self._elsewhere:
                moves[i] = self._elsewhere[stripped(now[i])]
        done = (0, 0)
        for a, d in [*stays, (len(olds), len(news))]:
            before = [one for one in olds[done[0] : a] if one.path not in left]
            yield from self._gap(before, [(news[i], moves.get(i)) for i in range(done[1], d)])
            if a < len(olds):
                self.pairs.append((olds[a], news[d]))
                if self.old.words(olds[a].span) != self.new.words(news[d].span):
                    yield Difference("renumbered", olds[a], news[d])
            done = (a + 1, d + 1)

    def _gap(self, olds: Sequence[Section], news: Sequence[tuple[Section, Section | None]]) -> Iterator[Difference]:
        """Between two sections that stayed: pair what is of one sort; what finds no partner came or went.

        A new one that was moved here comes with what it was.
        """
        fresh = [now for now, elsewhere in news if not elsewhere]
        partners = {now.path: was for sort in dict.fromkeys(map(_sort, fresh)) for now, was in self._partners(sort, olds, fresh)}
        for now, elsewhere in news:
            was = partners.get(now.path)
            if elsewhere:
                yield Difference("moved", elsewhere, now)
            elif was is None:
                yield Difference("added", None, now)
            else:
                yield from self._pair(was, now)
        paired = {was.path for was in partners.values()}
        for was in olds:
            if was.path not in paired and not self._stands(was):
                yield Difference("removed", was, None)

    def _stands(self, was: Section) -> bool:
        """Whether a paragraph that is no section any more is a line of the new text: it went into a part."""
        words = self.old.words(was.span)
        return _sort(was) == "bare" and self._lines_of_new[words] >= self._lines_of_old[words]

    def _partners(self, sort: str, olds: Sequence[Section], news: Sequence[Section]) -> Iterator[tuple[Section, Section]]:
        """In order where there are as many of both; else those that share most, and then in order."""
        was, now = [s for s in olds if _sort(s) == sort], [s for s in news if _sort(s) == sort]
        if len(was) == len(now):
            yield from zip(now, was, strict=True)
            return
        before, after = [_pairs(self._of_old.key(s)) for s in was], [_pairs(self._of_new.key(s)) for s in now]
        shared = {(i, j): len(one & other) / max(1, len(one | other)) for i, one in enumerate(before) for j, other in enumerate(after)}
        taken: set[int] = set()
        given: set[int] = set()
        for i, j in sorted(shared, key=lambda pair: (-shared[pair], pair[0] + pair[1])):
            if i not in taken and j not in given:
                taken.add(i)
                given.add(j)
                yield now[j], was[i]

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
        if _outside(self.old, was) != _outside(self.new, now):  # only a count in its lead, or whole would be its answer
            yield Difference("renumbered", was, now)
        yield from inner


class Keys:
    """What a section says but for what its place makes it say: ordinals, the counts that announce its points, the mark between points."""

    def __init__(self, speech: Speech, alike: Mapping[str, str]) -> None:
        """`alike` are the keys of words in another text, which they have here, too: what they count depends on their place."""
        self.speech = speech
        self.known: dict[str, str] = dict(alike)
        self._counts = sorted({span for row in rows(speech) for span in promises(speech, row)})
        self._starts = [span.start for span in self._counts]
        self._keys = {section.path: self._key(section) for section in speech.walk()}
        self.places: dict[str, list[Section]] = defaultdict(list)
        for section in speech.walk():
            self.places[stripped(self.key(section))].append(section)

    def key(self, section: Section) -> str:
        return self._keys[section.path]

    def _key(self, section: Section) -> str:
        ordinal, end = section.ordinal, section.span.end
        start = ordinal.end if ordinal else section.span.start
        words = self.speech.text[start:end]
        if ordinal and ordinal.style.runs_in:
            words = stripped(words)
        return self._same(words, start)

    def _same(self, words: str, start: int) -> str:
        return self.known.setdefault(words, self._masked(start, start + len(words)))

    def heading(self, section: Section) -> str:
        return self._same(self.speech.words(section.heading), section.heading.start) if section.heading else ""

    def outside(self, section: Section) -> str:
        """What no section inside holds, without the section's own ordinal and heading."""
        return "\n".join(filter(None, (self._same(self.speech.text[a:b], a).strip() for a, b in _between(section))))

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
    return still if sorted(was) == sorted(now) and len(still) >= len(matched) else matched


def _moves(was: Sequence[str], now: Sequence[str], stays: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What left one place and is word for word in another."""
    left = {key: i for i, key in enumerate(was) if key.strip() and i not in {a for a, _ in stays}}
    come = {key: i for i, key in enumerate(now) if i not in {d for _, d in stays}}
    return [(left[key], i) for key, i in come.items() if key in left]


def _between(section: Section) -> list[tuple[int, int]]:
    """Where what is the section's alone stands: before, between and behind those inside it."""
    start = section.heading.end if section.heading else section.ordinal.end if section.ordinal else section.span.start
    edges = [start, *(at for child in section.sections for at in (child.span.start, child.span.end)), section.span.end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _outside(speech: Speech, section: Section) -> str:
    return "\n".join(filter(None, (speech.text[a:b].strip() for a, b in _between(section))))


def _heading(speech: Speech, section: Section | None) -> str:
    return speech.words(section.heading) if section and section.heading else ""


def _pairs(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1)}


def _sort(section: Section) -> str:
    if section.numbered:
        return "numbered"
    return "bare" if section.path[0] == "p" and section.path[1:2].isdigit() else section.path
