"""Outlines to choose from: side by side, each with its parts and what of the brief stands in them."""

from __future__ import annotations

import streamlit as st

from agent.events import Outlined
from agent.orders import Follow
from agent.plan import Plan
from ui.actions import Submit
from ui.plain import tag
from ui.text import Text


def outlines(text: Text, event: Outlined, key: str, pending: bool) -> Submit | None:
    """Only a `pending` turn lets one be chosen."""
    chosen = None
    columns = st.columns(len(event.plans))
    for number, (column, plan) in enumerate(zip(columns, event.plans, strict=True), 1):
        with column, st.container(border=True):
            name = text("outline.name", number=number) + (text("outline.way", way=plan.outline) if plan.outline else "")
            st.html(tag("h4", name) + _parts(text, plan))
            if pending and st.button(text("outline.follow"), key=f"outline-{key}-{number}", type="primary", width="stretch"):
                chosen = Submit(Follow(number), text("outline.said", number=number))
    return chosen


def _parts(text: Text, plan: Plan) -> str:
    rows = []
    for index, section in enumerate(plan.sections):
        name = plan.heading_line(index) or text(f"role.{section.role}")
        points = "".join(tag("li", point.text) for point in section.points)
        rows.append(tag("b", name) + tag("span", text("words", count=section.words)) + (f"<ul>{points}</ul>" if points else ""))
    return f'<div class="outlined">{"".join(f"<div>{row}</div>" for row in rows)}</div>'
