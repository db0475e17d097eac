"""Conversations and their revisions: append-only, the one truth about what was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import JSON, Column, DateTime, Engine, ForeignKey, Integer, Row, String, Table, Text, UniqueConstraint, func, select
from sqlalchemy.exc import IntegrityError

from agent.events import NOTHING_USED, Receipt, Source, Usage
from agent.orders import ORDER, Order
from database import metadata, reading
from errors import NoSuchRecord, StaleRevision
from speech.structure import Span

conversations = Table(
    "conversations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", String(200), nullable=False),
    Column("created", DateTime(timezone=True), nullable=False),
    Column("updated", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,  # a page's address names the conversation: a number is never used again
)
revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("parent", Integer),
    Column("restores", Integer),
    Column("text", Text, nullable=False),
    Column("order", JSON, nullable=False),
    Column("receipt", JSON, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("writer", String(20), nullable=False),
    Column("usage", JSON, nullable=False),
    Column("created", DateTime(timezone=True), nullable=False),
    Column("locks", JSON, nullable=False),
    Column("run", Integer),
    UniqueConstraint("conversation", "number"),
)

_LOCKS = TypeAdapter(tuple[Span, ...])
_RECEIPT = TypeAdapter(Receipt)
_SOURCES = TypeAdapter(tuple[Source, ...])
_USAGE = TypeAdapter(Usage)


@dataclass(frozen=True, slots=True)
class Conversation:
    ident: int
    title: str
    created: datetime
    updated: datetime
    revisions: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What a revision says besides its place: text, the order that made it, and what it was made from.

    `restores` is the number of the revision that an undo brought back; `locks` are the spans that no order may change;
    `run` is the one that made it.
    """

    text: str
    order: Order
    receipt: Receipt
    sources: tuple[Source, ...] = ()
    writer: str = ""
    usage: Usage = NOTHING_USED
    restores: int | None = None
    locks: tuple[Span, ...] = ()
    run: int | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    ident: int
    conversation: int
    number: int
    parent: int | None
    restores: int | None
    text: str
    order: Order
    receipt: Receipt
    sources: tuple[Source, ...]
    writer: str
    usage: Usage
    created: datetime
    locks: tuple[Span, ...]
    run: int | None


@dataclass(frozen=True, slots=True)
class Archive:
    engine: Engine

    def begin(self, title: str) -> int:
        now = datetime.now(UTC)
        with self.engine.begin() as connection:
            new = conversations.insert().values(title=title[:200], created=now, updated=now).returning(conversations.c.id)
            return int(connection.execute(new).scalar_one())

    def rename(self, conversation: int, title: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(conversations.update().where(conversations.c.id == conversation).values(title=title[:200]))

    def forget(self, conversation: int) -> None:
        """Delete a conversation with its runs and revisions, for good."""
        with self.engine.begin() as connection:
            connection.execute(conversations.delete().where(conversations.c.id == conversation))

    def conversations(self) -> tuple[Conversation, ...]:
        """The one worked on last comes first."""
        counted = func.count(revisions.c.id).label("revisions")
        query = (
            select(conversations, counted)
            .outerjoin(revisions, revisions.c.conversation == conversations.c.id)
            .group_by(conversations.c.id)
            .order_by(conversations.c.updated.desc(), conversations.c.id.desc())
        )
        with reading(self.engine) as connection:
            return tuple(Conversation(r.id, r.title, r.created, r.updated, r.revisions) for r in connection.execute(query))

    def revisions(self, conversation: int) -> tuple[Revision, ...]:
        """Oldest first."""
        query = select(revisions).where(revisions.c.conversation == conversation).order_by(revisions.c.number)
        with reading(self.engine) as connection:
            return tuple(_revision(row) for row in connection.execute(query))

    def revision(self, conversation: int, number: int) -> Revision:
        query = select(revisions).where(revisions.c.conversation == conversation, revisions.c.number == number)
        with reading(self.engine) as connection:
            row = connection.execute(query).first()
        if row is None:
            raise NoSuchRecord("revision", str(number))
        return _revision(row)

    def head(self, conversation: int) -> Revision | None:
        query = select(revisions).where(revisions.c.conversation == conversation).order_by(revisions.c.number.desc()).limit(1)
        with reading(self.engine) as connection:
            row = connection.execute(query).first()
        return _revision(row) if row else None

    def save(self, conversation: int, parent: int | None, entry: Entry) -> Revision:
        """Append a revision on top of `parent`. Raises StaleRevision when `parent` is no longer the head."""
        now = datetime.now(UTC)
        newest = select(func.max(revisions.c.number)).where(revisions.c.conversation == conversation)
        try:
            with self.engine.begin() as connection:
                if connection.execute(newest).scalar() != parent:
                    raise StaleRevision(path="", text=entry.text)
                connection.execute(
                    revisions.insert().values(
                        conversation=conversation,
                        number=(parent or 0) + 1,
                        parent=parent,
                        restores=entry.restores,
                        text=entry.text,
                        order=ORDER.dump_python(entry.order, mode="json"),
                        receipt=_RECEIPT.dump_python(entry.receipt, mode="json"),
                        sources=_SOURCES.dump_python(entry.sources, mode="json"),
                        writer=entry.writer,
                        usage=_USAGE.dump_python(entry.usage, mode="json"),
                        created=now,
                        locks=_LOCKS.dump_python(entry.locks, mode="json"),
                        run=entry.run,
                    )
                )
                connection.execute(conversations.update().where(conversations.c.id == conversation).values(updated=now))
        except IntegrityError as error:
            # PostgreSQL lets two savers past the check above; the unique number stops the second.
            raise StaleRevision(path="", text=entry.text) from error
        return self.revision(conversation, (parent or 0) + 1)

    def before(self, revision: Revision) -> Revision | None:
        """What an undo of `revision` brings back: what stood before the run that made what it shows.

        So a second undo goes a step further, and one message is one step, however many revisions it made.
        """
        shown = revision
        while shown.restores is not None:
            shown = self.revision(revision.conversation, shown.restores)
        if shown.parent is None:
            return None
        step = before = self.revision(revision.conversation, shown.parent)
        while shown.run is not None and before.run == shown.run:
            if before.parent is None:
                return step  # a text that was begun and changed by one message: no further back than its beginning
            before = self.revision(revision.conversation, before.parent)
        return before


def _revision(row: Row[tuple[object, ...]]) -> Revision:
    return Revision(
        ident=row.id,
        conversation=row.conversation,
        number=row.number,
        parent=row.parent,
        restores=row.restores,
        text=row.text,
        order=ORDER.validate_python(row.order),
        receipt=_RECEIPT.validate_python(row.receipt),
        sources=_SOURCES.validate_python(row.sources),
        writer=row.writer,
        usage=_USAGE.validate_python(row.usage),
        created=row.created,
        locks=_LOCKS.validate_python(row.locks),
        run=row.run,
    )
