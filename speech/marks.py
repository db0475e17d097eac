"""The marks at the ends of points that follow one another: 一是……；二是……；三是……。"""

from __future__ import annotations

import re

from speech.layout import Layout
from speech.locate import Target
from speech.renumber import Row
from speech.structure import Section, Span

FINAL = frozenset("。！？!?…；;：:”’」』）")
_ASKING = frozenset("！？!?…")
_LINKS = frozenset("；;，,")
_ENDS = _LINKS | {"。"}
_BREAK = re.compile("[\r\n\v\f\x85\u2028\u2029]+")


def linking(layout: Layout, row: Row | None) -> str:
    """The mark between the members: ；mostly; empty where each is a paragraph that ends as it likes."""
    if row is None:
        return ""
    inline = not any(layout.own(section.span) for section in row.members)
    text = layout.speech.text
    before = [text[section.span.end - 1] for section in row.members[:-1]]
    if inline:
        return next((one for one in before if one in _ENDS), "；")
    return next((one for one in before if one in _LINKS), "")


def tail(layout: Layout, section: Section) -> Span:
    """The mark that it ends with, if it does with any; a heading on its own line does not."""
    end = section.span.end
    return Span(end - 1, end) if layout.speech.text[end - 1] in FINAL else Span(end, end)


def slot(layout: Layout, row: Row | None, target: Target) -> tuple[Span, Span]:
    """What is a target's own, and the mark behind it that belongs to its place. The ordinal in front belongs to it, too."""
    section = layout.speech.by_path.get(target.path)
    start, end = target.span.start, target.span.end
    if section and section.span == target.span and section.ordinal:
        start = section.ordinal.end
    text = layout.speech.text
    placed = linking(layout, row) if section else "" if layout.own(target.span) else "。"
    if placed and end > start and text[end - 1] in _ENDS:
        return Span(start, end - 1), Span(end - 1, end)
    return Span(start, max(start, end)), Span(end, end)


def fitted(words: str, end: str, link: str) -> str:
    """The words with the mark of their new place; a question stays one. A place that had a question's has what parts the others."""
    if words and words[-1] in _ASKING:
        return words
    return stripped(words) + (end or link)


def stripped(words: str) -> str:
    return words[:-1] if words[-1:] in _ENDS else words


def finished(words: str) -> str:
    return words if words[-1:] in FINAL - _LINKS else stripped(words) + "。"


def in_one_line(words: str) -> str:
    """Several lines run on; a heading becomes a sentence."""
    lines = [line.strip() for line in _BREAK.split(words) if line.strip()]
    return "".join([*(line if line[-1] in FINAL else line + "。" for line in lines[:-1]), *lines[-1:]])


def with_mark(text: str, span: Span) -> Span:
    """Words inside a paragraph that are taken out, with the weaker of the two marks that would stand side by side."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    if not after or after not in "，；、。：":
        return span
    if before and before in "，、；：" and after in "。；":
        return Span(span.start - 1, span.end)
    return Span(span.start, span.end + 1) if not before or before in "，、；：。！？\n" else span
