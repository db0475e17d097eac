"""The text of a Word document."""

from __future__ import annotations

from errors import UnreadableFile
from speech.word.body import Block, Body
from speech.word.lists import Count, Lists, joined, lists
from speech.word.package import damage_named, open_package
from speech.word.scan import scan


def read(data: bytes, name: str = "") -> str:
    """The body's paragraphs one a line, those of table cells in reading order, each with its automatic number.

    A soft break ends a line too, so a title broken in two is two lines. Insertions, links and the results of
    fields are text; deletions, field codes, comments, notes, headers and text boxes are not, nor is the bullet
    of a list. An empty paragraph is an empty line, unless it is only there to end a table cell or a section, or to
    hold a picture or a page break.

    Raises UnreadableFile(name, reason); the reasons are open_package's, and empty for a document without words.
    """
    package = open_package(data, name)
    with damage_named(name):
        text = "\n".join(line for _, line in lines(scan(package.document), lists(package)))
    if not text.strip():
        raise UnreadableFile(name, "empty")
    return text


def lines(body: Body, numbering: Lists) -> list[tuple[Block, str]]:
    """The paragraphs that are text, with what each says."""
    count = Count(numbering)
    found: list[tuple[Block, str]] = []
    for block in body.blocks:
        text = block.text
        if not text and block.mark_deleted:
            continue
        if place := numbering.place(block):
            text = joined(count.label(place), text)
            count.advance(place)
        if text or not block.stays:
            found.append((block, text))
    return found
