"""Text as WordprocessingML says it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"

_LINE_END = re.compile(r"\r\n?|[\v\f]")
_ILLEGAL = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PART = re.compile(r"([\t\n])")


def legal(text: str) -> str:
    """The text as a Word file can hold it.

    Every line end becomes a newline (vertical tab and form feed too: what Word's soft breaks paste as); other
    control characters, lone surrogates and U+FFFE/FFFF, which XML 1.0 has no way to write, are left out.
    """
    return _ILLEGAL.sub("", _LINE_END.sub("\n", text))


def content(text: str, prefix: str = "w:") -> str:
    """What stands inside a run that says `text`: a tab is w:tab, a newline a soft break."""
    marks = {"\t": f"<{prefix}tab/>", "\n": f"<{prefix}br/>"}
    return "".join(marks.get(part) or f'<{prefix}t xml:space="preserve">{escape(part)}</{prefix}t>' for part in _PART.split(text) if part)


def run(text: str, properties: str, prefix: str = "w:") -> str:
    """A w:r; `properties` is its w:rPr as XML, or nothing."""
    return f"<{prefix}r>{properties}{content(text, prefix)}</{prefix}r>" if text else ""
