from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.blanks import Blank, blanks, masks, to_confirm
from speech.structure import Span
from tests.speech.speeches import LED, written


def test_blanks_say_what_is_missing_and_where() -> None:
    assert blanks("破案【待填：数量】起，下降【待核：12%】。") == (
        Blank("待填", "数量", Span(2, 9)),
        Blank("待核", "12%", Span(13, 21)),
    )


@pytest.mark.parametrize("text", ["【待填】", "【待定：数】", "【待填：没有\n完】", "待填：数", "【重点】"])
def test_other_brackets_are_no_blank(text: str) -> None:
    assert blanks(text) == ()


@given(st.text(st.characters(exclude_characters="】\n", exclude_categories=["Cs"])))
def test_a_value_to_confirm_is_a_blank(value: str) -> None:
    assert [(blank.kind, blank.what) for blank in blanks(to_confirm(value))] == [("待核", value)]


def found(text: str) -> list[str]:
    return [span.of(text) for span in masks(text)]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("尊敬的**书记", ["**"]),
        ("围绕“****”这条主线", ["****"]),
        ("XX市XXX局", ["XX", "XXX"]),
        ("20XX年", ["XX"]),
        ("××同志", ["××"]),
        ("在×局长带领下", ["×"]),
        ("×月×日", ["×", "×"]),
        ("某某同志和某县", ["某某", "某"]),
        ("〔地名〕的〔人名〕", ["〔地名〕", "〔人名〕"]),
        ("___元和□□", ["___", "□□"]),
        ("○○局", ["○○"]),
    ],
)
def test_masks_are_found(text: str, masked: list[str]) -> None:
    assert found(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "临政发〔2025〕12号",
        "“数据要素×”行动",
        "3×4方阵",
        "8×8小时",
        "二○○五年",
        "一九○○年",
        "某些同志",
        "某种程度上",
        "某村民反映",
        "某市场主体",
        "某区域",
        "某乡亲",
        "XL码",
        "EXXON",
        "iPhone X",
        "X光机",
        "_x",
        "【待填：数】",
        "“十四五”",
    ],
)
def test_near_misses_are_no_mask(text: str) -> None:
    assert found(text) == []


@given(written)
def test_masks_and_blanks_stand_in_order_inside_the_text(text: str) -> None:
    for spans in (list(masks(text)), [blank.span for blank in blanks(text)]):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_a_masked_speech_has_its_masks_counted() -> None:
    assert found(LED) == ["**", "****", "XX", "**", "**"]
