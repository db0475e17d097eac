"""The conversations, the language, and where things are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from agent.archive import Conversation
from ui.plain import clipped, plain
from ui.text import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Begin:
    pass


@dataclass(frozen=True, slots=True)
class Show:
    conversation: int


@dataclass(frozen=True, slots=True)
class Forget:
    conversation: int


def sidebar(text: Text, conversations: Sequence[Conversation], shown: int | None, home: Path) -> Begin | Show | Forget | None:
    chosen: Begin | Show | Forget | None = None
    with st.sidebar:
        if st.button(text("sidebar.new"), icon=":material/add:", width="stretch", key="new"):
            chosen = Begin()
        with st.container(key="conversations", gap=None):
            for conversation in conversations:
                chosen = _row(text, conversation, conversation.ident == shown) or chosen
            if not conversations:
                st.caption(text("sidebar.none"))
        with st.container(key="sidebar-foot", gap="small"):
            st.segmented_control(
                text("sidebar.language"),
                list(LANGUAGES),
                default=text.language,
                format_func=LANGUAGES.__getitem__,
                key="language",
                label_visibility="collapsed",
                required=True,
            )
            st.caption(text("sidebar.kept", home=plain(str(home))))
    return chosen


def _row(text: Text, conversation: Conversation, shown: bool) -> Show | Forget | None:
    ident = conversation.ident
    key = f"row-{'shown' if shown else 'other'}-{ident}"
    chosen: Show | Forget | None = None
    with st.container(horizontal=True, wrap=False, gap=None, vertical_alignment="center", key=key):
        label = plain(clipped(conversation.title or text("sidebar.untitled"), 40))
        if st.button(label, key=f"conversation-{ident}", type="tertiary", width="stretch"):
            chosen = Show(ident)
        with st.popover("", icon=":material/more_vert:", type="tertiary", key=f"more-{ident}"):
            updated = conversation.updated.astimezone().strftime("%m-%d %H:%M")
            st.caption(text("sidebar.about", updated=updated, revisions=conversation.revisions))
            st.text(text("sidebar.forget_question"))
            if st.button(text("sidebar.forget"), icon=":material/delete:", key=f"forget-{ident}"):
                chosen = Forget(ident)
    return chosen
