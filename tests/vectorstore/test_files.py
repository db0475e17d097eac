from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from errors import UnreadableFile
from tests.vectorstore.conftest import FLOOD, POLICE
from vectorstore.files import read_file, split_front

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600


def word(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("text", [POLICE, FLOOD, FLOOD.replace("\n", "\r\n")])
def test_text_is_read_whatever_its_encoding(encoding: str, text: str) -> None:
    assert read_file("a.txt", text.encode(encoding)) == (text, {})


def test_a_short_gb18030_text_is_read() -> None:
    text = "同志们：今天的会议很重要，请大家认真学习领会。"
    assert read_file("a.txt", text.encode("gb18030"))[0] == text


def test_word_documents_are_read_whatever_their_name() -> None:
    assert read_file("讲话.txt", word("同志们：", "今天开会。")) == ("同志们：\n今天开会。", {})


def test_front_matter_is_taken_off_and_read() -> None:
    text, front = read_file("a.md", "---\ntitle: 讲话\nyear: 2025\nown: true\n---\n同志们：\n".encode())
    assert text == "同志们：\n"
    assert front == {"title": "讲话", "year": 2025, "own": True}


@pytest.mark.parametrize("text", ["---\n同志们\n---\n正文", "---\n没有结束", "--- 不是\n---\n", "---\n[1\n---\n正文"])
def test_dashes_without_a_mapping_are_text(text: str) -> None:
    assert split_front(text) == (text, {})


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t", "empty"),
        ("a.md", b"---\ntitle: x\n---\n\n", "empty"),
        ("a.docx", word(), "empty"),
        ("a.doc", OLE, "doc_binary"),
        ("a.wps", OLE, "doc_binary"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.pdf", b"%PDF-1.7 ...", "unknown_kind"),
        ("a.txt", b"%PDF-1.7 ...", "unknown_kind"),
        ("a.txt", b"\x00\x01\x02\x03\xff\xfe" * 50, "not_text"),
        ("a.docx", word("正文")[:400], "damaged"),
        ("a.docx", b"PK\x03\x04 not a zip", "damaged"),
    ],
)
def test_what_is_no_speech_is_refused_with_the_reason(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_file(name, data)
    assert (refused.value.name, refused.value.reason) == (name, reason)


def test_a_spreadsheet_is_of_no_kind_we_read() -> None:
    import zipfile

    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableFile) as refused:
        read_file("a.xlsx", data.getvalue())
    assert refused.value.reason == "unknown_kind"


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_file("a.txt", b"a" * (50 * 1024 * 1024 + 1))
    assert refused.value.reason == "too_large"


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0xFFFD, exclude_categories=["Cs", "Cn", "Co"]), min_size=1))
def test_utf8_text_is_read_as_it_is(text: str) -> None:
    if text.strip() and "\x7f" not in text and not text.startswith(("\ufeff", "%PDF", "{\\rtf", "Rar!", "GIF8")):
        assert read_file("a.txt", text.encode("utf-8"))[0] == text


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        outcome = "read" if read_file("a", data)[0].strip() else "nothing"
    except UnreadableFile as refused:
        outcome = refused.reason
    assert outcome in {"read", "empty", "not_text", "unknown_kind", "damaged", "doc_binary", "password"}
