"""One speech's orders through a whole office: a message in, a revision out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from agent.events import Event, Failed, Found, Noticed, Said, Saved
from agent.office import Office
from agent.orders import Open, Talk
from bench.edits.expectation import expectation
from bench.edits.measures import Measured, measured
from bench.edits.numerals import masked, merged
from bench.edits.rows import Row
from bench.edits.script import Script, Sequence
from settings import Settings
from tests import protocol


@dataclass(frozen=True, slots=True)
class Result:
    row: Row
    measured: Measured
    single: bool
    talks: int
    calls: int
    sequences: tuple[Sequence, ...]
    repaired: tuple[bool, ...]
    answer: str

    @property
    def settled(self) -> bool:
        return not self.talks

    @property
    def resolved(self) -> bool:
        return not self.measured.wrong

    @property
    def right(self) -> bool:
        m = self.measured
        spoilt = m.outside_asked or m.outside_receipt or m.lost or m.invented or m.locks_broken or m.numbering
        return self.resolved and all(m.lengths) and all(self.repaired) and not spoilt


@dataclass(frozen=True)
class Desk:
    office: Office
    script: Script

    def tried(self, text: str, row: Row) -> Result:
        self.script.begin(text)
        conversation = self.office.begin()
        run = self.office.submit(conversation, Open(text))
        for message in row.messages[:-1]:
            run = self.office.submit(conversation, Talk(message), message)
        if row.messages[:-1]:
            list(self.office.follow(run))
        revisions = [revision.text for revision in self.office.revisions(conversation)] if row.messages[:-1] else [text]
        self.script.begin(revisions[-1])
        events = list(self.office.follow(self.office.submit(conversation, Talk(row.message), row.message)))
        new = [revision.text for revision in self.office.revisions(conversation)][-1]
        receipts = [event.receipt for event in events if isinstance(event, Saved)]
        wanted = expectation(revisions[-1], row.effects, revisions)
        outcome = measured(revisions[-1], new, wanted, receipts, row.message)
        sequences = tuple(self.script.sequences)
        return Result(
            row=row,
            measured=outcome,
            single=wanted.single and not self.script.others,
            talks=self.script.talks,
            calls=self.script.calls,
            sequences=sequences,
            repaired=tuple(_stands(sequence.right, new) for sequence in sequences),
            answer=" ".join(_told(event) for event in events).strip(),
        )


def _stands(right: str, text: str) -> bool:
    """Whether every line of a right reply is in the text; a split makes its first sentence a heading."""
    there = merged(masked(text)).replace("\n", "").replace("。", "")
    return all(merged(masked(line)).replace("。", "") in there for line in right.split("\n"))


@contextmanager
def desk() -> Iterator[Desk]:
    script = Script()
    protocol.CHUNK = 120  # a reply in few pieces: how it streams is measured elsewhere
    with protocol.Protocol(script) as server, tempfile.TemporaryDirectory() as home:
        given: dict[str, Any] = {
            "_env_file": None,
            "JIANGGAO_HOME": home,
            "JIANGGAO_WRITER": "model",
            "JIANGGAO_MODEL": "scripted",
            "OPENAI_BASE_URL": server.url,
            "JIANGGAO_DATABASE_URL": None,
            "JIANGGAO_CHROMA_URL": None,
        }
        settings = Settings(**given)
        os.environ["SSL_CERT_DIR"] = home  # every run would read the machine's certificates, which plain HTTP has no use for
        office = Office.open(settings)
        office.library.load_bundled(lambda done, total: None)
        try:
            yield Desk(office, script)
        finally:
            office.close()


def _told(event: Event) -> str:
    match event:
        case Failed(code=code, details=details):
            return f"failed {code} {details}"
        case Noticed(code=code, details=details):
            return f"noticed {code} {details or ''}"
        case Said(text=text):
            return f"said {text}"
        case Saved(revision=number, receipt=receipt):
            moved = f" moved {receipt.moved}" if receipt.moved else ""
            return f"saved {number} changed {receipt.changed} renumbered {receipt.renumbered} removed {receipt.removed}{moved}"
        case Found():
            return ""
    return ""
