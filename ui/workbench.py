"""The workbench: the conversation on the left, the manuscript on the right. What is drawn comes from the archive."""

from __future__ import annotations

import streamlit as st

from agent.archive import Revision
from agent.history import undone
from agent.office import Office
from agent.orders import Adopt, Talk
from agent.runs import Run
from errors import JianggaoError
from speech.checks import check
from speech.document import Speech
from speech.findings import Finding
from ui import chat, manuscript
from ui.actions import Action, Choose, Resume, Stop, Submit, asked
from ui.current import current, show
from ui.current import start as start_number
from ui.paper import choice_at
from ui.plain import plain, tag
from ui.pointing import pointed, settle
from ui.progress import Progress
from ui.start import start, welcome
from ui.text import Text
from ui.versions import versions

POLL = 0.3  # seconds, while a run is active
LOOK = 3.0  # seconds, otherwise: another window may have begun one
_GO_ON = ("继续", "继续写", "接着写", "接着来", "go on", "continue")
_STOPS = " \u3000。.！!～~\n"
_REVIEW = "review"  # whether changes are shown before they are saved: kept in the session while its switch is not drawn


def workbench(office: Office, text: Text) -> None:
    conversation = current()
    if conversation is not None and all(kept.ident != conversation for kept in office.conversations()):
        st.warning(text.error("no_such_record", {"kind": "conversation", "ident": str(conversation)}))
        show(conversation := None)
    if conversation is None:
        with st.container(key="start"):
            welcome(text)
            action = _first(office, text)
            action = start(text, str(start_number())) or action
        if action:
            _perform(office, text, None, action)
        return
    office.attend(conversation)
    runs = office.runs(conversation)
    revisions = office.revisions(conversation)
    busy = any(run.active for run in runs)
    chosen = settle(revisions)
    with st.container(key="bench"):
        left, right = st.columns([2, 3], gap="medium")
    action = asked()
    with left:
        action = _conversation(office, text, conversation, runs, revisions, chosen) or action
    with right:
        action = _manuscript(office, text, conversation, runs, revisions) or action
    if action:
        _perform(office, text, conversation, action)
    if not busy:
        _watch(office, conversation, _state(office, conversation))


def _conversation(
    office: Office, text: Text, conversation: int, runs: tuple[Run, ...], revisions: tuple[Revision, ...], chosen: str
) -> Action | None:
    active = next((run for run in runs if run.active), None)
    action: Action | None = None
    with st.container(height=400, key="conversation", border=False, autoscroll=True):
        told = {run.ident: _progress(office, run.ident) for run in runs if run != active}
        proposing = _proposing(runs, told)
        for run in runs:
            if run == active:
                _follow(office, text, conversation, run.ident)
            else:
                # Until there is a text, an interrupted draft stays open, whatever was said since.
                pending = run == runs[-1] or not revisions
                action = chat.turn(text, run, told[run.ident], revisions, pending, run.ident == proposing) or action
    if active:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="running"):
            waiting = sum(1 for run in runs if run.active) - 1
            st.caption(text("chat.working") + (text("chat.queued", count=waiting) if waiting else ""))
            if st.button(text("chat.stop"), icon=":material/stop_circle:", key=f"stop-{active.ident}"):
                action = Stop(active.ident)
    typed = _typed(office, text, conversation, revisions, chosen)
    if isinstance(typed, Submit) and typed.message.strip(_STOPS) in _GO_ON and runs and not active:
        last = runs[-1]
        return Resume(last.ident) if chat.resumable(last, told[last.ident].end) else typed  # what the button does
    return typed or action


def _proposing(runs: tuple[Run, ...], told: dict[int, Progress]) -> int | None:
    """The run whose proposal is still to be answered: nothing was proposed, adopted or changed since."""
    for run in reversed(runs):
        if run.active or isinstance(run.order, Adopt):
            return None
        saved = told[run.ident].saved
        if saved and saved.receipt.differs:
            return None
        if told[run.ident].proposed:
            return run.ident
    return None


def _first(office: Office, text: Text) -> Action | None:
    message = st.chat_input(text("chat.first"), key="typed-new")
    _where_it_goes(office, text)
    return Submit(Talk(message), message) if message and message.strip() else None


def _typed(office: Office, text: Text, conversation: int, revisions: tuple[Revision, ...], chosen: str) -> Action | None:
    """What is typed is about the part chosen on the page, which 这里 names."""
    box = st.container(key="box")
    review = False
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="under-box"):
        if revisions:
            review = st.toggle(text("chat.review"), value=_reviewing(), key=f"review-{conversation}", help=text("chat.review_help"))
            st.session_state[_REVIEW] = review
            part = choice_at(Speech(revisions[-1].text), chosen)
            if part:
                st.html(tag("div", text("chat.here", part=manuscript.label(text, part).strip()), "here"))
    with box:
        message = st.chat_input(text("chat.placeholder"), key=f"typed-{conversation}")
    _where_it_goes(office, text)
    return Submit(Talk(message, chosen, review), message) if message and message.strip() else None


