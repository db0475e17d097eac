"""The two derived indexes, kept in step with the catalogue's log."""

from __future__ import annotations

import json
import os
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from errors import LibraryHeld
from vectorstore.catalogue import Catalogue
from vectorstore.chroma import VectorIndex
from vectorstore.embeddings import Embedder
from vectorstore.lexical import LexicalIndex
from vectorstore.passages import Change
from vectorstore.retrieval import Channels

Progress = Callable[[int, int], None]

_CHANGES_AT_ONCE = 20  # log entries applied between two chances for a search to run


class Indexes:
    """Safe to share between threads. Of several processes one writes at a time, by a lock file; the others read.

    Nothing is opened before the first `follow` or `reading`. Who wrote last has left a stamp in the folder; whoever
    finds another stamp there than the one it opened with opens again, because an open Chroma does not see it all.
    """

    def __init__(self, catalogue: Catalogue, folder: Path, embedder: Embedder, chroma_url: str | None) -> None:
        self._catalogue = catalogue
        self._folder = folder
        self._embedder = embedder
        self._chroma_url = chroma_url
        self._stamp_file = folder / "writer.json"
        self._opened: tuple[LexicalIndex, VectorIndex] | None = None
        self._stamp: str | None = None
        self._seen = 0  # the log's sequence that both indexes have applied, as far as this process knows
        self._using = threading.RLock()
        self._following = threading.Lock()

    def follow(self, progress: Progress, patience: float) -> None:
        """Apply what the log has and the indexes have not.

        Raises LibraryHeld when another process still writes after `patience` seconds.
        """
        with self._following:
            if self._catalogue.head() == self._seen:
                return
            with self._writing(patience):
                self._apply_all(progress)

    def rebuild(self, progress: Progress) -> None:
        """Make both anew. Raises LibraryHeld at once when another process is writing."""
        with self._following, self._writing(patience=0):
            with self._using:
                for index in self._open():
                    index.clear()
            self._apply_all(progress)

    @contextmanager
    def reading(self) -> Iterator[Channels]:
        """The channels as they are now: caught up if nobody else is at it, a little behind if somebody is."""
        if self._catalogue.head() != self._seen and self._following.acquire(blocking=False):
            try:
                with self._writing(patience=0):
                    self._apply_all(_silent)
            except LibraryHeld:
                pass  # reading beside a writer: what is there is what is searched
            finally:
                self._following.release()
        with self._using:
            lexical, vectors = self._open()
            yield Channels(lexical, vectors, self._catalogue.words)

    def close(self) -> None:
        with self._using:
            if self._opened is not None:
                for index in self._opened:
                    index.close()
            self._opened, self._stamp, self._seen = None, None, 0

    def _open(self) -> tuple[LexicalIndex, VectorIndex]:
        stamp = self._last_writer().get("stamp")
        if self._opened is None:
            library = self._catalogue.name()
            lexical = LexicalIndex(self._folder / "lexical", library)
            self._opened = lexical, VectorIndex(self._folder / "chroma", self._chroma_url, library, self._embedder)
        elif stamp == self._stamp:
            return self._opened
        for index in self._opened:
            index.reopen()
        self._stamp = stamp
        return self._opened

    def _apply_all(self, progress: Progress) -> None:
        with self._using:
            indexes = self._open()
        head = self._catalogue.head()
        for index in indexes:
            if index.applied > head:  # the database is an older one than the index was made from
                index.clear()
        pending = [(index, self._catalogue.changes(index.applied)) for index in indexes]
        total, done = sum(len(changes) for _, changes in pending), 0
        for index, changes in pending:
            for start in range(0, len(changes), _CHANGES_AT_ONCE):
                batch = changes[start : start + _CHANGES_AT_ONCE]
                self._apply(index, batch)
                done += len(batch)
                progress(done, total)
        self._seen = head

    def _apply(self, index: LexicalIndex | VectorIndex, batch: tuple[Change, ...]) -> None:
        touched = list(dict.fromkeys(change.sample for change in batch))
        entries = self._catalogue.entries(touched)
        stale = {change.sample for change in batch if change.replaces} | (set(touched) - {entry.sample for entry in entries})
        with self._using:
            index.apply(sorted(stale), entries, batch[-1].sequence)

    @contextmanager
    def _writing(self, patience: float) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / "writer.lock", thread_local=False)
        try:
            lock.acquire(timeout=patience)
        except Timeout as error:
            raise LibraryHeld(self._last_writer().get("owner", "")) from error
        try:
            with self._using:
                self._open()
            self._leave_stamp()  # before and after: whoever reads when we have crashed in between opens again
            try:
                yield
            finally:
                self._leave_stamp()
        finally:
            lock.release()

    def _leave_stamp(self) -> None:
        stamp = uuid.uuid4().hex
        fresh = self._stamp_file.with_suffix(".new")
        fresh.write_text(json.dumps({"owner": f"{socket.gethostname()}, pid {os.getpid()}", "stamp": stamp}), encoding="utf-8")
        os.replace(fresh, self._stamp_file)
        self._stamp = stamp

    def _last_writer(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads(self._stamp_file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        return found


def _silent(_done: int, _total: int) -> None:
    return None
