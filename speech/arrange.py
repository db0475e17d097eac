"""Taking out, putting in, moving, exchanging, joining and parting sections: each a tuple of edits, ordinals and counts included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from speech.document import Speech
from speech.locate import Target
from speech.renumber import recounted, shifted, without
from speech.splice import Edit
from speech.structure import Section, Span

Side = Literal["before", "after"]
_LINE_END = re.compile(r"[ \t\u3000\xa0]*(?:\r\n|[\r\n])")
_STOPS = "；;。"
_FINAL = "。！？!?…；;：:”’」』）"


@dataclass(frozen=True, slots=True)
class _Row:
    """The sections that count together: `members` of `level`, which is what `owner` holds (None: the speech)."""

    owner: Section | None
    level: tuple[Section, ...]
    members: tuple[Section, ...]


def removed(speech: Speech, targets: Sequence[Target]) -> tuple[Edit, ...]:
    """What stands on lines of its own goes with its line ends; what follows is renumbered."""
    whole = [_promoted(speech, target) for target in targets]
    paths = {target.path for target in whole}
    edits = [Edit(_with_line_end(speech.text, target.span), "") for target in whole]
    return (*edits, *_last_marks(speech, paths), *without(speech, paths))


def swapped(speech: Speech, one: Target, other: Target) -> tuple[Edit, ...]:
    """Their contents change places; the ordinals, and the marks between points in one line, stay."""
    mine, theirs = _content(speech, one), _content(speech, other)
    return (Edit(mine, theirs.of(speech.text)), Edit(theirs, mine.of(speech.text)))


def moved(speech: Speech, target: Target, side: Side, anchor: Target) -> tuple[Edit, ...]:
    """Within a series the sections between move up or down; from elsewhere it is taken out there and put in here."""
    row = _row_of(speech, target.path)
    members = [section.path for section in row.members] if row else []
    if row and anchor.path in members and target.path in members:
        return _rotated(speech, row, members.index(target.path), members.index(anchor.path), side)
    words = _content(speech, target).of(speech.text)
    to = _row_of(speech, anchor.path)
    counted = speech.by_path.get(target.path)
    sort: Sort = "point" if counted and counted.ordinal and to else "paragraph"
    return (*removed(speech, [target]), *inserted(speech, anchor, side, sort, words))


Sort = Literal["sentence", "paragraph", "point"]


def inserted(speech: Speech, anchor: Target, side: Side, sort: Sort, words: str) -> tuple[Edit, ...]:
    """A sentence runs on in the paragraph, a paragraph gets its line, a point its ordinal, and those behind it count on.

    A point next to what is no member of a series is a paragraph.
    """
    row = _row_of(speech, anchor.path)
    if sort == "sentence":
        return (_sentence(speech, anchor, side, words),)
    if sort == "point" and row:
        return _point(speech, row, anchor, side, words)
    return (_paragraph(speech, anchor.span, side, words),)


def merged(speech: Speech, targets: Sequence[Target], words: str) -> tuple[Edit, ...]:
    """The first gets these words behind its ordinal, the others go."""
    first, *rest = targets
    stays = _content(speech, first)
    gone = [edit for edit in removed(speech, rest) if not edit.span.touches(stays)]
    return (Edit(stays, words.rstrip(_STOPS) if stays.end < first.span.end else words), *gone)


def split(speech: Speech, target: Target, pieces: Sequence[str]) -> tuple[Edit, ...]:
    """The first piece stays behind the ordinal, the others become sections after it."""
    own = _content(speech, target)
    row = _row_of(speech, target.path)
    inline = own.end < target.span.end
    first, rest = pieces[0], list(pieces[1:])
    tail = target.span.of(speech.text)[len(own) + own.start - target.span.start :]
    if row is None:
        start, indent, end = _line(speech.text, target.span)
        return (Edit(own, (end + indent).join(pieces)),)
    place = [section.path for section in row.members].index(target.path)
    ordinal = row.members[place].ordinal
    marks = [ordinal.renumbered(speech.text, ordinal.value + i) if ordinal else "" for i in range(1, len(pieces))]
    if inline or not _own_lines(speech.text, target.span):
        joined = "".join("；" + mark + piece.rstrip(_STOPS) for mark, piece in zip(marks, rest, strict=True))
        text = first.rstrip(_STOPS) + joined + ("" if tail else "。")
    else:
        _, indent, end = _line(speech.text, target.span)
        text = first + "".join(end + indent + mark + piece for mark, piece in zip(marks, rest, strict=True))
    at = list(row.level).index(row.members[place])
    return (Edit(own, text), *shifted(speech, row.level, at + 1, len(rest)), *recounted(speech, row.owner, row.level, len(rest)))


def content(speech: Speech, target: Target) -> Span:
    """What a target holds behind its ordinal, without the mark that parts points in one line."""
    return _content(speech, target)


def _rotated(speech: Speech, row: _Row, here: int, anchor: int, side: Side) -> tuple[Edit, ...]:
    order = [i for i in range(len(row.members)) if i != here]
    order.insert(order.index(anchor) + (side == "after"), here)
    slots = [_content(speech, Target(section.path, section.span)) for section in row.members]
    return tuple(Edit(slots[i], slots[j].of(speech.text)) for i, j in enumerate(order) if i != j)


def _row_of(speech: Speech, path: str) -> _Row | None:
    """The series that the section at `path` counts in: from the last restart before it to the next behind it."""
    owner: Section | None = None
    level = speech.sections
    for section in speech.walk():
        if any(child.path == path for child in section.sections):
            owner, level = section, section.sections
            break
    at = next((i for i, section in enumerate(level) if section.path == path), None)
    if at is None or not level[at].numbered:
        return None
    numbered = [section for section in level if section.numbered]
    mine = level[at]
    run: list[Section] = []
    for section in numbered:
        if section.ordinal and section.ordinal.value == 1 and run:
            if mine in run:
                break
            run = []
        run.append(section)
    return _Row(owner, level, tuple(run))


def _content(speech: Speech, target: Target) -> Span:
    section = speech.by_path.get(target.path)
    start = section.ordinal.end if section and section.ordinal and section.span == target.span else target.span.start
    end = target.span.end
    if not _own_lines(speech.text, target.span) and section and section.ordinal and speech.text[end - 1] in _STOPS:
        end -= 1
    return Span(start, max(start, end))


def _own_lines(text: str, span: Span) -> bool:
    before, after = text[: span.start].rpartition("\n")[2], text[span.end : span.end + 200].partition("\n")[0]
    return not before.strip() and not after.strip()


def _line(text: str, span: Span) -> tuple[int, str, str]:
    """Where the first line of `span` begins, its indent, and how lines end here."""
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    indent = text[start : span.start]
    return start, indent if not indent.strip() else "", "\r\n" if "\r\n" in text else "\n"


def _with_line_end(text: str, span: Span) -> Span:
    """With the line end behind it; at the end of a text that has none, with the one before."""
    start, _, _ = _line(text, span)
    if text[start : span.start].strip():
        return span
    gap = _LINE_END.match(text, span.end)
    if gap:
        return Span(start, gap.end())
    if not text[span.end :].strip():
        return Span(len(text[:start].rstrip("\r\n")), span.end)
    return span


def _promoted(speech: Speech, target: Target) -> Target:
    """A sentence that is all of its point is the point; a heading, with its ordinal, is its line."""
    for section in speech.walk():
        if section.ordinal and section.path != target.path and Span(section.ordinal.end, section.span.end) == target.span:
            return Target(section.path, section.span)
    return target


def _last_marks(speech: Speech, paths: set[str]) -> Iterator[Edit]:
    """Where the last points of a line go, the one that is last now takes their full stop."""
    for owner in speech.walk():
        points = [section for section in owner.sections if section.ordinal and section.numbered]
        left = [section for section in points if section.path not in paths]
        if not left or len(left) == len(points) or points[-1].path not in paths or _own_lines(speech.text, points[-1].span):
            continue
        end = left[-1].span.end
        if speech.text[end - 1] in "；;":
            yield Edit(Span(end - 1, end), "。")


def _sentence(speech: Speech, anchor: Target, side: Side, words: str) -> Edit:
    said = words.strip()
    said = said if said[-1] in _FINAL else said + "。"
    section = speech.by_path.get(anchor.path)
    if side == "before":
        start = section.ordinal.end if section and section.ordinal else anchor.span.start
        return Edit(Span(start, start), said)
    end = anchor.span.end
    if speech.text[end - 1] in "；;":
        return Edit(Span(end - 1, end - 1), "。" + said.rstrip("。；;"))
    return Edit(Span(end, end), said if speech.text[end - 1] in _FINAL else "。" + said)


def _paragraph(speech: Speech, span: Span, side: Side, words: str) -> Edit:
    start, indent, end = _line(speech.text, span)
    lines = (end + indent).join(line.strip() for line in words.strip().splitlines() if line.strip())
    if side == "before":
        return Edit(Span(start, start), indent + lines + end)
    tail = _LINE_END.match(speech.text, span.end)
    if tail:
        return Edit(Span(tail.end(), tail.end()), indent + lines + end)
    at = span.end if not speech.text[span.end :].strip() else _end_of_line(speech.text, span.end)
    return Edit(Span(at, at), end + indent + lines)


def _end_of_line(text: str, at: int) -> int:
    stop = text.find("\n", at)
    return len(text) if stop == -1 else stop


def _point(speech: Speech, row: _Row, anchor: Target, side: Side, words: str) -> tuple[Edit, ...]:
    place = [section.path for section in row.members].index(anchor.path)
    neighbour = row.members[place]
    at = list(row.level).index(neighbour) + (side == "after")
    ordinal = neighbour.ordinal
    closing = ordinal is not None and ordinal.closes and side == "after"
    value = ordinal.value + (side == "after" and not closing) if ordinal else 0
    mark = ordinal.renumbered(speech.text, value) if ordinal else ""
    counted = (*shifted(speech, row.level, at, 1), *recounted(speech, row.owner, row.level, 1))
    if ordinal and ordinal.style.runs_in and not _own_lines(speech.text, neighbour.span):
        said = mark + words.strip().rstrip(_STOPS)
        if side == "before":
            return (Edit(Span(neighbour.span.start, neighbour.span.start), said + "；"), *_merge_at(counted, neighbour))
        end = neighbour.span.end
        last = speech.text[end - 1] not in "；;"
        return (Edit(Span(end, end), said + ("。" if last else "；")), *counted)
    edit = _paragraph(speech, neighbour.span, side, mark + words.strip())
    return (edit, *counted)


def _merge_at(counted: Sequence[Edit], neighbour: Section) -> tuple[Edit, ...]:
    """An insertion and a new ordinal at one place are two edits, the empty one first; splice keeps that order."""
    return tuple(sorted(counted, key=lambda edit: (edit.span.start, edit.span.end, neighbour.path)))
