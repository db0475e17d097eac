"""Ordinals at the head of a paragraph or a clause: 一、 （二） 3. （4） ⑤ 第一， 一是 二要 首先."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Whole marks in one character, as Word's symbol table has them: of （一）, of （1） and of 1.
_SIGNS = ("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", _CIRCLED)
_SIGN = {sign: (signs, i) for signs in _SIGNS for i, sign in enumerate(signs, 1)}
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
    """The forms of numbering, by rank (GB/T 9704-2012, 7.3.3).

    A form of greater depth stands inside one of less; the rank is that but where two forms stand on one level of headings.
    """

    PART = ("第一部分：", 1, 0.5)
    COMMA = ("一、", 1)
    TOPIC = ("第一个问题：", 2, 1.5)
    PAREN = ("（一）", 2)
    DOT = ("1.", 3)
    DIGIT_PAREN = ("（1）", 4)
    CIRCLED = ("①", 5)
    ORDER = ("第一，", 6)
    SERIAL = ("首先，", 6)
    IS = ("一是", 7)
    MUST = ("一要", 7)

    def __init__(self, form: str, rank: int, depth: float = 0) -> None:
        self.form = form
        self.rank = rank
        self.depth = depth or rank
        self.runs_in = rank >= 6
        """Whether it opens a sentence rather than a line of its own."""
        self.spoken = self.runs_in or rank != self.depth
        """Whether a sentence may begin with it that counts nothing off."""

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
        if numeral in _SIGN:
            signs = _SIGN[numeral][0]
            new = signs[value - 1] if value <= len(signs) else self.style.write(value)
        elif self.style is Style.SERIAL:
            new = _SERIAL[min(value, len(_SERIAL)) - 1]
        else:
            new = str(value) if numeral.isdecimal() else chinese(value)
        return text[self.start : self.numeral_start] + new + text[self.numeral_end : self.end]


_NUMERALS = {chinese(value): value for value in range(1, 100)}
CHINESE = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_GAP = r"[ \u3000\xa0]*"
# 一、二、三产业 and 三、四月份 are enumerations, 一是一 an idiom, 第一要务 a word: none of them counts anything off.
_FORMS = (
    (Style.COMMA, re.compile(rf"({CHINESE}){_GAP}[、．.](?!{CHINESE}(?:、|[月季线级类把批]))\s*")),
    (Style.PAREN, re.compile(rf"(?:[（(]{_GAP}({CHINESE}){_GAP}[）)]|([{_SIGNS[0]}]))[、．.]?\s*")),
    (Style.DIGIT_PAREN, re.compile(rf"(?:[（(]?{_GAP}(\d{{1,2}}){_GAP}[）)]|([{_SIGNS[1]}]))[、．.]?\s*")),
    (Style.DOT, re.compile(rf"(?:(\d{{1,2}}){_GAP}(?:、(?!\d{{1,2}}(?:、|[月季号]))|．|\.(?!\d))|([{_SIGNS[2]}]))\s*")),
    (Style.CIRCLED, re.compile(rf"([{_CIRCLED}])[、．.]?\s*")),
    (Style.PART, re.compile(rf"第({CHINESE})(?:大?部分|讲|课)(?:[：:、，]|(?=[ \u3000\xa0]))\s*")),
    (Style.TOPIC, re.compile(rf"第({CHINESE})个(?:大?问题|部分)(?:[：:、，]|(?=[ \u3000\xa0]))\s*")),
    (Style.ORDER, re.compile(rf"第({CHINESE})(?:(?:个?方面|[点条]|件事)?[，、：:,]|[是要](?=[^第条务义素件]))\s*")),
    (Style.SERIAL, re.compile(rf"({'|'.join(_SERIAL)})(?:[，、：:,]|是|要)\s*")),
    (Style.IS, re.compile(rf"({CHINESE})是(?=.)(?!\1|否|不是)[，：:]?")),
    (Style.MUST, re.compile(rf"({CHINESE})要(?=.)(?!求[，。：；的]|素|件)[，：:]?")),
)
# By the character that a mark begins with: most lines and clauses begin with none of them.
_BY_FIRST = {
    first: tuple(form for form in _FORMS if form[0] in styles)
    for firsts, styles in (
        ("一二三四五六七八九十", {Style.COMMA, Style.IS, Style.MUST}),
        ("（(", {Style.PAREN, Style.DIGIT_PAREN}),
        (_SIGNS[0], {Style.PAREN}),
        (_SIGNS[1], {Style.DIGIT_PAREN}),
        (_SIGNS[2], {Style.DOT}),
        (_CIRCLED, {Style.CIRCLED}),
        ("第", {Style.PART, Style.TOPIC, Style.ORDER}),
        ("首其再最", {Style.SERIAL}),
    )
    for first in firsts
}
_DIGITS = tuple(form for form in _FORMS if form[0] in (Style.DIGIT_PAREN, Style.DOT))
_CLAUSE = re.compile(r"[。；，：！？,:;!?](?=[一二三四五六七八九十第首其再最])")
_FIRST = re.compile("[一第首](?:[是要一先])")
_QUOTE = re.compile("[“”‘’「」]")


def read(text: str, start: int = 0, end: int | None = None) -> Ordinal | None:
    """The ordinal that `text[start:end]` begins with, if any."""
    stop = len(text) if end is None else min(end, len(text))
    if start >= stop:
        return None
    first = text[start]
    for style, form in _BY_FIRST.get(first) or (_DIGITS if first.isdecimal() else ()):
        match = form.match(text, start, stop)
        if match and match.lastindex:
            numeral_start, numeral_end = match.span(match.lastindex)
            return Ordinal(style, _value(style, match[match.lastindex]), start, match.end(), numeral_start, numeral_end)
    return None


def _value(style: Style, numeral: str) -> int:
    if style is Style.SERIAL:
        return _SERIAL.index(numeral) + 1
    if numeral in _SIGN:
        return _SIGN[numeral][1]
    return _NUMERALS.get(numeral) or number(numeral)


def clauses(text: str, start: int, end: int) -> tuple[Ordinal, ...]:
    """The run-in ordinals (一是, 二要, 第三，, 其次，) that open a clause of `text[start:end]`."""
    starts = [start, *(match.end() for match in _CLAUSE.finditer(text, start, end))]
    found = (read(text, at, end) for at in starts if at < end)
    return tuple(ordinal for ordinal in found if ordinal and ordinal.style.runs_in)


def series(text: str, start: int, end: int) -> tuple[Ordinal, ...]:
    """The points that run on inside one paragraph, 一是…；二是…: counting up from one in one style, two at least.

    What counts off inside a quotation is the quotation's.
    """
    if not _FIRST.search(text, start, end):
        return ()
    marks: list[Ordinal] = []
    for ordinal in clauses(text, start, end):
        next_one = ordinal.value == len(marks) + 1 or (ordinal.closes and len(marks) > 1)
        if next_one and (not marks or ordinal.style is marks[0].style):
            marks.append(ordinal)
    return tuple(marks) if len(marks) > 1 and not _quoted(text, start, marks[0].start, end) else ()


def _quoted(text: str, start: int, at: int, end: int) -> bool:
    """Whether a quotation that opens between `start` and `at` closes behind it."""
    before = _QUOTE.findall(text, start, at)
    if not before or before[-1] not in "“‘「":
        return False
    after = _QUOTE.search(text, at, end)
    return after is not None and after.group() in "”’」"
