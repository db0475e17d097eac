from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from speech.arrange import content, inserted, moved, removed, swapped
from speech.diff import compare
from speech.document import Speech
from speech.locate import Target, locate
from speech.renumber import closed
from speech.revert import reverted
from speech.sheet import Sheet
from speech.splice import Edit, splice
from tests.speech.composed import composed, sound
from tests.speech.speeches import HEADED, LED, written

often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
headed = Speech(HEADED)


def back(old: str, new: str, *paths: str) -> str:
    """As an order to reject does it: the edits, then the series closed."""
    sheet = Sheet.of(new).edited(reverted(Speech(old), Speech(new), paths))
    return sheet.edited(closed(sheet.speech)).text


def written_anew(text: str, *paths: str) -> str:
    speech = Speech(text)
    return splice(text, [Edit(content(speech, place), f"换了说法的{place.path}") for path in paths for place in locate(speech, path)])


def at(path: str, of: Speech = headed) -> Target:
    return locate(of, path)[0]


def edited(edits: tuple[Edit, ...]) -> str:
    return Sheet.of(HEADED).edited(edits).text


@given(written | composed(), written | composed())
@often
def test_all_changes_taken_back_are_the_old_text(old: str, new: str) -> None:
    changes = compare(Speech(old), Speech(new))
    assume(any(change.how != "renumbered" for change in changes))
    assert splice(new, reverted(Speech(old), Speech(new), [change.path for change in changes])) == old


@given(composed(), st.data())
@often
def test_one_of_several_is_taken_back_alone(text: str, data: st.DataObject) -> None:
    speech = Speech(text)
    leaves = [s.path for s in speech.walk() if not s.sections and s.path not in ("salutation", "opening", "closing")]
    paths = data.draw(st.lists(st.sampled_from(leaves), min_size=2, max_size=4, unique=True))
    new = written_anew(text, *paths)
    changes = [change.path.removesuffix(".heading") for change in compare(speech, Speech(new))]
    assume(sorted(changes) == sorted(paths))
    one = paths[0]
    named = next(c.path for c in compare(speech, Speech(new)) if c.path.removesuffix(".heading") == one)
    assert back(text, new, named) == written_anew(text, *paths[1:])


@given(composed(), st.data())
@often
def test_of_a_removal_and_a_change_each_is_taken_back_alone(text: str, data: st.DataObject) -> None:
    speech = Speech(text)
    points = [s for s in speech.walk() if s.level == 2 and s.numbered and s.path.endswith(".2") and not s.sections]
    assume(points)
    gone = data.draw(st.sampled_from(points))
    head = gone.path.removesuffix("2")
    assume(f"{head}3" in speech.by_path and not speech.by_path[f"{head}1"].sections)
    both = written_anew(text, f"{head}1")
    new = Sheet.of(both).edited(removed(Speech(both), [at(gone.path, Speech(both))])).text
    changes = {change.how: change.path for change in compare(speech, Speech(new)) if change.how != "renumbered"}
    assume(set(changes) == {"changed", "removed"})
    assert back(text, new, changes["removed"]) == both
    assert sound(back(text, new, changes["changed"])) == []
    assert back(text, new, changes["changed"]) == Sheet.of(text).edited(removed(speech, [at(gone.path, speech)])).text


def test_one_point_of_a_line_is_taken_back_without_its_neighbour() -> None:
    new = HEADED.replace("只管布置，不问结果", "只开会").replace("只算投入，不算成效", "只花钱")
    assert back(HEADED, new, "1.1") == HEADED.replace("只算投入，不算成效", "只花钱")


def test_a_point_that_came_goes_and_the_others_count_back() -> None:
    new = edited(inserted(headed, at("2.1"), "after", "point", "添一条\n添一段话。"))
    both = new.replace("把责任扛起来", "把担子挑起来")
    assert back(HEADED, both, "2.2") == HEADED.replace("把责任扛起来", "把担子挑起来")


def test_a_part_that_went_comes_back_and_is_counted_again() -> None:
    new = edited(removed(headed, [at("2")])).replace("书记每周到网格走一天", "书记每周到网格走两天")
    assert "讲两点意见" in new
    assert back(HEADED, new, "2") == HEADED.replace("书记每周到网格走一天", "书记每周到网格走两天")


def test_the_last_point_of_a_line_comes_back_with_its_mark() -> None:
    new = edited(removed(headed, [at("1.3")])).replace("书记每周", "书记每月")
    assert "不看现场。账糊涂" in new
    assert back(HEADED, new, "1.3") == HEADED.replace("书记每周", "书记每月")


def test_what_was_moved_goes_back() -> None:
    new = edited(moved(headed, at("3"), "before", at("1"))).replace("针眼堵了", "针眼塞了")
    assert back(HEADED, new, "1") == HEADED.replace("针眼堵了", "针眼塞了")


def test_what_was_exchanged_goes_back() -> None:
    new = edited(swapped(headed, at("2.1"), at("2.3"))).replace("针眼堵了", "针眼塞了")
    moves = [change.path for change in compare(headed, Speech(new)) if change.how == "moved"]
    assert back(HEADED, new, *moves) == HEADED.replace("针眼堵了", "针眼塞了")


def test_a_paragraph_that_went_comes_back_between_those_it_stood_between() -> None:
    led = Speech(LED)
    new = Sheet.of(LED).edited(removed(led, [at("p10", led)])).text.replace("鼓足巧劲", "鼓足新劲")
    assert back(LED, new, next(c.path for c in compare(led, Speech(new)) if c.how == "removed")) == LED.replace("鼓足巧劲", "鼓足新劲")


def test_two_that_went_come_back_in_their_order() -> None:
    new = edited(removed(headed, [at("3.1"), at("3.2")])).replace("针眼堵了", "针眼塞了")
    assert back(HEADED, new, "3.1", "3.2") == HEADED.replace("针眼堵了", "针眼塞了")


def test_a_path_that_names_no_change_takes_nothing_back() -> None:
    assert reverted(headed, Speech(HEADED.replace("针眼堵了", "针眼塞了")), ["9.9"]) == ()
    assert reverted(headed, headed, ["1"]) == ()
