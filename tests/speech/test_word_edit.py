from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import UnreadableFile
from speech.document import Speech
from speech.word.edit import edit
from speech.word.markup import W, legal
from speech.word.read import read
from speech.word.write import write
from tests.speech.test_word_read import OUTLINE, listed, p, packed
from tests.speech.test_word_write import LINES, TEXT, faces

PACKAGE = write(Speech(TEXT))


def document_xml(package: bytes) -> bytes:
    return ZipFile(BytesIO(package)).read("word/document.xml")


def paragraphs(package: bytes) -> list[bytes]:
    return re.findall(rb"<w:p[ >].*?</w:p>|<w:p/>", document_xml(package), re.DOTALL)


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def changed(text: str, *replacements: tuple[str, str]) -> str:
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return text


def test_same_text_gives_the_same_package():
    assert edit(PACKAGE, read(PACKAGE)) is PACKAGE


def test_other_paragraphs_and_members_keep_their_bytes():
    text = changed(read(PACKAGE), ("（二）隐患仍在", "（二）隐患不容忽视\n新增一段说明。"), ("（1）城北泵站设备老化\n", ""))
    result = edit(PACKAGE, text)
    before, after = paragraphs(PACKAGE), paragraphs(result)
    assert read(result) == text
    assert after[:7] == before[:7]
    assert after[9] == before[8]
    assert after[10:] == before[10:]
    with ZipFile(BytesIO(PACKAGE)) as old, ZipFile(BytesIO(result)) as new:
        assert new.namelist() == old.namelist()
        assert all(new.read(name) == old.read(name) for name in old.namelist() if name != "word/document.xml")


def test_heading_and_the_text_after_it_keep_their_own_fonts():
    text = changed(read(PACKAGE), ("（一）雨情复杂。今年降雨偏多3.5%，不能有丝毫松懈。", "（一）汛情严峻复杂。据预测，全年降雨偏多。"))
    assert faces(Document(BytesIO(edit(PACKAGE, text))))[6] == [
        ("（一）汛情严峻复杂", "楷体_GB2312", 16),
        ("。据预测，全年降雨偏多。", "仿宋_GB2312", 16),
    ]


def test_text_added_after_a_bare_heading_is_body():
    text = changed(read(PACKAGE), ("（二）隐患仍在", "（二）隐患仍在。一些地方尚未整改。"))
    assert faces(Document(BytesIO(edit(PACKAGE, text))))[7] == [
        ("（二）隐患仍在", "楷体_GB2312", 16),
        ("。一些地方尚未整改。", "仿宋_GB2312", 16),
    ]


def test_inserted_paragraphs_look_like_their_kind():
    text = changed(read(PACKAGE), ("二、压实责任", "（三）准备不足。物资尚有缺口。\n普通一段。\n二、压实责任"))
    document = Document(BytesIO(edit(PACKAGE, text)))
    assert faces(document)[10] == [("（三）准备不足", "楷体_GB2312", 16), ("。物资尚有缺口。", "仿宋_GB2312", 16)]
    assert [paragraph.style.name for paragraph in document.paragraphs[10:13]] == ["Heading 2", "Normal", "Heading 1"]


def test_only_the_words_that_differ_are_written_anew():
    body = f"<w:p>{run('全市', '<w:i/>')}{run('共排查', '<w:b/>')}<w:bookmarkStart w:id='1' w:name='a'/>{run('一百处隐患')}</w:p>"
    result = document_xml(edit(packed(body), "全市共整治一百处隐患"))
    assert result == document_xml(packed(body)).replace("共排查".encode(), "共整治".encode())


def test_bold_first_sentence_stays_bold_and_what_follows_does_not_become_so():
    bold = "<w:b/>"
    package = packed(f"<w:p>{run('一是抓落实。', bold)}{run('要把责任压到岗位。')}</w:p>")
    result = document_xml(edit(package, "一是抓队伍建设。各级都要行动起来。")).decode()
    assert f"{run('一是抓队伍建设。', bold)}{run('各级都要行动起来。')}" in result


