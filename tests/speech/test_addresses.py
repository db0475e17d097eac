"""What people call a part of a speech, by the table in addresses.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from errors import AmbiguousAddress, NoSuchSection
from speech.document import Speech
from speech.locate import Pointing, locate

HERE = Path(__file__).parent
ASKS, NONE = "ask", "none"


@dataclass(frozen=True, slots=True)
class Case:
    speech: str
    say: str
    to: tuple[str, ...] | str
    among: tuple[str, ...]
    pointing: Pointing

    @classmethod
    def read(cls, speech: str, row: dict[str, Any]) -> Case:
        to = row["to"] if row["to"] in (ASKS, NONE) else tuple(row["to"])
        pointing = Pointing(row.get("here", ""), tuple(row.get("recent", ())), row.get("focus", ""))
        return cls(speech, row["say"], to, tuple(row.get("among", ())), pointing)

    @property
    def outcome(self) -> tuple[str, tuple[str, ...]]:
        """`ask` with what it offers, `none`, or `to` with the paths."""
        try:
            found = locate(manuscript(self.speech), self.say, self.pointing)
        except AmbiguousAddress as error:
            return ASKS, tuple(candidate.path for candidate in error.candidates)
        except NoSuchSection:
            return NONE, ()
        return "to", tuple(target.path for target in found)

    @property
    def right(self) -> bool:
        how, paths = self.outcome
        if self.to == ASKS:  # with nothing to offer, saying what there is asks as well
            return (how == ASKS and set(paths) == set(self.among)) or (how == NONE and not self.among)
        return how == NONE if self.to == NONE else how == "to" and set(paths) == set(self.to)

    @property
    def silently_wrong(self) -> bool:
        return not self.right and self.outcome[0] == "to" and self.to != ASKS

    def __str__(self) -> str:
        how, paths = self.outcome
        return f"{self.speech}: {self.say} → {how} {' '.join(paths)}, not {self.to} {' '.join(self.among)}"


@cache
def manuscript(name: str) -> Speech:
    return Speech((HERE / "manuscripts" / f"{name}.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    table = yaml.safe_load((HERE / "addresses.yaml").read_text(encoding="utf-8"))
    return [Case.read(speech, row) for speech, rows in table.items() for row in rows]


def told(cases: list[Case]) -> str:
    return "\n".join(map(str, cases))


def test_nearly_every_saying_names_what_is_meant(cases: list[Case]) -> None:
    wrong = [case for case in cases if not case.right]
    assert len(wrong) <= 0.02 * len(cases), f"{len(wrong)} of {len(cases)}\n{told(wrong)}"


def test_no_saying_silently_names_something_else(cases: list[Case]) -> None:
    silent = [case for case in cases if case.silently_wrong]
    assert not silent, told(silent)


def test_what_should_be_asked_is_never_settled(cases: list[Case]) -> None:
    settled = [case for case in cases if case.to == ASKS and case.outcome[0] == "to"]
    assert not settled, told(settled)


def test_plain_sayings_are_not_asked_about(cases: list[Case]) -> None:
    plain = [case for case in cases if not isinstance(case.to, str)]
    asked = [case for case in plain if case.outcome[0] == ASKS]
    assert len(asked) < 0.1 * len(plain), f"{len(asked)} of {len(plain)}\n{told(asked)}"
