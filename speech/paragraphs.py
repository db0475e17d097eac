"""From lines to paragraphs: what each line is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from speech.numbering import Ordinal, Style, read, series
from speech.structure import Kind, Paragraph, Span
from speech.titleblock import BLOCK_LINES, tail_start, title_block

# Marks that have no width stand at the ends of lines from web pages and files.
_BLANK = r"\s\u200b\ufeff"
# Word pastes soft breaks as vertical tabs; U+2028 and U+2029 come from web pages.
_BREAK = r"\r\n\v\f\x85\u2028\u2029"
_LINE = re.compile(rf"[^{_BLANK}](?:[^{_BREAK}]*[^{_BLANK}])?")
_SENTENCE_END = re.compile(r"[。！？；!?;]")
_HEADING_END = re.compile(r"[。！？；：!?;:]")
_CALL = re.compile(
    r"最后[，,]|同志们|各位|朋友们|女士们|老师们|同学们|战友们|让我们|我相信|我坚信|谢谢|祝愿|预祝|最后.{0,6}祝"
    r"|以上(?:报告|汇报|发言|意见|表态|是我).{0,30}$|我的(?:报告|汇报|发言|讲话).{0,12}$|如有不[当妥].{0,20}$"
)
_SIGN_OFF = re.compile(r"让我们|谢谢|预祝|祝愿|祝(?:大会|大家|各位)|干杯")
_THANKS = re.compile(r".{0,5}谢谢.{0,8}")
_HEADING_LIMIT = 50  # code points; a heading longer than this that holds a colon runs on behind it
_SET_OFF = re.compile(r"\u3000+|[ \xa0]{2,}|[ \xa0]\u3000")
_SHORT = 24  # code points; a heading without a number that is longer is a sentence that lacks its mark
# 为……而努力 that ends a line without its mark, a name below a text, a figure alone: no heading.
_UNNUMBERED = re.compile(r"(?=.*[\u4e00-\u9fff]{2})[^。！？；：…!?;:（）()【】|｜*#\t]{3,}[^。！？；：…!?;:，,、（）()【】|｜*#\t—\-]")
_ENDED = re.compile(r"[。！？；：…!?;:][”’」』）)]*$")


def lines(text: str) -> tuple[Span, ...]:
    """The lines that are not blank, without the white space around them."""
    return tuple(Span(*match.span()) for match in _LINE.finditer(text))


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    spans = lines(text)
    head = title_block([span.of(text) for span in spans[: BLOCK_LINES + 3]])
    found = [Paragraph(i + 1, spans[i], kind) for i, kind in enumerate(head)]
    rest = spans[len(head) :]
    end = tail_start([span.of(text) for span in rest])
    body = rest[:end]
    ordinals = _counting(text, body)
    unnumbered = _unnumbered(text, body, ordinals)
    for span, ordinal in zip(body, ordinals, strict=True):
        found.append(_of_body(text, len(found) + 1, span, ordinal, span in unnumbered))
    found = _with_closing(text, found, len(head))
    return (*found, *(Paragraph(len(found) + i, span, Kind.BODY, apart=True) for i, span in enumerate(rest[end:], 1)))


def _counting(text: str, spans: Sequence[Span]) -> list[Ordinal | None]:
    """What each line begins with, but for spoken ordinals that count nothing off or open a whole series inside the line."""
    ordinals = [read(text, span.start, span.end) for span in spans]
    running = [i for i, ordinal in enumerate(ordinals) if ordinal and ordinal.style.spoken]
    kept: dict[Style, Ordinal] = {}
    before: Ordinal | None = None
    for place, i in enumerate(running):
        here = ordinals[i]
        assert here is not None
        after = ordinals[running[place + 1]] if place + 1 < len(running) else None
        goes_on = after is not None and after.style is here.style and after.value == 2
        whole = here.style.runs_in and here.value == 1 and not goes_on and series(text, spans[i].start, spans[i].end)
        alike = kept.get(here.style) or (kept.get(Style.SERIAL) if here.style is Style.ORDER else None)
        if whole or not _counts(here, alike, before, after):
            ordinals[i] = None
        else:
            kept[here.style] = before = here
    return ordinals


def _counts(here: Ordinal, alike: Ordinal | None, before: Ordinal | None, after: Ordinal | None) -> bool:
    """首先，我代表……, 最后，预祝…… and 十一是…… stand alone; a point has another before or behind it.

    `alike` is the last of its own style, or the 首先 that 第二 goes on from; a gap of two in a series is a slip, a wider one is chance.
    """
    if here.style is Style.SERIAL:
        if here.value == 1:
            return after is not None and after.value > 1 and not after.closes
        return before is not None and (before.style is Style.SERIAL or (before.value + 1 == here.value and not here.closes))
    if here.value == 1 or (alike is not None and here.value <= alike.value + 3):
        return True
    if before is not None and before.value + 1 == here.value:
        return True
    return after is not None and after.value == here.value + 1


def _unnumbered(text: str, spans: Sequence[Span], ordinals: Sequence[Ordinal | None]) -> frozenset[Span]:
    """The headings without numbers: short lines without a final mark between longer ones. One alone is a slip of the pen.

    What stands above has come to its end, what stands below is a sentence or an ordinal.
    """
    found = []
    for i in range(len(spans) - 1):
        here, below = spans[i], spans[i + 1]
        if len(here) > _SHORT or ordinals[i] or not _UNNUMBERED.fullmatch(text, here.start, here.end):
            continue
        told = ordinals[i + 1] or (len(below) > len(here) and _ENDED.search(text, max(below.end - 3, below.start), below.end))
        if told and (i == 0 or _ended(text, spans[i - 1], ordinals[i - 1])):
            found.append(here)
    return frozenset(found) if len(found) > 1 else frozenset()


def _ended(text: str, span: Span, ordinal: Ordinal | None) -> bool:
    """Whether a line is a whole sentence, or a heading on its own line."""
    return bool(_ENDED.search(text, max(span.end - 3, span.start), span.end)) or (ordinal is not None and not ordinal.style.runs_in)


def _of_body(text: str, index: int, span: Span, ordinal: Ordinal | None, heads: bool) -> Paragraph:
    if heads:
        return Paragraph(index, span, Kind.HEADING, None, span.end)
    if ordinal is None:
        return Paragraph(index, span, Kind.BODY)
    kind = Kind.POINT if ordinal.style.runs_in else Kind.HEADING
    return Paragraph(index, span, kind, ordinal, _heading_end(text, span, ordinal))


def _heading_end(text: str, span: Span, ordinal: Ordinal) -> int | None:
    """A heading is a whole short line, or the first sentence of one that runs on; a point of one sentence has none."""
    sentence = _SENTENCE_END.search(text, ordinal.end, span.end)
    gap = _SET_OFF.search(text, ordinal.end, sentence.start() if sentence else span.end)
    if gap and gap.start() - ordinal.end <= _HEADING_LIMIT and span.end - gap.end() > gap.start() - ordinal.end:
        return gap.start() - (text[gap.start() - 1] in "：:")
    if sentence is None and len(span) <= _HEADING_LIMIT:
        return span.end - (text[span.end - 1] in "：:")
    first = _HEADING_END.search(text, ordinal.end, span.end)
    if first is None:
        return span.end
    return None if ordinal.style.runs_in and first.end() == span.end else first.start()


def _with_closing(text: str, found: list[Paragraph], head: int) -> list[Paragraph]:
    """The last paragraphs, three at most, that call upon the listeners or thank them; never all of the text.

    A speech to a named audience ends on its closing whatever its words, unless it breaks off in a series;
    a bare 谢谢大家！ takes the paragraph above along.
    """
    long = len(found) - head >= 3
    greeted = any(paragraph.kind is Kind.SALUTATION for paragraph in found[:head])
    first = len(found)
    while first > max(len(found) - 3, head + 1) and found[first - 1].kind is Kind.BODY:
        words = found[first - 1].span.of(text)
        last = first == len(found)
        under_heading = found[first - 2].kind is Kind.HEADING
        addressed = last and greeted
        thanked = first == len(found) - 1 and _THANKS.fullmatch(found[-1].span.of(text))
        if not (_CALL.match(words) or (last and _SIGN_OFF.search(words)) or (long and not under_heading and (addressed or thanked))):
            break
        first -= 1
    return [*found[:first], *(replace(paragraph, kind=Kind.CLOSING) for paragraph in found[first:])]
