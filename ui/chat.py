"""One turn of the conversation: what the user said, and what happened."""

from __future__ import annotations

import html
from dataclasses import asdict
from typing import Any

import streamlit as st

from agent.events import Failed, Finished, Found, Hits, Noticed, Receipt, Said, Saved, Source, Stopped
from agent.orders import Order
from agent.runs import Run, State
from errors import AddressError, AmbiguousAddress, EndpointError, Held
from ui.actions import Action, Choose, Resume
from ui.plain import clipped, plain, tag
from ui.progress import Part, Progress
from ui.text import Text

_ASKS_WHERE = {error.code() for error in AddressError.__subclasses__()}
_PASSES = {error.code() for branch in (EndpointError, Held) for error in branch.__subclasses__()}


def turn(text: Text, run: Run, progress: Progress, pending: bool = True) -> Action | None:
    """Only a `pending` turn offers what can be done about its end; of the others the moment is past."""
    with st.chat_message("user", avatar=":material/person:"):
        st.html(tag("div", run.message or described(text, run.order), "said"))
    with st.chat_message("assistant", avatar=":material/edit_note:"):
        if run.active and not progress.sequence:
            st.caption(text("chat.waiting" if run.state is State.WAITING else "chat.beginning"))
        if progress.plan or any(part.state == "writing" for part in progress.parts):
            st.html(sections(text, progress))
        if progress.sources:
            with st.expander(text("chat.consulted", count=len(progress.sources)), icon=":material/menu_book:"):
                passages(text, progress.sources)
        for event in progress.told:
            _tell(text, event)
        if run.active:
            return None
        return _ending(text, run, progress, pending)


def described(text: Text, order: Order) -> str:
    """An order given by a button, in words."""
    fields: dict[str, Any] = asdict(order)
    if order.kind == "draft":
        return order.brief.request
    return text(f"order.{order.kind}", **fields) if order.kind != "talk" else order.message


def sections(text: Text, progress: Progress) -> str:
    """The plan as a list, with how far each section is."""
    rows = []
    for index, part in enumerate(progress.parts):
        planned = progress.plan.sections[index] if progress.plan else None
        name = part.heading or (text(f"role.{planned.role}") if planned else text("chat.rewriting"))
        points = "；".join(point.text for point in planned.points) if planned else ""
        share = min(100, round(100 * part.words / part.budget)) if part.budget else 0
        rows.append(
            f'<li class="{part.state}"><span class="name">{html.escape(name)}</span>'
            f'<span class="count">{html.escape(_measured(text, part))}</span>'
            f'<span class="bar"><i style="width:{share}%"></i></span>'
            + (tag("span", text("chat.points", points=points), "points") if points else "")
            + "".join(tag("span", text(f"fault.{fault.code}", **fault.details), "faults") for fault in part.faults)
            + (tag("p", part.text, "stream") if not progress.plan else "")
            + "</li>"
        )
    head = ""
    if progress.plan:
        title = text("chat.plan", sections=len(progress.parts), words=progress.plan.words)
        head = tag("div", title, "head") + tag("div", progress.plan.title, "title")
    return f'<div class="plan">{head}<ul>{"".join(rows)}</ul></div>'


def passages(text: Text, sources: tuple[Source, ...]) -> None:
    for source in sources:
        role = text(f"role.{source.role}") if source.role else ""
        where = " · ".join(name for name in (source.title, role, source.heading) if name)
        st.html(f'<div class="passage">{tag("div", where, "where")}{tag("p", source.text)}</div>')


def receipt(text: Text, changed: Receipt) -> str:
    """改了第二部分；其余 0 字变动. A first revision changed nothing: it is all new."""
    if not changed.unchanged and not changed.removed:
        return text("receipt.new", words=changed.words)
    if not changed.labels and not changed.removed:
        return text("receipt.nothing")
    said = text("receipt.changed", labels="、".join(changed.labels)) if changed.labels else ""
    removed = text("receipt.removed", count=len(changed.removed)) if changed.removed else ""
    renumbered = text("receipt.renumbered", count=len(changed.renumbered)) if changed.renumbered else ""
    rest = text("receipt.rest", unchanged=changed.unchanged)
    return text("receipt.joint").join(piece for piece in (said, removed, renumbered, rest) if piece)


