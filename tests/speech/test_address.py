"""The words alone; what they name in a speech is in test_locate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.address import read_address
from speech.numbering import Style
from speech.steps import (
    ALL,
    About,
    Address,
    Beside,
    Count,
    Every,
    Except,
    Frame,
    Headings,
    Here,
    Marked,
    Middle,
    Nth,
    OfRole,
    Path,
    Range,
    Recent,
    Step,
    Through,
    Titled,
)


def ways(words: str) -> tuple[tuple[Step, ...], ...]:
    found = read_address(words)
    assert found is not None
    assert found[1] == len(words)
    return found[0].ways


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("结尾", (Frame("closing"),)),
        ("第十二部分", (Nth("part", (12,)),)),
        ("倒数第二段", (Nth("paragraph", (-2,)),)),
        ("第三部分的最后一句", (Nth("part", (3,)), Nth("sentence", (-1,)))),
        ("第二到第四部分", (Range("part", 2, 4),)),
        ("第二到最后一段", (Range("paragraph", 2, -1),)),
        ("第一和第三部分", (Nth("part", (1, 3)),)),
        ("第二三部分", (Nth("part", (2, 3)),)),
        ("第二十三段", (Nth("paragraph", (23,)),)),
        ("前两段", (Nth("paragraph", (1, 2)),)),
        ("最后三句", (Nth("sentence", (-3, -2, -1)),)),
        ("二（三）", (Marked(Style.COMMA, 2), Marked(Style.PAREN, 3))),
        ("2.3", (Path("2.3"),)),
        ("2.3.heading", (Path("2.3.heading"),)),
        ("“巧干”那一点", (Titled("巧干", "point"),)),
        ("巧干那一点", (Titled("巧干", "point"),)),
        ("讲反诈的那段", (About("反诈", "paragraph"),)),
        ("任务部分", (OfRole("tasks", "任务"),)),
        ("各部分小标题", (Every("part"), Headings(sub=True))),
        ("每段第一句", (Every("paragraph"), Nth("sentence", (1,)))),
        ("第 二 部分 第３点", (Nth("part", (2,)), Nth("point", (3,)))),
        ("二到四部分每部分", (Range("part", 2, 4),)),
        ("第二条希望", (Nth("point", (2,), "希望"),)),
        ("三个部分", (Count("part", 3),)),
        ("六点希望的第二个", (Nth("point", (2,), "希望"),)),
        ("六点希望的前两点", (Nth("point", (1, 2), "希望"),)),
        ("中间那部分", (Middle("part"),)),
        ("三（一）2", (Marked(Style.COMMA, 3), Marked(Style.PAREN, 1), Marked(Style.DOT, 2))),
        ("第三部分的二要", (Nth("part", (3,)), Marked(Style.MUST, 2))),
        ("所有提到隐患的段落", (About("隐患", "paragraph", True, ALL),)),
        ("这一部分的标题", (Here("part"), Headings())),
        ("刚才改的那两段", (Recent("paragraph", 2),)),
        ("称谓下面那段", (Frame("salutation"), Beside("paragraph", (1,), True))),
        ("结尾前面两段", (Frame("closing"), Beside("paragraph", (-1, -2)))),
        ("（一）到（三）", (Through((Marked(Style.PAREN, 1),), (Marked(Style.PAREN, 3),)),)),
        ("第二部分除帽段外", (Nth("part", (2,)), Except(Address(((Frame("lead"),),))))),
        ("除第三点以外的各点", (Except(Address(((Nth("point", (3,)),),)), "point"),)),
        ("第二部分，第三点除外", (Nth("part", (2,)), Except(Address(((Nth("point", (3,)),),))))),
    ],
)
def test_words_are_read_into_steps(words: str, steps: tuple[Step, ...]) -> None:
    assert ways(words) == (steps,)


def test_several_parts_are_several_ways() -> None:
    assert ways("开头、第二部分第一点和结尾") == ((Frame("opening"),), (Nth("part", (2,)), Nth("point", (1,))), (Frame("closing"),))


@pytest.mark.parametrize(
    ("words", "several"),
    [
        ("第二部分第一点和第三点", ((Nth("part", (2,)), Nth("point", (1,))), (Nth("part", (2,)), Nth("point", (3,))))),
        ("第一段和第三段的第一句", ((Nth("paragraph", (1,)), Nth("sentence", (1,))), (Nth("paragraph", (3,)), Nth("sentence", (1,))))),
        ("第一部分和第三部分第二点", ((Nth("part", (1,)),), (Nth("part", (3,)), Nth("point", (2,))))),
        ("开头结尾", ((Frame("opening"),), (Frame("closing"),))),
        ("（一）（二）", ((Marked(Style.PAREN, 1),), (Marked(Style.PAREN, 2),))),
        ("“甲”和“乙”两点", ((Titled("甲", "point"),), (Titled("乙", "point"),))),
        ("立住志向、守住底线两点", ((Titled("立住志向", "point"),), (Titled("守住底线", "point"),))),
    ],
)
def test_what_is_joined_is_read_apart(words: str, several: tuple[tuple[Step, ...], ...]) -> None:
    assert ways(words) == several


def test_an_exception_is_read_with_what_follows_it() -> None:
    assert read_address("除了结尾以外的其他部分都改短") == (Address(((Except(Address(((Frame("closing"),),))),),)), 11)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("第二部分写实一点", "第二部分"),
        ("第二段改成两句话", "第二段"),
        ("结尾再有力一点", "结尾"),
        ("2.3扩写", "2.3"),
        ("p7压缩", "p7"),
        ("第二部分压到600字", "第二部分"),
        ("第三点和第五点并一条", "第三点和第五点"),
        ("第三部分移到第二部分前面", "第三部分"),
        ("第二点和第三点对调", "第二点和第三点"),
        ("第二部分后面加一段", "第二部分"),
        ("结尾前面加一段讲作风", "结尾"),
        ("一要和二要重复了", "一要和二要"),
        ("成绩里加一句", "成绩"),
        ("第三部分一是太长，二是太空", "第三部分"),
        ("第二部分，结尾也要改", "第二部分"),
        ("第二部分跟结尾一样长", "第二部分"),
        ("除结尾以外都改短", "除结尾以外"),
        ("第二部分 压缩", "第二部分"),
        ("第一部分压到300字，第三部分删掉", "第一部分"),
        ("整篇语气再严肃些", "整篇"),
    ],
)
def test_an_address_ends_where_the_order_begins(words: str, read: str) -> None:
    found = read_address(words)
    assert found is not None
    assert words[: found[1]] == read


@pytest.mark.parametrize(
    "words",
    [
        "",
        "压到1800字",
        "写得具体一点",
        "再有力一点",
        "两部分",
        "三点意见",
        "这三点",
        "12.5%",
        "2.3亿元",
        "讲三点意见",
        "2025年",
        "一下那段",
        "太虚那段",
        "把稿子改好",
        "加上一段",
        "有人说",
        "一点",
        "第一时间处置",
        "全面推进",
        "最后一公里",
        "第一要务",
        "第一条战线",
        "第二段时间",
        "半年工作总结会议",
        "这段时间",
        "六点希望",
        "3.2亿元",
        "第2.3版",
        "一、把开头改短；二、结尾加一句",
        "一是太长，二是太空",
        "要求部门配合",
        "号召大家",
        "任务很重",
        "后面加一段",
        "第一季度",
        "五个方面",
        "第一，把开头改短",
        "一、第二部分压短；二、结尾加一句",
    ],
)
def test_other_words_are_no_address(words: str) -> None:
    assert read_address(words) is None


@given(
    st.lists(
        st.sampled_from(
            [
                "第",
                "二",
                "三",
                "十",
                "部分",
                "点",
                "段",
                "句",
                "到",
                "和",
                "、",
                "（",
                "）",
                "除",
                "以外",
                "的",
                "开头",
                "标题",
                "“",
                "”",
                "讲",
                "那",
                "每",
                "最后",
                "倒数",
                "前",
                "2",
                ".",
                "3",
                "p7",
                "小标题",
                "以外的各",
                "从",
                "后面",
                "一是",
                "二要",
                "刚才改的",
                "帽段",
                "两",
                "希望",
                "，",
                "除外",
            ]
        )
        | st.text(max_size=3),
        max_size=16,
    ).map("".join),
    st.integers(0, 4),
)
def test_reading_takes_something_and_stays_inside(words: str, start: int) -> None:
    found = read_address(words, start)
    assert found is None or (found[0].ways and start < found[1] <= len(words))
