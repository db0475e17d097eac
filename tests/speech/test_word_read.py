from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from errors import UnreadableFile
from speech.document import Speech
from speech.word.lists import joined
from speech.word.markup import STRICT_W, W
from speech.word.numerals import numeral
from speech.word.read import read
from speech.word.write import write

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(**targets: str) -> str:
    links = "".join(f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>' for kind, target in targets.items())
    return f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>'


def packed(body: str, numbering: str = "", styles: str = "", namespace: str = W) -> bytes:
    """The smallest .docx around the content of a w:body."""
    names = f'xmlns:w="{namespace}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    parts = {
        "_rels/.rels": relations(officeDocument="/word/document.xml"),
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<w:document {names}><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": relations(numbering="numbering.xml", styles="styles.xml"),
        "word/numbering.xml": f"<w:numbering {names}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {names}>{styles}</w:styles>",
    }
    package = BytesIO()
    with ZipFile(package, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return package.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(text: str, number: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(index: int, form: str, pattern: str, extra: str = "") -> str:
    start = f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
    return f'{start}<w:suff w:val="nothing"/><w:lvlText w:val="{pattern}"/></w:lvl>'


OUTLINE = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimalEnclosedCircle", "%4")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)


def test_every_level_of_an_outline_is_numbered():
    body = "".join(listed(text, 1, depth) for text, depth in [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 3), ("己", 0), ("庚", 1)])
    assert read(packed(body, OUTLINE)).split("\n") == ["一、甲", "（一）乙", "（二）丙", "1.丁", "①戊", "二、己", "（一）庚"]


def test_tenth_and_later_headings_are_counted_in_chinese():
    found = read(packed("".join(listed("事", 1) for _ in range(21)), OUTLINE)).split("\n")
    assert [found[i] for i in (9, 10, 19, 20)] == ["十、事", "十一、事", "二十、事", "二十一、事"]


def test_numbering_of_a_style_and_its_parent():
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = p("甲", '<w:pStyle w:val="H1"/>') + p("乙", '<w:pStyle w:val="H2"/>') + p("丙")
    off = p("丁", '<w:pStyle w:val="H1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    assert read(packed(body + off, OUTLINE, styles)) == "一、甲\n（一）乙\n丙\n丁"


def test_lists_that_share_a_definition_count_on_unless_told_to_restart():
    numbering = (
        '<w:abstractNum w:abstractNumId="7">'
        + level(0, "decimal", "%1.")
        + "</w:abstractNum>"
        + '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        + '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = "".join(listed("事", number) for number in (1, 2, 3, 3))
    assert read(packed(body, numbering)) == "1.事\n2.事\n5.事\n6.事"


def test_level_may_name_those_above_and_never_restart():
    numbering = (
        '<w:abstractNum w:abstractNumId="7">'
        + level(0, "chineseCounting", "第%1章")
        + level(1, "decimal", "%1-%2 ", '<w:lvlRestart w:val="0"/><w:isLgl/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    body = "".join(listed("事", 1, depth) for depth in (0, 1, 0, 1))
    assert read(packed(body, numbering)) == "第一章事\n1-1 事\n第二章事\n2-2 事"


def test_bullets_are_no_numbers_and_a_figure_keeps_off_its_number():
    bullets = (
        '<w:abstractNum w:abstractNumId="8">'
        + level(0, "bullet", "\uf06c")
        + '</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    assert read(packed(listed("甲", 2) + listed("2025年", 1, 2), OUTLINE + bullets)) == "甲\n1. 2025年"
    assert joined("一、", "2025年") == "一、2025年"


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        (10, "ideographDigital", "一〇"),
        (101, "chineseCounting", "一○一"),
        (101, "chineseCountingThousand", "一百零一"),
        (112, "chineseCountingThousand", "一百一十二"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (21, "decimalEnclosedCircle", "21"),
        (12, "decimalFullWidth", "１２"),
        (28, "upperLetter", "BB"),
        (1994, "lowerRoman", "mcmxciv"),
        (2, "ideographTraditional", "乙"),
        (3, "decimalZero", "03"),
        (3, "none", ""),
        (10**9, "lowerLetter", "1000000000"),
        (4, "hebrew1", "4"),
    ],
)
def test_number_formats(value: int, form: str, written: str):
    assert numeral(value, form) == written


def test_links_and_insertions_are_text_and_deletions_and_codes_are_not():
    body = (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:hyperlink><w:r><w:t>乙</w:t></w:r></w:hyperlink><w:ins><w:r><w:t>丙</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>码</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>丁</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r>"
        '<w:r><w:tab/><w:t>戊</w:t><w:br/><w:t>己</w:t><w:br w:type="page"/><w:noBreakHyphen/></w:r></w:p>'
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>庚</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert read(packed(body)) == "甲乙丙丁\t戊\n己-\n庚"


def test_old_formatting_kept_for_tracking_is_not_read():
    tracked = "<w:pPrChange><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange>"
    assert read(packed(p("甲", tracked), OUTLINE)) == "甲"


def test_cells_are_read_row_by_row_and_what_only_fills_them_is_no_line():
    document = Document()
    document.add_paragraph("前")
    document.add_paragraph("")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 1).text = "甲", "乙", "丁"
    document.add_paragraph("后")
    saved = BytesIO()
    document.save(saved)
    assert read(saved.getvalue()) == "前\n\n甲\n乙\n丁\n后"


def test_strict_documents_are_read():
    assert read(packed(p("甲"), namespace=STRICT_W)) == "甲"


def with_member(package: bytes, name: str, content: bytes) -> bytes:
    changed = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(changed, "w") as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return changed.getvalue()


def declaring(package: bytes, size: int) -> bytes:
    """The zip with another unpacked size in the directory's entry for its first member."""
    entry = package.index(b"PK\x01\x02")
    return package[: entry + 24] + struct.pack("<I", size) + package[entry + 28 :]


def plain_zip() -> bytes:
    package = BytesIO()
    with ZipFile(package, "w") as archive:
        archive.writestr("说明.txt", "不是文档")
    return package.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ONE = packed(p("甲"))
ENTITIES = (
    b'<!DOCTYPE w [<!ENTITY a "aaaa">]><w:document xmlns:w="'
    + W.encode()
    + b'"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="no bytes"),
        pytest.param(packed("<w:p/><w:p/>"), "empty", id="no words"),
        pytest.param("讲话".encode(), "not_word", id="a text"),
        pytest.param(plain_zip(), "not_word", id="another zip"),
        pytest.param(OLE + bytes(512) + "WordDocument".encode("utf-16-le"), "doc_binary", id="an old .doc"),
        pytest.param(OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "password", id="encrypted"),
        pytest.param(ONE[: len(ONE) // 2], "damaged", id="cut short"),
        pytest.param(with_member(ONE, "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>'.encode()), "damaged", id="broken XML"),
        pytest.param(with_member(ONE, "word/document.xml", ENTITIES), "damaged", id="entities"),
        pytest.param(packed(p("甲", '<w:numPr><w:ilvl w:val="x"/></w:numPr>')), "damaged", id="a level that is no number"),
        pytest.param(declaring(ONE, 600 * 1024 * 1024), "too_large", id="unpacks too large"),
        pytest.param(b"PK" + bytes(50 * 1024 * 1024), "too_large", id="too large"),
    ],
)
def test_refused_with_its_reason(data: bytes, reason: str):
    with pytest.raises(UnreadableFile) as caught:
        read(data, "讲话.docx")
    assert (caught.value.name, caught.value.reason) == ("讲话.docx", reason)


def test_no_prefix_of_a_document_breaks_the_reader():
    package = write(Speech("题目\n同志们：\n一、开头。正文"))
    for length in range(1, len(package), 97):
        with pytest.raises(UnreadableFile):
            read(package[:length])
