"""Where a path lies in a speech, by the tree alone: the bench must not ask the locator that it measures."""

from __future__ import annotations

import re

from speech.document import Speech
from speech.structure import Section, Span

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]*[”’」』）]?")
_HEAD = ("title", "date", "byline", "salutation")


def whole(speech: Speech, path: str) -> Span:
    """The whole span of a place, its heading and ordinal included. Raises KeyError where there is none."""
    owner, _, step = path.rpartition(".")
    if step == "heading":
        heading = speech.by_path[owner].heading
        if heading is None:
            raise KeyError(path)
        return heading
    if step.startswith("s") and step[1:].isdigit():
        inside = whole(speech, owner)
        found = [Span(*match.span()) for match in _SENTENCE.finditer(speech.text, inside.start, inside.end)]
        return found[int(step[1:]) - 1]
    if path in speech.by_path:
        return speech.by_path[path].span
    if path[0] == "p" and path[1:].isdigit():
        return speech.paragraphs[int(path[1:]) - 1].span
    raise KeyError(path)


def body(speech: Speech, path: str) -> Span:
    """What a rewrite may touch: no heading on a line of its own, no ordinal."""
    span = whole(speech, path)
    section = speech.by_path.get(path)
    if section is None or section.ordinal is None:
        return span
    first = speech.text.find("\n", span.start, span.end)
    if section.heading and first != -1 and section.heading.end >= len(speech.text[:first].rstrip()):
        return Span(len(speech.text) - len(speech.text[first:].lstrip()), span.end)
    return Span(section.ordinal.end, span.end)


def bodies(speech: Speech) -> tuple[Span, ...]:
    """What an order on the whole text may touch."""
    return tuple(body(speech, section.path) for section in speech.sections if section.path not in _HEAD)


def is_line(speech: Speech, span: Span) -> bool:
    """Whether nothing else stands on its lines."""
    text = speech.text
    return (span.start == 0 or text[span.start - 1] == "\n") and (span.end == len(text) or text[span.end] == "\n")


def with_line_end(speech: Speech, span: Span) -> Span:
    return Span(span.start, span.end + (is_line(speech, span) and span.end < len(speech.text)))


def holder(speech: Speech, path: str) -> tuple[Section, ...]:
    """The points among which `path` is one: of the part that holds it, or the parts themselves."""
    for section in speech.walk():
        points = tuple(child for child in section.sections if child.numbered)
        if any(child.path == path for child in points):
            return points
        for child in section.sections:
            inline = tuple(point for point in child.sections if point.numbered)
            if any(point.path == path for point in inline):
                return inline
    return speech.parts
