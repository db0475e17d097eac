"""The matters that speeches are about, with what can be said of each, and the words of each field of work.

A file in `matters/` holds the matters of some fields, or of any. What it says of one is sorted by move, and none of it
is a fact: it must hold of whatever office reads it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import model_validator

from errors import BadTemplate
from prompts.records import Record, check_sentence, parse
from speech.structure import Role

FOLDER = Path(__file__).parent
GENERAL = "通用"
RULE, CASE = "立规", "案例"  # kinds that the writer asks for by name
# In the order in which a paragraph makes them, unless a sample shows another.
MOVES = ("why", "worth", "ask", "cause", "do", "check", "aim")
# Which moves a paragraph makes in a part of each role.
MOVES_OF = {
    Role.ACHIEVEMENTS: ("worth",),
    Role.SITUATION: ("why",),
    Role.PROBLEMS: ("cause", "ask"),
    Role.TASKS: ("why", "do", "check", "aim"),
    Role.REQUIREMENTS: ("why", "do", "check"),
}


class Matter(Record):
    """`matter` names it in a heading (在打击电诈上求突破); by `cues` a point is known to be about it; `fields` as in its file.

    why: why it cannot wait. worth: what it means that something was achieved in it. ask: what to examine oneself for.
    cause: where its shortcomings come from. do: what is to be done, most beginning with 要. check: by whom and when
    that is looked into. aim: what it is to come to.
    """

    matter: str
    cues: tuple[str, ...]
    fields: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    worth: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    aim: tuple[str, ...] = ()

    def of(self, move: str) -> tuple[str, ...]:
        sentences: tuple[str, ...] = getattr(self, move)
        return sentences

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Every sentence with its move."""
        for move in MOVES:
            for sentence in self.of(move):
                yield move, sentence

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        for _, sentence in self.sentences():
            check_sentence(sentence)
        return self


class Field(Record):
    """`matters` is what a speech in this field speaks of when nothing is asked for; `figures` what it reports."""

    field: str
    cues: tuple[str, ...]
    unit: str
    work: str
    workers: str
    people: str
    base: str
    office: str
    business: str
    personnel: str
    inspection: str
    objects: tuple[str, str, str]
    figures: tuple[str, ...]
    matters: tuple[str, ...]


class _File(Record):
    fields: tuple[str, ...]
    matters: tuple[Matter, ...]


class _Fields(Record):
    fields: tuple[Field, ...]


class _Kinds(Record):
    kinds: tuple[Matter, ...]


class Matters(Record):
    """`kinds` are not what a point is about but how it is put: with a term, a target, a name. Whatever the field, there is
    something to be said of that.
    """

    matters: tuple[Matter, ...]
    kinds: tuple[Matter, ...]
    fields: tuple[Field, ...]

    def matter(self, name: str) -> Matter | None:
        return next((matter for matter in self.matters if matter.matter == name), None)

    @property
    def general(self) -> Matter:
        return next(matter for matter in self.matters if matter.matter == GENERAL)

    def field(self, name: str) -> Field:
        """The field of that name, or the general one."""
        return next((field for field in self.fields if field.field == name), self.fields[-1])


@cache
def matters() -> Matters:
    return read_matters(FOLDER)


def read_matters(folder: Path) -> Matters:
    """From `matters/*.yaml`, `kinds.yaml` and `fields.yaml`. Raises BadTemplate, naming the file and what is wrong in it."""
    fields = parse(folder / "fields.yaml", _Fields).fields
    if not fields or fields[-1].field != GENERAL:
        raise BadTemplate("fields.yaml", f"the last field is not {GENERAL}")
    known = {field.field for field in fields}
    found: dict[str, Matter] = {}
    for path in sorted((folder / "matters").glob("*.yaml")):
        file = parse(path, _File)
        if unknown := set(file.fields) - known:
            raise BadTemplate(path.name, f"no such field: {sorted(unknown)}")
        for matter in file.matters:
            if matter.matter in found:
                raise BadTemplate(path.name, f"two matters of the name {matter.matter}")
            found[matter.matter] = matter.model_copy(update={"fields": file.fields})
    if GENERAL not in found:
        raise BadTemplate(str(folder / "matters"), f"no matter {GENERAL}")
    for field in fields:
        if missing := set(field.matters) - found.keys():
            raise BadTemplate("fields.yaml", f"{field.field}: no matter {sorted(missing)}")
    return Matters(matters=tuple(found.values()), kinds=parse(folder / "kinds.yaml", _Kinds).kinds, fields=fields)
