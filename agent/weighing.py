"""Which role each clause of a brief has: its own words, the label it stands under and its neighbours, weighed for all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import log

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
    TURN = -1.0


@dataclass(frozen=True, slots=True)
class Clause:
    """`hold` is how much of its weight the label has for these words: 1 right behind it."""

    words: str
    gap: Gap
    label: Role | None = None
    hold: float = 1.0


_LABEL = 8.0
_PLAIN, _TOLD = 10.0, 2.0  # for the role that the grammar of the words tells beyond doubt, and likely
_PLACED, _OUT_OF_PLACE = 0.5, -0.7  # for what opens a speech at the beginning of a brief, and elsewhere; likewise for what closes it
_FIRST = 3  # clauses
# Of equals the first.
_ROLES = (Role.TASKS, Role.ACHIEVEMENTS, Role.REQUIREMENTS, Role.PROBLEMS, Role.SITUATION, Role.OPENING, Role.CLOSING)
# Of a hundred points that come first, or behind one of a role, so many have each role, in the order of _ROLES: counted over 3,440
# points of 168 briefs. None is left at 0, for people write in any order.
_FIRST_OF_ALL = (4, 20, 2, 2, 18, 53, 1)
_BEHIND = {
    Role.TASKS: (72, 1, 24, 1, 1, 1, 1),
    Role.ACHIEVEMENTS: (2, 70, 1, 16, 10, 2, 1),
    Role.REQUIREMENTS: (1, 1, 68, 1, 1, 8, 21),
    Role.PROBLEMS: (16, 7, 1, 62, 12, 1, 1),
    Role.SITUATION: (11, 12, 1, 17, 57, 1, 1),
    Role.OPENING: (1, 24, 2, 2, 20, 35, 17),
    Role.CLOSING: (9, 9, 9, 9, 9, 14, 41),
}
_BEGINS = dict(zip(_ROLES, map(log, _FIRST_OF_ALL), strict=True))
_FOLLOWS = {role: dict(zip(_ROLES, map(log, row), strict=True)) for role, row in _BEHIND.items()}


@dataclass(frozen=True, slots=True)
class Weighed:
    """`lead` is by how much the role is likelier than any other that the clause could have in the same row, in logarithms."""

    role: Role
    lead: float


def weighed(clauses: Sequence[Clause]) -> list[Weighed]:
    """The likeliest roles of all, as a row (Viterbi), each with its lead over the best row in which it would be another."""
    scores = [_scores(clause, place, len(clauses)) for place, clause in enumerate(clauses)]
    ahead = _ahead(clauses, scores)
    behind = _behind(clauses, scores)
    return [_best({role: one[role] + other[role] for role in _ROLES}) for one, other in zip(ahead, behind, strict=True)]


def _best(likely: Mapping[Role, float]) -> Weighed:
    first, second = sorted(_ROLES, key=lambda role: -likely[role])[:2]
    return Weighed(first, likely[first] - likely[second])


def _ahead(clauses: Sequence[Clause], scores: Sequence[Mapping[Role, float]]) -> list[dict[Role, float]]:
    """For each clause and role the best row up to it."""
    rows: list[dict[Role, float]] = []
    for clause, own in zip(clauses, scores, strict=True):
        came = _BEGINS if not rows else {role: max(rows[-1][each] + _step(each, role, clause.gap) for each in _ROLES) for role in _ROLES}
        rows.append({role: came[role] + own[role] for role in _ROLES})
    return rows


def _behind(clauses: Sequence[Clause], scores: Sequence[Mapping[Role, float]]) -> list[dict[Role, float]]:
    """For each clause and role the best row after it."""
    rows = [dict.fromkeys(_ROLES, 0.0)] if clauses else []
    for clause, own in zip(reversed(clauses[1:]), reversed(scores[1:]), strict=True):
        after = {role: rows[-1][role] + own[role] for role in _ROLES}
        rows.append({role: max(after[each] + _step(role, each, clause.gap) for each in _ROLES) for role in _ROLES})
    return rows[::-1]


def _step(one: Role, other: Role, gap: Gap) -> float:
    return _FOLLOWS[one][other] + gap.value * (one is other)


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
