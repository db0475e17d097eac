"""draft, revise and resume, through the real office: what they print, write, change, and how they fail."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from speech.length import count
from tests.cli.conftest import ROOT, SPEECH, Verb
from tests.ghost_writer import ghost_writer
from tests.protocol import Fault, Protocol, Reply, Request

TASK = "起草一篇全市公安机关半年工作总结会议讲话，局长讲，1200字，要点：一是反诈破案率上升12%，二是基层派出所改革，三是队伍纪律作风"
NOBODY = "http://127.0.0.1:9/v1"
KEYS = {"text", "changed", "renumbered", "removed", "findings", "sources", "usage", "writer"}

pytestmark = pytest.mark.usefixtures("office")
Connect = Callable[..., None]


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Connect:
    """Name a model and where it is."""

    def set_up(url: str, key: str = "") -> None:
        monkeypatch.setenv("JIANGGAO_MODEL", "scripted")
        monkeypatch.setenv("JIANGGAO_WRITER", "model")
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        monkeypatch.setenv("OPENAI_API_KEY", key)

    return set_up


@pytest.fixture
def ghost(connect: Connect) -> Iterator[Protocol]:
    with Protocol(ghost_writer) as server:
        connect(server.url)
        yield server


def failing_once_at(position: int, fault: Fault) -> Callable[[Request], Reply]:
    """The ghost-writer, with `fault` as its reply number `position`."""
    asked = iter(range(1, 1000))
    return lambda request: fault if next(asked) == position else ghost_writer(request)


def run_named(said: str) -> int:
    found = re.search(r"jianggao resume (\d+)", said)
    assert found, said
    return int(found.group(1))


def test_draft_prints_the_speech_and_nothing_else_on_stdout(jianggao: Verb) -> None:
    done = jianggao("draft", TASK)
    assert done.status == 0
    assert done.stdout.startswith("在全市公安机关半年工作总结会议上的讲话\n")
    assert "12%" in done.stdout
    assert "提纲" in done.stderr
    assert "提纲" not in done.stdout


def test_draft_in_json_is_one_object_with_the_promised_keys(jianggao: Verb) -> None:
    done = jianggao("draft", TASK, "--json")
    value = done.value
    assert set(value) == KEYS
    assert value["writer"] == "offline"
    assert value["usage"] == {"calls": 0, "prompt_tokens": 0, "completion_tokens": 0}
    assert {"title", "opening", "1", "2", "closing"} <= set(value["changed"])
    assert (value["renumbered"], value["removed"]) == ([], [])
    assert value["sources"]
    assert set(value["sources"][0]) == {"passage", "sample", "title", "heading", "role", "text", "score", "used"}
    for finding in value["findings"]:
        assert value["text"][finding["start"] : finding["end"]] == finding["text"]


def test_words_overrule_the_length_in_the_task(jianggao: Verb) -> None:
    text = jianggao("draft", TASK, "--words", 800, "--json").value["text"]
    assert 640 <= count(text) <= 880


@pytest.mark.parametrize("suffix", [".docx", ".md", ".txt"])
def test_draft_writes_the_file_that_its_suffix_names(jianggao: Verb, home: Path, suffix: str) -> None:
    done = jianggao("draft", TASK, "-o", f"稿{suffix}")
    assert (done.status, done.stdout) == (0, "")
    written = jianggao("outline", f"稿{suffix}", "--json").value["text"]
    assert written.startswith("在全市公安机关半年工作总结会议上的讲话\n")
    assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []


def test_material_reaches_the_writer(jianggao: Verb, home: Path, ghost: Protocol) -> None:
    (home / "材料.txt").write_bytes("上半年共止付涉诈资金4321万元。".encode("gb18030"))
    done = jianggao("draft", TASK, "-m", "材料.txt", "--json")
    assert done.value["writer"] == "model"
    assert done.value["usage"]["calls"] == len(ghost.requests)
    assert any("止付涉诈资金4321万元" in str(request["messages"]) for request in ghost.requests)


def test_unreadable_material_is_refused_before_anything_is_written(jianggao: Verb, ghost: Protocol) -> None:
    done = jianggao("draft", TASK, "-m", "没有.txt", "--json")
    assert (done.status, done.value["error"]) == (6, "unreadable_file")
    assert ghost.requests == []


@pytest.mark.parametrize("arguments", [("draft", "  "), ("revise", "讲话.txt", "")])
def test_an_empty_order_is_refused(jianggao: Verb, speech: Path, arguments: tuple[str, ...]) -> None:
    done = jianggao(*arguments, "--json")
    assert (done.status, done.value["error"]) == (2, "empty_order")


def test_revise_prints_the_text_and_tells_what_changed_on_stderr(jianggao: Verb, speech: Path) -> None:
    done = jianggao("revise", speech, "把“行洪河道”改成“行洪通道”")
    assert (done.status, done.stdout) == (0, SPEECH.replace("行洪河道", "行洪通道"))
    assert "改了第二部分第二点" in done.stderr
    assert "其余 0 字变动" in done.stderr


def test_revise_in_json_names_what_changed_moved_up_and_went(jianggao: Verb, speech: Path) -> None:
    value = jianggao("revise", speech, "删除第二部分第一点", "--json").value
    assert set(value) == KEYS
    assert value["text"] == SPEECH.replace("一是盯紧水库。每座水库都要落实责任人，巡查记录每天上报。\n", "").replace(
        "二是盯", "一是盯"
    ).replace("三是盯", "二是盯")
    assert value["removed"] == ["2.1"]
    assert value["renumbered"] == ["2.1", "2.2"]


def test_what_an_order_only_shows_is_told_on_stderr(jianggao: Verb, speech: Path, home: Path) -> None:
    done = jianggao("revise", speech, "删除第二部分第一点，对比上一版和现在，再检查一下")
    assert done.status == 0
    assert "盯紧水库" not in done.stdout
    assert "第 1 版和第 2 版比：删了 1 处；顺改序号：第二部分第一点、第二部分第二点" in done.stderr
    assert "检查：没有发现问题。" in done.stderr
    ready = jianggao("revise", speech, "导出朗读稿")
    assert (ready.status, ready.stdout) == (0, SPEECH)
    assert "朗读稿已备好；加上 -o 稿子.docx 就写成文件。" in ready.stderr
    assert jianggao("revise", speech, "导出朗读稿", "-o", "念.docx").status == 0
    size = Document(str(home / "念.docx")).paragraphs[6].runs[0].font.size
    assert size is not None
    assert size.pt > 16  # 三号, the size of a copy for distribution (GB/T 9704-2012, 5.2.2)


def test_a_rewrite_changes_the_part_that_was_named(jianggao: Verb, speech: Path, ghost: Protocol) -> None:
    value = jianggao("revise", speech, "重写第一部分", "--json").value
    before, after = SPEECH.split("入汛以来"), SPEECH.split("汛限水位。")
    assert value["text"].startswith(before[0])
    assert value["text"].endswith(after[1])
    assert value["text"] != SPEECH
    assert value["changed"] == ["1"]
    assert value["writer"] == "model"
    assert value["usage"]["calls"] >= 1


def test_a_rewrite_without_a_model_keeps_to_its_part_too(jianggao: Verb, speech: Path) -> None:
    value = jianggao("revise", speech, "重写第二部分，写得更具体", "--json").value
    assert value["writer"] == "offline"
    assert value["changed"]
    assert all(path.split(".")[0] == "2" for path in value["changed"])
    assert value["text"].startswith(SPEECH.split("一是盯紧")[0])
    assert value["text"].endswith(SPEECH[SPEECH.index("三、严明纪律") :])


def test_revise_of_a_word_file_keeps_the_xml_of_every_other_paragraph(jianggao: Verb, home: Path) -> None:
    document = Document()
    for line in SPEECH.splitlines():
        document.add_paragraph().add_run(line).italic = True
    document.save(str(home / "a.docx"))
    assert jianggao("revise", "a.docx", "把“一半”改成“两成”", "-o", "b.docx").status == 2
    assert not (home / "b.docx").exists()
    assert jianggao("revise", "a.docx", "把“两成”改成“三成”", "-o", "b.docx").status == 0
    before, after = paragraphs(home / "a.docx"), paragraphs(home / "b.docx")
    (changed,) = [new for old, new in zip(before, after, strict=True) if old != new]
    assert b"<w:i/>" in changed
    assert "多三成，三座".encode() in changed


def paragraphs(file: Path) -> list[bytes]:
    """The XML of each."""
    with ZipFile(file) as package:
        return re.findall(rb"<w:p>.*?</w:p>", package.read("word/document.xml"), re.DOTALL)


def test_a_file_may_be_revised_in_place(jianggao: Verb, speech: Path) -> None:
    speech.chmod(0o600)
    assert jianggao("revise", speech, "把“两成”改成“三成”", "-o", speech).status == 0
    assert os.name == "nt" or speech.stat().st_mode & 0o777 == 0o600
    assert speech.read_text(encoding="utf-8") == SPEECH.replace("两成", "三成")


def test_line_ends_and_front_matter_stay(jianggao: Verb, home: Path) -> None:
    text = f"---\ntitle: 防汛\n---\n{SPEECH}".replace("\n", "\r\n")
    (home / "a.md").write_text(text, encoding="utf-8", newline="")
    assert jianggao("revise", "a.md", "把“两成”改成“三成”", "-o", "b.md").status == 0
    assert (home / "b.md").read_bytes().decode() == text.replace("两成", "三成")


def test_revise_reads_standard_input(process: Verb) -> None:
    done = process("revise", "-", "把“两成”改成“三成”", given=SPEECH.encode())
    assert (done.status, done.stdout) == (0, SPEECH.replace("两成", "三成"))


@pytest.mark.parametrize(
    ("order", "status", "code"),
    [
        ("删除第九部分", 4, "no_such_section"),
        ("删除“盯紧”那一点", 3, "ambiguous_address"),
        ("把“海啸”改成“洪水”", 2, "no_match"),
        ("撤销", 2, "nothing_to_undo"),
        ("今天天气不错", 2, "needs_model"),
    ],
)
def test_an_order_that_cannot_be_carried_out_says_why(jianggao: Verb, speech: Path, order: str, status: int, code: str) -> None:
    done = jianggao("revise", speech, order, "-o", "out.txt", "--json")
    assert (done.status, done.value["error"]) == (status, code)
    assert done.value["message"]
    assert ("candidates" in done.value) == (status in (3, 4))
    assert not Path("out.txt").exists()


def test_an_endpoint_that_does_not_answer_leaves_a_run_to_resume(jianggao: Verb, connect: Connect) -> None:
    connect(NOBODY, "sk-very-secret")
    failed = jianggao("draft", TASK, "--json")
    assert (failed.status, failed.value["error"]) == (5, "endpoint_unreachable")
    assert "127.0.0.1:9" in failed.value["message"]
    assert "sk-very-secret" not in failed.stdout + failed.stderr
    run = run_named(failed.stderr)
    with Protocol(ghost_writer) as server:
        connect(server.url)
        resumed = jianggao("resume", "--json")
    assert (resumed.status, resumed.value["writer"]) == (0, "model")
    assert resumed.value["text"].startswith("在全市公安机关半年工作总结会议上的讲话\n")
    assert f"第 {run} 号" in resumed.stderr
    # A run that is done is handed over once more, and nothing is left to resume.
    again = jianggao("resume", run, "-o", "稿.txt")
    assert (again.status, Path("稿.txt").read_text(encoding="utf-8")) == (0, resumed.value["text"])
    nothing = jianggao("resume", "--json")
    assert (nothing.status, nothing.value["error"]) == (4, "nothing_unfinished")


def test_what_was_written_before_a_failure_is_not_written_again(jianggao: Verb, connect: Connect) -> None:
    with Protocol(failing_once_at(4, Fault("content_filter", "写到一半，被拦下来了。"))) as server:
        connect(server.url)
        failed = jianggao("draft", TASK)
        assert failed.status == 5
        kept = re.findall(r"写好：(.+)（", failed.stderr)
        assert kept
        resumed = jianggao("resume", run_named(failed.stderr))
    assert resumed.status == 0
    assert not set(kept) & set(re.findall(r"写好：(.+)（", resumed.stderr))
    assert all(heading in resumed.stdout for heading in kept if heading[1] == "、")


def test_resume_passes_over_orders_that_nothing_could_carry_out(jianggao: Verb, speech: Path) -> None:
    assert jianggao("revise", speech, "删除第九部分").status == 4
    assert jianggao("resume").status == 4


def test_resume_of_a_run_that_never_was(jianggao: Verb) -> None:
    done = jianggao("resume", 99, "--json")
    assert (done.status, done.value["error"]) == (2, "no_such_record")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one child process")
def test_ctrl_c_stops_the_run_and_another_process_may_not_take_what_runs(jianggao: Verb, connect: Connect, home: Path) -> None:
    with Protocol(failing_once_at(3, Fault("stall", "写着写着停住了。"))) as server:
        connect(server.url)
        code = "import cli, signal; signal.signal(signal.SIGINT, signal.default_int_handler); cli.main()"
        command = [sys.executable, "-c", code, "draft", TASK, "--json"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        drafting = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        assert server.stalled.wait(60)
        held = jianggao("resume", 1, "--json")
        assert (held.status, held.value["error"]) == (7, "run_in_progress")
        assert str(drafting.pid) in held.value["message"]
        drafting.send_signal(signal.SIGINT)
        stdout, stderr = drafting.communicate(timeout=60)
        assert drafting.returncode == 130
        assert '"error": "stopped"' in stdout
        assert jianggao("resume", run_named(stderr)).status == 0


def test_what_leaves_the_machine_is_said_before_it_does(process: Verb, connect: Connect) -> None:
    connect("http://0.0.0.0:9/v1", "sk-x")
    done = process("draft", TASK)
    assert done.status == 5
    assert "0.0.0.0:9" in done.stderr.splitlines()[0]


def test_a_model_on_this_machine_needs_no_such_word(jianggao: Verb, ghost: Protocol) -> None:
    assert "发往" not in jianggao("draft", TASK).stderr
    assert ghost.requests
