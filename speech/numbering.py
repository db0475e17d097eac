"""Ordinals at the head of a paragraph or a clause: 一、 （二） 3. （4） ⑤ 第一， 一是 二要 首先."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SERIAL = ("首先", "其次", "再次", "最后")


def chinese(value: int) -> str:
    """1–9999 as a speech writes them: 一, 十二, 三十, 一百零五."""
    words, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        words += ("零" if gap and digit and words else "") + (DIGITS[digit] + unit if digit else "")
        gap = not digit
    return words[1:] if 10 <= value < 20 else words


def number(words: str) -> int:
    """The value of Chinese or Arabic (also full-width) integer numerals: 十二, 两百, 三千零五, ２０. ValueError otherwise."""
    if words.isdecimal():
        return int(words)
    total = section = digit = 0
    for char in words:
        if char in DIGITS or char in "〇两":
            digit = 2 if char == "两" else 0 if char == "〇" else DIGITS.index(char)
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit == 10000:
                total, section, digit = (total + section + digit) * unit, 0, 0
            else:
                section, digit = section + (digit or 1) * unit, 0
        else:
            raise ValueError(words)
    if not words:
        raise ValueError("no numeral")
    return total + section + digit


class Style(Enum):
    """The forms of numbering, by rank: a form of higher rank stands inside one of lower rank (GB/T 9704-2012, 7.3.3)."""

    COMMA = ("一、", 1)
    PAREN = ("（一）", 2)
    DOT = ("1.", 3)
    DIGIT_PAREN = ("（1）", 4)
    CIRCLED = ("①", 5)
    ORDER = ("第一，", 6)
    SERIAL = ("首先，", 6)
    IS = ("一是", 7)
    MUST = ("一要", 7)

    def __init__(self, form: str, rank: int) -> None:
        self.form = form
        self.rank = rank

    @property
    def runs_in(self) -> bool:
        """Whether it opens a sentence rather than a line of its own."""
        return self.rank >= 6

    def write(self, value: int) -> str:
        if self is Style.DOT:
            return f"{value}."
        if self is Style.DIGIT_PAREN:
            return f"（{value}）"
        if self is Style.CIRCLED:
            return _CIRCLED[value - 1]
        if self is Style.SERIAL:
            return _SERIAL[min(value, len(_SERIAL)) - 1] + "，"
        return self.form.replace("一", chinese(value))


@dataclass(frozen=True, slots=True)
class Ordinal:
    """`numeral_*` bound the numeral alone, `end` the whole mark: of `（十二）` they cover `十二`."""

    style: Style
    value: int
    start: int
    end: int
    numeral_start: int
    numeral_end: int

    @property
    def closes(self) -> bool:
        """Whether it is 最后, which ends a series of any length."""
        return self.style is Style.SERIAL and self.value == len(_SERIAL)

    def renumbered(self, text: str, value: int) -> str:
        """The mark as written in `text`, with another value."""
        numeral = text[self.numeral_start : self.numeral_end]
        if self.style is Style.CIRCLED:
            new = _CIRCLED[value - 1]
        elif self.style is Style.SERIAL:
            new = _SERIAL[min(value, len(_SERIAL)) - 1]
        else:
            new = str(value) if numeral.isdecimal() else chinese(value)
        return text[self.start : self.numeral_start] + new + text[self.numeral_end : self.end]


CHINESE = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
# 一、二、三产业 is an enumeration, 一是一 an idiom, 第一要务 a word: none of them counts anything off.
_FORMS = (
    (Style.COMMA, re.compile(rf"({CHINESE})[ \u3000]?[、．.](?!{CHINESE}、)\s*")),
    (Style.PAREN, re.compile(rf"[（(]({CHINESE})[）)][、．.]?\s*")),
    (Style.DIGIT_PAREN, re.compile(r"[（(]?(\d{1,2})[）)][、．.]?\s*")),
    (Style.DOT, re.compile(r"(\d{1,2})(?:、(?!\d{1,2}、)|．|\.(?!\d))\s*")),
    (Style.CIRCLED, re.compile(rf"([{_CIRCLED}])[、．.]?\s*")),
    (Style.ORDER, re.compile(rf"第({CHINESE})(?:[，、：:,]|[是要](?=[^第条务义素件]))\s*")),
    (Style.SERIAL, re.compile(rf"({'|'.join(_SERIAL)})(?:[，、：:,]|是|要)\s*")),
    (Style.IS, re.compile(rf"({CHINESE})是(?=.)(?!\1|否|不是)[，：:]?")),
    (Style.MUST, re.compile(rf"({CHINESE})要(?=.)(?!求[，。：；的]|素|件)[，：:]?")),
)
_CLAUSE = re.compile(r"(?<=[。；，：！？,:;!?])(?=[一二三四五六七八九十第首其再最])")


def read(text: str, start: int = 0, end: int | None = None) -> Ordinal | None:
    """The ordinal that `text[start:end]` begins with, if any."""
    stop = len(text) if end is None else end
    for style, form in _FORMS:
        match = form.match(text, start, stop)
        if match:
            return Ordinal(style, _value(style, match.group(1)), start, match.end(), match.start(1), match.end(1))
    return None


def _value(style: Style, numeral: str) -> int:
    if style is Style.SERIAL:
        return _SERIAL.index(numeral) + 1
    return _CIRCLED.index(numeral) + 1 if style is Style.CIRCLED else number(numeral)


def clauses(text: str, start: int, end: int) -> tuple[Ordinal, ...]:
    """The run-in ordinals (一是, 二要, 第三，, 其次，) that open a clause of `text[start:end]`."""
    starts = [start, *(match.start() for match in _CLAUSE.finditer(text, start + 1, end))]
    found = (read(text, at, end) for at in starts if at < end)
    return tuple(ordinal for ordinal in found if ordinal and ordinal.style.runs_in)


def series(text: str, start: int, end: int) -> tuple[Ordinal, ...]:
    """The points that run on inside one paragraph, 一是…；二是…: counting up from one in one style, two at least."""
    marks: list[Ordinal] = []
    for ordinal in clauses(text, start, end):
        next_one = ordinal.value == len(marks) + 1 or (ordinal.closes and len(marks) > 1)
        if next_one and (not marks or ordinal.style is marks[0].style):
            marks.append(ordinal)
    return tuple(marks) if len(marks) > 1 else ()
