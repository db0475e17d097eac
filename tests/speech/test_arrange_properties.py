from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from speech.arrange import Side, Sort, content, inserted, merged, moved, removed, split, swapped
from speech.diff import compare
from speech.document import Speech
from speech.layout import Layout
from speech.locate import Target
from speech.marks import linking
from speech.renumber import row_of, rows
from speech.sheet import Sheet
from speech.structure import Section
from tests.speech.composed import broken, composed, said, sound

often = settings(max_examples=40, deadline=None, report_multiple_bugs=False, suppress_health_check=[HealthCheck.filter_too_much])
SIDES: tuple[Side, ...] = ("before", "after")


def target(section: Section) -> Target:
    return Target(section.path, section.span)


def edited(text: str, edits: tuple) -> str:  # type: ignore[type-arg]
    return Sheet.of(text).edited(edits).text


def places(speech: Speech) -> list[Section]:
    return [section for section in speech.walk() if section.path not in ("salutation", "opening", "closing")]


def members(speech: Speech, least: int = 2) -> list[Section]:
    return [section for row in rows(speech) if len(row.members) >= least for section in row.members]


def picked(data: st.DataObject, sections: list[Section]) -> Section:
    assume(sections)
    return data.draw(st.sampled_from(sections), label="section")


def whole(text: str) -> None:
    assert sound(text) == []
    assert broken(text) == []


def bare(speech: Speech, *sections: Section) -> Counter[str]:
    """What all but these sections, and what holds them, says."""
    skip = tuple(target(section) for section in sections)
    return said(speech, skip)


@given(composed())
@often
def test_what_is_composed_is_sound(text: str) -> None:
    whole(text)


@given(composed(), st.data())
@often
def test_removing_leaves_the_rest(text: str, data: st.DataObject) -> None:
    speech = Speech(text)
    one = picked(data, [s for s in places(speech) if not s.numbered or s in members(speech, 3)])
    new = edited(text, removed(speech, [target(one)]))
    words = speech.words(content(speech, target(one)))
    assert new.count(words) < text.count(words)
    whole(new)
    gone = said(speech) - said(Speech(new))
    inside = [s for s in speech.walk() if s.span in one.span]
    assert sum(gone.values()) <= len(inside) + 1 + (not one.numbered)
    lines = text.splitlines()
    assert set(new.splitlines()) - set(lines) == set() or one.numbered or len(new.splitlines()) == len(lines)


@given(composed(), st.data())
@often
def test_what_was_removed_is_named(text: str, data: st.DataObject) -> None:
    speech = Speech(text)
    one = picked(data, members(speech, 3))
    new = Speech(edited(text, removed(speech, [target(one)])))
    changes = compare(speech, new)
    assert [change.path for change in changes if change.how != "renumbered"] == [one.path]
    assert [change.how for change in changes if change.how != "renumbered"] == ["removed"]


@given(composed(), st.data())
@often
def test_removing_several_is_removing_one_after_the_other(text: str, data: st.DataObject) -> None:
    speech = Speech(text)
    found = members(speech, 4)
    assume(found)
    row = row_of(speech, picked(data, found).path)
    assert row
    gone = data.draw(st.lists(st.sampled_from(row.members), min_size=2, max_size=len(row.members) - 2, unique_by=lambda s: s.path))
    new = edited(text, removed(speech, [target(one) for one in gone]))
    step = text
    for one in sorted(gone, key=lambda s: s.span, reverse=True):
        step = edited(step, removed(Speech(step), [target(Speech(step).by_path[one.path])]))
    assert new == step


@given(composed(), st.data())
@often
def test_swapping_twice_is_swapping_not_at_all(text: str, data: st.DataObject) -> None:
    speech = Speech(text)
    one = picked(data, members(speech))
    row = row_of(speech, one.path)
    assert row
    other = picked(data, [section for section in row.members if section.path != one.path])
    once = edited(text, swapped(speech, target(one), target(other)))
    assert once != text
    whole(once)
    assert said(Speech(once)) == said(speech)
    again = Speech(once)
    assert edited(once, swapped(again, target(again.by_path[one.path]), target(again.by_path[other.path]))) == text


@given(composed(), st.data())
@often
def test_swapped_sections_have_moved(text: str, data: st.DataObject) -> None:
    speech = Speech(text)
    one = picked(data, members(speech))
    row = row_of(speech, one.path)
    assert row
    other = picked(data, [section for section in row.members if section.path != one.path])
    changes = compare(speech, Speech(edited(text, swapped(speech, target(one), target(other)))))
    assert {change.how for change in changes} <= {"moved", "renumbered"}
    assert "moved" in {change.how for change in changes}


@given(composed(), st.data())
@often
def test_moving_there_and_back_is_not_moving(text: str, data: st.DataObject) -> None:
    speech = Speech(text)
    one = picked(data, members(speech))
    row = row_of(speech, one.path)
    assert row
    other = picked(data, [section for section in row.members if section.path != one.path])
    here, side = row.place(one.path), data.draw(st.sampled_from(SIDES))
    sheet = Sheet.of(text).edited(moved(speech, target(one), side, target(other)))
    whole(sheet.text)
    assert said(sheet.speech) == said(speech)
    changes = compare(speech, sheet.speech)
    assert {change.how for change in changes} <= {"moved", "renumbered"}
    there = sheet.now(target(one)) or target(one)
    new = sheet.speech.by_path[there.path]
    assert new.span == there.span
    now = row_of(sheet.speech, there.path)
    assert now
    beside, back = (now.members[here], "before") if now.place(there.path) > here else (now.members[here], "after")
    if beside.path == there.path:
        assert sheet.text == text
    else:
        assert edited(sheet.text, moved(sheet.speech, there, back, target(beside))) == text


