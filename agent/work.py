"""What carrying out an order needs: the archive, the library, the writer, and somebody to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from agent.archive import Archive, Entry, Revision
from agent.events import Consulted, Event, Noticed, Saved, Source
from agent.model.endpoint import Meter
from agent.recorder import Recorder
from agent.writer import Writer
from errors import EndpointUnreachable
from speech.document import Speech
from speech.structure import Role
from vectorstore.library import Library
from vectorstore.passages import Hit


class Tell(Protocol):
    """Takes a notice: its code, and what fills it."""

    def __call__(self, code: str, **details: object) -> None: ...


_RUN = 40  # code points at the end of a passage that no other speech has
_NEAR = 0.25  # of the best score: what is further off belongs to another subject


@dataclass(frozen=True)
class Work:
    """One run's means; `run` is its number. `past` are the events of the run so far, an earlier try's included, to go on from.

    `earlier` reads the events of the runs before this one, the newest first. `host` is the endpoint's, empty offline;
    `outside` is whether what is sent to the writer leaves this machine: then samples marked 不外发 are not consulted.
    """

    conversation: int
    run: int
    archive: Archive
    library: Library
    writer: Writer
    parallel: int
    host: str
    outside: bool
    meter: Meter
    recorder: Recorder
    earlier: Callable[[], Iterator[Event]]

    @property
    def head(self) -> Revision | None:
        return self.archive.head(self.conversation)

    @property
    def past(self) -> tuple[Event, ...]:
        return tuple(self.recorder.told)

    @property
    def consulted(self) -> tuple[tuple[int, Source], ...]:
        """Every passage consulted in this run, with the index of the section; once for each."""
        told = [(event.section, source) for event in self.past if isinstance(event, Consulted) for source in event.sources]
        return tuple({(index, source.passage): (index, source) for index, source in told}.values())

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every passage consulted in this run, once."""
        return tuple({source.passage: source for _, source in self.consulted}.values())

    def emit(self, event: Event) -> None:
        self.recorder.emit(event)

    def notice(self, code: str, **details: object) -> None:
        self.emit(Noticed(code, dict(details)))

    def save(self, parent: Revision | None, entry: Entry) -> Revision:
        """Append a revision on top of `parent` and tell it; the conversation goes by its title.

        Raises StaleRevision when `parent` is no longer the head.
        """
        saved = self.archive.save(self.conversation, parent.number if parent else None, replace(entry, run=self.run))
        title = Speech(saved.text).title
        if title and (parent is None or title != Speech(parent.text).title):
            self.archive.rename(self.conversation, title)
        self.emit(Saved(saved.number, saved.receipt))
        return saved

    def search(self, query: str, k: int, role: Role | None = None, occasion: str = "") -> tuple[Hit, ...]:
        """Passages that may be sent to the writer. Without a library that answers there are none, and the person is told."""
        try:
            return self.library.search(query, k=k, role=role, occasion=occasion or None, only_shareable=self.outside)
        except EndpointUnreachable as error:
            away = Noticed("library_away", error.details)
            if away not in self.past:
                self.emit(away)
            return ()

    def consult(self, section: int, query: str, role: Role | None, occasion: str = "", k: int = 3, own: str = "") -> tuple[Hit, ...]:
        """Passages for one section: of its role and the occasion, else of its role alone; told in a Consulted event.

        What stands in `own`, the speech that is worked on, is no sample for it.
        """

        def other(hits: tuple[Hit, ...]) -> list[Hit]:
            return [hit for hit in hits if hit.passage.section.strip()[-_RUN:] not in own]

        wider = 2 * k if own else k
        hits = other(self.search(query, wider, role, occasion)) if occasion else []
        if len(hits) < k:
            known = {hit.passage.ident for hit in hits}
            hits += [hit for hit in other(self.search(query, wider, role)) if hit.passage.ident not in known]
        hits = hits[:k]
        best = max((hit.score for hit in hits), default=0.0)
        near = tuple(hit for hit in hits if hit.score >= best * _NEAR)
        self.emit(Consulted(section, tuple(source_of(hit) for hit in near)))
        return near


def source_of(hit: Hit) -> Source:
    passage = hit.passage
    role = passage.role.value if passage.role else ""
    return Source(passage.ident, passage.sample, hit.sample.details.title, passage.heading, role, passage.section, round(hit.score, 4))
