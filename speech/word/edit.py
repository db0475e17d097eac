"""A new text put into a Word document, which otherwise stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from errors import UnreadableFile
from speech.structure import Kind
from speech.word.body import Block, Body, Extent
from speech.word.change import Format, Paragraph, Splice, Wording, bare, spliced
from speech.word.lines import Line, align, lines_of
from speech.word.lists import Count, Lists, joined, lists
from speech.word.markup import legal
from speech.word.package import damage_named, open_package, with_document
from speech.word.read import lines
from speech.word.scan import scan

_PROSE = (Kind.BODY, Kind.POINT, Kind.CLOSING)


def edit(package: bytes, new_text: str) -> bytes:
    """The package, changed so that `read` of it gives `new_text`.

    A paragraph whose text is the same keeps its XML, unless its automatic number would now come out another: then
    the number is written into it. A changed one keeps its properties and the formatting of the words that stay; an
    inserted one takes both from the nearest of its kind; of a removed one nothing stays but what the file needs
    (Block.stays). Every other member keeps its content. For line ends and illegal characters see markup.legal.

    Raises UnreadableFile as open_package does, without a name.
    """
    opened = open_package(package)
    with damage_named(""):
        body, numbering = scan(opened.document), lists(opened)
    if not body.inside.end:
        raise UnreadableFile("", "damaged")
    text = legal(new_text)
    manuscript = _Manuscript(opened.document, body, numbering)
    return package if text == manuscript.text else with_document(opened, spliced(opened.document, manuscript.towards(text)))


class _Manuscript:
    """The paragraphs that are text, by number, with the lines of each: a soft break puts several into one."""

    def __init__(self, xml: bytes, body: Body, numbering: Lists) -> None:
        found = lines(body, numbering)
        self.text = "\n".join(text for _, text in found)
        self._body = body
        self._numbering = numbering
        self._count = Count(numbering)
        self._paragraphs = [Paragraph(xml, body.prefix, block) for block, _ in found]
        self._owners = [number for number, (_, text) in enumerate(found) for _ in text.split("\n")]
        self._lines = lines_of(self.text)[: len(self._owners)]
        self._wordings = [self._wording(number, text) for number, (_, text) in enumerate(found)]

    def towards(self, text: str) -> list[Splice]:
        """The splices that turn the document into one of this text. Numbers are counted on the way down."""
        new = lines_of(text)
        owners = self._owners_of(new)
        splices: list[Splice] = []
        done = 0
        for owner, group in groupby(range(len(new)), key=lambda i: owners[i]):
            places = list(group)
            if owner is None:
                following = next((number for number in owners[places[-1] + 1 :] if number is not None), None)
                here = self._between(done, following)
                splices += [Splice(here, self._fresh(new[i], done)) for i in places]
            else:
                splices += self._removed(done, owner)
                splices += self._changed(owner, [new[i] for i in places])
                done = owner + 1
        return [*splices, *self._removed(done, len(self._paragraphs))]

    def _owners_of(self, new: Sequence[Line]) -> list[int | None]:
        """For each new line the paragraph it goes on in; what stands between two lines of one paragraph goes there too."""
        owners = [None if origin is None else self._owners[origin] for origin in align(self._lines, new)]
        for owner in {owner for owner in owners if owner is not None}:
            first = owners.index(owner)
            last = len(owners) - owners[::-1].index(owner)
            owners[first:last] = [owner] * (last - first)
        return owners

    def _wording(self, number: int, text: str) -> Wording:
        """What the paragraph's runs say, without its automatic number."""
        words = self._paragraphs[number].block.text
        line = self._lines[self._owners.index(number)]
        return Wording(words, max(line.lead - (len(text) - len(words)), 0))

    def _numbered(self, block: Block, text: str, lead: int) -> tuple[Wording, bool]:
        """What is left to write of `text` after the automatic number, and whether there is to be one."""
        place = self._numbering.place(block)
        if place is None:
            return Wording(text, lead), True
        label = self._count.label(place)
        for gap in (0, 1):
            words = text[len(label) + gap :]
            if joined(label, words) == text:
                self._count.advance(place)
                return Wording(words, max(lead - len(label) - gap, 0)), True
        return Wording(text, lead), False

    def _changed(self, number: int, new: Sequence[Line]) -> list[Splice]:
        paragraph, old = self._paragraphs[number], self._wordings[number]
        text = "\n".join(line.text for line in new)
        if not text and (paragraph.block.stays or paragraph.block.mark_deleted):  # emptied, it would be no line
            start = paragraph.block.extent.start
            unlisted = self._numbering.place(paragraph.block) is None
            empty = paragraph.like(Wording("", 0), paragraph.format(0), numbered=unlisted)
            return [Splice(Extent(start, start), empty), *self._taken_out(paragraph)]
        wording, numbered = self._numbered(paragraph.block, text, new[0].lead)
        unnumbered = [] if numbered else paragraph.unnumbered()
        if wording.text == old.text:
            return unnumbered
        if paragraph.hollow:
            return [Splice(paragraph.block.extent, paragraph.like(wording, paragraph.format(0), numbered))]
        tail = self._prose(number) if new[0].kind is Kind.HEADING else None
        return [*unnumbered, *paragraph.reworded(old, wording, tail)]

    def _removed(self, start: int, end: int) -> list[Splice]:
        return [splice for paragraph in self._paragraphs[start:end] for splice in self._taken_out(paragraph)]

    def _taken_out(self, paragraph: Paragraph) -> list[Splice]:
        if not paragraph.block.stays:
            return [paragraph.removed()]
        return [*paragraph.emptied(), *(paragraph.unnumbered() if self._numbering.place(paragraph.block) else [])]

    def _between(self, done: int, following: int | None) -> Extent:
        """Between the last paragraph that is done with and the one that follows; in the body rather than in a cell."""
        before = self._paragraphs[done - 1].block if done else None
        after = self._paragraphs[following].block if following is not None else None
        if before and before.in_body:
            place = before.extent.end
        elif after is None:
            place = self._body.inside.end
        elif before or after.in_body:
            place = after.extent.start  # not the end of a cell: an empty paragraph there is no line
        else:
            place = self._body.inside.start
        return Extent(place, place)

    def _fresh(self, line: Line, near: int) -> bytes:
        number = self._nearest(near, line)
        if number is None:
            return bare(line.text, self._body.prefix)
        model, wording = self._paragraphs[number], self._wordings[number]
        form = model.format(wording.lead)
        if line.kind is Kind.HEADING and not wording.rest:
            form = Format(form.lead, self._prose(number) or form.lead)
        new, numbered = self._numbered(model.block, line.text, line.lead)
        return model.like(new, form, numbered)

    def _prose(self, near: int) -> bytes | None:
        """The formatting of text that runs on, as the nearest paragraph of prose has it."""
        number = self._nearest(near)
        return None if number is None else self._paragraphs[number].format(self._wordings[number].lead).rest

    def _nearest(self, near: int, line: Line | None = None) -> int | None:
        """The paragraph to copy for `line`, one above before one below: of its kind and numbering, else prose, else any."""
        alike = [i for i, old in enumerate(self._lines) if line and (old.kind, old.form) == (line.kind, line.form)]
        prose = [i for i, old in enumerate(self._lines) if old.kind in _PROSE]
        found = alike or prose or (range(len(self._lines)) if line else [])
        return min((self._owners[i] for i in found), key=lambda number: (abs(number - near + 0.6), number), default=None)
