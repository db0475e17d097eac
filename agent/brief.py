"""What a draft is to be: occasion, speaker, theme, length, the points and their facts."""

from __future__ import annotations

from dataclasses import dataclass, field

from speech.structure import Role

DEFAULT_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Length:
    """In 字. `exact` asks for ±10 %, `ceiling` (不超过N) for no more than that."""

    words: int
    ceiling: bool = False

    @property
    def least(self) -> int:
        return 0 if self.ceiling else round(self.words * 0.9)

    @property
    def most(self) -> int:
        return self.words if self.ceiling else round(self.words * 1.1)


@dataclass(frozen=True, slots=True)
class Point:
    """A point as the user gave it, and the role in which it belongs into the speech.

    `line` is where it stood, with its neighbours; `part` the numbered label over it, where the user had one; `unsure` where
    another role is about as likely.
    """

    text: str
    role: Role
    line: int = field(default=0, compare=False)
    part: str = field(default="", compare=False)
    unsure: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Brief:
    """`request` is the user's message whole: the source of every fact besides `material`.

    `title` is what stands at the head of the speech; `unit` whom it speaks to or of (全市公安机关);
    `speaker` the post alone (局长); empty means not given. `words_given` tells a length asked for from
    the default.
    """

    request: str
    title: str
    occasion: str
    theme: str
    unit: str = ""
    speaker: str = ""
    date: str = ""
    field: str = ""
    audience: str = ""
    length: Length = Length(DEFAULT_WORDS)
    words_given: bool = False
    points: tuple[Point, ...] = ()
    material: tuple[str, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether it says nothing to write about, and does not say 直接写 either."""
        return not (self.occasion or self.points or self.theme or self.material or "直接写" in self.request)

    @property
    def sources(self) -> str:
        """All text that a fact may come from."""
        return "\n".join((self.request, *self.material))
