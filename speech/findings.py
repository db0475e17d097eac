"""What a check reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "advice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` bound `text` in the speech. The front doors say `finding.<code>`, filled with `details`."""

    code: str
    severity: Severity
    start: int
    end: int
    text: str
    details: dict[str, str | int] = field(default_factory=dict)
