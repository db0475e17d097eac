from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.chroma import VectorIndex
from vectorstore.embeddings import HashedNgrams
from vectorstore.lexical import LexicalIndex, terms
from vectorstore.passages import Entry
from vectorstore.retrieval import Channels

TEXTS = {
    1: "打击电信网络诈骗，反诈中心要快速止付、追赃挽损。",
    2: "反诈宣传要进社区，快速止付要再提速，追赃挽损要见成效。",
    3: "快速止付、追赃挽损，靠的是银行和警方一起盯住资金流。",
    4: "水库巡查要定人定时，山洪转移要落实到户到人。",
    5: "教师要把心思放在备课上课上，把爱心给予每一名学生。",
    6: "企业反映的难题，一件一件列清单，一件一件销号。",
}


@pytest.fixture
def channels(tmp_path: Path) -> Iterator[Channels]:
    entries = [Entry(ident, ident // 2, "", text, text, True) for ident, text in TEXTS.items()]
    lexical = LexicalIndex(tmp_path / "lexical", "test")
    vectors = VectorIndex(tmp_path / "chroma", None, "test", HashedNgrams())
    lexical.apply([], entries, 7)
    vectors.apply([], entries, 7)
    yield Channels(lexical, vectors, lambda idents: {ident: TEXTS[ident] for ident in idents})
    vectors.close()


def idents(ranked: list[tuple[int, float]]) -> list[int]:
    return [ident for ident, _ in ranked]


def test_each_channel_puts_the_nearest_first(channels: Channels) -> None:
    for channel in (channels.by_words, channels.by_feedback, channels.by_vector, channels.fused):
        assert channel("电信诈骗", 3)[0][0] == 1


def test_feedback_finds_what_shares_no_word_with_the_query(channels: Channels) -> None:
    assert 3 not in idents(channels.by_words("反诈", 10))
    assert 3 in idents(channels.by_feedback("反诈", 10))


def test_within_one_sample_only_its_passages_are_found(channels: Channels) -> None:
    for channel in (channels.by_words, channels.by_feedback, channels.by_vector, channels.fused):
        assert set(idents(channel("反诈止付", 10, 1))) == {2, 3}


def test_scores_fall_and_no_passage_comes_twice(channels: Channels) -> None:
    ranked = channels.fused("把责任落实到人", 10)
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)
    assert len(set(idents(ranked))) == len(ranked)


def test_applying_again_changes_nothing(channels: Channels) -> None:
    before = channels.fused("反诈", 10)
    entries = [Entry(ident, ident // 2, "", text, text, True) for ident, text in TEXTS.items()]
    for index in (channels.lexical, channels.vectors):
        index.apply([], entries, 8)
        assert index.applied == 8
    assert idents(channels.fused("反诈", 10)) == idents(before)


def test_what_is_gone_is_gone_from_both(channels: Channels) -> None:
    for index in (channels.lexical, channels.vectors):
        index.apply([1], [], 8)
    assert {2, 3}.isdisjoint(idents(channels.fused("反诈止付", 10)))


def test_terms_are_characters_pairs_and_latin_words() -> None:
    assert terms("抓落实，5G应用") == ["抓", "落", "实", "抓落", "落实", "5g", "应", "用", "应用"]


@given(st.text())
def test_a_term_holds_no_space(text: str) -> None:
    assert all(term and not any(char.isspace() for char in term) for term in terms(text))
