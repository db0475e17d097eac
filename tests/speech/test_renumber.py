from __future__ import annotations

import pytest

from speech.document import Speech
from speech.renumber import closed, promises, rows, without
from speech.splice import splice

POINTS = "（一）修路\n路要修好。\n（二）架桥\n桥要架好。\n（三）通水\n水要通好。"


def counted(lead: str, heading: str = "办事") -> list[str]:
    text = f"各位同志：\n今天开个会。\n一、{heading}\n{lead}\n{POINTS}\n二、收尾\n收好尾。\n同志们，干起来！"
    speech = Speech(text)
    return [span.of(text) for row in rows(speech) if row.owner and row.owner.path == "1" for span in promises(speech, row)]


@pytest.mark.parametrize(
    ("lead", "found"),
    [
        ("要抓好三件事。", ["三"]),
        ("三件事，件件有人管。", ["三"]),
        ("主要有以下3个方面：", ["3"]),
        ("要做到三个坚持：", ["三"]),
        ("要做到三不放过：", []),
        ("要抓好两件事。", []),
        ("要抓好十三件事。", []),
        ("要抓好第三件事。", []),
        ("去年三项指标全省第一。", []),
        ("去年抓了三件事。今年接着抓。", []),
        ("今天下午三点动身。", []),
        ("三个村先动手。", []),
        ("去年抓了三件事，今年还是三件事。", ["三"]),
    ],
)
def test_what_a_lead_promises(lead: str, found: list[str]) -> None:
    assert counted(lead) == found


@pytest.mark.parametrize(
    ("heading", "found"), [("抓好三件事", ["三"]), ("突出三个导向", ["三"]), ("推动三个村改厕", []), ("抓好两件事", [])]
)
def test_what_a_heading_promises(heading: str, found: list[str]) -> None:
    assert counted("话不多说。", heading) == found


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("一、甲\n甲事要办。\n三、乙\n乙事要办。\n四、丙\n丙事要办。", "一、甲\n甲事要办。\n二、乙\n乙事要办。\n三、丙\n丙事要办。"),
        ("一、甲\n甲事。\n二、乙\n乙事。\n二、丙\n丙事。", "一、甲\n甲事。\n二、乙\n乙事。\n三、丙\n丙事。"),
        ("有三条：一是甲事；二是乙事；三是丙事。", "有三条：一是甲事；二是乙事；三是丙事。"),
        ("1. 甲\n甲事。\n3. 乙\n乙事。", "1. 甲\n甲事。\n2. 乙\n乙事。"),
        ("首先，办甲事。\n其次，办乙事。\n最后，办丙事。", "首先，办甲事。\n其次，办乙事。\n最后，办丙事。"),
    ],
)
def test_series_are_closed(text: str, whole: str) -> None:
    assert splice(text, closed(Speech(text))) == whole


def test_a_series_that_starts_again_counts_for_itself() -> None:
    text = "先说难处。\n一是缺人。\n二是缺钱。\n再说办法。\n一是借人。\n二是省钱。\n三是省事。"
    speech = Speech(text)
    new = splice(text, without(speech, {next(s.path for s in speech.walk() if speech.words(s.span).startswith("一是缺人"))}))
    assert new == text.replace("二是缺钱", "一是缺钱")
