"""What one text became in another, as it is named and grouped."""

from __future__ import annotations

from agent.events import Source
from speech.diff import SectionChange
from ui.differences import by_path, compared, named, used_for
from ui.text import load

ZH = load("zh")
OLD = """讲话
同志们：
今天开会。下面，我讲三点意见。
一、看形势
隐患还在身边。
二、抓检查
检查要到现场。
要逐项销号。
三、带队伍
队伍要常练。
同志们，让我们一起努力！
"""
NEW = OLD.replace("销号", "办结").replace("三、带队伍\n队伍要常练。\n", "").replace("三点", "两点")


def source(passage: int, used: str) -> Source:
    return Source(passage, 1, "样稿", "", "", "文", 1.0, used)


def test_a_part_is_named_as_a_reader_counts_it() -> None:
    said = [named(ZH, OLD, NEW, change) for change in compared(OLD, NEW)]
    assert any(words.startswith("第二部分第2段有改动：要逐项办结。") for words in said)
    assert any(words.startswith("删去第三部分：三、带队伍") for words in said)
    assert any(words.startswith("开头只改了序号") for words in said)


def test_changes_at_one_path_are_taken_or_refused_together_and_new_numbers_not_at_all() -> None:
    changes = [
        SectionChange("2", "changed", "甲", "乙"),
        SectionChange("2", "removed", "丙", ""),
        SectionChange("3", "renumbered", "丁", "戊"),
    ]
    assert by_path(changes) == {"2": changes[:2]}


def test_the_passages_used_are_those_of_the_section_and_what_is_around_it() -> None:
    sources = (source(1, "2"), source(2, "2.1"), source(3, "3"), source(4, ""), source(5, "20"))
    assert [one.passage for one in used_for(sources, "2")] == [1, 2]
    assert [one.passage for one in used_for(sources, "2.1")] == [1, 2]
    assert [one.passage for one in used_for(sources, "2.2")] == [1]
    assert [one.passage for one in used_for(sources, "2.heading")] == [1]
