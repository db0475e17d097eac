"""How near a sentence is to a point."""

from __future__ import annotations

from agent.offline.nearness import nearness
from prompts.matters import matters

BANK = [sentence for matter in (*matters().matters, *matters().kinds, matters().general) for _, sentence in matter.sentences()]


def test_what_shares_rarer_words_is_nearer() -> None:
    point = "汛期前把白蚁治完"
    near, far = "白蚁到了汛期最要命。", "汛期难熬。"
    assert nearness(near, point) > nearness(far, point) > nearness("账要算清楚。", point) == 0


def test_any_sentence_can_be_weighed_with_itself() -> None:
    """Those of the kinds and the general ones have pairs that no field's sentence has."""
    assert all(nearness(sentence, sentence) >= 0 for sentence in BANK)
