"""Parts as they are meant: what has no heading, what is to stay, what comes back, where a sentence goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import vectorstore
from agent.events import Consulted, Proposed
from agent.office import Office
from agent.orders import Correct, Open, Restore, Retitle, Talk
from settings import Settings
from tests.agent.test_changing import TEXT, changed_lines, done, failure, head, notices, opened, say
from tests.agent.test_talking import talking
from tests.protocol import Call, Calls

BARE = """在全县水利工作会议上的讲话
同志们：
今天请大家来，说说水库的事。
先说去年。去年办了三件事。
一是把坝加高了。石桥水库加高一米二，汛期没有漫坝。
二是把渠修通了。北干渠通水，下游两个村不再抢水。
再说今年。今年还要办两件事。
一是把管护定下来。每座水库定一个人，工资由县里出。
二是把账公开。每一笔水费贴在村口。
谢谢大家！
"""


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    office = Office.open(settings)
    yield office
    office.close()


def lines(text: str) -> list[str]:
    return text.splitlines()


@pytest.mark.parametrize("address", ["第一部分的标题", "第一部分", "1"])
def test_a_part_without_a_heading_gets_one_and_loses_nothing(office: Office, address: str) -> None:
    conversation = opened(office, BARE)
    done(office, conversation, Retitle(address, "上半年的账"))
    assert head(office, conversation).text == BARE.replace("先说去年", "上半年的账\n先说去年")


def test_a_closing_has_no_heading(office: Office) -> None:
    conversation = opened(office)
    assert failure(done(office, conversation, Retitle("结尾", "号召"))) == "no_heading"
    assert head(office, conversation).text == TEXT


def test_a_sentence_is_given_word_for_word(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "第一部分第一段最后一句改成：各街道查了1480家")
    assert changed_lines(TEXT, head(office, conversation).text)[0][1].endswith("整改率达到93%。各街道查了1480家。")


def test_what_is_to_stay_is_looked_for_in_the_part_that_is_rewritten(settings: Settings) -> None:
    kept = "二要部门联动管。住建部门牵头，派出所配合。"
    with talking(
        settings,
        "",
        lambda asked: (
            "一要领导带头。每周查一次，查完当场说清。"
            if "领导带头" in asked
            else "三要群众一起防。每栋楼选一个人。\n四要整改见底。查一处，改一处。"
        ),
    ) as (
        office,
        server,
    ):
        conversation = opened(office)
        say(office, conversation, "重写第三部分，但别动第二点")
        assert kept in lines(head(office, conversation).text)
        assert head(office, conversation).text != TEXT
        for request in server.requests:
            assert kept not in request["messages"][-1]["content"].partition("<原文>")[2].partition("</原文>")[0]


def test_what_is_to_stay_and_is_not_there_is_asked_for(office: Office) -> None:
    conversation = opened(office)
    assert failure(say(office, conversation, "压缩第三部分，但别动第七点")) == "no_such_section"
    assert head(office, conversation).text == TEXT


@pytest.mark.parametrize(
    ("first", "back", "words"),
    [
        ("把“私拉电线的多，”删掉", "算了第二点还是恢复成原来的", "二是小场所用电乱。私拉电线的多，充电柜装得少。"),
        ("“小场所”全改成“小门店”", "第二部分第二点恢复到第1版", "二是小场所用电乱。私拉电线的多，充电柜装得少。"),
    ],
)
def test_a_part_comes_back_and_the_rest_stays(office: Office, first: str, back: str, words: str) -> None:
    conversation = opened(office)
    done(office, conversation, Talk("第三部分第一点标题改成“领导上前”"))
    done(office, conversation, Talk(first))
    assert words not in lines(head(office, conversation).text)
    events = say(office, conversation, back)
    assert changed_lines(TEXT, head(office, conversation).text) == [
        ("一要领导带头查。每周一次，不打招呼。", "一要领导上前。每周一次，不打招呼。")
    ]
    assert notices(events)["part_restored"]["places"] == "第二部分第二点"


def test_a_part_that_counts_otherwise_by_now_comes_back_with_the_ordinal_that_is_due(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "第三部分第四点里“销号一处”改成“了结一处”")
    say(office, conversation, "删掉第三部分第二点")
    say(office, conversation, "第三部分第三点恢复到第1版")
    assert "三要闭环抓整改。发现一处，销号一处。" in lines(head(office, conversation).text)


def test_a_version_without_the_part_is_told(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "第三部分后面加一点：五要年底算账。")
    assert failure(done(office, conversation, Restore(1, only="3.5"))) == "not_in_version"


def test_what_was_changed_last_is_not_what_was_locked_since(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "第二部分第二点里“私拉电线的多”改成“私拉电线的不少”")
    say(office, conversation, "锁定第一部分")
    say(office, conversation, "刚才改的那段删掉")
    assert "私拉电线" not in head(office, conversation).text


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("第二部分开头加一句：先把话说在前面。", "先把话说在前面。隐患整改率93%，剩下的都是难啃的。当前要抓好三件事。"),
        ("第二部分末尾加一句：这三样年底前要见底。", "三是宣传进门难。独居老人听不到、记不住。这三样年底前要见底。"),
        ("结尾加一句：谢谢大家！", "同志们，火灾不等人。让我们从今天做起，从身边做起！谢谢大家！"),
    ],
)
def test_a_sentence_goes_to_the_head_or_the_end_that_was_said(office: Office, message: str, line: str) -> None:
    conversation = opened(office)
    say(office, conversation, message)
    assert line in lines(head(office, conversation).text)


def test_a_sentence_above_the_first_point_is_a_paragraph(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "第三部分开头加一句：责任要落到人。")
    text = head(office, conversation).text
    assert "三、压实责任，务求实效\n责任要落到人。\n一要领导带头查" in text


def test_each_part_gets_the_sentence_that_is_for_each(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "每部分末尾加一句：年底算账。")
    assert head(office, conversation).text.count("年底算账。") == 3


def test_words_that_are_taken_out_leave_no_two_marks(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "把“下面，我讲三点意见”删掉")
    assert "安排下半年。\n一、" in head(office, conversation).text


def test_orders_of_one_reply_are_read_against_the_text_that_was_shown(settings: Settings) -> None:
    both = Calls((Call("delete", {"address": "3.2"}), Call("delete", {"address": "3.3"})))
    with talking(settings, both) as (office, _):
        conversation = opened(office)
        say(office, conversation, "部门联动和群众那两条，你看着拿掉")
        text = head(office, conversation).text
        assert "部门联动" not in text
        assert "群众一起防" not in text
        assert "二要闭环抓整改" in text


def test_what_an_earlier_order_put_in_can_be_named_by_a_later_one(settings: Settings) -> None:
    new = {"address": "3.4", "side": "after", "sort": "point", "words": "年底算账。"}
    with talking(settings, Calls((Call("insert", new), Call("lock", {"address": "3.5"})))) as (office, _):
        conversation = opened(office)
        say(office, conversation, "末了添一条年底算账，往后谁也别碰它行不")
        revision = head(office, conversation)
        assert [lock.of(revision.text) for lock in revision.locks] == ["年底算账。"]


def test_what_was_refused_is_told_whatever_the_model_says(settings: Settings) -> None:
    calls = Calls((Call("delete", {"address": "3.9"}), Call("lock", {"address": "1"})))
    with talking(settings, calls) as (office, _):
        conversation = opened(office)
        events = say(office, conversation, "末一条不想要了，头一块别让人动，你办")
        assert notices(events)["not_done"]["failure"] == "no_such_section"


def test_the_model_finds_words(settings: Settings) -> None:
    with talking(settings, Call("find_words", {"words": "93%"})) as (office, server):
        conversation = opened(office)
        say(office, conversation, "整改率到底是多少？")
        told = server.requests[1]["messages"][-1]["content"].splitlines()
        assert told[0].startswith("第一部分第1段第一句：")
        assert len(told) == 3


def test_ordinals_that_come_back_with_headings_are_not_doubled(settings: Settings) -> None:
    with talking(settings, "", lambda _: "一、成绩不小信心不减\n二、问题不少差距不小\n三、责任不轻落实不松") as (office, _):
        conversation = opened(office)
        say(office, conversation, "各部分小标题改成八个字")
        assert [new for _, new in changed_lines(TEXT, head(office, conversation).text)] == [
            "一、成绩不小信心不减",
            "二、问题不少差距不小",
            "三、责任不轻落实不松",
        ]


def test_with_review_what_is_shown_is_not_saved(office: Office) -> None:
    conversation = opened(office)
    events = done(office, conversation, Talk("第二部分末尾加一句：年底算账。", review=True))
    assert [event.receipt.changed for event in events if isinstance(event, Proposed)] == [("2.3",)]
    assert head(office, conversation).number == 1


def test_an_aim_is_not_taken_for_what_was_reached(office: Office) -> None:
    text = TEXT.replace("隐患整改率达到93%", "整改率刚到91%").replace("隐患整改率93%，剩", "明年隐患整改率要达到98%以上，剩")
    conversation = opened(office, text)
    assert failure(say(office, conversation, "隐患整改率改成95%，前后都对一下")) == "ambiguous_address"


def test_a_speech_is_no_sample_for_itself(settings: Settings) -> None:
    sample = (
        next(iter(sorted((Path(vectorstore.__file__).parent / "samples").glob("police*.md")))).read_text("utf-8").partition("\n---\n")[2]
    )
    with talking(settings, "", lambda _: "二是把路面的底盘守稳。夜间多巡一趟，隐患路口一处一处治。") as (office, _):
        office.library.load_bundled(lambda done, total: None)
        conversation = opened(office, sample.strip())
        say(office, conversation, "第二部分第二点写得更具体")
        used = [
            source.title
            for event in office.events(office.runs(conversation)[-1].ident)
            if isinstance(event[1], Consulted)
            for source in event[1].sources
        ]
        assert used
        assert not any(title in sample for title in used)


def test_a_part_that_was_never_otherwise_does_not_become_another(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "第一部分后面加一部分：管住经费\n经费要公开。")
    new = head(office, conversation).text
    assert "二、管住经费\n经费要公开。" in new
    assert "nothing_changed" in notices(say(office, conversation, "第二部分还是恢复成原来的"))
    assert head(office, conversation).text == new


def test_a_merge_may_bring_a_heading(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "第二部分第一点和第二点合并，标题用‘抓重点整治’")
    text = head(office, conversation).text
    assert "一是抓重点整治。楼道里堆满了旧家具" in text
    assert text.startswith(lines(TEXT)[0])


def test_a_date_keeps_its_brackets(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "日期改成2025年6月1日")
    assert changed_lines(TEXT, head(office, conversation).text) == [("（2025年5月8日）", "（2025年6月1日）")]


def test_the_end_of_a_month_stands_once(office: Office) -> None:
    conversation = opened(office)
    done(office, conversation, Correct("7月底", old="6月底"))
    assert head(office, conversation).text == TEXT.replace("6月底", "7月底")


def test_what_is_said_of_the_text_is_no_part_of_it(settings: Settings) -> None:
    with talking(settings, "", lambda _: "修改后的结尾：\n同志们，火灾不等人。让我们从今天做起！\n（注：语气已适当收敛。）") as (office, _):
        conversation = opened(office)
        say(office, conversation, "结尾压短一点")
        assert head(office, conversation).text.endswith("\n同志们，火灾不等人。让我们从今天做起！\n")


def test_nothing_is_told_of_an_order_that_was_not_carried_out(office: Office) -> None:
    conversation = opened(office)
    events = say(office, conversation, "“截止6月底”全改成“截至6月底”，第三部分压到20字")
    assert failure(events) == "impossible_length"
    assert "replaced" not in notices(events)


def test_a_heading_given_and_the_part_rewritten_in_one_reply(settings: Settings) -> None:
    both = Calls((Call("retitle", {"address": "2", "words": "问题要找准"}), Call("rewrite", {"address": "2.1", "instruction": "再顺一点"})))
    with talking(settings, both, lambda _: "高层住宅通道堵。楼道里的旧家具，截止6月底还有62栋没有清完。") as (office, _):
        conversation = opened(office)
        events = say(office, conversation, "头一个问题那块读着拗口，标题也平，你弄弄")
        assert "not_done" not in notices(events)
        assert head(office, conversation).receipt.changed


def test_the_conversation_goes_by_the_title_that_an_undo_brings_back(office: Office) -> None:
    conversation = opened(office)
    say(office, conversation, "标题改成“在全市禁毒工作会议上的讲话”")
    say(office, conversation, "撤销")
    assert next(kept.title for kept in office.conversations() if kept.ident == conversation) == lines(TEXT)[0]


def test_locked_words_beside_a_rewrite_do_not_come_twice(settings: Settings) -> None:
    replies = iter(["高层住宅通道堵。旧家具要清，截止6月底还有62栋没有清完。", "旧家具要清，截止6月底还有62栋没有清完。"])
    with talking(settings, "", lambda _: next(replies)) as (office, _):
        conversation = opened(office)
        say(office, conversation, "“楼道里堆满了旧家具，截止6月底还有62栋没有清完。”这句锁定")
        say(office, conversation, "解锁")
        say(office, conversation, "“高层住宅通道堵。”这句锁定")
        say(office, conversation, "第二部分第一点再顺一点")
        assert head(office, conversation).text.count("高层住宅通道堵") == 1


def test_a_text_without_parts_is_counted_in_paragraphs(office: Office) -> None:
    events = done(office, office.begin(), Open("座谈会讲话\n各位乡亲：\n今天来听大家说说。\n谢谢大家！\n"))
    assert notices(events)["opened_plain"]["paragraphs"] == 2
