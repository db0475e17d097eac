"""search and the library verbs, against the real indexes."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from tests.cli.conftest import SPEECH, Verb

pytestmark = pytest.mark.usefixtures("office")
RESULT = {"passage", "sample", "title", "heading", "role", "text", "score"}


def test_search_gives_the_promised_keys_best_first(jianggao: Verb) -> None:
    done = jianggao("search", "派出所改革", "-k", 3, "--json")
    assert done.status == 0
    results = done.value["results"]
    assert len(results) == 3
    assert all(set(one) == RESULT for one in results)
    scores = [one["score"] for one in results]
    assert scores == sorted(scores, reverse=True)
    assert results[0]["title"] in jianggao("search", "派出所改革", "-k", 3).stdout


@pytest.mark.parametrize("role", ["problems", "问题"])
def test_search_by_role_takes_its_name_in_both_languages(jianggao: Verb, role: str) -> None:
    results = jianggao("search", "责任没有落实", "--role", role, "--json").value["results"]
    assert results
    assert {one["role"] for one in results} == {"problems"}


def test_an_unknown_role_is_told_which_there_are(jianggao: Verb) -> None:
    done = jianggao("search", "责任", "--role", "闲话", "--json")
    assert (done.status, done.value["error"]) == (2, "usage")
    assert "成绩" in done.value["message"]


def test_search_by_occasion_keeps_to_its_samples(jianggao: Verb) -> None:
    listed = jianggao("library", "list", "--json").value["samples"]
    lectures = {one["sample"] for one in listed if one["occasion"] == "党课"}
    results = jianggao("search", "群众", "--occasion", "党课", "--json").value["results"]
    assert results
    assert {one["sample"] for one in results} <= lectures


def test_a_search_that_finds_nothing_is_no_error(jianggao: Verb) -> None:
    done = jianggao("search", "群众", "--occasion", "没有的场合", "--json")
    assert (done.status, done.value) == (0, {"results": []})


def test_samples_are_added_found_listed_and_removed(jianggao: Verb, home: Path) -> None:
    document = Document()
    for line in SPEECH.splitlines():
        document.add_paragraph(line)
    document.save(str(home / "防汛.docx"))
    (added,) = jianggao("library", "add", "防汛.docx", "--json").value["added"]
    assert (added["new"], added["title"], added["bundled"]) == (True, "在全市防汛工作会议上的讲话", False)
    (again,) = jianggao("library", "add", "防汛.docx", "--json").value["added"]
    assert (again["new"], again["sample"]) == (False, added["sample"])
    found = jianggao("search", "盯紧山洪沟，预警一响，人必须先走", "-k", 1, "--json").value["results"]
    assert found[0]["sample"] == added["sample"]
    assert added["sample"] in [one["sample"] for one in jianggao("library", "list", "--json").value["samples"]]
    assert jianggao("library", "remove", added["sample"], "--json").value == {"removed": added["sample"]}
    assert added["sample"] not in [one["sample"] for one in jianggao("library", "list", "--json").value["samples"]]
    gone = jianggao("library", "remove", added["sample"], "--json")
    assert (gone.status, gone.value["error"]) == (2, "no_such_record")


def test_a_folder_is_taken_whole_and_what_cannot_be_read_keeps_nothing_out(jianggao: Verb, home: Path) -> None:
    folder = home / "旧稿" / "去年"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_bytes(SPEECH.encode("gb18030"))
    (folder / "b.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "c.xlsx").write_bytes(b"PK\x03\x04 none of ours")
    done = jianggao("library", "add", "旧稿", "不在.txt", "--json")
    assert done.status == 6
    assert [Path(one["file"]).name for one in done.value["added"]] == ["a.txt"]
    assert [(Path(one["file"]).name, one["error"]) for one in done.value["refused"]] == [("b.docx", "damaged"), ("不在.txt", "missing")]
    assert "已损坏" in done.stderr


def test_rebuild_finds_the_same_again(jianggao: Verb) -> None:
    before = jianggao("search", "反诈", "-k", 1, "--json").value
    built = jianggao("library", "rebuild", "--json").value
    assert built["samples"] == len(jianggao("library", "list", "--json").value["samples"])
    assert built["passages"] > built["samples"]
    assert jianggao("search", "反诈", "-k", 1, "--json").value["results"][0]["passage"] == before["results"][0]["passage"]


def test_the_bundled_samples_are_there_from_the_first_command_on(jianggao: Verb, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANGGAO_HOME", str(home / "new"))
    first = jianggao("library", "list", "--json")
    assert {one["bundled"] for one in first.value["samples"]} == {True}
    assert "正在准备自带样稿" in first.stderr
    assert "正在准备自带样稿" not in jianggao("library", "list").stderr
