"""outline, locate, check and export: what they promise, and that they open nothing to keep it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from speech.length import count
from tests.cli.conftest import ROOT, SPEECH, Verb


def flat(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for section in sections for one in (section, *flat(section["sections"]))]


def test_outline_names_every_part_with_its_place_in_the_text(jianggao: Verb, speech: Path) -> None:
    done = jianggao("outline", speech, "--json")
    assert done.status == 0
    assert done.value["text"] == SPEECH
    assert done.value["chars"] == count(SPEECH)
    assert done.value["minutes"] == pytest.approx(count(SPEECH) / 180, abs=0.1)
    parts = {one["path"]: one for one in flat(done.value["sections"])}
    assert set(parts["2.3"]) == {"path", "level", "role", "heading", "start", "end", "chars", "sections"}
    assert parts["2"]["heading"] == "突出重点，把措施落到一线"
    assert SPEECH[parts["2.3"]["start"] : parts["2.3"]["end"]] == "三是盯紧山洪沟。预警一响，人必须先走。"
    assert parts["2.3"]["chars"] == count("三是盯紧山洪沟。预警一响，人必须先走。")
    assert parts["closing"]["role"] == "closing"
    assert parts["title"]["role"] is None


def test_outline_for_a_person_shows_paths_headings_and_the_total(jianggao: Verb, speech: Path) -> None:
    done = jianggao("outline", speech)
    assert done.status == 0
    assert "  2.1  盯紧水库" in done.stdout
    assert f"{count(SPEECH)} 字" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_positions_count_the_line_ends_that_the_file_has(jianggao: Verb, home: Path, ending: str) -> None:
    text = SPEECH.replace("\n", ending)
    (home / "a.txt").write_text(text, encoding="utf-8", newline="")
    assert jianggao("outline", "a.txt", "--json").value["text"] == text
    (place,) = jianggao("locate", "a.txt", "第二部分第三点", "--json").value["sections"]
    assert text[place["start"] : place["end"]] == "三是盯紧山洪沟。预警一响，人必须先走。"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_files_of_other_encodings_read_the_same(jianggao: Verb, home: Path, encoding: str) -> None:
    (home / "a.txt").write_bytes(SPEECH.encode(encoding))
    assert jianggao("outline", "a.txt", "--json").value["text"] == SPEECH


def test_a_word_file_is_its_paragraphs_one_a_line(jianggao: Verb, home: Path) -> None:
    document = Document()
    for line in SPEECH.splitlines():
        document.add_paragraph(line)
    document.save(str(home / "a.docx"))
    assert jianggao("outline", "a.docx", "--json").value["text"] == SPEECH.rstrip("\n")


def test_front_matter_is_no_part_of_the_text(jianggao: Verb, home: Path) -> None:
    (home / "a.md").write_text("---\ntitle: 防汛\n---\n" + SPEECH, encoding="utf-8", newline="")
    assert jianggao("outline", "a.md", "--json").value["text"] == SPEECH


def test_a_dash_reads_standard_input(process: Verb) -> None:
    done = process("outline", "-", "--json", given=SPEECH.encode())
    assert (done.status, done.value["text"]) == (0, SPEECH)


def test_stdout_is_utf8_whatever_the_console_speaks(process: Verb, speech: Path) -> None:
    done = process("locate", speech, "结尾", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "守住家园！" in done.stdout


@pytest.mark.parametrize("arguments", [("outline",), ("locate", "结尾"), ("check",)])
def test_reading_imports_no_database_no_index_and_no_model(home: Path, speech: Path, arguments: tuple[str, ...]) -> None:
    verb, *rest = arguments
    code = "import cli, contextlib, sys\nwith contextlib.suppress(SystemExit): cli.main(sys.argv[1:])\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, verb, str(speech), *rest], capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True
    )
    loaded = set(done.stdout.decode().splitlines()[-1].split())
    assert "speech.document" in loaded
    assert not loaded & {"sqlalchemy", "chromadb", "langchain", "langchain_core", "openai", "streamlit", "tantivy", "numpy", "docx"}
    assert not (home / "home").exists()


@pytest.mark.parametrize(("address", "path"), [("第二部分第三点", "2.3"), ("结尾", "closing"), ("第三部分的标题", "3.heading")])
def test_locate_gives_the_place_that_the_address_names(jianggao: Verb, speech: Path, address: str, path: str) -> None:
    (place,) = jianggao("locate", speech, address, "--json").value["sections"]
    assert set(place) == {"path", "start", "end"}
    assert place["path"] == path
    assert SPEECH[place["start"] : place["end"]] in jianggao("locate", speech, address).stdout


def test_an_ambiguous_address_lists_what_it_could_mean(jianggao: Verb, home: Path) -> None:
    (home / "a.txt").write_text("同志们：\n一、抓实\n先说水库。\n二、抓实\n再说河道。\n", encoding="utf-8", newline="")
    done = jianggao("locate", "a.txt", "“抓实”那一部分", "--json")
    assert (done.status, done.value["error"]) == (3, "ambiguous")
    assert [one["path"] for one in done.value["candidates"]] == ["1", "2"]
    said = jianggao("locate", "a.txt", "“抓实”那一部分")
    assert (said.status, said.stdout) == (3, "")
    assert "1  一、抓实" in said.stderr


def test_an_address_that_names_nothing_lists_what_there_is(jianggao: Verb, speech: Path) -> None:
    done = jianggao("locate", speech, "第九部分", "--json")
    assert (done.status, done.value["error"]) == (4, "none")
    assert {"1", "2", "2.3", "3", "closing"} <= {one["path"] for one in done.value["candidates"]}
    said = jianggao("locate", speech, "第九部分")
    assert (said.status, said.stdout) == (4, "")
    assert "第九部分" in said.stderr


def test_check_reports_places_severity_and_a_sentence(jianggao: Verb, home: Path) -> None:
    text = SPEECH.replace("三是盯紧", "四是盯紧").replace("林远舟", "【待填：姓名】")
    (home / "a.txt").write_text(text, encoding="utf-8", newline="")
    done = jianggao("check", "a.txt", "--json")
    assert done.status == 0
    found = {one["code"]: one for one in done.value["findings"]}
    assert set(found) >= {"blank_left", "series_breaks"}
    for one in found.values():
        assert set(one) == {"code", "severity", "start", "end", "text", "message"}
        assert one["severity"] in ("error", "warning", "advice")
        assert text[one["start"] : one["end"]] == one["text"]
        assert one["message"]
    assert found["blank_left"]["text"] in jianggao("check", "a.txt").stdout


def test_check_of_a_clean_speech_finds_nothing(jianggao: Verb, speech: Path) -> None:
    assert jianggao("check", speech, "--json").value == {"findings": []}
    assert jianggao("check", speech).stdout.strip()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("old.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)),
        ("picture.txt", bytes(range(256)) * 4),
        ("broken.docx", b"PK\x03\x04 and no more"),
        ("paper.pdf", b"%PDF-1.7 ..."),
    ],
)
@pytest.mark.parametrize("verb", [("outline",), ("check",), ("locate", "结尾"), ("revise", "删除结尾")])
def test_a_file_that_cannot_be_read_says_why(jianggao: Verb, home: Path, name: str, data: bytes, verb: tuple[str, ...]) -> None:
    (home / name).write_bytes(data)
    done = jianggao(verb[0], name, *verb[1:], "--json")
    assert (done.status, done.value["error"]) == (6, "unreadable_file")
    assert done.value["message"].startswith(f"“{name}”读不了：")
    assert done.stderr.strip() == done.value["message"]


@pytest.mark.parametrize(("file", "why"), [("nowhere.txt", "没有这个文件"), (".", "这是一个文件夹")])
def test_a_file_that_is_not_there_is_unreadable_too(jianggao: Verb, file: str, why: str) -> None:
    done = jianggao("outline", file)
    assert (done.status, done.stdout) == (6, "")
    assert why in done.stderr


@pytest.mark.parametrize("profile", ["印发稿", "朗读稿"])
def test_export_writes_the_paragraphs_as_a_word_file(jianggao: Verb, home: Path, speech: Path, profile: str) -> None:
    done = jianggao("export", speech, "-o", "out.docx", "--profile", profile)
    assert done.status == 0
    assert [paragraph.text for paragraph in Document(str(home / "out.docx")).paragraphs] == SPEECH.splitlines()


def test_export_refuses_an_unknown_profile_and_writes_nothing(jianggao: Verb, home: Path, speech: Path) -> None:
    done = jianggao("export", speech, "-o", "out.docx", "--profile", "海报")
    assert (done.status, done.stdout) == (2, "")
    assert "印发稿" in done.stderr
    assert not (home / "out.docx").exists()


@pytest.mark.parametrize(("out", "why"), [("out.pdf", "不支持这种文件"), ("nowhere/out.docx", "没有这个文件夹")])
def test_a_file_that_cannot_be_written_is_refused_before_the_work(jianggao: Verb, speech: Path, out: str, why: str) -> None:
    for arguments in (["export", speech], ["draft", "起草一篇讲话"], ["revise", speech, "删除结尾"], ["resume"]):
        done = jianggao(*arguments, "-o", out, "--json")
        assert (done.status, done.value["error"]) == (2, "unwritable_file")
        assert why in done.value["message"]
