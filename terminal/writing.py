"""draft, revise, resume: an order is given to the office and followed to its end."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import typer

from agent.briefing import read_brief
from agent.events import Event, Failed, Noticed, Outlined, Stopped
from agent.grammar import read_order
from agent.office import Office
from agent.orders import Draft, Open, Outlines, Talk
from agent.runs import Run, State
from errors import BadSetting, BadTemplate, EmptyOrder, EndpointError, Held, JianggaoError, NeedsModel, RunInProgress
from terminal.console import INTERRUPTED, Console
from terminal.documents import Document
from terminal.failures import error_of
from terminal.handover import hand_over, resuming
from terminal.opening import opened
from terminal.progress import Progress

NOTHING_THERE = 4


def draft(console: Console, task: str, words: int | None, material: tuple[str, ...], out: Path | None) -> None:
    if not task.strip():
        raise EmptyOrder
    read = read_order(task)
    brief = read_brief(task, words, material)
    order = Outlines(brief, read.ways) if isinstance(read, Outlines) else Draft(brief)
    with opened(console) as office:
        _say_what_leaves(console, office)
        run = office.submit(office.begin(task), order, task)
        _follow(console, office, run, out)
        if isinstance(order, Outlines):
            _offer(console, office, run)
        else:
            hand_over(console, office, run, out)


def _offer(console: Console, office: Office, run: int) -> None:
    offered = next(event for _, event in office.events(run) if isinstance(event, Outlined))
    named = [(console.text("outline.name", number=number), plan) for number, plan in enumerate(offered.plans, 1)]
    value = {"outlines": [{"name": plan.outline, "text": plan.listed(), "words": plan.words} for plan in offered.plans]}
    console.answer(value, "\n\n".join(f"{name}　{plan.outline}\n{plan.listed()}" for name, plan in named))


def revise(console: Console, document: Document, command: str, out: Path | None) -> None:
    if not command.strip():
        raise EmptyOrder
    with opened(console) as office:
        _say_what_leaves(console, office)
        conversation = office.begin(document.name)
        _follow(console, office, office.submit(conversation, Open(document.text, document.name), document.name), out)
        run = office.submit(conversation, Talk(command), command)
        _follow(console, office, run, out)
        if any(isinstance(event, Noticed) and event.code == "talk_offline" for _, event in office.events(run)):
            raise NeedsModel(command)
        hand_over(console, office, run, out, document)


def resume(console: Console, ident: int | None, out: Path | None) -> None:
    """The newest unfinished run when none is named. Of a run that is done, the text is handed over once more."""
    with opened(console) as office:
        _resume(console, office, ident, out)


def _resume(console: Console, office: Office, ident: int | None, out: Path | None) -> None:
    run = office.run(ident) if ident is not None else next((run for run in office.unfinished() if not _refused(office, run)), None)
    if run is None:
        console.refuse("nothing_unfinished", console.text("cli.nothing_unfinished"))
        raise typer.Exit(NOTHING_THERE)
    if run.state is State.RUNNING and not run.lapsed:
        raise RunInProgress(run.ident, run.owner)
    if run.state is not State.DONE:
        console.say("cli.resuming", run=run.ident, message=run.message)
        _say_what_leaves(console, office)
        past = office.events(run.ident)
        office.resume(run.ident)
        _follow(console, office, run.ident, out, past)
    hand_over(console, office, run.ident, out)


def _refused(office: Office, run: Run) -> bool:
    """Whether the order itself could not be carried out: done again, it would end the same way."""
    last = office.events(run.ident)[-1:]
    if not last or not isinstance(last[0][1], Failed):
        return False
    mendable = BadSetting | BadTemplate | NeedsModel | EndpointError | Held | None
    return not isinstance(error_of(last[0][1]), mendable)


def _say_what_leaves(console: Console, office: Office) -> None:
    if office.sends_outside:
        console.say("cli.sends", host=office.host)


def _follow(console: Console, office: Office, run: int, out: Path | None, past: tuple[tuple[int, Event], ...] = ()) -> None:
    """Tell what happens after the `past` until the run has ended. Raises the error that it ended with."""
    progress = Progress(console)
    for _, event in past:
        progress.learn(event)
    seen = past[-1][0] if past else 0
    try:
        for event in office.follow(run, seen):
            progress.tell(event)
            if isinstance(event, Failed):
                _fail(console, run, out, event)
            if isinstance(event, Stopped):
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        office.stop(run)
        with suppress(KeyboardInterrupt):
            for _ in office.follow(run, seen):
                pass
        console.refuse("stopped", console.text("cli.stopped", command=resuming(run, out)))
        raise typer.Exit(INTERRUPTED) from None


def _fail(console: Console, run: int, out: Path | None, failed: Failed) -> NoReturn:
    kept = console.text("cli.kept", command=resuming(run, out))
    error = error_of(failed)
    if error is None:
        sentence = console.text(f"error.{failed.code}")
        console.refuse(failed.code, console.text("cli.noted", sentence=sentence, note=kept))
        raise typer.Exit(JianggaoError.exit_status)
    if isinstance(error, EndpointError):
        error.add_note(kept)
    raise error
