"""Edits placed by position, and spans carried through them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from errors import LockedSection
from speech.structure import Span, first_words


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in place of `span`; an empty span inserts."""

    span: Span
    text: str


def splice(text: str, edits: Iterable[Edit], locks: Sequence[Span] = ()) -> str:
    """The text with every edit made, all spans read against `text` as given.

    Raises LockedSection when an edit reaches into a lock (but not when it takes in the whole of it and brings
    it back), ValueError when two edits overlap or one lies outside the text.
    """
    ordered = sorted(edits, key=lambda edit: (edit.span.start, edit.span.end))
    pieces: list[str] = []
    done = 0
    for edit in ordered:
        if not done <= edit.span.start <= edit.span.end <= len(text):
            raise ValueError(f"edits overlap or leave the text at {edit.span.start}")
        for lock in locks:
            kept = lock in edit.span and lock.of(text) in edit.text
            if lock.touches(edit.span) and not kept:
                raise LockedSection(path="", words=first_words(lock.of(text)))
        pieces += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    pieces.append(text[done:])
    return "".join(pieces)


def carry(span: Span, edits: Iterable[Edit]) -> Span | None:
    """Where `span` stands after the edits; None when one of them replaced a part of it."""
    shift = 0
    for edit in edits:
        if edit.span.touches(span):
            return None
        if edit.span.end <= span.start:
            shift += len(edit.text) - len(edit.span)
    return Span(span.start + shift, span.end + shift)
