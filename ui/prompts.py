"""The prompts and the outlines, to read: what a model is told, and how each kind of speech is built."""

from __future__ import annotations

import streamlit as st

from prompts.outlines import Lead, Outline, outlines
from prompts.templates import Template, templates
from ui.plain import plain, tag
from ui.text import Text


def prompts(text: Text) -> None:
    with st.container(key="page"):
        st.html(f'<div class="page-head">{tag("h2", text("page.prompts"))}{tag("p", text("prompts.explained"))}</div>')
        built, told = st.tabs([text("prompts.outlines"), text("prompts.templates")])
        with built:
            for outline in outlines():
                _outline(text, outline)
        with told:
            for template in templates():
                _template(text, template)


def _outline(text: Text, outline: Outline) -> None:
    with st.expander(plain(outline.occasion), icon=":material/account_tree:"):
        st.caption(plain(text("prompts.cues", cues="、".join(outline.cues))))
        rows = []
        for form in outline.sections:
            leads = "、".join(lead.name if isinstance(lead, Lead) else lead for lead in form.leads if lead != "{field}")
            share = text("prompts.share", share=round(form.share * 100))
            about = text("prompts.leads", leads=leads) if leads and not form.framing else ""
            rows.append(f"<li>{tag('b', text(f'role.{form.role}'))}{tag('span', share)}{tag('p', about) if about else ''}</li>")
        st.html(f'<ol class="outline">{"".join(rows)}</ol>')


def _template(text: Text, template: Template) -> None:
    with st.expander(f"{plain(template.name)}　{plain(template.purpose)}", icon=":material/description:"):
        inputs = "、".join(f"{name}（{kind}）" for name, kind in template.inputs.items())
        st.caption(plain(text("prompts.inputs", inputs=inputs)))
        st.caption(plain(text("prompts.output", output=template.output)))
        st.code(template.source, language=None, wrap_lines=True)
