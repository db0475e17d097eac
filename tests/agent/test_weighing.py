"""The role of a clause: from its words, its label and its neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.likeness import likeness
from agent.weighing import Clause, Gap, weighed
from prompts.points import examples
from speech.structure import Role


def roles(*clauses: Clause) -> list[Role]:
    return [each.role for each in weighed(clauses)]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("全年化解矛盾纠纷1240起，成功率98%", Role.ACHIEVEMENTS),
        ("有的窗口一问三不知，群众意见不小", Role.PROBLEMS),
        ("年底前完成38个老旧小区改造", Role.TASKS),
        ("严禁虚报冒领，谁出事处理谁", Role.REQUIREMENTS),
        ("省厅把我市列为重点督办地区", Role.SITUATION),
        ("向奋战在一线的同志们表示慰问", Role.OPENING),
        ("祝大家身体健康、工作顺利", Role.CLOSING),
    ],
)
def test_words_that_leave_no_doubt(words: str, role: Role) -> None:
    scores = likeness(words)
    assert max(scores, key=lambda each: scores[each]) is role


def test_a_label_outweighs_the_words() -> None:
    words = "每个窗口一天接待230人"
    told = roles(Clause(words, Gap.LABEL))
    for role in (Role.SITUATION, Role.PROBLEMS, Role.REQUIREMENTS):
        assert roles(Clause(words, Gap.LABEL, role)) == [role] != told


def test_what_the_words_do_not_tell_the_neighbours_do() -> None:
    bare = "城东和城西"
    done = Clause("全年拆除违建4200平方米，比上年增长21%", Gap.LABEL)
    faulty = Clause("还有41个小区没有物业，投诉不断", Gap.LABEL)
    assert roles(done, Clause(bare, Gap.LEANING))[1] is Role.ACHIEVEMENTS
    assert roles(faulty, Clause(bare, Gap.LEANING))[1] is Role.PROBLEMS


def test_every_role_has_examples_and_no_example_has_two_roles() -> None:
    said = [point for points in examples().values() for point in points]
    assert set(examples()) == set(Role)
    assert len(said) - len(set(said)) <= len(said) // 100


def test_what_could_be_two_things_has_a_small_lead() -> None:
    plain = weighed([Clause("还有41个小区没有物业，投诉不断", Gap.LABEL)])[0]
    either = weighed([Clause("城东和城西", Gap.LABEL)])[0]
    assert either.lead < plain.lead


@settings(deadline=None)  # the first call learns from the examples
@given(st.lists(st.text(alphabet="完成问题要求省12%。感谢祝底数不清", max_size=20), max_size=6))
def test_every_clause_has_a_role(words: list[str]) -> None:
    found = weighed([Clause(each, Gap.COMMA) for each in words])
    assert len(found) == len(words)
    assert all(each.lead >= 0 for each in found)
