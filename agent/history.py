"""Back and forth between versions, whole or in part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.archive import Entry, Revision
from agent.orders import Adopt, Order, Redo, Reject, Restore, Undo
from agent.receipts import place, receipt
from agent.saving import save
from agent.work import Work
from errors import NothingToRedo, NothingToUndo, NotInVersion
from speech.document import Speech
from speech.locate import Pointing, Target, locate
from speech.numbering import number
from speech.places import Places
from speech.renumber import closed
from speech.revert import reverted
from speech.sheet import Sheet, between
from speech.splice import Edit
from speech.structure import Span

_BARE = re.compile(r"第([一二三四五六七八九十\d]+)[点条段]")


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


def restore(work: Work, order: Restore, base: Revision, pointing: Pointing) -> Revision | None:
    if order.only:
        return _parts_restored(work, order, base, pointing)
    earlier = work.archive.revision(work.conversation, _number(order, base))
    text = _keeping(base, earlier, order.keep, pointing) if order.keep else earlier.text
    saved = _restored(work, order, base, earlier, text)
    if order.keep:
        now = Speech(base.text)
        work.notice("restored_but", number=earlier.number, places=_places(now, locate(now, order.keep, pointing)))
    else:
        work.notice("restored", number=earlier.number)
    return saved


def _number(order: Restore, base: Revision) -> int:
    return order.number if order.number > 0 else base.number + order.number


def _parts_restored(work: Work, order: Restore, base: Revision, pointing: Pointing) -> Revision | None:
    """Each part as it stood in the revision named, or else in the last one where it read differently."""
    now = Speech(base.text)
    targets = _meant(now, order.only, pointing) if order.number == 0 else locate(now, order.only, pointing)
    past = () if order.number else work.archive.revisions(work.conversation)
    edits: list[Edit] = []
    numbers: dict[int, None] = {}
    for target in targets:
        earlier, words = _earlier(work, order, base, past, now, target)
        if words is not None:
            edits.append(Edit(target.span, words))
            numbers[earlier] = None
    sheet = Sheet.of(base.text, base.locks).edited(edits)
    if not closed(now):
        sheet = sheet.edited(closed(sheet.speech))
    saved = save(work, order, base, sheet)
    if saved:
        work.notice("part_restored", places=_places(now, targets), number="、".join(map(str, numbers)))
    return saved


def _places(speech: Speech, targets: Sequence[Target]) -> str:
    return "、".join(place(speech, target.path) for target in targets)


def _meant(speech: Speech, address: str, pointing: Pointing) -> tuple[Target, ...]:
    """第二点 that is to be as it was is the second point that was changed last, though it might be a part else."""
    said = _BARE.fullmatch(address)
    last = [path for path in pointing.recent if said and path.rpartition(".")[2] == str(number(said[1]))]
    return locate(speech, last[0] if len(last) == 1 else address, pointing)


def _earlier(work: Work, order: Restore, base: Revision, past: Sequence[Revision], now: Speech, target: Target) -> tuple[int, str | None]:
    words = now.words(target.span)
    if order.number:
        earlier = work.archive.revision(work.conversation, _number(order, base))
        there = _counterpart(now, target, Speech(earlier.text))
        if there is None:
            raise NotInVersion(order.only, earlier.number)
        return earlier.number, there
    for revision in reversed(past):
        if revision.number >= base.number:
            continue
        there = _counterpart(now, target, Speech(revision.text))
        if there is not None and there != words:
            return revision.number, there
    return base.number, None


def _counterpart(now: Speech, target: Target, then: Speech) -> str | None:
    """The words of the same part in another version: of the one with the same heading, or else at the same path."""
    section = now.by_path.get(target.path)
    if section and section.heading and section.span == target.span:
        heading = now.words(section.heading)
        alike = [s for s in then.walk() if s.heading and s.level == section.level and then.words(s.heading) == heading]
        if len(alike) == 1:
            return then.words(alike[0].span)
    found = Places(then, target.path).at_path(target.path)
    if not found or _stands_elsewhere(then, found[0], now, target):
        return None
    return then.words(found[0].span)


def _stands_elsewhere(then: Speech, was: Target, now: Speech, target: Target) -> bool:
    """Whether what was at that path is another part by now: it has its heading, or its words."""
    section = then.by_path.get(was.path)
    heading = then.words(section.heading) if section and section.heading else ""
    others = [other for other in now.walk() if other.path != target.path and other.numbered]
    if heading:
        return any(other.heading and now.words(other.heading) == heading for other in others)
    start = section.ordinal.end if section and section.ordinal else was.span.start
    words = then.words(Span(start, was.span.end))
    return any(now.words(other.span).endswith(words) for other in others if not target.span.touches(other.span))


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
