"""Speeches built to be well formed: what they are made of is known, so that what an order leaves of it can be counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import cycle

from hypothesis import strategies as st

from speech.document import Speech
from speech.layout import Layout
from speech.locate import Target
from speech.marks import stripped
from speech.numbering import chinese, number
from speech.renumber import promises, rows
from speech.structure import Section, Span

_MATTERS = re.findall("..", "修渠架桥通路植树办学建仓护林清淤改厕治沙养老托幼送医引水筑堤育苗防汛防火扫盲巡夜")
_SAYINGS = (
    "这件事拖不得",
    "谁家门口谁来管",
    "说一次就要见一次效",
    "账要一笔一笔记",
    "先难后易排个次序",
    "人手不够就从机关抽",
    "入冬之前要看到样子",
    "老办法能用的接着用",
)
_PLACED = [f"{matter}{place}" for place in ("村里", "镇上", "河边", "山下") for matter in _MATTERS]
_SAID = [f"{saying}，{matter}也一样" for saying in _SAYINGS for matter in _MATTERS]
_NUMBERED = {"paren": "（{}）", "is": "{}是", "must": "{}要", "order": "第{}，"}


@st.composite
def composed(draw: st.DrawFn, breaks: str | None = None) -> str:
    """Two to four parts under 一、, each with points on lines of their own, or in one line, or with paragraphs alone."""
    first = draw(st.integers(0, len(_PLACED) - 1))
    matters, sayings = cycle(_PLACED[first:] + _PLACED[:first]), cycle(_SAID[first:] + _SAID[:first])
    parts = draw(st.integers(2, 4))
    count = chinese(parts) if parts != 2 else "两"
    told = f"下面，我讲{count}点意见。" if draw(st.booleans()) else "下面我来说说。"
    lines = ["各位乡亲：", f"今天把大家请来。{told}"]
    for i in range(1, parts + 1):
        size = draw(st.integers(2, 4))
        said = chinese(size) if size != 2 else "两"
        shape = draw(st.sampled_from(["headed", "points", "linked", "inline", "plain"]))
        promise = draw(st.booleans())
        lines.append(f"{chinese(i)}、{next(matters)}" + ("要抓好" if shape == "plain" else ""))
        if shape == "plain":
            lines += [f"{next(sayings)}。" for _ in range(size)]
            continue
        if shape == "inline":
            lead = f"眼前有{said}个难处：" if promise else f"{next(sayings)}："
            mark = draw(st.sampled_from(["；", "。"]))
            style = draw(st.sampled_from(["is", "must", "order"]))
            points = [_NUMBERED[style].format(chinese(j)) + next(matters) + "还没有着落" for j in range(1, size + 1)]
            lines.append(lead + mark.join(points) + "。" + (f"{next(sayings)}。" if mark == "；" and draw(st.booleans()) else ""))
            continue
        lines.append(f"要办好{said}件事。" if promise else f"{next(sayings)}。")
        for j in range(1, size + 1):
            if shape == "headed":
                lines += [f"（{chinese(j)}）{next(matters)}", f"{next(sayings)}。{next(sayings)}。"]
            elif shape == "points":
                lines.append(f"{chinese(j)}是{next(matters)}要快。{next(sayings)}。")
            else:
                lines.append(f"{chinese(j)}是{next(matters)}要快{'；' if j < size else '。'}")
    lines.append("乡亲们，话就说到这里。大家动手吧！")
    gap = breaks or draw(st.sampled_from(["\n", "\r\n", "\n\n", "\r\n\r\n"]))
    indent = draw(st.sampled_from(["", "\u3000\u3000", "  "]))
    return gap.join([lines[0], *(indent + line for line in lines[1:])]) + draw(st.sampled_from(["", gap]))


def sound(text: str) -> list[str]:
    """What is wrong with how a speech is put together; nothing of what `composed` makes is."""
    speech = Speech(text)
    wrong = []
    for row in rows(speech):
        values = [section.ordinal.value for section in row.members if section.ordinal]
        if values != list(range(1, len(values) + 1)):
            wrong.append(f"ordinals {values}")
        if row.owner and not any(Layout(speech).own(section.span) for section in row.members):
            ends = [text[section.span.end - 1] for section in row.members]
            if any(end not in "；。" for end in ends) or ends[-1] != "。":
                wrong.append(f"marks {ends}")
    wrong += [f"{pair} in a row" for pair in ("；；", "。。", "；。", "。；", "，。", "：；", "\n\n\n", "\r\n\r\n\r\n") if pair in text]
    return wrong


_PROMISED = re.compile("(?:要办好|眼前有|我讲)([一二两三四五六七八九十]+)(?:件事|个难处|点意见)")


def broken(text: str) -> list[str]:
    """The promises that are not kept: a lead of `composed` announces as many points as there are."""
    speech = Speech(text)
    wrong = []
    for row in rows(speech):
        lead = row.lead if row.owner else Span(0, row.lead.end)
        for match in _PROMISED.finditer(text, lead.start, lead.end):
            if number(match.group(1)) != len(row.members):
                wrong.append(match.group())
    return wrong


def said(speech: Speech, skip: tuple[Target, ...] = ()) -> Counter[str]:
    """What each part, point and paragraph says itself, but for ordinals and counts and the mark at its end."""
    counts = {span for row in rows(speech) for span in promises(speech, row)}
    found: Counter[str] = Counter()
    for section in speech.walk():
        if any(section.span in target.span for target in skip) or section.path == "opening":
            continue
        found[_own(speech, section, counts)] += 1
    found[""] = 0
    return +found


def _own(speech: Speech, section: Section, counts: Iterable[Span]) -> str:
    at = section.ordinal.end if section.ordinal else section.span.start
    words = ""
    inside = [*((child.span, "") for child in section.sections), *((count, "#") for count in counts if count in section.span)]
    for span, instead in sorted(inside):
        if span.start >= at:
            words += speech.text[at : span.start] + instead
            at = span.end
    return stripped("".join((words + speech.text[at : section.span.end]).split()))
