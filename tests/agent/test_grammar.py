"""What the grammar settles, and what it leaves to talk rather than guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.brief import Length
from agent.grammar import read_order
from agent.orders import ORDER, Check, Delete, Draft, Replace, Restore, Retitle, Revise, Search, Talk, Undo
from errors import EmptyOrder

SETTLED = [
    ("重写第二部分，写得更具体", Revise("第二部分", "重写，写得更具体")),
    ("请重写第二部分。", Revise("第二部分", "重写")),
    ("把第二部分压缩到200字", Revise("第二部分", "压缩到200字", Length(200))),
    ("第二部分压到600字以内", Revise("第二部分", "压到600字以内", Length(600, ceiling=True))),
    ("第二部分太虚，写具体", Revise("第二部分", "太虚，写具体")),
    ("结尾再有力一点", Revise("结尾", "再有力一点")),
    ("精简第二部分第三点", Revise("第二部分第三点", "精简")),
    ("润色一下开头", Revise("开头", "润色一下")),
    ("换个开头", Revise("开头", "换个")),
    ("扩写第一和第三部分", Revise("第一和第三部分", "扩写")),
    ("重写“带着巧干去奋斗”那一点", Revise("“带着巧干去奋斗”那一点", "重写")),
    ("把“截止6月底”全部改成“截至6月底”", Replace("截止6月底", "截至6月底")),
    ("把第一部分里的“同期”改成“上年同期”", Replace("同期", "上年同期", "第一部分")),
    ("把周明替换为李强", Replace("周明", "李强")),
    ("把1147处改成1152处", Replace("1147处", "1152处")),
    ("再撤销一次", Undo()),
    ("标题改成“在全市禁毒工作会议上的讲话”", Retitle("标题", "在全市禁毒工作会议上的讲话")),
    ("把第二部分的标题改为：担当实干", Retitle("第二部分的标题", "担当实干")),
    ("删掉第二部分第三点", Delete("第二部分第三点")),
    ("把倒数第二段删了", Delete("倒数第二段")),
    ("撤销", Undo()),
    ("撤销刚才的修改。", Undo()),
    ("回到第3版", Restore(3)),
    ("检查一下全文", Check()),
    ("找一段讲基层治理的例子", Search("讲基层治理")),
]

LEFT_TO_TALK = [
    "重写第二部分，但别动第二点",
    "重写第二部分，保留数字",
    "重写第二部分，然后把第三部分删掉",
    "第一部分压到300字，第三部分删掉，结尾再有力一点",
    "这段太虚",
    "把破案率改成15%，前后都对一下",
    "把破案率改成15%",
    "你觉得第二部分怎么样",
    "第二部分有几个数字？",
    "谢谢",
    "删掉没用的话",
]


@pytest.mark.parametrize(("message", "order"), SETTLED)
def test_a_plain_order_is_settled(message: str, order: object) -> None:
    assert read_order(message) == order


@pytest.mark.parametrize("message", LEFT_TO_TALK)
def test_what_is_not_certain_is_left_to_talk(message: str) -> None:
    assert read_order(message) == Talk(message)


def test_a_drafting_order_carries_its_brief() -> None:
    order = read_order("起草一篇全市公安机关半年工作总结会议讲话，局长讲，2000字")
    assert isinstance(order, Draft)
    assert order.brief.length == Length(2000)


@pytest.mark.parametrize("message", ["", "  \n", "。"])
def test_nothing_asked_is_said(message: str) -> None:
    with pytest.raises(EmptyOrder):
        read_order(message)


@given(st.text(min_size=1))
def test_any_message_is_an_order_or_an_empty_one(message: str) -> None:
    try:
        order = read_order(message)
    except EmptyOrder:
        return
    assert ORDER.validate_python(ORDER.dump_python(order, mode="json")) == order
