"""Taking single changes back: of what one text did to another, only what stands in the named sections."""

from __future__ import annotations

from collections.abc import Collection

from speech.diff import SectionChange, compare
from speech.document import Speech
from speech.sheet import between
from speech.splice import Edit
from speech.structure import Span


def reverted(old: Speech, new: Speech, paths: Collection[str]) -> tuple[Edit, ...]:
    """Edits on `new` after which the sections at `paths` (as `compare` names them) are as in `old`. A section that
    came is taken out, one that went is put back where it stood."""
    wanted = [change for change in compare(old, new) if change.path in paths]
    spans = [span for change in wanted if (span := _span(new, change))]
    gone = [old.by_path[change.path].span for change in wanted if change.how == "removed" and change.path in old.by_path]
    back = between(new.text, old.text)
    return tuple(edit for edit in back if any(_meets(edit.span, span) for span in spans) or any(_brings(old, edit, span) for span in gone))


def _span(new: Speech, change: SectionChange) -> Span | None:
    path = change.path.removesuffix(".heading")
    section = new.by_path.get(path) if change.how != "removed" else None
    if section is None:
        return None
    return section.heading if change.path.endswith(".heading") and section.heading else section.span


def _meets(edit: Span, span: Span) -> bool:
    return edit.touches(span) or (not len(edit) and span.start <= edit.start <= span.end)


def _brings(old: Speech, edit: Edit, span: Span) -> bool:
    return bool(edit.text.strip()) and edit.text.strip() in old.words(span) or old.words(span).strip() in edit.text
