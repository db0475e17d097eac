from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import EndpointError, EndpointFault, EndpointUnreachable, NoSuchModel, WrongKey
from tests.vectorstore.conftest import Endpoint
from vectorstore.embeddings import EndpointEmbeddings, HashedNgrams


@given(st.text(max_size=80))
def test_a_vector_has_length_one_or_none(text: str) -> None:
    (vector,) = HashedNgrams().embed([text])
    assert vector.shape == (2048,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1 if any(char.isalnum() for char in text) else 0, abs=1e-5)


def test_vectors_are_the_same_on_every_machine() -> None:
    (vector,) = HashedNgrams().embed(["落实"])
    assert np.flatnonzero(vector).tolist() == [528, 572, 934]


def test_like_texts_are_nearer_than_unlike_ones() -> None:
    near, far, query = HashedNgrams().embed(["打击电信网络诈骗，追赃挽损", "水库巡查要定人定时", "电信诈骗打击"])
    assert query @ near > 2 * (query @ far)


def test_nothing_embeds_to_nothing() -> None:
    assert HashedNgrams().embed([]).shape == (0, 2048)


def test_an_endpoint_is_sent_the_texts_themselves_in_batches(endpoint: Endpoint) -> None:
    vectors = EndpointEmbeddings("m", "k", endpoint.url, at_once=2).embed(["一", "四个大字", "三个字"])
    assert endpoint.inputs == [["一", "四个大字"], ["三个字"]]
    assert endpoint.keys == ["Bearer k", "Bearer k"]
    assert vectors == pytest.approx(np.array([[1 / 10**0.5, 3 / 10**0.5], [0.8, 0.6], [3 / 18**0.5, 3 / 18**0.5]]), abs=1e-5)


@pytest.mark.parametrize(("status", "error"), [(401, WrongKey), (403, WrongKey), (404, NoSuchModel), (400, EndpointFault)])
def test_what_the_endpoint_refuses_has_a_name(endpoint: Endpoint, status: int, error: type[EndpointError]) -> None:
    endpoint.status = status
    with pytest.raises(error) as refused:
        EndpointEmbeddings("m", "hidden-key", endpoint.url).embed(["一"])
    assert refused.value.host == "127.0.0.1"
    assert "hidden-key" not in str(refused.value)


def test_an_endpoint_that_is_not_there_has_a_name(endpoint: Endpoint) -> None:
    endpoint.close()
    with pytest.raises(EndpointUnreachable):
        EndpointEmbeddings("m", "k", endpoint.url).embed(["一"])


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(EndpointEmbeddings("m", "secret", "http://127.0.0.1:1/v1"))
