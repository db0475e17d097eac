"""The plan of a draft: its sections in order, what each carries and how long each is."""

from __future__ import annotations

from dataclasses import dataclass

from agent.brief import Point
from speech.numbering import Style
from speech.structure import Role

FRAMING = (Role.OPENING, Role.CLOSING)


@dataclass(frozen=True, slots=True)
class Planned:
    """One section: the opening, a part or the closing.

    `heading` is without its ordinal and empty for opening and closing. `points` are the user's, each in
    exactly one section; `leads` name what else the section is to say, a point each. `words` is its
    budget in 字, heading included; where a writer knows that less will come of its `aim`, what comes of it. `leaves` is
    what other sections say and this one must not.
    """

    role: Role
    heading: str
    words: int
    points: tuple[Point, ...] = ()
    leads: tuple[str, ...] = ()
    leaves: str = ""
    aim: int = 0

    @property
    def room(self) -> int:
        return self.aim or self.words


@dataclass(frozen=True, slots=True)
class Plan:
    """`outline` names the way it is built, of those of its occasion; `wants` is for each role how many more points would
    fill the length asked for, where those given do not.
    """

    title: str
    date: str
    byline: str
    salutation: str
    sections: tuple[Planned, ...]
    outline: str = ""
    wants: tuple[tuple[Role, int], ...] = ()

    @property
    def words(self) -> int:
        return sum(section.words for section in self.sections)

    def ordinal(self, index: int) -> int | None:
        """The number of the part at `index` (from 1); None for the opening and the closing."""
        if not self.sections[index].heading:
            return None
        return 1 + sum(1 for section in self.sections[:index] if section.heading)

    def heading_line(self, index: int) -> str:
        """The heading of the part as it stands in the text: 二、……; empty for the opening and the closing."""
        ordinal = self.ordinal(index)
        return Style.COMMA.write(ordinal) + self.sections[index].heading if ordinal else ""

    def listed(self) -> str:
        """The outline as it is shown for approval: a line a part, the points under it."""
        names = {Role.OPENING: "开头", Role.CLOSING: "结尾"}
        lines = [self.title]
        for index, section in enumerate(self.sections):
            name = self.heading_line(index) or names.get(section.role, "正文")
            lines += [f"{name}（{section.words}字）", *(f"　　{point.text}" for point in section.points)]
        return "\n".join(lines)

    def assemble(self, bodies: tuple[str, ...]) -> str:
        """The whole text: one paragraph a line, the head, then each section's heading and body."""
        head = [self.title, f"（{self.date}）" if self.date else "", self.byline, self.salutation]
        blocks = [line for line in head if line]
        for index, body in enumerate(bodies):
            blocks += [line for line in (self.heading_line(index), body) if line]
        return "\n".join(blocks)
