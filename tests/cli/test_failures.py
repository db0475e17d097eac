"""A failure comes back from the archive as the error that it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from agent.events import EVENT, Failed
from errors import Candidate, JianggaoError, SectionGone
from settings import Settings
from terminal.console import Console
from terminal.failures import error_of
from ui.text import load

VALUES: dict[str, Any] = {"str": "词", "int": 3, "tuple[Candidate, ...]": (Candidate("2.3", 5, 9, "三是"),)}


def below(kind: type[JianggaoError]) -> Iterator[type[JianggaoError]]:
    for child in kind.__subclasses__():
        yield child
        yield from below(child)


@pytest.mark.parametrize("kind", list(below(JianggaoError)), ids=lambda kind: kind.code())
def test_every_error_survives_the_archive(kind: type[JianggaoError]) -> None:
    error = kind(**{field.name: VALUES[str(field.type)] for field in fields(kind)})
    stored = EVENT.dump_json(Failed(error.code(), error.details, kept=True))
    failed = EVENT.validate_json(stored)
    assert isinstance(failed, Failed)
    again = error_of(failed)
    assert type(again) is kind
    assert again.details == error.details


def test_a_crash_is_no_error_of_ours() -> None:
    assert error_of(Failed("crashed", {}, kept=True)) is None


def test_a_place_that_is_gone_lists_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(Settings(_env_file=None), load("zh"), json=True)
    console.fail(SectionGone("第三点", (Candidate("2.1", 5, 9, "一是盯紧水库"),)))
    said = capsys.readouterr()
    assert json.loads(said.out)["candidates"] == [{"path": "2.1", "start": 5, "end": 9, "words": "一是盯紧水库"}]
    assert "2.1  一是盯紧水库" in said.err
