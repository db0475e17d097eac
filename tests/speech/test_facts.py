from __future__ import annotations

import itertools
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.facts import FactKind, facts, known_names
from speech.figures import amount, plain

_PIECES = st.sampled_from(
    [
        "全市公安机关",
        "12%",
        "百分之十二",
        "2025年7月4日",
        "三百余万元",
        "临澜市公安局",
        "周明远同志",
        "局长周明远",
        "“十四五”",
        "一是",
        "（一）",
        "1.",
        "**",
        "XX",
        "〔数字〕",
        "〔2025〕12号",
        "【待填：数】",
        "三点意见",
        "第十八届",
        "槐安县",
        "青陂街道",
        "37个",
        "九成",
        "上午9时",
        "，",
        "。",
        "\n",
        "１２",
        "千方百计",
        "党的二十大",
        "“",
        "”",
        "某某",
        "〔",
        "〕",
        "年",
        "万",
        "亿",
    ]
)
written = st.lists(_PIECES | st.text(max_size=6), max_size=12).map("".join)


def found(text: str, kind: FactKind) -> list[tuple[str, str]]:
    return [(fact.text, fact.value) for fact in facts(text) if fact.kind is kind]


@pytest.mark.parametrize("written_as", ["12%", "１２％", "百分之十二", "12.0%"])
def test_a_percentage_has_one_value_however_written(written_as: str) -> None:
    assert found(f"警情同比下降{written_as}，为近年最低。", FactKind.PERCENT) == [(written_as, "12%")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.5个百分点", "3.5pp"),
        ("九成", "90%"),
        ("三分之二", "2/3"),
        ("千分之五", "0.5%"),
        ("百分之十二点五", "12.5%"),
    ],
)
def test_shares_are_percentages(text: str, value: str) -> None:
    assert found(f"比例为{text}。", FactKind.PERCENT) == [(text, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("300万元", "3000000元"),
        ("3亿元", "300000000元"),
        ("1,200元", "1200元"),
        ("三百余万元", "3000000元"),
        ("1.2亿余元", "120000000元"),
        ("两百万美元", "2000000美元"),
    ],
)
def test_money_is_compared_in_units(text: str, value: str) -> None:
    assert found(f"投入{text}，", FactKind.MONEY) == [(text, value)]


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("37个", "37", "个"),
        ("三十七个", "37", "个"),
        ("42.6万亩", "426000", "亩"),
        ("百万名", "1000000", "名"),
        ("120座", "120", "座"),
        ("24小时", "24", "小时"),
        ("43条", "43", "条"),
        ("两万余人", "20000", "人"),
        ("三个月", "3", "个月"),
        ("1600万千瓦", "16000000", "千瓦"),
        ("第十八届", "18", "届"),
        ("第3815号", "3815", "号"),
    ],
)
def test_numbers_carry_their_measure_word(text: str, value: str, measure: str) -> None:
    (fact,) = facts(f"共有{text}，")
    assert (fact.kind, fact.text, fact.value, fact.measure) == (FactKind.NUMBER, text.removeprefix("第"), value, measure)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025年7月4日", "2025-07-04"),
        ("二〇二五年七月", "2025-07"),
        ("2025年", "2025"),
        ("7月4日", "--07-04"),
        ("5月份", "--05"),
        ("20世纪90年代", "20c90"),
    ],
)
def test_dates_compare_in_iso_form(text: str, value: str) -> None:
    assert found(f"会议于{text}，", FactKind.DATE) == [(text, value)]


def test_a_duration_is_no_date() -> None:
    assert [fact.kind for fact in facts("用三年时间、26天时间")] == [FactKind.NUMBER, FactKind.NUMBER]


@pytest.mark.parametrize(("text", "value"), [("上午9时30分，", "T09:30"), ("晚上八点，", "T08:00"), ("14:05，", "T14:05")])
def test_times(text: str, value: str) -> None:
    assert [fact.value for fact in facts(text)] == [value]


