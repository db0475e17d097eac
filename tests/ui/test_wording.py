"""Orders and receipts in words."""

from __future__ import annotations

from typing import get_args

import pytest

from agent.events import Noticed, Receipt
from agent.orders import (
    Adopt,
    Correct,
    Delete,
    Insert,
    Lock,
    Move,
    Open,
    Order,
    Reject,
    Restore,
    Retitle,
    Revise,
    Several,
    Spot,
    Swap,
    Undo,
    Unlock,
)
from ui.text import LANGUAGES, load
from ui.wording import described, noticed, receipt

ZH = load("zh")
MANY = tuple(f"2.{n}" for n in range(1, 9))


def test_the_receipt_says_what_changed_and_that_nothing_else_did() -> None:
    changed = Receipt(changed=("2",), labels=("第二部分",), words=1700, unchanged=1650)
    assert receipt(ZH, changed) == "改了第二部分；其余 0 字变动（1650 字原样）"


def test_the_receipt_names_what_was_renumbered_apart() -> None:
    removed = Receipt(renumbered=("opening", "2", "3"), removed=("2",), words=900, unchanged=900)
    assert receipt(ZH, removed) == "删了 1 处；顺改序号：开头、第二部分、第三部分；其余 0 字变动（900 字原样）"


def test_the_receipt_names_what_was_added_apart() -> None:
    both = Receipt(changed=("2", "p9"), labels=("第二部分", "第三部分第1段"), added=("p9",), words=900, unchanged=500)
    assert receipt(ZH, both) == "改了第二部分；加了第三部分第1段；其余 0 字变动（500 字原样）"


def test_the_receipt_names_what_was_moved() -> None:
    moved = Receipt(renumbered=("3",), moved=("2",), words=900, unchanged=900)
    assert receipt(ZH, moved) == "移动了第二部分；顺改序号：第三部分；其余 0 字变动（900 字原样）"


def test_the_receipt_names_six_parts_and_counts_the_rest() -> None:
    labels = tuple(f"第二部分第{n}点" for n in "一二三四五六七八")
    said = receipt(ZH, Receipt(changed=MANY, labels=labels, words=900, unchanged=300))
    assert said.startswith("改了第二部分第一点、第二部分第二点、第二部分第三点、第二部分第四点、第二部分第五点、第二部分第六点等 8 处；")
    renumbered = receipt(ZH, Receipt(renumbered=MANY, words=900, unchanged=900))
    assert "第二部分第六点等 8 处" in renumbered
    assert "第七点" not in renumbered


def test_a_change_of_the_whole_text_is_said_as_one() -> None:
    paths = ("opening", "1", "2", "3", "4", "5", "closing")
    assert receipt(ZH, Receipt(changed=paths, labels=paths, words=900, unchanged=20)).startswith("改了全文 7 个部分；")


def test_only_a_new_text_is_called_new() -> None:
    back = Receipt(changed=("title", "1"), labels=("标题", "第一部分"), words=172)
    assert receipt(ZH, back) == "改了标题、第一部分"
    assert receipt(ZH, back, new=True) == "新稿，172 字"
    assert receipt(ZH, Receipt(words=100, unchanged=100)) == "0 字变动"


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (Open("文"), "打开粘贴的讲稿"),
        (Revise("2.3", "压缩"), "第二部分第三点：压缩"),
        (Revise("", "再短一点"), "再短一点"),
        (Delete("p7.s2"), "删除第7段第2句"),
        (Delete("第三部分"), "删除第三部分"),
        (Swap("2、3"), "对调第二部分、第三部分"),
        (Move("3", "before", "2"), "把第三部分移到第二部分前面"),
        (Move("3", "before", ""), "把第三部分移到最前面"),
        (Insert("2", "after", "paragraph", about="作风"), "在第二部分后面加：作风"),
        (Retitle("title", "讲话{0}"), "标题改成“讲话{0}”"),
        (Lock("all"), "锁定全文"),
        (Unlock(), "解锁全文"),
        (Undo(), "撤销"),
        (Correct("11.7%", old="12%", note="刑侦报12%"), "12%改成11.7%，前后都改（刑侦报12%）"),
        (Reject(3, ("2", "closing")), "不采纳第 3 版对第二部分、结尾的改动"),
        (Adopt(1, "文", refused=("2",)), "采纳改动，第二部分不要"),
        (Several((Delete("3"), Revise("closing", "再有力一点"))), "删除第三部分；结尾：再有力一点"),
    ],
    ids=lambda value: value.kind if hasattr(value, "kind") else "",
)
def test_an_order_is_said_in_words(order: Order, words: str) -> None:
    assert described(ZH, order) == words
    assert described(load("en"), order)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("side", get_args(Spot))
def test_every_spot_of_an_insertion_has_words(language: str, side: Spot) -> None:
    assert "第二部分" in described(load(language), Insert("2", side, "sentence", "要抓紧。"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_refused_is_told_with_its_sentence(language: str) -> None:
    refused = Noticed("not_done", {"failure": "no_such_section", "details": {"address": "2.9", "candidates": []}})
    assert "2.9" in noticed(load(language), refused)


@pytest.mark.parametrize("language", LANGUAGES)
def test_points_that_may_stand_elsewhere_are_quoted_in_short_and_six_at_most(language: str) -> None:
    many = [(f"夜班线路{number}条，周末和节假日加密到十分钟一班", "2") for number in range(9)]
    said = noticed(load(language), Noticed("unsure", {"points": many}))
    assert "夜班线路0条，周末和节假日加密到十分钟…" in said
    assert said.count("夜班线路") == 6
    assert "9" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1])
def test_a_part_that_comes_back_is_named(language: str, number: int) -> None:
    assert "第二部分" in described(load(language), Restore(number, only="2"))
