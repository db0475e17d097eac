"""The prompts and the outlines, to read: what a model is told, and how each kind of speech is built."""

from __future__ import annotations

import streamlit as st

from prompts.outlines import BY_FIELD, Lead, Occasion, Outline, occasions
from prompts.templates import Template, templates
from ui.plain import plain, tag
from ui.text import Text


def prompts(text: Text) -> None:
    with st.container(key="page"):
        st.html(f'<div class="page-head">{tag("h2", text("page.prompts"))}{tag("p", text("prompts.explained"))}</div>')
        built, told = st.tabs([text("prompts.outlines"), text("prompts.templates")])
        with built:
            for occasion in occasions():
                _occasion(text, occasion)
        with told:
            for template in templates():
                _template(text, template)


def _occasion(text: Text, occasion: Occasion) -> None:
    with st.expander(plain(occasion.occasion), icon=":material/account_tree:"):
        st.caption(plain(text("prompts.cues", cues="、".join(occasion.cues))))
        for outline in occasion.outlines:
            st.html(tag("h4", outline.name) + _parts(text, outline))


def _parts(text: Text, outline: Outline) -> str:
    rows = []
    told: list[tuple[str, float, tuple[str | Lead, ...]]] = [
        ("opening", outline.opening.share, ()),
        *((form.role, form.share, form.leads) for form in outline.parts),
        ("closing", outline.closing.share, ()),
    ]
    for role, part, brought in told:
        leads = "、".join(lead.name if isinstance(lead, Lead) else lead for lead in brought if lead != BY_FIELD)
        share = text("prompts.share", share=round(part * 100))
        about = text("prompts.leads", leads=leads) if leads else ""
        rows.append(f"<li>{tag('b', text(f'role.{role}'))}{tag('span', share)}{tag('p', about) if about else ''}</li>")
    return f'<ol class="outline">{"".join(rows)}</ol>'


def _template(text: Text, template: Template) -> None:
    with st.expander(f"{plain(template.name)}　{plain(template.purpose)}", icon=":material/description:"):
        inputs = "、".join(f"{name}（{kind}）" for name, kind in template.inputs.items())
        st.caption(plain(text("prompts.inputs", inputs=inputs)))
        st.caption(plain(text("prompts.output", output=template.output)))
        st.code(template.source, language=None, wrap_lines=True)
