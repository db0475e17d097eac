"""The lines of a brief: what each says without its mark, and under which labels it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent.labels import Label, own_heading, says_only
from speech.numbering import Style, read

_BULLET = re.compile(
    r"(?P<kind>[-–—•·●○▪■□◆◇▲△▷►➤★☆✓√※*＊>〇]|#{1,6}|[a-hA-H](?=[.、．)）]|[ \u3000]+[\u4e00-\u9fff])|[（(][a-h](?=[)）]))"
    r"[.、．)）]?[ \u3000\t]*(?=\S)"
)
_DEEP = re.compile(r"(?P<kind>\d{1,2}[.-]\d{1,2})[.、．]?[ \u3000\t]+(?=\S)")
_BARE_NUMBER = re.compile(r"(?P<number>\d{1,2})[ \u3000\t]+(?=[\u4e00-\u9fff“])")
_NUMERAL_MEANT = re.compile(r"\d{1,2}\.\d{1,2}(?!\d|\.)(?=月|[\u4e00-\u9fff%])|\d{1,2}[.、](?=\d{1,2}[月日号])")
# What is put around a label to make it stand out.
_DRESSED = re.compile(
    r"^\s*(?P<dress>【|\[|〔|\*\*|__|《(?=[^》]*》\s*$))(?P<label>[^】\]〕*_》]{1,20})(?:】|\]|〕|\*\*|__|》)\s*[：:]?\s*"
)
_REMARK = re.compile(r"[（(][^）)]*[）)]\s*$")
_LONGEST = 14  # code points of a label that stands alone on a line, its remark in brackets aside
_ENDED = re.compile(r"[。；;！!]$|[：:]")
_NAMED = re.compile(r"(?P<label>[^，,。；;：:？?\d“”]{2,10})[：:]")
_NAMED_BY_SPACE = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,8})[ \u3000\t]+(?=\S)")
_INNERMOST = tuple("-–—•·●○*＊>")
_OUTERMOST = (Style.COMMA.name, Style.PART.name, "【", "#", "##")
_PARTS = 3  # at the least
_COLON = re.compile(r"[：:]\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """`labels` it stands under, the outermost first; `marked` begins an item of a list."""

    words: str
    line: int
    marked: bool
    labels: tuple[Label, ...]

    @property
    def counted(self) -> Label | None:
        """The outermost label that is counted off, where none above it names a role."""
        outer = next((label for label in self.labels if label.number or label.role), None)
        return outer if outer and outer.number else None


@dataclass(frozen=True, slots=True)
class _Line:
    """`kind` tells the mark apart from marks of other kinds: all of 1. 2. 3. are one; empty for no mark."""

    words: str
    kind: str
    number: int | None = None
    dressed: bool = False
    runs_in: bool = False

    @property
    def label(self) -> str:
        """What the line says without a remark in brackets and a colon, and where it stands out, without one behind a comma."""
        words = _REMARK.sub("", _COLON.sub("", self.words)).strip()
        if _COLON.search(self.words) and not self.kind:
            return next((each for each in re.split("，|——", words) if Label.of(each).role), words)
        return words.partition("，")[0] if self.dressed else words


def entries(text: str) -> Iterator[Entry]:
    """Labels that stand on lines of their own hold for the lines below, until a line of their own kind or of one above it."""
    lines = [_line(line) for line in text.splitlines() if line.strip()]
    above: list[tuple[str, Label]] = []
    items: set[str] = set()  # kinds of which the last line was an item and no label
    inline = False  # whether labels stand before their words, on lines without marks
    for place, line in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else None
        if line.dressed:  # stands beside the labels that nothing marks
            above = _still_above(above, ":")
        if not line.kind and _begins_part(line, counted=inline):
            inline, above = True, _still_above(above, ":")
        above = _still_above(above, line.kind)
        heads = below is not None and below.kind not in [each for each, _ in above] and _heads(line, below, items)
        kind = line.kind or (":" if heads else "")
        above = _still_above(above, kind)
        named = _named(line)
        items = (items - {kind}) if heads or named else (items | {kind})
        if heads:
            above.append((kind, Label.of(line.label, line.number)))
        elif line.words.strip(" ，,。；;：:|-—_=─"):
            if place and lines[place - 1].kind and not line.kind:  # behind the list that stood under a mere topic
                above = [(each, label) for each, label in above if label.role or label.number]
            if named:
                above.append((kind, named))
            yield Entry(line.words, place, bool(line.kind), tuple(label for _, label in above))


def numbered_parts(found: Sequence[Entry]) -> tuple[Label, ...]:
    """The labels by which the user counted off the parts of the speech himself: at the outermost level, one after the
    other from 1, most of them naming what part of a speech they are.
    """
    outermost = dict.fromkeys(label for entry in found if (label := entry.counted))
    parts = [label for place, label in enumerate(outermost, 1) if label.number == place]
    under = sum(1 for entry in found if entry.counted in parts)
    named = sum(1 for label in parts if label.role)
    return tuple(parts) if len(parts) >= _PARTS and named * 2 > len(parts) and under * 4 > len(found) * 3 else ()


def _line(text: str) -> _Line:
    """A line without its mark, or two: of ## 一、…… and ### 【……】 the second counts off, the first makes it stand out."""
    line = _unmarked(text.strip(" \u3000\t|"))
    within = _unmarked(line.words) if line.kind and not line.runs_in else line
    if within is line or not within.kind:
        return line
    return replace(within, kind=line.kind, number=within.number or line.number, dressed=line.dressed or within.dressed)


