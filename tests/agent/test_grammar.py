"""What the grammar settles, and what it leaves to talk rather than guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.brief import Length
from agent.grammar import read_order
from agent.orders import (
    ORDER,
    Check,
    Compare,
    Correct,
    Delete,
    Draft,
    Export,
    Insert,
    Lock,
    Merge,
    Move,
    Redo,
    Renumber,
    Replace,
    Restore,
    Retitle,
    Revise,
    Search,
    Several,
    Split,
    Swap,
    Talk,
    Undo,
    Unlock,
)
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
    ("把1147处改成1152处", Correct("1152处", old="1147处")),
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
    ("重写第二部分，但别动第二点", Revise("第二部分", "重写", keep="第二点")),
    ("重写第二部分，保留数字", Revise("第二部分", "重写，保留数字")),
    ("第二部分压到600字，数字一个别丢", Revise("第二部分", "压到600字，数字一个别丢", Length(600))),
    ("第二部分精简一下，其他地方不要动", Revise("第二部分", "精简一下")),
    ("这段太虚", Revise("这段", "太虚")),
    ("再短一点", Revise("", "再短一点", again=True)),
    ("语气再严肃些", Revise("", "语气再严肃些")),
    ("整篇压到1800字", Revise("整篇", "压到1800字", Length(1800))),
    ("各部分小标题改成八个字，要对仗", Revise("各部分小标题", "改成八个字，要对仗", Length(8))),
    ("破案率改成15%，前后都对一下", Correct("15%", subject="破案率")),
    ("把破案率改成15%", Correct("15%", subject="破案率")),
    ("刑侦报12%，指挥中心报11.7%，先按指挥中心", Correct("11.7%", old="12%", note="刑侦报12%，指挥中心报11.7%")),
    ("成绩里加一句：刑事警情同比下降8.6%", Insert("成绩", "inside", "sentence", "刑事警情同比下降8.6%")),
    ("第二部分后面加一段：各级要上心；先问自己。不能推。", Insert("第二部分", "after", "paragraph", "各级要上心；先问自己。不能推。")),
    ("第三部分的标题改成：守业有责，事事求实", Retitle("第三部分的标题", "守业有责，事事求实")),
    ("优秀教师60名改成62名，前后都对一下", Correct("62名", subject="优秀教师", old="60名")),
    ("在第二部分后面加一段讲督查", Insert("第二部分", "after", "paragraph", about="督查")),
    ("第三部分补一条四要，写执法办案", Insert("第三部分", "inside", "point", about="执法办案")),
    ("把第三部分移到第二部分前面", Move("第三部分", "before", "第二部分")),
    ("第二点和第三点对调", Swap("第二点和第三点")),
    ("第三点和第五点并一条，序号顺一下", Merge("第三点和第五点")),
    ("第二点拆成两点", Split("第二点", 2)),
    ("序号顺一下", Renumber()),
    ("锁定第二部分", Lock("第二部分")),
    ("第一部分局长看过了，定了，后面都别动它", Lock("第一部分")),
    ("第三部分解锁", Unlock("第三部分")),
    ("重做", Redo()),
    ("回到第3版但保留现在的第三部分", Restore(3, "第三部分")),
    ("对比第2版和现在", Compare(2)),
    ("对比一下上一版", Compare(-1)),
    ("在“先说上半年”前面加上“同志们，”三个字", Replace("先说上半年", "同志们，先说上半年")),
    ("第二部分里“压实”后面加上“再压实”", Replace("压实", "压实再压实", "第二部分")),
    ("第一部分第一句改成：先把道理说清楚。", Retitle("第一部分第一句", "先把道理说清楚。")),
    (
        "王局意见：第一部分砍一半；李政委意见：结尾加上一句谢谢大家的话，‘坚决打赢’改成‘坚决打好’",
        Several(
            (
                Revise("第一部分", "砍一半"),
                Insert("结尾", "inside", "sentence", about="谢谢大家的话"),
                Replace("坚决打赢", "坚决打好"),
            )
        ),
    ),
    ("其它都不动，只把最后一段写得再有气势一点", Revise("最后一段", "写得再有气势一点")),
    ("“赶酒日”这三个字去掉", Delete("“赶酒日”")),
    (
        "第二部分第四点后面加一句：招商要招大、招优。另外第三部分第四点删掉",
        Several((Insert("第二部分第四点", "after", "sentence", "招商要招大、招优。"), Delete("第三部分第四点"))),
    ),
    ("解锁第一部分，标题也改成“正视差距”", Several((Unlock("第一部分"), Retitle("第一部分的标题", "正视差距")))),
    ("第二部分第一点和第二点合并，标题用‘抓重点整治’", Merge("第二部分第一点和第二点", "抓重点整治")),
    ("标题也改一下", Revise("标题", "也改一下")),
    (
        "第二部分重写，其余压缩一半",
        Several((Revise("第二部分", "重写"), Revise("除了第二部分以外", "压缩一半"))),
    ),
    ("第二点还是恢复成原来的", Restore(0, only="第二点")),
    ("恢复第2版的第三部分", Restore(2, only="第三部分")),
    ("第一部分开头加一句：先说成绩。", Insert("第一部分", "start", "sentence", "先说成绩。")),
    ("第二部分末尾加一句：要抓紧。", Insert("第二部分", "end", "sentence", "要抓紧。")),
    ("结尾加上一句谢谢大家的话", Insert("结尾", "inside", "sentence", about="谢谢大家的话")),
    ("结尾加一句：谢谢大家！", Insert("结尾", "inside", "sentence", "谢谢大家！")),
    ("第三点拆成两点，前面讲责任后面讲督导", Split("第三点", 2, "前面讲责任后面讲督导")),
    ("锁定第一部分，其余整体压到600字", Several((Lock("第一部分"), Revise("除了第一部分以外", "压到600字", Length(600))))),
    ("第三部分五点，每点不超过60字", Revise("第三部分的五点", "不超过60字", Length(60, True))),
    ("第二、三部分各压到300字", Revise("第二、三部分", "压到300字", Length(300))),
    (
        "第二部分标题改成“把任务压实”，内容改短一点",
        Several((Retitle("第二部分标题", "把任务压实"), Revise("第二部分", "改短一点", keep="第二部分标题"))),
    ),
    ("跟第2版对比一下，看看改了哪些", Compare(2)),
    ("第一部分删掉，再检查一下", Several((Delete("第一部分"), Check()))),
    ("第2版和上一版有什么不同", Compare(2, -1)),
    ("导出一份朗读稿", Export("朗读稿")),
    (
        "第一部分压到300字，第三部分删掉，结尾再有力一点",
        Several((Revise("第一部分", "压到300字", Length(300)), Delete("第三部分"), Revise("结尾", "再有力一点"))),
    ),
    ("重写第二部分，然后把第三部分删掉", Several((Revise("第二部分", "重写"), Delete("第三部分")))),
]

LEFT_TO_TALK = [
    "第三部分各压到100字",  # of each of what?
    "第一部分砍一半，第二部分第二点单列一段",
    "第二部分开头加一句：“要快。”顺便把“截止6月底”改成“截至6月底”",
    "全文的‘我们’少一点",  # which of them?
    "第一部分不动，其余润色一下",
    "第二部分压到300字，标题改成“抓实”",  # whose?
    "日期改成2023年11月21日，【待填】填成李明，导出",
    "第二部分第一点和第二点合并，标题用‘抓重点整治’；加一点讲防返贫，放在第一点后面，200字左右",
    "‘一项一项抓落实’改成‘逐项抓落实’，‘我们’全文少用一点",
    "结尾那句不要，撤销",  # the one thing or the other
    "第二部分第二点里的10分钟改为12分钟，芦埠、青石桥换成河口、东街，全文",
    "重写第二部分，除非局长另有意见",
    "第二部分不要写了",
    "第三部分不要改得太多",
    "你觉得第二部分怎么样",
    "第二部分有几个数字？",
    "第二部分写得真好",
    "为什么第二部分这么长",
    "第三部分要不要删掉？",
    "如果第二部分太长就删掉第三点",
    "谢谢",
    "删掉没用的话",
    "把它改一下",
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
