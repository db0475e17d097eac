"""A run's events, told on stderr as they come."""

from __future__ import annotations

from dataclasses import dataclass, field

from agent.events import Event, Hits, Noticed, PlanMade, Said, SectionBegun, SectionDone
from terminal.console import Console, note
from ui.wording import noticed


@dataclass(frozen=True, slots=True)
class Progress:
    """`headings` names the sections of the plan, or the parts that are rewritten, by their index."""

    console: Console
    headings: dict[int, str] = field(default_factory=dict)

    def learn(self, event: Event) -> None:
        match event:
            case PlanMade(plan):
                for index, section in enumerate(plan.sections):
                    self.headings[index] = plan.heading_line(index) or self.console.text(f"role.{section.role}")
            case SectionBegun(index, heading) if heading:
                self.headings[index] = heading
            case _:
                pass

    def tell(self, event: Event) -> None:
        """What streams is left out: sections are written side by side, and would run into each other here."""
        self.learn(event)
        console = self.console
        match event:
            case PlanMade(plan):
                console.say("cli.planned", title=plan.title, sections=len(plan.sections), words=plan.words)
            case SectionDone(index, _, words):
                console.say("cli.written", heading=self.headings[index], words=words)
            case Noticed():
                note(noticed(console.text, event))
            case Said(text):
                note(text)
            case Hits(_, sources):
                for source in sources:
                    note(f"{source.title}  {source.heading}\n{source.text}")
            case _:
                pass
