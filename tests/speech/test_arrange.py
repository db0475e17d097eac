from __future__ import annotations

from collections.abc import Callable

import pytest

from speech.arrange import inserted, merged, moved, removed, split, swapped
from speech.document import Speech
from speech.locate import Target, locate
from speech.sheet import Sheet
from speech.splice import Edit

TALK = """各位同志：
今天开个会。下面，我讲三点意见。
一、认清形势
要看清三种变化：一是人多了；二是事杂了；三是钱紧了。变化在眼前。
二、抓好三件事
这三件事要办好。
（一）修路
路要修好。年底通车。
（二）架桥
桥要架好。
（三）通水
水要通好。
三、加强领导
一是压实责任；
二是强化督查；
三是严格问责。
同志们，干起来。谢谢大家！"""
SERIAL = "各位同志：\n今天说几件事。\n首先，修路。路要修好。\n其次，架桥。桥要架好。\n最后，通水。水要通好。\n同志们，干起来！"
ORDER = "各位同志：\n今天说三条。第一，路要修好；第二，桥要架好；第三，水要通好。大家都记住。\n同志们，干起来！"
COMMAS = "各位同志：\n今天开会。\n办事要讲三个字：一要快，二要准，三要狠。\n同志们，干起来！"
ASKING = "各位同志：\n今天开会。\n要问三句话：一是谁来干？二是怎么干？三是干成没有。\n同志们，干起来！"
BARE = "各位同志：\n修路的事\n路要修好，年底之前一定通车。\n架桥的事\n桥要架好，雨季之前一定合龙。\n同志们，干起来！"
Order = Callable[[Speech], tuple[Edit, ...]]


def at(speech: Speech, path: str) -> Target:
    return locate(speech, path)[0]


def gone(*paths: str) -> Order:
    return lambda speech: removed(speech, [at(speech, path) for path in paths])


def exchanged(one: str, other: str) -> Order:
    return lambda speech: swapped(speech, at(speech, one), at(speech, other))


def shifted(path: str, side: str, anchor: str) -> Order:
    return lambda speech: moved(speech, at(speech, path), side, at(speech, anchor))  # type: ignore[arg-type]


def added(anchor: str, side: str, sort: str, words: str) -> Order:
    return lambda speech: inserted(speech, at(speech, anchor), side, sort, words)  # type: ignore[arg-type]


def joined(words: str, *paths: str) -> Order:
    return lambda speech: merged(speech, [at(speech, path) for path in paths], words)


def parted(path: str, *pieces: str) -> Order:
    return lambda speech: split(speech, at(speech, path), pieces)


