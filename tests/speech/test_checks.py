from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from speech.checks import check
from speech.checks.counts import announcement
from speech.document import Speech
from tests.speech.speeches import HEADED, LED, written

SAMPLES = sorted((Path(__file__).parents[2] / "vectorstore" / "samples").glob("*.md"))


def found(text: str) -> list[str]:
    return [f"{finding.code} {finding.text.strip()}" for finding in check(Speech(text))]


FIRING = {
    "series_breaks 三、": "开头。\n一、甲\n话。\n三、乙\n话。",
    "series_breaks （三）": "一、甲\n（一）乙\n（三）丙",
    "series_breaks （二）": "一、甲\n话。\n二、乙\n（二）丙\n（三）丁",
    "series_breaks 三是": "开头。\n一是甲。\n三是乙。",
    "series_breaks 第四，": "开头。\n第一，甲。\n第二，乙。\n第四，丙。",
    "series_breaks 第三，": "开头。\n首先，甲。\n第三，乙。",
    "series_breaks 四是": "要：一是甲；二是乙；四是丙。",
    "series_mixes 四是": "开头。\n一要甲。\n二要乙。\n三要丙。\n四是丁。",
    "series_mixes 三要": "要：一是甲；二是乙；三要丙。",
    "count_differs 三": "同志们：\n下面，我讲三点意见。\n一、甲\n话。\n二、乙\n话。\n三、丙\n话。\n四、丁\n话。",
    "count_differs 两": "同志们：\n借此机会，讲两点意见。\n一是甲。\n二是乙。\n三是丙。",
    "count_differs 3": "同志们：\n今天，我讲3个问题。\n一、甲\n话。\n二、乙\n话。",
    "blank_left 【待填：数】": "破案【待填：数】起。",
    "unsourced_left 【待核：12%】": "下降【待核：12%】。",
    "mask_left **": "**市的同志来了。",
}


@pytest.mark.parametrize("finding", FIRING)
def test_a_slip_is_found_and_nothing_else(finding: str) -> None:
    assert found(FIRING[finding]) == [finding]


def test_a_finding_says_how_bad_it_is_and_gives_the_details() -> None:
    text = "同志们：\n下面，我讲三点意见。\n一、在**市\n话。\n三、乙【待填：数】\n话。"
    findings = check(Speech(text))
    assert [(finding.severity, finding.details) for finding in findings] == [
        ("warning", {"said": 3, "found": 2}),
        ("error", {}),
        ("warning", {"found": "三、", "expected": 2}),
        ("warning", {"what": "数"}),
    ]
    assert all(text[finding.start : finding.end] == finding.text for finding in findings)


SILENT = [
    "开头。\n首先，甲。\n其次，乙。\n最后，丙。",
    "开头。\n首先，甲。\n其次，乙。\n再次，丙。\n最后，丁。",
    "开头。\n首先，甲。\n第二，乙。\n第三，丙。",
    "同志们：\n首先，我代表区委问好。\n第一，甲。\n第二，乙。\n最后，祝大家顺利。",
    "开头。\n一是甲。\n一要乙。\n二要丙。\n二是丁。",
    "要：一是甲，一要乙、二要丙；二是丁；三是戊。",
    "要：一是甲，做到一要乙，二要丙，三要丁；二是戊。",
    "一是甲。\n二是乙。\n领。\n一是丙。\n二是丁。",
    "一、甲\n1.乙\n2.丙\n二、丁\n1.戊",
    "话。\n十一是个长假。\n话。",
    "同志们：\n下面，我讲三点意见。\n一、甲\n二、乙\n三、丙",
    "同志们：\n刚才，书记讲了三点意见，我都赞成。\n一、甲\n二、乙",
    "同志们：\n去年提的三点要求，办成了两点。\n一、甲\n二、乙\n三、丙\n四、丁",
    "同志们：\n我先讲三个故事。\n一、甲\n二、乙",
    "同志们：\n下面，我讲两点意见。\n今年要：一是甲；二是乙。\n再说一句。",
    "尊敬的各位领导：\n我代表区里谈三点体会。\n一、总的讲\n（一）甲\n（二）乙\n（三）丙",
    "临政发〔2025〕12号文件和“数据要素×”行动，二○○五年就有了。",
    "一是一，二是二，说话要算话。",
    HEADED,
]


@pytest.mark.parametrize("text", SILENT)
def test_near_misses_are_passed_over(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_finished_speech_gives_no_error_and_no_warning(path: Path) -> None:
    text = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    assert [finding for finding in check(Speech(text)) if finding.severity != "advice"] == []


def test_masks_are_all_that_is_wrong_with_a_masked_speech() -> None:
    assert {finding.code for finding in check(Speech(LED))} == {"mask_left"}


@pytest.mark.parametrize(
    ("opening", "count"),
    [
        ("下面，我讲三点意见。", 3),
        ("根据会议安排，我就下半年工作讲以下四个方面。", 4),
        ("在此，提两点希望。", 2),
        ("我再强调三件事。", 3),
        ("现在，我讲十二个问题。", 12),
        ("今天的会，我主要讲3点。", 3),
        ("上午好。", None),
        ("会上大家讲了三点。", None),
        ("三点意见都好。", None),
    ],
)
def test_the_opening_announces_how_many_parts(opening: str, count: int | None) -> None:
    said = announcement(Speech(f"同志们：\n{opening}\n一、甲\n话。"))
    assert (said.count if said else None) == count


@given(written)
def test_findings_stand_in_order_and_quote_the_text(text: str) -> None:
    findings = check(Speech(text))
    assert list(findings) == sorted(findings, key=lambda finding: (finding.start, finding.end, finding.code))
    assert all(text[finding.start : finding.end] == finding.text != "" for finding in findings)
