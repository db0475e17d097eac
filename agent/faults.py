"""What is wrong with a piece of new text: told to the writer for another try, and to the person where it stays."""

from __future__ import annotations

from dataclasses import dataclass, field

from prompts.receipts import sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` is a key of `repair` in prompts/receipts.yaml; the interface says `fault.<code>`, filled with `details`."""

    code: str
    details: dict[str, str | int] = field(default_factory=dict)

    def told(self) -> str:
        """For the model that is asked to mend it."""
        return sentence("repair", self.code, self.details)
