"""The right pane: the manuscript, what it was made from, what is wrong with it, its versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import streamlit as st

from agent.archive import Revision
from agent.brief import Length
from agent.orders import Draft, Edition, Lock, Open, Order, Redo, Revise, Several, Undo, Unlock
from speech.document import Speech
from speech.findings import Finding
from speech.length import count, minutes
from speech.structure import Span
from ui.actions import Action, Submit
from ui.differences import passages
from ui.downloads import file_name, word
from ui.paper import Choice, choice_at, choices, paper
from ui.plain import clipped, tag
from ui.pointing import CHOSEN
from ui.text import Text

_QUICK = ("rewrite", "condense", "expand")
_ORDINAL = 6  # characters that an ordinal takes at the most
_AROUND = 24  # characters shown on either side of what a check found

# A click tells the path of the part under it, a further click on it the paragraph's, then the sentence's. A part chosen
# elsewhere is scrolled to, and so is what a new revision changed.
_CLICKS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const page = parentElement.querySelector(".pages");
  if (page.dataset.drawn !== data.html) {
    page.innerHTML = data.html;
    page.dataset.drawn = data.html;
  }
  const revised = page.dataset.revision && page.dataset.revision !== String(data.revision);
  page.dataset.revision = data.revision;
  const changed = page.querySelector(".changed");
  if (revised && changed) changed.scrollIntoView({ behavior: "smooth", block: "center" });
  page.onclick = (event) => {
    if (String(window.getSelection())) return;
    const under = (name) => event.target.closest(`[data-${name}]`)?.dataset[name];
    const steps = [...new Set(["path", "line", "sentence"].map(under).filter(Boolean))];
    if (!steps.length) return;
    const next = steps[(steps.indexOf(page.dataset.chosen) + 1) % steps.length];
    page.dataset.chosen = next;
    setTriggerValue("part", next);
  };
  if (data.chosen && page.dataset.chosen !== data.chosen) {
    const part = page.querySelector(["path", "line", "sentence"].map((name) => `[data-${name}="${data.chosen}"]`).join(", "));
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
            case Open():
                return None
        if length := _of_whole(revision.order):
            return length
    return None


def _of_whole(order: Order) -> Length | None:
    orders = order.orders if isinstance(order, Several) else (order,)
    revised = [one for one in orders if isinstance(one, Revise) and one.length and one.address in ("", "all", "全文")]
    return revised[-1].length if revised else None


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


def body(text: Text, revision: Revision, speech: Speech, changed: tuple[str, ...], busy: bool, state: str, review: bool) -> Action | None:
    """The page, and quick orders for the part chosen on it or in the list. `state` names the state of things they act on."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="quick"):
        part = _chosen(text, speech)
        action = _quick(text, part, busy, state, review)
        action = _locking(text, part, revision.locks, busy, state) or action
    with st.container(height=400, key="paper", border=False, autoscroll=False):
        chosen = part.path if part else ""
        page = paper(speech, changed, chosen, revision.locks, text("manuscript.locked"))
        _pages()(key="pages", data={"html": page, "chosen": chosen, "revision": revision.ident}, on_part_change=_clicked)
    return action


def _chosen(text: Text, speech: Speech) -> Choice | None:
    """The list of parts; with the paragraph or sentence in it that was chosen on the page."""
    parts = {choice.path: choice for choice in choices(speech)}
    fine = choice_at(speech, st.session_state.get(CHOSEN) or "")
    if fine and fine.path not in parts:
        parts = {c.path: c for c in sorted([*parts.values(), fine], key=lambda c: (c.span.start, c.level))}
    path: str | None = st.selectbox(
        text("manuscript.part"),
        list(parts),
        index=None,
        key=CHOSEN,
        format_func=lambda path: label(text, parts[path]),
        placeholder=text("manuscript.choose"),
        label_visibility="collapsed",
    )
    return parts[path] if path else None


def _quick(text: Text, part: Choice | None, busy: bool, state: str, review: bool) -> Action | None:
    action: Action | None = None
    help_ = None if part else text("manuscript.choose_first")
    for quick in _QUICK:
        if st.button(text(f"quick.{quick}"), key=f"{quick}-{state}", disabled=busy or part is None, help=help_) and part:
            instruction = text(f"quick.{quick}_order")
            action = Submit(reviewed(Revise(part.path, instruction), review), _message(text, part, instruction))
    return action


def _locking(text: Text, part: Choice | None, locks: Sequence[Span], busy: bool, state: str) -> Action | None:
    """Lock what is not locked whole, unlock what is locked at all."""
    action: Action | None = None
    touched = bool(part) and any(lock.touches(part.span) for lock in locks) if part else False
    whole = touched and part is not None and _covered(part, locks)
    if not whole:
        help_ = text("quick.lock_help") if part else text("manuscript.choose_first")
        if st.button(text("quick.lock"), key=f"lock-{state}", disabled=busy or part is None, help=help_) and part:
            action = Submit(Lock(part.path), _message(text, part, text("quick.lock")))
    if touched and part and st.button(text("quick.unlock"), key=f"unlock-{state}", disabled=busy):
        action = Submit(Unlock(part.path), _message(text, part, text("quick.unlock")))
    return action


def _covered(part: Choice, locks: Sequence[Span]) -> bool:
    """A lock of a section begins behind its ordinal."""
    return any(lock.start <= part.span.start + _ORDINAL and part.span.end <= lock.end for lock in locks)


def _message(text: Text, part: Choice, instruction: str) -> str:
    return text("quick.message", name=label(text, part).strip(), instruction=instruction)


def reviewed(order: Edition, review: bool) -> Order:
    """With `review` the change is only shown."""
    return Several((order,), review=True) if review else order


def _clicked() -> None:
    st.session_state[CHOSEN] = st.session_state["pages"]["part"]


def label(text: Text, part: Choice) -> str:
    indent = "\u3000" * (part.level - 1)
    return indent + (clipped(part.words, 22) if part.words else text(f"part.{part.path}"))


def growing(manuscript: str) -> None:
    """The manuscript while a draft is written."""
    with st.container(height=400, key="growing", border=False, autoscroll=True):
        st.html(paper(Speech(manuscript)))


def tools(text: Text, speech: Speech, measured: str, undoable: bool, redoable: bool, state: str) -> Action | None:
    action: Action | None = None
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small", key="tools"):
        st.html(heading(text, speech, measured))
        word(text, speech, text("manuscript.word"), "word")
        st.download_button(
            text("manuscript.plain"),
            data=speech.text.encode("utf-8"),
            file_name=f"{file_name(text, speech)}.txt",
            mime="text/plain",
            key="plain",
            on_click="ignore",
        )
        if st.button(text("manuscript.undo"), icon=":material/undo:", key=f"undo-{state}", disabled=not undoable):
            action = Submit(Undo(), text("order.undo"))
        if st.button(text("manuscript.redo"), icon=":material/redo:", key=f"redo-{state}", disabled=not redoable):
            action = Submit(Redo(), text("order.redo"))
    return action


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
