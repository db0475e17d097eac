from __future__ import annotations

import pytest

from speech.document import Speech
from speech.structure import Role
from tests.speech.speeches import HEADED


def outline(text: str) -> str:
    return " ".join(section.path for section in Speech(text).walk())


def words(text: str, path: str) -> str:
    speech = Speech(text)
    return speech.words(speech.by_path[path].span)


TREES = {
    "levels of headings nest by their rank": ("一、甲\n（一）乙\n1.丙\n（1）丁\n2.戊\n（二）己\n二、庚", "1 1.1 1.1.1 1.1.1.1 1.1.2 1.2 2"),
    "a level may be left out": ("一、甲\n1.乙\n2.丙\n二、丁", "1 1.1 1.2 2"),
    "points stand under headings": ("一、甲\n话。\n一是乙。\n二是丙。\n二、丁", "1 p2 1.1 1.2 2"),
    "what trails a run is the part's own": ("一、甲\n一是乙。\n二是丙。\n话。\n二、丁", "1 1.1 1.2 p4 2"),
    "points of several paragraphs keep them": ("一、甲\n一是乙。\n话。\n二是丙。\n话。\n二、丁", "1 1.1 p3 1.2 p5 2"),
    "a run inside a point stands inside it": ("一是甲。\n一要乙。\n二要丙。\n二是丁。", "1 1.1 1.2 2"),
    "styles that mix stay on one level": ("一要甲。\n二要乙。\n三是丙。", "1 2 3"),
    "one run alone has its points as parts": ("开头。\n一是甲。\n二是乙。", "opening 1 2"),
    "two runs are two parts with their leads": (
        "开头。\n领。\n一是甲。\n二是乙。\n领。\n一是丙。\n二是丁。",
        "opening 1 p2 1.1 1.2 2 p5 2.1 2.2",
    ),
    "a lead is found behind points of several paragraphs": (
        "开头。\n领。\n一是甲。\n话。\n二是乙。\n话。\n领。\n一是丙。\n二是丁。",
        "opening 1 p2 1.1 p4 1.2 p6 2 p7 2.1 2.2",
    ),
    "the only series inside a part is the part's": ("一、甲\n话。\n要：一是乙；二是丙。\n二、丁", "1 p2 p3 1.1 1.2 2"),
    "two series inside a part are their paragraphs'": (
        "一、甲\n要：一是乙；二是丙。\n要：一是丁；二是戊。",
        "1 p2 p2.1 p2.2 p3 p3.1 p3.2",
    ),
    "a series behind a heading that runs on": ("一、甲。一是乙；二是丙。\n二、丁", "1 1.1 1.2 2"),
    "two series, one behind the heading": ("一、甲。一是乙；二是丙。\n一要丁，二要戊。", "1 p1.1 p1.2 p2 p2.1 p2.2"),
    "a series in the opening": ("同志们：\n两件事，一是乙；二是丙。\n一、甲", "salutation opening opening.1 opening.2 1"),
    "a series in a bare paragraph": ("开头。\n两件事，一是乙；二是丙。", "opening p2 p2.1 p2.2"),
    "a second byline is a bare line": (
        "在会上的讲话\n区长 何以宁\n2025年3月6日\n记录稿\n同志们：\n话。",
        "title byline date p4 salutation p6",
    ),
    "absurd numbers are numbers": ("九十九、甲\n话。\n二十一是乙。\n二十二是丙。", "1 p2 1.1 1.2"),
    "one paragraph": ("话。", "p1"),
    "nothing": (" \n ", ""),
}


@pytest.mark.parametrize("shape", TREES)
def test_trees(shape: str) -> None:
    text, paths = TREES[shape]
    assert outline(text) == paths


def test_a_section_holds_its_heading_and_all_below() -> None:
    assert words(HEADED, "2.2").splitlines() == [
        "（二）化解矛盾纠纷",
        "调解员要走到楼道里去。去年受理的纠纷，有七成是邻里之间的小事，小事拖成了大事。",
    ]


def test_a_heading_leaves_out_its_ordinal() -> None:
    speech = Speech(HEADED)
    heading = speech.by_path["2"].heading
    assert heading is not None
    assert speech.words(heading) == "把事情办扎实"


def test_the_last_point_that_runs_on_ends_with_its_sentence_where_semicolons_part_them() -> None:
    assert words(HEADED, "1.3") == "三是只算投入，不算成效。"
    text = "一、甲\n要：一是乙。好。二是丙。也好。"
    assert (words(text, "1.1"), words(text, "1.2")) == ("一是乙。好。", "二是丙。也好。")


@pytest.mark.parametrize(
    ("part", "role"),
    [
        ("一、充分肯定上半年取得的成绩", Role.ACHIEVEMENTS),
        ("一、正视当前存在的问题", Role.PROBLEMS),
        ("一、认清形势", Role.SITUATION),
        ("一、突出重点，抓好落地", Role.TASKS),
        ("一、加强组织领导", Role.REQUIREMENTS),
        ("一、春天", None),
        ("一、春天\n下半年，路还长。", Role.TASKS),
        ("一、春天\n再说下半年。距年底不足六个月。", Role.TASKS),
        ("一、春天\n半年来，路走得稳。", Role.ACHIEVEMENTS),
        ("一、春天\n也要清醒看到，还有短处。", Role.PROBLEMS),
        ("一、春天\n要快，要准，要实。还要稳。", Role.TASKS),
        ("一、春天\n建成3个，投入40万元，惠及500户、1200人，比去年多7%。", Role.ACHIEVEMENTS),
    ],
)
def test_a_part_has_a_role_by_its_heading_its_lead_or_its_manner(part: str, role: Role | None) -> None:
    assert Speech(part).by_path["1"].role == role
