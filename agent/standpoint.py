"""What a message was written about."""

from __future__ import annotations

from dataclasses import dataclass

from agent.events import Proposed


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What a message was written about: the revision that was seen, and the part that was chosen on the page.

    `review` asks to see a change before it is saved; `shown` was for this message already, and what comes next builds on it.
    With `resuming` what was written for this order before a failure is not written again.
    """

    base: int | None = None
    here: str = ""
    review: bool = False
    shown: Proposed | None = None
    resuming: bool = False


NOWHERE = Standpoint()  # the text as it is, and no part chosen
