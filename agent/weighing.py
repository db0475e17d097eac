"""Where into a speech a point belongs, weighed from its own words and from what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.labels import Label
from agent.placement import own_role
from prompts.cues import cues
from speech.structure import Role

# What the words around a point are worth beside its own: a label, one that stood further off, the point before, its neighbours in a list.
_LABEL, _LABEL_FAR, _BEFORE, _BEFORE_FRESH, _NEIGHBOURS = 5.0, 1.5, 1.0, 0.5, 0.7
_OWN = 1.6
_PLAIN, _AHEAD = 2.4, 1.0
_FRAMING = (Role.OPENING, Role.CLOSING)
# Of equals the first.
_ORDER = (Role.TASKS, Role.ACHIEVEMENTS, Role.REQUIREMENTS, Role.PROBLEMS, Role.SITUATION, Role.OPENING, Role.CLOSING)


@dataclass(frozen=True, slots=True)
class Context:
    """`near` is whether the label holds for what is said, `before` the role of the point before, `fresh` whether a sentence begins."""

    label: Label | None = None
    near: bool = True
    before: Role | None = None
    fresh: bool = True


def weighed(items: Sequence[str], context: Context) -> list[Role]:
    """The roles of points that stand in one list: each by its own words, by its neighbours, and by what stands around them."""
    own = [_scores(words) for words in items]
    neighbours = {role: sum(scores[role] for scores in own) / len(own) for role in _ORDER}
    named = context.label is None or context.label.role is not None  # under 要点： stand points of every kind
    roles: list[Role] = []
    before, fresh = context.before, context.fresh
    for scores in own:
        for role in _ORDER:
            scores[role] += _NEIGHBOURS * neighbours[role] * (named and len(items) > 1)
        if context.label and context.label.role:
            scores[context.label.role] += _LABEL if context.near else _LABEL_FAR
        if before and before not in _FRAMING and named:
            scores[before] += _BEFORE_FRESH if fresh else _BEFORE
        before, fresh = max(_ORDER, key=lambda role: scores[role]), False
        roles.append(before)
    return roles


def plainly(words: str) -> Role | None:
    """The role that the words tell by themselves beyond doubt."""
    scores = _scores(words)
    first, second = sorted(scores.values(), reverse=True)[:2]
    return max(_ORDER, key=lambda role: scores[role]) if first >= _PLAIN and first - second >= _AHEAD else None


def _scores(words: str) -> dict[Role, float]:
    scores = cues().scores(words)
    if own := own_role(words):
        scores[own] += _OWN
    return scores
