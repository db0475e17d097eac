"""Which conversation this page shows: the address says (`?c=12`), the session remembers it across pages."""

from __future__ import annotations

import streamlit as st

_PARAMETER = "c"


def current() -> int | None:
    """None on the start screen."""
    said = st.query_params.get(_PARAMETER, "")
    # A click made before the browser has its new address still carries the old one: only a changed address counts.
    if said != st.session_state.get("address") and said.isdecimal():
        st.session_state["conversation"] = int(said)
    st.session_state["address"] = said
    shown: int | None = st.session_state.get("conversation")
    if shown is not None:
        st.query_params[_PARAMETER] = str(shown)
    return shown


def show(conversation: int | None) -> None:
    """None is the start screen."""
    st.session_state["conversation"] = conversation
    if conversation is None:
        # Widgets of the start screen are named by this number: a late second click on the old one meets no widget.
        st.session_state["start"] = start() + 1
        st.query_params.pop(_PARAMETER, None)
    else:
        st.query_params[_PARAMETER] = str(conversation)


def start() -> int:
    return int(st.session_state.get("start", 0))
