"""Blanks that we leave for a person, and the masks that others left in their samples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from speech.structure import Span

TO_FILL = "待填"  # not given
TO_CONFIRM = "待核"  # given by nobody whom we can name

_BLANK = re.compile(r"【(待填|待核)[：:]([^】\n]*)】")
_MASK = re.compile(
    r"〔(?![12]\d{3}〕)[^〕\n]{0,12}〕|\*{1,}|(?<![A-Za-z])[XxＸ]{2,}(?![A-Za-z])|[×✕]{1,}(?=[^\d\s×])|(?<=[^\d\s])×{2,}|某某|某(?=[市县区局镇乡村])|_{2,}|＿{2,}|□{1,}|○{2,}"
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