# What is written anew of the text, old → new; all else stays.
CASES: dict[str, tuple[str, Order, dict[str, str]]] = {
    "remove the first in a line": (
        TALK,
        gone("1.1"),
        {"三种变化：一是人多了；二是事杂了；三是": "两种变化：一是事杂了；二是"},
    ),
    "remove the last in a line": (TALK, gone("1.3"), {"三种变化": "两种变化", "二是事杂了；三是钱紧了。": "二是事杂了。"}),
    "remove all in a line": (TALK, gone("1.1", "1.2", "1.3"), {"变化：一是人多了；二是事杂了；三是钱紧了。": "变化。"}),
    "remove a headed point": (
        TALK,
        gone("2.2"),
        {"抓好三件": "抓好两件", "这三件": "这两件", "（二）架桥\n桥要架好。\n": "", "（三）通水": "（二）通水"},
    ),
    "remove a part": (
        TALK,
        gone("1"),
        {TALK[TALK.index("一、认") : TALK.index("二、抓")]: "", "三点意见": "两点意见", "二、抓": "一、抓", "三、加": "二、加"},
    ),
    "remove the last of lines with ；": (TALK, gone("3.3"), {"强化督查；\n三是严格问责。": "强化督查。"}),
    "remove the last line": (TALK, gone("closing"), {"\n同志们，干起来。谢谢大家！": ""}),
    "remove the last two": (TALK, gone("3", "closing"), {TALK[TALK.index("\n三、加") :]: "", "三点意见": "两点意见"}),
    "remove a sentence": (TALK, gone("p8.s1"), {"路要修好。": ""}),
    "remove both sentences of a paragraph": (TALK, gone("p8.s1", "p8.s2"), {"路要修好。年底通车。\n": ""}),
    "remove a heading": (
        TALK,
        gone("2.1.heading"),
        {"抓好三件": "抓好两件", "这三件": "这两件", "（一）修路\n": "", "（二）架": "（一）架", "（三）通": "（二）通"},
    ),
    "remove 首先": (SERIAL, gone("1"), {"首先，修路。路要修好。\n": "", "其次，架": "首先，架"}),
    "remove 最后": (SERIAL, gone("3"), {"最后，通水。水要通好。\n": ""}),
    "remove what commas part": (COMMAS, gone("p3.3"), {"三个字": "两个字", "二要准，三要狠。": "二要准。"}),
    "swap the last and the first in a line": (TALK, exchanged("1.1", "1.3"), {"人多了；": "钱紧了；", "钱紧了。": "人多了。"}),
    "swap lines with ；": (TALK, exchanged("3.1", "3.3"), {"压实责任；": "严格问责；", "严格问责。": "压实责任。"}),
    "swap what commas part": (COMMAS, exchanged("p3.1", "p3.3"), {"一要快": "一要狠", "三要狠": "三要快"}),
    "swap a question": (ASKING, exchanged("p3.1", "p3.3"), {"一是谁来干？": "一是干成没有；", "三是干成没有。": "三是谁来干？"}),
    "swap one inside the other": (TALK, exchanged("2", "2.1"), {}),
    "swap headings without numbers": (
        BARE,
        exchanged("1", "2"),
        {BARE[6:-9]: "架桥的事\n桥要架好，雨季之前一定合龙。\n修路的事\n路要修好，年底之前一定通车。"},
    ),
    "move the last in a line to the front": (
        TALK,
        shifted("1.3", "before", "1.1"),
        {"一是人多了；二是事杂了；三是钱紧了。": "一是钱紧了；二是人多了；三是事杂了。"},
    ),
    "move 最后 to the front": (
        SERIAL,
        shifted("3", "before", "1"),
        {SERIAL[SERIAL.index("首先") : SERIAL.index("\n同志们")]: "首先，通水。水要通好。\n其次，修路。路要修好。\n最后，架桥。桥要架好。"},
    ),
    "move out of a line": (
        TALK,
        shifted("1.2", "after", "2.2"),
        {
            "三种变化": "两种变化",
            "二是事杂了；三是钱紧": "二是钱紧",
            "抓好三件": "抓好四件",
            "这三件": "这四件",
            "（三）通水": "（三）事杂了。\n（四）通水",
        },
    ),
    "move into a line": (
        TALK,
        shifted("2.2", "after", "1.3"),
        {
            "三种变化": "四种变化",
            "钱紧了。": "钱紧了；四是架桥。桥要架好。",
            "抓好三件": "抓好两件",
            "这三件": "这两件",
            "（二）架桥\n桥要架好。\n": "",
            "（三）通水": "（二）通水",
        },
    ),
    "move a sentence behind a sentence": (
        TALK,
        shifted("p8.s2", "after", "p10.s1"),
        {"年底通车。": "", "桥要架好。": "桥要架好。年底通车。"},
    ),
    "move a paragraph to where it is": (TALK, shifted("p10", "after", "2.2"), {}),
    "move into itself": (TALK, shifted("2", "after", "2.1"), {}),
    "put a point behind the last in a line": (
        TALK,
        added("1.3", "after", "point", "心散了。"),
        {"三种变化": "四种变化", "三是钱紧了。": "三是钱紧了；四是心散了。"},
    ),
    "put a point before the first in a line": (
        ORDER,
        added("p2.1", "before", "point", "人要齐。"),
        {"三条": "四条", "第一，路要修好；第二，桥要架好；第三，水": "第一，人要齐；第二，路要修好；第三，桥要架好；第四，水"},
    ),
    "put a point that has its ordinal": (TALK, added("3.3", "after", "point", "四是凝聚人心。"), {"问责。": "问责；\n四是凝聚人心。"}),
    "put a point before 最后": (SERIAL, added("3", "before", "point", "种树。树要种活。"), {"最后，": "再次，种树。树要种活。\n最后，"}),
    "put a point behind 最后": (
        SERIAL,
        added("3", "after", "point", "种树。树要种活。"),
        {"最后，通水。水要通好。": "再次，通水。水要通好。\n最后，种树。树要种活。"},
    ),
    "put a part behind the last": (
        TALK,
        added("3", "after", "point", "抓好落实\n一抓到底。"),
        {"三点": "四点", "问责。": "问责。\n四、抓好落实\n一抓到底。"},
    ),
    "put a sentence into a headed point": (TALK, added("2.1", "before", "sentence", "春天动工"), {"路要修好": "春天动工。路要修好"}),
    "put a sentence behind ；": (TALK, added("1.2", "after", "sentence", "千头万绪。"), {"事杂了；": "事杂了。千头万绪；"}),
    "put a sentence behind the salutation": (
        TALK,
        added("salutation", "after", "sentence", "大家好！"),
        {"同志：\n": "同志：\n大家好！\n"},
    ),
    "put a paragraph at the end": (TALK, added("closing", "after", "paragraph", "散会。"), {"谢谢大家！": "谢谢大家！\n散会。"}),
    "put nothing": (TALK, added("1", "after", "paragraph", "  "), {}),
    "join the last two in a line": (
        TALK,
        joined("事杂钱紧。", "1.2", "1.3"),
        {"三种变化": "两种变化", "二是事杂了；三是钱紧了。": "二是事杂钱紧。"},
    ),
    "join headed points": (
        TALK,
        joined("修路架桥\n路要修好，桥要架好。", "2.1", "2.2"),
        {
            "抓好三件": "抓好两件",
            "这三件": "这两件",
            "修路\n路要修好。年底通车。\n（二）架桥\n桥要架好。\n（三）": "修路架桥\n路要修好，桥要架好。\n（二）",
        },
    ),
    "join paragraphs": (TALK, joined("路桥都要好。", "p8", "p10"), {"路要修好。年底通车。": "路桥都要好。", "桥要架好。\n": ""}),
    "part the last in a line": (TALK, parted("1.3", "钱紧了。", "粮紧了。"), {"三种": "四种", "钱紧了。": "钱紧了；四是粮紧了。"}),
    "part lines with ；": (
        TALK,
        parted("3.1", "压实责任。", "传导压力。"),
        {"压实责任；\n二是强化督查；\n三是": "压实责任；\n二是传导压力；\n三是强化督查；\n四是"},
    ),
    "part a paragraph": (TALK, parted("p8", "路要修好。", "年底通车。"), {"修好。年底": "修好。\n年底"}),
    "part 最后": (SERIAL, parted("3", "通水。", "水要通好。"), {"最后，通水。水要通好。": "再次，通水。\n最后，水要通好。"}),
}


