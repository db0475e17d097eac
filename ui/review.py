"""A change shown before it is saved: section by section, to be adopted or not."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from agent.archive import Revision
from agent.events import Proposed
from agent.orders import Adopt
from agent.runs import Run
from ui.actions import Action, Submit
from ui.differences import by_path, compared, differences, inside, named
from ui.plain import plain, tag
from ui.text import Text
from ui.wording import described, receipt


def proposal(text: Text, run: Run, proposed: Proposed, revisions: Sequence[Revision], pending: bool) -> Action | None:
    """Only a `pending` one can be adopted; of the others it is shown what they were."""
    base = next((revision for revision in revisions if revision.number == proposed.base), None)
    if base is None:
        return None
    said = tag("span", receipt(text, proposed.receipt))
    if not pending:
        with st.expander(text("review.past"), icon=":material/difference:"):
            st.html(f'<div class="notice">{said}</div>')
            differences(text, base.text, proposed.text)
        return None
    st.html(f'<div class="receipt proposed">{tag("b", text("review.head"))}{said}</div>')
    groups = by_path(compared(base.text, proposed.text))
    refused = []
    for path, changes in groups.items():
        key = f"take-{run.ident}-{path.replace('.', '-')}"
        with st.container(key=f"proposed-{run.ident}-{path.replace('.', '-')}", gap="xsmall"):
            if not st.checkbox(plain(named(text, base.text, proposed.text, changes[0])), value=True, key=key):
                refused.append(path)
            for change in changes:
                inside(change)
    with st.container(horizontal=True, gap="small", key=f"verdict-{run.ident}"):
        if st.button(
            text("review.adopt"),
            key=f"adopt-{run.ident}",
            type="primary",
            icon=":material/check:",
            disabled=len(refused) == len(groups) > 0,
        ):
            order = Adopt(proposed.base, proposed.text, proposed.locks, tuple(refused), proposed.sources, run.message)
            return Submit(order, described(text, order))
        if st.button(text("review.refuse"), key=f"refuse-{run.ident}"):
            # Adopting what there was: it says that nothing changed, and closes the question on every page.
            return Submit(Adopt(base.number, base.text, base.locks), text("review.refuse"))
    return None
