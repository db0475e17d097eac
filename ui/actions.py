"""What the user did, as a component tells it to the page that drew it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from agent.orders import Order

_ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Submit:
    """`message` is what stands in the conversation as the user's words; empty where the order speaks for itself."""

    order: Order
    message: str = ""


@dataclass(frozen=True, slots=True)
class Choose:
    """One of the parts that `run`'s `address` could mean, or several joined by 、 where the order needs several.

    `quoted` are the words themselves where a few words in the part are meant, and not all of it.
    """

    run: int
    address: str
    path: str
    words: str
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Resume:
    run: int


@dataclass(frozen=True, slots=True)
class Stop:
    run: int


Action = Submit | Choose | Resume | Stop


def ask(action: Action) -> None:
    """From inside a dialog, which can return nothing: it closes, and the page finds the action."""
    st.session_state[_ASKED] = action
    st.rerun()


def asked() -> Action | None:
    action: Action | None = st.session_state.pop(_ASKED, None)
    return action
