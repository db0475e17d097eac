"""The sample library: what is in it, adding and removing, and searching it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from errors import EndpointError, JianggaoError
from prompts.outlines import OCCASIONS
from speech.structure import Role
from ui.plain import clipped, plain, tag
from ui.text import Text
from vectorstore.library import Library
from vectorstore.passages import Hit, Sample


def prepare(library: Library, text: Text) -> None:
    """The bundled samples, once a session looked at; a bar is drawn only while there is something to load."""
    if st.session_state.get("prepared"):
        return
    place = st.empty()

    def drawn(done: int, total: int) -> None:
        if total:
            place.progress(done / total, text("library.preparing", done=done, total=total))

    try:
        library.load_bundled(drawn)
    except EndpointError as error:
        # A Chroma server or an embedding endpoint that is away keeps nobody from what is written already.
        place.error(plain(text("library.unprepared")) + "  \n" + plain(text.error(error.code(), error.details)))
        return
    place.empty()
    st.session_state["prepared"] = True


def library(kept: Library, text: Text) -> None:
    samples = kept.samples()
    with st.container(key="page"):
        st.html(f'<div class="page-head">{tag("h2", text("page.library"))}{tag("p", text("library.explained"))}</div>')
        listed, found, added = st.tabs([text("library.samples", count=len(samples)), text("library.search"), text("library.add")])
        with listed:
            _samples(kept, text, samples)
        with found:
            _search(kept, text)
        with added:
            _add(kept, text)


def _samples(kept: Library, text: Text, samples: Sequence[Sample]) -> None:
    if not samples:
        st.caption(text("library.empty"))
        return
    rows = [
        {
            text("library.title"): sample.details.title,
            text("library.occasion"): sample.details.occasion or "—",
            text("library.field"): sample.details.field or "—",
            text("library.year"): str(sample.details.year or "—"),
            text("library.chars"): sample.chars,
            text("library.passages"): sample.passages,
            text("library.bundled"): text("yes") if sample.bundled else "",
        }
        for sample in samples
    ]
    st.caption(text("library.choose"))
    chosen = st.dataframe(
        rows,
        hide_index=True,
        height=min(36 * (len(rows) + 1) + 2, 400),
        on_select="rerun",
        selection_mode="single-row",
        key=f"samples-{len(rows)}-{samples[-1].ident}",
        column_config={text("library.title"): st.column_config.TextColumn(width="large")},
    )
    picked = chosen["selection"]["rows"]
    if picked and picked[0] < len(samples):
        _sample(kept, text, samples[picked[0]])


def _sample(kept: Library, text: Text, sample: Sample) -> None:
    with st.container(border=True, key="sample"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(f'<div class="manuscript-head">{tag("b", sample.details.title)}{tag("span", _about(text, sample))}</div>')
            with st.popover(text("library.remove"), icon=":material/delete:"):
                st.text(text("library.remove_question", title=clipped(sample.details.title, 30)))
                if st.button(text("library.remove_sure"), key=f"remove-{sample.ident}", type="primary"):
                    _remove(kept, text, sample)
        whole, raw, masked = st.tabs([text("library.whole"), text("library.raw"), text("library.masked")])
        with whole, st.container(height=420, border=False):
            st.html(tag("div", kept.sample_text(sample.ident), "said"))
        passages = kept.passages(sample.ident)
        with raw, st.container(height=420, border=False):
            for passage in passages:
                st.html(_passage(text, passage.role, passage.heading, passage.text))
        with masked, st.container(height=420, border=False):
            st.caption(text("library.masked_explained"))
            for passage in passages:
                st.html(_passage(text, passage.role, "", passage.masked))


def _about(text: Text, sample: Sample) -> str:
    details = sample.details
    shareable = "" if details.shareable else text("library.private")
    facts = (details.speaker, details.part, details.occasion, details.field, str(details.year or ""), details.state, shareable)
    return " · ".join(fact for fact in (*facts, text("words", count=sample.chars)) if fact)


def _passage(text: Text, role: Role | None, heading: str, words: str) -> str:
    where = " · ".join(name for name in (text(f"role.{role}") if role else "", heading) if name)
    return f'<div class="passage">{tag("div", where, "where")}{tag("p", words)}</div>'


def _remove(kept: Library, text: Text, sample: Sample) -> None:
    try:
        kept.remove(sample.ident)
    except JianggaoError as error:
        st.error(plain(text.error(error.code(), error.details)), icon=":material/error:")
        return
    st.rerun()


def _search(kept: Library, text: Text) -> None:
    asked, role_place, occasion_place = st.columns([3, 1, 1])
    query = asked.text_input(text("library.query"), placeholder=text("library.query_hint"), key="query")
    any_ = text("any")
    role = role_place.selectbox(text("library.role"), list(Role), index=None, placeholder=any_, format_func=lambda r: text(f"role.{r}"))
    occasion = occasion_place.selectbox(text("library.occasion"), OCCASIONS, index=None, placeholder=any_)
    if not query.strip():
        return
    try:
        hits = kept.search(query, k=8, role=role, occasion=occasion)
    except JianggaoError as error:
        st.error(plain(text.error(error.code(), error.details)), icon=":material/error:")
        return
    if not hits:
        st.caption(text("library.nothing"))
    for hit in hits:
        st.html(_hit(text, hit))


def _hit(text: Text, hit: Hit) -> str:
    """The section, with the passage that matched inside it marked."""
    passage = hit.passage
    role = text(f"role.{passage.role}") if passage.role else ""
    where = " · ".join(name for name in (role, passage.heading, hit.sample.details.title) if name)
    before, matched, after = passage.section.partition(passage.text)
    words = tag("span", before) + tag("mark", matched, "matched") + tag("span", after) if matched else tag("span", passage.section)
    return f'<div class="passage">{tag("div", where, "where")}<p>{words}</p></div>'


def _add(kept: Library, text: Text) -> None:
    # Named by how often something was added, so that what is in the library leaves the uploader and the text area.
    times = st.session_state.get("additions", 0)
    # Of any kind: what cannot be read is refused in the person's own language.
    files = st.file_uploader(text("library.upload"), accept_multiple_files=True, key=f"samples-uploaded-{times}")
    add_files = st.button(text("library.add_files"), type="primary", disabled=not files, key=f"add-files-{times}")
    words = st.text_area(text("library.paste"), height=160, key=f"sample-pasted-{times}")
    add_pasted = st.button(text("library.add_pasted"), key=f"add-pasted-{times}")
    given = [(file.name, file.getvalue()) for file in files] if add_files else []
    if add_pasted:
        given = [(text("library.pasted_name"), words.encode("utf-8"))]
    if given:
        with st.spinner(text("library.adding")):
            st.session_state["added"] = [_added(kept, text, name, data) for name, data in given]
        st.session_state["additions"] = times + 1
        st.rerun()
    for done, sentence in st.session_state.get("added", ()):
        (st.success if done else st.error)(plain(sentence))


def _added(kept: Library, text: Text, name: str, data: bytes) -> tuple[bool, str]:
    """Whether it is in the library, and the sentence about it."""
    try:
        added = kept.add(name, data)
    except JianggaoError as error:
        return False, text.error(error.code(), error.details)
    key = "library.added" if added.new else "library.known"
    return True, text(key, name=name, title=added.sample.details.title, passages=added.sample.passages)
