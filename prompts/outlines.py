"""The outlines: for each occasion several ways to build such a speech. One file for an occasion in `outlines/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from errors import BadTemplate
from prompts.records import Record, check_head, check_sentence, check_slots, parse
from speech.numbering import Style
from speech.structure import Role

FOLDER = Path(__file__).parent / "outlines"
OCCASIONS = (
    "工作总结",
    "动员部署",
    "学习教育总结",
    "表彰",
    "党课",
    "座谈",
    "警示教育",
    "现场会",
    "专题推进",
    "任职表态",
    "庆祝纪念",
    "致辞",
)
# What is spoken at a meeting by others than its main speaker.
SHORT_FORMS = ("主持", "表态")
STYLES = {"一是": Style.IS, "一要": Style.MUST, "（一）": Style.PAREN, "第一，": Style.ORDER}
BY_FIELD = "{field}"
Voice = Literal["demand", "pledge", "wish", "host"]
Steps = tuple[tuple[str, ...], ...]


class Lead(Record):
    """A paragraph that a section brings by itself: its steps in order, each with sentences to choose from.

    `heads` are its headings, one for each parallel set of its section; none where it has no heading.
    """

    name: str
    heads: tuple[str, ...] = ()
    steps: Steps

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        _check_steps(self.steps)
        for head in self.heads:
            check_head(head)
        return self


class Frame(Record):
    """Opening or closing: the first and the last of its steps always, those between as the length allows."""

    share: float
    steps: Steps

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        if len(self.steps) < 2:
            raise ValueError("an opening or a closing has a first and a last step")
        _check_steps(self.steps)
        return self


class Form(Record):
    """A part: its share of the length, its headings (one for each parallel set), its leads.

    `link` leads over from the part before; `intro` stands before the points and `outro` behind them. A lead is the name
    of a matter, `{field}` for the field's own matters, or written out here. A part with `least` is left out of a shorter
    draft unless a point belongs there. `voice` turns what is to be done into a demand (要…), a pledge (我将…), a
    wish (希望大家…) or a host's promise (我们将…). The style 议程 is a chair's: its points are called up one after the other.
    """

    role: Role
    share: float
    least: int = 0
    headings: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    intro: tuple[str, ...] = ()
    leads: tuple[str | Lead, ...] = ()
    outro: tuple[str, ...] = ()
    style: Literal["一是", "一要", "（一）", "第一，", "议程", ""] = "一是"
    voice: Voice = "demand"

    @property
    def numbering(self) -> Style | None:
        return STYLES.get(self.style)

    def own(self, name: str) -> Lead | None:
        return next((lead for lead in self.leads if isinstance(lead, Lead) and lead.name == name), None)

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        for sentence in (*self.link, *self.intro, *self.outro):
            check_sentence(sentence)
        for heading in self.headings:
            check_slots(heading)
        if self.role in (Role.OPENING, Role.CLOSING):
            raise ValueError("a part is neither opening nor closing")
        return self


class Outline(Record):
    """One way to build it. `cues` ask for it by name (按问题来写). Without `numbered` the parts have no headings."""

    name: str
    cues: tuple[str, ...] = ()
    numbered: bool = True
    opening: Frame
    parts: tuple[Form, ...]
    closing: Frame

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        shares = self.opening.share + self.closing.share + sum(form.share for form in self.parts)
        if not 0.98 < shares < 1.02:
            raise ValueError("the shares do not add up to 1")
        sets = {len(form.headings) for form in self.parts}
        if len(sets) != 1 or self.numbered == (0 in sets):
            raise ValueError("every part has one heading in each parallel set")
        return self


class Occasion(Record):
    """`cues` are the words of a request that tell the occasion."""

    occasion: str
    cues: tuple[str, ...]
    titles: tuple[str, ...]
    salutations: tuple[str, ...]
    outlines: tuple[Outline, ...]

    def outline(self, name: str) -> Outline | None:
        return next((outline for outline in self.outlines if outline.name == name), None)

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        for salutation in self.salutations:
            if not salutation.endswith("："):
                raise ValueError(f"no salutation: {salutation}")
        if len({outline.name for outline in self.outlines}) < max(1, len(self.outlines)):
            raise ValueError("every outline has a name of its own")
        return self


def _check_steps(steps: Steps) -> None:
    for sentence in (sentence for step in steps for sentence in step):
        check_sentence(sentence)


@cache
def occasions() -> tuple[Occasion, ...]:
    return read_occasions(FOLDER)


def occasion(name: str) -> Occasion:
    """The occasion of that name; 工作总结 where there is none."""
    found = {each.occasion: each for each in occasions()}
    return found.get(name) or found[OCCASIONS[0]]


def read_occasions(folder: Path) -> tuple[Occasion, ...]:
    """In the order of OCCASIONS and SHORT_FORMS. Raises BadTemplate, naming the file and what is wrong in it."""
    known = (*OCCASIONS, *SHORT_FORMS)
    read = {path.name: parse(path, Occasion) for path in sorted(folder.glob("*.yaml"))}
    for name, each in read.items():
        if each.occasion not in known:
            raise BadTemplate(name, f"no such occasion: {each.occasion}")
    found = {each.occasion: each for each in read.values()}
    for name in known:
        if name not in found:
            raise BadTemplate(str(folder), f"no outline for {name}")
    return tuple(found[name] for name in known)
