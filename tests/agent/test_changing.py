"""Orders on sections through the whole path: a message in, a revision out, and nothing else moved."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from agent.archive import Revision
from agent.events import Compared, Event, Failed, Noticed, Proposed, Ready, Saved
from agent.office import Office
from agent.orders import Adopt, Open, Order, Reject, Talk
from settings import Settings
from speech.document import Speech
from speech.length import count
from tests.ghost_writer import ghost_writer
from tests.protocol import Protocol, Request

TEXT = """在全区消防安全工作会议上的讲话
（2025年5月8日）
区消防救援大队大队长 骆敬山
同志们：
今天召开全区消防安全工作会议，主要任务是回顾上半年、安排下半年。下面，我讲三点意见。
一、肯定成绩，稳住信心
上半年，火灾起数同比下降9.2%，隐患整改率达到93%。各街道出动检查组，截止6月底查了1480家单位。
沿街商铺的整改率是93%，比去年好。
二、正视问题，找准差距
隐患整改率93%，剩下的都是难啃的。当前要抓好三件事。
一是高层住宅通道堵。楼道里堆满了旧家具，截止6月底还有62栋没有清完。
二是小场所用电乱。私拉电线的多，充电柜装得少。
三是宣传进门难。独居老人听不到、记不住。
三、压实责任，务求实效
一要领导带头查。每周一次，不打招呼。
二要部门联动管。住建部门牵头，派出所配合。
三要群众一起防。每个楼栋选一名宣传员。
四要闭环抓整改。发现一处，销号一处。
同志们，火灾不等人。让我们从今天做起，从身边做起！
"""


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    office = Office.open(settings)
    yield office
    office.close()


@pytest.fixture
def online(settings: Settings) -> Iterator[tuple[Office, Protocol]]:
    with Protocol(ghost_writer) as server:
        office = Office.open(
            settings.model_copy(update={"writer": "model", "openai_base_url": server.url, "model": "scripted", "parallel": 2})
        )
        yield office, server
        office.close()


def opened(office: Office, text: str = TEXT) -> int:
    conversation = office.begin()
    done(office, conversation, Open(text))
    return conversation


def done(office: Office, conversation: int, order: Order, message: str = "") -> list[Event]:
    return list(office.follow(office.submit(conversation, order, message)))


def say(office: Office, conversation: int, message: str, here: str = "") -> list[Event]:
    return done(office, conversation, Talk(message, here), message)


def head(office: Office, conversation: int) -> Revision:
    revision = office.head(conversation)
    assert revision is not None
    return revision


def notices(events: list[Event]) -> dict[str, dict[str, object]]:
    return {event.code: event.details for event in events if isinstance(event, Noticed)}


def failure(events: list[Event]) -> str:
    return next((event.code for event in events if isinstance(event, Failed)), "")


def changed_lines(old: str, new: str) -> list[tuple[str, str]]:
    """Lines that differ, where both texts have as many."""
    return [(a, b) for a, b in zip(old.split("\n"), new.split("\n"), strict=True) if a != b]


def test_a_title_is_changed_and_the_opening_that_names_another_meeting_is_told(office: Office) -> None:
    conversation = opened(office)
    events = say(office, conversation, "标题改成‘在全市禁毒工作会议上的讲话’")
    assert changed_lines(TEXT, head(office, conversation).text) == [("在全区消防安全工作会议上的讲话", "在全市禁毒工作会议上的讲话")]
    assert notices(events)["meeting_differs"]["opening"] == "全区消防安全工作会议"
    assert head(office, conversation).receipt.changed == ("title",)


def test_exact_words_are_counted(office: Office) -> None:
    conversation = opened(office)
    events = say(office, conversation, "‘截止6月底’全改成‘截至6月底’")
    assert notices(events)["replaced"] == {"count": 2}
    assert head(office, conversation).text == TEXT.replace("截止6月底", "截至6月底")


def test_a_sentence_goes_where_it_fits_and_a_contradiction_is_told(office: Office) -> None:
    conversation = opened(office)
    events = say(office, conversation, "成绩里加一句：火灾起数同比下降8.6%")
    lines = changed_lines(TEXT, head(office, conversation).text)
    assert len(lines) == 1
    assert "火灾起数同比下降8.6%。" in lines[0][1]
    assert "9.2%" in str(notices(events)["contradiction"]["old"])
    assert head(office, conversation).receipt.changed == ("p7",)


def test_points_become_one_and_the_others_count_on(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "第三部分的第二点和第四点并一条，序号顺一下")
    revision = head(office, conversation)
    part = Speech(revision.text).by_path["3"]
    assert [Speech(revision.text).words(s.span)[:2] for s in part.sections] == ["一要", "二要", "三要"]
    assert "销号一处" in Speech(revision.text).words(part.sections[1].span)
    assert revision.text.startswith(TEXT[: TEXT.index("二要部门")])


def test_one_rate_is_put_right_in_all_its_places_and_no_other(office: Office) -> None:
    conversation = opened(office)
    events = say(office, conversation, "隐患整改率改成95%，前后都对一下")
    revision = head(office, conversation)
    assert notices(events)["corrected"]["count"] == 2
    assert revision.text.count("95%") == 2
    assert "商铺的整改率是93%" in revision.text


def test_of_two_reports_one_is_followed_and_the_other_kept(office: Office) -> None:
    conversation = opened(office)
    events = say(office, conversation, "应急局报9.2%，大队报8.8%，先按大队")
    assert head(office, conversation).text == TEXT.replace("9.2%", "8.8%")
    assert notices(events)["reports_differ"]["note"] == "应急局报9.2%，大队报8.8%"
    assert "应急局报9.2%" in str(head(office, conversation).order)


def test_a_deletion_renumbers_ordinals_and_the_count_that_was_promised(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "删掉第二部分第一点")
    revision = head(office, conversation)
    assert "抓好两件事" in revision.text
    assert "一是小场所用电乱" in revision.text
    assert "二是宣传进门难" in revision.text
    assert revision.receipt.removed == ("2.1",)
    assert set(revision.receipt.renumbered) == {"2.1", "2.2", "p10"}
    assert revision.receipt.changed == ()


@pytest.mark.parametrize(
    ("message", "order"),
    [
        ("第二部分第一点和第三点对调", "宣传进门难 小场所用电乱 高层住宅通道堵"),
        ("把第二部分第三点移到第一点前面", "宣传进门难 高层住宅通道堵 小场所用电乱"),
    ],
)
def test_what_changes_places_keeps_its_words(office: Office, message: str, order: str) -> None:
    conversation = opened(office)
    say(office, conversation, message)
    revision = head(office, conversation)
    found = re.findall(r"([一二三])是(高层住宅通道堵|小场所用电乱|宣传进门难)", revision.text)
    assert [words for _, words in found] == order.split()
    assert [ordinal for ordinal, _ in found] == ["一", "二", "三"]
    assert sorted(re.sub("[一二三]是", "", line) for line in revision.text.split("\n")) == sorted(
        re.sub("[一二三]是", "", line) for line in TEXT.split("\n")
    )
    assert revision.receipt.changed == ()
    assert revision.receipt.moved


def test_several_orders_are_read_against_the_text_as_it_was(online: tuple[Office, Protocol]) -> None:
    office, server = online
    conversation = opened(office)
    events = say(office, conversation, "第二部分压到100字，第一部分删掉，第三部分第二点删掉，结尾再有力一点")
    assert failure(events) == ""
    revision = head(office, conversation)
    speech = Speech(revision.text)
    assert len([event for event in events if isinstance(event, Saved)]) == 1
    assert [speech.words(part.heading) for part in speech.parts if part.heading] == ["正视问题，找准差距", "压实责任，务求实效"]
    assert revision.text.count("我讲两点意见") == 1
    assert "部门联动" not in revision.text
    assert 90 <= count(speech.words(speech.by_path["1"].span)) <= 110
    assert "closing" in revision.receipt.changed
    assert len(server.requests) == 2


def test_two_orders_on_one_place_are_refused_before_anything_is_done(office: Office) -> None:
    conversation = opened(office)
    events = say(office, conversation, "第二部分删掉，第二部分第一点压缩一下")
    assert failure(events) == "overlapping_orders"
    assert head(office, conversation).number == 1


def test_headings_alone_are_changed_in_one_call(online: tuple[Office, Protocol]) -> None:
    office, server = online
    conversation = opened(office)
    say(office, conversation, "各部分小标题改成八个字，要对仗")
    lines = changed_lines(TEXT, head(office, conversation).text)
    assert [re.sub("^[一二三]、", "", new) for _, new in lines] == ["值班备勤抓紧抓实", "接待群众抓紧抓实", "信息报送抓紧抓实"]
    assert len(server.requests) == 1


def test_a_whole_text_is_shortened_part_by_part_and_what_is_locked_stays(online: tuple[Office, Protocol]) -> None:
    office, _ = online
    conversation = opened(office)
    say(office, conversation, "锁定第一部分")
    say(office, conversation, "“二是小场所用电乱。”锁定")
    locked = [TEXT[TEXT.index("肯定成绩") : TEXT.index("二、正视")].strip(), "小场所用电乱。"]
    say(office, conversation, "整篇压到380字")
    revision = head(office, conversation)
    assert all(words in revision.text for words in locked)
    assert 342 <= count(revision.text) <= 418
    assert revision.locks[0].of(revision.text) == locked[0]


@pytest.mark.parametrize("message", ["重写第一部分", "第一部分删掉", "第一部分第一段换个说法", "第一部分第二段拆成两段"])
def test_a_lock_refuses(office: Office, message: str) -> None:
    conversation = opened(office)
    say(office, conversation, "第一部分锁定")
    events = say(office, conversation, message)
    assert failure(events) == "locked_section"
    assert head(office, conversation).text == TEXT


def test_a_replacement_leaves_locked_words_and_says_so(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "第一部分锁定")
    events = say(office, conversation, "“截止6月底”全改成“截至6月底”")
    assert notices(events)["locked_kept"] == {"count": 1}
    assert head(office, conversation).text.count("截止6月底") == 1
    say(office, conversation, "撤销")
    say(office, conversation, "解锁")
    say(office, conversation, "“截止6月底”全改成“截至6月底”")
    assert "截止" not in head(office, conversation).text


def test_a_model_that_breaks_a_lock_is_refused(settings: Settings) -> None:
    def broken(request: Request) -> str:
        return str(ghost_writer(request)).replace("高层住宅通道堵", "高层楼道不通")

    with Protocol(broken) as server:
        office = Office.open(settings.model_copy(update={"writer": "model", "openai_base_url": server.url, "model": "scripted"}))
        conversation = opened(office)
        say(office, conversation, "“高层住宅通道堵。”这句锁定")
        events = say(office, conversation, "第二部分写具体")
        assert failure(events) == "bad_reply"
        assert head(office, conversation).text == TEXT
        office.close()


def test_undo_twice_and_redo_twice(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "删掉第二部分第三点")
    second = head(office, conversation).text
    say(office, conversation, "删掉第二部分第二点")
    third = head(office, conversation).text
    for message, text in (("撤销", second), ("再撤销一次", TEXT), ("重做", second), ("重做", third), ("撤销", second)):
        say(office, conversation, message)
        assert head(office, conversation).text == text
    say(office, conversation, "结尾删掉")
    assert failure(say(office, conversation, "重做")) == "nothing_to_redo"


def test_an_earlier_version_comes_back_but_for_a_part(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "第三部分标题改成“大家一起扛”")
    say(office, conversation, "第一部分标题改成“成绩不小”")
    say(office, conversation, "回到第1版但保留现在的第三部分")
    assert changed_lines(TEXT, head(office, conversation).text) == [("三、压实责任，务求实效", "三、大家一起扛")]


def test_a_lock_stays_on_words_that_an_earlier_version_has_too(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "第一部分标题改成“成绩不小”")
    say(office, conversation, "第三部分标题改成“大家一起扛”")
    say(office, conversation, "锁定第二部分")
    locked = head(office, conversation)
    say(office, conversation, "回到第1版但保留现在的第三部分")
    revision = head(office, conversation)
    assert [lock.of(revision.text) for lock in revision.locks] == [lock.of(locked.text) for lock in locked.locks]
    assert failure(say(office, conversation, "重写第二部分")) == "locked_section"


def test_one_change_of_a_revision_is_taken_back(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "“截止6月底”全改成“截至6月底”")
    changed = head(office, conversation).receipt.changed
    assert changed == ("p7", "2.1")
    done(office, conversation, Reject(2, ("2.1",)))
    assert head(office, conversation).text == TEXT.replace("截止6月底", "截至6月底", 1)


def test_a_change_is_looked_at_before_it_is_saved(office: Office) -> None:
    conversation = opened(office)
    events = done(office, conversation, Talk("“截止6月底”全改成“截至6月底”", review=True))
    (shown,) = [event for event in events if isinstance(event, Proposed)]
    assert head(office, conversation).number == 1
    done(office, conversation, Adopt(shown.base, shown.text, shown.locks, refused=("p7",)))
    first = TEXT.index("截止6月底")
    assert head(office, conversation).text == TEXT[: first + 5] + TEXT[first + 5 :].replace("截止6月底", "截至6月底")


def test_here_and_the_part_changed_last_are_understood(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "这里压缩一半", here="3.2")
    assert head(office, conversation).receipt.changed == ("3.2",)
    say(office, conversation, "刚才改的那点删掉")
    assert head(office, conversation).receipt.removed == ("3.2",)
    assert failure(say(office, conversation, "这里压缩一半")) == "no_such_section"


def test_an_order_without_a_place_that_goes_on_asks_which(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "第二部分压缩一半")
    events = say(office, conversation, "再短一点")
    assert failure(events) == "ambiguous_address"
    (failed,) = [event for event in events if isinstance(event, Failed)]
    assert [candidate["path"] for candidate in failed.details["candidates"]][-1] == "all"


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("第九部分压缩一下", "no_such_section"),
        ("“没有的话”改成“有的话”", "no_match"),
        ("第二部分压到20字", "impossible_length"),
        ("整篇压到20字", "impossible_length"),
        ("把第二部分和第二部分对调", "not_several"),
        ("回到第9版", "no_such_record"),
    ],
)
def test_what_cannot_be_done_says_why_and_changes_nothing(office: Office, message: str, code: str) -> None:
    conversation = opened(office)
    assert failure(say(office, conversation, message)) == code
    assert head(office, conversation).number == 1


def test_an_impossible_length_names_the_least(office: Office) -> None:
    conversation = opened(office)
    (failed,) = [event for event in say(office, conversation, "第一部分压到25字，数字一个别丢") if isinstance(event, Failed)]
    assert failed.code == "impossible_length"
    assert failed.details["least"] > 40


def test_a_place_that_vanished_before_its_turn_is_told(online: tuple[Office, Protocol]) -> None:
    office, server = online
    conversation = opened(office)
    server.rate = 400
    first = office.submit(conversation, Talk("第一部分写具体，第二部分第二点删掉"), "")
    second = office.submit(conversation, Talk("“私拉电线的多，充电柜装得少。”这句写得更具体"), "")
    list(office.follow(first))
    assert failure(list(office.follow(second))) == "section_gone"


def test_orders_that_only_show(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "结尾删掉")
    assert Compared(1, 2) in say(office, conversation, "对比上一版和现在")
    assert Ready("朗读稿") in say(office, conversation, "导出朗读稿")
    assert head(office, conversation).number == 2


def test_the_passages_used_are_kept_with_the_section(online: tuple[Office, Protocol]) -> None:
    office, _ = online
    office.library.load_bundled(lambda done, total: None)
    conversation = opened(office)
    say(office, conversation, "第一部分写具体，第三部分写具体")
    used = {source.used for source in head(office, conversation).sources}
    assert used == {"1", "3"}


def test_the_rest_has_one_length_together(online: tuple[Office, Protocol]) -> None:
    office, server = online
    conversation = opened(office)
    events = say(office, conversation, "锁定第一部分，其余压到230字")
    revision = head(office, conversation)
    speech = Speech(revision.text)
    rest = sum(count(speech.words(speech.by_path[path].span)) for path in ("opening", "2", "3", "closing"))
    assert 207 <= rest <= 253
    assert notices(events)["rest_planned"]["words"] == 230
    assert TEXT[TEXT.index("一、肯定") : TEXT.index("二、正视")] in revision.text
    assert all("230字" not in request["messages"][-1]["content"] for request in server.requests)


@pytest.mark.parametrize(
    ("message", "gone"),
    [
        ("第二部分第二点里“私拉”改成“乱拉”，第三点删掉", "三是宣传进门难"),
        ("第一部分第一段第一句删掉，第二句里“1480家”改成“1500家”", "火灾起数同比下降"),
        ("第三部分第一点里“每周”改成“每月”，第四点删掉", "四要闭环抓整改"),
    ],
)
def test_a_bare_address_goes_on_from_the_order_before(office: Office, message: str, gone: str) -> None:
    conversation = opened(office)
    say(office, conversation, message)
    revision = head(office, conversation)
    assert gone not in revision.text
    assert len(Speech(revision.text).parts) == 3


@pytest.mark.parametrize(("message", "among"), [("第二部分压短，第三点删掉", {"2.3", "3"}), ("第一部分压短，第二段删掉", {"p7", "p8"})])
def test_a_bare_address_behind_an_order_on_a_part_is_asked_for(office: Office, message: str, among: set[str]) -> None:
    conversation = opened(office)
    (failed,) = [event for event in say(office, conversation, message) if isinstance(event, Failed)]
    assert failed.code == "ambiguous_address"
    assert {candidate["path"] for candidate in failed.details["candidates"]} == among
    assert head(office, conversation).text == TEXT
