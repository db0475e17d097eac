"""Two writers revise one draft: different sections both stand, the same section is refused once and its text kept."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from agent.archive import Archive, Entry, Revision
from agent.changing import change
from agent.events import Event, Noticed, SectionDone
from agent.model.connection import open_endpoint
from agent.model.endpoint import Meter
from agent.model.writer import ModelWriter
from agent.orders import Open, Revise
from agent.receipts import label, place, receipt
from agent.recorder import Recorder
from agent.work import Work
from errors import BadReply, StaleRevision
from settings import Settings
from speech.document import Speech
from speech.length import count
from speech.locate import Pointing, locate
from tests.agent.speeches import SPEECH
from tests.protocol import Protocol, Reply, Request
from vectorstore.embeddings import HashedNgrams
from vectorstore.library import Library

NEW = (
    "预警劝阻还有盲区，根子在责任没有落到人头上。\n"
    "一是预警见面慢。接到指令两小时才见面的，由分局当日说明原因、当周整改到位。\n"
    "二是宣传不入户。老年人集中的小区，由社区民警逐户走到、当面讲清。"
)


@pytest.fixture
def archive(sqlite: Engine) -> Archive:
    return Archive(sqlite)


@pytest.fixture
def base(archive: Archive) -> Revision:
    conversation = archive.begin("")
    return archive.save(conversation, None, Entry(SPEECH, Open(SPEECH), receipt(None, Speech(SPEECH))))


def rewrites(request: Request) -> Reply:
    asked = str(request["messages"][-1]["content"])
    target = re.findall(r"<原文>\n(.*?)\n</原文>", asked, re.DOTALL)[-1]
    return NEW if "预警" in target else "上半年，立案同比下降8.6%，破案率上升12%，冻结止付由四十分钟缩到十五分钟。"


def revised(
    settings: Settings, server: Protocol, archive: Archive, folder: Path, base: Revision, *orders: Revise
) -> tuple[list[Revision | BaseException | None], list[Event]]:
    """Every order revises the same base, one after the other, as two processes would that began together."""
    told: list[Event] = []

    async def one(order: Revise) -> Revision | None:
        async with open_endpoint(settings) as endpoint:
            recorder = Recorder(told.extend)
            library = Library(archive.engine, folder, HashedNgrams())
            writer = ModelWriter(endpoint)
            work = Work(base.conversation, 1, archive, library, writer, 1, "", False, Meter(), recorder, lambda: iter(()))
            return await change(work, order, base, base, Pointing())

    async def every() -> list[Revision | BaseException | None]:
        return [(await asyncio.gather(one(order), return_exceptions=True))[0] for order in orders]

    return asyncio.run(every()), told


@pytest.fixture
def online(settings: Settings) -> Settings:
    return settings.model_copy(update={"writer": "model", "model": "scripted"})


def test_different_sections_are_rebased(online: Settings, archive: Archive, base: Revision, tmp_path: Path) -> None:
    with Protocol(rewrites) as server:
        settings = online.model_copy(update={"openai_base_url": server.url})
        orders = (Revise("第一部分", "精炼"), Revise("第二部分", "更具体"))
        saved, told = revised(settings, server, archive, tmp_path / "library", base, *orders)
    first, second = saved
    assert isinstance(first, Revision)
    assert isinstance(second, Revision)
    assert (first.number, second.number) == (2, 3)
    assert NEW in second.text
    assert "冻结止付由四十分钟缩到十五分钟" in second.text
    assert Noticed("rebased", {"number": 2}) in told
    assert all(path.startswith("2") for path in second.receipt.changed)


def test_the_same_section_is_refused_and_its_text_kept(online: Settings, archive: Archive, base: Revision, tmp_path: Path) -> None:
    with Protocol(rewrites) as server:
        settings = online.model_copy(update={"openai_base_url": server.url})
        orders = (Revise("第二部分", "更具体"), Revise("第二部分", "再具体"))
        saved, told = revised(settings, server, archive, tmp_path / "library", base, *orders)
    assert isinstance(saved[0], Revision)
    assert isinstance(saved[1], StaleRevision)
    assert saved[1].path == "2"
    assert saved[1].text == NEW
    assert len([event for event in told if isinstance(event, SectionDone)]) == 2
    assert [r.number for r in archive.revisions(base.conversation)] == [1, 2]


@pytest.mark.parametrize(
    "first",
    [
        "",
        "好的，以下是改写后的内容：",
        SPEECH,
        "三、压实责任，务求实效\n各分局主要负责同志要亲自抓、每周调度一次。\n一、看到成绩，坚定信心\n成绩不小。",
    ],
    ids=["nothing", "a preamble alone", "the whole speech", "other parts"],
)
def test_a_bad_first_reply_is_asked_for_again(online: Settings, archive: Archive, base: Revision, tmp_path: Path, first: str) -> None:
    with Protocol([first, NEW]) as server:
        settings = online.model_copy(update={"openai_base_url": server.url})
        saved, _ = revised(settings, server, archive, tmp_path / "library", base, Revise("第二部分", "更具体"))
        assert len(server.requests) == 2
    assert isinstance(saved[0], Revision)
    assert NEW in saved[0].text


def test_a_reply_that_never_fits_is_refused(online: Settings, archive: Archive, base: Revision, tmp_path: Path) -> None:
    with Protocol([SPEECH] * 3) as server:
        settings = online.model_copy(update={"openai_base_url": server.url})
        saved, _ = revised(settings, server, archive, tmp_path / "library", base, Revise("第二部分", "更具体"))
    assert isinstance(saved[0], BadReply)
    assert [r.number for r in archive.revisions(base.conversation)] == [1]


def test_a_good_first_reply_costs_one_call_and_an_echoed_heading_is_dropped(
    online: Settings, archive: Archive, base: Revision, tmp_path: Path
) -> None:
    with Protocol([f"二、正视问题，找准短板\n{NEW}"]) as server:
        settings = online.model_copy(update={"openai_base_url": server.url})
        saved, _ = revised(settings, server, archive, tmp_path / "library", base, Revise("第二部分", "更具体"))
        assert len(server.requests) == 1
    assert isinstance(saved[0], Revision)
    assert saved[0].text.count("二、正视问题，找准短板") == 1


def test_a_length_is_asked_for_again_until_it_fits(online: Settings, archive: Archive, base: Revision, tmp_path: Path) -> None:
    short = "一是预警推送慢，个别派出所接到指令后两小时才见面。二是宣传不入户，老年人集中的小区走访率不高。"
    with Protocol([NEW * 3, short]) as server:
        settings = online.model_copy(update={"openai_base_url": server.url})
        order = Revise("第二部分", "压缩到60字")
        saved, _ = revised(settings, server, archive, tmp_path / "library", base, order)
        assert len(server.requests) == 2
        assert "要求44至54字" in str(server.requests[1]["messages"][-1]["content"])  # the heading counts too
    assert isinstance(saved[0], Revision)
    part = Speech(saved[0].text).by_path["2"]
    assert 54 <= count(Speech(saved[0].text).words(part.span)) <= 66


def test_a_figure_from_nowhere_is_marked(online: Settings, archive: Archive, base: Revision, tmp_path: Path) -> None:
    invented = "预警劝阻还有盲区，接到指令两小时才见面的占37%，老年人集中的小区走访率不高。"
    invented += "这些短处说到底是责任没有压到底，会后各分局要一项一项对账，拿出管用的办法来。"
    with Protocol([invented] * 3) as server:
        settings = online.model_copy(update={"openai_base_url": server.url})
        saved, _ = revised(settings, server, archive, tmp_path / "library", base, Revise("第二部分", "更具体"))
    assert isinstance(saved[0], Revision)
    assert "【待核：37%】" in saved[0].text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("2", "第二部分"),
        ("2.3", "第二部分第三点"),
        ("2.heading", "第二部分的标题"),
        ("p7", "第7段"),
        ("opening", "开头"),
        ("title", "标题"),
    ],
)
def test_paths_are_said_as_people_say_them(path: str, words: str) -> None:
    assert label(path) == words


def test_a_bare_paragraph_is_counted_as_addresses_count_it() -> None:
    speech = Speech(SPEECH)
    assert place(speech, "p7") == "第一部分第1段"
    assert place(speech, "2.1") == "第二部分第一点"
    assert [target.path for target in locate(speech, "第一部分第一段")] == ["p7"]