def _unmarked(bare: str) -> _Line:
    if dressed := _DRESSED.match(bare):
        rest = bare[dressed.end() :].strip(" *#")
        return _Line(f"{dressed['label']}：{rest}" if rest else dressed["label"], dressed["dress"], dressed=not rest)
    if deep := _DEEP.match(bare):
        return _Line(bare[deep.end() :], "1.1")
    ordinal = None if _NUMERAL_MEANT.match(bare) else read(bare)
    if ordinal and ordinal.style is not Style.SERIAL:
        runs_in = ordinal.style.runs_in  # 一是 may be followed by 二是 on the same line
        return _Line(bare if runs_in else bare[ordinal.end :], ordinal.style.name, ordinal.value, runs_in=runs_in)
    if bullet := _BULLET.match(bare):
        kind = "a" if bullet["kind"][-1].isascii() and bullet["kind"][-1].isalpha() else bullet["kind"]
        return _Line(bare[bullet.end() :], kind, dressed=kind[0] in "#▲■◆★〇")
    if bare_number := _BARE_NUMBER.match(bare):
        return _Line(bare[bare_number.end() :], "1 ", int(bare_number["number"]))
    return _Line(bare, "")


def _named(line: _Line) -> Label | None:
    """What an item of a list is called before its words begin; a space behind it is enough where it names a role."""
    if line.kind and (match := _NAMED.match(line.words)):
        return Label.of(match["label"], line.number)
    if line.number and (match := _NAMED_BY_SPACE.match(line.words)):
        label = Label.of(match["label"], line.number)
        return label if label.role else None
    return None


def _begins_part(line: _Line, counted: bool) -> bool:
    """Whether a line without a mark stands beside the labels that have lines of their own, and not under one: 形势：……
    does, and 督导：…… where others of its kind did before.
    """
    match = _NAMED.match(line.words)
    label = Label.of(match["label"]) if match and len(line.words) > match.end() else None
    return bool(label and label.role and (counted or not label.topic))


def _still_above(above: list[tuple[str, Label]], kind: str) -> list[tuple[str, Label]]:
    """The labels that hold for a line of that kind: not those of its own kind or below it, and nothing counted off
    with 一、 stands below a bullet.
    """
    for place, (each, _) in enumerate(above):
        if kind and (each == kind or (kind in _OUTERMOST and each in _INNERMOST)):
            return above[:place]
    return above


def _heads(line: _Line, below: _Line, items: set[str]) -> bool:
    """Whether a line is a label for those below: short, no sentence, and set off from what follows; the last item of a
    list is none.
    """
    if re.search(r"\S\s+\S", line.label) or len(line.label) > _LONGEST or not line.label:
        return False
    if _ENDED.search(line.label) or ("，" in line.label and (not line.number or not below.kind)):
        return False
    if _COLON.search(line.words) or line.dressed:
        return True
    if not line.kind and below.kind in _INNERMOST:
        return True
    label = Label.of(line.label)
    if line.kind == below.kind or (line.kind in items and own_heading(line.label)):
        return not line.kind and bool(label.role) and says_only(line.label) and len(below.words) > _LONGEST
    return bool(below.kind) or len(below.words) > len(line.words)
