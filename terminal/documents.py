"""Speeches as files: read from one, written to another."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from errors import UnreadableFile, UnwritableFile
from speech.document import Speech

KINDS = (".docx", ".md", ".txt")


@dataclass(frozen=True, slots=True)
class Document:
    """`text` is the speech; `front` the front matter that stood above it, to be kept as it is."""

    name: str
    data: bytes
    text: str
    front: str = ""

    @property
    def speech(self) -> Speech:
        return Speech(self.text)

    @property
    def is_word(self) -> bool:
        return self.data.startswith(b"PK")


def read(file: str) -> Document:
    """`-` is stdin. Raises UnreadableFile."""
    from vectorstore.files import decode, read_file

    name, data = ("stdin", sys.stdin.buffer.read()) if file == "-" else (Path(file).name, contents(Path(file)))
    text, front = read_file(name, data)
    return Document(name, data, text, decode(name, data).removesuffix(text) if front else "")


def contents(path: Path) -> bytes:
    """Raises UnreadableFile: missing, folder, denied."""
    if path.is_dir():
        raise UnreadableFile(str(path), "folder")
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(str(path), "missing") from error
    except OSError as error:
        raise UnreadableFile(str(path), "denied") from error


def check_writable(out: Path | None) -> None:
    """Raises UnwritableFile for what `write` could not write: better said before a draft than after it."""
    if out is None:
        return
    if out.suffix.lower() not in KINDS:
        raise UnwritableFile(str(out), "unknown_kind")
    if out.is_dir():
        raise UnwritableFile(str(out), "folder")
    if not out.parent.is_dir():
        raise UnwritableFile(str(out), "no_folder")
    if not os.access(out if out.exists() else out.parent, os.W_OK):
        raise UnwritableFile(str(out), "denied")


def write(out: Path, text: str, source: Document | None = None) -> None:
    """By the suffix of `out`. What was read from a Word file is written as that file, changed where the text is."""
    if out.suffix.lower() != ".docx":
        place(out, ((source.front if source else "") + text).encode("utf-8"))
    elif source and source.is_word:
        from speech.word.edit import edit

        place(out, edit(source.data, text))
    else:
        export(out, Speech(text), "印发稿")


def export(out: Path, speech: Speech, profile: str) -> None:
    from speech.word.write import write as written

    place(out, written(speech, profile) if out.suffix.lower() == ".docx" else speech.text.encode("utf-8"))


def place(out: Path, data: bytes) -> None:
    """Whole or not at all: a file that stood there is replaced by one that is complete. Raises UnwritableFile."""
    target = out.resolve()
    whole = target.with_name(f".jianggao-{os.getpid()}")
    try:
        whole.write_bytes(data)
        if target.exists():
            shutil.copymode(target, whole)
        whole.replace(target)
    except OSError as error:
        whole.unlink(missing_ok=True)
        raise UnwritableFile(str(out), "denied") from error
