"""Where words go that were not there: next to what, on which side, and as what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.orders import Insert
from agent.work import Tell
from errors import NoSuchSection
from speech.arrange import Side, Sort, inserted
from speech.document import Speech
from speech.figures import figures
from speech.locate import Target, natural_paragraphs, sentences
from speech.mentions import of_subject
from speech.sheet import Sheet
from speech.structure import Section, Span

_THANKS = re.compile("谢谢|感谢")
_CHANGING = re.compile(r"(?:同比|环比|比上年|较去年|比去年)?(?:上升|下降|增长|减少|提高|提升|降低|增加|达到?|为|是|有)(?:了|到|至)?$")


def put_in(tell: Tell, order: Insert, sheet: Sheet, target: Target, words: str) -> Sheet:
    """The words at the place: `inside` a part is at its end, but for a sentence, which goes where it fits."""
    speech = sheet.speech
    anchor, side, sort = anchor_of(speech, order, target, words)
    if order.sort == "sentence":
        _tell_contradiction(tell, speech, words)
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
        if paragraph.span.touches(scope) and not paragraph.alone:
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


def _tell_contradiction(tell: Tell, speech: Speech, words: str) -> None:
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
            tell("contradiction", old=speech.text[start : other.span.end], new=clause + fact.text)
            return
