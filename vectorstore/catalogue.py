"""The catalogue: samples and their passages in SQL, and the log of what was added and removed. It is the truth."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, func, insert, select, update

from errors import NoSuchRecord
from speech.mask import MASKER_VERSION
from speech.structure import Role
from vectorstore.passages import Added, Change, Details, Entry, Label, Passage, Sample
from vectorstore.splitting import Split, split
from vectorstore.tables import library, log, passages, samples, sections

_AT_ONCE = 5000  # ids in one IN(…); PostgreSQL takes 65,535 parameters, SQLite 32,766

_passage_count = select(func.count()).where(passages.c.sample == samples.c.id).scalar_subquery().label("passages")
_SAMPLE = select(*(column for column in samples.c if column.name != "text"), _passage_count)
_PASSAGE = select(passages, sections.c.text.label("whole"), sections.c.masked.label("masked_whole")).join_from(passages, sections)


def digest_of(text: str) -> str:
    """The same words are one sample, whatever their line ends."""
    return hashlib.sha256("\n".join(text.split("\r\n")).encode("utf-8")).hexdigest()


class Catalogue:
    """Safe to share between threads: it holds nothing but the engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(readonly=True)

    def add(self, text: str, details: Details, source: str, bundled: bool = False) -> Added:
        """The whole sample or nothing of it."""
        digest = digest_of(text)
        if (known := self._with_digest(digest)) is not None:
            return Added(known, new=False)
        made = split(text, details)
        with self._engine.begin() as connection:
            sequence = _next_sequence(connection)
            if connection.scalar(select(samples.c.id).where(samples.c.digest == digest)) is None:
                ident = _insert_sample(connection, text, digest, details, source, bundled, made)
                _insert_passages(connection, ident, made)
                _write_log(connection, sequence, "add", ident, digest)
                new = True
            else:  # another process was faster
                connection.rollback()
                new = False
        sample = self._with_digest(digest)
        assert sample is not None
        return Added(sample, new)

    def remove(self, ident: int) -> None:
        """Raises NoSuchRecord."""
        with self._engine.begin() as connection:
            sequence = _next_sequence(connection)
            digest = connection.scalar(select(samples.c.digest).where(samples.c.id == ident))
            if digest is None:
                raise NoSuchRecord("sample", str(ident))
            connection.execute(delete(passages).where(passages.c.sample == ident))
            connection.execute(delete(sections).where(sections.c.sample == ident))
            connection.execute(delete(samples).where(samples.c.id == ident))
            _write_log(connection, sequence, "remove", ident, digest)

    def samples(self) -> tuple[Sample, ...]:
        return tuple(_sample(row) for row in self._rows(_SAMPLE.order_by(samples.c.id)))

    def sample(self, ident: int) -> Sample:
        """Raises NoSuchRecord."""
        rows = self._rows(_SAMPLE.where(samples.c.id == ident))
        if not rows:
            raise NoSuchRecord("sample", str(ident))
        return _sample(rows[0])

    def text(self, ident: int) -> str:
        """Raises NoSuchRecord."""
        rows = self._rows(select(samples.c.text).where(samples.c.id == ident))
        if not rows:
            raise NoSuchRecord("sample", str(ident))
        return str(rows[0].text)

    def passages_of(self, sample: int) -> tuple[Passage, ...]:
        return tuple(_passage(row) for row in self._rows(_PASSAGE.where(passages.c.sample == sample).order_by(passages.c.position)))

    def passages(self, idents: Sequence[int]) -> dict[int, Passage]:
        """Those that still exist."""
        return {row.id: _passage(row) for row in self._among(_PASSAGE, passages.c.id, idents)}

    def labels(self, idents: Sequence[int]) -> dict[int, Label]:
        """Those that still exist."""
        columns = (passages.c.id, passages.c.sample, passages.c.role, samples.c.occasion, samples.c.shareable)
        query = select(*columns).join_from(passages, samples)
        return {
            row.id: Label(row.sample, Role(row.role) if row.role else None, row.occasion, row.shareable)
            for row in self._among(query, passages.c.id, idents)
        }

    def words(self, idents: Sequence[int]) -> dict[int, str]:
        """The raw text of passages that still exist."""
        return {row.id: row.text for row in self._among(select(passages.c.id, passages.c.text), passages.c.id, idents)}

    def entries(self, sample_ids: Sequence[int]) -> tuple[Entry, ...]:
        """The passages of those samples that still exist, for the indexes."""
        query = select(
            passages.c.id, passages.c.sample, samples.c.title, passages.c.heading, passages.c.text,
            passages.c.masked_heading, passages.c.masked, samples.c.shareable,
        ).join_from(passages, samples)  # fmt: skip
        return tuple(
            Entry(
                row.id,
                row.sample,
                row.title,
                _under_heading(row.heading, row.text),
                _under_heading(row.masked_heading, row.masked),
                row.shareable,
            )
            for row in self._among(query, passages.c.sample, sample_ids)
        )

    def name(self) -> str:
        """Of this library, to tell its indexes from those of another."""
        return str(self._rows(select(library.c.name))[0].name)

    def head(self) -> int:
        """The sequence of the last change."""
        return int(self._rows(select(library.c.sequence))[0].sequence)

    def changes(self, after: int) -> tuple[Change, ...]:
        rows = self._rows(select(log.c.sequence, log.c.sample, log.c.action).where(log.c.sequence > after).order_by(log.c.sequence))
        return tuple(Change(row.sequence, row.sample, row.action == "replace") for row in rows)

    def ever_held(self, digests: Iterable[str]) -> frozenset[str]:
        """Which of these texts have been added at some time, whether or not they were removed since."""
        return frozenset(row.digest for row in self._among(select(log.c.digest).distinct(), log.c.digest, list(digests)))

    def remask(self, progress: Callable[[int, int], None]) -> None:
        """Mask again, from the raw text, what an older masker masked; the passages are new ones with new ids."""
        old = [row.id for row in self._rows(select(samples.c.id).where(samples.c.masker != MASKER_VERSION))]
        for done, ident in enumerate(old, start=1):
            details, text = self.sample(ident).details, self.text(ident)
            made = split(text, details)
            with self._engine.begin() as connection:
                sequence = _next_sequence(connection)
                digest = connection.scalar(select(samples.c.digest).where(samples.c.id == ident))
                if digest is not None:
                    connection.execute(delete(passages).where(passages.c.sample == ident))
                    connection.execute(delete(sections).where(sections.c.sample == ident))
                    values = {"masker": MASKER_VERSION, "masked_title": made.masked_title}
                    connection.execute(update(samples).where(samples.c.id == ident).values(values))
                    _insert_passages(connection, ident, made)
                    _write_log(connection, sequence, "replace", ident, digest)
            progress(done, len(old))

    def _with_digest(self, digest: str) -> Sample | None:
        rows = self._rows(_SAMPLE.where(samples.c.digest == digest))
        return _sample(rows[0]) if rows else None

    def _rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        with self._reading.connect() as connection:
            return connection.execute(query).all()

    def _among(self, query: Select[Any], column: Any, values: Sequence[Any]) -> Iterator[Row[Any]]:
        for start in range(0, len(values), _AT_ONCE):
            yield from self._rows(query.where(column.in_(values[start : start + _AT_ONCE])))


