from __future__ import annotations

import pytest

from speech.document import Speech
from speech.paragraphs import lines, paragraphs

BODY = "今天召开会议，总结工作，部署任务。这是一段足够长的话，用来垫在标题下面，让上面的短行像标题的样子。"


def kinds(text: str) -> str:
    return " ".join(paragraph.kind.value for paragraph in paragraphs(text))


TITLE_BLOCKS = """
在全区会议上的讲话/（2025年3月6日）/区长 何以宁/同志们： | title date byline salutation
在全区会议上的讲话/区长 何以宁/（2025年3月6日）/同志们： | title byline date salutation
在全区基层治理工作会议上的/讲 话/同志们： | title title salutation
踏着春光往前走/——在开工仪式上的致辞/（2025年3月6日，临澜）/各位来宾： | title title date salutation
在会见优秀县委书记时的讲话/同志们： | title salutation
在表彰会上/致优秀区委书记的贺词/同志们： | title title salutation
同志们： | salutation
尊敬的**书记，各位领导，同志们： | salutation
主任、各位副主任，各位委员： | salutation
老师们、同学们！ | salutation
尊敬的各位院士，/尊敬的各位专家，/女士们、先生们： | salutation salutation salutation
在全区会议上的讲话/二〇二五年三月六日/何以宁/各位代表： | title date byline salutation
在全区会议上的讲话/来源：区政府网/同志们： | title byline salutation
在全区会议上的讲话 | title
在全区会议上的讲话/2025年3月6日 | title date
在全区会议上的讲话（2025年3月6日）/何以宁 | title byline
在全区会议上的讲话/2025-03-06 | title date
在全区会议上的讲话/（2025.3.6）/区长　何以宁 | title date byline
在全区会议上的讲话/（ 2025 年 3 月 6 日上午，临澜 ）/何以宁/同志们： | title date byline salutation
在全区会议上的讲话/（2025年3月6日 何以宁）/同志们： | title date salutation
在全区会议上的讲话/（2025年3月6日）/主讲人：何以宁 | title date byline
一、全区会议文件之一/在全区会议上的讲话/（2025年3月6日）/同志们： | title title date salutation
在全区会议上的讲话/本报临澜3月6日电 （记者 林知远）昨天开会，以下是讲话全文：/同志们： | title byline salutation
"""


@pytest.mark.parametrize("line", TITLE_BLOCKS.strip().splitlines())
def test_the_lines_above_a_speech_are_told_apart(line: str) -> None:
    head, expected = line.split(" | ")
    assert kinds("\n".join([*head.split("/"), BODY])) == f"{expected} body"


@pytest.mark.parametrize(
    "first",
    [
        "根据会议安排，我代表区委讲三点意见：",
        "今天请各位代表来，是想听听大家的意见：",
        "尊敬的各位来宾，",
        "一、认识要到位",
        "同志们，今天这个会很重要，我先说两句。",
        "第一个问题：路怎么走",
    ],
)
def test_a_first_line_of_the_text_is_no_title_block(first: str) -> None:
    assert kinds(f"{first}\n{BODY}").split()[0] in ("body", "heading")


def test_short_lines_alone_are_no_title_block() -> None:
    assert kinds("好的\n收到") == "body body"


def test_every_break_ends_a_line() -> None:
    text = "甲\r乙\r\n丙\n丁\v戊\f己\x85庚\u2028辛\u2029壬"
    assert [span.of(text) for span in lines(text)] == list("甲乙丙丁戊己庚辛壬")


def test_white_space_around_a_line_is_no_part_of_it() -> None:
    text = "\u3000\u3000甲 乙\xa0\n \u3000\n\t丙"
    assert [span.of(text) for span in lines(text)] == ["甲 乙", "丙"]


def heading(text: str) -> str | None:
    first = paragraphs(text)[0]
    return None if first.heading_end is None or first.ordinal is None else text[first.ordinal.end : first.heading_end]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("一、把道理想明白", "把道理想明白"),
        ("一、把道理想明白。", "把道理想明白"),
        ("（一）抓牢一个重点：实", "抓牢一个重点：实"),
        ("（一）政治方面：要带头学，带头做。", "政治方面"),
        ("（一）理清清单。六月底前列成一张表。", "理清清单"),
        ("（一）办什么？怎么办？", "办什么"),
        ("一是鼓足实劲。底数要自己摸。", "鼓足实劲"),
        ("一是底数要自己摸，账要自己算。", None),
        ("一是鼓足实劲", "鼓足实劲"),
        ("一、鼓足实劲　　底数要自己摸，账要自己算，摸不清的不许上报。", "鼓足实劲"),
        ("（一）鼓足实劲  底数要自己摸，账要自己算，摸不清的不许上报。", "鼓足实劲"),
        ("一、鼓足　实劲", "鼓足　实劲"),
        ("一段普通的话。", None),
    ],
)
def test_a_heading_is_a_line_or_the_first_sentence_of_one(line: str, words: str | None) -> None:
    assert heading(line) == words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("首先，我代表区委向大家问好。\n第一，抓项目。\n第二，抓民生。", "body point point"),
        ("首先，抓项目。\n其次，抓民生。\n最后，抓作风。", "point point point"),
        ("首先，抓项目。\n第二，抓民生。\n第三，抓作风。", "point point point"),
        ("第一，抓项目。\n第二，抓民生。\n最后，再说一句作风。后面还有话。\n一、完", "point point body heading"),
        ("话。\n十一是个长假。\n话。", "body body body"),
        ("一是抓项目；二是抓民生。\n再说一段。\n又一段。", "body body body"),
        ("一是抓项目；二是抓进度。\n二是抓民生。", "point point"),
        ("一要抓项目。\n二要抓民生。\n三是抓作风。", "point point point"),
        ("一是抓项目。\n三是抓民生。", "point point"),
    ],
)
def test_only_what_counts_off_is_a_point(text: str, kind: str) -> None:
    assert kinds(text) == kind


