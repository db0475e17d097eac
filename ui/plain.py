"""Text of people and models, made safe to draw: it is shown as it is, never read as Markdown, LaTeX or HTML."""

from __future__ import annotations

import html
import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>&=^])")
_DIRECTIVE = re.compile(r":(?=\w)", re.ASCII)
_ZERO_WIDTH_SPACE = "\u200b"


def plain(text: str) -> str:
    """For a label that Streamlit reads as Markdown: one line. `:material/…:` survives a backslash, so its colon is parted from it."""
    line = " ".join(text.split())
    return _DIRECTIVE.sub(":" + _ZERO_WIDTH_SPACE, _MARKS.sub(r"\\\1", line))


def clipped(text: str, limit: int) -> str:
    """One line of at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def tag(name: str, text: str, css: str = "") -> str:
    """An HTML element around escaped text."""
    attribute = f' class="{css}"' if css else ""
    return f"<{name}{attribute}>{html.escape(text)}</{name}>"
