"""What one text became in another: by section, and by character inside one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import streamlit as st

from agent.events import Source
from agent.receipts import label
from agent.receipts import place as place_in
from speech.diff import SectionChange, characters, compare
from speech.document import Speech
from ui.paper import difference
from ui.plain import clipped, tag
from ui.text import Text


@lru_cache(maxsize=128)
def compared(old: str, new: str) -> tuple[SectionChange, ...]:
    return compare(_speech(old), _speech(new))


@lru_cache(maxsize=32)
def _speech(text: str) -> Speech:
    return Speech(text)


@lru_cache(maxsize=512)
def _marked(old: str, new: str) -> str:
    return difference(characters(old, new))


def differences(text: Text, old: str, new: str) -> None:
    found = compared(old, new)
    if not found:
        st.caption(text("version.same"))
    for change in found:
        st.html(tag("div", named(text, old, new, change), "change-head"))
        inside(change)


def named(text: Text, old: str, new: str, change: SectionChange) -> str:
    """第二部分有改动：二、抓实任务."""
    words = clipped((change.new or change.old).split("\n", 1)[0], 24)
    return text(f"change.{change.how}", part=where(old, new, change), words=words)


def where(old: str, new: str, change: SectionChange) -> str:
    """The part as a reader of the text that it stands in counts it."""
    return place_in(_speech(old if change.how == "removed" else new), change.path)


def inside(change: SectionChange) -> None:
    """What was moved or renumbered has kept its words."""
    if change.how not in ("renumbered", "moved"):
        st.html(_marked(change.old, change.new))


def by_path(found: Iterable[SectionChange]) -> dict[str, list[SectionChange]]:
    """The changes that can be taken or refused, those at one path together: a path is all there is to name them by."""
    grouped: dict[str, list[SectionChange]] = {}
    for change in found:
        if change.how != "renumbered":
            grouped.setdefault(change.path, []).append(change)
    return grouped


def used_for(sources: Iterable[Source], path: str) -> tuple[Source, ...]:
    """The passages that a section was written with: those of its parts and of what it is part of, too."""
    part = path.removesuffix(".heading")
    whole = part == path
    return tuple(s for s in sources if s.used and (_within(part, s.used) or (whole and _within(s.used, part))))


def passages(text: Text, sources: Iterable[Source]) -> None:
    for source in sources:
        role = text(f"role.{source.role}") if source.role else ""
        where = " · ".join(name for name in (source.title, role, source.heading) if name)
        used = tag("span", text("sources.used", part=label(source.used)), "used") if source.used else ""
        st.html(f'<div class="passage"><div class="where">{tag("span", where)}{used}</div>{tag("p", source.text)}</div>')


def _within(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}.")
