"""The next revision: on top of the text it was made from, or of a newer one where the places are the same there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from agent.archive import Entry, Revision
from agent.events import Found, Proposed, Source
from agent.orders import Order
from agent.receipts import receipt
from agent.work import Work
from errors import StaleRevision
from speech.checks import check
from speech.diff import moved
from speech.document import Speech
from speech.sheet import Sheet
from speech.splice import Edit
from speech.structure import Span


def save(
    work: Work, order: Order, base: Revision, sheet: Sheet, written: Mapping[int, Span] | None = None, sources: tuple[Source, ...] = ()
) -> Revision | None:
    """None when nothing came out different. Raises StaleRevision, with what was written, when the place has changed meanwhile.

    `written` are the spans, in the sheet's text, of the sections that were written in this run, by their index;
    `sources` what was consulted in another.
    """
    head = work.head
    assert head is not None, "base is a revision, so there is a head"
    text, locks = sheet.text, sheet.locks
    if head.number != base.number:
        newer = Sheet.of(head.text, head.locks).edited(_rebased(base, head, edit) for edit in sheet.changes)
        text, locks, written = newer.text, newer.locks, None
        work.notice("rebased", number=head.number)
    if text == head.text:
        work.notice("nothing_changed")
        return None
    new = Speech(text)
    entry = Entry(
        text=text,
        order=order,
        receipt=receipt(Speech(head.text), new),
        sources=sources or _placed(work, new, written or {}),
        writer=work.writer.kind,
        usage=work.meter.usage,
        locks=locks,
    )
    saved = work.save(head, entry)
    if findings := check(new):
        work.emit(Found(findings))
    return saved


def propose(work: Work, base: Revision, sheet: Sheet, written: Mapping[int, Span]) -> None:
    """Show what would be saved. `base` has the number of a revision, and its text or what was shown on top of it."""
    if sheet.text == base.text:
        work.notice("nothing_changed")
        return
    saved = work.archive.revision(work.conversation, base.number)
    changes = receipt(Speech(saved.text), sheet.speech)
    work.emit(Proposed(base.number, sheet.text, sheet.locks, changes, _placed(work, sheet.speech, written)))


def _placed(work: Work, new: Speech, written: Mapping[int, Span]) -> tuple[Source, ...]:
    """The passages consulted, each with the path of the section that was written with it."""
    paths = {index: _path(new, span) for index, span in written.items()}
    return tuple(replace(source, used=paths.get(index, "")) for index, source in work.consulted)


def _path(speech: Speech, span: Span) -> str:
    """Of the smallest section that holds the span."""
    return next((section.path for section in reversed(list(speech.walk())) if span in section.span), "")


def _rebased(base: Revision, head: Revision, edit: Edit) -> Edit:
    span = moved(base.text, head.text, edit.span)
    if span is None:
        path = next((s.path for s in Speech(base.text).sections if edit.span in s.span), "")
        raise StaleRevision(path, edit.text)
    return Edit(span, edit.text)
