from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.arrange import moved as moved_to
from speech.arrange import removed, swapped
from speech.diff import SectionChange, characters, compare, moved
from speech.document import Speech
from speech.locate import Target
from speech.paragraphs import lines
from speech.splice import Edit, splice
from speech.structure import Section, Span
from tests.speech.speeches import HEADED, LED, written

headed, led = Speech(HEADED), Speech(LED)


def changed(old: Speech, new: str) -> list[str]:
    return [f"{change.how} {change.path}" for change in compare(old, Speech(new))]


def span(speech: Speech, path: str) -> Span:
    return speech.by_path[path].span


def old_at(speech: Speech, path: str) -> Target:
    return Target(path, span(speech, path))


def at(path: str) -> Target:
    return old_at(headed, path)


def with_line_end(speech: Speech, path: str) -> Span:
    section = span(speech, path)
    return Span(section.start, section.end + 1)


def replaced(speech: Speech, old: str, new: str) -> str:
    assert speech.text.count(old) == 1
    return speech.text.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("针眼堵了，线再好也没有用。", "针眼不能堵。", ["changed p8"]),
        ("二是只看台账，不看现场；", "二是只看账本，不看现场；", ["changed 1.2"]),
        ("三是只算投入，不算成效。", "三是只算投入。", ["changed 1.3"]),
        ("账糊涂，人就辛苦。", "账糊涂，人也糊涂。", ["changed p9"]),
        ("眼下有三种糊涂账：", "眼下三种账糊涂：", ["changed p9"]),
        ("把事情办扎实", "把事情办到底", ["changed 2.heading"]),
        ("化解矛盾纠纷", "化解邻里纠纷", ["changed 2.2.heading"]),
        ("调解员要走到楼道里去。", "调解员要上门。", ["changed 2.2"]),
        ("书记每周到网格走一天，", "书记每周到网格走两天，", ["changed 3.1"]),
        ("带头干", "带头学", ["changed 3.1"]),
        ("今晚先开一个碰头会，", "今晚先碰个头，", ["changed closing"]),
        ("基层治理工作会议", "基层治理现场会议", ["changed title"]),
        ("何以宁", "何其远", ["changed byline"]),
        ("各位书记，", "各位主任，", ["changed salutation"]),
        ("我讲三点意见", "我讲三点", ["changed opening"]),
    ],
)
def test_the_smallest_section_is_what_changed(old: str, new: str, changes: list[str]) -> None:
    assert changed(headed, replaced(headed, old, new)) == changes


def test_a_change_shows_the_section_before_and_after() -> None:
    new = replaced(headed, "化解矛盾纠纷", "化解邻里纠纷")
    assert compare(headed, Speech(new)) == (SectionChange("2.2.heading", "changed", "化解矛盾纠纷", "化解邻里纠纷"),)


def test_a_removed_point_renumbers_those_behind_it() -> None:
    new = splice(LED, [Edit(with_line_end(led, "2.4"), "")]).replace("五是鼓足合劲", "四是鼓足合劲").replace("六是鼓足后劲", "五是鼓足后劲")
    assert changed(led, new) == ["removed 2.4", "renumbered 2.4", "renumbered 2.5"]


def test_a_removed_part_renumbers_those_behind_it() -> None:
    new = splice(HEADED, [Edit(with_line_end(headed, "2"), "")]).replace("三、把责任", "二、把责任").replace("三点意见", "两点意见")
    assert changed(headed, new) == ["renumbered opening", "removed 2", "renumbered 2"]


def test_an_added_point_is_added() -> None:
    at = span(led, "2.6").end
    assert changed(led, splice(LED, [Edit(Span(at, at), "\n七是鼓足干劲。一口气干到年底。")])) == ["added 2.7"]


def test_an_added_paragraph_is_added() -> None:
    at = span(headed, "2.2").end
    assert changed(headed, splice(HEADED, [Edit(Span(at, at), "\n再补一段，讲讲调解室。")])) == ["added p16"]


@pytest.mark.parametrize(
    ("edits", "changes"),
    [
        (
            moved_to(headed, at("2.2"), "after", at("3.1")),
            ["renumbered p11", "renumbered 2.2", "moved 3.2", "renumbered 3.3", "renumbered 3.4"],
        ),
        (moved_to(headed, at("1.3"), "before", at("1.1")), ["moved 1.1", "renumbered 1.2", "renumbered 1.3"]),
        (moved_to(headed, at("p8"), "after", at("p11")), ["moved p11"]),
        (swapped(headed, at("2.1"), at("3.1")), ["moved 2.1", "moved 3.1"]),
        (swapped(headed, at("1"), at("3")), ["moved 1", "moved 3"]),
        (removed(headed, [at("1.3")]), ["renumbered p9", "renumbered 1.2", "removed 1.3"]),
    ],
)
def test_what_stands_elsewhere_has_moved(edits: tuple[Edit, ...], changes: list[str]) -> None:
    assert changed(headed, splice(HEADED, edits)) == changes


