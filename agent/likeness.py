"""How like the examples of each role some words are: naive Bayes over their runs of one to three characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from math import fsum, log

from prompts.points import examples
from speech.structure import Role

_RUNS = (1, 2, 3)  # code points; a longer run is too rare to tell anything
_RARE, _TIMES = 3, 2  # a run of that length counts from so many sightings on: once may be chance
_UNSEEN = 0.05  # of a sighting is lent to every run, so that none is impossible
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_PRIOR = 0.3  # how much the frequency of a role among the examples weighs against the words
_LENGTH = 0.45  # the power of the number of runs by which their sum is divided: they are not independent


@lru_cache(maxsize=4096)
def likeness(words: str) -> Mapping[Role, float]:
    """For each role the logarithm of how likely it is, from the most likely one (near 0) down; of every length of text alike."""
    model, priors = _learned()
    known = [model[run] for run in _runs(words) if run in model]
    sums = [fsum(weights) for weights in zip(*known, strict=True)] or [0.0] * len(Role)
    most, scale = max(sums), max(1, len(known)) ** _LENGTH
    return {role: (each - most) / scale + _PRIOR * priors[role] for role, each in zip(Role, sums, strict=True)}


@cache
def _learned() -> tuple[dict[str, tuple[float, ...]], dict[Role, float]]:
    """For each run what it says for each role, in their order, and how frequent each role is."""
    seen = [Counter(run for words in examples()[role] for run in _runs(words)) for role in Role]
    total: Counter[str] = Counter()
    for counts in seen:
        total.update(counts)
    runs = [run for run, times in total.items() if len(run) < _RARE or times >= _TIMES]
    totals = [sum(counts[run] for run in runs) + _UNSEEN * len(runs) for counts in seen]
    model = {run: tuple(log((counts[run] + _UNSEEN) / all_) for counts, all_ in zip(seen, totals, strict=True)) for run in runs}
    many = sum(len(points) for points in examples().values())
    return model, {role: log(len(points) / many) for role, points in examples().items()}


def _runs(words: str) -> set[str]:
    """A figure counts as one character, whatever it is; the ends of the words are characters too."""
    line = f"^{_FIGURE.sub('0', words)}$"
    return {line[at : at + size] for size in _RUNS for at in range(len(line) - size + 1)}
