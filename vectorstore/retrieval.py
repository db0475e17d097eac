"""Which passages fit a query: three channels, each scored, put on one scale and added."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vectorstore.chroma import VectorIndex
from vectorstore.lexical import LexicalIndex, terms

Ranked = list[tuple[int, float]]

# Measured on two sets (bench/search.py); the quality is flat around these values.
_FEEDBACK_PASSAGES = 10
_FEEDBACK_TERMS = 40
_FEEDBACK_WEIGHT = 0.5  # of the expansion, against the query as one
_DENSE_WEIGHT = 0.5
_QUERY_TERMS = 400  # a pasted page is searched by its most frequent terms
_CONSIDERED = 300  # terms of the feedback passages whose rarity is looked up


@dataclass(frozen=True, slots=True)
class Channels:
    """`words` gives the text of passages, for the feedback."""

    lexical: LexicalIndex
    vectors: VectorIndex
    words: Callable[[Sequence[int]], Mapping[int, str]]

    def by_words(self, query: str, limit: int, sample: int | None = None) -> Ranked:
        return self.lexical.search(_weights(query), limit, sample)

    def by_feedback(self, query: str, limit: int, sample: int | None = None) -> Ranked:
        """The query widened by what is telling in the passages that it finds by itself."""
        return self._widened(query, self.by_words(query, _FEEDBACK_PASSAGES), limit, sample)

    def by_vector(self, query: str, limit: int, sample: int | None = None) -> Ranked:
        return self.vectors.search(query, limit, sample)

    def fused(self, query: str, limit: int, sample: int | None = None) -> Ranked:
        """Scores, not ranks, are added: ranks let a weak channel drag down a strong one."""
        words = self.by_words(query, max(limit, _FEEDBACK_PASSAGES), sample)
        first = words if sample is None else self.by_words(query, _FEEDBACK_PASSAGES)
        widened = self._widened(query, first, limit, sample)
        return _added(((words, 1.0), (widened, 1.0), (self.by_vector(query, limit, sample), _DENSE_WEIGHT)))

    def _widened(self, query: str, first: Ranked, limit: int, sample: int | None) -> Ranked:
        weights = _weights(query)
        telling = self._telling(first[:_FEEDBACK_PASSAGES])
        total = sum(telling.values())
        share = _FEEDBACK_WEIGHT * sum(weights.values())
        for term, weight in telling.items():
            weights[term] = weights.get(term, 0.0) + share * weight / total
        return self.lexical.search(weights, limit, sample)

    def _telling(self, found: Ranked) -> dict[str, float]:
        """Pairs of characters by how often they stand in those passages and how rarely elsewhere."""
        frequent: defaultdict[str, float] = defaultdict(float)
        for text in self.words([ident for ident, _ in found]).values():
            pairs = Counter(term for term in terms(text) if len(term) > 1)
            total = pairs.total()
            for term, count in pairs.items():
                frequent[term] += count / total
        return _largest({term: share * self._rarity(term) for term, share in _largest(frequent, _CONSIDERED).items()}, _FEEDBACK_TERMS)

    def _rarity(self, term: str) -> float:
        size, held = self.lexical.size, self.lexical.frequency(term)
        return math.log(1 + (size - held + 0.5) / (held + 0.5))


def _weights(query: str) -> dict[str, float]:
    return {term: float(count) for term, count in Counter(terms(query)).most_common(_QUERY_TERMS)}


def _largest(weights: Mapping[str, float], count: int) -> dict[str, float]:
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:count])


def _added(channels: Sequence[tuple[Ranked, float]]) -> Ranked:
    """The sum of z-scores over all candidates; where a channel did not see one, it counts as that channel's last."""
    candidates = sorted({ident for ranked, _ in channels for ident, _ in ranked})
    place = {ident: i for i, ident in enumerate(candidates)}
    total = np.zeros(len(candidates))
    for ranked, weight in channels:
        if not ranked:
            continue
        scores = np.full(len(candidates), min(score for _, score in ranked))
        scores[[place[ident] for ident, _ in ranked]] = [score for _, score in ranked]
        total += weight * (scores - scores.mean()) / (scores.std() or 1.0)
    return sorted(zip(candidates, total.tolist(), strict=True), key=lambda item: (-item[1], item[0]))