def test_a_heading_whose_count_went_down_is_renumbered() -> None:
    old = Speech(HEADED.replace("把事情办扎实", "办好三件事"))
    new = splice(old.text, removed(old, [old_at(old, "2.1")]))
    assert changed(old, new) == ["renumbered 2.heading", "renumbered p11", "removed 2.1", "renumbered 2.1", "renumbered 2.2"]


def test_beside_a_removed_part_a_changed_one_is_held_against_what_it_was() -> None:
    new = splice(HEADED, removed(headed, [at("2")])).replace("书记每周到网格走一天", "书记每周到网格走两天")
    assert changed(headed, new) == ["renumbered opening", "changed 2.1", "removed 2"]


def test_a_part_written_anew_is_one_change() -> None:
    new = splice(HEADED, [Edit(span(headed, "2"), "二、把事情办实在\n（一）定清单\n清单要短。\n（二）建队伍\n队伍要稳。")])
    assert changed(headed, new) == ["changed 2"]


def test_two_changes_far_apart_are_two() -> None:
    new = replaced(headed, "表外的事，社区有权说不。", "表外的事不干。").replace("不打招呼，不带随从", "不打招呼")
    assert changed(headed, new) == ["changed 2.1", "changed 3.1"]


@given(written)
def test_nothing_changed_is_no_change(text: str) -> None:
    assert compare(Speech(text), Speech(text)) == ()
    assert compare(Speech(text), Speech(f"\n{text}\n")) == () or Speech(text).paragraphs != Speech(f"\n{text}\n").paragraphs


def uncovered(text: str, other: str, shown: list[str]) -> list[str]:
    """The lines of `text` that stand in no line of `other` and in no change."""
    there = {line.of(other) for line in lines(other)}
    missing = [words for line in lines(text) if (words := line.of(text)) not in there]
    return [words for words in missing if not any(words in one or (one and one in words) for one in shown)]


@given(written, written)
def test_changes_cover_every_line_that_differs(old: str, new: str) -> None:
    changes = compare(Speech(old), Speech(new))
    assert uncovered(new, old, [change.new for change in changes]) == []
    assert uncovered(old, new, [change.old for change in changes]) == []


LEAVES = [
    (speech, section)
    for speech in (headed, led)
    for section in speech.walk()
    if not section.sections and section.path not in ("title", "date", "byline", "salutation")
]


@given(st.sampled_from(LEAVES), st.sampled_from(["换成别的一段话，写得具体些。", "改。", "改一改；再改一改。"]))
def test_an_edit_of_one_section_changes_it_and_nothing_beside_it(leaf: tuple[Speech, Section], words: str) -> None:
    speech, section = leaf
    start = section.ordinal.end if section.ordinal else section.span.start
    new = Speech(splice(speech.text, [Edit(Span(start, section.span.end), words)]))
    assert [change.path.removesuffix(".heading") for change in compare(speech, new)] in (
        [above.path] for above in speech.walk() if section.span in above.span
    )


@given(st.text(max_size=40), st.text(max_size=40))
def test_characters_put_together_are_the_two_texts(old: str, new: str) -> None:
    pieces = characters(old, new)
    assert "".join(piece.text for piece in pieces if piece.op != "added") == old
    assert "".join(piece.text for piece in pieces if piece.op != "removed") == new
    assert all(piece.text for piece in pieces)


def test_characters_show_what_came_and_went() -> None:
    assert [(piece.op, piece.text) for piece in characters("下降12%。", "下降15%。")] == [
        ("same", "下降"),
        ("removed", "12%"),
        ("added", "15%"),
        ("same", "。"),
    ]


def test_an_untouched_section_is_found_where_it_moved_to() -> None:
    new = "加一个标题行\n" + replaced(headed, "针眼堵了，线再好也没有用。", "针眼不能堵。")
    old = span(headed, "2.2")
    found = moved(HEADED, new, old)
    assert found is not None
    assert found.of(new) == old.of(HEADED)


def test_a_section_that_changed_has_not_moved() -> None:
    new = replaced(headed, "调解员要走到楼道里去。", "调解员要上门。")
    assert moved(HEADED, new, span(headed, "2.2")) is None
    assert moved(HEADED, new, span(headed, "2.1")) == span(headed, "2.1")


@given(written, written, st.integers(0, 40), st.integers(0, 40))
def test_what_moved_reads_the_same(old: str, new: str, start: int, length: int) -> None:
    wanted = Span(min(start, len(old)), min(start + length, len(old)))
    found = moved(old, new, wanted)
    assert found is None or found.of(new) == wanted.of(old)


@given(written)
def test_in_the_same_text_nothing_has_moved(text: str) -> None:
    for section in Speech(text).walk():
        assert moved(text, text, section.span) == section.span
