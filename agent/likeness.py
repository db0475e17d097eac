"""How like the examples of each role some words are: naive Bayes over their runs of one to three characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from math import log

from prompts.points import examples
from speech.structure import Role

_RUNS = (1, 2, 3)  # code points; a longer run is too rare to tell anything
_UNSEEN = 0.3  # of a sighting is lent to every run, so that none is impossible
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_PRIOR = 0.3  # how much the frequency of a role among the examples weighs against the words


@lru_cache(maxsize=4096)
def likeness(words: str) -> Mapping[Role, float]:
    """For each role the logarithm of how likely it is, from the most likely one (near 0) down; of every length of text alike."""
    model, priors = _learned()
    known = [model[run] for run in _runs(words) if run in model]
    sums = {role: sum(weights[role] for weights in known) for role in Role}
    most, scale = max(sums.values()), max(1, len(known)) ** 0.5
    return {role: (sums[role] - most) / scale + _PRIOR * priors[role] for role in Role}


@cache
def _learned() -> tuple[dict[str, dict[Role, float]], dict[Role, float]]:
    """For each run what it says for each role, and how frequent each role is."""
    seen = {role: Counter(run for words in points for run in _runs(words)) for role, points in examples().items()}
    runs = set().union(*seen.values())
    totals = {role: sum(counts.values()) + _UNSEEN * len(runs) for role, counts in seen.items()}
    model = {run: {role: log((seen[role][run] + _UNSEEN) / totals[role]) for role in seen} for run in runs}
    many = sum(len(points) for points in examples().values())
    return model, {role: log(len(points) / many) for role, points in examples().items()}


def _runs(words: str) -> set[str]:
    """A figure counts as one character, whatever it is; the ends of the words are characters too."""
    line = f"^{_FIGURE.sub('0', words)}$"
    return {line[at : at + size] for size in _RUNS for at in range(len(line) - size + 1)}
