"""The right pane: the manuscript, what it was made from, what is wrong with it, its versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import streamlit as st

from agent.archive import Revision
from agent.brief import Length
from agent.orders import Draft, Open, Revise, Undo
from speech.document import Speech
from speech.findings import Finding
from speech.length import count, minutes
from ui.actions import Action, Submit
from ui.chat import passages
from ui.paper import Choice, choices, paper
from ui.plain import clipped, tag
from ui.text import Text

_QUICK = ("rewrite", "condense", "expand")
_CHOSEN = "part"
_AROUND = 24  # characters shown on either side of what a check found

# A click tells the path of the part under it; a part chosen elsewhere is scrolled to, and so is what a new revision changed.
_CLICKS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const page = parentElement.querySelector(".pages");
  if (page.dataset.drawn !== data.html) {
    const revised = page.dataset.drawn;
    page.innerHTML = data.html;
    page.dataset.drawn = data.html;
    const changed = page.querySelector(".changed");
    if (revised && changed) changed.scrollIntoView({ behavior: "smooth", block: "center" });
  }
  page.onclick = (event) => {
    const part = event.target.closest("[data-path]");
    if (!part || !part.dataset.path || String(window.getSelection())) return;
    page.dataset.chosen = part.dataset.path;
    setTriggerValue("part", part.dataset.path);
  };
  if (data.chosen && page.dataset.chosen !== data.chosen) {
    const part = page.querySelector(`[data-path="${data.chosen}"]`);
    if (part) part.scrollIntoView({ behavior: "smooth", block: "start" });
  }
  page.dataset.chosen = data.chosen;
}
"""


@cache
def _pages() -> Callable[..., Any]:
    return st.components.v2.component("pages", html='<div class="pages"></div>', js=_CLICKS, isolate_styles=False)


def target(revisions: Sequence[Revision]) -> Length | None:
    """The length that was asked for last; None where none was, or the text came from outside."""
    for revision in reversed(revisions):
        match revision.order:
            case Draft(brief):
                return brief.length
            case Revise(address, _, length) if length and address in ("", "全文"):
                return length
            case Open():
                return None
    return None


def undoable(revisions: Sequence[Revision]) -> bool:
    """Whether the newest revision, or the one it brought back, was made from another."""
    numbered = {revision.number: revision for revision in revisions}
    shown = revisions[-1]
    while shown.restores is not None:
        shown = numbered[shown.restores]
    return shown.parent is not None


def measure(text: Text, speech: Speech, asked: Length | None) -> str:
    """1,985 字 · 约 11 分钟 · 要求 2000 字."""
    words = count(speech.text)
    said = text("manuscript.length", words=words, minutes=max(1, round(minutes(speech.text))))
    if asked is None:
        return said
    key = "ceiling" if asked.ceiling else "asked"
    verdict = "short" if words < asked.least else "long" if words > asked.most else "met"
    return said + text("manuscript.joint") + text(f"manuscript.{key}", words=asked.words) + text(f"manuscript.{verdict}")


def body(text: Text, speech: Speech, changed: tuple[str, ...], busy: bool, state: str) -> Action | None:
    """The page, and quick orders for the part chosen on it or in the list. `state` names the state of things they act on."""
    parts = {choice.path: choice for choice in choices(speech)}
    if st.session_state.get(_CHOSEN) not in parts:
        st.session_state[_CHOSEN] = None
    action: Action | None = None
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="quick"):
        chosen = st.selectbox(
            text("manuscript.part"),
            list(parts),
            index=None,
            key=_CHOSEN,
            format_func=lambda path: label(text, parts[path]),
            placeholder=text("manuscript.choose"),
            label_visibility="collapsed",
        )
        for quick in _QUICK:
            key = f"{quick}-{state}"
            help_ = None if chosen else text("manuscript.choose_first")
            if st.button(text(f"quick.{quick}"), key=key, disabled=busy or not chosen, help=help_) and chosen:
                instruction = text(f"quick.{quick}_order")
                name = label(text, parts[chosen])
                action = Submit(Revise(chosen, instruction), text("quick.message", name=name, instruction=instruction))
    with st.container(height=400, key="paper", border=False, autoscroll=False):
        page = paper(speech, changed, chosen or "")
        _pages()(key="pages", data={"html": page, "chosen": chosen or ""}, on_part_change=_clicked)
    return action


def _clicked() -> None:
    st.session_state[_CHOSEN] = st.session_state["pages"]["part"]


def label(text: Text, part: Choice) -> str:
    indent = "\u3000" * (part.level - 1)
    return indent + (clipped(part.words, 22) if part.words else text(f"part.{part.path}"))


def growing(manuscript: str) -> None:
    """The manuscript while a draft is written."""
    with st.container(height=400, key="growing", border=False, autoscroll=True):
        st.html(paper(Speech(manuscript)))


def tools(text: Text, revision: Revision, speech: Speech, measured: str, undoable: bool, state: str) -> Action | None:
    name = clipped(speech.title or text("manuscript.untitled"), 40)
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small", key="tools"):
        st.html(heading(text, speech, measured))
        st.download_button(
            text("manuscript.word"),
            data=lambda: _word(speech),
            file_name=f"{_file_name(name)}.docx",
            mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            icon=":material/download:",
            key="word",
            on_click="ignore",
            type="primary",
        )
        st.download_button(
            text("manuscript.plain"),
            data=revision.text.encode("utf-8"),
            file_name=f"{_file_name(name)}.txt",
            mime="text/plain",
            key="plain",
            on_click="ignore",
        )
        if st.button(text("manuscript.undo"), icon=":material/undo:", key=f"undo-{state}", disabled=not undoable):
            return Submit(Undo(), text("order.undo"))
    return None


def sources(text: Text, revision: Revision) -> None:
    st.caption(text("sources.explained") if revision.sources else text("sources.none"))
    passages(text, revision.sources)


def findings(text: Text, speech: Speech, found: Sequence[Finding]) -> None:
    if not found:
        st.caption(text("findings.none"))
        return
    st.caption(text("findings.explained"))
    for finding in sorted(found, key=lambda f: ("error", "warning", "advice").index(f.severity)):
        severity = tag("span", text(f"severity.{finding.severity}"), finding.severity)
        sentence = tag("span", text(f"finding.{finding.code}", **finding.details))
        st.html(f'<div class="finding">{severity}{sentence}<p>{_in_place(speech.text, finding)}</p></div>')


def _in_place(whole: str, finding: Finding) -> str:
    """The words found, marked among those around them on their line."""
    before = whole[: finding.start].rpartition("\n")[2][-_AROUND:]
    after = whole[finding.end :].partition("\n")[0][:_AROUND]
    return tag("span", before) + tag("mark", clipped(whole[finding.start : finding.end], 60)) + tag("span", after)


def heading(text: Text, speech: Speech, measured: str) -> str:
    title = clipped(speech.title or text("manuscript.untitled"), 44)
    return f'<div class="manuscript-head">{tag("b", title)}{tag("span", measured)}</div>'


def _word(speech: Speech) -> bytes:
    from speech.word.write import write

    return write(speech)


def _file_name(title: str) -> str:
    """Without what Windows forbids in a name."""
    return "".join("_" if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in title)
