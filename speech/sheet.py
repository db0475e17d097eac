"""A text under way: what was edited on it so far, and where the parts that were named before stand now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from speech.document import Speech
from speech.locate import Target
from speech.splice import Edit, splice
from speech.structure import Span


@dataclass(frozen=True)
class Sheet:
    """`base` is the text as the addresses read it. Edits come in rounds, each against the text the one before left.

    `locks` are spans of the present text; an edit that reaches into one raises LockedSection.
    """

    base: str
    locks: tuple[Span, ...] = ()
    rounds: tuple[tuple[Edit, ...], ...] = field(default=())
    text: str = ""

    @classmethod
    def of(cls, text: str, locks: tuple[Span, ...] = ()) -> Sheet:
        return cls(text, locks, (), text)

    @cached_property
    def speech(self) -> Speech:
        return Speech(self.text)

    def edited(self, edits: Iterable[Edit]) -> Sheet:
        """The next round. Raises LockedSection, ValueError as `splice` does."""
        made = tuple(edit for edit in edits if edit.span.of(self.text) != edit.text)
        if not made:
            return self
        text = splice(self.text, made, self.locks)
        locks = tuple(_held(lock, made, self.text, text) for lock in self.locks)
        return Sheet(self.base, locks, (*self.rounds, made), text)

    def now(self, target: Target) -> Target | None:
        """A target of the base where it stands now: the section that begins there; None when it is gone or was written anew."""
        span: Span | None = target.span
        for edits in self.rounds:
            span = stretched(span, edits) if span else None
        if span is None:
            return None
        here = self.speech.by_path.get(target.path)
        if here and here.span == span:
            return Target(target.path, span)
        path = next((section.path for section in self.speech.walk() if section.span == span), target.path)
        return Target(path, span)

    @property
    def changes(self) -> tuple[Edit, ...]:
        """All rounds as edits on the base, whole lines where there was more than one round."""
        if len(self.rounds) < 2:
            return self.rounds[0] if self.rounds else ()
        return between(self.base, self.text)


def stretched(span: Span, edits: Iterable[Edit]) -> Span | None:
    """Where `span` stands after the edits, grown or shrunk by those inside it; None when it was taken out or one reached across its edge."""
    start, end = span.start, span.end
    for edit in edits:
        grown = len(edit.text) - len(edit.span)
        if edit.span.end <= span.start:
            start, end = start + grown, end + grown
        elif edit.span in span and (edit.span != span or edit.text):
            end += grown
        elif edit.span.start < span.end:
            return None
    return Span(start, end)


def _held(lock: Span, edits: Sequence[Edit], old: str, new: str) -> Span:
    """A lock after edits that `splice` let pass: untouched, or brought back inside the new text around it."""
    around = next((edit for edit in edits if lock in edit.span and len(edit.text)), None)
    if around is None:
        return stretched(lock, edits) or Span(lock.start, lock.start)
    before = stretched(Span(around.span.start, around.span.start), [edit for edit in edits if edit is not around])
    start = (before.start if before else around.span.start) + around.text.index(lock.of(old))
    return Span(start, start + len(lock))


def between(old: str, new: str) -> tuple[Edit, ...]:
    """The edits on whole lines that make `new` of `old`."""
    was, now = _rows(old), _rows(new)
    matcher = SequenceMatcher(None, [span.of(old) for span in was], [span.of(new) for span in now], autojunk=False)
    return tuple(
        Edit(_across(was, a, b, len(old)), _across(now, c, d, len(new)).of(new))
        for op, a, b, c, d in matcher.get_opcodes()
        if op != "equal"
    )


def _rows(text: str) -> list[Span]:
    """Lines with their line ends."""
    ends = [match for match in _line_ends(text)]
    return [Span(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True)] if ends else []


def _line_ends(text: str) -> list[int]:
    ends, at = [], 0
    for row in text.splitlines(keepends=True):
        at += len(row)
        ends.append(at)
    return ends


def _across(rows: Sequence[Span], first: int, behind: int, size: int) -> Span:
    start = rows[first].start if first < len(rows) else size
    return Span(start, rows[behind - 1].end if behind > first else start)
