"""The one SQL database: where it is, and that its schema is the newest. The tables belong to the rooms that use them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from filelock import FileLock
from sqlalchemy import Connection, Engine, MetaData, create_engine, event, make_url, text

metadata = MetaData()

_MIGRATIONS = Path(__file__).parent / "migrations"
_ADVISORY_LOCK = 0x6A67  # any constant will do; only migrations take it


def open_database(url: str) -> Engine:
    """The engine of an up-to-date database; makes the folder and the schema where they are not there yet."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            _upgrade(connection)
        return engine
    file = Path(str(parsed.database))
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": 30})
    event.listen(engine, "connect", _tune_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    with FileLock(f"{file}.migrating"), engine.begin() as connection:
        _upgrade(connection)
    return engine


def reading(engine: Engine) -> Connection:
    """A connection that only reads: it waits for no writer."""
    return engine.connect().execution_options(readonly=True)


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _tune_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transactions start too late for a read that a write depends on; _begin_sqlite starts them.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get("readonly") else "BEGIN IMMEDIATE")
