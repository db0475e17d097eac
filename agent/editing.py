"""Orders that need no writer: each is edits on a sheet, at places that were found before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.correcting import corrections
from agent.orders import Correct, Delete, Move, Replace, Retitle, Swap
from agent.work import Tell
from errors import NoHeading, NoMatch, NotSeveral
from speech.arrange import Side, inserted, moved, removed, swapped
from speech.document import Speech
from speech.locate import Target
from speech.marks import finished, with_mark
from speech.sheet import Sheet
from speech.splice import Edit
from speech.structure import FRAME, Span

_MEETING = re.compile(r"(?:在|召开|参加|举行|出席)(?P<name>[^，。；、]{2,30}?(?:会议?|大会|仪式|活动|论坛|典礼))")


def replaced(tell: Tell, order: Replace, sheet: Sheet, places: Sequence[Target]) -> Sheet:
    """Raises NoMatch when the words are not there. What is locked keeps them."""
    found = [Span(*match.span()) for match in re.finditer(re.escape(order.old), sheet.text)]
    hits = [span for span in found if not places or any(span in place.span for place in places)]
    free = [span for span in hits if not any(lock.touches(span) for lock in sheet.locks)]
    if not hits:
        raise NoMatch(order.old)
    if free:
        tell("replaced", count=len(free))
    if len(free) < len(hits):
        tell("locked_kept", count=len(hits) - len(free))
    return sheet.edited(Edit(span if order.new else with_mark(sheet.text, span), order.new) for span in free)


def corrected(tell: Tell, order: Correct, sheet: Sheet) -> Sheet:
    """Raises NoMatch, AmbiguousAddress as `mentions` does."""
    edits = corrections(sheet.speech, order)
    free = [edit for edit in edits if not any(lock.touches(edit.span) for lock in sheet.locks)]
    if free:
        tell("corrected", count=len(free), old=free[0].span.of(sheet.text), new=order.value)
    if len(free) < len(edits):
        tell("locked_kept", count=len(edits) - len(free))
    if order.note:
        tell("reports_differ", note=order.note)
    return sheet.edited(free)


def retitled(tell: Tell, order: Retitle, sheet: Sheet, targets: Sequence[Target]) -> Sheet:
    """Words for a heading; for a sentence, which then ends as one. Raises NoHeading for what has none and can have none."""
    new = sheet.edited(edit for target in targets for edit in _headed(sheet.speech, order, target))
    if any(target.path == "title" for target in targets):
        _tell_meeting(tell, new.speech, order.words)
    return new


def _tell_meeting(tell: Tell, speech: Speech, title: str) -> None:
    """Where the opening names another meeting than the new title."""
    opening = speech.by_path.get("opening")
    titled = _MEETING.search(title)
    named = _MEETING.search(opening.span.of(speech.text)) if opening else None
    if titled and named and not (named["name"] in title or titled["name"] in named["name"]):
        tell("meeting_differs", opening=named["name"], title=titled["name"])


def _headed(speech: Speech, order: Retitle, target: Target) -> tuple[Edit, ...]:
    """A part without a heading gets one, on a line of its own or behind its ordinal: none of its words go."""
    section = speech.by_path.get(target.path)
    if ".s" in target.path:
        return (Edit(target.span, finished(order.words)),)
    if section is None or section.heading or target.path in FRAME:
        span = heading_of(speech, target)
        return (Edit(span, _bracketed(order.words, span.of(speech.text))),)
    if not section.numbered:
        raise NoHeading(order.address)
    if section.ordinal:
        return (Edit(Span(section.ordinal.end, section.ordinal.end), finished(order.words)),)
    return inserted(speech, target, "before", "paragraph", order.words)


def _bracketed(words: str, old: str) -> str:
    """（2025年5月8日） keeps its brackets."""
    return f"{old[0]}{words}{old[-1]}" if old[:1] in "（(" and old[-1:] in "）)" and words[:1] not in "（(" else words


def heading_of(speech: Speech, target: Target) -> Span:
    """A section stands for its heading, where a title is what is given; where there is none, for the place of one."""
    section = speech.by_path.get(target.path)
    if section and section.numbered and not section.heading:
        return Span(section.span.start, section.span.start)
    return section.heading if section and section.heading else target.span


def deleted(order: Delete, sheet: Sheet, targets: Sequence[Target]) -> Sheet:
    return sheet.edited(removed(sheet.speech, targets))


def exchanged(order: Swap, sheet: Sheet, targets: Sequence[Target]) -> Sheet:
    if len(targets) != 2:
        raise NotSeveral(order.address, len(targets))
    return sheet.edited(swapped(sheet.speech, *targets))


def relocated(order: Move, sheet: Sheet, targets: Sequence[Target], anchors: Sequence[Target]) -> Sheet:
    """Several go one behind another, in their order. Without an anchor they go to the head or the end of their series."""
    start = len(sheet.rounds)
    for i, target in enumerate(targets):
        moving = sheet.now(target, since=start)
        if i:
            anchor = sheet.now(targets[i - 1], since=start)
        elif anchors:
            anchor = _last_inside(sheet.speech, anchors[0], order)
        else:
            anchor = _edge(sheet.speech, target, order.side)
        if moving is None or anchor is None or moving == anchor:
            continue
        side: Side = "before" if order.side == "before" and not i else "after"
        sheet = sheet.edited(moved(sheet.speech, moving, side, anchor))
    return sheet


def _last_inside(speech: Speech, anchor: Target, order: Move) -> Target:
    """What is moved into a part goes behind its last point."""
    section = speech.by_path.get(anchor.path)
    points = [child for child in section.sections if child.numbered] if section else []
    return Target(points[-1].path, points[-1].span) if order.side == "inside" and points else anchor


def _edge(speech: Speech, target: Target, side: str) -> Target:
    level = next((s.sections for s in speech.walk() if any(c.path == target.path for c in s.sections)), speech.sections)
    members = [section for section in level if section.numbered] or list(level)
    edge = members[0] if side == "before" else members[-1]
    return Target(edge.path, edge.span)
