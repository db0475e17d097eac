"""From a speech to its passages: matched small, handed over whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from speech.document import Speech
from speech.facts import FactKind, known_names
from speech.length import count
from speech.mask import mask
from speech.structure import Role, Section, Span
from vectorstore.passages import Details

SECTION_LIMIT = 3000  # code points; a longer part is handed over by its subsections
_LEAST = 8  # 字; shorter text says nothing that one could search for
_FRAME = frozenset({"title", "date", "byline", "salutation"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it is stored. `whole` is its place among the sections of its `Split`."""

    path: str
    role: Role | None
    heading: str
    masked_heading: str
    text: str
    masked: str
    whole: int


@dataclass(frozen=True, slots=True)
class Split:
    """`sections` are pairs of raw and masked text."""

    masked_title: str
    chars: int
    sections: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]


def split(text: str, details: Details) -> Split:
    speech = Speech(text)
    masker = _Masker(known_names("\n".join((details.title, details.speaker, text))))
    wholes: dict[Span, int] = {}
    pieces = tuple(
        _piece(speech, leaf, masker, wholes.setdefault(leaf.whole, len(wholes)))
        for top in speech.sections
        if top.path not in _FRAME
        for leaf in _leaves(speech, top, (top,))
        if count(speech.words(leaf.span)) >= _LEAST
    )
    sections = tuple((speech.words(span), masker.mask(speech.words(span))) for span in wholes)
    return Split(masker.mask(details.title), count(text), sections, pieces)


class _Masker:
    """Masks line by line, each once: a line stands in a passage and in its section."""

    def __init__(self, known: dict[str, FactKind]) -> None:
        self._known = known
        self._lines: dict[str, str] = {}

    def mask(self, text: str) -> str:
        lines = text.splitlines(keepends=True)
        for line in lines:
            if line not in self._lines:
                self._lines[line] = mask(line, self._known)
        return "".join(self._lines[line] for line in lines)


@dataclass(frozen=True, slots=True)
class _Leaf:
    path: str
    role: Role | None
    heading: Span | None
    span: Span
    whole: Span


def _leaves(speech: Speech, section: Section, line: tuple[Section, ...]) -> Iterator[_Leaf]:
    """`line` leads from the top down to the section. What stands in one paragraph is one leaf, its inline points with it."""
    below = section.span.start
    one_paragraph = "\n" not in speech.words(section.span).strip()
    children = () if one_paragraph else section.sections
    first = children[0].span.start if children else section.span.end
    if section.heading:
        below = section.heading.end
    own = Span(section.span.start, _trimmed(speech.text, section.span.start, first))
    if not children or _trimmed(speech.text, below, first) > below + _LEAST:
        yield _Leaf(section.path, section.role, _heading(line), own, _whole(line, own))
    for child in children:
        yield from _leaves(speech, child, (*line, child))


def _heading(line: tuple[Section, ...]) -> Span | None:
    return next((section.heading for section in reversed(line) if section.heading), None)


def _whole(line: tuple[Section, ...], own: Span) -> Span:
    """The highest section around it that is not too long to hand over."""
    return next((section.span for section in line if len(section.span) <= SECTION_LIMIT), own)


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _piece(speech: Speech, leaf: _Leaf, masker: _Masker, whole: int) -> Piece:
    text = speech.words(leaf.span)
    heading = speech.words(leaf.heading) if leaf.heading else ""
    return Piece(leaf.path, leaf.role, heading, masker.mask(heading), text, masker.mask(text), whole)
