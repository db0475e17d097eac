"""The catalogue's tables."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, String, Table, Text

from database import metadata

samples = Table(
    "samples",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("masked_title", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("occasion", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("year", Integer),
    Column("field", Text, nullable=False),
    Column("unit_level", Text, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("shareable", Boolean, nullable=False),
    Column("source", Text, nullable=False),
    Column("bundled", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("chars", Integer, nullable=False),
    Column("masker", Integer, nullable=False),
    Column("added", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,  # ids are never used again: an index may still hold the old ones
)

sections = Table(
    "sections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sample", ForeignKey("samples.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("masked", Text, nullable=False),
    sqlite_autoincrement=True,
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sample", ForeignKey("samples.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("section", ForeignKey("sections.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Column("role", String(20)),
    Column("heading", Text, nullable=False),
    Column("masked_heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("masked", Text, nullable=False),
    sqlite_autoincrement=True,
)

log = Table(
    "library_log",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("action", String(10), nullable=False),  # add, remove, replace
    Column("sample", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

# One row. Whoever writes counts `sequence` up first and so holds the row until the end of the transaction:
# sequences become visible in their order, without gaps, on every database.
library = Table(
    "library",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(32), nullable=False),
    Column("sequence", Integer, nullable=False),
)
