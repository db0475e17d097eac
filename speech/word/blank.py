"""An empty document in a profile's layout: page, grid, style sheet, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speech.word.layout import SUBSTITUTES, Profile
from speech.word.markup import W
from speech.word.styles import defaults, run_properties, styles

if TYPE_CHECKING:
    from docx.document import Document

_NS = f'xmlns:w="{W}"'
_UNWANTED = ("thumbnail", "stylesWithEffects", "customXml", "numbering")  # of python-docx's template


def blank(profile: Profile) -> Document:
    from docx import Document as open_template

    document = open_template()
    for relations in (document.part.rels, document.part.package.rels):
        for ident in [ident for ident, relation in relations.items() if relation.reltype.rpartition("/")[2] in _UNWANTED]:
            del relations[ident]
    _replace_styles(document, profile)
    _replace_fonts(document)
    _set_page(document, profile)
    _number_pages(document, profile)
    return document


def _replace_styles(document: Document, profile: Profile) -> None:
    """None of the template's styles stay: their theme fonts would win over the named ones."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    sheet = document.styles.element
    for old in [child for child in sheet if child.tag in (qn("w:style"), qn("w:docDefaults"))]:
        sheet.remove(old)
    sheet.insert(0, parse_xml(defaults(profile)))
    for style in styles(profile):
        sheet.append(parse_xml(style))
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")


def _replace_fonts(document: Document) -> None:
    """Name what stands in for a font that is missing, or Word picks one by itself."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>' for name, others in SUBSTITUTES.items()
    )
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {_NS}>{fonts}</w:fonts>'.encode()


def _set_page(document: Document, profile: Profile) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm

    section = document.sections[0]
    margins = profile.margins
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.footer_distance = Mm(margins.footer)
    grid = section._sectPr.find(qn("w:docGrid"))
    # Not linesAndChars: LibreOffice then gives every character two cells.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(profile.line_pitch))


def _number_pages(document: Document, profile: Profile) -> None:
    from docx.oxml import parse_xml

    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    run = run_properties(profile.page_number)
    one_in = round(profile.page_number.size * 20)
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        indent = f'<w:ind w:{side}Chars="100" w:{side}="{one_in}"/>'
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]._p
        paragraph.getparent().replace(
            paragraph,
            parse_xml(
                f'<w:p {_NS}><w:pPr><w:pStyle w:val="Footer"/>{indent}<w:jc w:val="{side}"/></w:pPr>'
                f'<w:r>{run}<w:t xml:space="preserve">— </w:t></w:r>'
                f'<w:fldSimple w:instr=" PAGE "><w:r>{run}<w:t>1</w:t></w:r></w:fldSimple>'
                f'<w:r>{run}<w:t xml:space="preserve"> —</w:t></w:r></w:p>'
            ),
        )
