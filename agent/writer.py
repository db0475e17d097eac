"""The seam between the conversation and whoever writes: a language model, or the offline writer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal, Protocol

from agent.brief import Brief, Length
from agent.plan import Plan
from speech.structure import Role
from vectorstore.passages import Hit


@dataclass(frozen=True, slots=True)
class Writing:
    """One section to write. `previous` and `fault` are set when an earlier try did not pass: its text, and why."""

    brief: Brief
    plan: Plan
    index: int
    passages: tuple[Hit, ...]
    previous: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """One part of a speech to rewrite by an instruction.

    `name` is what a reader calls it; `named` is whether the user said which part. `target` is the text that the
    reply replaces: paragraphs separated by newlines, headings and ordinals of what is inside it included; its own
    heading line, or the ordinal of a point that runs in, stays in the text and is `heading`. `outline` holds the
    speech's headings with their paths; `before` and `after` the neighbouring sentences, for the joints only.
    `length` is None where the instruction asks for none; `band` is what the reply is held to then, least and most
    in 字. `fixed` are words of the target that are locked and must come back as they are. `lines` is not 0 where the
    target is a list of headings, as many as that. `whole` is False where the target is a piece of the part;
    `reshaping` is whether headings and ordinals are not to stay as they are.
    """

    title: str
    outline: str
    name: str
    role: Role | None
    heading: str
    target: str
    before: str
    after: str
    instruction: str
    length: Length | None
    passages: tuple[Hit, ...]
    named: bool = False
    band: tuple[int, int] | None = None
    fixed: tuple[str, ...] = ()
    lines: int = 0
    whole: bool = True
    reshaping: bool = False
    previous: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Adding:
    """A piece to write that was not there: `sort` is what it is; `form` a sibling of it, for its shape alone.

    `headed` asks for a heading on a line of its own before the text. `before` and `after` are the neighbouring sentences;
    `band` is the least and the most, in 字.
    """

    title: str
    outline: str
    sort: Literal["sentence", "paragraph", "point", "part"]
    about: str
    role: Role | None
    form: str
    headed: bool
    before: str
    after: str
    length: Length
    passages: tuple[Hit, ...]
    band: tuple[int, int]
    previous: str = ""
    fault: str = ""


class Writer(Protocol):
    """Plans, writes, rewrites and adds. It neither saves nor checks; what it yields are pieces of text in order.

    `way` counts the ways to build a speech of the brief's occasion, None leaves the choice. `write` yields the body of a
    section without its heading line. Raises EndpointError, or NeedsModel when the work is beyond it.
    """

    kind: Literal["offline", "model"]

    def limits(self, instruction: str) -> tuple[str, ...]:
        """What the person should know of how it carries out an instruction, as codes of notices; nothing of a model."""
        ...

    async def plan(self, brief: Brief, passages: tuple[Hit, ...], way: int | None = None) -> Plan: ...

    def write(self, work: Writing) -> AsyncIterator[str]: ...

    def rewrite(self, work: Rewriting) -> AsyncIterator[str]: ...

    def add(self, work: Adding) -> AsyncIterator[str]: ...
