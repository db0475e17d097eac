"""One paragraph of a document's XML reworded, emptied, taken out or made new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from speech.word.body import Block, Extent
from speech.word.markup import content, run

_CHANCE = 4  # characters in a row that two wordings may share without being the same words
# The schema has w:numPr after these in a w:pPr.
_BEFORE_NUMBER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
_TRACKED = re.compile(rb"""<((?:\w+:)?(?:ins|del|moveFrom|moveTo|rPrChange))\b(?:[^>"']|"[^"]*"|'[^']*')*?(?:/>|>.*?</\1>)""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Splice:
    """Put `xml` in place of an extent of the document; an empty extent inserts."""

    extent: Extent
    xml: bytes


def spliced(xml: bytes, splices: Iterable[Splice]) -> bytes:
    """All extents are read against `xml` as given; insertions at one place keep their order."""
    pieces: list[bytes] = []
    done = 0
    for splice in sorted(splices, key=lambda splice: (splice.extent.start, splice.extent.end)):
        pieces += [xml[done : splice.extent.start], splice.xml]
        done = splice.extent.end
    return b"".join([*pieces, xml[done:]])


@dataclass(frozen=True, slots=True)
class Wording:
    """What a paragraph shall say; its heading or first sentence ends at `lead`."""

    text: str
    lead: int

    @property
    def rest(self) -> str:
        return self.text[self.lead :]


@dataclass(frozen=True, slots=True)
class Format:
    """The w:rPr of a paragraph's beginning and of what follows its lead, and whether the mark between has the first."""

    lead: bytes
    rest: bytes
    marked: bool = False

    def runs(self, wording: Wording, prefix: str) -> bytes:
        cut = wording.lead + self.marked
        halves = ((wording.text[:cut], self.lead), (wording.text[cut:], self.rest))
        if self.lead == self.rest:
            halves = ((wording.text, self.lead), ("", b""))
        return "".join(run(text, properties.decode(), prefix) for text, properties in halves).encode()


def bare(text: str, prefix: str) -> bytes:
    """A paragraph of no formatting."""
    return f"<{prefix}p>{run(text, '', prefix)}</{prefix}p>".encode()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the document `xml`, which writes `prefix` before the names of WordprocessingML."""

    xml: bytes
    prefix: str
    block: Block

    @property
    def hollow(self) -> bool:
        """Whether it is `<w:p/>`, which has no inside to write into."""
        return self.block.inner_end == self.block.extent.end

    def reworded(self, old: Wording, new: Wording, tail: bytes | None = None) -> list[Splice]:
        """Only what differs is written anew, in the formatting of the place where it stands.

        Not for a hollow one. Where the lead is formatted otherwise than the rest, each is compared with its own counterpart. `tail` is
        the w:rPr for a rest that there was none of.
        """
        if not self.block.pieces:
            return [self._appended(run(new.text, self._mark().decode(), self.prefix).encode())] if new.text else []
        if tail is not None and new.rest and not old.rest:
            heading = self._pieces(_differences(old.text, new.text[: new.lead], 0))
            return [*heading, self._appended(run(new.rest, tail.decode(), self.prefix).encode())]
        form = self.format(old.lead)
        if form.lead == form.rest:
            return self._pieces(_differences(old.text, new.text, 0))
        lead = _differences(old.text[: old.lead], new.text[: new.lead], 0)
        return self._pieces([*lead, *_differences(old.rest, new.rest, old.lead)])

    def emptied(self) -> list[Splice]:
        return self._pieces([_Difference(0, len(self.block.text), "", 0)])

    def removed(self) -> Splice:
        return Splice(self.block.extent, b"")

    def unnumbered(self) -> list[Splice]:
        """Automatic numbering switched off, that of its style included."""
        off = self._off()
        own = next((extent for name, extent in self.block.children if name == "numPr"), None)
        if own:
            return [Splice(own, off)]
        if self.block.children:
            before = [extent.end for name, extent in self.block.children if name in _BEFORE_NUMBER]
            place = before[-1] if before else self.block.children[0][1].start
            return [Splice(Extent(place, place), off)]
        properties = self._element("pPr", off)
        if self.block.properties:
            return [Splice(self.block.properties, properties)]
        if self.hollow:
            return [Splice(self.block.extent, self._element("p", properties))]
        inside = self.xml.index(b">", self.block.extent.start) + 1
        return [Splice(Extent(inside, inside), properties)]

    def like(self, wording: Wording, form: Format, numbered: bool) -> bytes:
        """A new paragraph with this one's properties; a section's settings and tracked changes are not copied."""
        left = ("sectPr",) if numbered else ("sectPr", "numPr")
        children = [(name, extent.of(self.xml)) for name, extent in self.block.children if name not in left]
        if not numbered:
            place = sum(1 for name, _ in children if name in _BEFORE_NUMBER)
            children.insert(place, ("numPr", self._off()))
        properties = self._element("pPr", _TRACKED.sub(b"", b"".join(child for _, child in children))) if children else b""
        return self._element("p", properties + form.runs(wording, self.prefix))

    def format(self, lead: int) -> Format:
        if not self.block.pieces:
            return Format(self._mark(), self._mark())
        first = self._run_properties(0)
        return Format(first, self._run_properties(lead + 1), self._run_properties(lead) == first)

    def _pieces(self, differences: Sequence[_Difference]) -> list[Splice]:
        """Each piece rewritten that a difference touches; what a difference adds goes into the piece that holds its place."""
        owners = [self._piece_at(difference.place) for difference in differences]
        words: list[str] = []
        start = 0
        for number, piece in enumerate(self.block.pieces):
            kept, done, end = "", start, start + len(piece.text)
            for difference, owner in zip(differences, owners, strict=True):
                kept += piece.text[done - start : max(min(difference.start, end), done) - start]
                kept += difference.text if owner == number else ""
                done = max(done, min(difference.end, end))
            words.append(kept + piece.text[done - start :])
            start = end
        return self._rewritten(words)

    def _rewritten(self, words: Sequence[str]) -> list[Splice]:
        """A run that had nothing but words and has none left goes with them."""
        splices: list[Splice] = []
        changed = [number for number, piece in enumerate(self.block.pieces) if piece.text != words[number]]
        spoken = {piece.run for piece, text in zip(self.block.pieces, words, strict=True) if text}
        silent = {self.block.pieces[number].run for number in changed} - spoken
        dropped = {number for number in silent if self.block.runs[number].plain}
        splices += [Splice(self.block.runs[number].extent, b"") for number in dropped]
        for number in changed:
            piece = self.block.pieces[number]
            if piece.run not in dropped:
                splices.append(Splice(piece.extent, content(words[number], self.prefix).encode()))
        return splices

    def _appended(self, inside: bytes) -> Splice:
        return Splice(Extent(self.block.inner_end, self.block.inner_end), inside)

    def _piece_at(self, offset: int) -> int:
        start = 0
        for number, piece in enumerate(self.block.pieces):
            start += len(piece.text)
            if offset < start:
                return number
        return len(self.block.pieces) - 1

    def _run_properties(self, offset: int) -> bytes:
        properties = self.block.runs[self.block.pieces[self._piece_at(offset)].run].properties
        return _TRACKED.sub(b"", properties.of(self.xml)) if properties else b""

    def _mark(self) -> bytes:
        """The w:rPr of the paragraph's end mark."""
        return next((_TRACKED.sub(b"", extent.of(self.xml)) for name, extent in self.block.children if name == "rPr"), b"")

    def _off(self) -> bytes:
        w = self.prefix
        return f'<{w}numPr><{w}ilvl {w}val="0"/><{w}numId {w}val="0"/></{w}numPr>'.encode()

    def _element(self, name: str, inside: bytes) -> bytes:
        return f"<{self.prefix}{name}>".encode() + inside + f"</{self.prefix}{name}>".encode()


@dataclass(frozen=True, slots=True)
class _Difference:
    """`text` in place of a paragraph's characters from `start` to `end`, formatted as the one at `place`."""

    start: int
    end: int
    text: str
    place: int


def _differences(old: str, new: str, offset: int) -> list[_Difference]:
    """The stretches in which they differ; `old` begins at `offset` of its paragraph.

    Words between two of them keep their own formatting, unless they are so few that the likeness is chance.
    """
    stretches: list[tuple[int, int, int, int]] = []
    for op, start, end, begun, ended in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            continue
        if stretches and start - stretches[-1][1] < _CHANCE:
            start, begun = stretches[-1][0], stretches.pop()[2]
        stretches.append((start, end, begun, ended))
    return [
        _Difference(offset + start, offset + end, new[begun:ended], offset + (start if end > start or not start else start - 1))
        for start, end, begun, ended in stretches
    ]
