"""A speech as a Word document."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from errors import BadSetting
from speech.blanks import blanks
from speech.document import Speech
from speech.structure import Kind, Paragraph
from speech.word.blank import blank as empty
from speech.word.layout import PROFILES, Face, Profile
from speech.word.markup import W, legal, run
from speech.word.styles import HEADINGS, run_properties

if TYPE_CHECKING:
    from docx.document import Document

_TITLE_BLOCK = (Kind.TITLE, Kind.DATE, Kind.BYLINE)
_STYLES = {Kind.TITLE: "Title", Kind.DATE: "Subtitle", Kind.BYLINE: "Subtitle", Kind.SALUTATION: "Salutation"}


def write(speech: Speech, profile: str = "印发稿") -> bytes:
    """A .docx of one Word paragraph for each paragraph of the speech, the same bytes for the same speech.

    Raises BadSetting for a profile that is none of PROFILES. Characters that XML cannot write are left out.
    """
    if profile not in PROFILES:
        raise BadSetting("profile", "｜".join(PROFILES))
    layout = PROFILES[profile]
    document = empty(layout)
    _fill(document, speech, layout)
    _describe(document, speech.title)
    saved = BytesIO()
    document.save(saved)
    return _undated(saved)


def _fill(document: Document, speech: Speech, layout: Profile) -> None:
    from docx.oxml import parse_xml

    body = document.element.body
    followed = [*pairwise(speech.paragraphs), *((last, None) for last in speech.paragraphs[-1:])]
    for paragraph, following in followed:
        # A line's height keeps what follows on the grid.
        ends_block = paragraph.kind in _TITLE_BLOCK and following is not None and following.kind not in _TITLE_BLOCK
        space = f'<w:spacing w:after="{layout.line_pitch}"/>' if ends_block else ""
        runs = "".join(_shaded(words, face) for words, face in _runs(speech, paragraph, layout))
        # A heading on its own line does not end a page.
        kept = "<w:keepNext/>" if _level(paragraph) is not None and paragraph.alone and following is not None else ""
        properties = f'<w:pPr><w:pStyle w:val="{_style(paragraph).replace(" ", "")}"/>{kept}{space}</w:pPr>'
        body.insert(len(body) - 1, parse_xml(f'<w:p xmlns:w="{W}">{properties}{runs}</w:p>'))


def _shaded(words: str, face: Face) -> str:
    """The words as runs; what is left to fill in or to confirm is marked, so that nobody prints it unseen."""
    plain, marked = run_properties(face), run_properties(face, highlight=True)
    pieces, done = [], 0
    for blank in blanks(words):
        pieces += [run(legal(words[done : blank.span.start]), plain), run(legal(blank.span.of(words)), marked)]
        done = blank.span.end
    return "".join([*pieces, run(legal(words[done:]), plain)])


def _level(paragraph: Paragraph) -> int | None:
    """0 for 一、 and for a heading without a number, to 3 for （1）. What is numbered otherwise is text."""
    if paragraph.kind is not Kind.HEADING:
        return None
    rank = paragraph.ordinal.style.rank if paragraph.ordinal else 1
    return max(rank - 1, 0) if rank <= len(HEADINGS) else None


def _style(paragraph: Paragraph) -> str:
    level = _level(paragraph)
    return HEADINGS[level] if level is not None else _STYLES.get(paragraph.kind, "Normal")


def _runs(speech: Speech, paragraph: Paragraph, layout: Profile) -> list[tuple[str, Face]]:
    """Only the words of a heading take its font; text that runs on after them is body."""
    words = speech.words(paragraph.span)
    if paragraph.kind is Kind.TITLE:
        return [(words, layout.title)]
    if paragraph.kind in _TITLE_BLOCK:
        return [(words, layout.under_title)]
    level = _level(paragraph)
    if level is None or paragraph.heading_end is None:
        return [(words, layout.body)]
    heading = paragraph.heading_end - paragraph.span.start
    return [(words[:heading], Face(layout.headings[level], layout.body.size)), (words[heading:], layout.body)]


def _describe(document: Document, title: str) -> None:
    """The title, and nothing of python-docx's template: neither its author nor its dates."""
    properties = document.core_properties
    properties.title = legal(title)[:255]
    properties.author = properties.comments = ""
    properties.language = "zh-CN"
    element = properties._element
    for date in [child for child in element if child.tag.endswith(("}created", "}modified"))]:
        element.remove(date)


def _undated(package: BytesIO) -> bytes:
    """The package with every member dated as the zip format's first day, where python-docx writes the clock."""
    sealed = BytesIO()
    with ZipFile(package) as old, ZipFile(sealed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), old.read(name), ZIP_DEFLATED)
    return sealed.getvalue()
