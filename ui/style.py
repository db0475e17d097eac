"""The style sheet, and the words that it puts over Streamlit's English ones."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from ui.text import Text

ICON = Path(__file__).parent / "icon.svg"
_SHEET = Path(__file__).parent / "style.css"


def style(text: Text) -> None:
    words = "".join(f"--{name}: {json.dumps(text(f'style.{name}'), ensure_ascii=False)};" for name in ("upload", "limit"))
    st.html(f"<style>:root {{ {words} }}\n{_SHEET.read_text(encoding='utf-8')}</style>")
