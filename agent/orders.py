"""What the user wants done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from agent.brief import Brief, Length


@dataclass(frozen=True, slots=True)
class Draft:
    brief: Brief
    kind: Literal["draft"] = "draft"


@dataclass(frozen=True, slots=True)
class Open:
    """A pasted or uploaded text becomes a revision."""

    text: str
    name: str = ""
    kind: Literal["open"] = "open"


@dataclass(frozen=True, slots=True)
class Revise:
    """`address` as the user said it, or a path; `instruction` is what to do with each part it names."""

    address: str
    instruction: str
    length: Length | None = None
    kind: Literal["revise"] = "revise"


@dataclass(frozen=True, slots=True)
class Replace:
    """Exact words for exact words, in an address or everywhere."""

    old: str
    new: str
    address: str = ""
    kind: Literal["replace"] = "replace"


@dataclass(frozen=True, slots=True)
class Retitle:
    """A new title or heading, word for word."""

    address: str
    words: str
    kind: Literal["retitle"] = "retitle"


@dataclass(frozen=True, slots=True)
class Delete:
    address: str
    kind: Literal["delete"] = "delete"


@dataclass(frozen=True, slots=True)
class Undo:
    kind: Literal["undo"] = "undo"


@dataclass(frozen=True, slots=True)
class Restore:
    """Back to revision `number`."""

    number: int
    kind: Literal["restore"] = "restore"


@dataclass(frozen=True, slots=True)
class Check:
    kind: Literal["check"] = "check"


@dataclass(frozen=True, slots=True)
class Search:
    query: str
    kind: Literal["search"] = "search"


@dataclass(frozen=True, slots=True)
class Talk:
    """What the grammar does not settle: the chat model's to understand."""

    message: str
    kind: Literal["talk"] = "talk"


Order = Annotated[
    Draft | Open | Revise | Replace | Retitle | Delete | Undo | Restore | Check | Search | Talk,
    Field(discriminator="kind"),
]
ORDER: TypeAdapter[Order] = TypeAdapter(Order)
