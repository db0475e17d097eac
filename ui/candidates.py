"""The parts that an address could mean, as they are offered to choose from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from agent.events import Failed
from errors import AmbiguousAddress
from speech.document import Speech
from speech.places import Places
from speech.structure import Span
from ui.paper import choice_at
from ui.plain import clipped
from ui.text import Text
from ui.wording import place

_WORDS = 30  # characters shown
_MARKS = "，。；：、！？”）"
_FIRST = ("opening", "closing")


@dataclass(frozen=True, slots=True)
class Offer:
    """`quoted` are the words that are meant, where they are less than the part at `path`."""

    path: str
    label: str
    quoted: str = ""


def candidates(text: Text, end: Failed, seen: Speech | None, every: bool = False) -> tuple[Offer, ...]:
    """All that the address could mean; where it meant nothing the parts of the first level, or `every` numbered one."""
    found: list[dict[str, Any]] = end.details["candidates"]
    if end.code != AmbiguousAddress.code():
        found = [c for c in found if (c["path"][0].isdecimal() if every else c["path"] in _FIRST or c["path"].isdecimal())]
    offers = list(dict.fromkeys(_offer(text, seen, c["path"], c["words"], Span(c["start"], c["end"])) for c in found))
    twice = {label for label, times in Counter(offer.label for offer in offers).items() if times > 1}
    return tuple(_told_apart(text, offer) if seen and offer.label in twice else offer for offer in offers)


def _offer(text: Text, seen: Speech | None, path: str, words: str, span: Span) -> Offer:
    if path == "all":
        return Offer(path, text("part.all"))
    if seen and (inside := _inside(seen, path, span)):
        return Offer(inside, clipped(_around(seen, span), _WORDS), seen.words(span))
    part = choice_at(seen, path) if seen else None
    if part is None:
        return Offer(path, clipped(words, _WORDS))
    if not part.words:
        return Offer(path, text("quick.message", name=text(f"part.{path}"), instruction=clipped(words, _WORDS)))
    return Offer(path, clipped(part.words, _WORDS))


def _inside(seen: Speech, path: str, span: Span) -> str:
    """The sentence that words stand in which are less than the part; empty where they are all of it."""
    places = Places(seen)
    here = places.at_path(path)
    if not here or here[0].span == span or span not in here[0].span:
        return ""
    return next((one.path for one in places.sentences(here[0].span) if span in one.span), path)


def _around(seen: Speech, span: Span) -> str:
    """The words with those before and after them on their line."""
    before = seen.text[: span.start].rpartition("\n")[2][-8:]
    return f"{before.lstrip(_MARKS)}{seen.words(span)}{seen.text[span.end :].partition(chr(10))[0][:12]}"


def _told_apart(text: Text, offer: Offer) -> Offer:
    return replace(offer, label=text("quick.message", name=place(text, offer.path), instruction=offer.label))
