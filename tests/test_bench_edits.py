"""The edit bench's own measuring: it must notice what an order may not do."""

from __future__ import annotations

import pytest

from agent.events import Receipt
from bench.edits.expectation import expectation
from bench.edits.measures import Measured, measured, outside_receipt
from bench.edits.rows import rows, texts
from bench.edits.sentences import sentences
from speech.facts import facts
from tests.agent.speeches import SPEECH

PART = """预警劝阻还有盲区，部分社区的宣传停在发传单上。
一是预警推送慢。个别派出所接到指令后两小时才见面。
二是宣传不入户。老年人集中的小区走访率不高。"""
ANEW = """预警劝阻留有盲区，有的社区发完传单就算宣传过了。
一是预警推送慢。接到指令两小时才见面。
二是宣传不入户。老年人多的小区走访不够。"""
CHANGED = Receipt(changed=("2",))


def judged(new: str, *effects: str, old: str = SPEECH, receipt: Receipt = CHANGED, revisions: tuple[str, ...] = (SPEECH,)) -> Measured:
    return measured(old, new, expectation(old, effects, revisions), [receipt], "")


def test_a_rewrite_of_its_own_part_is_right() -> None:
    assert judged(SPEECH.replace(PART, ANEW), "rewrite 2") == Measured()


def test_a_byte_changed_elsewhere_is_counted() -> None:
    spoilt = judged(SPEECH.replace(PART, ANEW).replace("说到做到。", "说到做到！"), "rewrite 2")
    assert spoilt.wrong
    assert spoilt.outside_asked == len("！".encode()) * 2
    assert spoilt.outside_receipt == len("！".encode())


def test_a_line_gone_elsewhere_is_counted() -> None:
    line = "各分局主要负责同志要亲自抓、每周调度一次。"
    spoilt = judged(SPEECH.replace(f"{line}\n", ""), "rewrite 2")
    assert spoilt.outside_asked >= len(line.encode())
    assert spoilt.outside_receipt >= len(line.encode())


def test_a_change_that_the_receipt_keeps_quiet_about_is_counted() -> None:
    new = SPEECH.replace("每周调度", "每月调度")
    assert outside_receipt(SPEECH, new, [Receipt(changed=("2",))]) == len("月".encode())
    assert outside_receipt(SPEECH, new, [Receipt(changed=("3",))]) == 0


def test_a_lost_figure_and_one_from_nowhere_are_told() -> None:
    old = "上半年，全市电信网络诈骗立案同比下降8.6%，破案率上升12%。"
    spoilt = judged(
        SPEECH.replace(old, "上半年，全市电信网络诈骗立案同比下降8.6%，破案率上升13%。"), "rewrite 1", receipt=Receipt(changed=("1",))
    )
    assert spoilt.lost == ("12%",)
    assert spoilt.invented == ("13%",)


def test_a_broken_lock_is_counted() -> None:
    effect = "rewrite all keep 2"
    assert judged(SPEECH.replace("说到做到。", "一抓到底。"), effect).locks_broken == 0
    assert judged(SPEECH.replace(PART, ANEW), effect).locks_broken == 1


def test_a_length_missed_is_told() -> None:
    new = SPEECH.replace(PART, ANEW)
    assert judged(new, "rewrite 2 60字").lengths == (True,)
    assert judged(new, "rewrite 2 90字").lengths == (False,)
    assert judged(new, "rewrite 2 ≤40字").lengths == (False,)


def test_ordinals_and_counts_may_follow_a_deletion_and_must() -> None:
    cut = SPEECH.replace("二、正视问题，找准短板\n" + PART + "\n", "")
    left = judged(cut, "delete 2")
    assert left.outside_asked == 0
    assert len(left.numbering) == 2
    assert judged(cut.replace("三、压实", "二、压实").replace("三点意见", "两点意见"), "delete 2").numbering == ()


@pytest.mark.parametrize(
    ("new", "effect"),
    [
        (SPEECH.replace("一是预警", "三是预警"), "swap 2.1 2.2"),
        (SPEECH.replace("12%", "15%"), "correct 8.6%→15%"),
        (SPEECH, "retitle 1: 看到成绩，增强信心"),
        (SPEECH.replace(PART, ""), "rewrite 2"),
    ],
    ids=["not swapped", "another figure", "no retitle", "nothing left"],
)
def test_another_effect_than_the_one_asked_for_is_wrong(new: str, effect: str) -> None:
    assert judged(new, effect).wrong


def test_every_speech_has_forty_orders_whose_effects_can_be_told() -> None:
    speeches = texts()
    assert len(speeches) >= 12
    for name, text in speeches.items():
        orders = rows(name, text)
        assert len(orders) >= 40
        for row in orders:
            wanted = expectation(text, row.effects, [text] * 3)
            before = "".join(piece if isinstance(piece, str) else piece.old for piece in wanted.pieces)
            assert wanted.filled(before) is not None, row


def test_the_scripted_model_states_nothing_of_its_own() -> None:
    assert facts("".join(sentences())) == ()
