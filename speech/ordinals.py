"""Places known by their number: 第三点, 倒数第二段, 前两句, 二到四部分, 三个部分."""

from __future__ import annotations

import re

from speech.numbering import number
from speech.steps import Count, Every, Middle, Nth, Range, Step
from speech.units import MEASURE, NOUN, NUMERAL, SIZE, UNIT, unit_of, value

# 第二三部分 are two; 两部分 and 三部分 are a count and name none.
_MORE = rf"(?:(?:、|和|与|及|跟)第?{NUMERAL}个?)"
_LIST = re.compile(
    rf"(?:(第)({NUMERAL})个?((?:{_MORE}|[一二三四五六七八九])*)|(倒数第?)({NUMERAL})个?({_MORE}*)"
    rf"|()({NUMERAL})((?:(?:、|和|与|及|跟){NUMERAL})+|[一二三四五六七八九]+(?=个?大?(?:部分|块))))(?:两|{NUMERAL})?个?({UNIT})({NOUN})?"
)
_MEASURED = re.compile(rf"(第|倒数第)({NUMERAL})(?:{MEASURE}|大)?个?({NOUN})")
_RANGE = re.compile(
    rf"从?(第?)({NUMERAL})(?:个?({UNIT}))?(?:到|至|-|—|~|～)(?:第?({NUMERAL})|倒数第?({NUMERAL})|最后)(?:一个|一|个)?({UNIT})"
)
_LAST = re.compile(rf"(?:最后|最末|末尾)(?:的|那)?(?:一个|一|个)?({UNIT})({NOUN})?|最后(?:一个|一)({NOUN})")
_FEW = re.compile(rf"(前面?|开头|开始|头|后面?|最后|末尾|结尾)的?(?:那|这)?({SIZE})个?({UNIT})({NOUN})?")
_EDGE_SENTENCE = re.compile(r"(开头|结尾|末尾)的?(?:那一?|一)(?:句话|句)")
_EDGE = re.compile("([首末尾])(?:自然)?([段句])(?!时间)")
_MIDDLE = re.compile(rf"中间的?(?:那|这)?({SIZE})?个?({UNIT})")
_COUNT = re.compile(rf"({SIZE})个(?!方面)({UNIT})|({SIZE}){MEASURE}({NOUN})(?=的?[第前后每]|的?最后|的?倒数|的标题|的小标题)")
_OF_COUNT = re.compile(rf"{SIZE}{MEASURE}({NOUN})(?:里面?|中)?的?(第|倒数第)({NUMERAL}){MEASURE}")


def counted(text: str, at: int) -> tuple[Step, int] | None:
    """第三点, 第一和第三部分, 第二到第四段, 倒数第二段, 前两句, 三个部分."""
    if match := _LAST.match(text, at):
        return Nth(unit_of(match.group(1)) if match.group(1) else "point", (-1,), match.group(2) or match.group(3) or ""), match.end()
    if match := _FEW.match(text, at):
        size, unit, back = value(match.group(2)), unit_of(match.group(3)), match.group(1)[0] in "后最末结"
        if size > 1 or unit == "sentence" or match.group(1)[0] not in "开结末前后":
            few = tuple(range(-size, 0)) if back else tuple(range(1, size + 1))
            return (Nth(unit, few, match.group(4) or ""), match.end()) if size else None
    if match := _EDGE_SENTENCE.match(text, at):
        return Nth("sentence", (1 if match.group(1) == "开头" else -1,)), match.end()
    if match := _EDGE.match(text, at):
        return Nth("paragraph" if match.group(2) == "段" else "sentence", (1 if match.group(1) == "首" else -1,)), match.end()
    if match := _MIDDLE.match(text, at):
        unit = unit_of(match.group(2))
        if unit == "part" and not match.group(1) and "那" not in match.group():
            return Every("part"), match.end()
        return Middle(unit, value(match.group(1) or "")), match.end()
    return _ordered(text, at) or _whole_count(text, at)


def _ordered(text: str, at: int) -> tuple[Step, int] | None:
    if match := _RANGE.match(text, at):
        ordinal, first, _, last, back, unit = match.groups()
        if ordinal or unit_of(unit) != "sentence":
            return Range(unit_of(unit), number(first), number(last) if last else -value(back or "")), match.end()
    if match := _LIST.match(text, at):
        head, first, more = next(match.group(i, i + 1, i + 2) for i in (1, 4, 7) if match.group(i) is not None)
        values = [number(word) for word in re.findall(NUMERAL, first)] + [number(word) for word in re.findall(NUMERAL, more)]
        sign = -1 if head.startswith("倒") else 1
        return Nth(unit_of(match.group(10)), tuple(dict.fromkeys(sign * one for one in values)), match.group(11) or ""), match.end()
    if match := _MEASURED.match(text, at):
        return Nth("point", (number(match.group(2)) * (-1 if match.group(1)[0] == "倒" else 1),), match.group(3)), match.end()
    return None


def _whole_count(text: str, at: int) -> tuple[Step, int] | None:
    if match := _OF_COUNT.match(text, at):
        return Nth("point", (number(match.group(3)) * (-1 if match.group(2)[0] == "倒" else 1),), match.group(1)), match.end()
    if (match := _COUNT.match(text, at)) and value(match.group(1) or match.group(3)) > 1:
        return Count(
            unit_of(match.group(2)) if match.group(2) else "point", value(match.group(1) or match.group(3)), match.group(4) or ""
        ), match.end()
    return None
