from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any

import pytest
from pydantic import SecretStr

from agent.converse import ROUNDS, Conversation, Turn, converse
from agent.model.connection import open_endpoint
from agent.model.endpoint import Endpoint, Patience
from agent.orders import Check, Delete, Draft, Order, Replace, Retitle, Revise, Search, Undo
from errors import (
    AmbiguousAddress,
    BadReply,
    Candidate,
    ContentFiltered,
    JianggaoError,
    LockedSection,
    NoMatch,
    StreamCut,
    ToolsUnsupported,
    WrongKey,
)
from settings import Settings
from tests.protocol import Call, Calls, Fault, Protocol, Reply, Request, Say

OUTLINE = "[opening] 今天我们召开会议\n[1] 成绩来之不易\n[2] 任务更加繁重"
STATE = Conversation(message="把第二部分写实，再查一遍", outline=OUTLINE, title="在半年会上的讲话")
HASTE = Patience(first=5, between=5, connect=2, retries=0)


def endpoint(server: Protocol) -> Any:
    settings = Settings(_env_file=None, OPENAI_API_KEY=SecretStr("sk-x"), OPENAI_BASE_URL=server.url, JIANGGAO_MODEL="scripted")
    return open_endpoint(settings, HASTE)


async def talk(server: Protocol, perform: Callable[[Order], Awaitable[str]], state: Conversation = STATE) -> str:
    async with endpoint(server) as opened:
        return "".join([piece async for piece in converse(opened, state, perform)])


class Desk:
    """Performs nothing and remembers what it was asked; `fails` is raised instead of a receipt."""

    def __init__(self, fails: JianggaoError | None = None) -> None:
        self.orders: list[Order] = []
        self.fails = fails
        self.busy = self.most = 0

    async def perform(self, order: Order) -> str:
        self.orders.append(order)
        self.busy += 1
        self.most = max(self.most, self.busy)
        await asyncio.sleep(0)
        self.busy -= 1
        if self.fails:
            raise self.fails
        return "已存为第2版，改动：第二部分。"


def messages(request: Request, role: str) -> list[str]:
    return [message["content"] for message in request["messages"] if message["role"] == role]


def test_words_of_the_model_reach_the_user_without_its_thoughts() -> None:
    desk = Desk()
    with Protocol([Say("<think>他问好</think>您好，要写什么会的讲话？", reasoning="想")]) as server:
        assert asyncio.run(talk(server, desk.perform)) == "您好，要写什么会的讲话？"
    assert desk.orders == []


def test_a_tool_call_performs_an_order_and_the_model_gets_the_receipt() -> None:
    desk = Desk()
    call = Call("rewrite", {"address": "2", "instruction": "写实", "words": 500})
    with Protocol([Calls((call,), "我来改。"), "第二部分写实了。"]) as server:
        assert asyncio.run(talk(server, desk.perform)) == "我来改。\n第二部分写实了。"
    (order,) = desk.orders
    assert isinstance(order, Revise)
    assert (order.address, order.instruction, order.length and order.length.words) == ("2", "写实", 500)
    assert messages(server.requests[1], "tool") == ["已存为第2版，改动：第二部分。"]


@pytest.mark.parametrize(
    ("call", "order"),
    [
        (Call("replace_words", {"old": "局长", "new": "厅长"}), Replace("局长", "厅长")),
        (Call("delete", {"address": "2.3"}), Delete("2.3")),
        (Call("retitle", {"address": "2", "words": "任务更重"}), Retitle("2", "任务更重")),
        (Call("undo", {}), Undo()),
        (Call("search", {"query": "半年总结"}), Search("半年总结")),
        (Call("check", {}), Check()),
    ],
)
def test_each_tool_is_an_order(call: Call, order: Order) -> None:
    desk = Desk()
    with Protocol([call, "好了。"]) as server:
        asyncio.run(talk(server, desk.perform))
    assert desk.orders == [order]


