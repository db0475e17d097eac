"""The migrations and the rooms' tables say the same."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from agent.archive import conversations
from agent.runs import runs
from database import metadata, open_database
from vectorstore.tables import samples

ROOMS = (conversations, runs, samples)


def test_a_fresh_database_has_every_table_as_the_rooms_declare_it(engine: Engine) -> None:
    assert {table.name for table in ROOMS} <= metadata.tables.keys()
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_opening_twice_at_once_migrates_once(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'new' / 'jianggao.db').as_posix()}"
    opened: list[Engine] = []
    threads = [threading.Thread(target=lambda: opened.append(open_database(url))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    for engine in opened:
        engine.dispose()
