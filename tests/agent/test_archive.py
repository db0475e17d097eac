"""Revisions are append-only, numbered, and undone one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from agent.archive import Archive, Entry, Revision
from agent.events import Receipt, Source, Usage
from agent.orders import Open, Revise, Undo
from errors import NoSuchRecord, StaleRevision


@pytest.fixture
def archive(engine: Engine) -> Archive:
    return Archive(engine)


def entry(text: str, restores: int | None = None) -> Entry:
    return Entry(text, Open(text), Receipt(), restores=restores)


def write(archive: Archive, conversation: int, *texts: str) -> list[Revision]:
    saved: list[Revision] = []
    for text in texts:
        saved.append(archive.save(conversation, saved[-1].number if saved else None, entry(text)))
    return saved


def test_a_revision_comes_back_as_it_was_saved(archive: Archive) -> None:
    conversation = archive.begin("半年总结")
    source = Source(7, 3, "题", "一、", "tasks", "原文", 0.5)
    full = Entry("正文\r\n二", Revise("2", "具体"), Receipt(("2",), labels=("第二部分",)), (source,), "model", Usage(1, 20, 30))
    saved = archive.save(conversation, None, full)
    assert archive.head(conversation) == saved
    assert (saved.number, saved.parent, saved.text, saved.order) == (1, None, "正文\r\n二", full.order)
    assert (saved.receipt, saved.sources, saved.writer, saved.usage) == (full.receipt, (source,), "model", Usage(1, 20, 30))


def test_a_revision_on_an_old_head_is_refused_and_its_text_kept(archive: Archive) -> None:
    conversation = archive.begin("")
    write(archive, conversation, "一", "二")
    with pytest.raises(StaleRevision) as caught:
        archive.save(conversation, 1, entry("三"))
    assert caught.value.text == "三"
    assert [r.text for r in archive.revisions(conversation)] == ["一", "二"]


def test_undo_twice_goes_two_back(archive: Archive) -> None:
    conversation = archive.begin("")
    third = write(archive, conversation, "一", "二", "三")[-1]
    second = archive.before(third)
    assert second is not None
    undone = archive.save(conversation, 3, entry(second.text, restores=second.number))
    first = archive.before(undone)
    assert first is not None
    assert (second.text, first.text) == ("二", "一")
    again = archive.save(conversation, 4, entry(first.text, restores=first.number))
    assert archive.before(again) is None


def test_an_undo_takes_back_all_that_one_run_did(archive: Archive) -> None:
    conversation = archive.begin("")
    made = [("一", 1), ("二", 2), ("三", 2), ("四", 3)]
    revisions = [archive.save(conversation, n or None, replace(entry(text), run=run)) for n, (text, run) in enumerate(made)]
    undone = [archive.before(revision) for revision in revisions]
    assert [before and before.text for before in undone] == [None, "一", "一", "三"]


def test_what_one_run_began_and_changed_goes_back_to_its_beginning(archive: Archive) -> None:
    conversation = archive.begin("")
    archive.save(conversation, None, replace(entry("一"), run=1))
    before = archive.before(archive.save(conversation, 1, replace(entry("二"), run=1)))
    assert before is not None
    assert before.text == "一"


def test_a_deleted_conversation_is_gone_and_its_number_not_used_again(archive: Archive) -> None:
    kept, gone = archive.begin("留"), archive.begin("删")
    write(archive, gone, "一")
    archive.forget(gone)
    assert [c.ident for c in archive.conversations()] == [kept]
    assert archive.revisions(gone) == ()
    assert archive.begin("新") > gone


def test_the_conversation_worked_on_last_comes_first(archive: Archive) -> None:
    first, second = archive.begin("甲"), archive.begin("乙")
    write(archive, first, "一", "二")
    assert [(c.ident, c.revisions) for c in archive.conversations()] == [(first, 2), (second, 0)]


def test_a_revision_that_is_not_there_is_named(archive: Archive) -> None:
    conversation = archive.begin("")
    with pytest.raises(NoSuchRecord) as caught:
        archive.revision(conversation, 9)
    assert (caught.value.kind, caught.value.ident) == ("revision", "9")


def test_an_order_of_every_kind_survives_the_archive(archive: Archive) -> None:
    conversation = archive.begin("")
    saved = archive.save(conversation, None, Entry("一", Undo(), Receipt(), restores=None))
    assert isinstance(archive.revision(conversation, saved.number).order, Undo)
