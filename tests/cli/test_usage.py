"""The command line itself: help, mistakes, settings, languages, and the workbench's server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Verb

VERBS = [["app"], ["draft"], ["revise"], ["outline"], ["locate"], ["check"], ["search"], ["export"], ["resume"], ["doctor"]]
LIBRARY = [["library", verb] for verb in ("add", "list", "remove", "rebuild")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("verb", [[], ["library"], *VERBS, *LIBRARY], ids=" ".join)
def test_every_verb_explains_itself_in_both_languages(
    jianggao: Verb, monkeypatch: pytest.MonkeyPatch, language: str, verb: list[str]
) -> None:
    monkeypatch.setenv("JIANGGAO_LANGUAGE", language)
    done = jianggao(*verb, "--help")
    assert done.status == 0
    chinese = sum(1 for char in done.stdout if "\u4e00" <= char <= "\u9fff")
    assert chinese > 8 if language == "zh" else chinese < 60


@pytest.mark.parametrize("verb", [*VERBS[1:], *LIBRARY], ids=" ".join)
def test_every_verb_but_the_workbench_answers_in_json(jianggao: Verb, verb: list[str]) -> None:
    assert "--json" in jianggao(*verb, "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["locate", "a.txt"], "ADDRESS"),
        (["export", "a.txt"], "--out"),
        (["draft", "讲话", "--length", "3"], "--length"),
        (["draft", "讲话", "--words", "many"], "--words"),
        (["draft", "讲话", "--words", "0"], "--words"),
        (["search", "群众", "-k", "0"], "-k"),
        (["library", "remove", "third"], "ID"),
        (["dance"], "dance"),
    ],
)
def test_a_command_line_that_does_not_parse_is_one_sentence(jianggao: Verb, arguments: list[str], named: str) -> None:
    done = jianggao(*arguments)
    assert (done.status, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert named in done.stderr
    program = jianggao(*arguments, "--json")
    assert (program.status, program.value["error"]) == (2, "usage")


def test_no_verb_at_all_shows_the_verbs(jianggao: Verb) -> None:
    done = jianggao()
    assert done.status == 2
    assert all(verb[0] in done.stderr for verb in VERBS)


@pytest.mark.parametrize(("name", "value"), [("JIANGGAO_WRITER", "robot"), ("JIANGGAO_PARALLEL", "0"), ("JIANGGAO_LANGUAGE", "fr")])
def test_a_setting_that_does_not_parse_stops_every_verb(jianggao: Verb, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    for verb in (["outline", "a.txt"], ["doctor"], ["draft", "讲话"]):
        done = jianggao(*verb, "--json")
        assert (done.status, done.value["error"]) == (2, "bad_setting")
        assert name in done.value["message"]
        assert value not in done.value["message"]


def test_settings_come_from_the_folder_s_env_file_too(jianggao: Verb, home: Path) -> None:
    (home / ".env").write_text("JIANGGAO_LANGUAGE=en\n", encoding="utf-8")
    assert "cannot be read: there is no such file" in jianggao("outline", "a.txt").stderr


@pytest.fixture
def workbench(home: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "import cli; cli.main()", "app", "--port", str(port), "--server.headless", "true"]
    server = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    assert server.stdout
    for line in server.stdout:
        if str(port) in line:
            break
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(30)
    server.stdout.close()


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has one loopback address")
def test_app_serves_the_workbench_to_this_machine_alone(workbench: str) -> None:
    with urllib.request.urlopen(f"{workbench}/_stcore/health", timeout=30) as answer:
        assert answer.status == 200
    # The port is free on the loopback network's next address, where a server for everybody would hold it.
    host, port = workbench.removeprefix("http://").split(":")
    with socket.socket() as beside:
        beside.bind((host.replace("127.0.0.1", "127.0.0.2"), int(port)))
