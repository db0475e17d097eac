"""One turn of the conversation: what the user said, and what happened."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from agent.archive import Revision
from agent.events import Compared, Failed, Finished, Found, Hits, Noticed, Outlined, Proposed, Ready, Said, Saved, Stopped
from agent.orders import Draft, Open
from agent.runs import Run, State
from errors import AddressError, EndpointError, Held, LockedSection
from speech.document import Speech
from speech.length import count
from ui.actions import Action, Choose, Resume
from ui.candidates import candidates
from ui.differences import differences, passages
from ui.downloads import word
from ui.outlines import outlines
from ui.plain import clipped, plain, tag
from ui.pointing import of_figures, wants
from ui.progress import Part, Progress, Told
from ui.review import proposal
from ui.text import Text
from ui.wording import described, found, noticed, receipt

_LONG = 400  # code points of a message that is shown whole
_ASKS_WHERE = {error.code() for error in AddressError.__subclasses__()}
_PASSES = {error.code() for branch in (EndpointError, Held) for error in branch.__subclasses__()} - {LockedSection.code()}


def turn(
    text: Text, run: Run, progress: Progress, revisions: Sequence[Revision] = (), pending: bool = True, open_: bool = False
) -> Action | None:
    """Only a `pending` turn offers what can be done about its end; of the others the moment is past.

    `open_` is whether what the turn proposed may still be adopted.
    """
    action: Action | None = None
    with st.chat_message("user", avatar=":material/person:"):
        st.html(spoken(text, run.message or described(text, run.order)))
    with st.chat_message("assistant", avatar=":material/edit_note:"):
        if run.active and not progress.sequence:
            st.caption(text("chat.waiting" if run.state is State.WAITING else "chat.beginning"))
        # Once the run is over, what was begun and holds no word yet is no longer worth a line.
        if progress.plan or any(part.state == "writing" and (run.active or part.text) for part in progress.parts):
            st.html(sections(text, progress))
        if progress.sources:
            with st.expander(text("chat.consulted", count=len(progress.sources)), icon=":material/menu_book:"):
                passages(text, progress.sources)
        for number, event in enumerate(progress.told):
            if isinstance(event, Proposed):
                last = open_ and not run.active and event is progress.proposed
                action = proposal(text, run, event, revisions, last) or action
            elif isinstance(event, Outlined):
                action = outlines(text, event, f"{run.ident}", pending and not run.active) or action
            else:
                _tell(text, event, revisions, f"{run.ident}-{number}")
        if run.active:
            return None
        return _ending(text, run, progress, pending, revisions) or action


def spoken(text: Text, words: str) -> str:
    """A pasted speech does not push the conversation out of sight."""
    if len(words) <= _LONG:
        return tag("div", words, "said")
    summary = tag("summary", clipped(words, _LONG // 4) + text("chat.unfold", words=count(words)))
    return f'<details class="said">{summary}{html.escape(words)}</details>'


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


def _measured(text: Text, part: Part) -> str:
    if part.state == "waiting":
        return text("chat.budget", budget=part.budget)
    if not part.budget:
        return text("words", count=part.words)
    return text("chat.measured", words=part.words, budget=part.budget)


def _tell(text: Text, event: Told, revisions: Sequence[Revision], key: str) -> None:
    numbered = {revision.number: revision for revision in revisions}
    match event:
        case Said(words):
            st.html(tag("div", words, "said"))
        case Noticed():
            st.html(tag("div", noticed(text, event), "notice"))
        case Saved(number, changed):
            revision = numbered.get(number)
            said = receipt(text, changed, new=brought(revision) if revision else number == 1)
            st.html(f'<div class="receipt">{tag("b", text("version.name", number=number))}{tag("span", said)}</div>')
        case Hits(query, sources):
            st.caption(plain(text("chat.hits", query=query, count=len(sources))))
            passages(text, sources)
        case Found(findings):
            st.html(tag("div", found(text, [finding.severity for finding in findings]), "notice"))
        case Compared(old, new) if old in numbered and new in numbered:
            with st.expander(text("version.both", old=old, new=new), icon=":material/difference:", expanded=True):
                differences(text, numbered[old].text, numbered[new].text)
        case Ready(profile) if revisions:
            head = revisions[-1]
            st.html(tag("div", text("export.ready", profile=profile, number=head.number), "notice"))
            word(text, Speech(head.text), text("export.word", profile=profile), f"ready-{key}", profile)


def brought(revision: Revision) -> bool:
    """Whether the text is new from its first word, and not made from the one before."""
    return revision.parent is None or isinstance(revision.order, Draft | Open)


def _ending(text: Text, run: Run, progress: Progress, pending: bool, revisions: Sequence[Revision]) -> Action | None:
    end = progress.end
    action: Action | None = None
    if isinstance(end, Failed):
        action = _failure(text, run, end, pending, revisions)
    elif isinstance(end, Stopped) or run.state is State.STOPPED:
        st.html(tag("div", text("chat.stopped"), "notice"))
        if pending and _continue(text, run, progress):
            action = Resume(run.ident)
    elif isinstance(end, Finished) and end.usage.calls:
        usage = end.usage
        st.caption(text("chat.usage", calls=usage.calls, prompt=usage.prompt_tokens, completion=usage.completion_tokens))
    return action


def _failure(text: Text, run: Run, end: Failed, pending: bool, revisions: Sequence[Revision]) -> Action | None:
    asks = end.code in _ASKS_WHERE
    sentence = plain(text.error(end.code, end.details))
    if pending:  # what is advised can be done now; afterwards the button it speaks of is gone
        sentence += "  \n" + plain(text.advice(end.code))
    (st.info if asks else st.error)(sentence, icon=":material/help:" if asks else ":material/error:")
    if end.code == "stale_revision" and end.details["text"]:
        st.code(end.details["text"], language=None, wrap_lines=True)
    if not pending:
        return None
    if asks:
        return _candidates(text, run, end, revisions)
    if resumable(run, end) and _continue(text, run, None):
        return Resume(run.ident)
    return None


def resumable(run: Run, end: Failed | Stopped | Finished | None) -> bool:
    """Whether going on with the run may come to another end."""
    if isinstance(end, Failed):
        return end.kept or end.code in _PASSES
    return isinstance(end, Stopped) or run.state is State.STOPPED


def _candidates(text: Text, run: Run, end: Failed, revisions: Sequence[Revision]) -> Action | None:
    address: str = end.details["address"]
    base = next((revision for revision in revisions if revision.number == run.base), None)
    several = wants(run, address) > 1
    offered = candidates(text, end, Speech(base.text) if base and not of_figures(run, address) else None, every=several)
    if several:
        return _several(text, run, address, {one.path: one.label for one in offered})
    for index, one in enumerate(offered):
        key = f"candidate-{run.ident}-{index}"
        if st.button(plain(one.label), key=key, width="stretch", icon=":material/subdirectory_arrow_right:"):
            return Choose(run.ident, address, one.path, one.label, one.quoted)
    return None


def _several(text: Text, run: Run, address: str, labels: dict[str, str]) -> Action | None:
    """For an order on two or more places at once."""
    chosen = st.multiselect(
        text("chat.several"),
        list(labels),
        format_func=lambda path: plain(labels[path]),
        key=f"several-{run.ident}",
        placeholder=text("chat.several"),
        label_visibility="collapsed",
    )
    if st.button(text("chat.these"), key=f"these-{run.ident}", type="primary", disabled=len(chosen) < 2):
        return Choose(run.ident, address, "、".join(chosen), "、".join(labels[path] for path in chosen))
    return None


def _continue(text: Text, run: Run, progress: Progress | None) -> bool:
    # The key counts the tries, so that a second click on a page not yet redrawn finds no button any more.
    tries = progress.sequence if progress else 0
    return st.button(text("chat.continue"), key=f"resume-{run.ident}-{tries}", icon=":material/play_arrow:", type="primary")
