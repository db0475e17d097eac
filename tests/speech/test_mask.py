from __future__ import annotations

import pytest
from hypothesis import given

from speech.facts import FactKind, facts, known_names
from speech.mask import mask
from tests.speech.test_facts import written


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("全年破案320起，同比上升12%。", "全年破案〔数字〕起，同比上升〔比例〕。"),
        ("2025年7月4日，临澜市投入300万元。", "〔日期〕，〔地名〕投入〔金额〕。"),
        ("刚才，周明远同志作了通报。", "刚才，〔人名〕同志作了通报。"),
        ("根据临政发〔2025〕12号文件，", "根据〔文号〕文件，"),
        ("**余批次，XX市，××同志，", "〔数字〕余批次，〔地名〕市，〔人名〕同志，"),
        ("远锋集团和青陂派出所，", "〔单位〕和〔单位〕，"),
    ],
)
def test_facts_become_typed_blanks(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text", ["一、坚决做到“两个维护”", "（一）千方百计抓落实", "下面，我讲三点意见。一是要严，二是要实。", "党的二十大以来，“十四五”时期"]
)
def test_fixed_expressions_and_ordinals_stay(text: str) -> None:
    assert mask(text) == text


def test_known_names_are_masked_where_nothing_gives_them_away() -> None:
    speech = "槐安县县长\n刚才，周明远同志讲了话。"
    assert mask("槐安的做法周明远讲过", known_names(speech)) == "〔地名〕的做法〔人名〕讲过"


@given(written)
def test_masking_twice_is_masking_once(text: str) -> None:
    masked = mask(text)
    assert mask(masked) == masked


@given(written)
def test_masked_text_carries_no_fact(text: str) -> None:
    assert {fact.kind for fact in facts(mask(text))} <= {FactKind.MASK, FactKind.QUOTATION}