def _next_sequence(connection: Connection) -> int:
    return int(connection.execute(update(library).values(sequence=library.c.sequence + 1).returning(library.c.sequence)).scalar_one())


def _write_log(connection: Connection, sequence: int, action: str, sample: int, digest: str) -> None:
    connection.execute(insert(log).values(sequence=sequence, action=action, sample=sample, digest=digest, at=datetime.now(UTC)))


def _insert_sample(connection: Connection, text: str, digest: str, details: Details, source: str, bundled: bool, made: Split) -> int:
    values = {
        **asdict(details),
        "text": text,
        "digest": digest,
        "source": source,
        "bundled": bundled,
        "masked_title": made.masked_title,
        "chars": made.chars,
        "masker": MASKER_VERSION,
        "added": datetime.now(UTC),
    }
    return int(connection.execute(insert(samples).values(values).returning(samples.c.id)).scalar_one())


def _insert_passages(connection: Connection, sample: int, made: Split) -> None:
    rows = [{"sample": sample, "position": i, "text": raw, "masked": masked} for i, (raw, masked) in enumerate(made.sections)]
    if not rows:
        return
    connection.execute(insert(sections), rows)
    stored = connection.execute(select(sections.c.position, sections.c.id).where(sections.c.sample == sample))
    whole = {row.position: row.id for row in stored}
    connection.execute(
        insert(passages),
        [
            {
                "sample": sample,
                "section": whole[piece.whole],
                "position": position,
                "path": piece.path,
                "role": piece.role.value if piece.role else None,
                "heading": piece.heading,
                "masked_heading": piece.masked_heading,
                "text": piece.text,
                "masked": piece.masked,
            }
            for position, piece in enumerate(made.pieces)
        ],
    )


def _sample(row: Row[Any]) -> Sample:
    details = Details(**{field.name: getattr(row, field.name) for field in fields(Details)})
    return Sample(row.id, details, row.source, row.digest, row.chars, row.passages, row.bundled, row.masked_title)


def _passage(row: Row[Any]) -> Passage:
    role = Role(row.role) if row.role else None
    return Passage(
        row.id, row.sample, row.path, role, row.heading, row.text, row.masked, row.whole, row.masked_whole, row.masked_heading
    )  # fmt: skip


def _under_heading(heading: str, text: str) -> str:
    return text if heading in text else f"{heading}\n{text}"
