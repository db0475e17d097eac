"""The browser's front door: page set-up, navigation, wiring. What is drawn is drawn in ui/."""

from __future__ import annotations

import threading
from collections.abc import Callable

import streamlit as st

from agent.office import Office
from errors import BadSetting
from settings import read_settings
from ui import library, prompts, settings, sidebar, workbench
from ui.current import current, show
from ui.opening import open_office
from ui.style import ICON, style
from ui.text import Text, load


@st.cache_resource(show_spinner=False)
def office_of_all() -> Office:
    settings = read_settings()
    return open_office(settings, load(settings.language))


@st.cache_resource(show_spinner=False)
def warm(_office: Office) -> None:
    """Once, after the first page is drawn: before, it would hold that page up."""
    threading.Thread(target=_office.warm, daemon=True).start()


def main() -> None:
    try:
        office = office_of_all()
    except BadSetting as error:
        settings.refused(load("zh"), error)
        return
    text = load(st.session_state.get("language") or office.settings.language)
    # A Material icon would be fetched from a server outside.
    st.set_page_config(page_title=text("app.name"), page_icon=str(ICON), layout="wide", initial_sidebar_state=240)
    style(text)
    bench, *rest = pages(office, text)
    page = st.navigation([bench, *rest], position="top")
    _beside(office, text, bench)
    library.prepare(office.library, text)
    page.run()
    warm(office)


def pages(office: Office, text: Text) -> tuple[st.Page, ...]:
    def page(name: str, icon: str, draw: Callable[[], None], first: bool = False) -> st.Page:
        return st.Page(draw, title=text(f"page.{name}"), icon=icon, url_path=name, default=first)

    return (
        page("workbench", ":material/edit_note:", lambda: workbench.workbench(office, text), first=True),
        page("library", ":material/local_library:", lambda: library.library(office.library, text)),
        page("prompts", ":material/account_tree:", lambda: prompts.prompts(text)),
        page("settings", ":material/settings:", lambda: settings.settings(office, text)),
    )


def _beside(office: Office, text: Text, bench: st.Page) -> None:
    match sidebar.sidebar(text, office.conversations(), current(), office.settings.home):
        case sidebar.Begin():
            show(None)
        case sidebar.Show(conversation):
            show(conversation)
        case sidebar.Forget(conversation):
            office.forget(conversation)
            if conversation == current():
                show(None)
        case None:
            return
    st.switch_page(bench)


main()
