"""What the user did, as a component tells it to the page that drew it."""

from __future__ import annotations

from dataclasses import dataclass

from agent.orders import Order


@dataclass(frozen=True, slots=True)
class Submit:
    """`message` is what stands in the conversation as the user's words; empty where the order speaks for itself."""

    order: Order
    message: str = ""


@dataclass(frozen=True, slots=True)
class Choose:
    """One of the parts that `run`'s address could mean."""

    run: int
    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Resume:
    run: int


@dataclass(frozen=True, slots=True)
class Stop:
    run: int


Action = Submit | Choose | Resume | Stop
