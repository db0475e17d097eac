"""A text that the user brings."""

from __future__ import annotations

from agent.archive import Entry, Revision
from agent.orders import Open
from agent.receipts import receipt
from agent.work import Work
from speech.document import Speech
from speech.length import count
from speech.locate import natural_paragraphs
from speech.structure import Span


def open_text(work: Work, order: Open) -> Revision:
    """The given text, to the letter, as a revision."""
    speech, head = Speech(order.text), work.head
    entry = Entry(order.text, order, receipt(None, speech))
    saved = work.save(head, entry)
    work.archive.rename(work.conversation, speech.title or order.name or order.text.strip()[:30])
    if speech.parts:
        work.notice("opened", chars=count(order.text), parts=len(speech.parts))
    else:
        paragraphs = natural_paragraphs(speech, Span(0, len(speech.text)))
        work.notice("opened_plain", chars=count(order.text), paragraphs=len(paragraphs))
    return saved
