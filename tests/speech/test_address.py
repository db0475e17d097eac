"""The words alone; what they name in a speech is in test_locate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.address import LAST, About, Address, Every, Frame, Headings, Marked, Nth, OfRole, Path, Step, Titled, read_address


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
        ("第二到第四部分", (Nth("part", (2, 3, 4)),)),
        ("第二到最后一段", (Nth("paragraph", (2, LAST)),)),
        ("第一和第三部分", (Nth("part", (1, 3)),)),
        ("第二三部分", (Nth("part", (2, 3)),)),
        ("第二十三段", (Nth("paragraph", (23,)),)),
        ("前两段", (Nth("paragraph", (1, 2)),)),
        ("最后三句", (Nth("sentence", (-3, -2, -1)),)),
        ("二（三）", (Marked(1, 2), Marked(2, 3))),
        ("2.3", (Path("2.3"),)),
        ("2.3.heading", (Path("2.3.heading"),)),
        ("“巧干”那一点", (Titled("巧干", "point"),)),
        ("巧干那一点", (Titled("巧干", "point"),)),
        ("讲反诈的那段", (About("反诈", "paragraph"),)),
        ("任务部分", (OfRole("tasks"),)),
        ("各部分小标题", (Every("part"), Headings(sub=True))),
        ("每段第一句", (Every("paragraph"), Nth("sentence", (1,)))),
    ],
)
def test_words_are_read_into_steps(words: str, steps: tuple[Step, ...]) -> None:
    assert ways(words) == (steps,)


def test_several_parts_are_several_ways() -> None:
    assert ways("开头、第二部分第一点和结尾") == ((Frame("opening"),), (Nth("part", (2,)), Nth("point", (1,))), (Frame("closing"),))


def test_an_exception_is_read_with_what_follows_it() -> None:
    assert read_address("除了结尾以外的其他部分都改短") == (Address(((Frame("all"),),), Address(((Frame("closing"),),))), 11)


@pytest.mark.parametrize(
    ("words", "read"),
    [("第二部分写实一点", "第二部分"), ("第二段改成两句话", "第二段"), ("结尾再有力一点", "结尾"), ("2.3扩写", "2.3"), ("p7压缩", "p7")],
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
            ]
        )
        | st.text(max_size=3),
        max_size=10,
    ).map("".join),
    st.integers(0, 4),
)
def test_reading_takes_something_and_stays_inside(words: str, start: int) -> None:
    found = read_address(words, start)
    assert found is None or (found[0].ways and start < found[1] <= len(words))
