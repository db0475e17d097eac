from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import AmbiguousAddress, NoSuchSection
from speech.document import Speech
from speech.locate import NOWHERE, Pointing, Target, candidate, locate, sentences
from speech.structure import Span
from tests.speech.speeches import HEADED, LED, written

headed, led = Speech(HEADED), Speech(LED)


def paths(speech: Speech, words: str, focus: str = "") -> str:
    return " ".join(target.path for target in locate(speech, words, Pointing(focus=focus)))


# The paragraphs of HEADED: p5 p6 opening; p8 p9 in part 1; p11 lead, p13 p15 p17 under （一）（二）（三）; p19 lead,
# p20–p22 points; p23 closing. With a question mark: what it could mean.
IN_HEADED = """
标题 → title
大标题 → title
题目 → title
日期 → date
署名 → byline
称谓 → salutation
称呼 → salutation
开头 → opening
开场白 → opening
开头部分 → opening
结尾 → closing
结束语 → closing
结尾那段话 → closing
全文 → all
整篇讲话 → all
开头和结尾 → opening closing
标题、结尾 → title closing
第一部分 → 1
第2部分 → 2
第二大部分 → 2
第二块 → 2
第二大点 → 2
第二点 → 2
第二条 → 2
二、 → 2
最后一部分 → 3
倒数第二部分 → 2
前两部分 → 1 2
后两部分 → 2 3
第一到第三部分 → 1 2 3
第二至最后部分 → 2 3
第一和第三部分 → 1 3
第一、三部分 → 1 3
第二三部分 → 2 3
第一部分和第三部分 → 1 3
第一部分与结尾 → 1 closing
第二部分第三点 → 2.3
第二部分的第三点 → 2.3
第二部分里面的第三小点 → 2.3
第2部分第3点 → 2.3
第二部分第一、三点 → 2.1 2.3
第二部分前两点 → 2.1 2.2
第二部分最后一点 → 2.3
第三部分倒数第二点 → 3.2
二（三） → 2.3
二、（三） → 2.3
2.3 → 2.3
第二部分（三） → 2.3
（二） → 2.2
（二）和结尾 → 2.2 closing
第一部分第二点 → 1.2
第一段 → p5
第二段 → p6
倒数第二段 → 3.3
最后一段 → closing
末段 → closing
开头两段 → p5 p6
第一部分第二段 → p9
第二部分第一段 → p11
第二部分开头 → p11
第三部分结尾 → 3.3
第二到第四段 → p6 p8 p9
第二段第一句 → p6.s1
第一段第二句 → p5.s2
第一句 → p5.s1
开头第一句 → p5.s1
结尾最后一句 → p23.s3
最后一部分的最后一句 → p22.s2
最后两句 → p23.s2 p23.s3
第三部分第一点第一句 → p20.s1
第二部分第二点的第二句 → p15.s2
第二部分每段第一句 → p11.s1 p13.s1 p15.s1 p17.s1
各部分小标题 → 1.heading 2.heading 3.heading
小标题 → 1.heading 2.heading 3.heading
所有小标题 → 1.heading 2.heading 2.1.heading 2.2.heading 2.3.heading 3.heading 3.1.heading 3.2.heading 3.3.heading
第二部分的标题 → 2.heading
第二部分第三点的标题 → 2.3.heading
第三部分各点的标题 → 3.1.heading 3.2.heading 3.3.heading
各部分第一段 → p8 p11 p19
“化解矛盾纠纷”那一点 → 2.2
“把责任扛起来”部分 → 3
“把责任扛起来”那部分的第二点 → 3.2
化解矛盾那一点 → 2.2
责任那部分 → 3
讲化解矛盾的那段 → p15
讲邻里的那段 → p15
讲网格员的部分 → 2
关于督查的那一点 → 3.2
说针眼的那句 → p8.s2
“表外的事”那句 → p13.s2
“表外的事”那段 → p13
“不带随从” → p20
责任部分 → none
任务部分 → none
除结尾以外 → opening 1 2 3
除了第二部分 → opening 1 3 closing
除第一点外的其他部分 → opening 2 3 closing
除开头和结尾以外 → 1 2 3
除了第二部分第三点以外 → opening 1 p11 2.1 2.2 3 closing
第二部分的小标题 → 2.heading? 2.1.heading? 2.2.heading? 2.3.heading?
“只”那一点 → 1.1? 1.2? 1.3?
讲网格的那段 → p17
讲现场的那段 → p9? 3.2?
第四部分 → none
第四点 → none
第二部分第四点 → none
第二十段 → none
（四） → none
两部分 → none
三部分 → none
第四到第二部分 → none
第二部分到结尾 → 2 3 closing
“没有这句话”那一点 → none
讲航天的那段 → none
随便改改 → none
2.4 → none
p99 → none
p5 → p5
p5.s2 → p5.s2
2.heading → 2.heading
closing → closing
"""

# p3 and p11 lead the parts, p10 stands between them.
IN_LED = """
第一部分 → 1
第二部分第四点 → 2.4
第七点 → none
第二点 → 1.2? 2.2?
第五点 → 1.5? 2.5?
“鼓足巧劲”那一点 → 2.2
巧劲那一点 → 2.2
讲反诈的那段 → 2.3
讲反诈的那一点 → 2.3
成绩部分 → 1
任务那部分 → 2
第二部分小标题 → 2.1.heading 2.2.heading 2.3.heading 2.4.heading 2.5.heading 2.6.heading
第二部分第一段 → p11
第二部分第三句 → p12.s2
第一部分除了 → none
标题 → none
最后一点 → 1.6? 2.6?
"""


