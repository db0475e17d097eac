"""From a document's XML to its body, in one pass of a parser that knows at which byte it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from speech.word.body import Block, Body, Extent, Piece, Run
from speech.word.markup import STRICT_W, W

_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# Deleted and moved-away text, field codes, ruby and text boxes are not in the flow of the text.
_UNREAD = {"del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "txbxContent", f"{_COMPATIBILITY} Fallback"}
_UNREAD |= {"pPrChange", "rPrChange"}  # what the formatting was
_PICTURES = {"drawing", "pict", "object", f"{_COMPATIBILITY} AlternateContent"}
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_ONE_LINE = str.maketrans("\r\n", "  ")


def scan(xml: bytes) -> Body:
    """Raises ExpatError for XML that is not well-formed, ValueError for a list level that is no number."""
    return _Scanner(xml).body


@dataclass(slots=True)
class _Run:
    index: int
    start: int
    end: int = 0
    properties: Extent | None = None
    plain: bool = True


@dataclass(slots=True)
class _Block:
    """A paragraph while it is read."""

    start: int
    in_body: bool
    end: int = 0
    inner_end: int = 0
    properties: Extent | None = None
    children: list[tuple[str, Extent]] = field(default_factory=list)
    style: str = ""
    list_id: str | None = None
    list_level: int | None = None
    stays: bool = False
    mark_deleted: bool = False
    runs: list[_Run] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def read(self) -> Block:
        return Block(
            extent=Extent(self.start, self.end),
            inner_end=self.inner_end,
            properties=self.properties,
            children=tuple(self.children),
            style=self.style,
            list_id=self.list_id,
            list_level=self.list_level,
            in_body=self.in_body,
            stays=self.stays,
            mark_deleted=self.mark_deleted,
            runs=tuple(Run(Extent(run.start, run.end), run.properties, run.plain) for run in self.runs),
            pieces=tuple(self.pieces),
        )


@dataclass(slots=True)
class _Element:
    name: str
    start: int
    last: _Block | None = None


class _Scanner:
    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._blocks: list[_Block] = []
        self._prefix = ""
        self._inside = Extent(0, 0)
        self._open: list[_Element] = []
        self._unread = 0
        self._just_opened = False
        self._block: _Block | None = None
        self._runs: list[_Run] = []
        self._words: list[str] | None = None
        self._fields: list[bool] = []  # of each open field, whether its code is still being spelt
        self._parser = expat.ParserCreate("utf-8", " ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.Parse(xml, True)

    @property
    def body(self) -> Body:
        return Body(tuple(block.read() for block in self._blocks), self._inside, self._prefix)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        uri, _, local = name.rpartition(" ")
        name = local if uri in (W, STRICT_W) else name
        at = self._parser.CurrentByteIndex
        parent = self._open[-1].name if self._open else ""
        self._open.append(_Element(name, at))
        self._just_opened = True
        if name == "del" and self._block and [e.name for e in self._open[-3:-1]] == ["pPr", "rPr"]:
            self._block.mark_deleted = True
        if self._unread or name in _UNREAD:
            self._unread += 1
            return
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name == "p" and parent:
            self._block = _Block(at, parent == "body")
        elif name == "body":
            self._prefix = self._xml[at + 1 : self._xml.index(b"body", at)].decode()
            self._inside = Extent(self._xml.index(b">", at) + 1, 0)
        elif self._block:
            self._start_inside(self._block, name, parent, values)

    def _start_inside(self, block: _Block, name: str, parent: str, values: dict[str, str]) -> None:
        at = self._open[-1].start
        if name == "r":
            self._runs.append(_Run(len(block.runs), at))
            block.runs.append(self._runs[-1])
        elif parent == "r":
            self._start_in_run(block, name, values)
        elif parent == "pPr" and name == "pStyle":
            block.style = values.get("val", "")
        elif parent == "numPr" and name == "numId":
            block.list_id = values.get("val", "")
        elif parent == "numPr" and name == "ilvl":
            block.list_level = int(values.get("val", "0"))
        elif name == "sectPr":
            block.stays = True

    def _start_in_run(self, block: _Block, name: str, values: dict[str, str]) -> None:
        run = self._runs[-1]
        if name == "fldChar":
            self._turn_field(values.get("fldCharType", ""))
        breaks_page = name == "br" and values.get("type", "textWrapping") != "textWrapping"
        if breaks_page or name in _PICTURES:
            block.stays = True
        if not breaks_page and not any(self._fields) and (name == "t" or name in _MARKS):
            self._words = [_MARKS.get(name, "")]
        elif name not in ("rPr", "lastRenderedPageBreak"):
            run.plain = False

    def _turn_field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _characters(self, text: str) -> None:
        self._just_opened = False
        if self._words is not None and not self._unread:
            self._words.append(text.translate(_ONE_LINE))

    def _end(self, _: str) -> None:
        at = self._parser.CurrentByteIndex
        element = self._open.pop()
        empty = self._just_opened and self._xml[at - 2 : at] == b"/>"
        self._just_opened = False
        extent = Extent(element.start, at if empty else self._xml.index(b">", at) + 1)
        if element.last and element.name != "body":
            element.last.stays = True
        if self._unread:
            self._unread -= 1
        elif element.name == "body":
            self._inside = Extent(self._inside.start, self._inside.end or at)
        elif element.name == "sectPr" and self._open[-1].name == "body":
            self._inside = Extent(self._inside.start, element.start)
        elif self._block:
            self._end_inside(self._block, element.name, extent, at)

    def _end_inside(self, block: _Block, name: str, extent: Extent, at: int) -> None:
        parent = self._open[-1].name
        if name == "p":
            block.end, block.inner_end = extent.end, at
            self._blocks.append(block)
            self._open[-1].last = block
            self._block = None
        elif name == "pPr" and parent == "p":
            block.properties = extent
        elif parent == "pPr":
            block.children.append((name, extent))
        elif name == "r":
            self._runs.pop().end = extent.end
        elif parent == "r" and name == "rPr":
            self._runs[-1].properties = extent
        elif parent == "r" and self._words is not None:
            block.pieces.append(Piece("".join(self._words), extent, self._runs[-1].index))
            self._words = None
