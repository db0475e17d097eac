"""Masking: a sample's facts become typed blanks, so that its phrasing can be shown without them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from speech.facts import Fact, FactKind, facts
from speech.figures import figure_length

MASKER_VERSION = 1  # raise it when the same text masks differently: stored masked texts are made again

_BLANKS = {
    FactKind.NUMBER: "〔数字〕",
    FactKind.PERCENT: "〔比例〕",
    FactKind.MONEY: "〔金额〕",
    FactKind.DATE: "〔日期〕",
    FactKind.TIME: "〔时间〕",
    FactKind.DOCUMENT: "〔文号〕",
    FactKind.PERSON: "〔人名〕",
    FactKind.PLACE: "〔地名〕",
    FactKind.UNIT: "〔单位〕",
}
_WHATEVER = "〔略〕"
# What an untyped mask stood for, by the words after it.
_TYPES = (
    ("〔数字〕", re.compile(r"(?:余|多)?[万亿]?(?:个|起|件|名|人|户|家|项|次|批|亩|吨|公里|辆|条|处|场)")),
    ("〔比例〕", re.compile(r"[%％]|个百分点")),
    ("〔金额〕", re.compile(r"(?:余|多)?[万亿]?元")),
    ("〔日期〕", re.compile(r"[年月日]")),
    ("〔地名〕", re.compile(r"[省市县区镇乡村]|街道|社区")),
    ("〔人名〕", re.compile(r"同志|书记|[局市县区厅院校]长|主任|先生|女士")),
    ("〔单位〕", re.compile(r"局|公司|集团|支队|派出所|医院|学校")),
)


def mask(text: str, known: Mapping[str, FactKind] | None = None) -> str:
    """The text with typed blanks for its figures, dates, places, units, people and for masks of other kinds.

    Measure words, fixed expressions, ordinals and the words of quotations stay. `known` as for `facts`.
    Masking twice gives what masking once gave.
    """
    masked = _pass(text, known)
    while masked != text:  # a blank may be the boundary by which a name is recognised
        text, masked = masked, _pass(masked, known)
    return masked


def _pass(text: str, known: Mapping[str, FactKind] | None) -> str:
    pieces: list[str] = []
    done = 0
    for fact in facts(text, known):
        if fact.kind is FactKind.QUOTATION:
            continue
        pieces += [text[done : fact.span.start], _blank(text, fact)]
        done = fact.span.end
    return "".join([*pieces, text[done:]])


def _blank(text: str, fact: Fact) -> str:
    if fact.kind is FactKind.NUMBER:
        return _BLANKS[fact.kind] + fact.text[figure_length(fact) :]
    if fact.kind is not FactKind.MASK:
        return _BLANKS[fact.kind]
    if fact.text.startswith("〔"):
        return fact.text
    return next((blank for blank, words in _TYPES if words.match(text, fact.span.end)), _WHATEVER)
