from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import BadSetting
from speech.document import Speech
from speech.word.layout import PROFILES
from speech.word.read import read
from speech.word.write import write

TEXT = """在全市防汛工作会议上的讲话
（2025年6月9日）
市水务局局长 周明远
同志们：
刚才，会议通报了“前期准备”情况——总体是好的……下面，我讲两点意见。
一、认清形势，绷紧防汛之弦
（一）雨情复杂。今年降雨偏多3.5%，不能有丝毫松懈。
（二）隐患仍在
1.部分河段淤积。要在6月底前清完。
（1）城北泵站设备老化
二、压实责任，守住安全底线
一是抓值守。二是抓预警。
同志们，让我们共同努力，确保安全度汛！
"""
SLOTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")


def opened(text: str = TEXT, profile: str = "印发稿") -> Opened:
    return Document(BytesIO(write(Speech(text), profile)))


def fonts(element) -> set[str]:
    """What the four attributes say; a missing one is an empty name."""
    found = element.find(qn("w:rPr")).find(qn("w:rFonts"))
    return {found.get(qn(slot), "") for slot in SLOTS}


def faces(document: Opened) -> list[list[tuple[str, str, float]]]:
    return [[(run.text, *fonts(run._r), run.font.size.pt) for run in paragraph.runs] for paragraph in document.paragraphs]


def test_each_paragraph_has_the_face_of_its_kind():
    body, kai, hei = "仿宋_GB2312", "楷体_GB2312", "黑体"
    found = faces(opened())
    assert found[0] == [("在全市防汛工作会议上的讲话", "方正小标宋简体", 22)]
    assert found[1] == [("（2025年6月9日）", kai, 16)]
    assert found[2] == [("市水务局局长 周明远", kai, 16)]
    assert found[3] == [("同志们：", body, 16)]
    assert found[5] == [("一、认清形势，绷紧防汛之弦", hei, 16)]
    assert found[6] == [("（一）雨情复杂", kai, 16), ("。今年降雨偏多3.5%，不能有丝毫松懈。", body, 16)]
    assert found[7] == [("（二）隐患仍在", kai, 16)]
    assert {face for paragraph in found[8:10] + found[11:] for _, *face in paragraph for face in [tuple(face)]} == {(body, 16)}


def test_reading_copy_is_larger():
    found = faces(opened(profile="朗读稿"))
    assert found[0][0][1:] == ("方正小标宋简体", 24)
    assert {size for paragraph in found[1:] for *_, size in paragraph} == {22}


@pytest.mark.parametrize("profile", PROFILES)
def test_every_run_and_style_names_all_four_fonts_and_no_theme(profile: str):
    package = ZipFile(BytesIO(write(Speech(TEXT), profile)))
    for part in ("word/document.xml", "word/styles.xml", "word/footer1.xml", "word/footer2.xml"):
        assert b"Theme=" not in package.read(part)
        assert b"<w:b/>" not in package.read(part)
    document = opened(profile=profile)
    section = document.sections[0]
    runs = [run for root in (document.element, section.footer._element, section.even_page_footer._element) for run in root.iter(qn("w:r"))]
    styles = [style for style in document.styles.element.findall(qn("w:style")) if style.get(qn("w:type")) == "paragraph"]
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    assert all(len(fonts(element)) == 1 and "" not in fonts(element) for element in [*runs, *styles, defaults])


@pytest.mark.parametrize(("profile", "pitch"), [("印发稿", 579), ("朗读稿", 660)])
def test_page_and_grid(profile: str, pitch: int):
    document = opened(profile=profile)
    section = document.sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(side.mm) for side in sides] == [210, 297, 37, 26, 35, 28]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", str(pitch))
    normal = document.styles["Normal"]
    assert normal.paragraph_format.line_spacing == Pt(pitch / 20)
    order = [child.tag for child in normal.element.rPr]
    assert order.index(qn("w:spacing")) < order.index(qn("w:sz"))


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_lines_and_characters_fill_the_text_block(profile):
    height, width = Mm(225).twips, Mm(156).twips
    assert height // profile.line_pitch == profile.lines
    assert width // (profile.body.size * 20 + profile.character_spacing) == profile.characters


def test_character_spacing_and_indent_of_the_printed_copy():
    normal = opened().styles["Normal"].element
    indent = normal.pPr.find(qn("w:ind"))
    assert normal.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "630")


