"""What the addresses of the orders of one message name, read before anything is done; and that no two want one place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from agent.editing import heading_of
from agent.grammar.words import NUMERAL, without_heading
from agent.jobs import jobs, together
from agent.orders import Correct, Edition, Insert, Move, Renumber, Replace, Retitle, Revise, Swap
from agent.receipts import label
from errors import AddressError, AmbiguousAddress, NoSuchSection, OverlappingOrders, SectionGone
from speech.diff import partners
from speech.document import Speech
from speech.locate import Pointing, Target, candidate, locate
from speech.numbering import number
from speech.places import Places
from speech.structure import Section, Span, first_words

_BARE = re.compile(r"(?:第[一二三四五六七八九十\d]+|最后一)个?小?[点条段]|[一二三四五六七八九十][是要]")
_SIBLING = re.compile(rf"第({NUMERAL})(?:(?P<point>小?[点条])|(?P<sentence>句话?)|段)")
_MOVING = Move | Swap


@dataclass(frozen=True, slots=True)
class Placed:
    """An order and what its addresses name: `anchors` for the second address that a move has, `keep` for what stays."""

    order: Edition
    targets: tuple[Target, ...] = ()
    anchors: tuple[Target, ...] = ()
    keep: tuple[Span, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it is on the whole text, or on all but some of it."""
        return isinstance(self.order, Revise) and together(self.order, self.targets)


def place_all(seen: Speech, now: Speech, editions: Sequence[Edition], pointing: Pointing) -> list[Placed]:
    """The part that an order names is in focus for the next one of the message: “第二部分第一点写短，第六点删掉”."""
    placed: list[Placed] = []
    for order in editions:
        if placed:
            order = _going_on(seen, order, placed[-1])
        placed.append(_placed(seen, now, order, pointing))
        if len(parts := {target.path.split(".")[0] for target in placed[-1].targets}) == 1 and (part := parts.pop()).isdecimal():
            pointing = replace(pointing, focus=part)
    return placed


def _going_on(speech: Speech, order: Edition, before: Placed) -> Edition:
    """第三点 and 第一句, said behind an order on 第二部分第二点, are its neighbours, though 第三点 might be a part elsewhere.

    Raises AmbiguousAddress where the order before is on a whole part and the words may be of what it holds, or not.
    """
    if isinstance(order, Renumber | Correct):
        return order
    said = order.address
    match = _SIBLING.fullmatch(said)
    if match is None or len(before.targets) != 1:
        return order
    path, place = before.targets[0].path, int(number(match[1]))
    above, _, step = path.rpartition(".")
    places = Places(speech, said)
    if match["point"] and above and step.isdecimal() and places.at_path(f"{above}.{place}"):
        return replace(order, address=f"{above}.{place}")
    if match["sentence"] and step.startswith("s") and places.at_path(f"{above}.s{place}"):
        return replace(order, address=f"{above}.s{place}")
    if match["sentence"] and path[0].isdecimal():
        return replace(order, address=label(path) + said)
    if path.isdecimal() and not _BARE.fullmatch(getattr(before.order, "address", "")):
        inside, outside = (_found(speech, words) for words in (label(path) + said, said))
        if inside and outside and inside != outside:
            raise places.ambiguous((*inside, *outside))
    return order


def _found(speech: Speech, words: str) -> tuple[Target, ...]:
    try:
        return locate(speech, words)
    except AddressError:
        return ()


def _placed(seen: Speech, now: Speech, order: Edition, pointing: Pointing) -> Placed:
    def at(address: str) -> tuple[Target, ...]:
        return tuple(_followed(seen, now, address, target) for target in locate(seen, address, pointing))

    match order:
        case Revise(address="", again=True) if pointing.recent and "all" not in pointing.recent:
            recent = [target for path in pointing.recent for target in locate(now, path)]
            whole = (candidate(now, "all", Span(0, len(now.text))),)
            raise AmbiguousAddress(order.instruction, (*(candidate(now, t.path, t.span) for t in recent), *whole))
        case Revise(address=address, keep=keep):
            targets = at(address or "all")
            return Placed(order, targets, keep=_kept(now, keep, targets, pointing) if keep else ())
        case Retitle(address=address):
            return Placed(order, _titled(seen, address, at))
        case Move(address=address, anchor=anchor):
            moving = at(address)
            return Placed(order, moving, at(_beside(seen, moving[0], anchor)) if anchor else ())
        case Replace(address="") | Correct() | Renumber():
            return Placed(order)
        case _:
            return Placed(order, at(order.address))


