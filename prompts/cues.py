"""The words by which a point of a brief is known to belong into a part of the speech."""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path
from typing import Self

from pydantic import model_validator

from prompts.records import Record, parse
from speech.structure import Role

FILE = Path(__file__).parent / "cues.yaml"


class Weight(Record):
    """What the role gains where one of the cues is met; below nought, what it loses."""

    role: Role
    worth: float
    cues: tuple[str, ...]


class Named(Record):
    """What a label that holds one of the cues calls the things behind it."""

    role: Role
    cues: tuple[str, ...]


class Cues(Record):
    """Regular expressions. {superior} in a cue stands for any of `superior`."""

    superior: tuple[str, ...]
    weights: tuple[Weight, ...]
    labels: tuple[Named, ...]

    @cached_property
    def _weighed(self) -> tuple[tuple[Role, float, re.Pattern[str]], ...]:
        superior = f"(?:{'|'.join(self.superior)})"
        return tuple((each.role, each.worth, re.compile("|".join(each.cues).replace("{superior}", superior))) for each in self.weights)

    @cached_property
    def _named(self) -> tuple[tuple[Role, re.Pattern[str]], ...]:
        return tuple((each.role, re.compile("|".join(each.cues))) for each in self.labels)

    def scores(self, words: str) -> dict[Role, float]:
        """What the words are worth for each role."""
        found = dict.fromkeys(Role, 0.0)
        for role, worth, cue in self._weighed:
            if cue.search(words):
                found[role] += worth
        return found

    def label(self, words: str) -> Role | None:
        """What a label names first, tasks where it names them together with how they are to be done."""
        found = [role for role, cue in self._named if cue.search(words)]
        return Role.TASKS if {Role.TASKS, Role.REQUIREMENTS} == set(found) else next(iter(found), None)

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        for cue in (cue for some in (self.weights, self.labels) for each in some for cue in each.cues):
            re.compile(cue.replace("{superior}", ""))
        return self


@cache
def cues() -> Cues:
    """Raises BadTemplate, naming what is wrong in the file."""
    return parse(FILE, Cues)
