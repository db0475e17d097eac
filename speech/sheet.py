"""A text under way: what was edited on it so far, and where the parts that were named before stand now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from speech.document import Speech
from speech.locate import Target
from speech.numbering import read
from speech.splice import Edit, splice
from speech.structure import Span

_BREAKS = frozenset("\r\n\v\f\x85\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Brought(Edit):
    """An edit that brings a section from elsewhere: `whole` stood there, with its ordinal, `source` behind that.

    The section begins `head` characters behind the beginning of the edit's text and ends `foot` behind the end of
    it; less than none where its ordinal, or the mark at its end, stands outside. The words of `source` begin at `at`.
    """

    whole: Span
    source: Span
    head: int
    at: int
    foot: int


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
        locks = tuple(_held(lock, made, self.text) for lock in self.locks)
        return Sheet(self.base, locks, (*self.rounds, made), text)

    def now(self, target: Target, since: int = 0) -> Target | None:
        """A target of the text before round `since` where it stands now; None when it is gone or was written anew."""
        span: Span | None = target.span
        for edits in self.rounds[since:]:
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
    """Where `span` stands after the edits, grown or shrunk by those inside it; None when it was taken out or one reached across its edge.

    What is put in right behind it makes it longer, unless it begins a line or a point. What was brought elsewhere is found there.
    """
    made = sorted(edits, key=lambda edit: (edit.span.start, edit.span.end))
    for i, edit in enumerate(made):
        if isinstance(edit, Brought) and (span == edit.whole or (len(span) and span in edit.source)):
            return _brought(edit, span, edit.span.start + sum(len(one.text) - len(one.span) for one in made[:i]))
    start, end = span.start, span.end
    for edit in made:
        grown = len(edit.text) - len(edit.span)
        if edit.span.end <= span.start:
            start, end = start + grown, end + grown
        elif edit.span in span and (edit.span != span or edit.text):
            apart = edit.span.start == span.end and (edit.text[:1] in _BREAKS or read(edit.text) is not None)
            end += 0 if apart else grown
        elif edit.span.start < span.end:
            return None
    return Span(start, end)


def _brought(edit: Brought, span: Span, start: int) -> Span:
    if span == edit.whole:
        return Span(start + edit.head, start + len(edit.text) + edit.foot)
    first = start + edit.at + span.start - edit.source.start
    return Span(first, first + len(span))


def _held(lock: Span, edits: Sequence[Edit], old: str) -> Span:
    """A lock after edits that `splice` let pass: untouched, or brought back inside the new text around it."""
    shift = 0
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        if len(edit.span) and lock in edit.span:
            words = lock.of(old)
            start = edit.span.start + shift + edit.text.index(words, _before(edit, words, old, lock))
            return Span(start, start + len(lock))
        if edit.span.end <= lock.start:
            shift += len(edit.text) - len(edit.span)
    return Span(lock.start + shift, lock.end + shift)


def _before(edit: Edit, words: str, old: str, lock: Span) -> int:
    """Where to look for locked words that stand several times in the new text: as many behind as there were before them."""
    at = 0
    for _ in range(old.count(words, edit.span.start, lock.start) if words else 0):
        after = edit.text.find(words, at) + len(words)
        if edit.text.find(words, after) == -1 or after < at + len(words):
            break
        at = after
    return at


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
    spans, at = [], 0
    for row in text.splitlines(keepends=True):
        spans.append(Span(at, at + len(row)))
        at += len(row)
    return spans


def _across(rows: Sequence[Span], first: int, behind: int, size: int) -> Span:
    start = rows[first].start if first < len(rows) else size
    return Span(start, rows[behind - 1].end if behind > first else start)