def alike(speech: Speech, one: Section) -> list[Section]:
    """The members of other series of the same sort: on lines of their own or not, with marks between them or not."""
    layout, own = Layout(speech), row_of(speech, one.path)
    assert own
    sort = (layout.own(one.span), linking(layout, own), own.members[0].level, one.ordinal and one.ordinal.style)
    return [
        s
        for row in rows(speech)
        for s in row.members
        if row.members != own.members and (layout.own(s.span), linking(layout, row), s.level, s.ordinal and s.ordinal.style) == sort
    ]


@given(composed(), st.data())
@often
def test_moving_to_another_series_and_back_is_not_moving(text: str, data: st.DataObject) -> None:
    speech = Speech(text)
    one = picked(data, members(speech, 3))
    other, side = picked(data, alike(speech, one)), data.draw(st.sampled_from(SIDES))
    row = row_of(speech, one.path)
    assert row
    sheet = Sheet.of(text).edited(moved(speech, target(one), side, target(other)))
    whole(sheet.text)
    assert said(sheet.speech) == said(speech)
    changes = compare(speech, sheet.speech)
    assert [change.how for change in changes if change.how != "renumbered"] == ["moved"]
    there = sheet.now(target(one))
    assert there
    place = row.place(one.path)
    beside = sheet.now(target(row.members[place - 1 if place else 1]))
    assert beside
    assert edited(sheet.text, moved(sheet.speech, there, "after" if place else "before", beside)) == text


@given(composed(), st.data())
@often
def test_moving_anywhere_loses_nothing(text: str, data: st.DataObject) -> None:
    speech = Speech(text)
    free = [s for s in places(speech) if not s.numbered and not s.sections and not speech.words(s.span).startswith("要办好")]
    one = picked(data, [*free, *members(speech, 3)])
    inside = not one.sections or one.level == 1
    beside = [s for s in places(speech) if s.path != one.path and (s.level == 1 or (inside and not one.sections))]
    other, side = picked(data, beside), data.draw(st.sampled_from(SIDES))
    new = edited(text, moved(speech, target(one), side, target(other)))
    assert broken(new) == []
    for words in speech.words(content(speech, target(one))).splitlines():
        assert words.strip("。；") in new
    before, after = (Counter(c for c in t if c not in "一二三四五六七八九十两第、（）是要，；。：\r\n \u3000") for t in (text, new))
    assert before == after


@given(composed(), st.data(), st.sampled_from(["夜里也有人守", "夜里也有人守。", "夜里也要有人守；"]))
@often
def test_putting_in_a_point_and_taking_it_out_is_nothing(text: str, data: st.DataObject, words: str) -> None:
    speech = Speech(text)
    one, side = picked(data, members(speech)), data.draw(st.sampled_from(SIDES))
    row = row_of(speech, one.path)
    assert row
    headed = one.heading is not None and one.heading.end < one.span.end and one.ordinal is not None and not one.ordinal.style.runs_in
    words = "夜里也有人守\n灯不能灭。" if headed else words
    new = Speech(edited(text, inserted(speech, target(one), side, "point", words)))
    whole(new.text)
    path = row.members[row.place(one.path)].path
    head, _, last = path.rpartition(".")
    place = f"{head}.{int(last) + (side == 'after')}" if head else str(int(last) + (side == "after"))
    assert words.splitlines()[0].strip("。；") in new.words(new.by_path[place].span)
    assert [change.how for change in compare(speech, new) if change.how != "renumbered"] == ["added"]
    assert edited(new.text, removed(new, [target(new.by_path[place])])) == text


@given(composed(), st.data(), st.sampled_from(["sentence", "paragraph"]))
@often
def test_putting_in_changes_nothing_around_it(text: str, data: st.DataObject, sort: Sort) -> None:
    speech = Speech(text)
    one, side = picked(data, list(speech.sections) + places(speech)), data.draw(st.sampled_from(SIDES))
    new = edited(text, inserted(speech, target(one), side, sort, "夜里也有人守。"))
    at = new.index("夜里也有人守")
    assert sound(new) == []
    assert broken(new) == []
    without = new[:at] + new[at + len("夜里也有人守") :]
    assert "".join(without.split()).replace("。", "").replace("；", "") == "".join(text.split()).replace("。", "").replace("；", "")


@given(composed(), st.data())
@often
def test_parting_and_joining_is_nothing(text: str, data: st.DataObject) -> None:
    speech = Speech(text)
    one = picked(data, [s for s in members(speech) if not s.sections])
    row = row_of(speech, one.path)
    assert row
    words = speech.words(content(speech, target(one)))
    new = Speech(edited(text, split(speech, target(one), [words, "夜里也有人守。", "白天也有人守。"])))
    whole(new.text)
    place = row.place(one.path)
    now = row_of(new, one.path)
    assert now
    assert len(now.members) == len(row.members) + 2
    back = merged(new, [target(section) for section in now.members[place : place + 3]], words)
    assert edited(new.text, back) == text
