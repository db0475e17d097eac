"""The lines of a brief under their labels, whatever marks its writer likes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.content import read_points
from agent.labels import Label, led, role_under
from agent.listing import entries, numbered_parts
from speech.structure import Role

MARKED = ["1. {}", "一、{}", "（一）{}", "## {}", "【{}】", "▲ {}", "{}：", "**{}**", "〔{}〕"]


def stands(text: str) -> list[tuple[tuple[str, ...], str]]:
    return [(tuple(label.name for label in entry.labels), entry.words) for entry in entries(text)]


@pytest.mark.parametrize("mark", MARKED)
@pytest.mark.parametrize("bullet", ["- {}", "① {}", "a. {}", "· {}", "(a) {}"])
def test_a_label_on_a_line_of_its_own_holds_for_the_lines_below(mark: str, bullet: str) -> None:
    lines = [
        mark.format("存在问题"),
        bullet.format("底数不清"),
        bullet.format("人手不足"),
        mark.format("下一步"),
        bullet.format("摸清底数"),
    ]
    assert stands("\n".join(lines)) == [(("存在问题",), "底数不清"), (("存在问题",), "人手不足"), (("下一步",), "摸清底数")]


def test_labels_stand_in_labels() -> None:
    text = "四、今年任务\n（一）防汛\n① 水库除险\n（二）节水\n① 创建节水企业30家\n五、要求\n* 24小时值班"
    assert stands(text) == [
        (("今年任务", "防汛"), "水库除险"),
        (("今年任务", "节水"), "创建节水企业30家"),
        (("要求",), "24小时值班"),
    ]


def test_a_short_item_is_no_label() -> None:
    assert stands("1. 水库除险\n2. 物资储备\n另外各乡镇要把值班表报到县防汛办") == [
        ((), "水库除险"),
        ((), "物资储备"),
        ((), "另外各乡镇要把值班表报到县防汛办"),
    ]


def test_a_remark_behind_a_label_is_no_part_of_it() -> None:
    assert stands("【问题，要敢讲】\n- 底数不清")[0][1] == "底数不清"
    assert stands("案例（两个）\n1) 质监站原站长受贿")[0][0] == ("案例",)


@pytest.mark.parametrize(
    ("words", "role", "rest"),
    [
        ("毛病嘛，有人抄笔记", Role.PROBLEMS, "有人抄笔记"),
        ("干这几件事，南干渠三月开工", Role.TASKS, "南干渠三月开工"),
        ("前面先肯定一下成绩，交房1.86万套", Role.ACHIEVEMENTS, "交房1.86万套"),
        ("短处馆长让写三条，库房漏雨", Role.PROBLEMS, "库房漏雨"),
        ("往后怎么办，八条列个单子", Role.TASKS, "八条列个单子"),
        ("对大家的希望也有几条，从我改起", Role.REQUIREMENTS, "从我改起"),
        ("下半年要抓好打击电诈", Role.TASKS, "打击电诈"),
        ("不足是底数不清", Role.PROBLEMS, "底数不清"),
        ("收尾祝旅客平安回家", Role.CLOSING, "祝旅客平安回家"),
        ("领导带头，以上率下", None, "领导带头，以上率下"),
        ("责任要落实，到人到岗", None, "责任要落实，到人到岗"),
        ("不准有偿补课", None, "不准有偿补课"),
        ("有问题的，主动说清楚", None, "有问题的，主动说清楚"),
    ],
)
def test_what_running_words_call_the_things_that_follow(words: str, role: Role | None, rest: str) -> None:
    label, left = led(words, fresh=True)
    assert (label.role if label else None, left) == (role, rest)


def test_of_several_words_in_a_label_the_last_one_says_what_it_is() -> None:
    roles = {name: Label.of(name).role for name in ("问题的根源", "问题整改", "上半年形势", "去年成绩", "存在的问题", "下一步打算")}
    assert roles == {
        "问题的根源": Role.PROBLEMS,
        "问题整改": Role.TASKS,
        "上半年形势": Role.SITUATION,
        "去年成绩": Role.ACHIEVEMENTS,
        "存在的问题": Role.PROBLEMS,
        "下一步打算": Role.TASKS,
    }


def test_a_topic_names_a_part_only_where_no_label_above_it_does() -> None:
    assert role_under([Label.of("党建")]) is Role.REQUIREMENTS
    assert role_under([Label.of("问题"), Label.of("党建")]) is Role.PROBLEMS


def test_parts_that_the_user_counted_off() -> None:
    text = "1 为什么讲\n不少人没听过来路\n2 老故事\n1947年张文清揣着账本\n3 怎么做\n支部每月进企业一次\n4 要求\n书记自己先带头"
    assert [label.name for label in numbered_parts(list(entries(text)))] == ["为什么讲", "老故事", "怎么做", "要求"]


def test_a_numbered_list_of_points_counts_off_no_parts() -> None:
    assert numbered_parts(list(entries("1. 水库除险\n2. 物资储备\n3. 值班值守"))) == ()
    assert numbered_parts(list(entries("今年任务：\n1. 防汛：水库除险\n2. 问题整改：清零\n3. 要求：到岗"))) == ()


@pytest.mark.parametrize("run", ["一", "一下", "先说", "- ", "问题", "有的", "“", "（", "1."])
def test_a_word_typed_hundreds_of_times_is_read_like_any_other(run: str) -> None:
    """Words that say nothing can be cut in many ways: none may be tried one after the other."""
    assert all(point.text for point in read_points(run * 400))


@settings(deadline=None)  # a slow machine is no fault
@given(st.text(alphabet="一二1.、（）【】#-·a①：:；，。 \n问题要求抓好底数", max_size=60))
def test_every_line_is_an_entry_or_a_label(text: str) -> None:
    found = list(entries(text))
    named = {label.name for entry in found for label in entry.labels}
    said = "".join(entry.words for entry in found)
    for entry in found:
        assert entry.words.strip()
    for line in text.splitlines()[-1:]:  # the last line has nothing below it to be a label for
        if "底数" in line:
            assert "底数" in said or any("底数" in name for name in named)
