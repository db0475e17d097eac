"""More ways to name a place in the manuscripts, and what pointing adds to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import AddressError
from speech.locate import Pointing, locate
from tests.speech.test_addresses import manuscript
from tests.speech.test_locate import expectations, outcome

SAID = (
    "第二部分",
    "第三点",
    "最后一段",
    "每段",
    "第一句",
    "标题",
    "（二）",
    "二是",
    "帽段",
    "除了",
    "以外的各点",
    "这里",
    "刚才改的那段",
    "后面两段",
    "讲安全的那段",
    "“责任”",
    "六点希望",
    "从",
    "中间那部分",
)

# Over the manuscripts of addresses.yaml, sayings that are not in it.
IN_MANUSCRIPTS = """
meeting 主标题 → title
meeting 第二部分第一点这段 → 2.1
meeting 第二部分这块 → 2
meeting 结尾这段 → closing
meeting 整个第二部分 → 2
meeting 第二部分整体 → 2
meeting 文章的第二部分 → 2
meeting 正文 → opening 1 2 3 closing
meeting 正文第一段 → p5
meeting 从第二段到第四段 → p6 p8 p9
meeting 第二部分第一点到第三点 → 2.1 2.2 2.3
meeting 首段 → p5
meeting 第二部分第（三）点 → 2.3
meeting 第（二）部分 → 2
meeting 二（三）1 → 2.3.1
meeting 二的第三点 → 2.3
meeting 三里面第二点 → 3.2
meeting 第二部分（三）里第二句 → p14.s2
meeting 第三部分前两点的第一句 → p16.s1 p17.s1
meeting 第二部分的（一）（二） → 2.1 2.2
meeting 一级标题 → 1.heading 2.heading 3.heading
meeting 第二个小标题 → 2.heading
meeting 第二部分那三个小标题 → 2.1.heading 2.2.heading 2.3.heading
meeting 开头第一句和结尾最后一句 → p5.s1 p19.s2
meeting 开头那句话 → p5.s1
meeting 结尾那句 → p19.s2
meeting 除标题和称谓外 → opening 1 2 3 closing
meeting 除了开头结尾 → 1 2 3
meeting 除第一点外，其他各点 → 2 3
meeting 除帽段以外，第二部分其他内容 → 2.1 2.2 2.3
meeting 第二段除第一句 → p6.s2 p6.s3
meeting 前三段，除了第二段 → p5 p8
meeting 最后一部分除最后一点 → 3.1 3.2
meeting 第一和第三部分，第三部分第二点除外 → 1 3.1 3.3
meeting 第三点的前一点 → 2
meeting 第二段后面两段 → p8 p9
meeting 第二部分前面那段 → p9
meeting 第二部分下面那段 → p11? 3.1?
meeting 倒数第一、二段 → 3.3 closing
meeting 压实属地责任、压实企业责任那两条 → 3.1 3.3
meeting 企业主体责任那一条 → none
meeting 说“三条底线”的那段 → none
meeting “安全生产” → p1? p5? p6? 1? p19?
led 特点部分 → 1
led 希望部分的第二点 → 2.2
led 六点希望的最后一点 → 2.6
led “一是心里有群众” → 1.1
led 第二部分前面那段 → 1.5
led 第一部分第一点的两句 → none
report 存在问题部分 → 2
report 任务和要求部分 → 3 4
report 抓要素保障和抓跟踪服务两点 → 3.2 3.3
report 讲土地闲置的那段 → p28
report 第一部分第一点的两段 → p7 p8
report 三级标题 → 3.1.1.heading 3.1.2.heading 3.1.3.heading
report “（三）抓跟踪服务” → 3.3
lecture 首先那一点 → 3.1
lecture 第四种表现 → 2.4
lecture 三个问题的第二个 → 2
lecture 第二点 → 1.2? 2.2? 3.2?
address 除开头和结尾以外的各段 → p6 p7 p8 p9 p10
address 欢迎嘉宾那句 → p5.s3
address 中间几段 → none
"""


@pytest.mark.parametrize(("words", "expected"), expectations(IN_MANUSCRIPTS))
def test_words_name_parts_of_the_manuscripts(words: str, expected: str) -> None:
    name, _, said = words.partition(" ")
    assert outcome(manuscript(name), said) == expected


@pytest.mark.parametrize(
    ("words", "here", "expected"),
    [
        ("这一部分的第二点", "2", "2.2"),
        ("这一部分的帽段", "2", "p11"),
        ("这部分", "2.3", "2? 2.3?"),
        ("这一点", "p14.s2", "2.3"),
        ("这段", "p9.s3", "p9"),
        ("这段", "2", "2"),
        ("这句", "p8", "p8"),
        ("这个小标题", "2", "2.heading"),
        ("我选的这段", "3.1", "3.1"),
        ("下一句", "p9.s3", "p9.s4"),
        ("后面两段", "p8", "p9 p11"),
        ("上一点", "2.3", "2.2"),
        ("下一部分", "3", "none"),
        ("帽段", "2.3", "p11"),
        ("这里", "", "none"),
        ("这里", "7.7", "none"),
        ("那段", "2", "none"),
    ],
)
def test_here_is_what_is_selected(words: str, here: str, expected: str) -> None:
    assert outcome(manuscript("meeting"), words, Pointing(here=here)) == expected


@pytest.mark.parametrize(
    ("words", "recent", "expected"),
    [
        ("刚才改的", ("1", "3"), "1 3"),
        ("刚才改的那部分", ("1", "3"), "1? 3?"),
        ("刚才改的那点", ("1", "2.3"), "2.3"),
        ("刚才改的三段", ("p8", "p9"), "p8? p9?"),
        ("刚才改的那句", ("p9",), "p9.s1? p9.s2? p9.s3? p9.s4?"),
        ("刚才改的那段", ("9.9",), "none"),
        ("刚才那段", ("p8",), "p8"),
    ],
)
def test_what_was_just_changed(words: str, recent: tuple[str, ...], expected: str) -> None:
    assert outcome(manuscript("meeting"), words, Pointing(recent=recent)) == expected


@given(
    st.sampled_from(("meeting", "led", "report", "address", "lecture")),
    st.lists(st.sampled_from([*SAID, *"的和到、，除外里那一二三3.点段句"]), max_size=6).map("".join) | st.text(max_size=12),
    st.sampled_from(["", "2", "2.1", "p9", "p9.s1", "2.heading", "closing", "9.9", "all"]),
)
def test_whatever_is_said_is_found_or_refused_as_an_address(name: str, words: str, place: str) -> None:
    speech = manuscript(name)
    try:
        found = locate(speech, words, Pointing(here=place, recent=(place,), focus=place))
        assert found == tuple(sorted(found, key=lambda target: (target.span.start, -len(target.span))))
    except AddressError as error:
        candidates = getattr(error, "candidates", ())
        assert [(one.start, -one.end) for one in candidates] == sorted((one.start, -one.end) for one in candidates)
