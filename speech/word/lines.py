"""Two versions of a text, line against line."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from speech.document import Speech
from speech.numbering import Style
from speech.structure import Kind

_MARK = re.compile("[。！？；：:!?]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text; `kind` and `form`, its numbering, are None where it has none (`kind` of a blank line).

    `words` is the line without its ordinal. `lead` is where its heading or its first sentence ends, before the mark.
    """

    text: str
    kind: Kind | None
    form: Style | None
    words: str
    lead: int


def lines_of(text: str) -> tuple[Line, ...]:
    paragraphs = list(Speech(text).paragraphs)
    found: list[Line] = []
    start = 0
    for words in text.split("\n"):
        end = start + len(words)
        inside = []
        while paragraphs and paragraphs[0].span.start < end:
            inside.append(paragraphs.pop(0))
        mark = _MARK.search(words)
        lead = mark.start() if mark else len(words)
        if inside:
            first = inside[0]
            ordinal = first.ordinal
            bare = text[ordinal.end : end] if ordinal else words
            lead = lead if first.heading_end is None else first.heading_end - start
            found.append(Line(words, first.kind, ordinal.style if ordinal else None, bare, lead))
        else:
            found.append(Line(words, None, None, words, lead))
        start = end + 1
    return tuple(found)


# From the surest likeness to the least: the same line; the same but for its number; a line of the same kind.
_LIKENESS: tuple[Callable[[Line], Hashable], ...] = (lambda line: line.text, lambda line: line.words, lambda line: (line.kind, line.form))


def align(old: Sequence[Line], new: Sequence[Line]) -> list[int | None]:
    """For each new line the old one that it continues, rising; None for an inserted one."""
    origins: list[int | None] = [None] * len(new)
    pending = [(0, len(old), 0, len(new), 0)]
    while pending:
        old_start, old_end, new_start, new_end, rank = pending.pop()
        key = _LIKENESS[rank]
        matcher = SequenceMatcher(None, [key(x) for x in old[old_start:old_end]], [key(x) for x in new[new_start:new_end]], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                origins[new_start + j1 : new_start + j2] = range(old_start + i1, old_start + i2)
            elif tag == "replace" and rank + 1 < len(_LIKENESS):
                pending.append((old_start + i1, old_start + i2, new_start + j1, new_start + j2, rank + 1))
    return origins
