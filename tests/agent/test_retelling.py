from __future__ import annotations

import ast
from pathlib import Path

import pytest

import agent
from agent.events import (
    Event,
    Failed,
    Found,
    Hits,
    Noticed,
    PlanMade,
    Receipt,
    Said,
    Saved,
    SectionBegun,
    SectionDone,
    SectionText,
    Source,
    Stopped,
)
from agent.faults import Fault
from agent.plan import Plan, Planned
from agent.retelling import retold
from errors import JianggaoError
from prompts.receipts import sentences
from speech.checks import check
from speech.document import Speech
from speech.findings import Finding
from speech.structure import Role

SILENT = {"no_model", "talk_offline", "unsure", "not_done"}  # only where there is no chat model to tell; with the sentence of its failure
PROSE = "由政治部【待填：姓名】负责，【待核：9月】前办完，一件件盯住。"
PLAN = Plan(
    "题", "", "", "同志们：", (Planned(Role.OPENING, "", 50), Planned(Role.TASKS, "把任务压实", 200), Planned(Role.CLOSING, "", 50))
)


def rewrite(revision: int, text: str = PROSE, faults: tuple[Fault, ...] = (), name: str = "第二部分第一点") -> list[Event]:
    return [
        SectionBegun(0, name, 0),
        SectionText(0, text),
        SectionDone(0, text, len(text), faults),
        Saved(revision, Receipt(changed=("2.1",), removed=("3",), labels=(name,), words=2000)),
    ]


def test_a_revision_is_told_by_what_changed_and_what_was_left_blank_where() -> None:
    assert retold(rewrite(4)).splitlines() == [
        "已存为第4版，改动：第二部分第一点；删去1处；全文2000字。",
        "留空待补：第二部分第一点【待填：姓名】、第二部分第一点【待核：9月】。",
    ]


def test_blanks_of_a_draft_are_placed_by_its_plan_and_not_told_again_by_its_check() -> None:
    texts = ("今天开会。", PROSE, "【待填：口号】！")
    done = [SectionDone(i, text, 10) for i, text in reversed(list(enumerate(texts)))]
    speech = Speech(PLAN.assemble(texts) + "XX单位")
    told = retold([PlanMade(PLAN), *done, Saved(1, Receipt(words=300)), Found(check(speech))])
    assert "留空待补：第一部分【待填：姓名】、第一部分【待核：9月】、结尾【待填：口号】。" in told
    assert told.count("【待填：姓名】") == 1
    assert told.endswith("样稿里的遮盖符号留在了稿子里：XX")


def test_each_revision_tells_its_own_blanks() -> None:
    first, second = retold([*rewrite(2), *rewrite(3, "没有空。", name="开头")]).split("已存为第3版")
    assert "留空" in first
    assert "留空" not in second


def test_what_stayed_wrong_is_told() -> None:
    fault = Fault("length_off", {"words": 90, "least": 40, "most": 80})
    assert "第二部分第一点：现在90字，要求40至80字。" in retold(rewrite(2, faults=(fault, Fault("unsourced", {"values": "9月"}))))


def test_the_prose_is_never_told() -> None:
    source = Source(1, 1, "在反诈会上的讲话", "抓打击", "tasks", PROSE, 1.0)
    told = retold([*rewrite(2), Hits("反诈", (source,))])
    assert "一件件盯住" not in told
    assert "《在反诈会上的讲话》抓打击" in told


def test_findings_are_told_in_chinese_and_at_most_eight() -> None:
    findings = tuple(Finding("blank_left", "warning", i, i + 1, f"【待填：第{i}项】", {"what": "项"}) for i in range(11))
    lines = retold([Found(findings)]).splitlines()
    assert lines[0] == "还没填：【待填：第0项】"
    assert len(lines) == 9
    assert lines[-1] == "另有3处。"
    assert retold([Found((Finding("new_check", "advice", 0, 90, "长" * 90),))]) == "请核对：" + "长" * 24
    assert retold([Found(())]) == "没有发现问题。"
    broken = Finding("series_breaks", "warning", 0, 2, "三是", {"found": "三是", "expected": 2})
    assert retold([Found((broken,))]) == "序号断了，应为“2”：三是"


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Noticed("opened", {"chars": 2026, "parts": 3}), "已打开，2026字，3个部分。"),
        (Noticed("undone", {"number": 2}), "已撤销，回到第2版的文字。"),
        (Noticed("short", {"asked": 800, "got": 600, "needs": 200}), "要求800字，只写到600字，材料不够再展开。"),
        (Noticed("nothing_changed", {}), "稿子没有变化。"),
        (Noticed("something_new", {"value": 3}), ""),
        (Failed("no_such_section", {"address": "2.4"}, False), "没有做成：稿子里没有说的那一处（2.4）。"),
        (Failed("something_new", {"value": 3}, True), "没有做成：程序出错。写好的部分留着。"),
        (Stopped(True), "用户中途叫停，没有做完。"),
        (Said("改好了。"), "改好了。"),
        (Hits("无", ()), "没有找到。"),
    ],
)
def test_each_event_is_told_in_chinese(event: Event, words: str) -> None:
    assert retold([event]) == words


def test_every_failure_and_notice_has_a_sentence() -> None:
    kinds = [JianggaoError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    leaves = {kind.code() for kind in kinds if not kind.__subclasses__()}
    assert leaves <= sentences()["failure"].keys()
    assert noticed() - SILENT <= sentences()["notice"].keys()


def noticed() -> set[str]:
    """The codes with which the agent gives notice."""
    calls = [
        node
        for file in Path(str(agent.__file__)).parent.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "notice"
    ]
    return {str(call.args[0].value) for call in calls if isinstance(call.args[0], ast.Constant)}
