"""Automatic numbering: what Word writes before a paragraph that belongs to a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from speech.word.body import Block
from speech.word.numerals import numeral
from speech.word.package import Package, tree

_SLOT = re.compile(r"%(\d)")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the w:lvlRestart, `style` the paragraph style that it is bound to."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    spaced: bool = False
    arabic: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: lists of one `family` count on from each other."""

    family: str
    list_id: str
    level: int


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str = ""
    list_id: str | None = None
    list_level: int | None = None


@dataclass(slots=True)
class Lists:
    """What a document's numbering and styles define."""

    families: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, _Style] = field(default_factory=dict)

    def place(self, block: Block) -> Place | None:
        list_id, level = block.list_id, block.list_level
        style = block.style if block.style in self.styles else ""
        bound = ""
        seen: set[str] = set()
        while list_id is None and style in self.styles and style not in seen:
            seen.add(style)
            definition = self.styles[style]
            list_id, bound = definition.list_id, style
            level = definition.list_level if level is None else level
            style = definition.based_on
        if list_id is None or list_id not in self.levels:
            return None
        if level is None:
            level = next((n for n, defined in self.levels[list_id].items() if bound and defined.style == bound), 0)
        return Place(self.families[list_id], list_id, level) if level in self.levels[list_id] else None


def lists(package: Package) -> Lists:
    found = Lists()
    if not package.numbering:
        return found
    if package.styles:
        for style in tree(package.styles).iterfind("{*}style"):
            _add_style(found, style)
    root = tree(package.numbering)
    abstracts = {_value(abstract, ".", "abstractNumId"): abstract for abstract in root.iterfind("{*}abstractNum")}
    numbers = {_value(number, ".", "numId"): number for number in root.iterfind("{*}num")}
    for list_id, number in numbers.items():
        family = _value(number, "{*}abstractNumId")
        linked = found.styles.get(_value(abstracts[family], "{*}numStyleLink")) if family in abstracts else None
        if linked and linked.list_id in numbers:
            family = _value(numbers[linked.list_id], "{*}abstractNumId")
        if family not in abstracts or list_id == "0":
            continue
        found.families[list_id] = family
        levels = found.levels[list_id] = dict(map(_level, abstracts[family].iterfind("{*}lvl")))
        for override in number.iterfind("{*}lvlOverride"):
            levels.update(map(_level, override.iterfind("{*}lvl")))
            if start := _value(override, "{*}startOverride"):
                found.restarts[list_id, int(_value(override, ".", "ilvl"))] = int(start)
    return found


def _add_style(found: Lists, style: Element) -> None:
    number = _value(style, "{*}pPr/{*}numPr/{*}numId")
    level = _value(style, "{*}pPr/{*}numPr/{*}ilvl")
    definition = _Style(_value(style, "{*}basedOn"), number or None, int(level) if level else None)
    found.styles[_value(style, ".", "styleId")] = definition
    if _value(style, ".", "default") in ("1", "true") and _value(style, ".", "type") == "paragraph":
        found.styles[""] = definition


def _level(element: Element) -> tuple[int, Level]:
    restart = _value(element, "{*}lvlRestart")
    level = Level(
        start=int(_value(element, "{*}start") or 1),
        form=_value(element, "{*}numFmt") or "decimal",
        pattern=_value(element, "{*}lvlText"),
        spaced=_value(element, "{*}suff") == "space",
        arabic=element.find("{*}isLgl") is not None,
        restart=int(restart) if restart else None,
        style=_value(element, "{*}pStyle"),
    )
    return int(_value(element, ".", "ilvl")), level


def _value(element: Element, path: str, attribute: str = "val") -> str:
    """The attribute, in whichever namespace, of the first element at `path`; empty where there is none."""
    found = element if path == "." else element.find(path)
    if found is None:
        return ""
    return next((value for key, value in found.items() if key.rpartition("}")[2] == attribute), "")


@dataclass(slots=True)
class Count:
    """The numbers given out so far, going down a document."""

    lists: Lists
    _values: dict[str, dict[int, int]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    def label(self, place: Place) -> str:
        """What the next paragraph at this place shows before its text; nothing for a bullet."""
        levels = self.lists.levels[place.list_id]
        level = levels[place.level]
        if level.form == "bullet":
            return ""
        values = self._next(place)

        def number(slot: re.Match[str]) -> str:
            n = int(slot.group(1)) - 1
            above = levels.get(n, Level())
            return numeral(values.get(n, above.start), "decimal" if level.arabic else above.form)

        return _SLOT.sub(number, level.pattern) + (" " if level.spaced else "")

    def advance(self, place: Place) -> None:
        self._values[place.family] = self._next(place)
        self._restarted.add((place.list_id, place.level))

    def _next(self, place: Place) -> dict[int, int]:
        levels = self.lists.levels[place.list_id]
        values = dict(self._values.get(place.family, {}))
        here = (place.list_id, place.level)
        if here in self.lists.restarts and here not in self._restarted:
            values[place.level] = self.lists.restarts[here]
        else:
            values[place.level] = values.get(place.level, levels[place.level].start - 1) + 1
        for deeper in [n for n in values if n > place.level]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or place.level < restart:
                del values[deeper]
        return values


def joined(label: str, text: str) -> str:
    """Label and text on one line; the tab between them goes, unless 1. would then run into a figure."""
    return label + (" " if label.endswith(".") and text[:1].isdigit() else "") + text
