"""What holds of every text, and what the shapes that people bring come to."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from speech.document import Speech
from speech.structure import Section, Span
from tests.speech.speeches import HEADED, LED, written

SAMPLES = Path(__file__).parents[2] / "vectorstore" / "samples"


def tile(spans: Sequence[Span]) -> bool:
    """In order, apart, none of them empty."""
    return all(len(span) for span in spans) and all(a.end <= b.start for a, b in itertools.pairwise(spans))


def seen(text: str) -> str:
    """What leaves ink: neither white space nor the marks without width that web pages put at the ends of lines."""
    return "".join(text.replace("\ufeff", "").replace("\u200b", "").split())


def whole(section: Section) -> bool:
    inside = [child.span for child in section.sections]
    own = section.heading is None or (len(section.heading) > 0 and section.heading in section.span)
    return own and tile(inside) and all(span in section.span for span in inside)


@given(st.text() | written)
@example("")
@example("\ufeff\r\r\n\u3000\xa0\x85")
@example("同志们：\n开头。一是甲；二是乙。\n接着。一是丙；二是丁。\n一、好\n一是戊；二是己。\n尾。一是庚；二是辛。")
@example("一、好。一是甲；二是乙。\n尾。一是丙；二是丁。\n二、完")
@example("题\n局长 王一\n2025年3月6日\n局长 李二\n同志们：\n话。")
def test_spans_tile_any_text(text: str) -> None:
    speech = Speech(text)
    assert speech.text == text
    paragraphs = [paragraph.span for paragraph in speech.paragraphs]
    assert tile(paragraphs)
    assert seen(text) == "".join(seen(span.of(text)) for span in paragraphs)
    assert tile([section.span for section in speech.sections])
    assert all(any(span in section.span for section in speech.sections) for span in paragraphs)
    sections = list(speech.walk())
    assert all(whole(section) for section in sections)
    assert len(speech.by_path) == len(sections)


@given(written)
def test_paragraphs_are_counted_and_ordinals_stand_at_their_head(text: str) -> None:
    for i, paragraph in enumerate(Speech(text).paragraphs, 1):
        assert paragraph.index == i
        assert paragraph.ordinal is None or paragraph.ordinal.start == paragraph.span.start
        assert paragraph.heading_end is None or paragraph.span.start < paragraph.heading_end <= paragraph.span.end


def tree(sections: Sequence[Section], depth: int = 0) -> list[str]:
    return [
        line
        for section in sections
        for line in [f"{'  ' * depth}{section.path} {section.role or ''}".rstrip(), *tree(section.sections, depth + 1)]
    ]


def test_a_speech_without_headings_has_its_led_runs_as_parts() -> None:
    points = [[f"  {part}.{i} {role}" for i in range(1, 7)] for part, role in ((1, "achievements"), (2, "tasks"))]
    assert tree(Speech(LED).sections) == [
        "salutation",
        "opening opening",
        "1 achievements",
        "  p3 achievements",
        *points[0],
        "p10",
        "2 tasks",
        "  p11 tasks",
        *points[1],
        "closing closing",
    ]


def test_a_headed_speech_has_its_headings_as_parts() -> None:
    assert tree(Speech(HEADED).sections) == [
        "title",
        "date",
        "byline",
        "salutation",
        "opening opening",
        "1",
        "  p8",
        "  p9",
        "    1.1",
        "    1.2",
        "    1.3",
        "2",
        "  p11",
        "  2.1",
        "    p13",
        "  2.2",
        "    p15",
        "  2.3 requirements",
        "    p17 requirements",
        "3 requirements",
        "  p19 requirements",
        "  3.1 requirements",
        "  3.2 requirements",
        "  3.3 requirements",
        "closing closing",
    ]


def test_line_ends_and_indents_are_no_part_of_the_tree() -> None:
    indented = "\ufeff" + "".join(f"\u3000\u3000{line}\r\n\r\n" for line in HEADED.splitlines())
    assert tree(Speech(indented).sections) == tree(Speech(HEADED).sections)


def test_a_title_is_read_on_one_line() -> None:
    speech = Speech("在全区基层治理工作会议\n　上的讲话\n（2025年3月6日）\n同志们：\n今天开会，议一件事，就是基层治理。")
    assert speech.title == "在全区基层治理工作会议 上的讲话"
    assert Speech("今天开会。").title == ""


# The first level of each bundled sample: the points of each part in brackets.
SHAPES = {
    "air-quality-mobilization": "opening 1(0) 2(3) 3(3) closing",
    "annual-meeting-chair-script": "opening 1(0) 2(0) 3(0) closing",
    "appointment-announcement": "opening 1(0) 2(0) 3(0) closing",
    "county-bureau-pledge": "opening p6 p7 closing",
    "county-finance-warning": "opening 1(0) 2(0) 3(0) closing",
    "culture-tourism-seminar-summary": "opening 1(0) 2(3) 3(4) closing",
    "dispatch-meeting-closing": "opening 1(0) 2(0) 3(0) 4(0) p11 p12 closing",
    "elder-care-commendation": "opening 1(3) 2(4) closing",
    "enterprise-anniversary": "opening 1(0) 2(0) 3(3) 4(0) closing",
    "equipment-fair-closing-address": "opening 1(3) p11 p12 2(4) closing",
    "farmland-onsite": "opening 1(0) 2(4) 3(5) 4(4) closing",
    "flood-season-mobilization": "opening 1(3) 2(4) 3(3) closing",
    "forest-farm-anniversary": "opening 1(0) 2(0) 3(3) 4(0) closing",
    "gas-safety-mobilization": "opening 1(0) 2(0) 3(0) 4(3) 5(4) 6(0) closing",
    "government-service-party-lecture": "opening 1(0) 2(4) 3(4) 4(5) closing",
    "group-innovation-commendation": "opening 1(0) 2(3) 3(5) closing",
    "health-annual-review": "opening 1(0) 2(0) 3(0) 4(0) 5(6) 6(4) closing",
    "hospital-president-appointment": "opening 1(0) 2(0) 3(0) 4(0) p12 closing",
    "land-registration-push": "opening 1(0) 2(0) 3(5) 4(3) closing",
    "market-regulation-warning-education": "opening 1(4) 2(0) 3(5) closing",
    "mine-safety-push": "opening 1(0) 2(4) 3(5) 4(3) closing",
    "new-cadre-integrity-talk": "opening p6 p7 p8 p9 p10 p11 p12 closing",
    "new-director-appointment": "opening 1(0) 2(0) 3(0) 4(0) p13 closing",
    "party-anniversary-county": "opening 1(0) 2(0) 3(0) 4(0) closing",
    "party-lecture-grassroots-cadres": "opening 1(3) 2(4) 3(4) closing",
    "police-half-year-review": "opening 1(5) p12 2(5) closing",
    "power-supply-party-lecture": "opening 1(4) p11 p12 2(5) p19 closing",
    "private-enterprise-symposium": "opening 1(2) 2(3) 3(3) closing",
    "property-governance-onsite": "opening 1(0) 2(0) 3(0) 4(0) closing",
    "road-safety-special-push": "opening 1(0) 2(3) 3(5) 4(3) closing",
    "rural-revitalization-onsite": "opening 1(4) p12 2(5) p19 closing",
    "school-visit-remarks": "opening p6 p7 p8 p9 closing",
    "science-expo-opening-address": "opening p6 p7 p8 p9 p10 p11 p12 p13 closing",
    "skilled-workers-symposium": "opening 1(6) 2(3) 3(4) closing",
    "state-enterprise-warning": "opening 1(0) 2(5) 3(6) closing",
    "study-education-summary": "opening 1(3) 2(3) 3(4) closing",
    "subdistrict-half-year-review": "opening 1(5) 2(3) 3(6) closing",
    "subdistrict-secretary-appointment": "opening p6 p7 p8 p9 p10 closing",
    "tax-study-summary": "opening 1(3) 2(3) 3(5) closing",
    "teachers-day-commendation": "opening 1(0) 2(3) 3(3) closing",
    "tourism-festival-address": "opening p6 p7 p8 p9 p10 p11 p12 p13 p14 closing",
    "training-class-opening": "opening 1(0) 2(0) 3(0) closing",
    "university-study-summary": "opening 1(3) p10 p11 2(4) closing",
    "young-cadre-symposium-remarks": "opening 1(0) 2(0) 3(0) closing",
}


def shape(section: Section) -> str:
    points = sum(1 for inner in section.walk() if inner.path.rpartition(".")[0] == section.path and inner.numbered)
    return f"{section.path}({points})" if section.numbered else section.path


@pytest.mark.parametrize("name", SHAPES)
def test_the_bundled_samples_are_read_as_they_are_built(name: str) -> None:
    text = (SAMPLES / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    speech = Speech(text)
    assert " ".join(shape(section) for section in speech.sections) == f"title date byline salutation {SHAPES[name]}"


def test_every_bundled_sample_has_its_shape_stated() -> None:
    assert {path.stem for path in SAMPLES.glob("*.md")} == set(SHAPES)
