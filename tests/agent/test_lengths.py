"""Lengths as people ask for them."""

from __future__ import annotations

import pytest

from agent.brief import Length
from agent.lengths import asked_length


@pytest.mark.parametrize(
    ("message", "length"),
    [
        ("2000字", Length(2000)),
        ("2000字左右", Length(2000)),
        ("约1,800字", Length(1800)),
        ("两千字", Length(2000)),
        ("两千五百字", Length(2500)),
        ("不超过800字", Length(800, ceiling=True)),
        ("800字以内", Length(800, ceiling=True)),
        ("控制在1500字", Length(1500, ceiling=True)),
        ("讲10分钟", Length(1800)),
        ("三页", Length(1650)),
        ("写得更具体", None),
        ("破案率上升12%", None),
        ("0字", None),
    ],
)
def test_a_length_is_read(message: str, length: Length | None) -> None:
    assert asked_length(message) == length


@pytest.mark.parametrize(("message", "words"), [("压缩一半", 300), ("精简三分之一", 400), ("扩写一倍", 1200)])
def test_a_share_is_taken_of_what_is_there(message: str, words: int) -> None:
    assert asked_length(message, 600) == Length(words)
    assert asked_length(message) is None


def test_about_is_ten_per_cent_and_a_ceiling_is_a_ceiling() -> None:
    assert (Length(2000).least, Length(2000).most) == (1800, 2200)
    assert (Length(2000, ceiling=True).least, Length(2000, ceiling=True).most) == (0, 2000)
