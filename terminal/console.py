"""Where the verbs speak: the answer on stdout, everything else on stderr, in the reader's language."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from errors import AmbiguousAddress, JianggaoError, NoSuchSection, SectionGone
from settings import Settings
from ui.text import Text

INTERRUPTED = 130  # what a shell says of a program that Ctrl-C ended


@dataclass(frozen=True, slots=True)
class Console:
    """`json`: the answer is one JSON object, and so is a refusal."""

    settings: Settings
    text: Text
    json: bool

    def answer(self, value: Mapping[str, Any], plain: str) -> None:
        """`value` for a program, `plain` for a person."""
        _put(json.dumps(value, ensure_ascii=False) if self.json else plain)

    def say(self, key: str, **fields: Any) -> None:
        note(self.text(key, **fields))

    def refuse(self, code: str, sentence: str, **more: Any) -> None:
        """Said to a person on stderr, to a program on stdout."""
        if self.json:
            _put(json.dumps({"error": code, "message": sentence, **more}, ensure_ascii=False))
        note(sentence)

    def fail(self, error: JianggaoError) -> None:
        """The error's sentence, the notes of whoever raised it, and what an address could have meant."""
        sentence = self.text.error(error.code(), error.details)
        for added in getattr(error, "__notes__", ()):
            sentence = self.text("cli.noted", sentence=sentence, note=added)
        if not isinstance(error, AmbiguousAddress | NoSuchSection | SectionGone):
            self.refuse(error.code(), sentence)
            return
        self.refuse(error.code(), sentence, candidates=[asdict(candidate) for candidate in error.candidates])
        for candidate in error.candidates:
            note(f"  {candidate.path}  {candidate.words}")


def note(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def speak_utf8() -> None:
    """Windows would write its code page, and turn the \\r\\n of a text into \\r\\r\\n."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _put(text: str) -> None:
    print(text, end="" if text.endswith("\n") else "\n", flush=True)
