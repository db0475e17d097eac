"""The orders of one message carried out on one sheet, and saved as one revision.

All addresses are read before anything is done, against the text as it was when the message was sent. Then exact
words are replaced, parts are written anew, sections are added, taken out, joined and parted, and moved last: in this
order no step loses what a later one named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agent.adding import composed, joined, parted
from agent.archive import Revision
from agent.editing import corrected, deleted, exchanged, relocated, replaced, retitled
from agent.events import Noticed
from agent.inserting import put_in
from agent.jobs import jobs
from agent.orders import Correct, Delete, Edition, Insert, Merge, Move, Renumber, Replace, Retitle, Revise, Several, Split, Swap
from agent.placing import Placed, place_all, told_apart
from agent.revising import Task, rewrite
from agent.saving import propose, save
from agent.work import Tell, Work
from errors import LockedSection
from speech.document import Speech
from speech.length import count
from speech.locate import Pointing, Target
from speech.renumber import closed
from speech.sheet import Sheet, stretched
from speech.structure import Span, first_words

_EACH = re.compile("[每各]")


@dataclass(frozen=True, slots=True)
class Written:
    """Where the sections that were written stood after so many rounds, by their index."""

    rounds: int = 0
    spans: Mapping[int, Span] = field(default_factory=dict)

    def at(self, sheet: Sheet) -> dict[int, Span]:
        """Where they stand now; what was taken out since is left out."""
        found = {}
        for index, span in self.spans.items():
            now: Span | None = span
            for edits in sheet.rounds[self.rounds :]:
                now = stretched(now, edits) if now else None
            if now:
                found[index] = now
        return found


async def change(
    work: Work,
    order: Edition | Several,
    base: Revision,
    seen: Revision,
    pointing: Pointing,
    review: bool = False,
    resuming: bool = False,
) -> Revision | None:
    """None when nothing came out different, or with `review`. `seen` is the revision that the message was written about;
    with `resuming` what this run has written of it before is not written again.

    Raises AddressError before anything is done, OverlappingOrders, LockedSection, EndpointError, BadReply, StaleRevision.
    """
    editions: tuple[Edition, ...] = order.orders if isinstance(order, Several) else (order,)  # type: ignore[assignment]
    sheet = Sheet.of(base.text, base.locks)
    placed = place_all(Speech(seen.text), sheet.speech, editions, pointing)
    told_apart(sheet.speech, placed)
    done: list[Noticed] = []

    def tell(code: str, **details: object) -> None:
        """What was done is told once all of it is: where a later order cannot be carried out nothing was."""
        done.append(Noticed(code, dict(details)))

    sheet = _exact(tell, sheet, placed)
    sheet, tasks, written = await _written(work, sheet, placed, resuming)
    sheet = await _rebuilt(work, tell, sheet, placed, tasks)
    for each in placed:
        targets = _now(sheet, each.targets)
        match each.order:
            case Move():
                sheet = relocated(each.order, sheet, targets, _now(sheet, each.anchors))
            case Swap():
                sheet = exchanged(each.order, sheet, targets)
            case Renumber():
                sheet = sheet.edited(closed(sheet.speech))
    for notice in done:
        work.emit(notice)
    if review:
        propose(work, base, sheet, written.at(sheet))
        return None
    return save(work, order, base, sheet, written.at(sheet))


def _exact(tell: Tell, sheet: Sheet, placed: Sequence[Placed]) -> Sheet:
    for each in placed:
        match each.order:
            case Replace():
                sheet = replaced(tell, each.order, sheet, _now(sheet, each.targets))
            case Correct():
                sheet = corrected(tell, each.order, sheet)
    for each in placed:
        if isinstance(each.order, Retitle):
            sheet = retitled(tell, each.order, sheet, _now(sheet, each.targets))
    return sheet


async def _written(work: Work, sheet: Sheet, placed: Sequence[Placed], resuming: bool) -> tuple[Sheet, int, Written]:
    """All rewrites, side by side. How many there were, and where each stands."""
    tasks: list[Task] = []
    for each in placed:
        if isinstance(each.order, Revise):
            locks = (*sheet.locks, *(span.span for span in _now(sheet, tuple(Target("", keep) for keep in each.keep))))
            targets = _now(sheet, each.targets)
            found = jobs(sheet.speech, each.order, targets, locks)
            if found and found[0].spans and len(found[0].spans) < len(targets):
                work.notice("locked_kept", count=len(targets) - len(found[0].spans))
            if found and each.order.length and each.whole:
                rest = all(target.path != "all" for target in each.targets)
                work.notice("rest_planned" if rest else "whole_planned", sections=len(found), words=each.order.length.words)
            tasks += [Task(len(tasks) + i, each.order, job, each.whole) for i, job in enumerate(found)]
    if not tasks:
        return sheet, 0, Written()
    leaving = [target.span for each in placed if isinstance(each.order, Delete) for target in _now(sheet, each.targets)]
    edits = await rewrite(work, sheet.speech, tasks, leaving, resuming)
    made = tuple(edit for each in edits.values() for edit in each)
    new = sheet.edited(made)
    for each in placed:
        if isinstance(each.order, Revise):
            _tell_length(work, each.order, new, each)
    spans = {task.index: now for task in tasks if (now := stretched(task.job.span, made))}
    return new, len(tasks), Written(len(new.rounds), spans)


def _tell_length(work: Work, order: Revise, sheet: Sheet, placed: Placed) -> None:
    """Of a whole text, whose sections each have their own budget."""
    if order.length is None or not placed.whole:
        return
    words = sum(count(sheet.speech.words(target.span)) for target in _now(sheet, placed.targets))
    if words < order.length.least:
        work.notice("short", asked=order.length.words, got=words, needs=order.length.words - words)
    elif words > order.length.most:
        work.notice("long", asked=order.length.words, got=words)


async def _rebuilt(work: Work, tell: Tell, sheet: Sheet, placed: Sequence[Placed], index: int) -> Sheet:
    for each in placed:
        targets = _now(sheet, each.targets)
        match each.order:
            case Insert(words=words):
                for place in each.targets if _EACH.search(each.order.address) else each.targets[-1:]:
                    for target in _now(sheet, [place]):
                        text = words or await composed(work, each.order, sheet.speech, target, index)
                        sheet = put_in(tell, each.order, sheet, target, text)
                        index += 1
                continue
            case Delete():
                _refuse_locked(sheet, targets)
                sheet = deleted(each.order, sheet, targets)
            case Merge():
                _refuse_locked(sheet, targets)
                sheet = await joined(work, each.order, sheet, targets, index)
            case Split():
                _refuse_locked(sheet, targets)
                sheet = await parted(work, each.order, sheet, targets[0], index)
            case _:
                continue
        index += 1
    return sheet


def _refuse_locked(sheet: Sheet, targets: Sequence[Target]) -> None:
    for target in targets:
        for lock in sheet.locks:
            if lock.touches(target.span):
                raise LockedSection(target.path, first_words(sheet.speech.words(lock)))


def _now(sheet: Sheet, targets: Sequence[Target]) -> tuple[Target, ...]:
    return tuple(now for target in targets if (now := sheet.now(target)))
