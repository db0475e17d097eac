"""From lines to paragraphs: what each line is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from speech.numbering import Ordinal, Style, read, series
from speech.structure import Kind, Paragraph, Span
from speech.titleblock import title_block

# Word pastes soft breaks as vertical tabs; U+2028 and U+2029 come from web pages.
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_SENTENCE_END = re.compile(r"[。！？；!?;]")
_HEADING_END = re.compile(r"[。！？；：!?;:]")
_CALL = re.compile(r"最后[，,]|同志们|各位|朋友们|女士们|老师们|同学们|战友们|让我们|我相信|我坚信|谢谢|祝愿|预祝|最后.{0,6}祝")
_SIGN_OFF = re.compile(r"让我们|谢谢|预祝|祝愿|祝(?:大会|大家|各位)")
_HEADING_LIMIT = 50  # code points; a heading longer than this that holds a colon runs on behind it
_SHORT_THANKS = 15  # code points; 谢谢大家！ alone is not how a speech closes


def lines(text: str) -> tuple[Span, ...]:
    """The lines that are not blank, without the white space around them."""
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            found.append(Span(start, end))
    return tuple(found)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    spans = lines(text)
    head = title_block([span.of(text) for span in spans[:20]], whole=len(spans) <= 20)
    found = [Paragraph(i + 1, spans[i], kind) for i, kind in enumerate(head)]
    ordinals = _counting(text, spans, [None] * len(head) + [read(text, span.start, span.end) for span in spans[len(head) :]])
    found += [_of_body(text, i + 1, spans[i], ordinals[i]) for i in range(len(head), len(spans))]
    return _with_closing(text, found)


def _counting(text: str, spans: Sequence[Span], ordinals: list[Ordinal | None]) -> list[Ordinal | None]:
    """Without the run-in ordinals that count nothing off, and those that open a whole series inside one paragraph."""
    running = [i for i, ordinal in enumerate(ordinals) if ordinal and ordinal.style.runs_in]
    before: Ordinal | None = None
    for place, i in enumerate(running):
        here = ordinals[i]
        assert here is not None
        after = ordinals[running[place + 1]] if place + 1 < len(running) else None
        whole = here.value == 1 and series(text, spans[i].start, spans[i].end) and not (after and after.style is here.style and after.value == 2)
        if whole or not _counts(here, before, after):
            ordinals[i] = None
        else:
            before = here
    return ordinals


def _counts(here: Ordinal, before: Ordinal | None, after: Ordinal | None) -> bool:
    """首先，我代表……, 最后，预祝…… and 十一是…… stand alone; a point has another before or behind it."""
    if here.style is Style.SERIAL:
        if here.value == 1:
            return after is not None and after.value > 1 and not after.closes
        return before is not None and (before.style is Style.SERIAL or (before.value + 1 == here.value and not here.closes))
    if here.value == 1:
        return True
    if before is not None and (before.style is here.style or before.value + 1 == here.value):
        return True
    return after is not None and after.value == here.value + 1


def _of_body(text: str, index: int, span: Span, ordinal: Ordinal | None) -> Paragraph:
    if ordinal is None:
        return Paragraph(index, span, Kind.BODY)
    kind = Kind.POINT if ordinal.style.runs_in else Kind.HEADING
    return Paragraph(index, span, kind, ordinal, _heading_end(text, span, ordinal))


def _heading_end(text: str, span: Span, ordinal: Ordinal) -> int | None:
    """A heading is a whole short line, or the first sentence of one that runs on; a point of one sentence has none."""
    sentence = _SENTENCE_END.search(text, ordinal.end, span.end)
    if sentence is None and len(span) <= _HEADING_LIMIT:
        return span.end - (text[span.end - 1] in "：:")
    first = _HEADING_END.search(text, ordinal.end, span.end)
    if first is None:
        return span.end
    return None if ordinal.style.runs_in and first.end() == span.end else first.start()


def _with_closing(text: str, found: list[Paragraph]) -> tuple[Paragraph, ...]:
    """The last paragraphs, three at most, that call upon the listeners or thank them.

    A speech to a named audience ends on its closing whatever its words, unless it breaks off in a series;
    a bare 谢谢大家！ takes the paragraph above along.
    """
    greeted = any(paragraph.kind is Kind.SALUTATION for paragraph in found)
    first = len(found)
    while first > max(len(found) - 3, 0) and found[first - 1].kind is Kind.BODY:
        words = found[first - 1].span.of(text)
        last = first == len(found)
        inside = first > 1 and found[first - 2].kind is not Kind.HEADING
        addressed = last and len(found) > 3 and greeted and inside
        thanked = first == len(found) - 1 and len(found[-1].span) <= _SHORT_THANKS and len(found) > 3 and inside
        if not (_CALL.match(words) or (last and _SIGN_OFF.search(words)) or addressed or thanked):
            break
        first -= 1
    if first == 0:
        return tuple(found)
    return (*found[:first], *(replace(paragraph, kind=Kind.CLOSING) for paragraph in found[first:]))
