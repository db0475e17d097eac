"""Orders and receipts in words, for both front doors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.brief import Brief
from agent.events import Noticed, Receipt
from agent.orders import Adopt, Correct, Draft, Follow, Insert, Move, Open, Order, Outlines, Reject, Restore, Revise, Several, Talk, Unlock
from agent.receipts import label
from ui.plain import clipped
from ui.text import Text

NAMED = 6  # parts that a receipt names one by one
QUOTED = 20  # code points of a point that a notice quotes
_PATHS = re.compile(r"[a-z\d.]+(?:、[a-z\d.]+)*", re.ASCII)
_SENTENCE = re.compile(r"(.+)\.s(\d+)", re.ASCII)


def described(text: Text, order: Order) -> str:
    """An order given by a button, or kept with a version, in words."""
    match order:
        case Talk(message=message):
            return message
        case Draft(brief=brief) | Outlines(brief=Brief() as brief):
            return brief.request
        case Follow(number=number):
            return text("outline.said", number=number)
        case Several(orders=orders):
            return text("receipt.joint").join(described(text, one) for one in orders)
        case Open(name=""):
            return text("order.pasted")
        case Open(name=name):
            return text("order.open", name=name)
        case Revise(address=address, instruction=instruction):
            return text("quick.message", name=named(text, address), instruction=instruction) if address else instruction
        case Correct(note=note):
            said = text("order.correct", subject=order.subject, old=order.old, value=order.value)
            return text("order.noted", order=said, note=note) if note else said
        case Insert(address=address, side=side):
            return text("order.insert", place=text(f"side.{side}", place=named(text, address)), words=order.words or order.about)
        case Move(address=address, side=side, anchor=anchor):
            place = text(f"side.{side}", place=named(text, anchor)) if anchor else text(f"side.all_{side}")
            return text("order.move", address=named(text, address), place=place)
        case Reject(number=number, paths=paths):
            return text("order.reject", number=number, parts=_listed(text, _places(text, paths)))
        case Restore(number=number, only=only) if only:
            part = named(text, only)
            return text("order.restore_part", part=part, number=number) if number else text("order.restore_last", part=part)
        case Unlock(address=""):
            return text("order.unlock", address=text("part.all"))
        case Adopt(refused=refused, said=said):
            adopted = text("order.adopt_some", parts=_listed(text, _places(text, refused))) if refused else text("order.adopt")
            return text("order.noted", order=adopted, note=said) if said else adopted
    fields = {name: getattr(order, name) for name in order.__dataclass_fields__}
    if "address" in fields:
        fields["address"] = named(text, fields["address"])
    return text(f"order.{order.kind}", **fields)


def named(text: Text, address: str) -> str:
    """An address as it was said; paths as a reader says them."""
    if not _PATHS.fullmatch(address):
        return address
    return "、".join(place(text, path) for path in address.split("、"))


def place(text: Text, path: str) -> str:
    """A path as a reader says it, where the speech is not at hand."""
    if path == "all":
        return text("part.all")
    sentence = _SENTENCE.fullmatch(path)
    return text("part.sentence", paragraph=label(sentence[1]), number=sentence[2]) if sentence else label(path)


def receipt(text: Text, changed: Receipt, new: bool = False) -> str:
    """改了第二部分；其余 0 字变动. Of a `new` text it is not said what changed: it is all new."""
    if new:
        return text("receipt.new", words=changed.words)
    said = [_changed(text, changed, changed.rewritten)] if changed.rewritten else []
    said += [text("receipt.added", labels=_listed(text, changed.put_in))] if changed.put_in else []
    moved = changed.moved_labels or _places(text, changed.moved)
    renumbered = changed.renumbered_labels or _places(text, changed.renumbered)
    said += [text("receipt.moved", labels=_listed(text, moved))] if moved else []
    said += [text("receipt.removed", count=len(changed.removed))] if changed.removed else []
    said += [text("receipt.renumbered", labels=_listed(text, renumbered))] if renumbered else []
    if not said:
        return text("receipt.nothing")
    if changed.unchanged:
        said.append(text("receipt.rest", unchanged=changed.unchanged))
    return text("receipt.joint").join(said)


def _changed(text: Text, changed: Receipt, labels: Sequence[str]) -> str:
    first_level = all("." not in path for path in changed.changed)
    if len(labels) > NAMED and first_level:
        return text("receipt.whole", count=len(labels))
    return text("receipt.changed", labels=_listed(text, labels))


def _places(text: Text, paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(place(text, path) for path in paths)


def _listed(text: Text, labels: Sequence[str]) -> str:
    listed = "、".join(labels[:NAMED])
    return text("receipt.several", labels=listed, count=len(labels)) if len(labels) > NAMED else listed


def noticed(text: Text, notice: Noticed) -> str:
    details = dict(notice.details)
    if notice.code == "not_done":
        details = {"failure": text.error(details["failure"], details["details"])}
    if notice.code == "wants":
        wanted = [text("notice.want", role=text(f"role.{role}"), points=points) for role, points in details["wants"].items()]
        details["wants"] = text("list_joint").join(wanted)
    if notice.code == "unsure":
        points = [text("notice.unsure_point", words=clipped(words, QUOTED), place=_stands(text, at)) for words, at in details["points"]]
        details["points"] = _listed(text, points)
    return text(f"notice.{notice.code}", **details)


def _stands(text: Text, at: str) -> str:
    """A part by its number, one without a heading by its role."""
    return place(text, at) if at.isdecimal() else text(f"role.{at}")


def found(text: Text, severities: list[str]) -> str:
    counts = {severity: severities.count(severity) for severity in ("error", "warning", "advice")}
    said = [text(f"severity.{severity}_count", count=count) for severity, count in counts.items() if count]
    return text("chat.found", findings=text("list_joint").join(said)) if said else text("chat.found_nothing")