def test_title_block_is_centred_and_salutation_flush_left():
    document = opened()
    for style in ("Title", "Subtitle"):
        assert document.styles[style].paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    for style in ("Title", "Subtitle", "Salutation"):
        assert document.styles[style].paragraph_format.first_line_indent == 0
    assert [p.style.name for p in document.paragraphs[:5]] == ["Title", "Subtitle", "Subtitle", "Salutation", "Normal"]
    assert [p.paragraph_format.space_after for p in document.paragraphs[:4]] == [None, None, Pt(28.95), None]


def test_headings_have_outline_levels():
    document = opened()
    levels = {
        p.text[:3]: p.style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) for p in document.paragraphs if p.style.name[-1].isdigit()
    }
    assert levels == {"一、认": "0", "（一）": "1", "（二）": "1", "1.部": "2", "（1）": "3", "二、压": "0"}


@pytest.mark.parametrize("profile", PROFILES)
def test_page_numbers_stand_outside_one_character_in(profile: str):
    document = opened(profile=profile)
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert "".join(str(words.text) for words in paragraph._p.iter(qn("w:t"))) == "— 1 —"
        assert [field.get(qn("w:instr")).strip() for field in paragraph._p.iter(qn("w:fldSimple"))] == ["PAGE"]
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}Chars")) == "100"
        for run in paragraph._p.iter(qn("w:r")):
            assert fonts(run) == {"宋体"}
            assert run.find(qn("w:rPr")).find(qn("w:sz")).get(qn("w:val")) == "28"


def test_core_properties_hold_the_title_and_nothing_of_the_template():
    properties = opened().core_properties
    assert properties.title == "在全市防汛工作会议上的讲话"
    assert (properties.author, properties.comments, properties.created, properties.modified) == ("", "", None, None)


def test_substitutes_are_named_for_fonts_that_are_missing():
    fonts_part = ZipFile(BytesIO(write(Speech(TEXT)))).read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong"/>' in fonts_part


def test_same_speech_gives_same_bytes():
    package = write(Speech(TEXT))
    assert package == write(Speech(TEXT))
    assert {member.date_time for member in ZipFile(BytesIO(package)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_unknown_profile_is_named():
    with pytest.raises(BadSetting) as caught:
        write(Speech(TEXT), "展示稿")
    assert caught.value.name == "profile"


def test_characters_xml_cannot_write_are_left_out():
    assert read(write(Speech("第一行\x00的\x08字\ud800\ufffe"))) == "第一行的字"


CHARACTERS = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    st.sampled_from("，。；：、“”‘’（）《》—…！？\t\u3000　①一二三十是要第"),
)
LINES = st.builds(
    str.__add__,
    st.sampled_from(["", "", "一、", "（二）", "3.", "（4）", "①", "一是", "第二，", "首先，", "同志们："]),
    st.text(CHARACTERS, max_size=40),
)
TEXTS = st.lists(LINES, min_size=1, max_size=12).map("\n".join)


@settings(deadline=None)  # the first document loads python-docx
@given(TEXTS)
def test_paragraphs_come_back_one_a_line(text: str):
    speech = Speech("题目\n" + text)
    assert read(write(speech)) == "\n".join(speech.words(paragraph.span) for paragraph in speech.paragraphs)


def test_what_is_left_to_fill_in_is_marked_and_nothing_else():
    document = opened("同志们：\n上半年破案【待填：起数】，同比上升【待核：12%】。大家辛苦了。")
    marked = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert marked == ["【待填：起数】", "【待核：12%】"]
    assert document.paragraphs[1].text == "上半年破案【待填：起数】，同比上升【待核：12%】。大家辛苦了。"


def test_a_heading_without_a_number_is_set_as_one() -> None:
    speech = Speech(
        "在工作会议上的讲话\n同志们：\n今天开会，说两件事，都同大家手里的活有关系。\n把路修通\n路不通，山里的果子就出不来，卖不上价钱。今年要修三条路。\n"
        "把水引来\n水不来，坡上的地就只能看天，收成一年好一年差。今年要修两座水库。\n同志们，大家一起干！\n"
    )
    document = Document(BytesIO(write(speech)))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["把路修通"] == styles["把水引来"] != styles["今天开会，说两件事，都同大家手里的活有关系。"]
