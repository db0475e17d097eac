"""What stands over the manuscript, and what a button there may do."""

from __future__ import annotations

from datetime import UTC, datetime

from agent.archive import Revision
from agent.brief import Brief, Length
from agent.events import Receipt, Usage
from agent.orders import Delete, Draft, Open, Order, Revise, Several, Undo
from speech.document import Speech
from ui.manuscript import measure, reviewed, target, undoable
from ui.plain import plain
from ui.text import load

ZH = load("zh")
SPEECH = Speech("讲话\n同志们：\n" + "一二三四五六七八九十" * 18)


def revision(number: int, order: Order, parent: int | None = None, restores: int | None = None) -> Revision:
    return Revision(number, 1, number, parent, restores, "", order, Receipt(), (), "offline", Usage(), datetime.now(UTC), (), None)


def test_the_length_asked_for_is_that_of_the_last_draft() -> None:
    draft = Draft(Brief("起草", "", "", "", length=Length(2000)))
    assert target([revision(1, draft)]) == Length(2000)
    assert target([revision(1, draft), revision(2, Undo(), 1)]) == Length(2000)
    assert target([revision(1, draft), revision(2, Open("文"), 1)]) is None


def test_the_length_asked_for_may_stand_among_other_orders() -> None:
    whole = Revise("全文", "压到1800字", Length(1800))
    assert target([revision(1, Open("文")), revision(2, Several((Delete("3"), whole)), 1)]) == Length(1800)
    assert target([revision(1, Open("文")), revision(2, Several((Revise("2", "压到300字", Length(300)), Delete("3"))), 1)]) is None


def test_the_measure_names_length_minutes_and_what_was_asked() -> None:
    assert measure(ZH, SPEECH, None) == "186 字，约 1 分钟"
    assert measure(ZH, SPEECH, Length(190)).endswith("要求 190 字，符合")
    assert measure(ZH, SPEECH, Length(300)).endswith("偏短")
    assert measure(ZH, SPEECH, Length(100, ceiling=True)).endswith("不超过 100 字，偏长")


def test_a_first_version_cannot_be_undone_nor_what_brings_it_back() -> None:
    first, second = revision(1, Open("一")), revision(2, Undo(), 1)
    assert not undoable([first])
    assert undoable([first, second])
    assert not undoable([first, second, revision(3, Undo(), 2, restores=1)])


def test_a_quick_order_is_only_shown_when_changes_are_reviewed() -> None:
    order = Revise("2", "压缩")
    assert reviewed(order, False) == order
    assert reviewed(order, True) == Several((order,), review=True)


def test_a_label_shows_marks_as_they_are() -> None:
    assert plain("$a$ **b**\n[c](d) :red[x]") == "\\$a\\$ \\*\\*b\\*\\* \\[c\\]\\(d\\) :\u200bred\\[x\\]"
