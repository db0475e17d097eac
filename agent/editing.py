"""Orders that need no writer: each is edits on a sheet, at places that were found before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.correcting import corrections
from agent.orders import Correct, Delete, Insert, Move, Replace, Retitle, Swap
from agent.work import Work
from errors import NoHeading, NoMatch, NoSuchSection, NotSeveral
from speech.arrange import Side, Sort, inserted, moved, removed, swapped
from speech.document import Speech
from speech.figures import figures
from speech.locate import Target, natural_paragraphs, sentences
from speech.marks import finished, with_mark
from speech.mentions import of_subject
from speech.sheet import Sheet
from speech.splice import Edit
from speech.structure import FRAME, Section, Span

_MEETING = re.compile(r"(?:在|召开|参加|举行|出席)(?P<name>[^，。；、]{2,30}?(?:会议?|大会|仪式|活动|论坛|典礼))")
_THANKS = re.compile("谢谢|感谢")
_CHANGING = re.compile(r"(?:同比|环比|比上年|较去年|比去年)?(?:上升|下降|增长|减少|提高|提升|降低|增加|达到?|为|是|有)(?:了|到|至)?$")


def replaced(work: Work, order: Replace, sheet: Sheet, places: Sequence[Target]) -> Sheet:
    """Raises NoMatch when the words are not there. What is locked keeps them."""
    found = [Span(*match.span()) for match in re.finditer(re.escape(order.old), sheet.text)]
    hits = [span for span in found if not places or any(span in place.span for place in places)]
    free = [span for span in hits if not any(lock.touches(span) for lock in sheet.locks)]
    if not hits:
        raise NoMatch(order.old)
    if free:
        work.notice("replaced", count=len(free))
    if len(free) < len(hits):
        work.notice("locked_kept", count=len(hits) - len(free))
    return sheet.edited(Edit(span if order.new else with_mark(sheet.text, span), order.new) for span in free)


def corrected(work: Work, order: Correct, sheet: Sheet) -> Sheet:
    """Raises NoMatch, AmbiguousAddress as `mentions` does."""
    edits = corrections(sheet.speech, order)
    free = [edit for edit in edits if not any(lock.touches(edit.span) for lock in sheet.locks)]
    if free:
        work.notice("corrected", count=len(free), old=free[0].span.of(sheet.text), new=order.value)
    if len(free) < len(edits):
        work.notice("locked_kept", count=len(edits) - len(free))
    if order.note:
        work.notice("reports_differ", note=order.note)
    return sheet.edited(free)


def retitled(work: Work, order: Retitle, sheet: Sheet, targets: Sequence[Target]) -> Sheet:
    """Words for a heading; for a sentence, which then ends as one. Raises NoHeading for what has none and can have none."""
    new = sheet.edited(edit for target in targets for edit in _headed(sheet.speech, order, target))
    if any(target.path == "title" for target in targets):
        _tell_meeting(work, new.speech, order.words)
    return new


def _tell_meeting(work: Work, speech: Speech, title: str) -> None:
    """Where the opening names another meeting than the new title."""
    opening = speech.by_path.get("opening")
    titled = _MEETING.search(title)
    named = _MEETING.search(opening.span.of(speech.text)) if opening else None
    if titled and named and not (named["name"] in title or titled["name"] in named["name"]):
        work.notice("meeting_differs", opening=named["name"], title=titled["name"])


def _headed(speech: Speech, order: Retitle, target: Target) -> tuple[Edit, ...]:
    """A part without a heading gets one, on a line of its own or behind its ordinal: none of its words go."""
    section = speech.by_path.get(target.path)
    if ".s" in target.path:
        return (Edit(target.span, finished(order.words)),)
    if section is None or section.heading or target.path in FRAME:
        return (Edit(heading_of(speech, target), order.words),)
    if not section.numbered:
        raise NoHeading(order.address)
    if section.ordinal:
        return (Edit(Span(section.ordinal.end, section.ordinal.end), finished(order.words)),)
    return inserted(speech, target, "before", "paragraph", order.words)


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


def put_in(work: Work, order: Insert, sheet: Sheet, target: Target, words: str) -> Sheet:
    """The words at the place: `inside` a part is at its end, but for a sentence, which goes where it fits."""
    speech = sheet.speech
    anchor, side, sort = anchor_of(speech, order, target, words)
    if order.sort == "sentence":
        _tell_contradiction(work, speech, words)
    return sheet.edited(inserted(speech, anchor, side, sort, words))


def anchor_of(speech: Speech, order: Insert, target: Target, words: str) -> tuple[Target, Side, Sort]:
    """What the words go next to, on which side, and as what: a sentence above the first of several points is a paragraph."""
    section = speech.by_path.get(target.path)
    points = [child for child in section.sections if child.numbered] if section else []
    side: Side = "before" if order.side in ("before", "start") else "after"
    if order.sort == "sentence":
        if order.side == "inside":
            return _fitting(speech, target, words), "after", "sentence"
        return _at_edge(speech, target, points, side)
    sort: Sort = "paragraph" if order.sort == "paragraph" else "point"
    if sort == "paragraph" and order.side == "start" and (first := _first_line(speech, target)):
        return first, "before", sort
    own = section is not None and section.numbered and section.level > 1
    if sort == "point" and points and not own:
        edge = points[0] if side == "before" else points[-1]
        return Target(edge.path, edge.span), side, sort
    return target, side, sort


def _at_edge(speech: Speech, target: Target, points: Sequence[Section], side: Side) -> tuple[Target, Side, Sort]:
    if side == "after":
        return target, side, "sentence"
    first = _first_line(speech, target)
    if first and points and first.span.start == points[0].span.start:
        return first, side, "paragraph"
    return target, side, "sentence"


def _first_line(speech: Speech, target: Target) -> Target | None:
    """The first paragraph of a part behind its heading; a point that begins there for all of it."""
    line = next(iter(natural_paragraphs(speech, target.span)), None)
    point = line and next((s for s in speech.walk() if s.numbered and s.span.start == line.span.start), None)
    return Target(point.path, point.span) if point and point.path != target.path else line


def _fitting(speech: Speech, place: Target, words: str) -> Target:
    """The sentence that shares most with the words; of equals one with figures, then the last of the first paragraph.

    A closing goes on to its end, and what is last in it is the thanks.
    """
    scope = place.span
    found: list[Target] = []
    for paragraph in speech.paragraphs:
        start = max(paragraph.span.start, scope.start)
        if paragraph.ordinal and paragraph.span in scope:
            start = max(start, paragraph.ordinal.end)
        alone = paragraph.heading_end is not None and paragraph.heading_end >= paragraph.span.end - 1
        if paragraph.span.touches(scope) and not alone:
            spans = sentences(speech.text, Span(start, min(paragraph.span.end, scope.end)))
            found += [Target(f"p{paragraph.index}.s{i}", span) for i, span in enumerate(spans, 1)]
    if not found:
        raise NoSuchSection(words, ())
    if place.path == "closing":
        thanked = len(found) > 1 and _THANKS.search(speech.words(found[-1].span)) and not _THANKS.search(words)
        return found[-2 if thanked else -1]
    pairs = {words[i : i + 2] for i in range(len(words) - 1)}

    def nearness(i: int) -> tuple[int, bool, bool, int]:
        text = speech.words(found[i].span)
        last = i + 1 == len(found) or found[i + 1].path.partition(".")[0] != found[i].path.partition(".")[0]
        return sum(pair in text for pair in pairs), any(c.isdigit() for c in text), last, -i

    return found[max(range(len(found)), key=nearness)]


def _tell_contradiction(work: Work, speech: Speech, words: str) -> None:
    """Where the speech gives another figure for what the new sentence tells."""
    for fact in figures(words):
        before = words[: fact.span.start]
        clause = re.split("[，。；：]", before)[-1]
        subject = _CHANGING.sub("", clause)
        if len(subject) < 2:
            continue
        told = of_subject(speech.text, subject, fact.text)
        if told and fact.value not in told:
            other = next(iter(told.values()))[0]
            start = max(speech.text.rfind(mark, 0, other.span.start) for mark in "，。；：\n") + 1
            work.notice("contradiction", old=speech.text[start : other.span.end], new=clause + fact.text)
            return
