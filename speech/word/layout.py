"""The layout of a speech on paper: GB/T 9704-2012, and the larger print that is read aloud from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

TITLE_FONT = "方正小标宋简体"
HEAD_FONT = "黑体"
SUBHEAD_FONT = "楷体_GB2312"
BODY_FONT = "仿宋_GB2312"
NUMBER_FONT = "宋体"

# What Word takes instead on a machine without the practice fonts, none of which may be bundled.
SUBSTITUTES: Mapping[str, str] = MappingProxyType(
    {
        TITLE_FONT: "方正小标宋_GBK,华文中宋,STZhongsong",
        HEAD_FONT: "SimHei",
        SUBHEAD_FONT: "楷体,KaiTi",
        BODY_FONT: "仿宋,FangSong",
        NUMBER_FONT: "SimSun",
    }
)


@dataclass(frozen=True, slots=True)
class Face:
    """A font and its size in points: 二号 is 22, 三号 16, 四号 14."""

    font: str
    size: float


@dataclass(frozen=True, slots=True)
class Margins:
    """In millimetres. `footer` runs from the edge of the paper to the foot of the page number."""

    top: float
    right: float
    bottom: float
    left: float
    footer: float


@dataclass(frozen=True, slots=True)
class Profile:
    """How one kind of copy is set. Twips are twentieths of a point.

    `headings` are the fonts of 一、（一）1. （1） in this order (7.3.3), in the size of the body; nothing is bold.
    `line_pitch`, in twips, is the exact height of every line and the pitch of the document grid; the standard
    names lines and characters of a page (5.2.2) and no spacing. `character_spacing`, in twips, is what makes
    `characters` of the body's size fill a line. `page_number` is written — 1 —, to the right on odd pages and
    to the left on even ones, one character in from the edge of the text (7.5).
    """

    title: Face
    under_title: Face
    body: Face
    headings: tuple[str, str, str, str]
    page_number: Face
    margins: Margins
    lines: int
    characters: int
    line_pitch: int
    character_spacing: int

    @property
    def indent(self) -> int:
        """Two characters as they stand on the line, in twips (7.3.3: 每个自然段左空二字)."""
        return 2 * (round(self.body.size * 20) + self.character_spacing)


# 5.2.1: A4, 天头 37 mm, 订口 28 mm, text 156 × 225 mm. 7.5: the dash stands 7 mm below the text, which puts
# the foot of a line of 四号 25 mm above the edge.
_MARGINS = Margins(top=37, right=26, bottom=35, left=28, footer=25)
_HEADINGS = (HEAD_FONT, SUBHEAD_FONT, BODY_FONT, BODY_FONT)

PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        # 225 mm / 22 is 579 twips; 156 mm / 28 is 15.79 pt, a quarter of a point less than 三号.
        "印发稿": Profile(
            title=Face(TITLE_FONT, 22),
            under_title=Face(SUBHEAD_FONT, 16),
            body=Face(BODY_FONT, 16),
            headings=_HEADINGS,
            page_number=Face(NUMBER_FONT, 14),
            margins=_MARGINS,
            lines=22,
            characters=28,
            line_pitch=579,
            character_spacing=-5,
        ),
        # No standard covers it; offices print 二号 on a line of 33 pt, which leaves 19 lines of 20 characters.
        "朗读稿": Profile(
            title=Face(TITLE_FONT, 24),
            under_title=Face(SUBHEAD_FONT, 22),
            body=Face(BODY_FONT, 22),
            headings=_HEADINGS,
            page_number=Face(NUMBER_FONT, 14),
            margins=_MARGINS,
            lines=19,
            characters=20,
            line_pitch=660,
            character_spacing=0,
        ),
    }
)
