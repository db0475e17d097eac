"""Which role each clause of a brief has: its own words, the label it stands under and its neighbours, weighed for all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from agent.likeness import likeness
from agent.placement import own_role, plain_role
from speech.structure import Role


class Gap(Enum):
    """What stands between a clause and the one before, with how likely they are then to have one role."""

    LEANING = 2.5
    COMMA = 2.2
    ITEM = 0.8
    SENTENCE = 0.6
    LINE = 0.3
    LABEL = 0.0


@dataclass(frozen=True, slots=True)
class Clause:
    """`hold` is how much of its weight the label has for these words: 1 right behind it."""

    words: str
    gap: Gap
    label: Role | None = None
    hold: float = 1.0


_LABEL = 8.0
_PLAIN, _TOLD = 6.0, 2.0  # for the role that the grammar of the words tells beyond doubt, and likely
_PLACED, _OUT_OF_PLACE = 0.5, -0.7  # for what opens a speech at the beginning of a brief, and elsewhere; likewise for what closes it
_FIRST = 3  # clauses
# Of equals the first.
_ROLES = (Role.TASKS, Role.ACHIEVEMENTS, Role.REQUIREMENTS, Role.PROBLEMS, Role.SITUATION, Role.OPENING, Role.CLOSING)


def weighed(clauses: Sequence[Clause]) -> list[Role]:
    """The likeliest roles of all, as a row (Viterbi)."""
    best: list[dict[Role, tuple[float, Role]]] = []
    for place, clause in enumerate(clauses):
        scores = _scores(clause, place, len(clauses))
        before = {role: score for role, (score, _) in best[-1].items()} if best else dict.fromkeys(_ROLES, 0.0)
        row = {}
        for role in _ROLES:
            came = max(_ROLES, key=lambda each: before[each] + clause.gap.value * (each is role))
            row[role] = (before[came] + clause.gap.value * (came is role) + scores[role], came)
        best.append(row)
    return _traced(best)


def _traced(best: list[dict[Role, tuple[float, Role]]]) -> list[Role]:
    roles = [max(_ROLES, key=lambda role: best[-1][role][0])] if best else []
    for row in reversed(best[1:]):
        roles.append(row[roles[-1]][1])
    return roles[::-1]


def _scores(clause: Clause, place: int, many: int) -> dict[Role, float]:
    scores = dict(likeness(clause.words))
    if plain := plain_role(clause.words):
        scores[plain] += _PLAIN
    elif told := own_role(clause.words):
        scores[told] += _TOLD
    if clause.label:
        scores[clause.label] += _LABEL * clause.hold
    scores[Role.OPENING] += _PLACED if place < _FIRST else _OUT_OF_PLACE
    scores[Role.CLOSING] += _PLACED if place == many - 1 else _OUT_OF_PLACE
    return scores
