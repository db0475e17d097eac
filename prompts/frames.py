"""Clause patterns: how a series of headings is made parallel, and how a point of the user's becomes a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Literal, Self

from pydantic import model_validator

from prompts.records import SLOTS, Record, check_head, check_sentence, parse
from speech.structure import Role

FILE = Path(__file__).parent / "frames.yaml"
Shape = Literal["noun", "verb", "clause"]
Patterns = tuple[str, ...]
ByShape = dict[Shape, Patterns]


class Frames(Record):
    """`heads` hold for each role some sets; the headings of one series take the patterns of one set in turn. `parts` are
    headings of parts that the user named by their role alone and the outline has not.

    `statements` hold for each role, and `voices` for what is not demanded but pledged, wished or promised by a host, what a
    point becomes by its shape. `blanks` ask for an achievement that was not given. Every pattern of these has {x} in it
    once. `force` holds short parallel sentences for a part that is to be stronger.
    """

    heads: dict[Role, tuple[Patterns, ...]]
    parts: dict[Role, str]
    statements: dict[Role, ByShape]
    voices: dict[Literal["pledge", "wish", "host"], ByShape]
    blanks: Patterns
    force: dict[Role, Patterns]

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        shaped: list[Mapping[Shape, Patterns]] = [*self.statements.values(), *self.voices.values()]
        patterns = [pattern for sets in self.heads.values() for each in sets for pattern in each]
        patterns += [pattern for each in shaped for some in each.values() for pattern in some]
        for pattern in (*patterns, *self.blanks):
            slots = [name for _, name, _, _ in Formatter().parse(pattern) if name is not None]
            if slots.count("x") != 1 or set(slots) - {"x", *SLOTS}:
                raise ValueError(f"a pattern has {{x}} once and known slots besides: {pattern}")
        for sentence in (sentence for some in self.force.values() for sentence in some):
            check_sentence(sentence)
        for heading in self.parts.values():
            check_head(heading)
        if missing := [each for each in shaped if set(each) != {"noun", "verb", "clause"}]:
            raise ValueError(f"noun, verb and clause each need patterns: {missing}")
        return self


@cache
def frames() -> Frames:
    """Raises BadTemplate, naming what is wrong in the file."""
    return parse(FILE, Frames)
