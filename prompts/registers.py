"""Words that say the same in writing and in talking."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from prompts.records import Record, parse

FILE = Path(__file__).parent / "registers.yaml"
Register = Literal["formal", "spoken"]


class Pair(Record):
    """`only` is the one direction in which the exchange may be made, where the other would change the meaning."""

    formal: str
    spoken: str
    only: Register | None = None


class Registers(Record):
    """`alike` are words of one register that say the same, each group in itself."""

    pairs: tuple[Pair, ...]
    alike: tuple[tuple[str, ...], ...]

    def towards(self, register: Register) -> dict[str, str]:
        """What is exchanged for what, the longer words first."""
        free = [pair for pair in self.pairs if pair.only in (None, register)]
        found = {pair.formal: pair.spoken for pair in free} if register == "spoken" else {pair.spoken: pair.formal for pair in free}
        return dict(sorted(found.items(), key=lambda each: -len(each[0])))

    def others(self) -> dict[str, tuple[str, ...]]:
        """For each word those that say the same, the longer words first."""
        found = {word: tuple(other for other in group if other != word) for group in self.alike for word in group}
        return dict(sorted(found.items(), key=lambda each: -len(each[0])))

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        alike = [word for group in self.alike for word in group]
        for words in ([pair.formal for pair in self.pairs], [pair.spoken for pair in self.pairs if not pair.only], alike):
            if twice := [word for word in words if words.count(word) > 1]:
                raise ValueError(f"two exchanges for {twice[0]}")
        return self


@cache
def registers() -> Registers:
    """Raises BadTemplate, naming what is wrong in the file."""
    return parse(FILE, Registers)
