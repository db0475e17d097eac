"""A figure put right wherever the speech states that fact."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.orders import Correct
from errors import AmbiguousAddress, Candidate, NoMatch
from speech.document import Speech
from speech.figures import Fact, FactKind
from speech.mentions import equal, of_subject
from speech.splice import Edit

_COUNTED = re.compile("的?(?:总?数目?|条数|人数|户数|家数|个数|数量|数字|面积|金额)$")
_MARKS = r"[，。；：、！？\s]"
_TAKEN_UP = re.compile("(?:当|之|其)?中|里面?")
_TELLING = 3  # digits from which equal figures of one measure are not equal by chance
_NAME = 3  # characters of the end of a subject that still name what is measured
_AIMED = re.compile("要|力争|争取|确保|目标|不低于|不少于|以上|以下|以内")
_AROUND = 8  # characters shown before a figure that one could mean


def mentions(speech: Speech, order: Correct) -> tuple[Fact, ...]:
    """The figures that the order means. Raises NoMatch; AmbiguousAddress where the subject has several values."""
    if order.old:
        found = equal(speech.text, order.old)
        if not found:
            raise NoMatch(order.old)
        return found
    by_value = of_subject(speech.text, _COUNTED.sub("", order.subject), order.value)
    right = {fact.value for fact in equal(order.value, order.value)}
    wrong = {value: facts for value, facts in by_value.items() if value not in right}
    if not wrong:
        raise NoMatch(order.subject)
    if len(wrong) == 1 and all(_AIMED.search(_clause(speech.text, fact)) for facts in wrong.values() for fact in facts):
        wrong = {**wrong, **_reached(speech, order, right)}
    if len(wrong) > 1:
        raise AmbiguousAddress(order.subject, tuple(_candidate(speech, facts[0]) for facts in wrong.values()))
    told = tuple(fact for facts in wrong.values() for fact in facts)
    stem = _stem(speech.text, order.subject, told[0])
    equals = [fact for fact in equal(speech.text, told[0].text) if fact not in told]
    others = [fact for fact in equals if (stem and stem in _clause(speech.text, fact)) or _same_thing(speech.text, fact, told)]
    return tuple(sorted((*told, *others), key=lambda fact: fact.span.start))


def _reached(speech: Speech, order: Correct, right: set[str]) -> dict[str, tuple[Fact, ...]]:
    """Where only an aim is told of all the subject, what is told of its end: 电诈破案率要达到48%, and 破案率刚到40%."""
    for at in range(1, len(order.subject) - _NAME + 1):
        told = of_subject(speech.text, order.subject[at:], order.value)
        other = {value: tuple(fact for fact in facts if not _AIMED.search(_clause(speech.text, fact))) for value, facts in told.items()}
        if reached := {value: facts for value, facts in other.items() if facts and value not in right}:
            return reached
    return {}


def _stem(text: str, subject: str, fact: Fact) -> str:
    """As much of the subject as the clause of the figure has."""
    clause = _clause(text, fact)
    return next((subject[:n] for n in range(len(subject), 1, -1) if subject[:n] in clause), "")


def _clause(text: str, fact: Fact) -> str:
    return re.split(_MARKS, text[: fact.span.start])[-1] + fact.text + re.split(_MARKS, text[fact.span.end :], maxsplit=1)[0]


def _same_thing(text: str, fact: Fact, told: Sequence[Fact]) -> bool:
    """Whether a figure of the same value states the same: it has digits enough to be no chance, takes up what was counted
    (43条当中), or counts what is called the same.

    A percentage never does: rates of different things are often equal.
    """
    if fact.kind is FactKind.PERCENT:
        return False
    if len(re.sub(r"\D", "", fact.text)) >= _TELLING or _TAKEN_UP.match(text, fact.span.end):
        return True
    return any(_around(text, fact) & _around(text, other) for other in told)


def _around(text: str, fact: Fact) -> set[str]:
    """The pairs of characters beside a figure, in its clause: what it counts."""
    behind = re.split(_MARKS, text[fact.span.end : fact.span.end + _AROUND])[0]
    before = re.split(_MARKS, text[max(0, fact.span.start - _AROUND) : fact.span.start])[-1]
    return {words[i : i + 2] for words in (before, behind) for i in range(len(words) - 1)}


def corrections(speech: Speech, order: Correct) -> tuple[Edit, ...]:
    return tuple(Edit(fact.span, _written(speech.text, fact, order.value)) for fact in mentions(speech, order))


def _written(text: str, fact: Fact, value: str) -> str:
    """A bare number keeps the measure that stands in the text: 1260位 and 1306 make 1306位; 6月底 for the 5月 of 5月底 is 6月."""
    new = next(iter(equal(value, value)), None)
    if new and (behind := value[new.span.end :]) and text.startswith(behind, fact.span.end):
        return value[: new.span.end]
    return value + fact.measure if new and fact.measure and not new.measure and not value.endswith(("%", "％")) else value


def _candidate(speech: Speech, fact: Fact) -> Candidate:
    words = speech.text[max(0, fact.span.start - _AROUND) : fact.span.end].rpartition("\n")[2]
    return Candidate(fact.text, fact.span.start, fact.span.end, words)
