"""What a drafting order says, read into a brief; what it does not say stays empty."""

from __future__ import annotations

import pytest

from agent.brief import Brief, Length, Point
from agent.briefing import read_brief
from speech.structure import Role

CANONICAL = "起草一篇全市公安机关半年工作总结会议讲话，局长讲，2000字，要点：一是反诈破案率上升12%，二是基层派出所改革，三是队伍纪律作风"


def test_the_canonical_order() -> None:
    brief = read_brief(CANONICAL)
    assert brief == Brief(
        request=CANONICAL,
        title="在全市公安机关半年工作总结会议上的讲话",
        occasion="工作总结",
        theme="半年工作总结",
        unit="全市公安机关",
        speaker="局长",
        field="公安",
        length=Length(2000),
        words_given=True,
        points=(
            Point("反诈破案率上升12%", Role.ACHIEVEMENTS),
            Point("基层派出所改革", Role.TASKS),
            Point("队伍纪律作风", Role.REQUIREMENTS),
        ),
    )


@pytest.mark.parametrize(
    ("request_", "points"),
    [
        ("写一篇防汛动员讲话，要点：水库除险；物资储备；值班值守", ["水库除险", "物资储备", "值班值守"]),
        ("写一篇防汛动员讲话，要点：1.水库除险 2.物资储备", ["水库除险", "物资储备"]),
        ("写一篇防汛动员讲话，重点：水库除险、物资储备", ["水库除险", "物资储备"]),
        ("写一篇防汛动员讲话，一要水库除险，二要物资储备", ["水库除险", "物资储备"]),
        ("写一篇防汛动员讲话", []),
    ],
)
def test_points_in_every_form_people_list_them(request_: str, points: list[str]) -> None:
    assert [point.text for point in read_brief(request_).points] == points


@pytest.mark.parametrize(
    ("request_", "title"),
    [
        ("写一篇在全县防汛工作动员会上的讲话", "在全县防汛工作动员会上的讲话"),
        ("帮我起草一篇任职表态发言", "任职表态发言"),
        ("写一份科技博览会开幕式致辞", "在科技博览会开幕式上的致辞"),
        ("写一篇讲话", "【待填：会议名称】讲话"),
    ],
)
def test_the_title_names_the_meeting(request_: str, title: str) -> None:
    assert read_brief(request_).title == title


@pytest.mark.parametrize(
    ("request_", "speaker"),
    [
        ("写一篇防汛动员讲话，县委书记讲", "县委书记"),
        ("写一篇防汛动员讲话，讲话人：分管副县长", "分管副县长"),
        ("写一篇防汛动员讲话，由局长来讲，2000字", "局长"),
        ("写一篇防汛动员讲话，2000字", ""),
    ],
)
def test_the_speaker_is_a_post(request_: str, speaker: str) -> None:
    assert read_brief(request_).speaker == speaker


def test_words_and_material_from_outside_the_message() -> None:
    brief = read_brief("写一篇防汛动员讲话，2000字", words=900, material=("雨量310毫米",))
    assert brief.length == Length(900)
    assert "310毫米" in brief.sources
