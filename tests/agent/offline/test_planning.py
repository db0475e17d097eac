"""A brief whose writer counted off the parts himself: they are the parts of the speech, in that order."""

from __future__ import annotations

import pytest

from agent.briefing import read_brief
from agent.offline.composition import compose, text_of
from agent.offline.planning import make_plan
from agent.plan import FRAMING
from prompts.frames import frames
from speech.structure import Role

ORDER = """局党委书记讲专题党课，2500字，主题：“为国聚财、为民收税”
1 为什么讲
机构合并后新进人员占到23%，不少人没听过税务人的来路
2 老故事
1994年分税制改革，老局长带人三个月手抄税册2.8万份
3 账本里的忠诚
收税的权力是人民给的
4 身边的毛病
有人办事看脸色，熟人先办
5 怎么做
支部每月一次主题党日进企业
6 要求
不打听、不插手稽查案子
7 收尾 问一句我们能不能也一分不差
"""


def test_they_stand_in_his_order_with_his_words() -> None:
    brief = read_brief(ORDER)
    plan = make_plan(brief, ())
    parts = [section for section in plan.sections if section.role not in FRAMING]
    assert [section.role for section in parts] == [
        Role.SITUATION,
        Role.ACHIEVEMENTS,
        Role.SITUATION,
        Role.PROBLEMS,
        Role.TASKS,
        Role.REQUIREMENTS,
    ]
    assert parts[2].heading == "账本里的忠诚"  # what only names a role is called as such parts are
    assert parts[1].heading == frames().parts[Role.ACHIEVEMENTS]
    assert len({section.heading for section in parts}) == len(parts)


def test_each_point_stays_in_its_part_and_the_last_in_the_closing() -> None:
    brief = read_brief(ORDER)
    plan = make_plan(brief, ())
    bodies = [text_of(body) for body in compose(brief, plan)]
    said = [
        "新进人员占到23%",
        "手抄税册2.8万份",
        "收税的权力是人民给的",
        "办事看脸色",
        "主题党日进企业",
        "不插手稽查案子",
        "能不能也一分不差",
    ]
    places = [next(place for place, body in enumerate(bodies) if words in body) for words in said]
    assert places == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("link", ["来由说过了", "接着说内涵"])
def test_nothing_leads_over_between_parts_in_another_order_than_the_outlines(link: str) -> None:
    brief = read_brief(ORDER)
    assert link not in "".join(text_of(body) for body in compose(brief, make_plan(brief, ())))


def test_a_list_of_points_is_built_as_the_occasion_is() -> None:
    brief = read_brief("写一篇防汛动员讲话，2000字，要点：1.水库除险 2.物资储备 3.问题整改")
    assert not [point for point in brief.points if point.part]
    assert len(make_plan(brief, ()).sections) > 3