def test_a_draft_takes_its_facts_from_what_the_user_said_not_from_the_model() -> None:
    desk = Desk()
    state = Conversation("讲1500字", turns=(Turn("user", "起草全市公安机关半年总结会议讲话"), Turn("assistant", "多少字？")))
    call = Call("draft", {"task": "起草全市公安机关半年总结会议讲话，1500字，破案率上升99%", "words": 1500})
    with Protocol([call, "好了。"]) as server:
        asyncio.run(talk(server, desk.perform, state))
    (order,) = desk.orders
    assert isinstance(order, Draft)
    assert order.brief.length.words == 1500
    assert "99%" not in order.brief.sources
    assert "全市公安机关半年总结" in order.brief.sources


def test_the_model_sees_outline_turns_and_message_in_turn() -> None:
    turns = (Turn("assistant", "您好"), Turn("user", "改第一部分"), Turn("user", "写短些"), Turn("assistant", "改了。"))
    state = Conversation("再短些", OUTLINE, turns, receipt="已存为第3版。", title="讲话")
    with Protocol(["好的。"]) as server:
        asyncio.run(talk(server, Desk().perform, state))
    roles = [message["role"] for message in server.requests[0]["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert messages(server.requests[0], "user")[0] == "改第一部分\n\n写短些"
    for shown in ("[2] 任务更加繁重", "已存为第3版。", "再短些"):
        assert shown in messages(server.requests[0], "user")[-1]


def test_orders_asked_for_at_once_are_performed_one_after_another() -> None:
    desk = Desk()
    calls = Calls((Call("delete", {"address": "3"}), Call("undo", {}), Call("check", {})))
    with Protocol([calls, "都办了。"]) as server:
        asyncio.run(talk(server, desk.perform))
    assert len(desk.orders) == 3
    assert desk.most == 1


def test_a_wrong_address_is_told_to_the_model_with_the_candidates() -> None:
    desk = Desk(AmbiguousAddress("那一点", (Candidate("1.2", 0, 5, "抓队伍"), Candidate("2.2", 9, 14, "抓作风"))))
    with Protocol([Call("delete", {"address": "那一点"}), "您指哪一处？"]) as server:
        assert asyncio.run(talk(server, desk.perform)) == "您指哪一处？"
    (told,) = messages(server.requests[1], "tool")
    assert "[1.2] 抓队伍" in told
    assert "[2.2] 抓作风" in told


def test_words_that_are_not_there_are_told_to_the_model() -> None:
    with Protocol([Call("replace_words", {"old": "甲", "new": "乙"}), "稿子里没有“甲”。"]) as server:
        asyncio.run(talk(server, Desk(NoMatch("甲")).perform))
    assert "甲" in messages(server.requests[1], "tool")[0]


@pytest.mark.parametrize("error", [LockedSection("2", "任务"), StreamCut("models.example")])
def test_what_the_model_cannot_mend_ends_the_talk_and_the_orders_after_it(error: JianggaoError) -> None:
    desk = Desk(error)
    with Protocol([Calls((Call("delete", {"address": "3"}), Call("undo", {})))]) as server, pytest.raises(type(error)):
        asyncio.run(talk(server, desk.perform))
    assert len(desk.orders) == 1
    assert len(server.requests) == 1


def test_arguments_that_do_not_parse_are_told_once() -> None:
    desk = Desk()
    broken = Call("delete", '{"address": "3')
    with Protocol([broken, Call("delete", {"address": "3"}), "删了。"]) as server:
        assert asyncio.run(talk(server, desk.perform)) == "删了。"
    assert desk.orders == [Delete("3")]
    with Protocol([broken, broken]) as server, pytest.raises(BadReply) as caught:
        asyncio.run(talk(server, desk.perform))
    assert caught.value.problem == "arguments"


def test_arguments_of_the_wrong_kind_are_told_to_the_model() -> None:
    desk = Desk()
    with Protocol([Call("delete", {"where": "3"}), Call("delete", {"address": "3"}), "删了。"]) as server:
        assert asyncio.run(talk(server, desk.perform)) == "删了。"
    assert desk.orders == [Delete("3")]


def test_a_model_that_never_stops_calling_tools_is_stopped() -> None:
    desk = Desk()
    with Protocol(lambda _: Call("check", {})) as server, pytest.raises(BadReply) as caught:
        asyncio.run(talk(server, desk.perform))
    assert caught.value.problem == "no_end"
    assert len(server.requests) <= ROUNDS


def test_a_model_that_says_and_does_nothing_has_not_answered() -> None:
    with Protocol(["<think>想了半天</think>"]) as server, pytest.raises(BadReply) as caught:
        asyncio.run(talk(server, Desk().perform))
    assert caught.value.problem == "empty"


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Fault("notools"), ToolsUnsupported),
        (Fault("401"), WrongKey),
        (Fault("eof", "前半段话说到这里后半段话就没有了"), StreamCut),
        (Fault("content_filter", "前半段话"), ContentFiltered),
    ],
)
def test_a_fault_of_the_endpoint_is_raised(reply: Reply, error: type[JianggaoError]) -> None:
    with Protocol([reply]) as server, pytest.raises(error):
        asyncio.run(talk(server, Desk().perform))


