"""What a run came to: its text in a file or on stdout, and what became different."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from agent.events import Compared, Event, Finished, Found, Ready, Saved, Usage
from agent.office import Office
from agent.receipts import receipt
from errors import NoText, UnwritableFile
from speech.checks import check
from speech.document import Speech
from terminal import documents
from terminal.console import Console, note
from terminal.documents import Document
from terminal.reading import findings
from ui.wording import receipt as sentence


def hand_over(console: Console, office: Office, run: int, out: Path | None, source: Document | None = None) -> None:
    """`source` is the file that was revised. What changed is told against the text before the run's first revision."""
    conversation = office.run(run).conversation
    told = [event for _, event in office.events(run)]
    saved = [office.revision(conversation, event.revision) for event in told if isinstance(event, Saved)]
    head = saved[-1] if saved else office.head(conversation)
    if head is None:
        raise NoText
    base = saved[0].parent if saved else head.number
    before = Speech(office.revision(conversation, base).text) if base is not None else None
    changes = receipt(before, Speech(head.text))
    found = next((event.findings for event in reversed(told) if isinstance(event, Found)), None)
    faults = findings(check(Speech(head.text)) if found is None else found, console.text)
    usage = next((event.usage for event in reversed(told) if isinstance(event, Finished)), Usage())
    value = {
        "text": head.text,
        "changed": changes.changed,
        "renumbered": changes.renumbered,
        "removed": changes.removed,
        "findings": faults,
        "sources": [asdict(source) for source in head.sources],
        "usage": asdict(usage),
        "writer": head.writer or office.writer_kind,
    }
    ready = next((event for event in reversed(told) if isinstance(event, Ready)), None)
    if out:
        _save(console, run, out, head.text, source, ready.profile if ready else "")
    if console.json or not out:
        console.answer(value, head.text)
    note(sentence(console.text, changes, new=before is None))
    _tell(console, office, conversation, told)
    if ready and not out:
        console.say("cli.ready", profile=ready.profile)
    if faults:
        console.say("cli.findings", count=len(faults))
    elif found is not None:
        console.say("chat.found_nothing")


def _tell(console: Console, office: Office, conversation: int, told: Sequence[Event]) -> None:
    """What was only looked at."""
    for event in told:
        if isinstance(event, Compared):
            old, new = (office.revision(conversation, number).text for number in (event.old, event.new))
            changes = sentence(console.text, receipt(Speech(old), Speech(new)))
            console.say("cli.compared", old=event.old, new=event.new, changes=changes)


def _save(console: Console, run: int, out: Path, text: str, source: Document | None, profile: str) -> None:
    """An export in a profile is a Word file of ours, whatever the text came from."""
    try:
        if profile:
            documents.export(out, Speech(text), profile)
        else:
            documents.write(out, text, source)
    except UnwritableFile as error:
        error.add_note(console.text("cli.kept", command=resuming(run, None)))
        raise
    console.say("cli.saved", file=out)


def resuming(run: int, out: Path | None) -> str:
    """The command that goes on with a run, into the same file."""
    return f"jianggao resume {run}" + (f" -o {shlex.quote(str(out))}" if out else "")
