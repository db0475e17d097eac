"""Back and forth between versions, and what is locked in them."""

from __future__ import annotations

from collections.abc import Sequence

from agent.archive import Entry, Revision
from agent.orders import Adopt, Lock, Order, Redo, Reject, Restore, Undo, Unlock
from agent.receipts import place, receipt
from agent.saving import save
from agent.work import Work
from errors import NothingToRedo, NothingToUndo
from speech.document import Speech
from speech.locate import Pointing, Target, locate
from speech.places import Places
from speech.renumber import closed
from speech.revert import reverted
from speech.sheet import Sheet, between
from speech.splice import Edit
from speech.structure import Span


def undo(work: Work, order: Undo, base: Revision) -> Revision:
    before = work.archive.before(base)
    if before is None:
        raise NothingToUndo
    saved = _restored(work, order, base, before, before.text)
    work.notice("undone", number=before.number)
    return saved


def redo(work: Work, order: Redo, base: Revision) -> Revision:
    number = undone(work.archive.revisions(work.conversation))
    if number is None:
        raise NothingToRedo
    saved = _restored(work, order, base, again := work.archive.revision(work.conversation, number), again.text)
    work.notice("redone", number=number)
    return saved


def undone(revisions: Sequence[Revision]) -> int | None:
    """The revision that a redo brings back: what the last undo left, as long as nothing was changed since."""
    left: list[int] = []
    shown = 0
    for revision in revisions:
        now = revision.restores if revision.restores is not None else revision.number
        match revision.order:
            case Undo():
                left.append(shown)
            case Redo():
                left.pop()
            case _:
                left.clear()
        shown = now
    return left[-1] if left else None


def restore(work: Work, order: Restore, base: Revision, pointing: Pointing) -> Revision:
    earlier = work.archive.revision(work.conversation, order.number)
    text = _keeping(base, earlier, order.keep, pointing) if order.keep else earlier.text
    saved = _restored(work, order, base, earlier, text)
    work.notice("restored", number=order.number)
    return saved


def _keeping(base: Revision, earlier: Revision, address: str, pointing: Pointing) -> str:
    """The earlier text with the parts at `address` as they stand now; they are looked for at the same path there."""
    now, then = Speech(base.text), Speech(earlier.text)
    edits = []
    for target in locate(now, address, pointing):
        there = locate(then, target.path)
        edits.append(Edit(there[0].span, now.words(target.span)))
    return Sheet.of(earlier.text).edited(edits).text


def reject(work: Work, order: Reject, base: Revision) -> Revision | None:
    """Take back single changes of a revision; what was changed since in the same places stands against it."""
    revision = work.archive.revision(work.conversation, order.number)
    if revision.parent is None:
        raise NothingToUndo
    parent = work.archive.revision(work.conversation, revision.parent)
    return save(work, order, revision, _without(parent.text, Sheet.of(revision.text, revision.locks), order.paths))


def adopt(work: Work, order: Adopt) -> Revision | None:
    """What was shown for review becomes a revision, but for what was refused of it."""
    base = work.archive.revision(work.conversation, order.base)
    shown = Sheet.of(order.text, order.locks)
    left = _without(base.text, shown, order.refused) if order.refused else shown
    taken = Sheet(base.text, left.locks, (between(base.text, left.text),), left.text)
    return save(work, order, base, taken, sources=order.sources)


def _without(old: str, sheet: Sheet, paths: Sequence[str]) -> Sheet:
    """The sheet with the changes at these paths taken back, and its series whole again where they were before."""
    before = Speech(old)
    edits = reverted(before, sheet.speech, paths)
    if not edits:
        raise Places(sheet.speech, "、".join(paths)).absent()
    back = sheet.edited(edits)
    return back if closed(before) else back.edited(closed(back.speech))


def _restored(work: Work, order: Order, base: Revision, earlier: Revision, text: str) -> Revision:
    entry = Entry(
        text=text,
        order=order,
        receipt=receipt(Speech(base.text), Speech(text)),
        sources=earlier.sources,
        writer=earlier.writer,
        restores=earlier.number if text == earlier.text else None,
        locks=earlier.locks if text == earlier.text else _still(base.text, base.locks, text),
    )
    return work.save(base, entry)


def _still(old: str, locks: Sequence[Span], new: str) -> tuple[Span, ...]:
    """The locks whose words stand in the new text, once."""
    found = [(new.find(words), len(words)) for lock in locks if new.count(words := lock.of(old)) == 1]
    return tuple(sorted(Span(at, at + size) for at, size in found))


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
