"""The body of a document: its paragraphs, and where in the XML's bytes each of them and their words stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extent:
    """Half-open, in bytes of the XML."""

    start: int
    end: int

    def of(self, xml: bytes) -> bytes:
        return xml[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Piece:
    """One w:t, w:tab or w:br: what it says, and in which of the paragraph's runs."""

    text: str
    extent: Extent
    run: int


@dataclass(frozen=True, slots=True)
class Run:
    """`properties` is its w:rPr; `plain` when nothing but text is in it."""

    extent: Extent
    properties: Extent | None
    plain: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A w:p. `inner_end` is where its end tag begins; of `<w:p/>`, which has none, the end.

    `properties` is its w:pPr and `children` what is in it, by name. `list_id` and `list_level` are its own
    numbering, `style` its style. `stays` when the file needs it even without words: it ends a table cell, carries
    a section's settings, a picture or a page break.
    """

    extent: Extent
    inner_end: int
    properties: Extent | None
    children: tuple[tuple[str, Extent], ...]
    style: str
    list_id: str | None
    list_level: int | None
    in_body: bool
    stays: bool
    mark_deleted: bool
    runs: tuple[Run, ...]
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Body:
    """`inside` is what stands in w:body before its last w:sectPr; `prefix` is `w:` as the file writes it."""

    blocks: tuple[Block, ...]
    inside: Extent
    prefix: str
