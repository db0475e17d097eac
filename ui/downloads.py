"""The manuscript as a Word file."""

from __future__ import annotations

import streamlit as st

from speech.document import Speech
from ui.plain import clipped
from ui.text import Text

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word(text: Text, speech: Speech, label: str, key: str, profile: str = "") -> None:
    """The file is made when it is asked for."""
    name = file_name(text, speech) + (f"（{profile}）" if profile else "")
    st.download_button(
        label,
        data=lambda: _written(speech, profile or "印发稿"),
        file_name=f"{name}.docx",
        mime=_WORD,
        icon=":material/download:",
        key=key,
        on_click="ignore",
        type="primary" if not profile else "secondary",
    )


def file_name(text: Text, speech: Speech) -> str:
    """The title without what Windows forbids in a name."""
    title = clipped(speech.title or text("manuscript.untitled"), 40)
    return "".join("_" if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in title)


def _written(speech: Speech, profile: str) -> bytes:
    from speech.word.write import write

    return write(speech, profile)
