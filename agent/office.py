"""What one process needs to serve its people: the archive, the runs and their workers, the library, the writer."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from typing import Literal

from sqlalchemy import Engine

from agent.archive import Archive, Conversation, Revision
from agent.content import read_points
from agent.converse import Turn
from agent.desk import carry_out
from agent.events import Event, Failed, Finished, Saved, Stopped, Usage
from agent.grammar import read_order
from agent.model.connection import host_of, open_endpoint
from agent.model.endpoint import Endpoint, Meter
from agent.orders import Open, Order, Talk
from agent.recorder import Recorder
from agent.retelling import retold
from agent.runs import Run, Runs
from agent.standpoint import Standpoint
from agent.work import Work
from agent.worker import Workers
from agent.writer import Writer
from database import open_database
from settings import Settings, is_local
from vectorstore.embeddings import Embedder, EndpointEmbeddings, HashedNgrams
from vectorstore.library import Library

_ILLEGIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
REMEMBERED = 3  # earlier runs that the chat model is told of
POLL = 0.1  # seconds between two looks at a run that is followed


@dataclass(frozen=True)
class Office:
    settings: Settings
    engine: Engine
    archive: Archive
    library: Library
    _runs: Runs
    _workers: Workers = field(init=False)

    @classmethod
    def open(cls, settings: Settings) -> Office:
        """Brings the database up to date. The library's indexes open when they are first needed."""
        engine = open_database(settings.database)
        library = Library(engine, settings.home / "library", _embedder(settings), settings.chroma_url)
        return cls(settings, engine, Archive(engine), library, Runs(engine))

    def __post_init__(self) -> None:
        object.__setattr__(self, "_workers", Workers(self._runs, self._perform))

    def warm(self) -> None:
        """Do in advance what makes the first order slow: open the indexes, learn to read briefs, import the model's libraries."""
        self.library.search("讲话", k=1)
        read_points("讲话")
        if self.settings.writes_with_model:
            for library in ("langchain.agents", "agent.model.streaming"):
                import_module(library)

    @property
    def writer_kind(self) -> Literal["offline", "model"]:
        return "model" if self.settings.writes_with_model else "offline"

    @property
    def host(self) -> str:
        """The endpoint's; empty offline."""
        return host_of(self.settings.openai_base_url) if self.settings.writes_with_model else ""

    @property
    def sends_outside(self) -> bool:
        return self.settings.writes_with_model and not is_local(self.settings.openai_base_url)

    @property
    def owner(self) -> str:
        """The name under which this process holds its runs."""
        return self._workers.owner

    def conversations(self) -> tuple[Conversation, ...]:
        return self.archive.conversations()

    def begin(self, title: str = "") -> int:
        return self.archive.begin(title)

    def forget(self, conversation: int) -> None:
        """Stop what it is working on and delete it for good."""
        for run in self._runs.of(conversation):
            if run.active:
                self._workers.stop(run.ident)
        self.archive.forget(conversation)

    def read(self, message: str) -> Order:
        """What the grammar makes of a message; Talk where it is not certain. Raises EmptyOrder."""
        return read_order(message)

    def submit(self, conversation: int, order: Order, message: str = "") -> int:
        """Put an order in the conversation's queue and see that it is worked on; the number of its run."""
        match order:
            case Talk(message=words):
                order = replace(order, message=_legible(words))
            case Open(text=text):
                order = replace(order, text=_legible(text))
        head = self.archive.head(conversation)
        run = self._runs.submit(conversation, order, _legible(message), head.number if head else None)
        self._workers.attend(conversation)
        return run

    def attend(self, conversation: int) -> None:
        """Take up what nobody works on; cheap enough for every poll of a page."""
        if self._runs.idle(conversation):
            self._workers.attend(conversation)

    def runs(self, conversation: int) -> tuple[Run, ...]:
        """Oldest first."""
        return self._runs.of(conversation)

    def run(self, ident: int) -> Run:
        return self._runs.run(ident)

    def unfinished(self) -> tuple[Run, ...]:
        """What a failure, a stop or a crash left, newest first."""
        return self._runs.unfinished()

    def events(self, run: int, after: int = 0) -> tuple[tuple[int, Event], ...]:
        """With their sequence numbers, those after `after`."""
        return self._runs.events(run, after)

    def follow(self, run: int, after: int = 0) -> Iterator[Event]:
        """The events of a run as they come, until its end; takes it up when its worker is gone."""
        while True:
            for sequence, event in self._runs.events(run, after):
                after = sequence
                yield event
                if isinstance(event, Finished | Failed | Stopped) and not self._runs.run(run).active:
                    return
            state = self._runs.run(run)
            if not state.active:
                if not self._runs.events(run, after):
                    return
                continue
            self.attend(state.conversation)
            time.sleep(POLL)

    def stop(self, run: int) -> None:
        self._workers.stop(run)

    def resume(self, run: int) -> None:
        """A failed or stopped run goes on from its last finished section."""
        self._runs.resume(run)
        self._workers.attend(self._runs.run(run).conversation)

    def head(self, conversation: int) -> Revision | None:
        return self.archive.head(conversation)

    def revisions(self, conversation: int) -> tuple[Revision, ...]:
        """Oldest first."""
        return self.archive.revisions(conversation)

    def revision(self, conversation: int, number: int) -> Revision:
        return self.archive.revision(conversation, number)

    def close(self) -> None:
        self._workers.close()
        self.engine.dispose()

    async def _perform(self, run: Run, recorder: Recorder) -> Usage:
        async with self._writer() as (writer, chat):
            work = Work(
                conversation=run.conversation,
                run=run.ident,
                archive=self.archive,
                library=self.library,
                writer=writer,
                parallel=self.settings.sections_at_a_time,
                host=self.host,
                outside=self.sends_outside,
                meter=chat.meter if chat else Meter(),
                recorder=recorder,
                earlier=partial(self._earlier, run),
            )
            if any(isinstance(event, Saved) for event in work.past):
                work.notice("interrupted")  # what was saved is not done twice
            else:
                await carry_out(work, run.order, chat, partial(self._turns, run), Standpoint(run.base, resuming=True))
            return work.meter.usage

    @asynccontextmanager
    async def _writer(self) -> AsyncIterator[tuple[Writer, Endpoint | None]]:
        if not self.settings.writes_with_model:
            from agent.offline.writer import OfflineWriter

            yield OfflineWriter(), None
            return
        from agent.model.writer import ModelWriter

        async with open_endpoint(self.settings) as endpoint:
            yield ModelWriter(endpoint), endpoint

    def _earlier(self, run: Run) -> Iterator[Event]:
        for other in reversed(self._runs.of(run.conversation)):
            if other.ident < run.ident:
                yield from (event for _, event in reversed(self._runs.events(other.ident, 0)))

    def _turns(self, run: Run) -> tuple[Turn, ...]:
        """What was said before this run. Of an order that was carried out the assistant's part is its receipt."""
        turns: list[Turn] = []
        for earlier in [other for other in self._runs.of(run.conversation) if other.ident < run.ident][-REMEMBERED:]:
            told = [event for _, event in self._runs.events(earlier.ident, 0)]
            turns += [Turn("user", earlier.message), Turn("assistant", retold(told))]
        return tuple(turns)


def _legible(words: str) -> str:
    """Without what no database and no Word file can hold: NUL and its like, halves of characters. Line ends stay."""
    return _ILLEGIBLE.sub("", words)


def _embedder(settings: Settings) -> Embedder:
    """The embedded default unless an embedding model is named; its key and address default to the chat model's."""
    if settings.embedding_model is None:
        return HashedNgrams()
    url = settings.embedding_base_url or settings.openai_base_url
    key = settings.embedding_api_key or settings.openai_api_key
    return EndpointEmbeddings(settings.embedding_model, key.get_secret_value() if key else "none", url, is_local(url))
