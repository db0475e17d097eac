"""How much a sentence of ours speaks of the very thing that a point speaks of, and not only of its matter."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from math import fsum

from prompts.matters import MOVES, Matter, matters

_NEAR = 2  # telling pairs from which a sentence is near: one may be chance
_TURN = set(
    "的了着过在把被让给是有能会到说还更最没不也都就又再才只这那哪谁什么个些每一二两三几半上下里中前后内外时年月日天人事要去来从对向和与及同或于以为由所自己我们你他她它大小多少好"
)
_COMMON = 25  # sentences; a pair of characters that stands in more of them tells nothing


def nearness(sentence: str, point: str) -> float:
    """The telling pairs of characters that they share, the rarer the more."""
    return _weight(_telling(sentence, point))


def _weight(telling: frozenset[str]) -> float:
    known: Counter[str] = _frequencies()
    # A pair that stands in no field's sentences is as rare as can be; fsum, for in whatever order a set is walked it is the same.
    return fsum(max(1, known[pair]) ** -0.5 for pair in telling)


def _telling(sentence: str, point: str) -> frozenset[str]:
    """The pairs they share that are part of no turn of phrase: not 一个, nor one that stands in many sentences."""
    known: Counter[str] = _frequencies()
    return frozenset(pair for pair in pairs(sentence) & pairs(point) if known[pair] <= _COMMON and not _TURN & set(pair))


@cache
def _frequencies() -> Counter[str]:
    return Counter(pair for matter in matters().matters for _, sentence in matter.sentences() for pair in pairs(sentence))


@lru_cache(maxsize=16384)
def pairs(text: str) -> frozenset[str]:
    """Each two Han characters that stand side by side; none across a mark, a letter or a digit."""
    return frozenset(run[i : i + 2] for run in re.findall(r"[\u4e00-\u9fff]+", text) for i in range(len(run) - 1))


@lru_cache(maxsize=1024)
def nearest(point: str, field: str) -> Matter:
    """What can be said in the field, whatever the matter, that speaks of the very thing the point speaks of."""
    found: dict[str, list[tuple[float, str]]] = {move: [] for move in MOVES}
    for matter in matters().matters:
        if field in matter.fields:
            for move, sentence in matter.sentences():
                if len(telling := _telling(sentence, point)) >= _NEAR:
                    found[move].append((-_weight(telling), sentence))
    said = {move: tuple(sentence for _, sentence in sorted(sentences)) for move, sentences in found.items()}
    return Matter(matter="", cues=(), **said)
