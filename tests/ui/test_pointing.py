"""The part that is chosen on the page, and what is offered and done when it was not clear which was meant."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from agent.events import Failed
from agent.grammar import read_order
from agent.orders import Correct, Delete, Insert, Lock, Merge, Move, Order, Replace, Restore, Revise, Several, Split, Swap, Talk, Unlock
from agent.runs import Run, State
from errors import AmbiguousAddress, NoSuchSection, SectionGone
from speech.document import Speech
from speech.locate import locate
from ui.candidates import candidates
from ui.pointing import followed, of_figures, pointed, wants
from ui.text import load

ZH = load("zh")
SPEECH = Speech(
    """在全区安全生产会议上的讲话
同志们：
今天开会。下面，我讲三点意见。
一、看清安全形势
隐患还在身边。责任要到人。
二、抓好安全检查
检查要到现场。责任要上墙。
三、带好安全队伍
队伍要常练。
同志们，让我们一起努力！
"""
)


def run(order: Order, message: str = "") -> Run:
    return Run(1, 1, message, order, State.FAILED, "", 0.0, datetime.now(UTC), 1)


def asked(message: str, here: str = "", review: bool = False) -> Run:
    return run(Talk(message, here, review), message)


@pytest.mark.parametrize(
    ("order", "address", "expected"),
    [
        (Revise("那部分", "压缩"), "那部分", Revise("2", "压缩")),
        (Revise("3", "压缩", keep="那句"), "那句", Revise("3", "压缩", keep="2")),
        (Revise("", "再短一点", again=True), "再短一点", Revise("2", "再短一点", again=True)),
        (Delete("那部分"), "那部分", Delete("2")),
        (Lock("那部分"), "那部分", Lock("2")),
        (Unlock("那部分"), "那部分", Unlock("2")),
        (Insert("那部分", "after", "paragraph", "好。"), "那部分", Insert("2", "after", "paragraph", "好。")),
        (Move("那部分", "before", "1"), "那部分", Move("2", "before", "1")),
        (Move("1", "before", "那部分"), "那部分", Move("1", "before", "2")),
        (Split("那部分", 2), "那部分", Split("2", 2)),
        (Restore(1, only="那部分"), "那部分", Restore(1, only="2")),
        (Restore(3, keep="那部分"), "那部分", Restore(3, keep="2")),
        (Replace("甲", "乙", "那部分"), "那部分", Replace("甲", "乙", "2")),
    ],
    ids=lambda value: value.kind if hasattr(value, "kind") else "",
)
def test_the_chosen_part_takes_the_place_of_the_address(order: Order, address: str, expected: Order) -> None:
    assert pointed(run(order), address, "2", SPEECH) == expected


def test_a_figure_chosen_is_what_is_corrected() -> None:
    order = Correct("15%", subject="破案率")
    assert of_figures(run(order), "破案率")
    assert pointed(run(order), "破案率", "12%", SPEECH) == Correct("15%", old="12%")


def test_of_several_orders_only_the_unclear_one_is_given_the_part() -> None:
    order = Several((Revise("第一部分", "压缩"), Delete("那部分")), review=True)
    assert pointed(run(order), "那部分", "2", SPEECH) == Several((Revise("第一部分", "压缩"), Delete("2")), review=True)


def test_a_message_keeps_what_it_was_about_and_that_it_is_to_be_shown_first() -> None:
    chosen = pointed(asked("这里压缩，“安全”那部分删掉", here="3", review=True), "“安全”那部分", "2", SPEECH)
    assert isinstance(chosen, Several)
    assert chosen.review
    assert [getattr(one, "address", "") for one in chosen.orders] == ["3", "2"]
    alone = pointed(asked("压缩“安全”那部分", review=True), "“安全”那部分", "2", SPEECH)
    assert alone == Several((Revise("2", "压缩"),), review=True)


def test_a_message_that_only_the_model_understood_becomes_a_rewrite_of_the_part() -> None:
    message = "那个地方总觉得差点意思你看着办"
    assert isinstance(read_order(message), Talk)
    assert pointed(asked(message), "那个地方", "2", SPEECH) == Revise("2", message)


def test_an_exchange_or_a_merge_needs_two_places() -> None:
    for order in (Swap("甲和乙"), Merge("甲和乙")):
        assert wants(run(order), "甲和乙") == 2
        assert pointed(run(order), "甲和乙", "1、3", SPEECH) == dataclasses.replace(order, address="1、3")
    assert wants(run(Delete("甲")), "甲") == 1


def failed(error: AmbiguousAddress | NoSuchSection | SectionGone) -> Failed:
    return Failed(error.code(), {**error.details, "candidates": [dataclasses.asdict(one) for one in error.candidates]}, False)


def test_words_that_stand_twice_are_offered_with_their_sentence_and_only_they_are_deleted() -> None:
    with pytest.raises(AmbiguousAddress) as refused:
        locate(SPEECH, "“责任”")
    offers = candidates(ZH, failed(refused.value), SPEECH)
    assert [offer.path for offer in offers] == ["p5.s2", "p7.s2"]
    assert offers[0].label == "隐患还在身边。责任要到人。"
    order = pointed(run(Delete("“责任”")), "“责任”", offers[1].path, SPEECH, offers[1].quoted)
    assert order == Replace("责任", "", "p7.s2")


@pytest.mark.parametrize("kind", [NoSuchSection, SectionGone])
def test_where_nothing_was_meant_the_parts_are_offered(kind: type[NoSuchSection] | type[SectionGone]) -> None:
    with pytest.raises(NoSuchSection) as refused:
        locate(SPEECH, "第九部分")
    end = failed(kind("第九部分", refused.value.candidates))
    assert [offer.path for offer in candidates(ZH, end, SPEECH)] == ["opening", "1", "2", "3", "closing"]
    assert [offer.label for offer in candidates(ZH, end, SPEECH)][1] == "一、看清安全形势"
    assert [offer.path for offer in candidates(ZH, end, SPEECH, every=True)] == ["1", "2", "3"]


def test_the_whole_text_may_be_what_was_meant() -> None:
    error = AmbiguousAddress("再短一点", ())
    end = Failed(error.code(), {"address": "再短一点", "candidates": [{"path": "all", "start": 0, "end": 9, "words": "在"}]}, False)
    assert candidates(ZH, end, SPEECH)[0].label == "全文"


def test_the_choice_follows_its_part() -> None:
    without = Speech(
        SPEECH.text.replace("一、看清安全形势\n隐患还在身边。责任要到人。\n", "").replace("二、", "一、").replace("三、", "二、")
    )
    assert followed(SPEECH, without, "2") == "1"
    assert followed(SPEECH, without, "p7.s2") == "p5.s2"
    assert followed(SPEECH, without, "1") is None
    rewritten = Speech(SPEECH.text.replace("检查要到现场。责任要上墙。", "查到底，改到位。"))
    assert followed(SPEECH, rewritten, "2") == "2"
    assert followed(SPEECH, rewritten, "p7") == "p7"
    assert followed(SPEECH, SPEECH, "p9.s9") is None
