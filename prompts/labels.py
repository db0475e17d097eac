"""What the labels of a brief call the things behind them: 存在问题：, 下半年要抓好…….

The words are regular expressions in `labels.yaml`.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path
from typing import Self

from pydantic import model_validator

from prompts.records import Record, parse
from speech.structure import Role

_ELSE, _LONG, _ENDS = 5, 24, 5  # code points that else may stand in a label, that it may have, and of its end
FILE = Path(__file__).parent / "labels.yaml"


class Named(Record):
    role: Role
    words: tuple[str, ...]


class Labels(Record):
    """`labels` name a part of a speech; `times` do so too, for what lies ahead is to be done; `lines` only where they stand on
    a line alone or before a colon; `topics` only where no label above them names one.

    `telling`, `speaking` and `around` may stand about a label's words: the first tell for certain that something follows,
    the second most likely, the last nothing. A label that has no mark behind it ends in one of `opens`, a time in one of
    `musts`, a topic in one of `regards`; those in `always` need nothing.
    """

    labels: tuple[Named, ...]
    times: tuple[Named, ...]
    lines: tuple[Named, ...]
    topics: tuple[Named, ...]
    telling: tuple[str, ...]
    speaking: tuple[str, ...]
    around: tuple[str, ...]
    opens: tuple[str, ...]
    musts: tuple[str, ...]
    regards: tuple[str, ...]
    always: tuple[str, ...]

    @cached_property
    def _around(self) -> str:
        return "|".join((*self.telling, *self.speaking, *self.around))

    @cached_property
    def _some(self) -> str:
        """A few words that say nothing. Not any number: what is typed may be long, and can be cut into them in many ways."""
        return f"(?:{self._around}){{0,6}}"

    def leads(self, clause: str) -> bool:
        """Whether a clause says nothing but what follows: 毛病嘛, 前面先肯定一下成绩, 短处馆长让写三条. The plainer it speaks
        of speaking, the more else may stand in it.
        """
        if len(clause) > _LONG:
            return False
        if self._whole.fullmatch(clause):
            return True
        if clause.startswith("有") or not self._naming.search(clause):
            return False
        left = len(self._saying_nothing.sub("", clause))
        if self._telling.search(clause):
            return left <= _ELSE
        return not left and bool(self._speaking.search(clause))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(f"{_either(self.labels)}|(?:{_either(self.topics)})(?:{'|'.join(self.regards)})")

    @cached_property
    def _naming(self) -> re.Pattern[str]:
        return re.compile(_either(self.labels, self.times))

    @cached_property
    def _saying_nothing(self) -> re.Pattern[str]:
        return re.compile(f"{_either(self.labels, self.times)}|{self._around}")

    @cached_property
    def _telling(self) -> re.Pattern[str]:
        return re.compile("|".join(self.telling))

    @cached_property
    def _speaking(self) -> re.Pattern[str]:
        return re.compile("|".join(self.speaking))

    @cached_property
    def bare(self) -> re.Pattern[str]:
        """A label and nothing else."""
        named = _either(self.labels, self.times, self.topics)
        return re.compile(rf"{self._some}(?:(?:{named}){self._some}){{1,3}}")

    @cached_property
    def framing(self) -> re.Pattern[str]:
        """The beginning of a clause that says it opens or closes the speech, and goes on."""
        return re.compile(rf"{self._some}?(?:{'|'.join(self.always)})")

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """The beginning of a clause that says what follows, and goes on: 下半年要抓好."""
        forms = (
            (_either(self.labels), self.opens),
            (_either(self.labels, self.times), self.musts),
            (_either(self.topics), self.regards),
        )
        opened = "|".join(f"(?:{named})(?:{'|'.join(ends)})" for named, ends in forms)
        return re.compile(rf"{self._some}?(?:{opened})")

    def role(self, label: str) -> Role | None:
        """What a label names last, for there stands the head of a noun phrase; of words that end together the longest."""
        return _last((*self.labels, *self.times, *self.lines), label)

    def topic(self, label: str) -> Role | None:
        """Likewise, of the topics, where one stands at the end or nearly so."""
        return _last(self.topics, label[-_ENDS:])

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        words = (*self.telling, *self.speaking, *self.around, *self.opens, *self.musts, *self.regards, *self.always)
        named = (*self.labels, *self.times, *self.lines, *self.topics)
        for word in (*words, *(word for each in named for word in each.words)):
            re.compile(word)
        return self


def _either(*groups: tuple[Named, ...]) -> str:
    return "|".join(word for group in groups for each in group for word in each.words)


def _last(some: tuple[Named, ...], label: str) -> Role | None:
    found = [(match.end(), len(match[0]), each.role) for each in some for word in each.words for match in re.finditer(word, label)]
    return max(found, key=lambda each: each[:2])[2] if found else None


@cache
def labels() -> Labels:
    """Raises BadTemplate, naming what is wrong in the file."""
    return parse(FILE, Labels)
