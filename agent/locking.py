"""What no order may change: locks put on, and taken off."""

from __future__ import annotations

from collections.abc import Sequence

from agent.archive import Entry, Revision
from agent.orders import Lock, Order, Unlock
from agent.receipts import place, receipt
from agent.work import Work
from speech.document import Speech
from speech.locate import Pointing, Target, locate
from speech.structure import Span


def lock(work: Work, order: Lock, base: Revision, pointing: Pointing) -> Revision:
    """A section is locked behind its ordinal: what follows a removed part may still count on."""
    speech = Speech(base.text)
    targets = locate(speech, order.address, pointing)
    spans = [_behind_ordinal(speech, target) for target in targets]
    kept = [lock for lock in base.locks if not any(lock in span for span in spans)]
    saved = _relocked(work, order, base, (*kept, *spans))
    work.notice("locked", places="、".join(place(speech, target.path) for target in targets))
    return saved


def unlock(work: Work, order: Unlock, base: Revision, pointing: Pointing) -> Revision | None:
    speech = Speech(base.text)
    spans = [target.span for target in locate(speech, order.address, pointing)] if order.address else [Span(0, len(base.text))]
    left = tuple(lock for lock in base.locks if not any(lock.touches(span) for span in spans))
    if len(left) == len(base.locks):
        work.notice("not_locked")
        return None
    saved = _relocked(work, order, base, left)
    work.notice("unlocked", count=len(base.locks) - len(left))
    return saved


def _relocked(work: Work, order: Order, base: Revision, locks: Sequence[Span]) -> Revision:
    speech = Speech(base.text)
    entry = Entry(base.text, order, receipt(speech, speech), base.sources, base.writer, locks=tuple(sorted(locks)))
    return work.save(base, entry)


def _behind_ordinal(speech: Speech, target: Target) -> Span:
    section = speech.by_path.get(target.path)
    if section and section.ordinal and section.span == target.span:
        return Span(section.ordinal.end, section.span.end)
    return target.span
