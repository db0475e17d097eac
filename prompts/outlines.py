"""The outlines: for each of the twelve occasions, how such a speech is built. One file each in `outlines/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from errors import BadTemplate
from prompts.phrases import SLOTS, Block, Record, check_sentence, parse, slots_of
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
STYLES = {"一是": Style.IS, "一要": Style.MUST, "（一）": Style.PAREN, "第一，": Style.ORDER}
BY_FIELD = "{field}"


class Lead(Block):
    """What a section speaks of by itself, where no point of the user's fills it."""

    name: str


class Form(Record):
    """A section: its share of the length, its headings (one for each parallel set), its leads.

    A lead is the name of a topic, `{field}` for the field's own topics, or written out here. A section
    with `least` is left out of a shorter draft unless a point belongs there.
    """

    role: Role
    share: float
    least: int = 0
    headings: tuple[str, ...] = ()
    intro: tuple[str, ...] = ()
    leads: tuple[str | Lead, ...] = ()
    outro: tuple[str, ...] = ()
    style: Literal["一是", "一要", "（一）", "第一，", ""] = "一是"

    @property
    def framing(self) -> bool:
        return self.role in (Role.OPENING, Role.CLOSING)

    @property
    def numbering(self) -> Style | None:
        return STYLES.get(self.style)

    def own(self, name: str) -> Lead | None:
        return next((lead for lead in self.leads if isinstance(lead, Lead) and lead.name == name), None)

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        for sentence in (*self.intro, *self.outro):
            check_sentence(sentence)
        for heading in self.headings:
            if unknown := slots_of(heading) - SLOTS.keys():
                raise ValueError(f"unknown slot {sorted(unknown)}: {heading}")
        if self.framing and not (len(self.leads) == 1 and isinstance(self.leads[0], Lead)):
            raise ValueError("an opening or closing has one lead of its own")
        return self


class Outline(Record):
    """`cues` are the words that tell the occasion. Without `numbered` the parts have no headings."""

    occasion: str
    cues: tuple[str, ...]
    titles: tuple[str, ...]
    salutations: tuple[str, ...]
    numbered: bool = True
    sections: tuple[Form, ...]

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        roles = [form.role for form in self.sections]
        if roles[:1] != [Role.OPENING] or roles[-1:] != [Role.CLOSING] or len(roles) < 4:
            raise ValueError("an outline runs from opening to closing over two parts at least")
        if not 0.98 < sum(form.share for form in self.sections) < 1.02:
            raise ValueError("the shares do not add up to 1")
        sets = {len(form.headings) for form in self.sections if not form.framing}
        if len(sets) != 1 or self.numbered == (0 in sets):
            raise ValueError("every part has one heading in each parallel set")
        for salutation in self.salutations:
            if not salutation.endswith("："):
                raise ValueError(f"no salutation: {salutation}")
        return self


@cache
def outlines() -> tuple[Outline, ...]:
    return read_outlines(FOLDER)


def outline(occasion: str) -> Outline:
    """The outline of an occasion; of 工作总结 where there is none of that name."""
    found = {each.occasion: each for each in outlines()}
    return found.get(occasion) or found[OCCASIONS[0]]


def read_outlines(folder: Path) -> tuple[Outline, ...]:
    """In the order of OCCASIONS. Raises BadTemplate, naming the file and what is wrong in it."""
    read = {path.name: parse(path, Outline) for path in sorted(folder.glob("*.yaml"))}
    for name, each in read.items():
        if each.occasion not in OCCASIONS:
            raise BadTemplate(name, f"no such occasion: {each.occasion}")
    found = {each.occasion: each for each in read.values()}
    for occasion in OCCASIONS:
        if occasion not in found:
            raise BadTemplate(str(folder), f"no outline for {occasion}")
    return tuple(found[occasion] for occasion in OCCASIONS)
