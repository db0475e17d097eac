"""What an order would do, in the notation of messages.yaml, and whether that is what was meant.

rewrite PATH… [N字 | ≤N字 | ×0.5] [keep PATH…] · replace 旧→新 ×N [in PATH] · correct 旧→新 ×N · retitle PATH: 新标题 ·
delete PATH… · insert after|before|into PATH as point|paragraph|sentence|part: text 原话 | about 主题 · move PATH before|after PATH ·
swap PATH PATH · merge PATH… · split PATH [N] · lock PATH… · unlock PATH… · undo · redo · restore N [keep PATH] · compare N M|now ·
check · export [朗读稿] · search 词 · ask PATH… · nothing · talk
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.correcting import mentions
from agent.orders import (
    Compare,
    Correct,
    Edition,
    Export,
    Insert,
    Lock,
    Move,
    Order,
    Replace,
    Restore,
    Retitle,
    Revise,
    Search,
    Several,
    Split,
    Unlock,
)
from agent.placing import Placed, place_all
from errors import AmbiguousAddress, NoMatch, NoSuchSection
from speech.document import Speech
from speech.locate import Pointing, Target, locate, sentences
from speech.structure import Span


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the addresses of orders against one speech."""

    speech: Speech
    pointing: Pointing

    def effects(self, order: Order) -> list[str]:
        orders = order.orders if isinstance(order, Several) else (order,)
        try:
            placed = iter(place_all(self.speech, self.speech, [one for one in orders if isinstance(one, Edition)], self.pointing))
            return [self._edition(next(placed)) if isinstance(one, Edition) else self._other(one) for one in orders]
        except AmbiguousAddress as error:
            return [f"ask {' '.join(candidate.path for candidate in error.candidates)}"]
        except (NoSuchSection, NoMatch):
            return ["nothing"]

    def _edition(self, placed: Placed) -> str:
        order, where = placed.order, " ".join(self._path(target) for target in placed.targets)
        match order:
            case Revise():
                kept = (
                    " ".join(self._path(target) for target in locate(self.speech, order.keep, self._focused(where))) if order.keep else ""
                )
                return f"rewrite {where}{_length(order)}{f' keep {kept}' if kept else ''}"
            case Replace():
                return f"replace {order.old}→{order.new} ×{self._hits(order.old, placed.targets)}{f' in {where}' if where else ''}"
            case Correct():
                places = mentions(self.speech, order)
                return f"correct {places[0].text}→{order.value} ×{len(places)}"
            case Retitle():
                return f"retitle {where}: {order.words}"
            case Insert():
                said = f"text {order.words}" if order.words else f"about {order.about}"
                return f"insert {'into' if order.side == 'inside' else order.side} {where} as {order.sort}: {said}"
            case Move():
                return f"move {where} {order.side} {' '.join(self._path(anchor) for anchor in placed.anchors)}"
            case Split():
                return f"split {where}{f' {order.pieces}' if order.pieces else ''}"
        return f"{order.kind} {where}".strip()

    def _other(self, order: Order) -> str:
        match order:
            case Lock() | Unlock():
                return (
                    f"{order.kind} {' '.join(self._path(target) for target in locate(self.speech, order.address or 'all', self.pointing))}"
                )
            case Restore():
                kept = " ".join(target.path for target in locate(self.speech, order.keep, self.pointing)) if order.keep else ""
                return f"restore {order.number}{f' keep {kept}' if kept else ''}"
            case Compare():
                return f"compare {order.old} {'now' if order.new is None else order.new}"
            case Export():
                return "export" + (f" {order.profile}" if order.profile != "印发稿" else "")
            case Search():
                return f"search {order.query}"
        return order.kind

    def _focused(self, where: str) -> Pointing:
        return replace(self.pointing, focus=where.split()[0])

    def _path(self, target: Target) -> str:
        """Quoted words that are a sentence go by its path."""
        if target.path == "all" or _span(self.speech, target.path) == target.span:
            return target.path
        for paragraph in self.speech.paragraphs:
            start = paragraph.ordinal.end if paragraph.ordinal else paragraph.span.start
            for i, span in enumerate(sentences(self.speech.text, Span(start, paragraph.span.end)), 1):
                if span.start <= target.span.start and target.span.end <= span.end <= target.span.end + 1:
                    return f"p{paragraph.index}.s{i}"
        return target.path

    def _hits(self, words: str, places: Sequence[Target]) -> int:
        found = [Span(*match.span()) for match in re.finditer(re.escape(words), self.speech.text)]
        hits = sum(1 for span in found if not places or any(span in place.span for place in places))
        if not hits:
            raise NoMatch(words)
        return hits


