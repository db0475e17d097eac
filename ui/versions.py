"""The versions of a manuscript: look at one, compare two, bring one back, take back part of one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from agent.archive import Revision
from agent.orders import Reject, Restore
from speech.document import Speech
from ui.actions import Action, Submit, ask
from ui.chat import brought
from ui.differences import by_path, compared, differences, inside, named, passages, used_for, where
from ui.paper import paper
from ui.plain import clipped, plain, tag
from ui.text import Text
from ui.wording import described, receipt


def versions(text: Text, revisions: Sequence[Revision], busy: bool, state: str) -> Action | None:
    """Newest first. `state` names the state of things that a click acts on."""
    head = revisions[-1]
    for revision in reversed(revisions):
        key = f"version-{revision.number}"
        with st.container(key=key, border=True, horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
            st.html(_row(text, revision))
            if st.button(text("version.look"), key=f"look-{revision.number}", type="tertiary"):
                _look(text, revision, revisions, busy)
            gone = busy or revision.number == head.number
            if st.button(text("version.restore"), key=f"restore-{revision.number}-{state}", type="tertiary", disabled=gone):
                return Submit(Restore(revision.number), text("order.restore", number=revision.number))
    return None


def _look(text: Text, revision: Revision, revisions: Sequence[Revision], busy: bool) -> None:
    """A dialog: what this version changed, the version as it was, and how it differs from another."""
    parent = next((other for other in revisions if other.number == revision.parent), None)
    others = [other for other in reversed(revisions) if other.number != revision.number]
    names = ("changes", "whole", "differing") if parent else ("whole", "differing")

    @st.dialog(text("version.name", number=revision.number), width="large")
    def dialog() -> None:
        tabs = dict(zip(names, st.tabs([text(f"version.{name}") for name in names]), strict=True))
        if parent:
            with tabs["changes"]:
                _changes(text, parent, revision, busy)
        with tabs["whole"]:
            changed = revision.receipt.changed if not brought(revision) else ()
            st.html(paper(Speech(revision.text), changed, locks=revision.locks, locked=text("manuscript.locked")))
        with tabs["differing"]:
            _against(text, revision, others)

    dialog()


def _changes(text: Text, parent: Revision, revision: Revision, busy: bool) -> None:
    """By section: what was changed, what it was written with, and a button that takes it back."""
    st.html(tag("div", text("version.order", order=described(text, revision.order)), "made-by"))
    st.caption(plain(receipt(text, revision.receipt, new=brought(revision))))
    found = compared(parent.text, revision.text)
    for path, changes in by_path(found).items():
        slug = path.replace(".", "-")
        with st.container(key=f"change-{revision.number}-{slug}", gap="xsmall"):
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.html(tag("div", named(text, parent.text, revision.text, changes[0]), "change-head"))
                if st.button(text("version.reject"), key=f"reject-{revision.number}-{slug}", icon=":material/undo:", disabled=busy):
                    part = where(parent.text, revision.text, changes[0])
                    message = text("version.rejected", number=revision.number, part=part)
                    ask(Submit(Reject(revision.number, (path,)), message))
            for change in changes:
                inside(change)
            if used := used_for(revision.sources, path):
                with st.expander(text("version.used", count=len(used)), icon=":material/menu_book:"):
                    passages(text, used)
    for change in found:
        if change.how == "renumbered":
            st.html(tag("div", named(text, parent.text, revision.text, change), "change-head renumbered"))


def _against(text: Text, revision: Revision, others: Sequence[Revision]) -> None:
    if not others:
        st.caption(text("version.only"))
        return
    other = st.selectbox(text("version.against"), others, format_func=lambda o: text("version.name", number=o.number), key="against")
    old, new = sorted((revision, other), key=lambda r: r.number)
    st.caption(text("version.between", old=old.number, new=new.number))
    differences(text, old.text, new.text)


def _row(text: Text, revision: Revision) -> str:
    when = revision.created.astimezone().strftime("%m-%d %H:%M")
    order = clipped(described(text, revision.order), 60)
    name = tag("b", text("version.name", number=revision.number)) + tag("time", when)
    said = receipt(text, revision.receipt, new=brought(revision))
    return f'<div class="version"><div>{name}</div>{tag("p", order)}{tag("p", said, "receipt")}</div>'
