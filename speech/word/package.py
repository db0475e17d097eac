"""A .docx as a zip of parts: opened with suspicion, closed with one part changed."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from errors import UnreadableFile

FILE_LIMIT = 50 * 1024 * 1024  # bytes, of the file and of each part that is read
UNZIPPED_LIMIT = 500 * 1024 * 1024  # bytes, of all its parts as the zip's directory declares them
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_MEMBER = 0x1


@dataclass(frozen=True, slots=True)
class Package:
    """`main` names the part that holds the body; `document`, `styles` and `numbering` are parts' bytes, empty where absent."""

    data: bytes
    main: str
    document: bytes
    styles: bytes
    numbering: bytes


def open_package(data: bytes, name: str = "") -> Package:
    """Raises UnreadableFile(name): empty, too_large, password, doc_binary, not_word or damaged."""
    _refuse_by_bytes(data, name)
    with damage_named(name), ZipFile(BytesIO(data)) as archive:
        members = {member.filename: member for member in archive.infolist()}
        if sum(member.file_size for member in members.values()) > UNZIPPED_LIMIT:
            raise UnreadableFile(name, "too_large")

        def part(path: str) -> bytes:
            if path not in members:
                return b""
            if members[path].file_size > FILE_LIMIT:
                raise UnreadableFile(name, "too_large")
            if members[path].flag_bits & _ENCRYPTED_MEMBER:
                raise UnreadableFile(name, "password")
            xml = archive.read(path)
            if b"<!DOCTYPE" in xml:  # the format has none; entities are declared there
                raise UnreadableFile(name, "damaged")
            return xml

        main = _targets(part("_rels/.rels"), "").get("officeDocument", "")
        if main not in members or b"wordprocessingml" not in part(main):
            raise UnreadableFile(name, "not_word")
        folder, file = posixpath.split(main)
        targets = _targets(part(f"{folder}/_rels/{file}.rels"), folder)
        package = Package(data, main, part(main), part(targets.get("styles", "")), part(targets.get("numbering", "")))
        package.document.decode("utf-8")  # positions are counted in it
        return package


def _refuse_by_bytes(data: bytes, name: str) -> None:
    if not data:
        raise UnreadableFile(name, "empty")
    if len(data) > FILE_LIMIT:
        raise UnreadableFile(name, "too_large")
    if data.startswith(_OLE):
        raise UnreadableFile(name, "password" if _ENCRYPTED in data else "doc_binary")
    if not data.startswith(b"PK"):
        raise UnreadableFile(name, "not_word")


def _targets(relationships: bytes, folder: str) -> dict[str, str]:
    """Part names by the last word of the relationship's type, which transitional and strict files share."""
    if not relationships:
        return {}
    found: dict[str, str] = {}
    for relation in tree(relationships):
        kind = relation.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        found.setdefault(kind, target.lstrip("/"))
    return found


def tree(part: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(part)  # noqa: S314  (a part that declares entities was refused when it was read)


@contextmanager
def damage_named(name: str) -> Iterator[None]:
    """What a broken zip or broken XML raises, as UnreadableFile(name, "damaged")."""
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ExpatError, ElementTree.ParseError, ValueError) as error:
        raise UnreadableFile(name, "damaged") from error


def with_document(package: Package, document: bytes) -> bytes:
    """The package with its main part replaced and every other member's content as it was."""
    closed = BytesIO()
    with ZipFile(BytesIO(package.data)) as old, ZipFile(closed, "w") as new:
        for member in old.infolist():
            content = document if member.filename == package.main else old.read(member)
            new.writestr(copy(member), content, member.compress_type)
    return closed.getvalue()
