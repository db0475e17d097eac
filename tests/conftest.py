"""Fixtures that several rooms share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from database import open_database
from settings import Settings

POSTGRES = os.environ.get("JIANGGAO_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An office of its own, whatever the environment and .env of the machine say."""
    return Settings(
        _env_file=None, JIANGGAO_HOME=tmp_path / "home", JIANGGAO_WRITER="offline", JIANGGAO_DATABASE_URL=None, JIANGGAO_CHROMA_URL=None
    )


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{(tmp_path / 'jianggao.db').as_posix()}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgres() -> Iterator[Engine]:
    """A fresh database on the server that JIANGGAO_TEST_POSTGRES names, dropped afterwards."""
    server = create_engine(make_url(POSTGRES).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    name = f"jianggao_{os.getpid()}"
    try:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError as error:
        pytest.skip(f"no PostgreSQL server: {error.orig}")
    engine = open_database(make_url(POSTGRES).set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Both databases that the archive promises to run on."""
    engine: Engine = request.getfixturevalue(request.param)
    return engine
