"""What happens in a run, as it is stored and shown: a closed union."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from agent.brief import Brief
from agent.faults import Fault
from agent.plan import Plan
from speech.findings import Finding
from speech.structure import Span


@dataclass(frozen=True, slots=True)
class Source:
    """A passage that was consulted: shown raw to the person, sent masked to a model. `used` is the path of the section written with it."""

    passage: int
    sample: int
    title: str
    heading: str
    role: str
    text: str
    score: float
    used: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.calls + other.calls,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
        )


NOTHING_USED = Usage()


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the chat model to the user."""

    text: str
    kind: Literal["said"] = "said"


@dataclass(frozen=True, slots=True)
class Noticed:
    """A sentence of the product's own: `notice.<code>` in the interface texts, filled with `details`."""

    code: str
    details: dict[str, Any]
    kind: Literal["noticed"] = "noticed"


@dataclass(frozen=True, slots=True)
class Consulted:
    """`section` is the index in the plan, or 0 for the one section of a rewrite."""

    section: int
    sources: tuple[Source, ...]
    kind: Literal["consulted"] = "consulted"


@dataclass(frozen=True, slots=True)
class PlanMade:
    plan: Plan
    kind: Literal["plan"] = "plan"


@dataclass(frozen=True, slots=True)
class Outlined:
    """Ways to build the speech of the brief, of which one may be chosen."""

    brief: Brief
    plans: tuple[Plan, ...]
    kind: Literal["outlined"] = "outlined"


@dataclass(frozen=True, slots=True)
class SectionBegun:
    """A writer starts on a section; whatever was streamed of it before is void."""

    section: int
    heading: str
    words: int
    kind: Literal["begun"] = "begun"


@dataclass(frozen=True, slots=True)
class SectionText:
    section: int
    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class SectionDone:
    """The section as accepted, measured and repaired. `faults` are what stays wrong with it."""

    section: int
    text: str
    words: int
    faults: tuple[Fault, ...] = ()
    kind: Literal["done"] = "done"


@dataclass(frozen=True, slots=True)
class Found:
    findings: tuple[Finding, ...]
    kind: Literal["found"] = "found"


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search order found."""

    query: str
    sources: tuple[Source, ...]
    kind: Literal["hits"] = "hits"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two revisions to be shown side by side."""

    old: int
    new: int
    kind: Literal["compared"] = "compared"


@dataclass(frozen=True, slots=True)
class Ready:
    """The Word file may be fetched, in this profile."""

    profile: str
    kind: Literal["ready"] = "ready"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a revision changed, computed from the two texts. Paths: new text, but of `removed` the old. What was `moved` kept its words.

    `added` are those of `changed` that were not there before. `labels` are the changed parts as a reader names them
    (第二部分); `unchanged` counts the 字 that stayed.
    """

    changed: tuple[str, ...] = ()
    renumbered: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    words: int = 0
    unchanged: int = 0
    moved: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    moved_labels: tuple[str, ...] = ()
    renumbered_labels: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether it has other words than the one before: a lock changes none."""
        return bool(self.changed or self.removed or self.renumbered or self.moved)

    @property
    def rewritten(self) -> tuple[str, ...]:
        """The labels of what was there before and reads differently now."""
        return tuple(label for path, label in zip(self.changed, self.labels, strict=True) if path not in self.added)

    @property
    def put_in(self) -> tuple[str, ...]:
        """The labels of what was not there before."""
        return tuple(label for path, label in zip(self.changed, self.labels, strict=True) if path in self.added)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A text to be looked at before it is saved, made from revision `base`."""

    base: int
    text: str
    locks: tuple[Span, ...]
    receipt: Receipt
    sources: tuple[Source, ...] = ()
    kind: Literal["proposed"] = "proposed"


@dataclass(frozen=True, slots=True)
class Saved:
    revision: int
    receipt: Receipt
    kind: Literal["saved"] = "saved"


@dataclass(frozen=True, slots=True)
class Failed:
    """`code` and `details` are those of a JianggaoError. `kept` says that the run can be resumed, from what was written."""

    code: str
    details: dict[str, Any]
    kept: bool
    kind: Literal["failed"] = "failed"


@dataclass(frozen=True, slots=True)
class Stopped:
    kept: bool
    kind: Literal["stopped"] = "stopped"


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of a run that came to its end."""

    usage: Usage
    kind: Literal["finished"] = "finished"


Event = Annotated[
    Said
    | Noticed
    | Consulted
    | PlanMade
    | Outlined
    | SectionBegun
    | SectionText
    | SectionDone
    | Found
    | Hits
    | Compared
    | Ready
    | Proposed
    | Saved
    | Failed
    | Stopped
    | Finished,
    Field(discriminator="kind"),
]
EVENT: TypeAdapter[Event] = TypeAdapter(Event)
