"""Runs: what a conversation is working on, held by a lease, told in events. They outlive page and process."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    Float,
    ForeignKey,
    Integer,
    Row,
    String,
    Table,
    Text,
    func,
    or_,
    select,
)

from agent.events import EVENT, Event
from agent.orders import ORDER, Order
from database import metadata, reading
from errors import NoSuchRecord, RunInProgress

LEASE = 10.0  # seconds; renewed every fifth of it, so four renewals may fail before another takes over

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("message", Text, nullable=False),
    Column("order", JSON, nullable=False),
    Column("base", Integer),
    Column("state", String(10), nullable=False, index=True),
    Column("owner", String(100), nullable=False),
    Column("lease_until", Float, nullable=False),
    Column("stop_requested", Boolean, nullable=False),
    Column("created", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)
events = Table(
    "events",
    metadata,
    Column("run", ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("payload", JSON, nullable=False),
)


class State(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Run:
    """`base` is the number of the revision that stood when it was submitted: what its addresses are read against."""

    ident: int
    conversation: int
    message: str
    order: Order
    state: State
    owner: str
    lease_until: float
    created: datetime
    base: int | None

    @property
    def active(self) -> bool:
        return self.state in (State.WAITING, State.RUNNING)

    @property
    def lapsed(self) -> bool:
        """Whether its worker has not renewed the lease: killed, or its machine asleep."""
        return self.state is State.RUNNING and self.lease_until < time.time()


@dataclass(frozen=True, slots=True)
class Runs:
    engine: Engine

    def submit(self, conversation: int, order: Order, message: str, base: int | None = None) -> int:
        with self.engine.begin() as connection:
            new = (
                runs.insert()
                .values(
                    conversation=conversation,
                    message=message,
                    order=ORDER.dump_python(order, mode="json"),
                    base=base,
                    state=State.WAITING,
                    owner="",
                    lease_until=0.0,
                    stop_requested=False,
                    created=datetime.now(UTC),
                )
                .returning(runs.c.id)
            )
            return int(connection.execute(new).scalar_one())

    def run(self, ident: int) -> Run:
        with reading(self.engine) as connection:
            row = connection.execute(select(runs).where(runs.c.id == ident)).first()
        if row is None:
            raise NoSuchRecord("run", str(ident))
        return _run(row)

    def of(self, conversation: int) -> tuple[Run, ...]:
        """Oldest first."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(runs).where(runs.c.conversation == conversation).order_by(runs.c.id))
            return tuple(_run(row) for row in rows)

    def idle(self, conversation: int) -> bool:
        """Whether something waits, or was left by a worker that is gone."""
        left = (runs.c.state == State.WAITING) | _lapsed()
        with reading(self.engine) as connection:
            return connection.execute(select(runs.c.id).where(runs.c.conversation == conversation, left).limit(1)).first() is not None

    def unfinished(self) -> tuple[Run, ...]:
        """What a failure, a stop or a crash left, newest first; not where the conversation has gone on since."""
        later = runs.alias()
        gone_on = select(later.c.id).where(later.c.conversation == runs.c.conversation, later.c.id > runs.c.id, later.c.state == State.DONE)
        left = or_(
            runs.c.state.in_((State.FAILED, State.STOPPED, State.WAITING)),
            _lapsed(),
        )
        with reading(self.engine) as connection:
            rows = connection.execute(select(runs).where(left, ~gone_on.exists()).order_by(runs.c.id.desc()))
            return tuple(_run(row) for row in rows)

    def claim(self, conversation: int, owner: str) -> Run | None:
        """Take the conversation's next run: one whose lease ran out, else the oldest that waits; None while another works."""
        with self.engine.begin() as connection:
            query = select(runs).where(runs.c.conversation == conversation, runs.c.state.in_((State.RUNNING, State.WAITING)))
            open_runs = [_run(row) for row in connection.execute(query.order_by(runs.c.id).with_for_update())]
            running = [run for run in open_runs if run.state is State.RUNNING]
            if any(not run.lapsed for run in running):
                return None
            for run in running + [run for run in open_runs if run.state is State.WAITING]:
                taken = connection.execute(
                    runs.update()
                    .where(runs.c.id == run.ident, runs.c.state == run.state, runs.c.lease_until == run.lease_until)
                    .values(state=State.RUNNING, owner=owner, lease_until=time.time() + LEASE)
                )
                return run if taken.rowcount else None
        return None

    def renew(self, ident: int, owner: str) -> None:
        """Hold the run for another LEASE. Raises RunInProgress when another has it, NoSuchRecord when it was deleted."""
        with self.engine.begin() as connection:
            self._hold(connection, ident, owner)
            connection.execute(runs.update().where(runs.c.id == ident).values(lease_until=time.time() + LEASE))

    def stop_requested(self, ident: int) -> bool:
        with reading(self.engine) as connection:
            return bool(connection.execute(select(runs.c.stop_requested).where(runs.c.id == ident)).scalar())

    def append(self, ident: int, owner: str, new: Sequence[Event], state: State | None = None) -> None:
        """Add events, and end the run when `state` is given. Raises RunInProgress when another has it."""
        with self.engine.begin() as connection:
            self._hold(connection, ident, owner)
            last = connection.execute(select(func.max(events.c.sequence)).where(events.c.run == ident)).scalar() or 0
            payloads = [EVENT.dump_python(event, mode="json") for event in new]
            if payloads:
                rows = [{"run": ident, "sequence": last + i, "payload": p} for i, p in enumerate(payloads, 1)]
                connection.execute(events.insert(), rows)
            if state:
                connection.execute(runs.update().where(runs.c.id == ident).values(state=state, owner="", stop_requested=False))

    def events(self, ident: int, after: int) -> tuple[tuple[int, Event], ...]:
        query = select(events).where(events.c.run == ident, events.c.sequence > after).order_by(events.c.sequence)
        with reading(self.engine) as connection:
            return tuple((row.sequence, EVENT.validate_python(row.payload)) for row in connection.execute(query))

    def request_stop(self, ident: int) -> None:
        """A running one stops within a moment; one that waits, or whose worker is gone, is stopped here."""
        with self.engine.begin() as connection:
            connection.execute(runs.update().where(runs.c.id == ident).values(stop_requested=True))
            idle = (runs.c.state == State.WAITING) | _lapsed()
            connection.execute(runs.update().where(runs.c.id == ident, idle).values(state=State.STOPPED, stop_requested=False))

    def resume(self, ident: int) -> None:
        """Put what failed or was stopped back in the queue; its events stay, and its worker goes on from them."""
        with self.engine.begin() as connection:
            ended = runs.c.state.in_((State.FAILED, State.STOPPED))
            connection.execute(runs.update().where(runs.c.id == ident, ended).values(state=State.WAITING, stop_requested=False))

    def _hold(self, connection: Connection, ident: int, owner: str) -> None:
        row = connection.execute(select(runs.c.owner).where(runs.c.id == ident).with_for_update()).first()
        if row is None:
            raise NoSuchRecord("run", str(ident))
        if row.owner != owner:
            raise RunInProgress(ident, row.owner)


def _lapsed() -> ColumnElement[bool]:
    """`Run.lapsed`, asked of the database."""
    return (runs.c.state == State.RUNNING) & (runs.c.lease_until < time.time())


def _run(row: Row[tuple[object, ...]]) -> Run:
    return Run(
        ident=row.id,
        conversation=row.conversation,
        message=row.message,
        order=ORDER.validate_python(row.order),
        state=State(row.state),
        owner=row.owner,
        lease_until=row.lease_until,
        created=row.created,
        base=row.base,
    )
