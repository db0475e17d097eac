from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.length import count, minutes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t\u3000\xa0\u2003", 0),
        ("讲话稿", 3),
        ("12.5%", 1),
        ("2026年", 2),
        ("比去年增长12.5%。", 7),
        ("2026年3月6日", 6),
        ("３月", 2),
        ("“一是快，二是准。”", 10),
        ("……——", 4),
        ("AI大模型GPT-4", 5),
        ("hello world", 2),
        ("讲 话\u3000稿", 3),
        ("【待填：数】", 6),
        ("①②", 2),
        ("𠮷", 1),
        ("王·李", 3),
    ],
)
def test_words_are_counted_as_word_counts_them(text: str, words: int) -> None:
    assert count(text) == words


@given(st.text(), st.text())
def test_lines_add_up(above: str, below: str) -> None:
    assert count(f"{above}\n{below}") == count(above) + count(below)


@given(st.text())
def test_white_space_around_counts_for_nothing(text: str) -> None:
    assert count(f"\u3000{text} ") == count(text) <= len(text)


def test_minutes_follow_the_pace() -> None:
    assert minutes("讲" * 360) == 2
    assert minutes("讲" * 360, pace=120) == 3
