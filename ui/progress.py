"""What a run has told so far: its events, folded into what there is to draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from agent.events import (
    Compared,
    Consulted,
    Event,
    Failed,
    Finished,
    Found,
    Hits,
    Noticed,
    Outlined,
    PlanMade,
    Proposed,
    Ready,
    Said,
    Saved,
    SectionBegun,
    SectionDone,
    SectionText,
    Source,
    Stopped,
)
from agent.faults import Fault
from agent.plan import Plan
from speech.length import count

Told = Said | Noticed | Outlined | Saved | Hits | Found | Compared | Ready | Proposed


@dataclass(frozen=True, slots=True)
class Part:
    """A section while it is written. `budget` and `words` are in 字; `budget` is 0 where none was set."""

    heading: str = ""
    budget: int = 0
    text: str = ""
    words: int = 0
    state: Literal["waiting", "writing", "done"] = "waiting"
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """`sequence` is that of the last event folded in; `end` is None while the run goes on."""

    sequence: int = 0
    plan: Plan | None = None
    parts: tuple[Part, ...] = ()
    sources: tuple[Source, ...] = ()
    told: tuple[Told, ...] = ()
    end: Failed | Stopped | Finished | None = None

    def after(self, events: Iterable[tuple[int, Event]]) -> Progress:
        progress = self
        for sequence, event in events:
            progress = replace(_fold(progress, event), sequence=sequence)
        return progress

    @property
    def manuscript(self) -> str:
        """The draft up to the last section that was begun; empty before there is a plan."""
        begun = max((i for i, part in enumerate(self.parts, 1) if part.state != "waiting"), default=0)
        return self.plan.assemble(tuple(part.text for part in self.parts[:begun])) if self.plan else ""

    @property
    def words(self) -> int:
        return sum(part.words for part in self.parts)

    @property
    def saved(self) -> Saved | None:
        return next((event for event in reversed(self.told) if isinstance(event, Saved)), None)

    @property
    def proposed(self) -> Proposed | None:
        """What waits to be looked at; None once this run saved something after it."""
        last = next((event for event in reversed(self.told) if isinstance(event, Saved | Proposed)), None)
        return last if isinstance(last, Proposed) else None


def _fold(progress: Progress, event: Event) -> Progress:
    if isinstance(event, Failed | Stopped | Finished):
        return replace(progress, end=event)
    progress = replace(progress, end=None)
    match event:
        case PlanMade(plan):
            parts = tuple(Part(plan.heading_line(i), section.words) for i, section in enumerate(plan.sections))
            return replace(progress, plan=plan, parts=parts)
        case Consulted(_, sources):
            known = {source.passage for source in progress.sources}
            return replace(progress, sources=progress.sources + tuple(s for s in sources if s.passage not in known))
        case SectionBegun(section, heading, words):
            line = progress.plan.heading_line(section) if progress.plan else heading
            return _with_part(progress, section, Part(line, words, state="writing"))
        case SectionText(section, text):
            part = _part(progress, section)
            grown = part.text + text
            return _with_part(progress, section, replace(part, text=grown, words=count(part.heading + "\n" + grown), state="writing"))
        case SectionDone(section, text, words, faults):
            part = _part(progress, section)
            return _with_part(progress, section, replace(part, text=text, words=words, faults=faults, state="done"))
        case Said(text):
            *before, last = progress.told or (None,)
            if isinstance(last, Said):
                return replace(progress, told=(*(e for e in before if e), Said(last.text + text)))
    return replace(progress, told=(*progress.told, event))


def _part(progress: Progress, index: int) -> Part:
    return progress.parts[index] if index < len(progress.parts) else Part()


def _with_part(progress: Progress, index: int, part: Part) -> Progress:
    parts = list(progress.parts) + [Part()] * (index + 1 - len(progress.parts))
    parts[index] = part
    return replace(progress, parts=tuple(parts))
