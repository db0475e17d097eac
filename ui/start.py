"""The start screen: say what is wanted, or bring a speech along."""

from __future__ import annotations

import streamlit as st

from agent.orders import Open, Talk
from errors import UnreadableFile
from ui.actions import Action, Submit
from ui.plain import plain, tag
from ui.text import Text

EXAMPLES = ("work", "mobilise", "address", "lecture")


def welcome(text: Text) -> None:
    st.html(f'<div class="welcome">{tag("h1", text("app.name"))}{tag("p", text("start.promise"))}</div>')


def start(text: Text, name: str) -> Action | None:
    """`name` tells this start screen from the next one: a late second click on it finds no widget."""
    ordered, pasted, uploaded = st.tabs([text("start.examples"), text("start.paste"), text("start.upload")])
    with ordered:
        action = _examples(text, name)
    with pasted:
        action = _pasted(text, name) or action
    with uploaded:
        return _uploaded(text, name) or action


def _examples(text: Text, name: str) -> Action | None:
    chosen = None
    for example in EXAMPLES:
        order = text(f"example.{example}")
        if st.button(plain(order), key=f"example-{example}-{name}", width="stretch", icon=":material/edit_square:"):
            chosen = Submit(Talk(order), order)
    return chosen


def _pasted(text: Text, name: str) -> Action | None:
    words = st.text_area(
        text("start.paste"), key=f"pasted-{name}", height=220, placeholder=text("start.paste_here"), label_visibility="collapsed"
    )
    # Not disabled while the area is empty: what was just pasted reaches us only with the click.
    if st.button(text("start.open"), key=f"open-{name}", type="primary"):
        if words.strip():
            return Submit(Open(words), text("order.pasted"))
        st.warning(text("start.nothing_pasted"))
    return None


def _uploaded(text: Text, name: str) -> Action | None:
    from vectorstore.files import read_file

    # Of any kind: what cannot be read is refused in the person's own language.
    file = st.file_uploader(text("start.upload"), key=f"uploaded-{name}", label_visibility="collapsed")
    if file is None:
        return None
    try:
        words, _ = read_file(file.name, file.getvalue())
    except UnreadableFile as error:
        st.error(plain(text.error(error.code(), error.details)) + "  \n" + plain(text.advice(error.code())), icon=":material/error:")
        return None
    if st.button(text("start.open_file", name=plain(file.name)), key=f"open-file-{name}", type="primary"):
        return Submit(Open(words, file.name), text("order.open", name=file.name))
    return None
