"""A speech as a page of HTML: every character of it escaped, laid out as an official paper is."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from speech.blanks import TO_FILL, blanks
from speech.diff import Piece
from speech.document import Speech
from speech.numbering import Style
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


def choices(speech: Speech) -> tuple[Choice, ...]:
    """The sections of two levels that begin with a paragraph of their own, in the order of the text."""
    starts = {paragraph.span.start for paragraph in speech.paragraphs}
    found = []
    for section in speech.sections:
        for part in (section, *(child for child in section.sections if section.numbered and child.numbered)):
            if part.span.start in starts:
                found.append(Choice(part.path, part.level, _head(speech, part), part.span))
    return tuple(found)


def paper(speech: Speech, changed: Iterable[str] = (), chosen: str = "") -> str:
    """`changed` are paths that get a discreet mark, `chosen` the one that is pointed at."""
    marked = [section.span for path in changed if (section := speech.by_path.get(path.removesuffix(".heading")))]
    parts = choices(speech)
    pieces = []
    for choice, group in groupby(speech.paragraphs, key=lambda p: _inmost(parts, p.span)):
        path = choice.path if choice else ""
        inside = bool(choice and chosen) and (path == chosen or path.startswith(f"{chosen}."))
        pieces.append(f'<section data-path="{html.escape(path)}"{" class=chosen" if inside else ""}>')
        pieces += [_paragraph(speech.text, p, any(span.touches(p.span) for span in marked)) for p in group]
        pieces.append("</section>")
    return f'<div class="paper">{"".join(pieces)}</div>'


def difference(pieces: Iterable[Piece]) -> str:
    """What was taken out and put in, inside running text."""
    names = {"same": "span", "added": "ins", "removed": "del"}
    body = "".join(f"<{names[piece.op]}>{html.escape(piece.text)}</{names[piece.op]}>" for piece in pieces)
    return f'<div class="difference">{body}</div>'


def _head(speech: Speech, section: Section) -> str:
    if section.path in FRAME:
        return ""
    end = section.heading.end if section.heading else section.span.end
    return speech.words(Span(section.span.start, end))


def _inmost(parts: tuple[Choice, ...], span: Span) -> Choice | None:
    return max((part for part in parts if span in part.span), key=lambda part: part.level, default=None)


def _paragraph(text: str, paragraph: Paragraph, changed: bool) -> str:
    level = _LEVELS.get(paragraph.ordinal.style, "") if paragraph.ordinal else ""
    css = " ".join(name for name in (paragraph.kind.value, level, "changed" if changed else "") if name)
    split = paragraph.heading_end if level and paragraph.heading_end else paragraph.span.start
    head = _marked(text, Span(paragraph.span.start, split))
    body = _marked(text, Span(split, paragraph.span.end))
    if paragraph.kind is Kind.HEADING and head:
        return f'<p class="{css}"><b>{head}</b>{body}</p>'
    return f'<p class="{css}">{head}{body}</p>'


def _marked(text: str, span: Span) -> str:
    """Escaped, with the blanks to fill and to confirm highlighted."""
    pieces, done = [], 0
    words = span.of(text)
    for blank in blanks(words):
        pieces.append(html.escape(words[done : blank.span.start]))
        css = "fill" if blank.kind == TO_FILL else "confirm"
        pieces.append(f'<mark class="{css}">{html.escape(blank.span.of(words))}</mark>')
        done = blank.span.end
    pieces.append(html.escape(words[done:]))
    return "".join(pieces)
