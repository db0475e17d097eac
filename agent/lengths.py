"""Lengths as people ask for them: 2000字, 不超过800字, 压缩一半, 10分钟, 3页."""

from __future__ import annotations

import re

from agent.brief import Length
from speech.length import DEFAULT_PACE
from speech.numbering import number

PAGE = 550  # 字 on a full page of 22 × 28 once headings and half-empty last lines are allowed for

_NUMERAL = r"([\d,，]{1,7}|[一二三四五六七八九十两百千万〇零]{1,6})"
_LIMIT_BEFORE = r"(不超过|不多于|不要超过|别超过?|不能超过|控制在|限|至多|最多)?"
_LIMIT_AFTER = r"(以内|之内|以下|封顶)?"
# “违规”两个字 are words, 10分钟改为12分钟 a figure of the speech.
_ASKED = re.compile(
    rf"(?<![”’」』》这那]){_LIMIT_BEFORE}(?:约|大约|大概)?{_NUMERAL}\s*(?:来|多|余)?(个?字|分钟|页)(?:左右|上下)?{_LIMIT_AFTER}(?!(?:都|全部?|一律|统一)?(?:改|换|更正|替换))"
)
_SHARES = (
    (re.compile(r"(?:压缩|精简|缩短|减|砍|删|压)(?:掉|去|短)?(?:到|为|成)?(?:原来的)?一半"), 0.5),
    (re.compile(r"(?:压缩|精简|缩短|减|砍|压)(?:掉|去|短)?三分之一"), 2 / 3),
    (re.compile(r"(?:扩写|扩展|扩充|加长|扩)(?:到|为|成)?(?:一倍|两倍|原来的两倍)"), 2.0),
)


def asked_length(message: str, now: int | None = None) -> Length | None:
    """The length a message asks for; `now` is the present one in 字, which shares (一半) are taken of."""
    for match in _ASKED.finditer(message):
        value = _value(match.group(2))
        words = {"字": value, "个字": value, "分钟": value * DEFAULT_PACE, "页": value * PAGE}[match.group(3)]
        if words:
            return Length(words, ceiling=bool(match.group(1) or match.group(4)))
    if now is not None:
        for form, share in _SHARES:
            if form.search(message):
                return Length(max(1, round(now * share)))
    return None


def _value(words: str) -> int:
    plain = words.replace(",", "").replace("，", "")
    return number(plain) if plain else 0
