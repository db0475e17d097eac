"""Events folded into what is drawn."""

from __future__ import annotations

from agent.brief import Point
from agent.events import (
    Consulted,
    Event,
    Failed,
    Finished,
    Noticed,
    PlanMade,
    Proposed,
    Receipt,
    Said,
    Saved,
    SectionBegun,
    SectionDone,
    SectionText,
    Source,
    Usage,
)
from agent.plan import Plan, Planned
from speech.structure import Role
from ui.progress import Progress

PLAN = Plan(
    "在会上的讲话",
    "2025年7月4日",
    "",
    "同志们：",
    (
        Planned(Role.OPENING, "", 20),
        Planned(Role.TASKS, "抓好落实", 100, (Point("派出所改革", Role.TASKS),)),
        Planned(Role.CLOSING, "", 20),
    ),
)


def folded(*events: Event) -> Progress:
    return Progress().after(enumerate(events, 1))


def test_interleaved_sections_grow_each_by_itself() -> None:
    progress = folded(
        PlanMade(PLAN),
        SectionBegun(0, "", 20),
        SectionBegun(1, "一、抓好落实", 100),
        SectionText(1, "要抓"),
        SectionText(0, "今天，"),
        SectionText(1, "实。"),
        SectionDone(0, "今天，开会。", 6),
    )
    opening, tasks, closing = progress.parts
    assert (opening.text, opening.state, opening.words) == ("今天，开会。", "done", 6)
    assert (tasks.text, tasks.state) == ("要抓实。", "writing")
    assert tasks.words == len("一、抓好落实要抓实。")
    assert (closing.state, closing.budget) == ("waiting", 20)
    assert progress.sequence == 7


def test_a_section_begun_again_is_void() -> None:
    progress = folded(PlanMade(PLAN), SectionBegun(1, "", 100), SectionText(1, "不要了"), SectionBegun(1, "", 100), SectionText(1, "重来"))
    assert progress.parts[1].text == "重来"


def test_the_manuscript_ends_with_the_last_section_begun() -> None:
    begun = folded(PlanMade(PLAN), SectionBegun(1, "", 100), SectionText(1, "要抓实。"))
    assert begun.manuscript == "在会上的讲话\n（2025年7月4日）\n同志们：\n一、抓好落实\n要抓实。"
    assert folded(Noticed("no_model", {})).manuscript == ""


def test_a_rewrite_needs_no_plan() -> None:
    progress = folded(SectionBegun(0, "第二部分", 0), SectionText(0, "改"), SectionDone(0, "改好了。", 4))
    assert [part.text for part in progress.parts] == ["改好了。"]
    assert progress.manuscript == ""


def test_pieces_of_what_is_said_join_and_notices_part_them() -> None:
    progress = folded(Said("好"), Said("的。"), Noticed("nothing_changed", {}), Said("完。"))
    assert progress.told == (Said("好的。"), Noticed("nothing_changed", {}), Said("完。"))


def test_a_passage_consulted_twice_is_listed_once() -> None:
    source = Source(7, 1, "样稿", "标题", "tasks", "文字", 0.5)
    assert folded(Consulted(0, (source,)), Consulted(1, (source,))).sources == (source,)


def test_a_run_that_goes_on_after_its_failure_has_not_ended() -> None:
    failed = folded(PlanMade(PLAN), Failed("timed_out", {}, kept=True))
    assert isinstance(failed.end, Failed)
    resumed = failed.after([(3, SectionBegun(0, "", 20))])
    assert resumed.end is None
    assert isinstance(resumed.after([(4, Finished(Usage()))]).end, Finished)


def test_folding_in_steps_is_folding_at_once() -> None:
    events = list(enumerate((PlanMade(PLAN), SectionBegun(0, "", 20), SectionText(0, "今天"), Finished(Usage(1, 2, 3))), 1))
    stepwise = Progress()
    for event in events:
        stepwise = stepwise.after([event])
    assert stepwise == Progress().after(events)


def test_what_was_proposed_waits_until_something_is_saved() -> None:
    proposed = Proposed(1, "文", (), Receipt())
    assert folded(proposed).proposed == proposed
    assert folded(proposed, Noticed("replaced", {"count": 1})).proposed == proposed
    assert folded(proposed, Saved(2, Receipt())).proposed is None
    assert folded(Saved(2, Receipt())).proposed is None
