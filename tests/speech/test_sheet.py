from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from errors import LockedSection
from speech.arrange import inserted, moved, removed, swapped
from speech.document import Speech
from speech.locate import Target, locate
from speech.sheet import Sheet, between, stretched
from speech.splice import Edit, splice
from speech.structure import Span
from tests.speech.speeches import HEADED, written
from tests.speech.test_splice import edited

speech = Speech(HEADED)


def at(path: str, of: Speech = speech) -> Target:
    return locate(of, path)[0]


def now(sheet: Sheet, path: str) -> tuple[str, str] | None:
    """Where what stood at `path` in the base stands, and its first line."""
    there = sheet.now(at(path, Speech(sheet.base)))
    return (there.path, sheet.speech.words(there.span).splitlines()[0]) if there else None


@given(edited(), st.integers(0, 60), st.integers(1, 20))
def test_what_no_edit_touches_keeps_its_words(case: tuple[str, list[Edit]], start: int, length: int) -> None:
    text, edits = case
    span = Span(min(start, len(text)), min(start + length, len(text)))
    assume(len(span) and not any(edit.span.touches(span) or edit.span.start == span.end for edit in edits))
    found = stretched(span, edits)
    assert found
    assert found.of(splice(text, edits)) == span.of(text)


@given(edited(), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=3))
def test_a_lock_keeps_its_words(case: tuple[str, list[Edit]], locks: list[tuple[int, int]]) -> None:
    text, edits = case
    spans = tuple(Span(start, start + length) for start, length in locks if start + length <= len(text))
    sheet = Sheet.of(text, spans)
    try:
        new = sheet.edited(edits)
    except LockedSection:
        return
    assert [span.of(new.text) for span in new.locks] == [span.of(text) for span in spans]


@given(st.text(max_size=30), st.text(max_size=9), st.text(max_size=9), st.integers(0, 9), st.integers(1, 5))
def test_a_lock_that_is_brought_back_keeps_its_words(text: str, before: str, after: str, start: int, length: int) -> None:
    lock = Span(start, start + length)
    assume(lock.end <= len(text))
    edit = Edit(Span(0, len(text)), before + lock.of(text) + after)
    new = Sheet.of(text, (lock,)).edited([Edit(Span(0, 0), "头"), edit])
    assert new.locks[0].of(new.text) == lock.of(text)


def test_of_words_that_stand_twice_the_locked_ones_stay_locked() -> None:
    sheet = Sheet.of("甲乙。丙。甲乙。", (Span(5, 7),)).edited([Edit(Span(0, 8), "甲乙。丁。甲乙。")])
    assert sheet.locks == (Span(5, 7),)


@given(st.text(max_size=60) | written, st.text(max_size=60) | written)
def test_the_edits_between_two_texts_make_one_of_the_other(old: str, new: str) -> None:
    assert splice(old, between(old, new)) == new


@given(edited())
def test_the_changes_of_a_sheet_lead_from_its_base_to_its_text(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    sheet = Sheet.of(text).edited(edits).edited([Edit(Span(0, 0), "头\n")])
    assert splice(sheet.base, sheet.changes) == sheet.text


def test_an_edit_that_changes_nothing_is_no_round() -> None:
    sheet = Sheet.of(HEADED)
    assert sheet.edited([Edit(Span(0, 2), HEADED[:2])]) is sheet


@pytest.mark.parametrize(
    ("edits", "path", "found"),
    [
        (removed(speech, [at("2.1")]), "2.2", ("2.1", "（一）化解矛盾纠纷")),
        (removed(speech, [at("2.1")]), "2.1", None),
        (removed(speech, [at("1")]), "1.2", None),
        (moved(speech, at("3"), "before", at("1")), "3", ("1", "一、把责任扛起来")),
        (moved(speech, at("3"), "before", at("1")), "1", ("2", "二、把道理想明白")),
        (moved(speech, at("3"), "before", at("1")), "3.2", ("1.2", "二要较真查。督查不看汇报看现场，发现问题当场交办。")),
        (moved(speech, at("1"), "after", at("3")), "2.3", ("1.3", "（三）管好网格队伍")),
        (moved(speech, at("1.1"), "after", at("1.3")), "1.1", ("1.3", "三是只管布置，不问结果。")),
        (moved(speech, at("2.2"), "after", at("3.1")), "2.2", ("3.2", "二要化解矛盾纠纷")),
        (swapped(speech, at("2"), at("3")), "2", ("3", "三、把事情办扎实")),
        (swapped(speech, at("2"), at("3")), "3.1", ("2.1", "一要带头干。书记每周到网格走一天，不打招呼，不带随从。")),
        (swapped(speech, at("1.1"), at("1.3")), "1.1", ("1.3", "三是只管布置，不问结果。")),
        (
            inserted(speech, at("p8"), "after", "paragraph", "新的一段。"),
            "p8",
            ("p8", "基层是一根针，千条线都要从这里穿过去。针眼堵了，线再好也没有用。"),
        ),
        (inserted(speech, at("2.1"), "after", "point", "新的一条\n新的话。"), "2.2", ("2.3", "（三）化解矛盾纠纷")),
        (inserted(speech, at("2.1"), "after", "point", "新的一条\n新的话。"), "2.1", ("2.1", "（一）理清权责清单")),
        (inserted(speech, at("1.1"), "after", "point", "只说不做"), "1.1", ("1.1", "一是只管布置，不问结果；")),
        (
            inserted(speech, at("3.1"), "after", "sentence", "天天如此。"),
            "3.1",
            ("3.1", "一要带头干。书记每周到网格走一天，不打招呼，不带随从。天天如此。"),
        ),
    ],
)
def test_places_are_found_after_an_edit(edits: tuple[Edit, ...], path: str, found: tuple[str, str] | None) -> None:
    assert now(Sheet.of(HEADED).edited(edits), path) == found


def test_places_are_found_after_several_rounds() -> None:
    sheet = Sheet.of(HEADED).edited(removed(speech, [at("2.1")]))
    sheet = sheet.edited(moved(sheet.speech, at("3", sheet.speech), "before", at("1", sheet.speech)))
    sheet = sheet.edited(swapped(sheet.speech, at("1.1", sheet.speech), at("1.3", sheet.speech)))
    assert now(sheet, "3.1") == ("1.3", "三要带头干。书记每周到网格走一天，不打招呼，不带随从。")
    assert now(sheet, "2.3") == ("3.2", "（二）管好网格队伍")


def test_a_place_of_a_later_round_is_followed_from_there() -> None:
    sheet = Sheet.of(HEADED).edited([Edit(Span(0, 0), "头一行\n")])
    place = at("2.2", sheet.speech)
    after = sheet.edited(removed(sheet.speech, [at("2.1", sheet.speech)]))
    there = after.now(place, since=1)
    assert there == at("2.1", after.speech)


def test_what_stands_between_may_be_locked() -> None:
    lock = Span(speech.by_path["2"].heading.start, speech.by_path["2"].span.end)  # type: ignore[union-attr]
    sheet = Sheet.of(HEADED, (lock,)).edited(moved(speech, at("3"), "before", at("1")))
    assert sheet.locks[0].of(sheet.text) == lock.of(HEADED)
    with pytest.raises(LockedSection):
        Sheet.of(HEADED, (lock,)).edited(moved(speech, at("2"), "before", at("1")))