def _length(order: Revise) -> str:
    if order.length:
        return f" {'≤' if order.length.ceiling else ''}{order.length.words}字"
    if "一半" in order.instruction or "减半" in order.instruction:
        return " ×0.5"
    return " ×2" if "一倍" in order.instruction else ""


_MEASURE = re.compile(r"^(?:≤?\d+字|×[\d.]+)$")


def same(speech: Speech, meant: list[str], done: list[str]) -> bool:
    """Whether two lists of effects do the same to the speech: places by the characters they cover, the rest to the letter."""
    return len(meant) == len(done) and all(_meaning(speech, a) == _meaning(speech, b) for a, b in zip(meant, done, strict=True))


def _meaning(speech: Speech, effect: str) -> object:
    kind, _, rest = effect.partition(" ")
    match kind:
        case "rewrite" | "restore":
            parts, _, kept = rest.partition(" keep ")
            words = parts.split()
            measures = [word for word in words if _MEASURE.match(word)]
            touched = _covered(speech, [word for word in words if word not in measures])
            left = _covered(speech, kept.split())
            return (kind, touched - left, measures) if kind == "rewrite" else (kind, words[0], left)
        case "retitle":
            place, _, words = rest.partition(": ")
            section = speech.by_path.get(place)
            headed = section is not None and section.heading is not None
            return kind, _covered(speech, [f"{place}.heading" if headed else place]), words
        case "insert":
            place, _, words = rest.partition(": ")
            side, path, _, sort = place.split()
            span = _span(speech, path)
            return kind, span.start if side == "before" else span.end, sort, _plain(words)
        case "replace" | "correct":
            return kind, re.sub(r"(?<=\d)[\u4e00-\u9fff]{1,2}(?=→|\s)", "", rest.partition(" in ")[0])
        case "delete" | "lock" | "unlock" | "merge" | "swap" | "ask":
            return kind, _covered(speech, rest.split())
        case "move":
            path, side, anchor = rest.split()
            return kind, _covered(speech, [path]), side, _covered(speech, [anchor])
        case "split":
            path, *pieces = rest.split()
            return kind, _covered(speech, [path]), pieces
    return kind, _plain(rest)


def _covered(speech: Speech, paths: list[str]) -> frozenset[int]:
    """The places of all characters but white space and ordinals in these sections; of the whole text, of its body."""
    body = [section.path for section in speech.sections if section.path not in ("title", "date", "byline", "salutation")]
    found: set[int] = set()
    for path in paths:
        for one in body if path == "all" else [path]:
            span = _span(speech, one)
            found |= set(range(span.start, span.end))
    marks = {i for section in speech.walk() if section.ordinal for i in range(section.ordinal.start, section.ordinal.end)}
    return frozenset(i for i in found - marks if not speech.text[i].isspace())


def _span(speech: Speech, path: str) -> Span:
    """Of a section, a heading, a line or a sentence, read off the speech without the addresses' help."""
    if section := speech.by_path.get(path):
        return section.span
    owner, _, step = path.rpartition(".")
    if step == "heading":
        return speech.by_path[owner].heading or Span(0, 0)
    if not owner:
        return speech.paragraphs[int(path[1:]) - 1].span
    line = speech.paragraphs[int(owner[1:]) - 1]
    start = line.ordinal.end if line.ordinal else line.span.start
    return sentences(speech.text, Span(start, line.span.end))[int(step[1:]) - 1]


def _plain(words: str) -> str:
    """讲讲暑期安保 and 暑期安保 are one subject; final marks and the name of what is searched do not matter."""
    return re.sub(r"^about (?:讲讲?|说说|关于)|[的。，\s]|一下", "", words)
