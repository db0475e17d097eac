"""The style sheet of a profile, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator

from speech.word.layout import Face, Profile
from speech.word.markup import W

HEADINGS = ("Heading 1", "Heading 2", "Heading 3", "Heading 4")
_NS = f'xmlns:w="{W}"'
_FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_CENTRED = _FLUSH + '<w:jc w:val="center"/>'
_CELL_MARGINS = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)


def run_properties(face: Face, spacing: int | None = None, highlight: bool = False) -> str:
    """A w:rPr with all four fonts named: left to itself Word takes “ ” — … from the font for Latin text.

    `spacing` is in twips. The elements keep the schema's order: a w:spacing after w:sz is ignored.
    """
    fonts = " ".join(f'w:{slot}="{face.font}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    extra = "" if spacing is None else f'<w:spacing w:val="{spacing}"/>'
    half_points = round(face.size * 2)
    marked = '<w:highlight w:val="yellow"/>' if highlight else ""
    return (
        f'<w:rPr><w:rFonts w:hint="eastAsia" {fonts}/>{extra}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>{marked}</w:rPr>'
    )


def defaults(profile: Profile) -> str:
    """The w:docDefaults. The language decides that “ ” are Chinese marks."""
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    run = run_properties(profile.body).replace("</w:rPr>", f"{language}</w:rPr>")
    return f"<w:docDefaults {_NS}><w:rPrDefault>{run}</w:rPrDefault><w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"


def styles(profile: Profile) -> Iterator[str]:
    """One w:style after another."""
    lines = f'<w:spacing w:before="0" w:after="0" w:line="{profile.line_pitch}" w:lineRule="exact"/>'
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{profile.indent}"/>'
    spacing = profile.character_spacing
    body = run_properties(profile.body, spacing)
    # Not justified: LibreOffice 7.4 then leaves out some of the marks that hang over a full line's end (20 in 7,000
    # characters), and on the grid full lines are of one length anyhow.
    yield _default("paragraph", "Normal", f'<w:pPr><w:widowControl w:val="0"/>{lines}{indent}<w:jc w:val="left"/></w:pPr>{body}')
    yield _default("character", "Default Paragraph Font", "")
    yield _default("table", "Normal Table", _CELL_MARGINS)
    yield _default("numbering", "No List", "")
    yield _style("Title", _CENTRED, run_properties(profile.title, 0))
    yield _style("Subtitle", _CENTRED, run_properties(profile.under_title, spacing))
    yield _style("Salutation", _FLUSH, body)
    for level, (name, font) in enumerate(zip(HEADINGS, profile.headings, strict=True)):
        face = Face(font, profile.body.size)
        yield _style(name.lower(), f'<w:outlineLvl w:val="{level}"/>', run_properties(face, spacing))
    loose = '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
    yield _style("footer", loose + _FLUSH, run_properties(profile.page_number, 0))


def _default(kind: str, name: str, properties: str) -> str:
    return (
        f'<w:style {_NS} w:type="{kind}" w:default="1" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>{properties}</w:style>'
    )


def _style(name: str, paragraph: str, run: str) -> str:
    ident = name.title().replace(" ", "")
    return (
        f'<w:style {_NS} w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr>{run}</w:style>"
    )
