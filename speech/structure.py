"""The values a speech is described with: spans, paragraphs, sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from speech.numbering import Ordinal


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open, in code points of the text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether they share a character, or the empty one lies inside the other, not at its edge."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Kind(StrEnum):
    TITLE = "title"
    DATE = "date"
    BYLINE = "byline"
    SALUTATION = "salutation"
    HEADING = "heading"
    POINT = "point"
    BODY = "body"
    CLOSING = "closing"


FRAME = (Kind.TITLE, Kind.DATE, Kind.BYLINE, Kind.SALUTATION)  # the title block and the call: what stands above the text


class Role(StrEnum):
    OPENING = "opening"
    ACHIEVEMENTS = "achievements"
    SITUATION = "situation"
    PROBLEMS = "problems"
    TASKS = "tasks"
    REQUIREMENTS = "requirements"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One non-blank line. `span` leaves out the white space around it; `ordinal` is what it begins with.

    `heading_end` is where a heading's words end: the end of the line, or the first full stop where the
    heading runs on into its text; None for a paragraph that has no heading. A heading without a number has no
    ordinal. `apart` says that it stands below the speech and is no part of it: an agency's note, an appendix.
    """

    index: int
    span: Span
    kind: Kind
    ordinal: Ordinal | None = None
    heading_end: int | None = None
    apart: bool = False

    @property
    def alone(self) -> bool:
        """Whether it is a heading and nothing behind it but a mark."""
        return self.heading_end is not None and self.heading_end >= self.span.end - 1


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the tree. Its span covers its heading and everything below it.

    `path` is `title`, `date`, `byline`, `salutation`, `opening`, `closing`, `2`, `2.3`, `p7` for a bare
    paragraph, or `p7.2` for a point inside one. `heading` is the span of the heading's words without the ordinal.
    """

    path: str
    level: int
    role: Role | None
    heading: Span | None
    span: Span
    ordinal: Ordinal | None = None
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        yield self
        for section in self.sections:
            yield from section.walk()

    @property
    def numbered(self) -> bool:
        """Whether it is a part or a point, not a paragraph or a line of the frame."""
        return self.path.rpartition(".")[2].isdigit()


def first_words(text: str) -> str:
    """What a place is told by: the first 20 code points of its first line."""
    return text.strip().split("\n", 1)[0].strip()[:20]
