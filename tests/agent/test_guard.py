"""New text is cleaned of what models put around it, and measured; nothing else is ever touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.guard import accept, figures, mark_unsourced, measure, stray, unsourced

BODY = "今年以来，全市公安机关始终把反诈工作摆在突出位置，破案率上升12%。"


@pytest.mark.parametrize(
    "reply",
    [
        BODY,
        f"好的，以下是第二部分的正文：\n{BODY}",
        f"```\n{BODY}\n```",
        f"```text\n{BODY}\n```",
        f"二、聚力攻坚\n{BODY}",
        f"## 聚力攻坚\n\n{BODY}",
        f"**二、聚力攻坚**\n{BODY}",
        f"{BODY}\n\n（全文约30字）",
        f"{BODY}\n如需调整，请告诉我。",
        f"\r\n  {BODY}  \r\n",
        f"先想想怎么写。</think>{BODY}",
    ],
)
def test_only_the_text_of_a_reply_is_kept(reply: str) -> None:
    assert accept(reply, "二、聚力攻坚") == BODY


def test_half_width_marks_between_chinese_become_full_width() -> None:
    assert accept("抓落实,见成效;增长3.5%(同比).") == "抓落实，见成效；增长3.5%（同比）."


def test_a_series_keeps_its_ordinals() -> None:
    text = "一是抓早。\n二是抓小。"
    assert accept(text, "三、严管队伍") == text


@given(st.text())
def test_accepting_twice_is_accepting_once(reply: str) -> None:
    assert accept(accept(reply)) == accept(reply)


def test_an_empty_reply_is_refused() -> None:
    fault = stray("  \n", "", (), ())
    assert fault is not None
    assert fault.code == "empty"


def test_the_whole_speech_is_refused() -> None:
    reply = f"一、回顾成绩\n{BODY}\n三、严管队伍\n{BODY}"
    fault = stray(reply, "", (), ["一、回顾成绩", "三、严管队伍"])
    assert fault is not None
    assert fault.code == "whole_speech"


def test_a_neighbours_text_is_refused() -> None:
    neighbour = "要紧盯重点时段、重点部位、重点人员，把各项防范措施一项一项落到实处、见到实效。"
    fault = stray(f"{BODY}{neighbour}", "", (neighbour,), ())
    assert fault is not None
    assert fault.code == "neighbour"
    assert stray(BODY, "", (neighbour,), ()) is None


def test_a_figure_without_a_source_is_marked_and_one_with_a_source_stays() -> None:
    sources = "反诈破案率上升12%"
    text = "破案率上升百分之十二，抓获嫌疑人356名。"
    assert [fact.text for fact in unsourced(text, sources)] == ["356名"]
    marked = mark_unsourced(text, sources)
    assert marked == "破案率上升百分之十二，抓获嫌疑人【待核：356名】。"
    assert mark_unsourced(marked, sources) == marked


def test_length_is_measured_against_its_band() -> None:
    assert measure("好" * 100, (90, 110), "") == ()
    fault = measure("好" * 200, (90, 110), "")[0]
    assert (fault.code, fault.details) == ("length_off", {"words": 200, "least": 90, "most": 110})
    assert measure("好" * 89, (90, 110), "")[0].code == "length_off"


def test_a_fact_that_was_to_be_kept_and_is_gone_is_a_fault() -> None:
    kept = figures("反诈破案率上升12%")
    assert measure("反诈破案率明显上升。", None, "上升12%", kept)[0].code == "lost"
    assert measure("反诈破案率上升百分之十二。", None, "上升12%", kept) == ()


def test_a_point_comes_without_its_own_ordinal() -> None:
    assert accept("一是把警力沉下去。", "二是") == "把警力沉下去。"
    assert accept("把警力沉下去。", "一是") == "把警力沉下去。"
    assert accept("一是把警力沉下去。", "二、沉下去") == "一是把警力沉下去。"


def test_a_whole_series_in_place_of_one_point_is_refused() -> None:
    fault = stray("把警力沉下去。\n二是把装备配到位。", "一是", (), ())
    assert fault is not None
    assert fault.code == "series"
    assert stray("一是抓早。\n二是抓小。", "二、严管", (), ()) is None


def test_a_mask_of_a_sample_is_a_fault() -> None:
    assert [fault.code for fault in measure("到〔地名〕去看。", None, "")] == ["masked"]
    assert measure("到**分局去看。", None, "原文有**分局") == ()


def test_a_count_that_only_says_how_a_passage_is_built_needs_no_source() -> None:
    assert unsourced("重点抓四件事，列三张单子。", "") == ()
    assert [fact.text for fact in unsourced("办结四百件案子。", "")] == ["四百件"]
