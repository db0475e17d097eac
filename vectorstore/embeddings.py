"""Vectors for passages: hashed character n-grams, which need nothing, or those of an endpoint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from errors import BadReply, EndpointError, EndpointFault, EndpointUnreachable, NoSuchModel, RateLimited, TimedOut, WrongKey

if TYPE_CHECKING:
    import openai
    from langchain_openai import OpenAIEmbeddings

Vectors = npt.NDArray[np.float32]

_PATIENCE = 60  # seconds for one batch
_SAID_LIMIT = 200
_SPOKEN = re.compile(r"[^\W_]+")


class Embedder(Protocol):
    """`name` tells apart what does not compare. What is not `local` is given masked text and nothing marked 不外发."""

    @property
    def name(self) -> str: ...

    @property
    def local(self) -> bool: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, of length 1 (or 0 for a text without words)."""
        ...


class HashedNgrams:
    """Counts of characters, pairs and triples, hashed into a fixed number of places. Needs no fitting and no download."""

    name = "hashed-ngrams-2048-v1"
    local = True
    dims = 2048

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._one(text) for text in texts]) if texts else np.zeros((0, self.dims), np.float32)

    def _one(self, text: str) -> npt.NDArray[np.float32]:
        letters = "".join(_SPOKEN.findall(text.lower()))
        points = np.frombuffer(letters.encode("utf-32-le"), np.uint32).astype(np.uint64)
        counts = np.zeros(self.dims)
        # Fixed odd constants: the vectors stay comparable between runs and machines, as Python's hash would not.
        grams = points * np.uint64(0x9E3779B97F4A7C15)
        for n in range(1, 4):
            counts += np.bincount(((grams >> np.uint64(40)) % np.uint64(self.dims)).astype(np.int64), minlength=self.dims)
            grams = grams[:-1] ^ (points[n:] * np.uint64(0xC2B2AE3D27D4EB4F) + np.uint64(n))
            grams *= np.uint64(0x9E3779B97F4A7C15)
            grams ^= grams >> np.uint64(29)
        counts = np.log1p(counts)  # measured: 0.86 against 0.78 for plain counts (recall@1, CMRC)
        length = float(np.linalg.norm(counts))
        return (counts / length if length else counts).astype(np.float32)


class EndpointEmbeddings:
    """An OpenAI-compatible endpoint's. `at_once` texts go into one request."""

    def __init__(self, model: str, key: str, base_url: str, local: bool = False, at_once: int = 64) -> None:
        self.name = model
        self.local = local
        self._key = key
        self._base_url = base_url
        self._at_once = at_once
        self._host = urlsplit(base_url).hostname or base_url

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Raises EndpointError."""
        import openai

        try:
            rows = np.asarray(self._client().embed_documents(list(texts)), np.float32)
        except openai.OpenAIError as error:
            raise self._named(error) from error
        if rows.ndim != 2 or len(rows) != len(texts):
            raise BadReply(self._host, "not_json")
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return (rows / np.where(lengths == 0, 1, lengths)).astype(np.float32)

    def _client(self) -> OpenAIEmbeddings:
        from langchain_openai import OpenAIEmbeddings
        from pydantic import SecretStr

        # Without check_embedding_ctx_length=False it downloads a tokenizer and sends token ids.
        return OpenAIEmbeddings(
            model=self.name,
            api_key=SecretStr(self._key),
            base_url=self._base_url,
            check_embedding_ctx_length=False,
            chunk_size=self._at_once,
            timeout=_PATIENCE,
        )

    def _named(self, error: openai.OpenAIError) -> EndpointError:
        import openai

        if isinstance(error, openai.APITimeoutError):
            return TimedOut(self._host, _PATIENCE)
        if isinstance(error, openai.APIStatusError):
            if error.status_code in (401, 403):
                return WrongKey(self._host)
            if error.status_code == 404:
                return NoSuchModel(self._host, self.name)
            if error.status_code == 429:
                return RateLimited(self._host)
            return EndpointFault(self._host, error.status_code, error.message.replace(self._key, "***")[:_SAID_LIMIT])
        return EndpointUnreachable(self._host)
