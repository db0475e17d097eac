"""The part that is chosen on the page, and the order that asked which part was meant, with the answer put into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from agent.archive import Revision
from agent.grammar import read_order
from agent.orders import Correct, Delete, Edition, Merge, Order, Replace, Revise, Several, Swap, Talk
from agent.runs import Run
from errors import AddressError, JianggaoError
from speech.document import Speech
from speech.locate import Pointing, locate
from speech.places import Places, Target, targets
from speech.structure import Span

CHOSEN = "part"  # the path, in the session's state and in the list of parts
_OF = "part_of"  # the revision that it was chosen in
_ADDRESSES = ("address", "anchor", "keep", "only")
_HERE = "这"  # stands in every word for what is chosen on the page


def settle(revisions: Sequence[Revision]) -> str:
    """The path chosen on the page, in the newest revision; empty where none is, or it is gone."""
    path: str | None = st.session_state.get(CHOSEN)
    of: int | None = st.session_state.get(_OF)
    head = revisions[-1] if revisions else None
    before = next((revision for revision in revisions if revision.ident == of), None)
    if path and head and before and before is not head:
        path = followed(Speech(before.text), Speech(head.text), path)
    elif path and (head is None or (of is not None and before is None) or not Places(Speech(head.text)).at_path(path)):
        path = None
    st.session_state[CHOSEN] = path or None
    st.session_state[_OF] = head.ident if head else None
    return path or ""


def followed(old: Speech, new: Speech, path: str) -> str | None:
    """Where the part stands after a change: with its heading or its words, or written anew in its place; None where it is gone."""
    was, now = Places(old).at_path(path), Places(new).at_path(path)
    if not was:
        return None
    same = [one for one in _alike(new, path) if _known_by(new, one) == _known_by(old, Target(path, was[0].span))]
    if len(same) == 1 or path in (one.path for one in same):
        return path if path in (one.path for one in same) else same[0].path
    unmoved = len(list(old.walk())) == len(list(new.walk())) and len(old.paragraphs) == len(new.paragraphs)
    return path if now and unmoved else None


def _alike(speech: Speech, path: str) -> list[Target]:
    """Every section, or every paragraph or sentence, as `path` is one."""
    places = Places(speech)
    if ".s" in path:
        return places.sentences(places.whole.span)
    return [*targets(speech.walk()), *places.everything]


def _known_by(speech: Speech, target: Target) -> str:
    """A section's heading, or else its words; its ordinal may differ."""
    section = speech.by_path.get(target.path)
    if section is None or section.span != target.span:
        return speech.words(target.span)
    return speech.words(section.heading or Span(section.ordinal.end if section.ordinal else section.span.start, section.span.end))


def intended(run: Run) -> Order:
    """What a run was to do, as far as the grammar knows."""
    try:
        return read_order(run.order.message) if isinstance(run.order, Talk) else run.order
    except JianggaoError:
        return run.order


def wants(run: Run, address: str) -> int:
    """How many places the order needs that `address` stands in: two to be exchanged, two or more to be joined."""
    order = _holder(intended(run), address)
    return 2 if isinstance(order, Swap | Merge) else 1


def of_figures(run: Run, address: str) -> bool:
    """Whether what could be meant are figures, not parts."""
    return isinstance(_holder(intended(run), address), Correct)


def pointed(run: Run, address: str, path: str, seen: Speech | None, quoted: str = "") -> Order:
    """The order that could not be placed, with the place that was chosen in `address`'s stead.

    `seen` is the speech that the message was about: what was chosen on the page when it was sent is read in it.
    """
    talk = run.order if isinstance(run.order, Talk) else Talk("")
    order = intended(run)
    if isinstance(order, Talk):
        order = Revise(path, order.message)
    else:
        holder = _holder(order, address)
        order = _with(order, lambda one: _placed(one, address, path, quoted) if one is holder else one)
    if talk.here and seen:
        order = _with(order, lambda one: _settled(one, seen, talk.here))
    if talk.review and isinstance(order, Several):
        return Several(order.orders, review=True)
    return Several((order,), review=True) if talk.review and isinstance(order, Edition) else order


def _with(order: Order, change: Callable[[Any], Any]) -> Order:
    if isinstance(order, Several):
        return replace(order, orders=tuple(change(one) for one in order.orders))
    changed: Order = change(order)
    return changed


def _holder(order: Order, address: str) -> Order | None:
    """The one order of those in a message that holds the address."""
    orders: tuple[Order, ...] = order.orders if isinstance(order, Several) else (order,)
    for one in orders:
        if address in [getattr(one, name, None) for name in _ADDRESSES]:
            return one
        if isinstance(one, Correct) and address in (one.subject, one.old):
            return one
        if isinstance(one, Revise) and not one.address and one.instruction == address:
            return one
    return next((one for one in orders if hasattr(one, "address")), None)


def _placed(order: Any, address: str, path: str, quoted: str) -> Any:
    if isinstance(order, Correct):
        return replace(order, old=path, subject="")
    if isinstance(order, Delete) and quoted:
        return Replace(quoted, "", path)
    name = next((name for name in _ADDRESSES if getattr(order, name, None) == address), "address")
    return replace(order, **{name: path})


def _settled(order: Any, seen: Speech, here: str) -> Any:
    """这里 as the paths that it meant: the order itself does not remember what was chosen on the page."""
    for name in _ADDRESSES:
        address = getattr(order, name, "")
        if address and _HERE in address:
            try:
                paths = "、".join(target.path for target in locate(seen, address, Pointing(here)))
            except AddressError:
                continue
            order = replace(order, **{name: paths})
    return order