def dressed(text: str, gap: str, indent: str, end: str) -> str:
    return (gap + indent).join(text.split("\n")) + end


@pytest.mark.parametrize(
    ("gap", "indent", "end"),
    [("\n", "", ""), ("\n", "\u3000\u3000", "\n"), ("\r\n", "", "\r\n"), ("\n\n", "", ""), ("\r\n\r\n", "  ", "\r\n")],
)
@pytest.mark.parametrize("name", CASES)
def test_orders(name: str, gap: str, indent: str, end: str) -> None:
    text, order, changes = CASES[name]
    new = text
    for old, words in changes.items():
        assert new.count(old) == 1, old
        new = new.replace(old, words)
    before = dressed(text, gap, indent, end)
    assert Sheet.of(before).edited(order(Speech(before))).text == dressed(new, gap, indent, end)


def test_a_wider_gap_before_a_heading_stays() -> None:
    text = (
        "各位同志：\n今天开会。\n\n一、修路\n（一）勘测\n先勘测。\n（二）动工\n再动工。\n\n"
        "二、架桥\n桥要架好。\n\n三、收尾\n收好尾。\n同志们，干起来！"
    )
    for order, old, new in (
        (gone("1.2"), "\n（二）动工\n再动工。", ""),
        (added("1.2", "after", "paragraph", "有始有终。"), "再动工。", "再动工。\n有始有终。"),
        (added("2", "after", "point", "种树\n树要种活。"), "三、收尾", "三、种树\n树要种活。\n\n四、收尾"),
    ):
        assert Sheet.of(text).edited(order(Speech(text))).text == text.replace(old, new)


def test_the_body_of_what_is_put_in_is_indented_as_the_body_is() -> None:
    text = "各位同志：\n　　今天开会。\n一、修路\n　　路要修好。\n二、架桥\n　　桥要架好。\n　　同志们，干起来！"
    new = Sheet.of(text).edited(added("1", "after", "point", "种树\n树要种活。")(Speech(text))).text
    assert new == text.replace("二、架桥", "二、种树\n　　树要种活。\n三、架桥")
    new = Sheet.of(text).edited(joined("修路架桥\n路桥都要好。", "1", "2")(Speech(text))).text
    assert new == text.replace("修路\n　　路要修好。\n二、架桥\n　　桥要架好。", "修路架桥\n　　路桥都要好。")
