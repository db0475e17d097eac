"""The passages' vectors in Chroma: derived from the catalogue, and following its log."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from errors import EndpointUnreachable
from vectorstore.embeddings import Embedder, Vectors
from vectorstore.passages import Entry

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

# The defaults miss a tenth of the true neighbours of text vectors; these can only be set when a collection is made.
_HNSW: CreateHNSWConfiguration = {"space": "cosine", "ef_search": 400, "max_neighbors": 32, "ef_construction": 200}
_AT_ONCE = 2000  # Chroma refuses more than 5,461 rows in one call, and does not split


class VectorIndex:
    """One collection a library and embedder. Embedded in `folder`, or on a server when there is a `url`.

    Not safe for several threads. One process writes at a time, which the library sees to. An embedded client
    must be opened anew after another process has written.
    """

    def __init__(self, folder: Path, url: str | None, library: str, embedder: Embedder) -> None:
        self._folder = folder
        self._url = url
        self._embedder = embedder
        self._name = f"{library[:12]}-{re.sub('[^A-Za-z0-9]+', '-', embedder.name).strip('-')}"[:200]
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None
        self._damaged = False

    def reopen(self) -> None:
        """Read-only where there is nothing yet: a reader makes no files. What cannot be opened counts as nothing.

        Raises EndpointUnreachable when there is no server at `url`.
        """
        self.close()
        if self._url is None:
            file = self._folder / "chroma.sqlite3"
            self._damaged = file.exists() and not _is_database(file)
            if self._damaged or not file.exists():
                return  # the next writer makes it
        self._client = self._connect()
        if any(collection.name == self._name for collection in self._client.list_collections()):
            self._collection = self._client.get_collection(self._name, embedding_function=None)

    def close(self) -> None:
        if self._client is not None and self._url is None:
            self._client.close()  # type: ignore[attr-defined]
        self._client = self._collection = None
        self._damaged = False

    @property
    def applied(self) -> int:
        """The sequence of the last change that is in here."""
        return int((self._collection.metadata or {}).get("applied", 0)) if self._collection else 0

    def apply(self, gone: Sequence[int], entries: Sequence[Entry], sequence: int) -> None:
        """Forget the samples in `gone`, take in `entries`, and note `sequence`. Doing it again changes nothing."""
        collection = self._writable()
        for sample in gone:
            collection.delete(where={"sample": sample})
        local = self._embedder.local
        taken = [entry for entry in entries if local or entry.shareable]
        for start in range(0, len(taken), _AT_ONCE):
            batch = taken[start : start + _AT_ONCE]
            vectors = self._embedder.embed([entry.words if local else entry.masked for entry in batch])
            collection.upsert(
                ids=[str(entry.ident) for entry in batch],
                embeddings=vectors,
                metadatas=[{"sample": entry.sample} for entry in batch],
            )
        collection.modify(metadata={"applied": sequence})

    def clear(self) -> None:
        if self._client is not None and self._collection is not None:
            self._client.delete_collection(self._name)
            self._collection = None

    def search(self, query: str, limit: int, sample: int | None = None) -> list[tuple[int, float]]:
        """Passage ids with their cosine similarity, best first."""
        from chromadb.errors import NotFoundError

        vector = self._embedder.embed([query])
        try:
            return self._nearest(vector, limit, sample)
        except NotFoundError:  # another process has made the collection anew
            self.reopen()
            return self._nearest(vector, limit, sample)

    def _nearest(self, vector: Vectors, limit: int, sample: int | None) -> list[tuple[int, float]]:
        if self._collection is None or not (count := self._collection.count()):
            return []
        where: Any = None if sample is None else {"sample": sample}
        found = self._collection.query(query_embeddings=vector, n_results=min(limit, count), where=where, include=["distances"])
        distances = found["distances"]
        assert distances is not None
        return [(int(ident), 1 - distance) for ident, distance in zip(found["ids"][0], distances[0], strict=True)]

    def _writable(self) -> Collection:
        if self._client is None:
            if self._url is None:
                if self._damaged:
                    shutil.rmtree(self._folder)
                    self._damaged = False
                self._folder.mkdir(parents=True, exist_ok=True)
            self._client = self._connect()
        if self._collection is None:
            self._collection = self._client.get_or_create_collection(
                self._name, embedding_function=None, configuration={"hnsw": _HNSW}, metadata={"applied": 0}
            )
        return self._collection

    def _connect(self) -> ClientAPI:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if self._url is None:
            return chromadb.PersistentClient(path=str(self._folder), settings=settings)
        parts = urlsplit(self._url)
        secure = parts.scheme == "https"
        host, port = parts.hostname or "localhost", parts.port or (443 if secure else 8000)
        try:
            return chromadb.HttpClient(host=host, port=port, ssl=secure, settings=settings)
        except ValueError as error:
            raise EndpointUnreachable(host) from error


def _is_database(file: Path) -> bool:
    """Asked before Chroma is: a start that fails spoils the folder for the rest of the process."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.DatabaseError:
        return False
    return True
