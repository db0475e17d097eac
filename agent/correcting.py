"""A figure put right wherever the speech states that fact."""

from __future__ import annotations

from agent.orders import Correct
from errors import AmbiguousAddress, Candidate, NoMatch
from speech.document import Speech
from speech.figures import Fact
from speech.mentions import equal, of_subject
from speech.splice import Edit

_AROUND = 8  # characters shown before a figure that one could mean


def mentions(speech: Speech, order: Correct) -> tuple[Fact, ...]:
    """The figures that the order means. Raises NoMatch; AmbiguousAddress where the subject has several values."""
    if order.old:
        found = equal(speech.text, order.old)
        if not found:
            raise NoMatch(order.old)
        return found
    by_value = of_subject(speech.text, order.subject, order.value)
    right = {fact.value for fact in equal(order.value, order.value)}
    wrong = {value: facts for value, facts in by_value.items() if value not in right}
    if not wrong:
        raise NoMatch(order.subject)
    if len(wrong) > 1:
        raise AmbiguousAddress(order.subject, tuple(_candidate(speech, facts[0]) for facts in wrong.values()))
    return tuple(fact for facts in wrong.values() for fact in facts)


def corrections(speech: Speech, order: Correct) -> tuple[Edit, ...]:
    return tuple(Edit(fact.span, _written(fact, order.value)) for fact in mentions(speech, order))


def _written(fact: Fact, value: str) -> str:
    """A bare number keeps the measure that stands in the text: 1260位 and 1306 make 1306位."""
    new = next(iter(equal(value, value)), None)
    return value + fact.measure if new and fact.measure and not new.measure and not value.endswith(("%", "％")) else value


def _candidate(speech: Speech, fact: Fact) -> Candidate:
    words = speech.text[max(0, fact.span.start - _AROUND) : fact.span.end].rpartition("\n")[2]
    return Candidate(fact.text, fact.span.start, fact.span.end, words)
