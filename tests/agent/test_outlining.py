"""Outlines offered before anything is written, one of them followed, and what a bare order is answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agent.events import Event, Failed, Noticed, Outlined, PlanMade, Saved
from agent.office import Office
from agent.orders import Order, Talk
from settings import Settings
from speech.document import Speech

ASKED = (
    "起草一篇在全市公安机关半年工作总结会议上的讲话，局长讲，1500字。上半年刑事案件下降12%，破获电信诈骗案件320起；创建枫桥式派出所14个。"
    "下半年要抓好打击电诈、夏季治安打击整治行动、国庆安保；作风方面要求严守纪律、关心民警"
)


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    office = Office.open(settings)
    yield office
    office.close()


def done(office: Office, conversation: int, order: Order) -> list[Event]:
    return list(office.follow(office.submit(conversation, order)))


def offered(events: list[Event]) -> Outlined:
    return next(event for event in events if isinstance(event, Outlined))


def test_two_outlines_differ_and_each_has_a_place_for_every_point(office: Office) -> None:
    events = done(office, office.begin(), Talk(f"{ASKED}，先给两个提纲"))
    outlined = offered(events)
    one, other = outlined.plans
    assert not any(isinstance(event, Saved) for event in events)
    assert one.outline != other.outline
    assert {section.heading for section in one.sections if section.heading}.isdisjoint(
        section.heading for section in other.sections if section.heading
    )
    for plan in outlined.plans:
        assert [point for section in plan.sections for point in section.points if point in outlined.brief.points]
        assert {point for section in plan.sections for point in section.points} == set(outlined.brief.points)
        assert len(outlined.brief.points) == 7


@pytest.mark.parametrize(("said", "number"), [("用第二个提纲", 2), ("按提纲一起草", 1), ("就用第2个", 2)])
def test_the_outline_that_is_chosen_is_written(office: Office, said: str, number: int) -> None:
    conversation = office.begin()
    plan = offered(done(office, conversation, Talk(f"{ASKED}，先给两个提纲"))).plans[number - 1]
    events = done(office, conversation, Talk(said))
    assert PlanMade(plan) in events
    head = office.head(conversation)
    assert head is not None
    text = head.text
    assert [part.heading.of(text) for part in Speech(text).parts if part.heading] == [s.heading for s in plan.sections if s.heading]
    assert "破获电信诈骗案件320起" in text


def test_more_outlines_are_of_the_same_brief(office: Office) -> None:
    conversation = office.begin()
    first = offered(done(office, conversation, Talk(f"{ASKED}，先给两个提纲")))
    again = offered(done(office, conversation, Talk("再给三个提纲看看")))
    assert again.brief == first.brief
    assert len(again.plans) == 3


def test_where_none_was_offered_none_can_be_followed(office: Office) -> None:
    last = done(office, office.begin(), Talk("用第一个提纲"))[-1]
    assert isinstance(last, Failed)
    assert last.code == "no_outline"


def test_a_bare_order_is_asked_about_once_and_the_answer_is_written(office: Office) -> None:
    conversation = office.begin()
    last = done(office, conversation, Talk("写个讲话"))[-1]
    assert isinstance(last, Failed)
    assert last.code == "bare_brief"
    done(office, conversation, Talk("全县教育工作会，局长讲，讲减负和师德，800字"))
    head = office.head(conversation)
    assert head is not None
    assert Speech(head.text).title == "在全县教育工作会上的讲话"


def test_who_wants_to_say_no_more_gets_a_speech(office: Office) -> None:
    conversation = office.begin()
    done(office, conversation, Talk("写个讲话"))
    events = done(office, conversation, Talk("直接写"))
    assert any(isinstance(event, Saved) for event in events)


def test_an_occasion_that_is_not_known_is_built_like_the_nearest_which_is_named(office: Office) -> None:
    events = done(office, office.begin(), Talk("写一篇碰头会讲话，要点：路灯坏了没人修；井盖缺失；月底前修完"))
    assert Noticed("occasion_nearest", {"occasion": "专题推进"}) in events


def test_english_is_refused_in_words(office: Office) -> None:
    from agent.briefing import read_brief
    from agent.orders import Draft

    last = done(office, office.begin(), Draft(read_brief("Write a speech for the annual meeting on safety: 1. helmets 2. drills")))[-1]
    assert isinstance(last, Failed)
    assert last.code == "not_chinese"


def test_more_than_the_points_carry_is_not_written_but_asked_for(office: Office) -> None:
    conversation = office.begin()
    events = done(office, conversation, Talk(ASKED.replace("1500字", "20000字")))
    wants = next(event for event in events if isinstance(event, Noticed) and event.code == "wants")
    head = office.head(conversation)
    assert head is not None
    assert wants.details["asked"] == 20000
    assert wants.details["wants"]["tasks"] > 5
