"""Points read out of a brief: their words, their roles, what parts them, and what is said about the writing only."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.content import read_points
from speech.structure import Role

A, S, P, T, R = Role.ACHIEVEMENTS, Role.SITUATION, Role.PROBLEMS, Role.TASKS, Role.REQUIREMENTS


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (
            "上半年刑事案件下降12%，破获电诈案件320起；创建枫桥式派出所14个。",
            [("上半年刑事案件下降12%，破获电诈案件320起", A), ("创建枫桥式派出所14个", A)],
        ),
        ("下半年要抓好打击电诈、国庆安保", [("打击电诈", T), ("国庆安保", T)]),
        ("作风方面要求严守纪律、关心民警", [("严守纪律", R), ("关心民警", R)]),
        ("存在问题：\n1. 小作坊底数不清\n2. 部分企业主体责任不落实", [("小作坊底数不清", P), ("部分企业主体责任不落实", P)]),
        (
            "不足：重点税源单一，前20户占了税收的57%、个别所底数不清、欠税清理只完成41%",
            [("重点税源单一，前20户占了税收的57%", P), ("个别所底数不清", P), ("欠税清理只完成41%", P)],
        ),
        ("天气：全镇玉米4.3万亩、大豆1.1万亩待收", [("全镇玉米4.3万亩、大豆1.1万亩待收", S)]),
        ("要点：1.水库除险 2.物资储备", [("水库除险", T), ("物资储备", T)]),
        ("结尾用上那句话“城市要干净，账本也要干净”", [("“城市要干净，账本也要干净”", Role.CLOSING)]),
        ("感谢12位企业家到会", [("感谢12位企业家到会", Role.OPENING)]),
        ("省里要求12月31日前全部销号", [("省里要求12月31日前全部销号", S)]),
        ("1966年——312人来到荒滩；用37天架起第一台车床", [("1966年，312人来到荒滩", A), ("用37天架起第一台车床", A)]),
    ],
)
def test_points_and_where_they_belong(text: str, points: list[tuple[str, Role]]) -> None:
    assert [(point.text, point.role) for point in read_points(text)] == points


@pytest.mark.parametrize("aside", ["对了，", "补充一条，", "不要写背景，", "材料如下，", "顺序可以调，"])
def test_what_is_said_about_the_writing_is_no_point(aside: str) -> None:
    assert [point.text for point in read_points(f"{aside}新增学位2400个")] == ["新增学位2400个"]


def test_whom_it_displeases_is_not_read_aloud() -> None:
    assert [point.text for point in read_points("另外秘书长嫌有的专班换了三茬人")] == ["有的专班换了三茬人"]


def test_an_item_of_a_list_stays_whole() -> None:
    points = read_points("年底前清收应收账款5亿元，分管领导一人包两家；北站综合体6月封顶")
    assert [point.text for point in points] == ["年底前清收应收账款5亿元，分管领导一人包两家", "北站综合体6月封顶"]


def test_what_stands_under_a_topic_says_what_it_is_about() -> None:
    points = read_points("农村供水\n- 覆盖率达到92%\n- 有两个村还在吃窖水\n招商引资\n- 招商签约12个，到位资金8亿元\n")
    assert [point.text for point in points] == [
        "农村供水方面，覆盖率达到92%",
        "农村供水方面，有两个村还在吃窖水",
        "招商签约12个，到位资金8亿元",
    ]


@settings(deadline=None)  # a slow machine is no fault
@given(st.text(alphabet="上下半年要抓好问题：；，、。1一二是（）\n“”开展整改12%任务 ", max_size=80))
def test_whatever_is_typed_no_word_is_made_up(text: str) -> None:
    for point in read_points(text):
        assert point.text
        for char in point.text:
            assert char in text or char in "向表示，方面"


@given(
    st.lists(
        st.sampled_from(["隐患整改86处", "完成培训12期", "国庆安保", "责任不落实", "严守纪律", "感谢大家"]),
        min_size=1,
        max_size=6,
        unique=True,
    )
)
def test_every_item_of_a_list_is_a_point(items: list[str]) -> None:
    assert [point.text for point in read_points("\n".join(f"{place}. {item}" for place, item in enumerate(items, 1)))] == items
