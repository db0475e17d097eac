"""Files that people keep speeches in: their text, and the front matter where there is some."""

from __future__ import annotations

import re
from typing import Any

from errors import UnreadableFile

SIZE_LIMIT = 50 * 1024 * 1024  # bytes

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BINARY_KINDS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_LEGACY = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def read_file(name: str, data: bytes) -> tuple[str, dict[str, Any]]:
    """The text, line ends untouched, and its front matter. The bytes decide what kind it is, not the name.

    Raises UnreadableFile(name): empty, too_large, doc_binary (.doc and .wps), password, not_text, unknown_kind, damaged.
    """
    if len(data) > SIZE_LIMIT:
        raise UnreadableFile(name, "too_large")
    if not data.strip():
        raise UnreadableFile(name, "empty")
    if data.startswith(_OLE):
        raise UnreadableFile(name, "password" if _ENCRYPTED in data else "doc_binary")
    if data.startswith(_ZIP):
        return _word(name, data), {}
    if data.startswith(_BINARY_KINDS):
        raise UnreadableFile(name, "unknown_kind")
    text, front = split_front(decode(name, data))
    if not text.strip():
        raise UnreadableFile(name, "empty")
    return text, front


def _word(name: str, data: bytes) -> str:
    from speech.word.read import read

    try:
        return read(data, name)
    except UnreadableFile as error:
        if error.reason == "not_word":
            raise UnreadableFile(name, "unknown_kind") from error
        raise


def decode(name: str, data: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 with one, GB18030, Big5."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _guessed(name, data)
    if _CONTROL.search(text):
        raise UnreadableFile(name, "not_text")
    return text


def _guessed(name: str, data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_LEGACY, threshold=0.5).best()
    if best is None:
        raise UnreadableFile(name, "not_text")
    return data.decode(best.encoding)


def split_front(text: str) -> tuple[str, dict[str, Any]]:
    """Text that begins with `---` but holds no YAML mapping there is all text."""
    import yaml

    match = _FRONT.match(text)
    if match is None:
        return text, {}
    try:
        front = yaml.load(match[1], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  (a safe loader either way)
    except yaml.YAMLError:
        return text, {}
    return (text[match.end() :], front) if isinstance(front, dict) else (text, {})