def test_what_a_writer_asks_inside_an_order_is_not_said_to_the_user() -> None:
    async def run(server: Protocol) -> tuple[str, int]:
        async with endpoint(server) as opened:

            async def perform(order: Order) -> str:
                written = [piece async for piece in opened.reply([("user", "写第二部分")])]
                return f"写了{len(''.join(written))}字。"

            said = "".join([piece async for piece in converse(opened, STATE, perform)])
            return said, opened.meter.usage.calls

    with Protocol([Call("rewrite", {"address": "2", "instruction": "写实"}), "这是正文正文正文。", "改好了。"]) as server:
        assert asyncio.run(run(server)) == ("改好了。", 3)
    assert messages(server.requests[2], "tool") == ["写了9字。"]


def test_a_part_is_shown_only_where_there_is_somebody_to_show_it() -> None:
    async def run(server: Protocol) -> str:
        async with endpoint(server) as opened:
            show = {"2": "第二部分的原文。"}.__getitem__
            return "".join([piece async for piece in converse(opened, STATE, Desk().perform, show)])

    with Protocol([Call("show_part", {"address": "2"}), "看过了。"]) as server:
        assert asyncio.run(run(server)) == "看过了。"
    assert messages(server.requests[1], "tool") == ["第二部分的原文。"]
    with Protocol(["好。"]) as server:
        asyncio.run(talk(server, Desk().perform))
    assert "show_part" not in {tool["function"]["name"] for tool in server.requests[0]["tools"]}


def test_cancelling_the_talk_cancels_the_order_that_is_being_performed() -> None:
    async def run(server: Protocol) -> bool:
        begun, dropped = asyncio.Event(), asyncio.Event()

        async def perform(order: Order) -> str:
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                dropped.set()
            return ""

        async def listen(opened: Endpoint) -> list[str]:
            return [piece async for piece in converse(opened, STATE, perform)]

        async with endpoint(server) as opened:
            task = asyncio.create_task(listen(opened))
            await begun.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asyncio.wait_for(task, 1)
            return dropped.is_set()

    with Protocol([Call("check", {})]) as server:
        assert asyncio.run(run(server))
    assert len(server.requests) == 1


def test_cancelling_the_talk_stops_at_once_and_closes_the_connection() -> None:
    async def run(server: Protocol) -> float:
        async with endpoint(server) as opened:
            heard = asyncio.Event()
            task = asyncio.create_task(listen(opened, heard))
            await heard.wait()
            begun = time.perf_counter()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return time.perf_counter() - begun

    async def listen(opened: Endpoint, heard: asyncio.Event) -> None:
        async with aclosing(converse(opened, STATE, Desk().perform)) as pieces:  # type: ignore[type-var]
            async for _ in pieces:
                heard.set()

    with Protocol([Fault("stall", "第一句话说完了，第二句")]) as server:
        assert asyncio.run(run(server)) < 0.1
        assert server.hung_up.wait(2)
