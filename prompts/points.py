"""Points as briefs give them, each under the part of a speech it belongs into: what the reader of briefs learns from.

One file in `points/` for each role; a line more teaches it more.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from errors import BadTemplate
from prompts.records import Record, parse
from speech.structure import Role

FOLDER = Path(__file__).with_name("points")


class Examples(Record):
    points: tuple[str, ...]


@cache
def examples() -> dict[Role, tuple[str, ...]]:
    """Raises BadTemplate, naming what is wrong in which file."""
    found = {role: parse(FOLDER / f"{role.value}.yaml", Examples).points for role in Role}
    for role, points in found.items():
        if not points:
            raise BadTemplate(f"{role.value}.yaml", "no points")
    return found