def _beside(speech: Speech, target: Target, anchor: str) -> str:
    """第一点 that a point is moved to is one of the same part, though it might be a part where nothing else is said."""
    above = next((s.path for s in speech.walk() if s.numbered and any(child.path == target.path for child in s.sections)), "")
    return label(above) + anchor if above and _BARE.fullmatch(anchor) else anchor


def _kept(speech: Speech, address: str, targets: Sequence[Target], pointing: Pointing) -> tuple[Span, ...]:
    """What is said to stay is looked for in the part that is to be changed: 别动第二点 behind 重写第三部分 is 3.2.

    Raises NoSuchSection when it names nothing in there: what was to stay would be rewritten.
    """
    focused = replace(pointing, focus=targets[0].path)
    for said in (*(label(target.path) + address for target in targets if target.path[0].isdigit()), address):
        try:
            found = locate(speech, said, focused)
        except NoSuchSection:
            continue
        if kept := tuple(one.span for one in found if any(one.span.touches(target.span) for target in targets)):
            return kept
    raise Places(speech, address).absent()


def _titled(speech: Speech, address: str, at: Callable[[str], tuple[Target, ...]]) -> tuple[Target, ...]:
    """Where a heading is to be; a part that has none is named by 第一部分的标题 too."""
    try:
        return at(address)
    except NoSuchSection:
        bare = without_heading(address)
        if not bare or bare == address:
            raise
        return at(bare)


def _followed(seen: Speech, now: Speech, address: str, target: Target) -> Target:
    """The same place in the text as it is now: the section with the same path and the same beginning, or the same words.

    A section is known by its words behind the ordinal, which may count otherwise by now, or else by its heading.
    """
    if seen.text == now.text:
        return target
    if (section := seen.by_path.get(target.path)) and section.numbered and section.span == target.span:
        for same in (_behind, _named):
            words = same(seen, section)
            alike = [other for other in now.walk() if other.numbered and words and same(now, other) == words]
            if len(alike) == 1:
                return Target(alike[0].path, alike[0].span)
        if partner := partners(seen, now).get(target.path):
            return Target(partner.path, partner.span)
    words = seen.words(target.span)
    here = next(iter(locate(now, target.path)), None) if target.path in now.by_path or target.path == "all" else None
    if here and (now.words(here.span) == words or target.path == "all" or _head(now, here) == _head(seen, target)):
        return here
    found = now.text.find(words)
    if found == -1 or now.text.find(words, found + 1) != -1:
        raise SectionGone(address, Places(now, address).absent().candidates)
    span = Span(found, found + len(words))
    return Target(next((s.path for s in now.walk() if s.span == span), target.path), span)


def _behind(speech: Speech, section: Section) -> str:
    return speech.words(Span(section.ordinal.end if section.ordinal else section.span.start, section.span.end))


def _named(speech: Speech, section: Section) -> str:
    return speech.words(section.heading) if section.heading else ""


def _head(speech: Speech, target: Target) -> str:
    section = speech.by_path.get(target.path)
    return speech.words(section.heading) if section and section.heading else speech.words(target.span)[:12]


def told_apart(speech: Speech, placed: Sequence[Placed]) -> None:
    """Raises OverlappingOrders where two orders want different things of one place."""
    for i, one in enumerate(placed):
        for other in placed[i + 1 :]:
            meets = _meeting(speech, one, other)
            if meets:
                raise OverlappingOrders(first_words(speech.words(meets)), one.order.kind, other.order.kind)


def _meeting(speech: Speech, one: Placed, other: Placed) -> Span | None:
    both = (one.order, other.order)
    exact = Replace | Correct | Insert | Renumber
    if any(isinstance(order, exact) for order in both):
        return None
    if any(isinstance(order, _MOVING) for order in both) and any(isinstance(order, Revise | Retitle) for order in both):
        return None
    mine, theirs = _touched(speech, one), _touched(speech, other)
    return next((span for span in mine if any(span.touches(their) for their in theirs)), None)


def _touched(speech: Speech, placed: Placed) -> list[Span]:
    match placed.order:
        case Revise():
            return [job.span for job in jobs(speech, _unmeasured(placed.order), placed.targets, placed.keep)]
        case Retitle():
            return [heading_of(speech, target) for target in placed.targets]
    return [target.span for target in placed.targets]


def _unmeasured(order: Revise) -> Revise:
    return Revise(order.address, "", None)
