"""doctor: what is configured, what is missing, and never a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Outcome, Verb
from tests.protocol import Fault, Protocol, Reply

pytestmark = pytest.mark.usefixtures("office")


def states(done: Outcome) -> dict[str, str]:
    assert all(set(check) == {"name", "state", "message"} and check["message"] for check in done.value["checks"])
    return {check["name"]: check["state"] for check in done.value["checks"]}


def test_with_nothing_set_all_is_well_and_the_model_is_missing(jianggao: Verb) -> None:
    done = jianggao("doctor", "--json")
    assert (done.status, states(done)) == (0, {"home": "ok", "database": "ok", "library": "ok", "writer": "missing", "embeddings": "ok"})
    said = jianggao("doctor").stdout
    assert "JIANGGAO_MODEL" in said
    assert "OPENAI_API_KEY" in said


@pytest.mark.parametrize(
    ("reply", "state", "status"), [("你好！", "ok", 0), (Fault("401", "bad key sk-very-secret"), "failed", 5), (Fault("404"), "failed", 5)]
)
def test_the_endpoint_is_asked_and_the_key_never_shown(
    jianggao: Verb, monkeypatch: pytest.MonkeyPatch, reply: Reply, state: str, status: int
) -> None:
    monkeypatch.setenv("JIANGGAO_MODEL", "scripted")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    with Protocol(lambda request: reply) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        plain, done = jianggao("doctor"), jianggao("doctor", "--json")
    assert len(server.requests) == 2
    assert (done.status, plain.status, states(done)["endpoint"]) == (status, status, state)
    assert "sk-very-secret" not in plain.stdout + plain.stderr + done.stdout + done.stderr


def test_an_endpoint_that_is_not_there_is_a_failure(jianggao: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANGGAO_MODEL", "scripted")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    done = jianggao("doctor", "--json")
    assert (done.status, states(done)["endpoint"], states(done)["key"]) == (5, "failed", "missing")


def test_a_writer_without_a_model_is_named(jianggao: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANGGAO_WRITER", "model")
    done = jianggao("doctor")
    assert done.status == 2
    assert "JIANGGAO_MODEL" in done.stdout


def test_a_home_that_cannot_be_made_is_named(jianggao: Verb, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("JIANGGAO_HOME", str(home / "file" / "home"))
    done = jianggao("doctor", "--json")
    assert (done.status, states(done)["JIANGGAO_HOME"]) == (2, "failed")
    verb = jianggao("search", "群众", "--json")
    assert (verb.status, verb.value["error"]) == (2, "bad_setting")
    assert "JIANGGAO_HOME" in verb.value["message"]


@pytest.mark.parametrize("url", ["postgresql://user:sesame@127.0.0.1:9/none", "nonsense"])
def test_a_database_that_cannot_be_used_is_named_without_its_password(jianggao: Verb, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("JIANGGAO_DATABASE_URL", url)
    done = jianggao("doctor", "--json")
    assert (done.status, states(done)["JIANGGAO_DATABASE_URL"]) == (2, "failed")
    assert "sesame" not in done.stdout + done.stderr
