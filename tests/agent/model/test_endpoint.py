from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from contextlib import aclosing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from agent.events import Usage
from agent.model.connection import host_of, open_endpoint
from agent.model.endpoint import Message, Patience
from agent.model.thoughts import Thoughts
from errors import (
    BadReply,
    BadSetting,
    ContentFiltered,
    EndpointError,
    EndpointFault,
    EndpointUnreachable,
    NoSuchModel,
    RateLimited,
    StreamCut,
    TimedOut,
    WrongKey,
)
from settings import Settings
from tests.protocol import Fault, Protocol, Reply, Say

KEY = "sk-very-secret-key"
HASTE = Patience(first=5, between=5, connect=2, retries=1)
ASKED: list[Message] = [("system", "规矩"), ("user", "写一段")]


def settings_for(url: str) -> Settings:
    return Settings(_env_file=None, OPENAI_API_KEY=SecretStr(KEY), OPENAI_BASE_URL=url, JIANGGAO_MODEL="scripted")


async def said(server: Protocol, patience: Patience = HASTE) -> tuple[str, Usage]:
    async with open_endpoint(settings_for(server.url), patience) as endpoint:
        pieces = [piece async for piece in endpoint.reply(ASKED)]
        return "".join(pieces), endpoint.meter.usage


def failure(replies: Iterable[Reply], patience: Patience = HASTE) -> EndpointError:
    with Protocol(replies) as server, pytest.raises(EndpointError) as caught:
        asyncio.run(said(server, patience))
    assert caught.value.host == host_of(server.url)
    assert KEY not in repr(caught.value) + str(caught.value)
    return caught.value


def test_a_reply_comes_in_pieces_and_is_metered() -> None:
    text = "同志们，今天我们开一个会，任务很重。"
    with Protocol([text]) as server:
        spoken, usage = asyncio.run(said(server))
    assert spoken == text
    assert usage == Usage(1, len("规矩写一段"), len(text))
    assert server.requests[0]["stream"] is True
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Fault("401"), WrongKey),
        (Fault("403"), WrongKey),
        (Fault("404"), NoSuchModel),
        (Fault("400", "no such parameter"), EndpointFault),
        (Fault("400", "blocked: data_inspection_failed"), ContentFiltered),
        (Fault("cut", "前半段话说到这里后半段话就没有了"), StreamCut),
        (Fault("eof", "前半段话说到这里后半段话就没有了"), StreamCut),
        (Fault("length", "前半段话说到这里后半段话就没有了"), StreamCut),
        (Fault("error", "前半段话说到这里后半段话就没有了"), EndpointFault),
        (Fault("garbage", "前半段话说到这里后半段话就没有了"), BadReply),
        (Fault("content_filter", "前半段话"), ContentFiltered),
        (Fault("empty"), BadReply),
        (Fault("html"), BadReply),
    ],
)
def test_each_fault_has_its_error(reply: Reply, error: type[EndpointError]) -> None:
    assert type(failure([reply])) is error


def test_a_refusal_is_retried_as_the_server_asks_and_then_reported() -> None:
    with Protocol([Fault("429"), "写好了"]) as server:
        assert asyncio.run(said(server))[0] == "写好了"
    assert type(failure([Fault("429"), Fault("429")])) is RateLimited


def test_a_server_error_is_retried_and_then_reported_with_its_words() -> None:
    error = failure([Fault("500", "out of memory"), Fault("500", f"out of memory for {KEY}")])
    assert isinstance(error, EndpointFault)
    assert (error.status, error.said) == (500, "out of memory for ***")


def test_a_connection_that_is_not_taken_is_unreachable() -> None:
    assert type(failure([Fault("unreachable"), Fault("unreachable")])) is EndpointUnreachable
    with Protocol() as server:
        pass
    with pytest.raises(EndpointUnreachable):
        asyncio.run(said(server))


@pytest.mark.parametrize("before", ["", "第一句话说完了，第二句"])
def test_a_stall_times_out_before_the_first_token_and_between_two(before: str) -> None:
    error = failure([Fault("stall", before)], Patience(first=0.2, between=0.2, connect=2, retries=0))
    assert isinstance(error, TimedOut)
    assert error.seconds == 1


def test_what_is_used_before_a_cut_is_still_a_call() -> None:
    async def run(server: Protocol) -> Usage:
        async with open_endpoint(settings_for(server.url), HASTE) as endpoint:
            with pytest.raises(StreamCut):
                async for _ in endpoint.reply(ASKED):
                    pass
            return endpoint.meter.usage

    with Protocol([Fault("cut", "一二三四五六七八九十一二三四五六")]) as server:
        assert asyncio.run(run(server)).calls == 1


def test_thoughts_are_never_said() -> None:
    with Protocol([Say("<think>先想一想，<b>再说</think>\n\n正文在此。", reasoning="推理内容")]) as server:
        assert asyncio.run(said(server))[0] == "正文在此。"


@given(
    st.lists(st.sampled_from(["<think>", "</think>", "话", "<", "<thi", "好。", "\n"]), max_size=12),
    st.lists(st.integers(1, 9), min_size=1, max_size=20),
)
def test_thoughts_are_cut_the_same_wherever_the_pieces_break(words: list[str], sizes: list[int]) -> None:
    text = "".join(words)
    whole = Thoughts()
    expected = whole.feed(text) + whole.rest()
    thoughts, spoken, start = Thoughts(), "", 0
    for i in range(len(text)):
        size = sizes[i % len(sizes)]
        spoken += thoughts.feed(text[start : start + size])
        start += size
    assert spoken + thoughts.rest() == expected
    assert "<think>" not in expected


def test_cancelling_stops_at_once_and_closes_the_connection() -> None:
    async def run(server: Protocol) -> float:
        async with open_endpoint(settings_for(server.url)) as endpoint:
            heard = asyncio.Event()

            async def listen() -> None:
                async with aclosing(endpoint.reply(ASKED)) as pieces:
                    async for _ in pieces:
                        heard.set()

            task = asyncio.create_task(listen())
            await heard.wait()
            begun = time.perf_counter()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return time.perf_counter() - begun

    with Protocol([Fault("stall", "第一句话说完了，第二句")]) as server:
        assert asyncio.run(run(server)) < 0.1
        assert server.hung_up.wait(2)


def test_endpoints_serve_one_loop_after_another() -> None:
    with Protocol(["甲", "乙"]) as server:
        assert [asyncio.run(said(server))[0] for _ in range(2)] == ["甲", "乙"]


def test_no_model_is_a_setting_to_mend() -> None:
    async def run() -> None:
        async with open_endpoint(Settings(_env_file=None)):
            pass

    with pytest.raises(BadSetting) as caught:
        asyncio.run(run())
    assert caught.value.name == "JIANGGAO_MODEL"


def test_a_host_is_shown_without_the_name_and_password_before_it() -> None:
    assert host_of("https://user:secret@models.example:8443/v1") == "models.example:8443"
