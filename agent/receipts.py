"""The receipt of a revision: which parts changed, which were renumbered, and that nothing else did."""

from __future__ import annotations

from agent.events import Receipt
from speech.diff import compare
from speech.document import Speech
from speech.length import count
from speech.locate import natural_paragraphs
from speech.numbering import chinese
from speech.structure import Span

_NAMES = {"title": "标题", "date": "日期", "byline": "署名", "salutation": "称谓", "opening": "开头", "closing": "结尾"}


def receipt(old: Speech | None, new: Speech) -> Receipt:
    """Computed from the two texts; of a first text nothing is said to have changed but all of it."""
    if old is None:
        paths = tuple(section.path for section in new.sections)
        return Receipt(changed=paths, labels=tuple(place(new, path) for path in paths), words=count(new.text))
    changes = compare(old, new)
    written = [change for change in changes if change.how in ("changed", "added")]

    def at(how: str) -> tuple[str, ...]:
        return tuple(change.path for change in changes if change.how == how)

    def labels(how: str) -> tuple[str, ...]:
        return tuple(place(new, path) for path in at(how))

    words = count(new.text)
    return Receipt(
        changed=tuple(change.path for change in written),
        renumbered=at("renumbered"),
        removed=at("removed"),
        labels=tuple(place(new, change.path) for change in written),
        words=words,
        unchanged=words - sum(count(change.new) for change in written),
        moved=at("moved"),
        added=at("added"),
        moved_labels=labels("moved"),
        renumbered_labels=labels("renumbered"),
    )


def place(speech: Speech, path: str) -> str:
    """A path as a reader of this speech finds it: a bare paragraph is counted inside its part, as addresses count it."""
    line, _, sentence = path.partition(".s")
    if sentence.isdecimal():
        return f"{place(speech, line)}第{chinese(int(sentence))}句"
    section = speech.by_path.get(path) or next((p for p in speech.paragraphs if path == f"p{p.index}"), None)
    if section is None or path[0] != "p":
        return label(path)
    part = next((part for part in speech.parts if section.span in part.span), None)
    counted = natural_paragraphs(speech, part.span if part else Span(0, len(speech.text)))
    number = next((i for i, paragraph in enumerate(counted, 1) if section.span in paragraph.span), 0)
    return f"{label(part.path) if part else ''}第{number}段{_points(path.split('.')[1:])}"


def label(path: str) -> str:
    """A path as a reader says it: 2.3 is 第二部分第三点, 2.3.1 第二部分第三点第一小点, p7 第7段."""
    first, *rest = path.removesuffix(".heading").split(".")
    words = f"第{chinese(int(first))}部分" if first.isdigit() else _NAMES.get(first, f"第{first[1:]}段")
    return words + _points(rest) + ("的标题" if path.endswith(".heading") else "")


def _points(steps: list[str]) -> str:
    numbers = [int(step) for step in steps if step.isdigit()]
    return "".join(f"第{chinese(number)}{'小点' if i else '点'}" for i, number in enumerate(numbers))
