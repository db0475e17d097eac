from __future__ import annotations

import pytest

from tests.vectorstore.conftest import FLOOD, POLICE, TEACHERS
from vectorstore.details import describe
from vectorstore.passages import Details


def test_front_matter_decides() -> None:
    front = {
        "title": "题", "speaker": "县长", "occasion": "座谈", "part": "小结", "year": 2023,
        "field": "教育", "unit_level": "县", "own": True, "state": "定稿", "shareable": False,
    }  # fmt: skip
    assert describe(POLICE, front) == Details("题", "县长", "座谈", "小结", 2023, "教育", "县", True, "定稿", False)


@pytest.mark.parametrize(
    ("text", "occasion", "year", "field", "level", "speaker"),
    [
        (POLICE, "工作总结", 2025, "公安", "市局", "市公安局局长 周明远"),
        (TEACHERS, "表彰", 2024, "教育", "县局", "县教育局局长 舒怀瑾"),
        (FLOOD, "动员部署", 2024, "水利", "县级", "副县长 纪云舒"),
    ],
)
def test_what_the_front_matter_leaves_out_is_told_by_the_speech(
    text: str, occasion: str, year: int, field: str, level: str, speaker: str
) -> None:
    details = describe(text, {})
    assert details.title == text.partition("\n")[0]
    assert (details.occasion, details.year, details.field, details.unit_level, details.speaker) == (occasion, year, field, level, speaker)
    assert (details.part, details.own, details.shareable) == ("主讲", False, True)


@pytest.mark.parametrize(
    ("title", "occasion", "part"),
    [
        ("在博览会开幕式上的致辞", "致辞", "致辞"),
        ("任职表态发言", "任职表态", "表态"),
        ("在警示教育大会上的讲话", "警示教育", "主讲"),
        ("全县民营企业座谈会主持词", "座谈", "主持"),
        ("在主题教育总结会上的讲话", "学习教育总结", "主讲"),
    ],
)
def test_the_title_tells_the_occasion_and_the_part(title: str, occasion: str, part: str) -> None:
    details = describe(f"{title}\n同志们：\n今天的会议很重要，请大家认真领会，抓好落实，不折不扣完成任务。", {})
    assert (details.occasion, details.part) == (occasion, part)


def test_front_matter_of_the_wrong_type_is_not_believed() -> None:
    details = describe(POLICE, {"year": "去年", "own": "yes", "title": ["x"]})
    assert (details.year, details.own, details.title) == (2025, False, "在全市公安机关半年工作会议上的讲话")
