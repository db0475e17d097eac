"""The versions of a manuscript: look at one, compare two, bring one back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from agent.archive import Revision
from agent.orders import Restore
from speech.diff import characters, compare
from speech.document import Speech
from ui.actions import Action, Submit
from ui.chat import described, receipt
from ui.paper import difference, paper
from ui.plain import clipped, tag
from ui.text import Text


def versions(text: Text, revisions: Sequence[Revision], busy: bool, state: str) -> Action | None:
    """Newest first. `state` names the state of things that a click acts on."""
    head = revisions[-1]
    for revision in reversed(revisions):
        key = f"version-{revision.number}"
        with st.container(key=key, border=True, horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
            st.html(_row(text, revision))
            if st.button(text("version.look"), key=f"look-{revision.number}", type="tertiary"):
                _look(text, revision, revisions)
            gone = busy or revision.number == head.number
            if st.button(text("version.restore"), key=f"restore-{revision.number}-{state}", type="tertiary", disabled=gone):
                return Submit(Restore(revision.number), text("order.restore", number=revision.number))
    return None


def _look(text: Text, revision: Revision, revisions: Sequence[Revision]) -> None:
    """A dialog: the version as it was, and how it differs from another."""
    others = [other for other in reversed(revisions) if other.number != revision.number]
    newest = revision.number == revisions[-1].number
    before = next((i for i, other in enumerate(others) if newest and other.number == revision.parent), 0)

    @st.dialog(text("version.name", number=revision.number), width="large")
    def dialog() -> None:
        whole, differing = st.tabs([text("version.whole"), text("version.differing")])
        with whole:
            st.html(paper(Speech(revision.text), revision.receipt.changed if revision.parent else ()))
        with differing:
            if not others:
                st.caption(text("version.only"))
                return
            other = st.selectbox(
                text("version.against"), others, index=before, format_func=lambda o: text("version.name", number=o.number), key="against"
            )
            changes(text, *sorted((revision, other), key=lambda r: r.number))

    dialog()


def changes(text: Text, old: Revision, new: Revision) -> None:
    """By section, then by character. What was taken out is struck through."""
    st.caption(text("version.between", old=old.number, new=new.number))
    found = compare(Speech(old.text), Speech(new.text))
    if not found:
        st.caption(text("version.same"))
    for change in found:
        first = (change.new or change.old).split("\n", 1)[0]
        st.html(tag("div", text(f"change.{change.how}", words=clipped(first, 30)), "change-head"))
        if change.how != "renumbered":
            st.html(difference(characters(change.old, change.new)))


def _row(text: Text, revision: Revision) -> str:
    when = revision.created.astimezone().strftime("%m-%d %H:%M")
    order = clipped(described(text, revision.order), 60)
    name = tag("b", text("version.name", number=revision.number)) + tag("time", when)
    return f'<div class="version"><div>{name}</div>{tag("p", order)}{tag("p", receipt(text, revision.receipt), "receipt")}</div>'