@pytest.mark.parametrize("text", ["临政发〔2025〕12号", "国办发[2024]3号", "临公办〔2025〕12号"])
def test_document_numbers_with_their_code(text: str) -> None:
    ((words, value),) = found(f"根据{text}文件，", FactKind.DOCUMENT)
    assert words == text
    assert value.startswith("〔20")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("刚才，周明远、李志强同志作了发言，", ["周明远", "李志强"]),
        ("局长周明远通报了情况，", ["周明远"]),
        ("市公安局局长 贺松岩\n同志们：", ["贺松岩"]),
        ("感谢欧阳锋同志，", ["欧阳锋"]),
    ],
)
def test_people_are_known_by_surname_and_title(text: str, names: list[str]) -> None:
    assert [words for words, _ in found(text, FactKind.PERSON)] == names


@pytest.mark.parametrize(
    "text", ["各位同志，单位同志，老同志们", "局长高度重视，书记任组长，", "党员干部要带头，常委同志要负责，", "民警连续作战，"]
)
def test_common_words_after_a_title_are_nobody(text: str) -> None:
    assert found(text, FactKind.PERSON) == []


def test_places_and_units_need_a_proper_part() -> None:
    text = "推动临澜市公安局、青陂街道、槐安县人民医院和远锋集团；"
    assert [words for words, _ in found(text, FactKind.UNIT)] == ["临澜市公安局", "槐安县人民医院", "远锋集团"]
    assert [words for words, _ in found(text, FactKind.PLACE)] == ["青陂街道"]


@pytest.mark.parametrize(
    "text",
    ["全市各县区、乡镇街道", "城市社区和工业园区", "市公安局、各派出所、交警支队", "房地产市场、村民、农村、示范村", "中小学和县级医院"],
)
def test_generic_places_and_units_are_no_facts(text: str) -> None:
    assert facts(f"深入{text}，") == ()


@pytest.mark.parametrize(
    "text",
    [
        "一、提高认识",
        "（一）抓好落实",
        "1. 抓好落实",
        "一是要抓实，二是要抓细，第一，第二部分",
        "三点意见、四个方面、五条要求",
        "两个维护、四个意识、党的二十大、“十四五”时期、二十届三中全会",
        "一把手、千方百计、万无一失、百姓、一线、一盘棋、三农、两会、四面八方",
        "千万不能大意，万一有事，十分重要",
        "半年来、上半年、去年、今年以来、近年来",
        "5G和12345热线，拨打110报警",
    ],
)
def test_fixed_expressions_and_ordinals_are_no_facts(text: str) -> None:
    assert facts(text) == ()


def test_masks_and_blanks_are_found_whoever_made_them() -> None:
    text = "**余批次，XX市，××同志，某某局，〔数字〕，【待填：数】，【待核：12】"
    assert [fact.text for fact in facts(text) if fact.kind is FactKind.MASK] == [
        "**",
        "XX",
        "××",
        "某某",
        "〔数字〕",
        "【待填：数】",
        "【待核：12】",
    ]


def test_a_quotation_may_hold_other_facts() -> None:
    kinds = [fact.kind for fact in facts("他说“投入300万元”。")]
    assert kinds == [FactKind.QUOTATION, FactKind.MONEY]


def test_known_names_are_found_where_nothing_gives_them_away() -> None:
    known = known_names("槐安县县长\n刚才，周明远同志讲了话。")
    assert [fact.text for fact in facts("槐安的做法周明远讲过", known)] == ["槐安", "周明远"]


@given(written)
def test_facts_stand_where_they_say_in_order_and_apart(text: str) -> None:
    found_here = facts(text)
    assert all(fact.span.of(text) == fact.text and fact.text for fact in found_here)
    apart = [fact.span for fact in found_here if fact.kind is not FactKind.QUOTATION]
    assert all(before.end <= after.start for before, after in itertools.pairwise(apart))


@given(st.integers(0, 10**12))
def test_numerals_compare_across_digits_and_scales(value: int) -> None:
    assert plain(amount(str(value))) == str(value)
    assert amount(f"{value}万") == Decimal(value) * 10**4
    assert amount(f"{value:,}") == value


@pytest.mark.parametrize("piece", ["1", "一", "十", "1,234", "推动", "〔", "“", "王", "*"])
def test_long_runs_take_no_time_to_speak_of(piece: str) -> None:
    start = time.perf_counter()
    facts(piece * 20_000)
    assert time.perf_counter() - start < 5
