"""The orders of one message carried out on one sheet, and saved as one revision.

All addresses are read before anything is done, against the text as it was when the message was sent. Then exact
words are replaced, parts are written anew, sections are added, taken out, joined and parted, and moved last: in this
order no step loses what a later one named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from agent.adding import composed, joined, parted
from agent.archive import Revision
from agent.editing import corrected, deleted, exchanged, heading_of, put_in, relocated, replaced, retitled
from agent.jobs import jobs, together
from agent.orders import Correct, Delete, Edition, Insert, Merge, Move, Renumber, Replace, Retitle, Revise, Several, Split, Swap
from agent.receipts import label
from agent.revising import Task, rewrite
from agent.saving import propose, save
from agent.work import Work
from errors import AmbiguousAddress, LockedSection, NoSuchSection, OverlappingOrders, SectionGone
from speech.document import Speech
from speech.length import count
from speech.locate import Pointing, Target, candidate, locate
from speech.places import Places
from speech.renumber import closed
from speech.sheet import Sheet, stretched
from speech.structure import Section, Span, first_words

_BARE = re.compile(r"(?:第[一二三四五六七八九十\d]+|最后一)个?小?[点条段]|[一二三四五六七八九十][是要]")
_HEADING = re.compile(r"的?(?:小|大|(?<!部)分)?(?:标题|题目)$")
_EACH = re.compile("[每各]")
_MOVING = Move | Swap


@dataclass(frozen=True, slots=True)
class Placed:
    """An order and what its addresses name: `anchors` for the second address that a move has, `keep` for what stays."""

    order: Edition
    targets: tuple[Target, ...] = ()
    anchors: tuple[Target, ...] = ()
    keep: tuple[Span, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it is on the whole text, or on all but some of it."""
        return isinstance(self.order, Revise) and together(self.order, self.targets)


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
    _told_apart(sheet.speech, placed)
    sheet = _exact(work, sheet, placed)
    sheet, tasks, written = await _written(work, sheet, placed, resuming)
    sheet = await _rebuilt(work, sheet, placed, tasks)
    for each in placed:
        targets = _now(sheet, each.targets)
        match each.order:
            case Move():
                sheet = relocated(each.order, sheet, targets, _now(sheet, each.anchors))
            case Swap():
                sheet = exchanged(each.order, sheet, targets)
            case Renumber():
                sheet = sheet.edited(closed(sheet.speech))
    if review:
        propose(work, base, sheet, written.at(sheet))
        return None
    return save(work, order, base, sheet, written.at(sheet))


def place_all(seen: Speech, now: Speech, editions: Sequence[Edition], pointing: Pointing) -> list[Placed]:
    """The part that an order names is in focus for the next one of the message: “第二部分第一点写短，第六点删掉”."""
    placed: list[Placed] = []
    for order in editions:
        placed.append(_placed(seen, now, order, pointing))
        if len(parts := {target.path.split(".")[0] for target in placed[-1].targets}) == 1 and (part := parts.pop()).isdecimal():
            pointing = replace(pointing, focus=part)
    return placed


def _placed(seen: Speech, now: Speech, order: Edition, pointing: Pointing) -> Placed:
    def at(address: str) -> tuple[Target, ...]:
        return tuple(_followed(seen, now, address, target) for target in locate(seen, address, pointing))

    match order:
        case Revise(address="", again=True) if pointing.recent and "all" not in pointing.recent:
            recent = [target for path in pointing.recent for target in locate(now, path)]
            whole = (candidate(now, "all", Span(0, len(now.text))),)
            raise AmbiguousAddress(order.instruction, (*(candidate(now, t.path, t.span) for t in recent), *whole))
        case Revise(address=address, keep=keep):
            targets = at(address or "all")
            return Placed(order, targets, keep=_kept(now, keep, targets, pointing) if keep else ())
        case Retitle(address=address):
            return Placed(order, _titled(seen, address, at))
        case Move(address=address, anchor=anchor):
            moving = at(address)
            return Placed(order, moving, at(_beside(seen, moving[0], anchor)) if anchor else ())
        case Replace(address="") | Correct() | Renumber():
            return Placed(order)
        case _:
            return Placed(order, at(order.address))


def _beside(speech: Speech, target: Target, anchor: str) -> str:
    """第一点 that a point is moved to is one of the same part, though it might be a part where nothing else is said."""
    above = next((s.path for s in speech.walk() if s.numbered and any(child.path == target.path for child in s.sections)), "")
    return label(above) + anchor if above and _BARE.fullmatch(anchor) else anchor


def _kept(speech: Speech, address: str, targets: Sequence[Target], pointing: Pointing) -> tuple[Span, ...]:
    """What is said to stay is looked for in the part that is to be changed: 别动第二点 behind 重写第三部分 is 3.2.

    Raises NoSuchSection when it names nothing in there: what was to stay would be rewritten.
    """
    focused = replace(pointing, focus=targets[0].path)
    for said in (*(label(target.path) + address for target in targets if target.path[0].isdigit()), address):
        try:
            found = locate(speech, said, focused)
        except NoSuchSection:
            continue
        if kept := tuple(one.span for one in found if any(one.span.touches(target.span) for target in targets)):
            return kept
    raise Places(speech, address).absent()


