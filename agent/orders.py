"""What the user wants done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from agent.brief import Brief, Length
from agent.events import Source
from agent.plan import Plan
from speech.structure import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """`plan` is one that was chosen before; None leaves it to the writer."""

    brief: Brief
    plan: Plan | None = None
    kind: Literal["draft"] = "draft"


@dataclass(frozen=True, slots=True)
class Outlines:
    """Ways to build the speech, to choose from before anything is written. No brief means the one of the last order."""

    brief: Brief | None
    ways: int = 2
    kind: Literal["outlines"] = "outlines"


@dataclass(frozen=True, slots=True)
class Follow:
    """Write after the outline of that number, counted from 1, of those that were offered last."""

    number: int
    kind: Literal["follow"] = "follow"


@dataclass(frozen=True, slots=True)
class Open:
    """A pasted or uploaded text becomes a revision."""

    text: str
    name: str = ""
    kind: Literal["open"] = "open"


@dataclass(frozen=True, slots=True)
class Revise:
    """`address` as the user said it, or a path; `instruction` is what to do with each part it names.

    `keep` names what stays as it is inside them: “重写第二部分，但别动第二点”. An empty address means the whole
    text; `again` that the order goes on from the last one (“再短一点”), whose place it may mean.
    """

    address: str
    instruction: str
    length: Length | None = None
    keep: str = ""
    again: bool = False
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
class Correct:
    """A figure put right in every place that states the same fact, and in no other: “破案率改成15%，前后都对一下”.

    `subject` is what the figure is of, `old` the figure itself where it is said; one of them is given.
    `note` keeps who reported what, where two reports differ.
    """

    value: str
    subject: str = ""
    old: str = ""
    note: str = ""
    kind: Literal["correct"] = "correct"


Side = Literal["before", "after", "inside"]
Spot = Literal["before", "after", "inside", "start", "end"]
Sort = Literal["sentence", "paragraph", "point", "part"]


@dataclass(frozen=True, slots=True)
class Insert:
    """`words` word for word, or else something to be written `about` a subject.

    `inside` is at the fitting place, `start` and `end` are the first and the last place inside.
    """

    address: str
    side: Spot
    sort: Sort
    words: str = ""
    about: str = ""
    length: Length | None = None
    kind: Literal["insert"] = "insert"


@dataclass(frozen=True, slots=True)
class Delete:
    address: str
    kind: Literal["delete"] = "delete"


@dataclass(frozen=True, slots=True)
class Move:
    address: str
    side: Side
    anchor: str
    kind: Literal["move"] = "move"


@dataclass(frozen=True, slots=True)
class Swap:
    """`address` names the two that change places."""

    address: str
    kind: Literal["swap"] = "swap"


@dataclass(frozen=True, slots=True)
class Merge:
    """`address` names those that become one, in the place of the first, under `heading` where one is given."""

    address: str
    heading: str = ""
    kind: Literal["merge"] = "merge"


@dataclass(frozen=True, slots=True)
class Split:
    """`pieces` is 0 where no number was said; `how` is what each of them is to hold, as it was said."""

    address: str
    pieces: int = 0
    how: str = ""
    kind: Literal["split"] = "split"


@dataclass(frozen=True, slots=True)
class Renumber:
    """Close the gaps in every series of ordinals."""

    kind: Literal["renumber"] = "renumber"


@dataclass(frozen=True, slots=True)
class Lock:
    address: str
    kind: Literal["lock"] = "lock"


@dataclass(frozen=True, slots=True)
class Unlock:
    """An empty address is everything."""

    address: str = ""
    kind: Literal["unlock"] = "unlock"


@dataclass(frozen=True, slots=True)
class Undo:
    kind: Literal["undo"] = "undo"


@dataclass(frozen=True, slots=True)
class Redo:
    kind: Literal["redo"] = "redo"


@dataclass(frozen=True, slots=True)
class Restore:
    """Back to revision `number`, but for what `keep` names in the present one; or only for what `only` names.

    A number below nought counts back from the present one; 0, with `only`, is the last that had other words there.
    """

    number: int
    keep: str = ""
    only: str = ""
    kind: Literal["restore"] = "restore"


@dataclass(frozen=True, slots=True)
class Reject:
    """Take back what revision `number` did to the sections at these paths (as its receipt names them)."""

    number: int
    paths: tuple[str, ...]
    kind: Literal["reject"] = "reject"


@dataclass(frozen=True, slots=True)
class Adopt:
    """Save what was shown for review, made from revision `base`, without the changes at the paths in `refused`.

    `said` is the message that it was made for.
    """

    base: int
    text: str
    locks: tuple[Span, ...] = ()
    refused: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    said: str = ""
    kind: Literal["adopt"] = "adopt"


@dataclass(frozen=True, slots=True)
class Compare:
    """Two revisions; `new` None is the present one, a number below 1 counts back from it (0 the present, -1 the one before)."""

    old: int
    new: int | None = None
    kind: Literal["compare"] = "compare"


@dataclass(frozen=True, slots=True)
class Export:
    """The profile is 印发稿 or 朗读稿."""

    profile: str = "印发稿"
    kind: Literal["export"] = "export"


@dataclass(frozen=True, slots=True)
class Check:
    kind: Literal["check"] = "check"


@dataclass(frozen=True, slots=True)
class Search:
    query: str
    kind: Literal["search"] = "search"


@dataclass(frozen=True, slots=True)
class Talk:
    """A message as it was typed. What the grammar does not settle of it is the chat model's to understand.

    `here` is the path of the part that was chosen on the page; `review` asks to see a change before it is saved.
    """

    message: str
    here: str = ""
    review: bool = False
    kind: Literal["talk"] = "talk"


# What changes a text that is there, and may stand with others in one message.
Edition = Revise | Replace | Correct | Retitle | Insert | Delete | Move | Swap | Merge | Split | Renumber
_Simple = Annotated[
    Edition | Lock | Unlock | Undo | Redo | Restore | Check | Compare | Export,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class Several:
    """What one message orders, in its order. All addresses are read against the text as it was when it was sent.

    With `review` what would become a revision is only shown.
    """

    orders: tuple[_Simple, ...]
    review: bool = False
    kind: Literal["several"] = "several"


Order = Annotated[
    Edition
    | Draft
    | Outlines
    | Follow
    | Open
    | Lock
    | Unlock
    | Undo
    | Redo
    | Restore
    | Reject
    | Adopt
    | Compare
    | Check
    | Export
    | Search
    | Talk
    | Several,
    Field(discriminator="kind"),
]
ORDER: TypeAdapter[Order] = TypeAdapter(Order)
