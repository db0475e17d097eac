"""What is said behind a point: of how it is put, and nothing that does not suit it."""

from __future__ import annotations

import pytest

from agent.brief import Brief, Point
from agent.offline.elaboration import elaborated
from agent.offline.filling import filling
from agent.offline.pen import Pen
from agent.offline.series import Item
from agent.placement import kinds_of
from prompts.matters import CASE, RULE, matters
from speech.structure import Role


def said(text: str, role: Role) -> list[str]:
    pen = Pen(filling(Brief(text, "", "工作总结", "")))
    pen.due = 9
    item = Item((matters().general,), (Point(text, role),))
    return [sentence for _, sentence in elaborated(item, role, pen, 400)]


def of_kind(name: str) -> set[str]:
    """The sentences of a kind that have no slot."""
    kind = next(kind for kind in matters().kinds if kind.matter == name)
    return {sentence for _, sentence in kind.sentences() if "{" not in sentence}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("10月底前发布红黑榜", "限期"),
        ("每月走访一次", "定期"),
        ("覆盖率提高到95%", "定数"),
        ("38个项目已经交付29个", "建设"),
        ("一律先停职再说", RULE),
        ("有的怕得罪人", "习气"),
    ],
)
def test_a_point_is_of_the_kind_it_is_put_as(text: str, kind: str) -> None:
    assert kind in [each.matter for each in kinds_of(text)]


def test_a_rate_of_pay_is_no_term() -> None:
    assert "定期" not in [kind.matter for kind in kinds_of("乡村教师补贴提到每月最高1100元")]
    assert "定期" in [kind.matter for kind in kinds_of("每月开一次调度会")]


def test_what_is_refused_is_not_asked_for() -> None:
    assert "亮明" in [kind.matter for kind in kinds_of("每月公布排名")]
    assert "亮明" not in [kind.matter for kind in kinds_of("不要搞排名锦标")]


def test_a_task_with_a_term_is_followed_by_what_suits_a_term() -> None:
    found = said("11月10日前资金全部到位", Role.TASKS)
    assert found
    assert set(found) & of_kind("限期")


@pytest.mark.parametrize("text", ["辅警赵某牺牲在抗洪岗位上", "三名同志在事故中遇难", "去年客运量少了11%，亏损2.1亿元"])
def test_after_death_and_loss_nothing_is_said_that_suits_everything(text: str) -> None:
    assert said(text, Role.ACHIEVEMENTS) == []


def test_after_guilt_only_what_suits_a_case() -> None:
    found = said("原站长胡某受贿147万元，被判六年半", Role.SITUATION)
    assert found
    assert set(found) <= of_kind(CASE)


def test_a_ban_is_not_softened_by_what_else_could_be_done() -> None:
    assert not [sentence for sentence in said("严禁收受服务对象礼品", Role.REQUIREMENTS) if sentence.startswith("要")]