def test_soft_breaks_tabs_and_markup_characters_are_written_as_such():
    package = packed(p("甲"))
    assert read(edit(package, "a<b & c]]>\t乙\n丙")) == "a<b & c]]>\t乙\n丙"
    broken = packed("<w:p><w:r><w:t>上行</w:t><w:br/><w:t>下行</w:t></w:r></w:p>" + p("另段"))
    result = edit(broken, "上行\n中行\n下行\n另段")
    assert len(paragraphs(result)) == 2
    assert read(result) == "上行\n中行\n下行\n另段"


def test_automatic_numbers_follow_an_insertion_and_are_not_written_into_the_text():
    package = packed(listed("甲", 1) + listed("乙", 1) + p("末"), OUTLINE)
    assert read(package) == "一、甲\n二、乙\n末"
    result = edit(package, "一、甲\n二、新\n三、乙\n末")
    assert paragraphs(result)[2] == paragraphs(package)[1]
    assert document_xml(result).count(b'<w:numId w:val="1"/>') == 3
    assert read(result) == "一、甲\n二、新\n三、乙\n末"


def test_number_that_automatic_numbering_would_not_give_is_written_out():
    package = packed(listed("甲", 1) + listed("乙", 1) + listed("丙", 1), OUTLINE)
    assert read(edit(package, "一、甲\n五、乙\n二、丙")) == "一、甲\n五、乙\n二、丙"
    assert read(edit(package, "二、乙\n三、丙")) == "二、乙\n三、丙"
    assert read(edit(package, "一、甲\n无号\n二、丙")) == "一、甲\n无号\n二、丙"


def test_numbering_of_a_style_is_switched_off_in_the_place_the_schema_has_for_it():
    styles = '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    package = packed(p("甲", '<w:pStyle w:val="H1"/><w:keepNext/><w:jc w:val="left"/>'), OUTLINE, styles)
    result = edit(package, "第一部分 甲")
    assert read(result) == "第一部分 甲"
    assert b'<w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr><w:jc' in document_xml(result)


def test_section_and_cell_keep_their_paragraph_when_its_words_go():
    section = p("节末", "<w:sectPr><w:cols/></w:sectPr>")
    table = f"<w:tbl><w:tr><w:tc>{p('格')}</w:tc></w:tr></w:tbl>"
    package = packed(p("首") + section + table + p("尾") + "<w:sectPr><w:cols/></w:sectPr>")
    result = edit(package, "首\n尾")
    assert read(result) == "首\n尾"
    assert document_xml(result).count(b"<w:sectPr>") == 2
    assert b"<w:tc><w:p></w:p></w:tc>" in document_xml(result)
    assert read(edit(package, "首\n\n格\n尾")) == "首\n\n格\n尾"


def test_pictures_survive_the_removal_of_their_paragraph():
    package = packed(p("首") + "<w:p><w:r><w:drawing/></w:r><w:r><w:t>图注</w:t></w:r></w:p>" + p("尾"))
    result = edit(package, "首\n尾")
    assert read(result) == "首\n尾"
    assert b"<w:drawing/>" in document_xml(result)


def test_lines_after_a_table_go_into_the_body():
    table = f"<w:tbl><w:tr><w:tc>{p('格')}</w:tc></w:tr></w:tbl>"
    result = edit(packed(table + "<w:sectPr/>"), "前\n格\n后")
    assert read(result) == "前\n格\n后"
    assert re.search(rb"<w:body><w:p>.*</w:p><w:tbl>.*</w:tbl><w:p>.*</w:p><w:sectPr/>", document_xml(result))


def test_another_prefix_is_written_as_the_file_writes_it():
    package = packed(p("甲"))
    default = document_xml(package).replace(b"<w:", b"<").replace(b"</w:", b"</").replace(b"xmlns:w=", b"xmlns=")
    other = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, default if name == "word/document.xml" else old.read(name))
    assert read(edit(other.getvalue(), "甲\n乙")) == "甲\n乙"
    assert W.encode() in default


def test_line_ends_and_illegal_characters():
    assert read(edit(PACKAGE, "甲\r\n乙\v丙\x00丁\rx")) == "甲\n乙\n丙丁\nx"


def test_unreadable_package_is_refused():
    with pytest.raises(UnreadableFile) as caught:
        edit(b"PK\x03\x04", "甲")
    assert caught.value.reason == "damaged"


