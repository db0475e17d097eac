"""The pen of the offline writer: it draws sentences from what can be said of a matter, and says none of them twice."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from agent.offline.filling import Filling
from agent.offline.nearness import nearness
from prompts.matters import MOVES, Matter
from speech.length import count

WORDS_PER_BLANK = 210  # one blank in about 200 字
_LEAST = 12  # 字 that are worth another sentence


def seed(*parts: object) -> int:
    return int.from_bytes(sha256("\n".join(map(str, parts)).encode()).digest()[:8], "big")


@dataclass
class Pen:
    """What has been said so far, and what may still be. `points` are said elsewhere, word for word; `heard` is text that stands already."""

    filling: Filling
    points: tuple[str, ...] = ()
    heard: str = ""
    said: set[str] = field(default_factory=set)
    blanks: int = 0
    due: int = 0
    figures: int = 0
    chance: random.Random = field(default_factory=random.Random)

    def begin(self, number: int, words: int) -> None:
        """A section begins; at its end the speech is to be `words` long, which bounds its blanks."""
        self.chance = random.Random(number)  # noqa: S311
        self.due = max(1, words // WORDS_PER_BLANK)

    def take(self, sentence: str, **more: str) -> str | None:
        """The sentence filled in, and then said; None where it was said before, lacks a value or has a blank too many."""
        if sentence in self.said:
            return None
        if "{figure}" in sentence and self.figures < len(self.filling.figures):
            more["figure"] = self.filling.figures[self.figures]
        text = self.filling.fill(sentence, **more)
        blank = text is not None and "【" in text
        if text is None or text in self.said or (blank and self.blanks >= self.due) or any(point in text for point in self.points):
            return None
        if self.heard and any(part in self.heard for part in re.split(r"(?<=[。！？])", text) if part):
            return None
        self.blanks += blank
        self.figures += "{figure}" in sentence
        self.said |= {sentence, text}
        return text

    def draw(
        self, matter: Matter, moves: Sequence[str], words: int, most: int, about: str = "", asking: bool = True
    ) -> list[tuple[str, str]]:
        """At most `most` sentences on a matter, about `words` 字 of them, each with its move, in the order of MOVES; of each
        move first those that speak of what `about` speaks of; none with a blank unless `asking`.
        """
        chosen: list[tuple[int, int, str, str]] = []
        left = words
        for move, place, sentence in self._rounds(matter, moves, about):
            if left < _LEAST or len(chosen) == most:
                break
            size = count(sentence)
            if (size > left * 1.5 and size > left + 14) or ("【" in sentence and not asking):
                continue
            if text := self.take(sentence):
                chosen.append((MOVES.index(move), place, move, text))
                left -= count(text)
        return [(move, text) for _, _, move, text in sorted(chosen)]

    def _rounds(self, matter: Matter, moves: Sequence[str], about: str) -> Iterator[tuple[str, int, str]]:
        """One sentence of each move, then a second of each, and so on."""
        shuffled = {}
        for move in moves:
            places = list(enumerate(matter.of(move)))
            self.chance.shuffle(places)
            shuffled[move] = sorted(places, key=lambda each: -nearness(each[1], about)) if about else places
        for turn in range(max((len(places) for places in shuffled.values()), default=0)):
            for move, places in shuffled.items():
                if turn < len(places):
                    yield move, *places[turn]

    def first(self, sentences: Sequence[str], **more: str) -> str:
        """One of several that say the same thing."""
        order = list(sentences)
        self.chance.shuffle(order)
        return next((text for sentence in order if (text := self.take(sentence, **more))), "")
