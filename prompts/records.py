"""What the data files of this room have in common: strict records, and sentences with slots."""

from __future__ import annotations

from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from errors import BadTemplate

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
LONGEST = 100  # 字 of a sentence that is to be spoken


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


R = TypeVar("R", bound=Record)


def slots_of(text: str) -> set[str]:
    """The slots that `text` asks for. ValueError where a brace is left open."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def check_slots(text: str) -> None:
    """ValueError where the text asks for a slot that does not exist."""
    if unknown := slots_of(text) - SLOTS.keys():
        raise ValueError(f"unknown slot {sorted(unknown)}: {text}")


def check_sentence(sentence: str) -> None:
    """ValueError where a sentence is cut, too long to speak, or asks for a slot that does not exist."""
    check_slots(sentence)
    if sentence[-1] not in "。！？：" and not sentence.endswith(("！”", "。”", "？”")):
        raise ValueError(f"no final mark: {sentence}")
    if len(sentence) > LONGEST or "”、“" in sentence:
        raise ValueError(f"too long, or 、 between quotation marks: {sentence}")


def check_head(head: str) -> None:
    """ValueError where a heading ends like a sentence, begins with a denial, or asks for a slot that does not exist."""
    check_slots(head)
    if head[-1] in "。；，！？：" or head[0] in "不否":
        raise ValueError(f"no heading: {head}")


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
