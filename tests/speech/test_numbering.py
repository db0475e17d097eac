from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.numbering import Style, chinese, number, read, series


@given(st.integers(1, 9999))
def test_a_number_is_read_as_it_was_written(value: int) -> None:
    assert number(chinese(value)) == value
    assert number(str(value)) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1010, "一千零一十"),
    ],
)
def test_numbers_are_written_as_in_speeches(value: int, words: str) -> None:
    assert chinese(value) == words


@pytest.mark.parametrize(("words", "value"), [("两百", 200), ("三千零五", 3005), ("三万五千", 35000), ("２０", 20), ("二百五十", 250)])
def test_numerals_are_read(words: str, value: int) -> None:
    assert number(words) == value


@pytest.mark.parametrize("words", ["", "多", "十个", "1.5", "²", "-1"])
def test_other_words_are_no_numeral(words: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        number(words)


ORDINALS = """
一、抓紧 | COMMA 1 | 一、
十二、抓紧 | COMMA 12 | 十二、
九十九、抓紧 | COMMA 99 | 九十九、
一．抓紧 | COMMA 1 | 一．
一 、抓紧 | COMMA 1 | 一 、
一、一年来的工作 | COMMA 1 | 一、
（二）抓紧 | PAREN 2 | （二）
(十)抓紧 | PAREN 10 | (十)
（三）、抓紧 | PAREN 3 | （三）、
3.抓紧 | DOT 3 | 3.
3．10种金属 | DOT 3 | 3．
3、抓紧 | DOT 3 | 3、
１２．抓紧 | DOT 12 | １２．
（4）抓紧 | DIGIT_PAREN 4 | （4）
4）抓紧 | DIGIT_PAREN 4 | 4）
⑤抓紧 | CIRCLED 5 | ⑤
第一，抓紧 | ORDER 1 | 第一，
第二要抓紧 | ORDER 2 | 第二要
首先，抓紧 | SERIAL 1 | 首先，
其次要抓紧 | SERIAL 2 | 其次要
一是抓紧 | IS 1 | 一是
二十一是抓紧 | IS 21 | 二十一是
二是：抓紧 | IS 2 | 二是：
三是不够实 | IS 3 | 三是
一要抓紧 | MUST 1 | 一要
二要不断抓紧 | MUST 2 | 二要
三要求真务实 | MUST 3 | 三要
（ 三 ）抓紧 | PAREN 3 | （ 三 ）
(　2　) 抓紧 | DIGIT_PAREN 2 | (　2　) 
2 、抓紧 | DOT 2 | 2 、
一 、抓紧 | COMMA 1 | 一 、
㈢抓紧 | PAREN 3 | ㈢
⑾抓紧 | DIGIT_PAREN 11 | ⑾
⒉抓紧 | DOT 2 | ⒉
第一部分：抓紧 | PART 1 | 第一部分：
第二个问题：抓紧 | TOPIC 2 | 第二个问题：
第三点，抓紧 | ORDER 3 | 第三点，
第二个方面：抓紧 | ORDER 2 | 第二个方面：
二、三大攻坚战 | COMMA 2 | 二、
一、二十项任务 | COMMA 1 | 一、
"""


@pytest.mark.parametrize("line", ORDINALS.strip().splitlines())
def test_an_ordinal_is_read_with_its_mark(line: str) -> None:
    text, value, mark = line.split(" | ")
    found = read(text)
    assert found is not None
    assert (f"{found.style.name} {found.value}", text[: found.end]) == (value, mark)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一",
        "一是",
        "一个中心",
        "一切工作",
        "2025年",
        "3.5亿元",
        "12.5%的企业",
        "一、二、三产业",
        "1、2、3号楼",
        "一是一，二是二",
        "第一要务是发展",
        "第一个问题",
        "三是否",
        "十十、",
        "一二三、",
        "一百二十、",
        "要抓紧",
        "（上）",
        "（2025年3月6日）",
        "三要素",
        "五要求，缺一不可",
        "五、六月份",
        "三、四季度",
        "一、二线城市",
        "3、4月份",
        "1、2号楼",
        "第一部分人",
        "第二个问题不大",
    ],
)
def test_near_misses_are_no_ordinal(text: str) -> None:
    assert read(text) is None


@given(st.text(max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_reading_stays_between_its_bounds(text: str, start: int, end: int) -> None:
    found = read(text, start, end)
    if found is not None:
        assert start == found.start <= found.numeral_start < found.numeral_end <= found.end <= end
        assert found.value >= 1


@given(st.sampled_from(list(Style)), st.integers(1, 4), st.integers(1, 4))
def test_a_mark_is_read_back_and_renumbered(style: Style, value: int, other: int) -> None:
    text = style.write(value) + "把工作抓紧"
    found = read(text)
    assert found is not None
    assert (found.style, found.value) == (style, value)
    again = read(found.renumbered(text, other) + "把工作抓紧")
    assert again is not None
    assert (again.style, again.value) == (style, other)


def test_renumbering_keeps_the_way_it_was_written() -> None:
    for text, renumbered in [
        ("（ 3", None),
        ("3、抓", "5、"),
        ("(三) 抓", "(五) "),
        ("㈢抓", "㈤"),
        ("⒊抓", "⒌"),
        ("第三点，抓", "第五点，"),
        ("第三要抓", "第五要"),
        ("三要 抓", "五要"),
    ]:
        found = read(text)
        assert (found and found.renumbered(text, 5)) == renumbered


def marks(text: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in series(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("要做到：一是快；二是准；三是实。", ["一是", "二是", "三是"]),
        ("一是快。二是准。", ["一是", "二是"]),
        ("怎么办？一要快，二要准，三要实。", ["一要", "二要", "三要"]),
        ("首先，学。其次，做。最后，评。", ["首先，", "其次，", "最后，"]),
        ("第一，学；第二，做。", ["第一，", "第二，"]),
        ("一是学，一要真学，二要常学；二是做。", ["一是", "二是"]),
        ("他说：“办事有三条，一要公道，二要舍得。”说得好。", []),
        ("要“快”：一是“准”，二是“实”。", ["一是", "二是"]),
        ("引号没有合上的“话：一是快，二是准。", ["一是", "二是"]),
        ("一是快。", []),
        ("二是准；三是实。", []),
        ("首先，我代表大家致谢。最后，祝好。", []),
        ("一是一，二是二，说话算话。", []),
        ("他说三是二是一是，都不算。", []),
    ],
)
def test_points_that_run_on_count_up_from_one(text: str, found: list[str]) -> None:
    assert marks(text) == found


def test_an_ordinal_knows_whether_it_ends_a_series() -> None:
    text = "首先，学。其次，做。最后，评。"
    assert [mark.closes for mark in series(text, 0, len(text))] == [False, False, True]


def test_a_sign_that_ends_too_early_is_written_out() -> None:
    found = read("㈩抓")
    assert found is not None
    assert found.renumbered("㈩抓", 11) == "（十一）"
