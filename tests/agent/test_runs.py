"""One run a conversation at a time, held by a lease that another can take over when it runs out."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from agent.archive import Archive
from agent.events import Failed, Finished, Noticed, SectionText, Usage
from agent.orders import Check, Talk, Undo
from agent.runs import Runs, State, runs
from errors import NoSuchRecord, RunInProgress


@pytest.fixture
def queue(engine: Engine) -> Runs:
    return Runs(engine)


@pytest.fixture
def conversation(engine: Engine) -> int:
    return Archive(engine).begin("")


def lapse(queue: Runs, run: int) -> None:
    """As if its worker had been killed a lease ago."""
    with queue.engine.begin() as connection:
        connection.execute(runs.update().where(runs.c.id == run).values(lease_until=1.0))


def test_a_second_order_waits_for_the_first(queue: Runs, conversation: int) -> None:
    first = queue.submit(conversation, Check(), "检查")
    second = queue.submit(conversation, Undo(), "撤销")
    claimed = queue.claim(conversation, "a")
    assert claimed is not None
    assert claimed.ident == first
    assert queue.claim(conversation, "b") is None
    queue.append(first, "a", [Finished(Usage())], State.DONE)
    after = queue.claim(conversation, "b")
    assert after is not None
    assert (after.ident, after.order) == (second, Undo())


def test_conversations_do_not_wait_for_each_other(queue: Runs, engine: Engine, conversation: int) -> None:
    other = Archive(engine).begin("")
    queue.submit(conversation, Check(), "")
    queue.submit(other, Check(), "")
    assert queue.claim(conversation, "a") is not None
    assert queue.claim(other, "b") is not None


def test_events_are_numbered_in_order_and_read_from_where_one_left_off(queue: Runs, conversation: int) -> None:
    run = queue.submit(conversation, Talk("在吗"), "在吗")
    queue.claim(conversation, "a")
    queue.append(run, "a", [Noticed("no_model", {}), SectionText(0, "甲")])
    queue.append(run, "a", [SectionText(0, "乙")])
    assert [sequence for sequence, _ in queue.events(run, 0)] == [1, 2, 3]
    assert queue.events(run, 2) == ((3, SectionText(0, "乙")),)


def test_a_lapsed_lease_is_taken_over_and_the_late_owner_can_write_nothing(queue: Runs, conversation: int) -> None:
    run = queue.submit(conversation, Check(), "")
    queue.claim(conversation, "slept")
    lapse(queue, run)
    assert queue.run(run).lapsed
    taken = queue.claim(conversation, "woke")
    assert taken is not None
    assert taken.ident == run
    with pytest.raises(RunInProgress) as caught:
        queue.append(run, "slept", [SectionText(0, "迟到")])
    assert caught.value.owner == "woke"
    with pytest.raises(RunInProgress):
        queue.renew(run, "slept")
    assert queue.events(run, 0) == ()


def test_stop_reaches_the_worker_and_ends_what_nobody_works_on(queue: Runs, conversation: int) -> None:
    running = queue.submit(conversation, Check(), "")
    waiting = queue.submit(conversation, Check(), "")
    queue.claim(conversation, "a")
    queue.request_stop(running)
    queue.request_stop(waiting)
    assert queue.stop_requested(running)
    assert (queue.run(running).state, queue.run(waiting).state) == (State.RUNNING, State.STOPPED)


def test_a_failed_run_is_unfinished_until_it_is_resumed(queue: Runs, conversation: int) -> None:
    run = queue.submit(conversation, Check(), "")
    queue.claim(conversation, "a")
    queue.append(run, "a", [Failed("stream_cut", {"host": "h"}, kept=True)], State.FAILED)
    assert [r.ident for r in queue.unfinished()] == [run]
    queue.resume(run)
    assert queue.run(run).state is State.WAITING
    assert queue.claim(conversation, "b") is not None


def test_a_finished_run_cannot_be_resumed(queue: Runs, conversation: int) -> None:
    run = queue.submit(conversation, Check(), "")
    queue.claim(conversation, "a")
    queue.append(run, "a", [Finished(Usage())], State.DONE)
    queue.resume(run)
    assert queue.run(run).state is State.DONE


def test_deleting_the_conversation_takes_its_runs_along(queue: Runs, engine: Engine, conversation: int) -> None:
    run = queue.submit(conversation, Check(), "")
    queue.claim(conversation, "a")
    queue.append(run, "a", [SectionText(0, "甲")])
    Archive(engine).forget(conversation)
    assert queue.events(run, 0) == ()
    with pytest.raises(NoSuchRecord):
        queue.run(run)


def test_what_the_conversation_has_gone_on_from_is_not_taken_up_again(queue: Runs, conversation: int) -> None:
    failed = queue.submit(conversation, Check(), "")
    queue.claim(conversation, "a")
    queue.append(failed, "a", [Failed("stream_cut", {"host": "h"}, kept=True)], State.FAILED)
    after = queue.submit(conversation, Undo(), "")
    queue.claim(conversation, "a")
    assert [run.ident for run in queue.unfinished()] == [failed]
    queue.append(after, "a", [Finished(Usage())], State.DONE)
    assert queue.unfinished() == ()
