"""A speech as a page of HTML: every character of it escaped, laid out as an official paper is."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from speech.blanks import TO_FILL, Blank, blanks
from speech.diff import Piece
from speech.document import Speech
from speech.numbering import Style
from speech.places import Places, Target, natural
from speech.structure import Kind, Paragraph, Section, Span

_LEVELS = {Style.COMMA: "first", Style.PAREN: "second", Style.DOT: "third", Style.DIGIT_PAREN: "third"}
FRAME = ("title", "date", "byline", "salutation", "opening", "closing")


@dataclass(frozen=True, slots=True)
class Choice:
    """A part that can be pointed at: `words` are its heading or its text, the ordinal included; empty for those of FRAME."""

    path: str
    level: int
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked on the page: what `changed` last, what is `locked` and how the mark is called, the `chosen` path."""

    changed: tuple[Span, ...] = ()
    locks: tuple[Span, ...] = ()
    locked: str = ""
    chosen: str = ""


def choices(speech: Speech) -> tuple[Choice, ...]:
    """The sections of two levels that begin with a paragraph of their own, in the order of the text."""
    starts = {paragraph.span.start for paragraph in speech.paragraphs}
    found = []
    for section in speech.sections:
        for part in (section, *(child for child in section.sections if section.numbered and child.numbered)):
            if part.span.start in starts:
                found.append(Choice(part.path, part.level, _head(speech, part), part.span))
    return tuple(found)


def choice_at(speech: Speech, path: str) -> Choice | None:
    """Any part that a click can choose, a paragraph or a sentence too."""
    known = next((choice for choice in choices(speech) if choice.path == path), None)
    found = Places(speech).at_path(path) if path else []
    if known or not found:
        return known
    span = found[0].span
    around = max((choice.level for choice in choices(speech) if span in choice.span), default=0)
    return Choice(path, around + 1, speech.words(span), span)


def paper(speech: Speech, changed: Iterable[str] = (), chosen: str = "", locks: Iterable[Span] = (), locked: str = "") -> str:
    """`changed` are paths that get a discreet mark, `chosen` the one that is pointed at; `locked` says what a lock is."""
    sections = (speech.by_path.get(path.removesuffix(".heading")) for path in changed)
    marks = Marks(tuple(section.span for section in sections if section), tuple(locks), locked, chosen)
    parts, places = choices(speech), Places(speech)
    pieces = []
    for choice, group in groupby(speech.paragraphs, key=lambda p: _inmost(parts, p.span)):
        path = choice.path if choice else ""
        inside = bool(choice and chosen) and (path == chosen or path.startswith(f"{chosen}.") or chosen == "all")
        pieces.append(f'<section data-path="{html.escape(path)}"{" class=chosen" if inside else ""}>')
        pieces += [_paragraph(places, paragraph, marks) for paragraph in group]
        pieces.append("</section>")
    return f'<div class="paper">{"".join(pieces)}</div>'


def difference(pieces: Iterable[Piece]) -> str:
    """What was taken out and put in, inside running text."""
    names = {"same": "span", "added": "ins", "removed": "del"}
    body = "".join(f"<{names[piece.op]}>{html.escape(piece.text)}</{names[piece.op]}>" for piece in pieces)
    return f'<div class="difference">{body}</div>'


def locked_whole(locks: Iterable[Span], paragraph: Paragraph) -> bool:
    """But for its ordinal, which may have to count on."""
    start = paragraph.ordinal.end if paragraph.ordinal else paragraph.span.start
    return any(Span(start, paragraph.span.end) in lock for lock in locks)


def _head(speech: Speech, section: Section) -> str:
    if section.path in FRAME:
        return ""
    end = section.heading.end if section.heading else section.span.end
    return speech.words(Span(section.span.start, end))


def _inmost(parts: tuple[Choice, ...], span: Span) -> Choice | None:
    return max((part for part in parts if span in part.span), key=lambda part: part.level, default=None)


def _paragraph(places: Places, paragraph: Paragraph, marks: Marks) -> str:
    level = _LEVELS.get(paragraph.ordinal.style, "") if paragraph.ordinal else ""
    line = places.target(paragraph).path
    locked = locked_whole(marks.locks, paragraph)
    states = {
        "changed": any(span.touches(paragraph.span) for span in marks.changed),
        "locked": locked,
        "chosen": line == marks.chosen,
    }
    css = " ".join(name for name in (paragraph.kind.value, level, *(name for name, holds in states.items() if holds)) if name)
    title = f' title="{html.escape(marks.locked)}"' if locked and marks.locked else ""
    split = paragraph.heading_end if level and paragraph.heading_end else paragraph.span.start
    inline = () if locked else marks.locks
    sentences = _sentences(places, paragraph)
    head = _marked(places.speech, Span(paragraph.span.start, split), sentences, inline, marks)
    body = _marked(places.speech, Span(split, paragraph.span.end), sentences, inline, marks)
    if paragraph.kind is Kind.HEADING and head:
        head = f"<b>{head}</b>"
    return f'<p class="{css}" data-line="{html.escape(line)}"{title}>{head}{body}</p>'


def _sentences(places: Places, paragraph: Paragraph) -> list[Target]:
    """Those that can be pointed at: of a paragraph of one sentence it is the paragraph."""
    found = list(places.of_paragraph(paragraph)) if natural(paragraph) else []
    return found if len(found) > 1 else []


def _marked(speech: Speech, span: Span, sentences: Sequence[Target], locks: Sequence[Span], marks: Marks) -> str:
    """Escaped; blanks to fill and to confirm, locked words and the sentences each in an element of their own."""
    found = [Blank(b.kind, b.what, Span(b.span.start + span.start, b.span.end + span.start)) for b in blanks(span.of(speech.text))]
    spans = [*(blank.span for blank in found), *(one.span for one in sentences), *locks]
    cuts = sorted({span.start, span.end, *(edge for each in spans for edge in (each.start, each.end) if span.start < edge < span.end)})
    pieces = []
    for start, end in pairwise(cuts):
        here = Span(start, end)
        piece = html.escape(here.of(speech.text))
        blank = next((blank for blank in found if here in blank.span), None)
        if blank:
            piece = f'<mark class="{"fill" if blank.kind == TO_FILL else "confirm"}">{piece}</mark>'
        sentence = next((one.path for one in sentences if here in one.span), "")
        locked = any(here in lock for lock in locks)
        pieces.append(_within(piece, sentence, locked, marks))
    return "".join(pieces)


def _within(piece: str, sentence: str, locked: bool, marks: Marks) -> str:
    css = " ".join(name for name, holds in (("locked", locked), ("chosen", bool(sentence) and sentence == marks.chosen)) if holds)
    attributes = f' data-sentence="{sentence}"' if sentence else ""
    attributes += f' class="{css}"' if css else ""
    attributes += f' title="{html.escape(marks.locked)}"' if locked and marks.locked else ""
    return f"<span{attributes}>{piece}</span>" if attributes else piece
