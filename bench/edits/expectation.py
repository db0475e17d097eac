"""What an order must make of a text: the pieces that stay to the letter, in their order, and the gaps that may be written anew.

Effects are lines such as `rewrite 2 300字 keep 2.1`, `delete 3`, `move 2.4 before 2.2`, `insert into p8 as sentence: text …`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bench.edits.numerals import masked, merged
from bench.edits.places import bodies, body, is_line, whole, with_line_end
from speech.document import Speech
from speech.length import count
from speech.structure import Span

_RENUMBERING = ("delete", "move", "swap", "merge", "split")
_LENGTH = re.compile(r"^(?:(≤?)(\d+)字|×(0\.\d+))$")
_INSERT = re.compile(r"^insert (after|into) (\S+) as (point|paragraph|sentence): (text|about) (.+)$")
_EXCHANGE = re.compile(r"^(?:replace|correct) (.+?)→(.+?)(?: in (\S+))?$")


@dataclass(frozen=True, slots=True)
class Length:
    words: int
    ceiling: bool = False

    def met(self, words: int) -> bool:
        return words <= self.words if self.ceiling else round(self.words * 0.9) <= words <= round(self.words * 1.1)


@dataclass(frozen=True, slots=True)
class Gap:
    """`old` stood there, under `head`, which a length may take in or not.

    `adds` is a sentence that comes into it where nothing else may change.
    """

    old: str
    length: Length | None = None
    adds: str = ""
    head: str = ""
    free: bool = False  # may stay as it is: a section of the whole text that needs no change


Piece = str | Gap
Edit = tuple[Span, tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Expectation:
    """`points` is by how much each series grows, by the path of what holds it; `kept` is what a lock must keep."""

    pieces: tuple[Piece, ...]
    structural: bool
    points: dict[str, int]
    kept: tuple[str, ...]
    total: Length | None
    lines: int = 0

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Gap))

    @property
    def fixed(self) -> str:
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    @property
    def single(self) -> bool:
        return len(self.gaps) == 1

    def filled(self, new: str) -> tuple[str, ...] | None:
        """What stands in the gaps of `new`; None where a piece that must stay is not the same."""
        text = merged(masked(new)) if self.structural else new
        at, found = 0, []
        waiting: list[Gap] = []
        for i, piece in enumerate(self.pieces):
            if isinstance(piece, Gap):
                waiting.append(piece)
                continue
            if waiting and not piece.strip() and i < len(self.pieces) - 1:
                continue  # a line end between two gaps is found anywhere
            place = len(text) - len(piece) if i == len(self.pieces) - 1 else text.find(piece, at)
            shared = _shared(text[at:place], waiting) if place >= at and text.startswith(piece, place) else None
            if shared is None:
                return None
            found += shared
            waiting, at = [], place + len(piece)
        return tuple(found)

    def strayed(self, new: str) -> int:
        """Bytes that are not as they were outside the gaps."""
        text = merged(masked(new)) if self.structural else new
        wanted, gaps, at = "", [], 0
        for piece in self.pieces:
            words = piece.old if isinstance(piece, Gap) else piece
            if isinstance(piece, Gap):
                gaps.append(Span(at, at + len(words)))
            wanted += words
            at += len(words)
        bytes_out = 0
        for op, a, b, c, d in SequenceMatcher(None, wanted, text, autojunk=False).get_opcodes():
            if op == "equal":
                continue
            inside = any(gap.start <= b and a <= gap.end for gap in gaps)
            outside = [wanted[i] for i in range(a, b) if not any(gap.start <= i < gap.end for gap in gaps)]
            bytes_out += len("".join(outside).encode()) + (0 if inside else len(text[c:d].encode()))
        return bytes_out


def _shared(text: str, gaps: Sequence[Gap]) -> list[str] | None:
    """The lines of `text` dealt out to gaps that only line ends part: each gets as many as it had, the first what is left."""
    if not gaps:
        return None if text else []
    lines = text.split("\n")
    dealt: list[str] = []
    for gap in reversed(gaps[1:]):
        size = gap.old.count("\n") + 1
        if len(lines) <= size:
            return None
        dealt.append("\n".join(lines[-size:]))
        lines = lines[:-size]
    return ["\n".join(lines), *reversed(dealt)]


def expectation(now: str, effects: Sequence[str], revisions: Sequence[str]) -> Expectation:
    """Of a text that is `now`, with the texts of its revisions before."""
    back = next((effect for effect in effects if effect.startswith("as ")), "")
    text = revisions[int(back.split()[1]) - 1] if back else now
    speech = Speech(text)
    structural = any(effect.startswith(_RENUMBERING) or " as point" in effect for effect in effects)
    source = masked(text) if structural else text
    edits: list[Edit] = []
    for effect in effects:
        edits += _edits(speech, source, effect, Speech(now))
    gone = [span for span, pieces in edits if not pieces]
    edits = [edit for edit in edits if not edit[1] or not any(edit[0] in span and edit[0] != span for span in gone)]
    pieces = tuple(_joined(source, sorted(edits, key=lambda edit: (edit[0].start, edit[0].end)), structural))
    kept = tuple(merged(masked(now[span.start : span.end])) for effect in effects for span in _kept(Speech(now), effect))
    points, lines = _growth(speech, effects)
    return Expectation(pieces, structural, points, kept, _total(effects), lines)


def _joined(source: str, edits: Sequence[Edit], structural: bool) -> Iterator[Piece]:
    """The pieces in the order of the text, strings next to each other as one."""
    at, words = 0, ""
    for span, pieces in edits:
        assert span.start >= at, "the effects of one row overlap"
        words += source[at : span.start]
        for piece in pieces:
            if isinstance(piece, Gap):
                yield merged(words) if structural else words
                yield piece
                words = ""
            else:
                words += piece
        at = span.end
    words += source[at:]
    yield merged(words) if structural else words


def _edits(speech: Speech, source: str, effect: str, now: Speech) -> list[Edit]:
    verb, _, rest = effect.partition(" ")
    if verb == "rewrite":
        return _rewritten(speech, effect)
    if verb in ("replace", "correct"):
        return _exchanged(speech, effect)
    if verb == "insert":
        return _inserted(speech, effect)
    if verb == "retitle":
        path, _, words = rest.partition(": ")
        return [(whole(speech, path if path == "title" else f"{path}.heading"), (words,))]
    paths = [word for word in rest.split() if word not in ("before", "after", "keep")]
    if verb == "delete":
        return [(with_line_end(speech, whole(speech, path)), ()) for path in paths]
    if verb == "as":
        return [(whole(speech, path), (now.words(whole(now, path)),)) for path in paths[1:]]
    if verb == "nothing":
        return []
    one, other = whole(speech, paths[0]), whole(speech, paths[0 if verb == "split" else 1])
    if verb == "move":
        cut = with_line_end(speech, one)
        return [(cut, ()), (Span(other.start, other.start), (source[cut.start : cut.end],))]
    if verb == "swap":
        return [(one, (source[other.start : other.end],)), (other, (source[one.start : one.end],))]
    start = _after_ordinal(speech, paths[0])
    if verb == "split":
        return [(Span(start, one.end), (Gap(speech.text[start : one.end]),))]
    assert verb == "merge", effect
    old = speech.text[start : one.end] + speech.words(other)
    if not speech.text[one.end : other.start].strip():
        return [(Span(start, other.end), (Gap(old),))]
    return [(Span(start, one.end), (Gap(old),)), (with_line_end(speech, other), ())]


def _rewritten(speech: Speech, effect: str) -> list[Edit]:
    words = effect.partition(" keep ")[0].split()[1:]
    said = [match for word in words if (match := _LENGTH.match(word))]
    paths = [word for word in words if not _LENGTH.match(word)]
    if paths == ["all"]:
        kept = _kept(speech, effect)
        return [(span, (Gap(speech.words(span), free=True),)) for place in bodies(speech) for span in _without(speech.text, place, kept)]
    edits: list[Edit] = []
    for path in paths:
        span = body(speech, path)
        old, head = speech.words(span), speech.text[whole(speech, path).start : span.start]
        edits.append((span, (Gap(old, _length(said[0], old) if said else None, head=head),)))
    return edits


def _length(said: re.Match[str], old: str) -> Length:
    return Length(round(count(old) * float(said[3]))) if said[3] else Length(int(said[2]), bool(said[1]))


def _kept(speech: Speech, effect: str) -> list[Span]:
    return [whole(speech, path) for path in effect.partition(" keep ")[2].split()]


def _total(effects: Sequence[str]) -> Length | None:
    match = re.match(r"rewrite all (≤?)(\d+)字", effects[0])
    return Length(int(match[2]), bool(match[1])) if match else None


def _without(text: str, place: Span, kept: Sequence[Span]) -> Iterator[Span]:
    """What of `place` no kept span holds."""
    at = place.start
    for span in sorted(span for span in kept if span.touches(place)):
        if text[at : span.start].strip():
            yield Span(at, span.start)
        at = max(at, span.end)
    if text[at : place.end].strip():
        yield Span(at, place.end)


def _exchanged(speech: Speech, effect: str) -> list[Edit]:
    match = _EXCHANGE.match(effect)
    assert match, effect
    place = whole(speech, match[3]) if match[3] else Span(0, len(speech.text))
    found = [Span(*hit.span()) for hit in re.compile(re.escape(match[1])).finditer(speech.text, place.start, place.end)]
    assert found, f"{effect}: not in {speech.title}"
    return [(span, (match[2],)) for span in found]


def _inserted(speech: Speech, effect: str) -> list[Edit]:
    match = _INSERT.match(effect)
    assert match, effect
    place = whole(speech, match[2])
    if match[1] == "into":
        inside = body(speech, match[2])
        return [(inside, (Gap(speech.words(inside), adds=match[5]),))]
    new: Piece = match[5] if match[4] == "text" else Gap("")
    end = with_line_end(speech, place).end
    return [(Span(end, end), (new, "\n") if is_line(speech, place) else (new,))]


def _after_ordinal(speech: Speech, path: str) -> int:
    section = speech.by_path.get(path)
    return section.ordinal.end if section and section.ordinal else whole(speech, path).start


def _growth(speech: Speech, effects: Sequence[str]) -> tuple[dict[str, int], int]:
    """How many points more each series has, and how many lines more the text where bare paragraphs are split or merged."""
    grown: dict[str, int] = {}
    lines = 0
    for effect in effects:
        verb, *words = effect.split()
        if verb not in ("delete", "merge", "split", "insert"):
            continue
        paths = [word for word in (words[:1] if verb == "split" else words) if word in speech.by_path and speech.by_path[word].numbered]
        by = {"delete": -len(paths), "merge": 1 - len(paths), "split": 1, "insert": 1}[verb]
        if paths and (verb != "insert" or " as point" in effect):
            above = paths[0].rpartition(".")[0]
            grown[above] = grown.get(above, 0) + by
        elif verb in ("merge", "split"):
            lines += 1 if verb == "split" else -1
    return grown, lines