def _reviewing() -> bool:
    return bool(st.session_state.get(_REVIEW, False))


def _where_it_goes(office: Office, text: Text) -> None:
    st.caption(plain(text("chat.outside", host=office.host)) if office.sends_outside else text(f"chat.{office.writer_kind}_inside"))


@st.fragment(run_every=POLL)
def _follow(office: Office, text: Text, conversation: int, ident: int) -> None:
    """The active run, drawn anew at every poll; once it has ended, or was deleted elsewhere, the page is."""
    office.attend(conversation)
    run = next((run for run in office.runs(conversation) if run.ident == ident), None)
    if run is None or not run.active:
        st.rerun()
    chat.turn(text, run, _progress(office, ident), office.revisions(conversation))


@st.fragment(run_every=LOOK)
def _watch(office: Office, conversation: int, drawn: str) -> None:
    if _state(office, conversation) != drawn:
        st.rerun()


@st.fragment(run_every=POLL)
def _growing(office: Office, text: Text, ident: int) -> None:
    progress = _progress(office, ident)
    st.html(manuscript.heading(text, Speech(progress.manuscript), text("manuscript.growing", words=progress.words)))
    manuscript.growing(progress.manuscript)


def _manuscript(office: Office, text: Text, conversation: int, runs: tuple[Run, ...], revisions: tuple[Revision, ...]) -> Action | None:
    active = next((run for run in runs if run.active), None)
    if active and (_progress(office, active.ident).plan or not revisions):
        _growing(office, text, active.ident)
        return None
    if not revisions:
        left = next((progress for run in reversed(runs) if (progress := _progress(office, run.ident)).manuscript), None)
        if left is None:
            st.html(tag("div", text("manuscript.none"), "empty"))
        else:
            st.html(manuscript.heading(text, Speech(left.manuscript), text("manuscript.unfinished", words=left.words)))
            manuscript.growing(left.manuscript)
        return None
    head, speech = revisions[-1], Speech(revisions[-1].text)
    busy, state = active is not None, _state(office, conversation)
    found = _findings(head.text)
    measured = text("version.name", number=head.number) + text("manuscript.joint")
    measured += manuscript.measure(text, speech, manuscript.target(revisions))
    redoable = undone(revisions) is not None
    action = manuscript.tools(text, speech, measured, manuscript.undoable(revisions) and not busy, redoable and not busy, state)
    names = ("body", "sources", "findings", "versions")
    labels = [text(f"tab.{name}") for name in names]
    labels[2] += f" {len(found)}" if found else ""
    body, sources, findings, past = st.tabs(labels, key=f"tabs-{conversation}")
    changed = head.receipt.changed if head.parent is not None and head.restores is None else ()
    with body:
        action = manuscript.body(text, head, speech, changed, busy, state, _reviewing()) or action
    with sources, st.container(height=400, key="sources", border=False):
        manuscript.sources(text, head)
    with findings, st.container(height=400, key="findings", border=False):
        manuscript.findings(text, speech, found)
    with past, st.container(height=400, key="versions", border=False):
        return versions(text, revisions, busy, state) or action


@st.cache_data(max_entries=64, show_spinner=False)
def _findings(speech: str) -> tuple[Finding, ...]:
    return check(Speech(speech))


def _state(office: Office, conversation: int) -> str:
    """Names the state of the conversation: it differs as soon as anything was submitted, has ended or was saved."""
    runs, head = office.runs(conversation), office.head(conversation)
    last = f"{runs[-1].ident}-{'-'.join(run.state.value[0] for run in runs[-5:])}" if runs else ""
    return f"{conversation}-{head.number if head else 0}-{last}"


def _progress(office: Office, ident: int) -> Progress:
    """What the session has folded of the run before, and what is new."""
    told: dict[int, Progress] = st.session_state.setdefault("told", {})
    before = told.get(ident, Progress())
    told[ident] = before.after(office.events(ident, before.sequence))
    return told[ident]


def _perform(office: Office, text: Text, conversation: int | None, action: Action) -> None:
    try:
        match action:
            case Submit(order, message):
                if conversation is None:
                    conversation = office.begin(message[:40])
                    show(conversation)
                office.submit(conversation, order, message)
            case Choose(run, address, path, words, quoted):
                assert conversation is not None, "a run is of a conversation"
                before = office.run(run)
                seen = Speech(office.revision(conversation, before.base).text) if before.base else None
                office.submit(conversation, pointed(before, address, path, seen, quoted), f"{before.message}（{words}）")
            case Resume(run):
                office.resume(run)
            case Stop(run):
                office.stop(run)
    except JianggaoError as error:
        st.toast(plain(text.error(error.code(), error.details)), icon=":material/error:")
        return
    st.rerun()
