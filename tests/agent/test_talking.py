"""What the chat model orders, through the whole path: several orders of one message, looked at before they are saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from agent.events import Compared, Event, Proposed, Ready
from agent.office import Office
from agent.orders import Adopt, Talk
from settings import Settings
from tests.agent.test_changing import TEXT, changed_lines, done, head, opened, say
from tests.protocol import Call, Calls, Protocol, Reply, Request

SHORT = {"高层住宅": "高层住宅通道堵。楼道里的旧家具没有清完，截止6月底还有62栋。", "小场所": "小场所用电乱。充电柜少，私拉电线的多。"}
VAGUE = "这两处念着不顺，你看着办"


@contextmanager
def talking(settings: Settings, reply: Reply, write: Callable[[str], str] = str) -> Iterator[tuple[Office, Protocol]]:
    """The chat model answers with `reply`, then says that it is done; `write` answers a writer's request."""

    def answer(request: Request) -> Reply:
        if "tools" not in request:
            return write(request["messages"][-1]["content"])
        return "办好了。" if request["messages"][-1]["role"] == "tool" else reply

    with Protocol(answer) as server:
        office = Office.open(settings.model_copy(update={"writer": "model", "openai_base_url": server.url, "model": "scripted"}))
        yield office, server
        office.close()


def shorter(asked: str) -> str:
    target = asked.partition("<原文>")[2].partition("</原文>")[0]
    return next(new for old, new in SHORT.items() if old in target)


BOTH = Calls(tuple(Call("rewrite", {"address": path, "instruction": "念着顺一点"}) for path in ("2.1", "2.2")))


def proposed(events: list[Event]) -> list[Proposed]:
    return [event for event in events if isinstance(event, Proposed)]


def test_two_rewrites_in_one_reply_do_not_share_what_was_written(settings: Settings) -> None:
    with talking(settings, BOTH, shorter) as (office, _):
        conversation = opened(office)
        say(office, conversation, VAGUE)
        new = [line for _, line in changed_lines(TEXT, head(office, conversation).text)]
        assert new == ["一是" + SHORT["高层住宅"], "二是" + SHORT["小场所"]]
        say(office, conversation, "撤销")
        assert head(office, conversation).text == TEXT


def test_what_comes_second_is_shown_on_top_of_what_came_first(settings: Settings) -> None:
    with talking(settings, BOTH, shorter) as (office, _):
        conversation = opened(office)
        first, both = proposed(done(office, conversation, Talk(VAGUE, review=True), VAGUE))
        assert head(office, conversation).number == 1
        assert (first.receipt.changed, both.receipt.changed) == (("2.1",), ("2.1", "2.2"))
        done(office, conversation, Adopt(both.base, both.text, both.locks, sources=both.sources))
        assert len(changed_lines(TEXT, head(office, conversation).text)) == 2


def test_what_is_shown_for_one_message_is_no_ground_for_the_next(settings: Settings) -> None:
    with talking(settings, BOTH, shorter) as (office, _):
        conversation = opened(office)
        done(office, conversation, Talk(VAGUE, review=True), VAGUE)
        (shown,) = proposed(done(office, conversation, Talk("删掉第三部分第四点", review=True)))
        assert SHORT["小场所"] not in shown.text


def test_the_chat_model_sees_what_is_locked_and_can_show_and_hand_over(settings: Settings) -> None:
    calls = Calls((Call("compare", {"old": -1, "new": 0}), Call("export", {"profile": "朗读稿"})))
    with talking(settings, calls) as (office, server):
        conversation = opened(office)
        say(office, conversation, "锁定第一部分")
        say(office, conversation, "“宣传进门难。”这句锁定")
        events = say(office, conversation, "前后两版摆出来我瞧瞧，完了弄个领导念的")
        assert Compared(2, 3) in events
        assert Ready("朗读稿") in events
        outline = server.requests[0]["messages"][-1]["content"]
        assert "[1] 肯定成绩，稳住信心（已锁定）" in outline
        assert "[2.3] 宣传进门难（里面有锁定的话）" in outline
        assert "[3] 压实责任，务求实效\n" in outline
        told = "\n".join(str(message["content"]) for message in server.requests[1]["messages"])
        assert "第2版和第3版的不同已摆在页面上。" in told
        assert "朗读稿的 Word 文件已备好" in told


def test_a_merge_keeps_one_ordinal_though_the_model_writes_it_again(settings: Settings) -> None:
    with talking(settings, "", lambda _: "二要要把部门联动和闭环整改抓到一起，住建部门牵头，派出所配合，发现一处，销号一处。") as (
        office,
        server,
    ):
        conversation = opened(office)
        say(office, conversation, "第三部分的第二点和第四点并一条")
        assert "\n二要把部门联动和闭环整改抓到一起" in head(office, conversation).text
        assert len(server.requests) == 1


def test_a_neighbour_that_goes_in_the_same_message_is_not_shown(settings: Settings) -> None:
    with talking(settings, "", lambda _: "小场所用电乱。私拉电线的多，充电柜没有装够，夜里没有人看着。") as (office, server):
        conversation = opened(office)
        say(office, conversation, "第二部分第二点写得更具体，第二部分第三点删掉")
        (request,) = server.requests
        assert "宣传进门难" not in request["messages"][-1]["content"].partition("<下文>")[2]
        assert "领导带头查" in request["messages"][-1]["content"].partition("<下文>")[2]


def test_no_sample_is_sent_for_a_text_that_is_only_to_be_shorter(settings: Settings) -> None:
    with talking(settings, "", lambda _: "高层住宅通道堵。截止6月底还有62栋没有清完。") as (office, server):
        office.library.load_bundled(lambda done, total: None)
        conversation = opened(office)
        for message, samples in (("第二部分第一点压到25字，数字一个别丢", False), ("第二部分第一点写得更具体，不超过60字", True)):
            say(office, conversation, message)
            asked = server.requests[-1]["messages"][-1]["content"]
            assert ("<范文" in asked) is samples, message


def test_a_new_heading_stays_while_what_is_beneath_it_is_written_anew(settings: Settings) -> None:
    with talking(settings, "", lambda _: "把底数摸清。高层住宅旧家具截止6月底还有62栋没有清完。") as (office, _):
        conversation = opened(office)
        say(office, conversation, "第二部分第一点的标题改成“通道要清空”，底下的内容压短一点")
        assert changed_lines(TEXT, head(office, conversation).text)[0][1].startswith("一是通道要清空。")


def test_a_locked_sentence_at_the_head_stays_outside_what_is_written(settings: Settings) -> None:
    with talking(settings, "", lambda _: "高层住宅通道堵。截止6月底还有62栋，旧家具要逐户清走，不留死角。") as (office, server):
        conversation = opened(office)
        say(office, conversation, "“高层住宅通道堵。”这句锁定")
        say(office, conversation, "第二部分第一点写得再明白一点")
        asked = server.requests[0]["messages"][-1]["content"]
        assert "它前面的“一是高层住宅通道堵。”已经排好，不要再写。" in asked
        assert "高层住宅通道堵" not in asked.partition("<原文>")[2].partition("</原文>")[0]
        assert "\n一是高层住宅通道堵。截止6月底还有62栋，旧家具要逐户清走，不留死角。\n" in head(office, conversation).text
