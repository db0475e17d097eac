"""The receipt of a revision: which parts changed, which were renumbered, and that nothing else did."""

from __future__ import annotations

from agent.events import Receipt
from speech.diff import compare
from speech.document import Speech
from speech.length import count
from speech.numbering import chinese

_NAMES = {"title": "标题", "date": "日期", "byline": "署名", "salutation": "称谓", "opening": "开头", "closing": "结尾"}


def receipt(old: Speech | None, new: Speech) -> Receipt:
    """Computed from the two texts; of a first text nothing is said to have changed but all of it."""
    if old is None:
        paths = tuple(section.path for section in new.sections)
        return Receipt(changed=paths, labels=tuple(label(path) for path in paths), words=count(new.text))
    changes = compare(old, new)
    written = [change for change in changes if change.how in ("changed", "added")]
    words = count(new.text)
    return Receipt(
        changed=tuple(change.path for change in written),
        renumbered=tuple(change.path for change in changes if change.how == "renumbered"),
        removed=tuple(change.path for change in changes if change.how == "removed"),
        labels=tuple(label(change.path) for change in written),
        words=words,
        unchanged=words - sum(count(change.new) for change in written),
    )


def label(path: str) -> str:
    """A path as a reader says it: 2.3 is 第二部分第三点, p7 第7段."""
    first, *rest = path.removesuffix(".heading").split(".")
    words = f"第{chinese(int(first))}部分" if first.isdigit() else _NAMES.get(first, f"第{first[1:]}段")
    words += "".join(f"第{chinese(int(step))}点" for step in rest if step.isdigit())
    return words + ("的标题" if path.endswith(".heading") else "")
