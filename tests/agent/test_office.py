"""From an order to a saved revision, through the real archive, library, threads and endpoint."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agent.archive import Revision
from agent.briefing import read_brief
from agent.events import Consulted, Event, Failed, Finished, Found, Noticed, PlanMade, Saved, SectionDone, SectionText, Stopped
from agent.office import Office
from agent.orders import Check, Delete, Open, Order, Replace, Restore, Retitle, Search, Talk, Undo
from agent.runs import State
from settings import Settings
from speech.document import Speech
from speech.length import count
from tests.agent.speeches import SPEECH
from tests.ghost_writer import ghost_writer
from tests.protocol import Fault, Protocol, Reply, Request

ROOT = Path(__file__).parents[2]
ASKED = "起草一篇全市公安机关半年工作总结会议讲话，局长讲，2000字，要点：一是反诈破案率上升12%，二是基层派出所改革，三是队伍纪律作风"


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    office = Office.open(settings)
    office.library.load_bundled(lambda done, total: None)
    yield office
    office.close()


def with_model(settings: Settings, url: str, parallel: int = 1) -> Settings:
    return settings.model_copy(update={"writer": "model", "openai_base_url": url, "model": "scripted", "parallel": parallel})


def done(office: Office, conversation: int, order: Order, message: str = "") -> list[Event]:
    return list(office.follow(office.submit(conversation, order, message)))


def head(office: Office, conversation: int) -> Revision:
    revision = office.head(conversation)
    assert revision is not None
    return revision


def opened(office: Office, text: str = SPEECH) -> int:
    conversation = office.begin()
    done(office, conversation, Open(text))
    return conversation


def of(kind: type, events: list[Event]) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def test_an_order_in_words_becomes_a_speech_offline(office: Office) -> None:
    conversation = office.begin()
    events = done(office, conversation, Talk(ASKED), ASKED)
    revision = head(office, conversation)
    speech = Speech(revision.text)
    assert speech.title == "在全市公安机关半年工作总结会议上的讲话"
    assert 1200 <= count(revision.text) <= 2200
    short = {"wants", "short"}
    assert count(revision.text) >= 1800 or any(isinstance(event, Noticed) and event.code in short for event in events)
    assert "12%" in revision.text
    assert "派出所改革" in revision.text
    assert isinstance(of(PlanMade, events)[0], PlanMade)
    assert len(of(SectionDone, events)) == len(speech.parts) + 2
    assert revision.sources
    assert of(Found, events)
    assert isinstance(events[-1], Finished)
    assert Noticed("no_model", {}) in events
    assert office.conversations()[0].title == speech.title


def test_what_could_stand_in_another_part_is_told_with_where_it_stands(office: Office) -> None:
    asked = "起草公交公司年度总结讲话，2000字。全年运客8600万人次，投诉下降21%；全市公交站1200个；明年新购电动车60辆"
    doubtful = [point.text for point in read_brief(asked).points if point.unsure]
    conversation = office.begin()
    events = done(office, conversation, Talk(asked), asked)
    told = next(event.details["points"] for event in of(Noticed, events) if event.code == "unsure")
    speech = Speech(head(office, conversation).text)
    assert [words for words, _ in told] == doubtful
    assert all(words in speech.by_path[path].span.of(speech.text) for words, path in told)


def test_only_the_part_that_was_named_changes(office: Office) -> None:
    conversation = opened(office)
    done(office, conversation, Talk("重写第二部分，写得更具体"))
    revision = head(office, conversation)
    part = Speech(SPEECH).by_path["2"].span
    assert revision.text != SPEECH
    assert revision.text.startswith(SPEECH[: part.start])
    assert revision.text.endswith(SPEECH[part.end :])
    assert all(path.split(".")[0] == "2" for path in revision.receipt.changed)
    assert (revision.receipt.renumbered, revision.receipt.removed) == ((), ())


def test_line_ends_stay_as_they_were(office: Office) -> None:
    text = SPEECH.replace("\n", "\r\n")
    conversation = opened(office, text)
    done(office, conversation, Talk("重写第二部分，写得更具体"))
    revised = head(office, conversation).text
    assert revised != text
    assert revised.count("\n") == revised.count("\r\n")


def test_undo_and_undo_again(office: Office) -> None:
    conversation = opened(office)
    done(office, conversation, Replace("12%", "15%"))
    done(office, conversation, Retitle("标题", "在全市反诈工作会议上的讲话"))
    done(office, conversation, Talk("撤销"))
    assert "在全市公安机关反诈工作推进会上的讲话" in head(office, conversation).text
    events = done(office, conversation, Undo())
    assert head(office, conversation).text == SPEECH
    assert Noticed("undone", {"number": 1}) in events
    refused = done(office, conversation, Undo())
    assert isinstance(refused[-1], Failed)
    assert refused[-1].code == "nothing_to_undo"
    done(office, conversation, Restore(2))
    assert "15%" in head(office, conversation).text


def test_deleting_a_point_renumbers_what_follows(office: Office) -> None:
    conversation = opened(office)
    done(office, conversation, Delete("第二部分"))
    revision = head(office, conversation)
    assert "二、压实责任，务求实效" in revision.text
    assert "我讲两点意见" in revision.text
    assert revision.receipt.removed == ("2",)
    assert (revision.receipt.changed, revision.receipt.renumbered) == ((), ("opening", "2"))


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (Talk("重写第九部分"), "no_such_section"),
        (Talk("把第二点压缩到50字"), "ambiguous_address"),
        (Replace("无此字样", "有"), "no_match"),
        (Restore(7), "no_such_record"),
    ],
)
def test_an_order_that_cannot_be_done_says_why_and_changes_nothing(office: Office, order: Order, code: str) -> None:
    text = SPEECH.replace("下面，我讲三点意见。", "我讲几点意见。")
    conversation = opened(office, text.replace("三、压实", "三、再压实"))
    last = done(office, conversation, order)[-1]
    assert isinstance(last, Failed)
    assert last.code == code
    assert head(office, conversation).number == 1


def test_an_order_without_a_text_says_so(office: Office) -> None:
    last = done(office, office.begin(), Talk("重写第二部分"))[-1]
    assert isinstance(last, Failed)
    assert last.code == "no_text"


def test_what_only_a_model_understands_is_answered_offline(office: Office) -> None:
    events = done(office, opened(office), Talk("你觉得这篇怎么样"))
    assert Noticed("talk_offline", {}) in events
    assert isinstance(events[-1], Finished)


@pytest.mark.parametrize(("order", "limit"), [("精简第二部分", "offline_shorten"), ("把第二部分扩写一下", "offline_expand")])
def test_an_offline_rewrite_says_what_it_cannot_do(office: Office, order: str, limit: str) -> None:
    conversation = opened(office)
    assert Noticed(limit, {}) in done(office, conversation, Talk(order))
    assert head(office, conversation).number == 2


def test_checking_and_searching_change_nothing(office: Office) -> None:
    conversation = opened(office, SPEECH.replace("三、压实", "四、压实"))
    found = of(Found, done(office, conversation, Check()))[0]
    assert isinstance(found, Found)
    assert [finding.code for finding in found.findings] == ["series_breaks"]
    assert done(office, conversation, Search("基层派出所"))[0].kind == "hits"
    assert head(office, conversation).number == 1


def test_a_second_order_waits_for_the_first(office: Office) -> None:
    conversation = opened(office)
    first = office.submit(conversation, Replace("12%", "13%"))
    second = office.submit(conversation, Replace("13%", "14%"))
    list(office.follow(first))
    list(office.follow(second))
    assert "14%" in head(office, conversation).text


def test_a_model_drafts_and_is_counted(settings: Settings) -> None:
    with Protocol(ghost_writer) as server:
        office = Office.open(with_model(settings, server.url, parallel=4))
        conversation = office.begin()
        events = done(office, conversation, Talk(ASKED))
        last = events[-1]
        assert isinstance(last, Finished)
        assert last.usage.calls == len(server.requests)
        assert last.usage.completion_tokens > 0
        revision = head(office, conversation)
        assert revision.writer == "model"
        assert 1800 <= count(revision.text) <= 2200
        assert of(Consulted, events)
        streamed = "".join(event.text for event in events if isinstance(event, SectionText))
        assert len(streamed) >= len(revision.text) // 2
        office.close()


def fails_once_at(request_number: int, fault: Fault) -> Callable[[Request], Reply]:
    seen = 0

    def answer(request: Request) -> Reply:
        nonlocal seen
        seen += 1
        return fault if seen == request_number else ghost_writer(request)

    return answer


@pytest.mark.parametrize("kind", ["eof", "cut", "401", "length"])
def test_what_was_written_before_a_failure_is_kept_and_gone_on_from(settings: Settings, kind: str) -> None:
    fault = Fault(kind, "半截话，写到一半就断了。")  # type: ignore[arg-type]
    with Protocol(fails_once_at(4, fault)) as server:
        office = Office.open(with_model(settings, server.url))
        conversation = office.begin()
        run = office.submit(conversation, Talk(ASKED))
        events = list(office.follow(run))
        assert isinstance(events[-1], Failed)
        assert events[-1].kept
        kept = {event.section: event.text for event in events if isinstance(event, SectionDone)}
        assert len(kept) == 2
        assert [r.ident for r in office.unfinished()] == [run]
        asked = len(server.requests)
        office.resume(run)
        wait_for(lambda: not office.run(run).active)
        revision = head(office, conversation)
        assert all(text in revision.text for text in kept.values())
        plan = next(event.plan for event in events if isinstance(event, PlanMade))
        assert len(server.requests) - asked == len(plan.sections) - len(kept)
        office.close()


def test_stop_stops_at_once_and_keeps_what_was_written(settings: Settings) -> None:
    with Protocol(fails_once_at(4, Fault("stall", "写着写着停住了。"))) as server:
        office = Office.open(with_model(settings, server.url))
        conversation = office.begin()
        run = office.submit(conversation, Talk(ASKED))
        assert server.stalled.wait(30)
        began = time.monotonic()
        office.stop(run)
        events = list(office.follow(run))
        assert time.monotonic() - began < 2
        assert isinstance(events[-1], Stopped)
        assert len(of(SectionDone, events)) == 2
        assert office.run(run).state is State.STOPPED
        assert server.hung_up.wait(5)
        office.close()


def elsewhere(settings: Settings, code: str) -> subprocess.Popen[str]:
    """Another process on the same data; `office` is open in it."""
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TEMP", "TMP")},
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "JIANGGAO_HOME": str(settings.home),
        "JIANGGAO_WRITER": settings.writer,
        "JIANGGAO_MODEL": settings.model or "",
        "OPENAI_BASE_URL": settings.openai_base_url,
        "JIANGGAO_PARALLEL": str(settings.parallel or ""),
    }
    opening = "from agent.office import Office\nfrom agent.orders import *\nfrom settings import read_settings\n"
    lines = f"{opening}office = Office.open(read_settings(None))\n{code}"
    return subprocess.Popen([sys.executable, "-c", lines], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_another_process_can_ask_to_stop(settings: Settings) -> None:
    with Protocol(fails_once_at(3, Fault("stall", "写着写着停住了。"))) as server:
        settings = with_model(settings, server.url)
        office = Office.open(settings)
        run = office.submit(office.begin(), Talk(ASKED))
        assert server.stalled.wait(30)
        assert elsewhere(settings, f"office.stop({run})").wait(60) == 0
        assert isinstance(list(office.follow(run))[-1], Stopped)
        office.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not a Windows thing")
def test_a_run_whose_process_was_killed_is_taken_over(settings: Settings) -> None:
    with Protocol(fails_once_at(4, Fault("stall", "写着写着停住了。"))) as server:
        settings = with_model(settings, server.url)
        office = Office.open(settings)
        conversation = office.begin()
        killed = elsewhere(settings, f"print(office.submit({conversation}, Talk('''{ASKED}''')), flush=True); import time; time.sleep(600)")
        assert killed.stdout is not None
        run = int(killed.stdout.readline())
        assert server.stalled.wait(60)
        kept = [event.text for _, event in office.events(run) if isinstance(event, SectionDone)]
        assert len(kept) == 2
        office.attend(conversation)
        assert office.run(run).owner != office.owner
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        wait_for(lambda: office.run(run).lapsed)
        events = list(office.follow(run))
        assert isinstance(events[-1], Finished)
        revision = head(office, conversation)
        assert all(text in revision.text for text in kept)
        assert len([event for event in events if isinstance(event, PlanMade)]) == 1
        assert len(of(Saved, events)) == 1
        office.close()


def test_two_windows_on_one_conversation_take_turns(settings: Settings) -> None:
    first, second = Office.open(settings), Office.open(settings)
    conversation = opened(first)
    threads = [
        threading.Thread(target=done, args=(office, conversation, order))
        for office, order in ((first, Replace("12%", "13%")), (second, Replace("8.6%", "9.6%")))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    text = head(first, conversation).text
    assert "13%" in text
    assert "9.6%" in text
    first.close()
    second.close()


def test_what_no_database_holds_is_left_out_of_a_message(office: Office) -> None:
    conversation = opened(office, SPEECH + "\x00")
    assert head(office, conversation).text == SPEECH
    run = office.submit(conversation, Talk("检查\x00\ud800"), "检查\x00\ud800")
    list(office.follow(run))
    assert office.run(run).message == "检查"


def test_a_length_with_no_room_for_a_speech_is_refused(office: Office) -> None:
    last = done(office, office.begin(), Talk("起草一篇安全生产会议讲话，5字"))[-1]
    assert isinstance(last, Failed)
    assert (last.code, last.details, last.kept) == ("impossible_length", {"asked": 5, "least": 200, "part": ""}, False)


def test_a_chroma_server_that_is_away_is_told_once(settings: Settings) -> None:
    office = Office.open(settings)
    office.library.load_bundled(lambda done, total: None)
    office.close()
    office = Office.open(settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"}))
    events = done(office, office.begin(), Talk(ASKED))
    assert isinstance(events[-1], Finished)
    assert [event.code for event in events if isinstance(event, Noticed)].count("library_away") == 1
    office.close()
