"""Blanks that we leave for a person, and the masks that others left in their samples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from speech.structure import Span

TO_FILL = "待填"  # not given
TO_CONFIRM = "待核"  # given by nobody whom we can name

_BLANK = re.compile(r"【(待填|待核)[：:]([^】\n]*)】")
# A single × or 某 is a mask only before what it hides the name of: “数据要素×”行动 and 某些同志 hide nothing;
# ○ stands for zero in 二○○五年.
_NAMELESS = r"(?:市(?!场)|县|区(?!域|间)|局(?!部)|厅|镇|乡(?!亲)|村(?!民)|街道)"
_MASK = re.compile(
    r"〔(?![12]\d{3}〕)[^〕\n]{0,12}〕|\*+|(?<![A-Za-z])[XxＸ]{2,}(?![A-Za-z])|[×✕]{2,}"
    rf"|[×✕](?={_NAMELESS}|省|[月日年]|同志|书记|主任)|某某+|某(?={_NAMELESS})|_{{2,}}|＿{{2,}}|□+|(?<![一二三四五六七八九○])○{{2,}}"
)


@dataclass(frozen=True, slots=True)
class Blank:
    kind: Literal["待填", "待核"]
    what: str
    span: Span


def blanks(text: str) -> tuple[Blank, ...]:
    return tuple(
        Blank("待填" if match.group(1) == TO_FILL else "待核", match.group(2), Span(*match.span())) for match in _BLANK.finditer(text)
    )


def masks(text: str) -> tuple[Span, ...]:
    """`**`, XX, ××, 某某, 〔地名〕: never right in a draft, whoever made them. 〔2025〕 of a document number is none."""
    return tuple(Span(*match.span()) for match in _MASK.finditer(text))


def to_confirm(value: str) -> str:
    return f"【{TO_CONFIRM}：{value}】"
