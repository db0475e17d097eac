"""The phrase bank: what can be said on a topic in a role, and the words of each field of work.

`phrases/fields.yaml` holds the fields, every other file of the folder one topic. A sentence may hold the
slots below and blanks (【待填：…】); it stands alone, ends with its own mark and names no fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Self, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from errors import BadTemplate
from speech.structure import Role

# {theme} may be a noun phrase or begin with a verb: it stands only after 抓好, 围绕, 在…上, or as a subject.
SLOTS = {
    "unit": "whom the speech is to: 全市公安机关",
    "leaders": "who leads them: 市委、市政府",
    "period": "the time looked back on: 上半年",
    "next": "the time looked ahead to: 下半年",
    "theme": "what the meeting is about",
    "meeting": "the meeting's name, ending in 会 or 大会",
    "count": "how many parts or points follow: 三",
    "figure": "a figure that the field is asked for, inside a blank",
    "work": "公安工作",
    "workers": "民警辅警",
    "people": "群众",
    "base": "the units at the base: 派出所",
    "office": "who coordinates",
    "business": "who does the work",
    "personnel": "who keeps the staff",
    "inspection": "who inspects",
    "objects": "three usual objects of the work",
}
# The order in which the moves of a point stand in the text.
MOVES = ("claim", "evidence", "cause", "measure", "deadline", "effect", "praise", "warn", "turn")
FOLDER = Path(__file__).parent / "phrases"
GENERAL = "通用"


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


R = TypeVar("R", bound=Record)


def slots_of(text: str) -> set[str]:
    """The slots that `text` asks for. ValueError where a brace is left open."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


class Block(Record):
    """Sentences on one thing, by move. `heads` are its headings, one for each parallel set."""

    heads: tuple[str, ...] = ()
    claim: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    deadline: tuple[str, ...] = ()
    effect: tuple[str, ...] = ()
    praise: tuple[str, ...] = ()
    warn: tuple[str, ...] = ()
    turn: tuple[str, ...] = ()

    def of(self, move: str) -> tuple[str, ...]:
        sentences: tuple[str, ...] = getattr(self, move)
        return sentences

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Every sentence with its move, in the order of the text."""
        for move in MOVES:
            for sentence in self.of(move):
                yield move, sentence

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        for _, sentence in self.sentences():
            check_sentence(sentence)
        for head in self.heads:
            if head[-1] in "。；，！？：" or head[0] in "不否" or slots_of(head) - SLOTS.keys():
                raise ValueError(f"no heading: {head}")
        return self


def check_sentence(sentence: str) -> None:
    """ValueError where a sentence is cut, too long to speak, or asks for a slot that does not exist."""
    if unknown := slots_of(sentence) - SLOTS.keys():
        raise ValueError(f"unknown slot {sorted(unknown)}: {sentence}")
    if sentence[-1] not in "。！？：" and not sentence.endswith(("！”", "。”", "？”")):
        raise ValueError(f"no final mark: {sentence}")
    if len(sentence) > 100 or "”、“" in sentence:
        raise ValueError(f"too long, or 、 between quotation marks: {sentence}")


class Topic(Record):
    """`cues` are the words by which a point is known to be of this topic. A topic with `fields` is met in those only."""

    topic: str
    cues: tuple[str, ...]
    fields: tuple[str, ...] = ()
    achievements: Block = Block()
    situation: Block = Block()
    problems: Block = Block()
    tasks: Block = Block()
    requirements: Block = Block()

    def block(self, role: Role) -> Block:
        block: Block = getattr(self, role.value, Block())
        return block


class Field(Record):
    """`topics` is what a speech in this field speaks of when nothing is asked for; `figures` what it reports."""

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
    topics: tuple[str, ...]


class _Fields(Record):
    fields: tuple[Field, ...]


class Phrases(Record):
    topics: tuple[Topic, ...]
    fields: tuple[Field, ...]

    def topic(self, name: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.topic == name), None)

    @property
    def general(self) -> Topic:
        return next(topic for topic in self.topics if topic.topic == GENERAL)

    def field(self, name: str) -> Field:
        """The field of that name, or the general one."""
        return next((field for field in self.fields if field.field == name), self.fields[-1])


@cache
def phrases() -> Phrases:
    return read_phrases(FOLDER)


def read_phrases(folder: Path) -> Phrases:
    """Raises BadTemplate, naming the file and what is wrong in it."""
    fields = parse(folder / "fields.yaml", _Fields).fields
    files = sorted(path for path in folder.glob("*.yaml") if path.name != "fields.yaml")
    topics = tuple(parse(path, Topic) for path in files)
    names = {topic.topic for topic in topics}
    if GENERAL not in names:
        raise BadTemplate(str(folder), f"no topic {GENERAL}")
    if not fields or fields[-1].field != GENERAL:
        raise BadTemplate("fields.yaml", f"the last field is not {GENERAL}")
    for field in fields:
        if missing := set(field.topics) - names:
            raise BadTemplate("fields.yaml", f"{field.field}: no topic {sorted(missing)}")
    return Phrases(topics=topics, fields=fields)


def parse(path: Path, model: type[R]) -> R:
    """The record in a file. Raises BadTemplate."""
    try:
        content: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())  # noqa: S506  (a safe loader either way)
        return model.model_validate(content)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadTemplate(path.name, str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise BadTemplate(path.name, f"{where}: {first['msg']}") from error


def _loader() -> Any:
    """libyaml's safe loader where it is built in, ten times as fast."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)
