"""The steps an address is read into, each inside the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from speech.numbering import Style

Unit = Literal["part", "point", "subpoint", "paragraph", "sentence", "heading"]
RANKS: dict[Unit, int] = {"part": 1, "heading": 2, "point": 2, "subpoint": 3, "paragraph": 4, "sentence": 5}


@dataclass(frozen=True, slots=True)
class Frame:
    """A named part: title, date, byline, salutation, opening, closing; `all`, `body` without the title block, or `lead`, the 帽段."""

    name: str


@dataclass(frozen=True, slots=True)
class Nth:
    """Positions counted from 1, or from the end as -1, -2. `noun` is what is counted, where it is said: 第二条希望."""

    unit: Unit
    positions: tuple[int, ...]
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """From one position to another, each counted as in Nth."""

    unit: Unit
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Middle:
    unit: Unit
    size: int = 1


@dataclass(frozen=True, slots=True)
class Count:
    """All of a series, by its size: 三个部分, 六点希望."""

    unit: Unit
    size: int
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Every:
    unit: Unit


@dataclass(frozen=True, slots=True)
class Marked:
    """By the ordinal it bears."""

    style: Style
    value: int


@dataclass(frozen=True, slots=True)
class Path:
    path: str


@dataclass(frozen=True, slots=True)
class Titled:
    """By words of its heading, or by words that stand in it: “巧干”那一点, “……”这句."""

    words: str
    unit: Unit | None = None


ALL = 0


@dataclass(frozen=True, slots=True)
class About:
    """讲……的那段. `mention` says that the words need only stand there; `size` how many there should be, or ALL."""

    words: str
    unit: Unit
    mention: bool = False
    size: int = 1


@dataclass(frozen=True, slots=True)
class Gesture:
    """The paragraph of the closing that calls, wishes or thanks."""

    name: str


@dataclass(frozen=True, slots=True)
class OfRole:
    role: str
    words: str


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading lines of what stands before it; of every part where nothing does.

    `sub` where 小标题 is said, `below` where those inside are meant, `level` where one is named, `every` for all levels.
    """

    sub: bool = False
    below: bool = False
    level: int = 0
    every: bool = False


@dataclass(frozen=True, slots=True)
class Here:
    """这里, 这一段; `far` for 那一段, which is never the one selected on the page."""

    unit: Unit | None = None
    far: bool = False


@dataclass(frozen=True, slots=True)
class Recent:
    """刚才改的那段. `size` as said, ALL where none is."""

    unit: Unit | None = None
    size: int = 1


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands before (-1, -2) or behind (1, 2) the place named before it, or selected. `under` where 下面 is said."""

    unit: Unit
    offsets: tuple[int, ...]
    under: bool = False


@dataclass(frozen=True, slots=True)
class Through:
    """From one place to another of any kind."""

    first: Way
    last: Way


@dataclass(frozen=True, slots=True)
class Except:
    """What is left without `out`; as `unit` where one is named: 除第三点以外的各点."""

    out: Address
    unit: Unit | None = None


Step = (
    Frame
    | Nth
    | Range
    | Middle
    | Count
    | Every
    | Marked
    | Path
    | Titled
    | About
    | Gesture
    | OfRole
    | Headings
    | Here
    | Recent
    | Beside
    | Through
    | Except
)
Way = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """Each of `ways` is a chain of steps."""

    ways: tuple[Way, ...]


def kind(step: Step) -> Unit | Literal["frame", "mark"] | None:
    """What sort of place a step names, for 第一段和第三段 to be two of one sort."""
    match step:
        case Frame(name="lead"):
            return "paragraph"
        case Frame():
            return "frame"
        case OfRole():
            return "part"
        case Marked(style=style):
            return "part" if style is Style.COMMA else "mark"
        case Headings():
            return "heading"
        case (
            Nth(unit=unit)
            | Range(unit=unit)
            | Middle(unit=unit)
            | Count(unit=unit)
            | Every(unit=unit)
            | About(unit=unit)
            | Beside(unit=unit)
        ):
            return unit
        case Titled(unit=named) | Here(unit=named) | Recent(unit=named):
            return named
    return None