def _measured(text: Text, part: Part) -> str:
    if part.state == "waiting":
        return text("chat.budget", budget=part.budget)
    if not part.budget:
        return text("words", count=part.words)
    return text("chat.measured", words=part.words, budget=part.budget)


def _tell(text: Text, event: Said | Noticed | Saved | Hits | Found) -> None:
    match event:
        case Said(words):
            st.html(tag("div", words, "said"))
        case Noticed(code, details):
            st.html(tag("div", text(f"notice.{code}", **details), "notice"))
        case Saved(revision, changed):
            st.html(f'<div class="receipt">{tag("b", text("version.name", number=revision))}{tag("span", receipt(text, changed))}</div>')
        case Hits(query, sources):
            st.caption(plain(text("chat.hits", query=query, count=len(sources))))
            passages(text, sources)
        case Found(findings):
            st.html(tag("div", found(text, [finding.severity for finding in findings]), "notice"))


def found(text: Text, severities: list[str]) -> str:
    counts = {severity: severities.count(severity) for severity in ("error", "warning", "advice")}
    said = [text(f"severity.{severity}_count", count=count) for severity, count in counts.items() if count]
    return text("chat.found", findings=text("list_joint").join(said)) if said else text("chat.found_nothing")


def _ending(text: Text, run: Run, progress: Progress, pending: bool) -> Action | None:
    end = progress.end
    action: Action | None = None
    if isinstance(end, Failed):
        action = _failure(text, run, end, pending)
    elif isinstance(end, Stopped) or run.state is State.STOPPED:
        st.html(tag("div", text("chat.stopped"), "notice"))
        if pending and _continue(text, run, progress):
            action = Resume(run.ident)
    elif isinstance(end, Finished) and end.usage.calls:
        usage = end.usage
        st.caption(text("chat.usage", calls=usage.calls, prompt=usage.prompt_tokens, completion=usage.completion_tokens))
    return action


def _failure(text: Text, run: Run, end: Failed, pending: bool) -> Action | None:
    asks = end.code in _ASKS_WHERE
    sentence = plain(text.error(end.code, end.details)) + "  \n" + plain(text.advice(end.code))
    (st.info if asks else st.error)(sentence, icon=":material/help:" if asks else ":material/error:")
    if end.code == "stale_revision" and end.details["text"]:
        st.code(end.details["text"], language=None, wrap_lines=True)
    if not pending:
        return None
    if asks:
        return _candidates(run, _offered(end))
    if (end.kept or end.code in _PASSES) and _continue(text, run, None):
        return Resume(run.ident)
    return None


def _offered(end: Failed) -> list[dict[str, Any]]:
    """All that the address could mean; where it meant nothing, the parts of the first level."""
    candidates: list[dict[str, Any]] = end.details["candidates"]
    if end.code == AmbiguousAddress.code():
        return candidates
    return [c for c in candidates if c["path"] in ("opening", "closing") or c["path"].isdecimal()]


def _candidates(run: Run, candidates: list[dict[str, Any]]) -> Action | None:
    for index, candidate in enumerate(candidates):
        label = plain(clipped(candidate["words"], 30))
        if st.button(label, key=f"candidate-{run.ident}-{index}", width="stretch", icon=":material/subdirectory_arrow_right:"):
            return Choose(run.ident, candidate["path"], candidate["words"])
    return None


def _continue(text: Text, run: Run, progress: Progress | None) -> bool:
    # The key counts the tries, so that a second click on a page not yet redrawn finds no button any more.
    tries = progress.sequence if progress else 0
    return st.button(text("chat.continue"), key=f"resume-{run.ident}-{tries}", icon=":material/play_arrow:", type="primary")
