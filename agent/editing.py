"""Orders that need no writer: exact words, headings, deletions, undo."""

from __future__ import annotations

import re

from agent.archive import Entry, Revision
from agent.orders import Delete, Open, Replace, Restore, Retitle, Undo
from agent.receipts import receipt
from agent.revising import save
from agent.work import Work
from errors import NoMatch, NothingToUndo
from speech.document import Speech
from speech.length import count
from speech.locate import Target, locate
from speech.renumber import without
from speech.splice import Edit
from speech.structure import Span

_LINE_END = re.compile(r"[ \t\u3000]*(?:\r\n|[\r\n])")


def open_text(work: Work, order: Open) -> Revision:
    """The given text, to the letter, as a revision."""
    speech, head = Speech(order.text), work.head
    entry = Entry(order.text, order, receipt(None, speech))
    saved = work.save(head, entry)
    work.archive.rename(work.conversation, speech.title or order.name or order.text.strip()[:30])
    work.notice("opened", chars=count(order.text), parts=len(speech.parts))
    return saved


def replace_words(work: Work, order: Replace, base: Revision) -> Revision | None:
    """Raises NoMatch when the words are not there. Counts what was replaced."""
    speech = Speech(base.text)
    places = [t.span for t in locate(speech, order.address)] if order.address else [Span(0, len(speech.text))]
    found = [Span(*match.span()) for match in re.finditer(re.escape(order.old), speech.text)]
    hits = [span for span in found if any(span in place for place in places)]
    if not hits:
        raise NoMatch(order.old)
    work.notice("replaced", count=len(hits))
    return save(work, order, base, [Edit(span, order.new) for span in hits])


def retitle(work: Work, order: Retitle, base: Revision) -> Revision | None:
    speech = Speech(base.text)
    edits = [Edit(_heading(speech, target), order.words) for target in locate(speech, order.address)]
    return save(work, order, base, edits)


def delete(work: Work, order: Delete, base: Revision) -> Revision | None:
    """The parts go with the line ends behind them, and what follows is renumbered."""
    speech = Speech(base.text)
    targets = locate(speech, order.address)
    edits = [Edit(_with_line_end(speech.text, target.span), "") for target in targets]
    return save(work, order, base, [*edits, *without(speech, {target.path for target in targets})])


def undo(work: Work, order: Undo, base: Revision) -> Revision:
    before = work.archive.before(base)
    if before is None:
        raise NothingToUndo
    saved = _restored(work, order, base, before)
    work.notice("undone", number=before.number)
    return saved


def restore(work: Work, order: Restore, base: Revision) -> Revision:
    saved = _restored(work, order, base, work.archive.revision(work.conversation, order.number))
    work.notice("restored", number=order.number)
    return saved


def _restored(work: Work, order: Undo | Restore, base: Revision, earlier: Revision) -> Revision:
    entry = Entry(
        text=earlier.text,
        order=order,
        receipt=receipt(Speech(base.text), Speech(earlier.text)),
        sources=earlier.sources,
        writer=earlier.writer,
        restores=earlier.number,
    )
    return work.save(base, entry)


def _heading(speech: Speech, target: Target) -> Span:
    """A section stands for its heading, where a title is what is given."""
    section = speech.by_path.get(target.path)
    return section.heading if section and section.heading else target.span


def _with_line_end(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    whole_line = start == 0 or text[start - 1] in "\r\n"
    if whole_line:
        gap = _LINE_END.match(text, end)
        end = gap.end() if gap else end
    return Span(start, end)