def _titled(speech: Speech, address: str, at: Callable[[str], tuple[Target, ...]]) -> tuple[Target, ...]:
    """Where a heading is to be; a part that has none is named by 第一部分的标题 too."""
    try:
        return at(address)
    except NoSuchSection:
        bare = _HEADING.sub("", address)
        if not bare or bare == address:
            raise
        return at(bare)


def _followed(seen: Speech, now: Speech, address: str, target: Target) -> Target:
    """The same place in the text as it is now: the section with the same path and the same beginning, or the same words.

    A section is known by its words behind the ordinal, which may count otherwise by now, or else by its heading.
    """
    if seen.text == now.text:
        return target
    if (section := seen.by_path.get(target.path)) and section.numbered and section.span == target.span:
        for same in (_behind, _named):
            words = same(seen, section)
            alike = [other for other in now.walk() if other.numbered and words and same(now, other) == words]
            if len(alike) == 1:
                return Target(alike[0].path, alike[0].span)
    words = seen.words(target.span)
    here = next(iter(locate(now, target.path)), None) if target.path in now.by_path or target.path == "all" else None
    if here and (now.words(here.span) == words or target.path == "all" or _head(now, here) == _head(seen, target)):
        return here
    found = now.text.find(words)
    if found == -1 or now.text.find(words, found + 1) != -1:
        raise SectionGone(address, Places(now, address).absent().candidates)
    span = Span(found, found + len(words))
    return Target(next((s.path for s in now.walk() if s.span == span), target.path), span)


def _behind(speech: Speech, section: Section) -> str:
    return speech.words(Span(section.ordinal.end if section.ordinal else section.span.start, section.span.end))


def _named(speech: Speech, section: Section) -> str:
    return speech.words(section.heading) if section.heading else ""


def _head(speech: Speech, target: Target) -> str:
    section = speech.by_path.get(target.path)
    return speech.words(section.heading) if section and section.heading else speech.words(target.span)[:12]


def _told_apart(speech: Speech, placed: Sequence[Placed]) -> None:
    """Raises OverlappingOrders where two orders want different things of one place."""
    for i, one in enumerate(placed):
        for other in placed[i + 1 :]:
            meets = _meeting(speech, one, other)
            if meets:
                raise OverlappingOrders(first_words(speech.words(meets)), one.order.kind, other.order.kind)


def _meeting(speech: Speech, one: Placed, other: Placed) -> Span | None:
    both = (one.order, other.order)
    exact = Replace | Correct | Insert | Renumber
    if any(isinstance(order, exact) for order in both):
        return None
    if any(isinstance(order, _MOVING) for order in both) and any(isinstance(order, Revise | Retitle) for order in both):
        return None
    mine, theirs = _touched(speech, one), _touched(speech, other)
    return next((span for span in mine if any(span.touches(their) for their in theirs)), None)


def _touched(speech: Speech, placed: Placed) -> list[Span]:
    match placed.order:
        case Revise():
            return [job.span for job in jobs(speech, _unmeasured(placed.order), placed.targets, placed.keep)]
        case Retitle():
            return [heading_of(speech, target) for target in placed.targets]
    return [target.span for target in placed.targets]


def _unmeasured(order: Revise) -> Revise:
    return Revise(order.address, "", None)


def _exact(work: Work, sheet: Sheet, placed: Sequence[Placed]) -> Sheet:
    for each in placed:
        match each.order:
            case Replace():
                sheet = replaced(work, each.order, sheet, _now(sheet, each.targets))
            case Correct():
                sheet = corrected(work, each.order, sheet)
    for each in placed:
        if isinstance(each.order, Retitle):
            sheet = retitled(work, each.order, sheet, _now(sheet, each.targets))
    return sheet


async def _written(work: Work, sheet: Sheet, placed: Sequence[Placed], resuming: bool) -> tuple[Sheet, int, Written]:
    """All rewrites, side by side. How many there were, and where each stands."""
    tasks: list[Task] = []
    for each in placed:
        if isinstance(each.order, Revise):
            locks = (*sheet.locks, *(span.span for span in _now(sheet, tuple(Target("", keep) for keep in each.keep))))
            found = jobs(sheet.speech, each.order, _now(sheet, each.targets), locks)
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


async def _rebuilt(work: Work, sheet: Sheet, placed: Sequence[Placed], index: int) -> Sheet:
    for each in placed:
        targets = _now(sheet, each.targets)
        match each.order:
            case Insert(words=words):
                for place in each.targets if _EACH.search(each.order.address) else each.targets[-1:]:
                    for target in _now(sheet, [place]):
                        text = words or await composed(work, each.order, sheet.speech, target, index)
                        sheet = put_in(work, each.order, sheet, target, text)
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