GREETED = f"同志们：\n{BODY}\n{BODY}\n"


@pytest.mark.parametrize(
    ("tail", "closing"),
    [
        ("这件事就说到这里，路在脚下。", "这件事就说到这里，路在脚下。"),
        ("会就开到这里，事从这里开始。\n谢谢大家！", "会就开到这里，事从这里开始。\n谢谢大家！"),
        ("同志们，路在脚下。\n让我们一起走！\n谢谢大家！", "同志们，路在脚下。\n让我们一起走！\n谢谢大家！"),
        ("一是抓项目。\n二是抓民生。", ""),
        ("一、抓项目\n项目要抓紧。", ""),
        ("一、抓项目\n项目要抓紧。\n最后，祝大家工作顺利。", "最后，祝大家工作顺利。"),
    ],
)
def test_a_speech_closes_on_what_it_says_last_to_its_listeners(tail: str, closing: str) -> None:
    speech = Speech(GREETED + tail)
    found = speech.by_path.get("closing")
    assert (speech.words(found.span) if found else "") == closing


def test_a_text_to_nobody_closes_only_on_a_call() -> None:
    assert "closing" not in Speech(f"{BODY}\n{BODY}\n{BODY}\n这件事就说到这里。").by_path
    assert "closing" in Speech(f"{BODY}\n{BODY}\n{BODY}\n让我们一起走！").by_path


UNNUMBERED = {
    "two short lines between longer ones": (f"{BODY}\n今年怎么看\n{BODY}\n明年怎么干\n{BODY}", "body heading body heading body"),
    "one alone": (f"{BODY}\n今年怎么看\n{BODY}\n{BODY}", "body body body body"),
    "an agenda": (f"{BODY}\n议程安排\n何以宁讲话\n林知远发言\n{BODY}", "body body body body body"),
    "names under a text": (f"{BODY}\n{BODY}\n何以宁 林知远\n2025年3月6日", "body body body body"),
    "verses": (f"{BODY}\n水从东山来，\n灯从西岸亮，\n{BODY}", "body body body body"),
    "stage notes": (f"{BODY}\n（全场鼓掌）\n{BODY}\n（全体起立）\n{BODY}", "body body body body body"),
    "blanks to fill": (f"{BODY}\n【待填：破案数】\n{BODY}\n【待填：挽损数】\n{BODY}", "body body body body body"),
    "lines of one width": (f"{BODY}\n今天的会很要紧请大\n家听仔细把话说清楚\n也做明白。\n{BODY}", "body body body body body"),
    "headings of the first lines": (f"同志们：\n今年怎么看\n{BODY}\n明年怎么干\n{BODY}", "salutation heading body heading body"),
}


@pytest.mark.parametrize("shape", UNNUMBERED)
def test_a_heading_without_a_number_is_told_from_what_looks_like_one(shape: str) -> None:
    text, kind = UNNUMBERED[shape]
    assert kinds(text) == kind


@pytest.mark.parametrize(
    "note", ["（新华社临澜3月6日电）", "责任编辑：林知远", "——在全区会议上的讲话", "名词解释\n1．一张网：指什么。", "附件1\n一览表"]
)
def test_what_stands_below_a_speech_is_no_part_of_it(note: str) -> None:
    speech = Speech(f"{GREETED}一、抓项目\n项目要抓紧。\n谢谢大家！\n{note}")
    assert speech.words(speech.by_path["closing"].span) == "谢谢大家！"
    below = [paragraph for paragraph in speech.paragraphs if paragraph.apart]
    assert [speech.words(paragraph.span) for paragraph in below] == note.split("\n")
    assert [section.path for section in speech.sections][-len(below) :] == [f"p{paragraph.index}" for paragraph in below]


@pytest.mark.parametrize("line", ["以上报告，请予审议。", "我的发言完了。", "如有不妥，请批评指正。"])
def test_a_report_closes_by_handing_itself_in(line: str) -> None:
    speech = Speech(f"{BODY}\n一、抓项目\n项目要抓紧。\n{line}")
    assert speech.words(speech.by_path["closing"].span) == line
