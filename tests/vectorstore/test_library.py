from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from errors import NoSuchRecord, UnreadableFile
from speech.facts import FactKind, facts
from speech.structure import Role
from tests.vectorstore.conftest import FLOOD, POLICE, TEACHERS
from vectorstore.details import describe
from vectorstore.library import Library


def silent(_done: int, _total: int) -> None:
    return None


def test_an_empty_library_finds_nothing(library: Library) -> None:
    assert library.search("诈骗") == ()


def test_the_passage_that_is_about_it_comes_first(stocked: Library) -> None:
    hit = stocked.search("怎样打击电信诈骗、追赃挽损")[0]
    assert hit.passage.path == "3.1"
    assert hit.sample.details.occasion == "工作总结"
    assert stocked.search("水库巡查和山洪转移")[0].sample.details.title == "在全县防汛动员会议上的讲话"


def test_scores_fall(stocked: Library) -> None:
    scores = [hit.score for hit in stocked.search("落实责任", k=10)]
    assert len(scores) == 10
    assert scores[:5] == sorted(scores[:5], reverse=True)


@pytest.mark.parametrize("role", [Role.OPENING, Role.PROBLEMS, Role.CLOSING])
def test_search_by_role(stocked: Library, role: Role) -> None:
    found = stocked.search("反诈宣传", k=3, role=role)
    assert found
    assert {hit.passage.role for hit in found} == {role}


def test_search_by_occasion(stocked: Library) -> None:
    found = stocked.search("电信诈骗", occasion="表彰")
    assert found
    assert {hit.sample.details.title for hit in found} == {"在全县教师节表彰大会上的讲话"}
    assert stocked.search("电信诈骗", occasion="党课") == ()


def test_search_in_one_sample(stocked: Library) -> None:
    flood = next(sample for sample in stocked.samples() if sample.source == "防汛.txt")
    found = stocked.search("电信诈骗", k=4, sample=flood.ident)
    assert len(found) == 4
    assert {hit.sample.ident for hit in found} == {flood.ident}


def test_search_among_what_may_leave_the_machine(library: Library) -> None:
    kept = library.add_text(POLICE, describe(POLICE, {"shareable": False}), "内部.txt").sample
    library.add("教师节.txt", TEACHERS.encode())
    assert kept.ident in {hit.sample.ident for hit in library.search("电信诈骗")}
    assert kept.ident not in {hit.sample.ident for hit in library.search("电信诈骗", only_shareable=True)}


def test_at_most_two_passages_of_one_sample_among_five(stocked: Library) -> None:
    found = stocked.search("全市公安机关打击电信诈骗、反诈宣传、执法纪律")
    assert len(found) == 5
    assert max(Counter(hit.sample.ident for hit in found).values()) == 2


def test_one_sample_alone_fills_the_results(library: Library) -> None:
    library.add("a.txt", POLICE.encode())
    assert len(library.search("电信诈骗")) == 5


def test_a_rare_role_is_found_behind_many_better_passages(library: Library) -> None:
    for n in range(12):
        points = "".join(f"{numeral}是打击电信诈骗要更准更狠更快，打出声势打出第{n}等成效。\n" for numeral in "一二三四五六七八九十")
        library.add(f"{n}.txt", f"讲话{n}\n同志们：\n今天开会研究打击诈骗第{n}项工作。\n一、重点任务\n{points}".encode())
    library.add("教师节.txt", TEACHERS.encode())
    (hit,) = library.search("打击电信诈骗", k=1, role=Role.CLOSING)
    assert hit.sample.source == "教师节.txt"


@pytest.mark.parametrize("query", ["", "，。！", "🙂", "x" * 5000, '"(AND', "电信诈骗" * 500])
def test_any_query_is_answered(stocked: Library, query: str) -> None:
    assert len(stocked.search(query)) <= 5


def test_adding_the_same_text_twice_changes_nothing(stocked: Library) -> None:
    before = stocked.search("落实责任", k=20)
    again = stocked.add("别名.txt", POLICE.encode("gb18030"))
    assert not again.new
    assert again.sample.source == "半年会.txt"
    assert stocked.search("落实责任", k=20) == before


def test_word_files_are_taken_in(library: Library) -> None:
    document = Document()
    for line in POLICE.splitlines():
        document.add_paragraph(line)
    data = BytesIO()
    document.save(data)
    sample = library.add("半年会.docx", data.getvalue()).sample
    assert sample.details.title == "在全市公安机关半年工作会议上的讲话"
    assert sample.passages == 8


def test_a_speech_without_a_title_is_called_by_its_file(library: Library) -> None:
    sample = library.add("去年的讲话.txt", "今天开会，讲三点意见，请大家认真抓好落实，务求取得实效。".encode()).sample
    assert sample.details.title == "去年的讲话"


def test_a_file_that_cannot_be_read_leaves_no_trace(library: Library) -> None:
    with pytest.raises(UnreadableFile):
        library.add("a.pdf", b"%PDF-1.4")
    assert library.samples() == ()


def test_what_is_removed_is_not_found(stocked: Library) -> None:
    police = next(sample for sample in stocked.samples() if sample.source == "半年会.txt")
    stocked.remove(police.ident)
    assert police.ident not in {hit.sample.ident for hit in stocked.search("打击电信诈骗", k=20)}
    with pytest.raises(NoSuchRecord):
        stocked.remove(police.ident)


def test_masked_results_carry_no_fact(stocked: Library) -> None:
    for hit in stocked.search("破获案件挽回损失", k=20):
        masked = (hit.passage.masked, hit.passage.masked_section, hit.passage.masked_heading, hit.sample.masked_title)
        assert {fact.kind for words in masked for fact in facts(words)} <= {FactKind.MASK, FactKind.QUOTATION}


def test_the_bundled_speeches_are_taken_in_once(open_library: Callable[[], Library]) -> None:
    told: list[tuple[int, int]] = []
    library = open_library()
    library.load_bundled(lambda done, total: told.append((done, total)))
    samples = library.samples()
    assert samples
    assert all(sample.bundled and sample.details.occasion and sample.passages for sample in samples)
    assert told == [(n, len(samples)) for n in range(1, len(samples) + 1)]
    open_library().load_bundled(lambda done, total: told.append((done, total)))
    assert library.samples() == samples
    assert len(told) == len(samples)


def test_a_bundled_speech_that_was_removed_stays_removed(library: Library) -> None:
    library.load_bundled(silent)
    first, *others = library.samples()
    library.remove(first.ident)
    library.load_bundled(silent)
    assert library.samples() == tuple(others)


def test_threads_add_and_search_at_once(library: Library) -> None:
    texts = [replaced for n in range(4) for replaced in (POLICE.replace("320", str(n)), TEACHERS.replace("三十", f"{n}十"), FLOOD + str(n))]
    failures: list[BaseException] = []

    def work(text: str) -> None:
        try:
            library.add("a.txt", text.encode())
            assert library.search("落实责任")
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below, in the main thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(library.samples()) == len(texts)
    assert len({hit.sample.ident for hit in library.search("落实责任", k=200)}) == len(texts)


def test_details_given_by_hand_are_kept(library: Library) -> None:
    details = replace(describe(POLICE, {}), own=True, state="送审", speaker="局长")
    assert library.add_text(POLICE, details, "粘贴").sample.details == details