PIECES = st.sampled_from(
    [
        "<w:r><w:t>通知</w:t></w:r>",
        "<w:r><w:rPr><w:b/></w:rPr><w:t>一是抓好。</w:t></w:r>",
        '<w:r><w:t xml:space="preserve"> a&amp;b </w:t><w:tab/><w:br/></w:r>',
        "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>",
        "<w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>",
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>D</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>9日</w:t>'
        '<w:fldChar w:fldCharType="end"/></w:r>',
        "<w:r><w:drawing/></w:r>",
        '<w:bookmarkStart w:id="1" w:name="&gt;"/>',
        "<w:r><w:t/></w:r>",
    ]
)
PROPERTIES = st.sampled_from(
    [
        "",
        "<w:pPr/>",
        '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:rPr><w:b/></w:rPr></w:pPr>',
        '<w:pPr><w:pStyle w:val="N"/><w:jc w:val="center"/></w:pPr>',
        "<w:pPr><w:sectPr/></w:pPr>",
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    ]
)
STYLES = '<w:style w:type="paragraph" w:styleId="N"><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
PARAGRAPHS = st.one_of(
    st.just("<w:p/>"),
    st.builds(lambda properties, pieces: f"<w:p>{properties}{''.join(pieces)}</w:p>", PROPERTIES, st.lists(PIECES, max_size=4)),
)
CELLS = st.lists(PARAGRAPHS, min_size=1, max_size=3).map("".join)
BLOCKS = st.one_of(
    PARAGRAPHS,
    PARAGRAPHS,
    CELLS.map(lambda cell: f"<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
    CELLS.map(lambda inside: f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"),
)
NUMBERED_BY_DEFAULT = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="D"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)


@st.composite
def packages(draw: st.DrawFn) -> bytes:
    blocks = draw(st.lists(BLOCKS, min_size=1, max_size=7))
    return packed(p("题") + "".join(blocks) + "<w:sectPr/>", OUTLINE, STYLES + draw(st.sampled_from(["", NUMBERED_BY_DEFAULT])))


@st.composite
def edits(draw: st.DrawFn, text: str) -> str:
    """The text with lines taken out, put in, changed and moved."""
    kept = [line for line in text.split("\n") if draw(st.sampled_from([True, True, False]))]
    for _ in range(draw(st.integers(0, 4))):
        kept.insert(draw(st.integers(0, len(kept))), draw(st.one_of(LINES, st.just(""), st.sampled_from(text.split("\n")))))
    if kept and draw(st.booleans()):
        place = draw(st.integers(0, len(kept) - 1))
        cut = draw(st.integers(0, len(kept[place])))
        kept[place] = kept[place][:cut] + draw(LINES) + kept[place][cut + draw(st.integers(0, 3)) :]
    return "\n".join(kept)


@settings(deadline=None)
@given(st.data(), packages())
def test_any_edit_of_any_document_reads_back(data: st.DataObject, package: bytes):
    text = "开头\n" + data.draw(edits(read(package)))
    assert read(edit(package, text)) == legal(text)


@settings(deadline=None)
@given(st.data())
def test_lines_that_did_not_change_keep_their_xml(data: st.DataObject):
    text = read(PACKAGE)
    before = dict(zip(text.split("\n"), paragraphs(PACKAGE), strict=True))
    lines = text.split("\n")
    place = data.draw(st.integers(0, len(lines) - 1))
    new = [
        *lines[:place],
        *data.draw(st.lists(LINES.filter(lambda line: line.strip() and line not in lines), max_size=3)),
        *lines[place + data.draw(st.integers(0, 2)) :],
    ]
    result = edit(PACKAGE, "\n".join(new))
    assert read(result) == "\n".join(new)
    for line, xml in zip(new, paragraphs(result), strict=True):
        assert before.get(line, xml) == xml


def test_words_between_two_changes_keep_their_formatting():
    document = Document()
    paragraph = document.add_paragraph("责任甲要抓起来，")
    paragraph.add_run("加粗的一句不动，").bold = True
    paragraph.add_run("责任乙也要抓起来。")
    saved = BytesIO()
    document.save(saved)
    changed = Document(BytesIO(edit(saved.getvalue(), read(saved.getvalue()).replace("责任", "担子"))))
    runs = [(run.text, bool(run.bold)) for run in changed.paragraphs[0].runs]
    assert runs == [("担子甲要抓起来，", False), ("加粗的一句不动，", True), ("担子乙也要抓起来。", False)]
