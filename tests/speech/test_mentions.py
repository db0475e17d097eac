from __future__ import annotations

import pytest

from speech.mentions import equal, of_subject

RATES = """今年的破案率上升12%，群众看得见。12个派出所都有功劳，12起旧案有了下文。
破案率升了百分之十二，这12%来之不易。有人说是112%，有人说是12.5%，都不对，就是12%。
满意度提高12个百分点，受理量下降1２％。
"""


def found(text: str, figure: str) -> list[str]:
    return [fact.text for fact in equal(text, figure)]


def told(text: str, subject: str, figure: str) -> dict[str, list[str]]:
    return {value: [fact.text for fact in facts] for value, facts in of_subject(text, subject, figure).items()}


def test_the_same_figure_is_found_however_it_is_written() -> None:
    assert found(RATES, "12%") == ["12%", "百分之十二", "12%", "12%", "1２％"]
    assert found(RATES, "百分之十二") == found(RATES, "12%")


@pytest.mark.parametrize(
    ("figure", "hits"),
    [
        ("12个", ["12个"]),
        ("12起", ["12起"]),
        ("12.5%", ["12.5%"]),
        ("112%", ["112%"]),
        ("12个百分点", ["12个百分点"]),
        ("12", ["12个", "12起"]),
        ("13%", []),
        ("不是数", []),
    ],
)
def test_another_measure_is_another_figure(figure: str, hits: list[str]) -> None:
    assert found(RATES, figure) == hits


@pytest.mark.parametrize("text", ["12月开会。", "2012年以来。", "政发〔2012〕12号。", "投入12万元。", "第12届", "1200人"])
def test_a_bare_number_is_no_part_of_another_figure(text: str) -> None:
    assert "12" not in found(text, "12")


@pytest.mark.parametrize(
    ("text", "subject", "figure", "values"),
    [
        ("破案率上升12%，满意度上升9%。", "破案率", "15%", {"12%": ["12%"]}),
        ("破案率上升12%、满意度上升9%。", "破案率", "15%", {"12%": ["12%"]}),
        ("去年的破案率是10%，今年的破案率是12%。", "破案率", "15%", {"10%": ["10%"], "12%": ["12%"]}),
        ("破案率12%。这12%不容易。", "破案率", "15%", {"12%": ["12%", "12%"]}),
        ("破案率12%。满意度12%。", "破案率", "15%", {"12%": ["12%"]}),
        ("破案率从10%提高到12%。", "破案率", "15%", {"12%": ["12%"]}),
        ("达到12%的破案率，不容易。", "破案率", "15%", {"12%": ["12%"]}),
        ("破案率提高3个百分点。破案率12%。", "破案率", "15%", {"12%": ["12%"]}),
        ("破案率提高3个百分点，破案率12%。", "破案率", "4个百分点", {"3pp": ["3个百分点"]}),
        ("命案破案率98%，破案率12%。", "破案率", "15%", {"98%": ["98%"], "12%": ["12%"]}),
        ("命案破案率98%，破案率12%。", "命案破案率", "99%", {"98%": ["98%"]}),
        ("命案破案率98%，盗窃案破案率60%。", "破案率", "15%", {"98%": ["98%"], "60%": ["60%"]}),
        ("开工率已达80%。", "开工率发改委", "81%", {"80%": ["80%"]}),
        ("开工率同比提高到80%。", "开工率发改委", "81%", {"80%": ["80%"]}),
        ("刑事案件下降12%。", "刑事警情", "9%", {}),
        ("破案的同志占12%。", "破案率", "9%", {}),
        ("破案率很高；增长12%。", "破案率", "9%", {}),
        ("破案率很高\r\n增长12%。", "破案率", "9%", {}),
        ("受理案件120起，破案90起。", "受理案件", "130起", {"120": ["120起"]}),
        ("受理案件用了12天，120起。", "受理案件", "130起", {}),
        ("投入12万元。", "投入", "15万元", {"120000元": ["12万元"]}),
        ("投入12万美元。", "投入", "15万元", {}),
        ("破案率12%。", "破案率", "没有数", {}),
        ("破案率12%。", "", "15%", {}),
        ("", "破案率", "15%", {}),
    ],
)
def test_figures_of_a_subject(text: str, subject: str, figure: str, values: dict[str, list[str]]) -> None:
    assert told(text, subject, figure) == values