def expectations(table: str) -> list[tuple[str, str]]:
    return [(words, expected) for line in table.strip().splitlines() for words, expected in [line.split(" → ")]]


def outcome(speech: Speech, words: str, pointing: Pointing = NOWHERE) -> str:
    try:
        return " ".join(target.path for target in locate(speech, words, pointing))
    except AmbiguousAddress as error:
        return " ".join(f"{found.path}?" for found in error.candidates)
    except NoSuchSection:
        return "none"


@pytest.mark.parametrize(("words", "expected"), expectations(IN_HEADED))
def test_words_name_parts_of_a_headed_speech(words: str, expected: str) -> None:
    assert outcome(headed, words) == expected


@pytest.mark.parametrize(("words", "expected"), expectations(IN_LED))
def test_words_name_parts_of_a_speech_without_headings(words: str, expected: str) -> None:
    assert outcome(led, words) == expected


def test_focus_settles_which_point_is_meant() -> None:
    assert paths(led, "第五点", focus="1.3") == "1.5"
    assert paths(led, "第五点", focus="2") == "2.5"
    assert paths(headed, "第二点", focus="3") == "2"  # three points were announced
    assert outcome(led, "第五点") == "1.5? 2.5?"


def test_focus_settles_which_bracket_is_meant() -> None:
    speech = Speech("开头。\n一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊\n（二）己")
    assert outcome(speech, "（二）") == "1.2? 2.2?"
    assert paths(speech, "（二）", focus="2.1") == "2.2"


def test_two_series_in_one_part_are_asked_about() -> None:
    speech = Speech("开头。\n一、甲\n要：一是乙；二是丙。\n要：一是丁；二是戊；三是己。")
    assert outcome(speech, "第一部分第二点") == "p3.2? p4.2?"
    assert outcome(speech, "第一部分第三点") == "p4.3"
    assert outcome(speech, "p4.3") == "p4.3"


def test_the_same_ordinal_twice_is_asked_about() -> None:
    assert outcome(Speech("开头。\n二、甲\n二、乙"), "二、") == "1? 2?"


def test_a_quoted_phrase_is_the_phrase_itself_when_it_stands_once() -> None:
    target = locate(headed, "“不带随从”")[0]
    assert headed.words(target.span) == "不带随从"
    assert outcome(headed, "“今天”") == "p5? p23?"


def test_the_first_sentence_leaves_out_its_ordinal() -> None:
    assert [headed.words(target.span) for target in locate(headed, "第三部分第一句")] == ["说一千道一万，关键在人。"]
    assert [headed.words(target.span) for target in locate(headed, "第三部分第一点第一句")] == ["带头干。"]


def test_a_candidate_shows_its_first_words() -> None:
    section = headed.by_path["2.2"]
    assert candidate(headed, "2.2", section.span).words == "（二）化解矛盾纠纷 调解员要走到楼道里去"


def test_an_address_that_names_nothing_says_what_there_is() -> None:
    with pytest.raises(NoSuchSection) as caught:
        locate(led, "第三部分")
    assert caught.value.address == "第三部分"
    assert [found.path for found in caught.value.candidates][:4] == ["salutation", "opening", "1", "1.1"]


def test_targets_come_once_and_in_the_order_of_the_text() -> None:
    assert paths(headed, "结尾、第二部分和第二部分") == "2 closing"


def test_sentences_keep_their_closing_quotes() -> None:
    text = "他说：“好。”大家笑了！真的？ 是……"
    assert [span.of(text) for span in sentences(text, Span(0, len(text)))] == ["他说：“好。”", "大家笑了！", "真的？", "是……"]


def test_paths_in_a_row_are_words_too() -> None:
    assert paths(headed, "3、2.1、closing") == "2.1 3 closing"
    assert paths(headed, "2, 2.heading") == "2 2.heading"
    assert outcome(headed, "2、9") == "none"


WORDS = [words for words, _ in expectations(IN_HEADED)]


@given(written, st.sampled_from(WORDS), st.sampled_from(["", "1", "2.1", "closing", "p3"]))
def test_on_any_text_an_address_names_parts_of_it_or_asks(text: str, words: str, focus: str) -> None:
    speech = Speech(text)
    named: list[tuple[str, int, int]] = []
    try:
        named = [(target.path, target.span.start, target.span.end) for target in locate(speech, words, Pointing(focus=focus))]
        assert named
    except (AmbiguousAddress, NoSuchSection) as error:
        named = [(one.path, one.start, one.end) for one in error.candidates]
    assert all(0 <= start <= end <= len(text) for _, start, end in named)
    for path, start, end in named:
        assert locate(speech, path) == (Target(path, Span(start, end)),) or words.startswith("“")


@given(written)
def test_every_path_names_its_own_section(text: str) -> None:
    speech = Speech(text)
    for section in speech.walk():
        assert locate(speech, section.path) == (Target(section.path, section.span),)
