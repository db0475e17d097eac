"""Closer to talking, or to writing: what is exchanged, and what is never touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.offline.register import reworded, turned
from prompts.registers import registers


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("因此，要逐户走访。", "所以，要一户一户走访。"),
        ("此项工作至关重要。", "这项工作要紧得很。"),
        ("“务必谨慎”四个字，务必记牢。", "“务必谨慎”四个字，一定要记牢。"),
    ],
)
def test_words_are_exchanged_and_quotations_are_not(text: str, spoken: str) -> None:
    assert turned(text, "spoken") == spoken


def test_what_goes_one_way_only_does_not_come_back() -> None:
    assert turned("绝对不能松。", "formal") == "绝对不能松。"
    assert turned("严禁松劲。", "spoken") == "绝对不能松劲。"


@given(st.lists(st.sampled_from([pair.formal for pair in registers().pairs]), max_size=6), st.sampled_from(["spoken", "formal"]))
def test_a_second_turn_changes_nothing(words: list[str], register: str) -> None:
    once = turned("，".join(words) + "。", register)  # type: ignore[arg-type]
    assert turned(once, register) == once  # type: ignore[arg-type]


def test_other_words_are_of_the_same_group_and_quotations_stay() -> None:
    said = reworded("比如“心中有数”这句话，要说到做到，心中有数。", lambda others: others[0])
    assert said == "譬如“心中有数”这句话，要说了就做，心里有数。"


@given(st.lists(st.sampled_from([word for group in registers().alike for word in group]), min_size=1, max_size=6))
def test_facts_and_quotations_are_said_as_they_were(words: list[str]) -> None:
    held = f"“{words[0]}”办件41万件。"
    assert reworded("，".join(words) + held, lambda others: others[-1]).endswith(held)
