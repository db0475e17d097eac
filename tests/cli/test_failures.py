"""A failure comes back from the archive as the error that it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from agent.events import EVENT, Failed
from errors import Candidate, JianggaoError
from terminal.failures import error_of

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
