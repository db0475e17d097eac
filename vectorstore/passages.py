"""The values of the sample library."""

from __future__ import annotations

from dataclasses import dataclass

from speech.structure import Role


@dataclass(frozen=True, slots=True)
class Details:
    """What a catalogue knows of a speech besides its text. Empty means not known."""

    title: str
    speaker: str = ""
    occasion: str = ""
    part: str = ""
    year: int | None = None
    field: str = ""
    unit_level: str = ""
    own: bool = False
    state: str = ""
    shareable: bool = True


@dataclass(frozen=True, slots=True)
class Sample:
    """A speech in the library. `digest` is the SHA-256 of its text: the same text is one sample.

    `source` is the file's name as the user had it, to show and never to open.
    """

    ident: int
    details: Details
    source: str
    digest: str
    chars: int
    passages: int
    bundled: bool
    masked_title: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is matched: a point or a paragraph. `section` is what is handed over: the part it stands in."""

    ident: int
    sample: int
    path: str
    role: Role | None
    heading: str
    text: str
    masked: str
    section: str
    masked_section: str
    masked_heading: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    passage: Passage
    sample: Sample
    score: float


@dataclass(frozen=True, slots=True)
class Added:
    """`new` is False where the same text was there already."""

    sample: Sample
    new: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as the indexes see it."""

    ident: int
    sample: int
    title: str
    words: str
    masked: str
    shareable: bool


@dataclass(frozen=True, slots=True)
class Label:
    """What a search filters by."""

    sample: int
    role: Role | None
    occasion: str
    shareable: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the library's log. `replaces`: the sample's passages were there before under other ids."""

    sequence: int
    sample: int
    replaces: bool
