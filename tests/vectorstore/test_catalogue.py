from __future__ import annotations

import threading

import pytest
from sqlalchemy import Engine, text, update

from errors import NoSuchRecord
from speech.mask import MASKER_VERSION
from speech.structure import Role
from tests.vectorstore.conftest import FLOOD, POLICE, TEACHERS
from vectorstore.catalogue import Catalogue
from vectorstore.details import describe
from vectorstore.passages import Added
from vectorstore.tables import samples


def add(catalogue: Catalogue, words: str) -> Added:
    return catalogue.add(words, describe(words, {}), "讲话.txt")


def test_a_sample_comes_back_as_it_went_in(engine: Engine) -> None:
    catalogue = Catalogue(engine)
    sample = add(catalogue, POLICE).sample
    assert catalogue.sample(sample.ident) == sample
    assert catalogue.samples() == (sample,)
    assert catalogue.text(sample.ident) == POLICE
    assert (sample.details, sample.source, sample.bundled) == (describe(POLICE, {}), "讲话.txt", False)
    assert sample.passages == len(catalogue.passages_of(sample.ident)) == 8


def test_passages_come_in_order_with_their_section(engine: Engine) -> None:
    catalogue = Catalogue(engine)
    passages = catalogue.passages_of(add(catalogue, POLICE).sample.ident)
    assert [passage.path for passage in passages] == ["opening", "p7", "p8", "p10", "3.1", "3.2", "3.3", "closing"]
    point = passages[4]
    assert (point.role, point.heading) == (Role.REQUIREMENTS, "打击要更准")
    assert point.section.startswith("三、压实责任")
    assert point.text in point.section
    assert "320" in passages[1].text
    assert "320" not in passages[1].masked + passages[1].masked_section


@pytest.mark.parametrize("again", [POLICE, POLICE.replace("\n", "\r\n")])
def test_the_same_words_are_one_sample(engine: Engine, again: str) -> None:
    catalogue = Catalogue(engine)
    first = add(catalogue, POLICE)
    second = add(catalogue, again)
    assert (first.new, second.new) == (True, False)
    assert second.sample == first.sample
    assert catalogue.head() == 1


def test_removing_takes_everything_and_is_logged(engine: Engine) -> None:
    catalogue = Catalogue(engine)
    kept, gone = add(catalogue, POLICE).sample, add(catalogue, TEACHERS).sample
    passages = [passage.ident for passage in catalogue.passages_of(gone.ident)]
    catalogue.remove(gone.ident)
    assert catalogue.samples() == (kept,)
    assert catalogue.passages(passages) == {}
    assert [(change.sequence, change.sample) for change in catalogue.changes(1)] == [(2, gone.ident), (3, gone.ident)]
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM sections WHERE sample = :id"), {"id": gone.ident}).scalar() == 0


def test_ids_are_not_used_again(engine: Engine) -> None:
    catalogue = Catalogue(engine)
    first = add(catalogue, POLICE).sample
    old = {passage.ident for passage in catalogue.passages_of(first.ident)}
    catalogue.remove(first.ident)
    second = add(catalogue, POLICE).sample
    assert second.ident != first.ident
    assert old.isdisjoint(passage.ident for passage in catalogue.passages_of(second.ident))


def test_a_sample_that_is_not_there_is_named(engine: Engine) -> None:
    catalogue = Catalogue(engine)
    for asked in (catalogue.remove, catalogue.sample, catalogue.text):
        with pytest.raises(NoSuchRecord) as missing:
            asked(99)
        assert (missing.value.kind, missing.value.ident) == ("sample", "99")
    assert catalogue.head() == 0


def test_labels_tell_what_a_search_filters_by(engine: Engine) -> None:
    catalogue = Catalogue(engine)
    sample = catalogue.add(POLICE, describe(POLICE, {"shareable": False, "occasion": "座谈"}), "").sample
    first = catalogue.passages_of(sample.ident)[0]
    label = catalogue.labels([first.ident, 999])[first.ident]
    assert (label.sample, label.role, label.occasion, label.shareable) == (sample.ident, Role.OPENING, "座谈", False)


def test_many_ids_are_asked_for_in_portions(engine: Engine) -> None:
    catalogue = Catalogue(engine)
    first = catalogue.passages_of(add(catalogue, POLICE).sample.ident)[0]
    assert set(catalogue.words([first.ident, *range(1000, 13000)])) == {first.ident}


def test_writers_at_once_leave_a_log_without_gaps(engine: Engine) -> None:
    catalogue = Catalogue(engine)
    texts = [f"{body}第{n}次会议到此结束，大家抓好落实。\n" for n in range(3) for body in (POLICE, TEACHERS, FLOOD)]
    threads = [threading.Thread(target=add, args=(catalogue, words)) for words in [*texts, *texts]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(catalogue.samples()) == len(texts)
    assert [change.sequence for change in catalogue.changes(0)] == list(range(1, catalogue.head() + 1))


def test_what_an_older_masker_masked_is_masked_again(engine: Engine) -> None:
    catalogue = Catalogue(engine)
    sample = add(catalogue, POLICE).sample
    with engine.begin() as connection:
        connection.execute(update(samples).values(masker=MASKER_VERSION - 1, masked_title="旧"))
        connection.execute(text("UPDATE passages SET masked = '旧'"))
    told: list[tuple[int, int]] = []
    catalogue.remask(lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
    assert catalogue.sample(sample.ident).masked_title == "在全市公安机关半年工作会议上的讲话"
    assert "旧" not in {passage.masked for passage in catalogue.passages_of(sample.ident)}
    assert [change.replaces for change in catalogue.changes(0)] == [False, True]


def test_what_was_ever_held_is_remembered(engine: Engine) -> None:
    catalogue = Catalogue(engine)
    sample = add(catalogue, POLICE).sample
    catalogue.remove(sample.ident)
    assert catalogue.ever_held([sample.digest, "0" * 64]) == {sample.digest}
