"""Length: 字数 as Word and WPS count it, and minutes of speaking."""

from __future__ import annotations

import re

DEFAULT_PACE = 180  # 字 a minute; people speak at 160–200

# One for each character that Word takes for East Asian (full-width marks and the curly quotes, dash and
# ellipsis of Chinese text included), one for each run of anything else between spaces.
_ASIAN = (
    r"\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u2460-\u24ff\u2e80-\ua4cf\uac00-\ud7af"
    r"\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_COUNTED = re.compile(rf"[{_ASIAN}](?<!\u3000)|[^\s{_ASIAN}]+")


def count(text: str) -> int:
    """字数: every CJK character and full-width mark is one; a run of Latin letters or digits is one (12.5% is one)."""
    return sum(1 for _ in _COUNTED.finditer(text))


def minutes(text: str, pace: int = DEFAULT_PACE) -> float:
    """Speaking time at `pace` 字 a minute (120–220 is what people can follow)."""
    return count(text) / pace
