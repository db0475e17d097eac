"""The page: to the letter, and nothing in a text is ever markup."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from speech.diff import characters
from speech.document import Speech
from speech.structure import Span
from ui.paper import choice_at, choices, difference, paper

SPEECH = Speech(
    """在全市作风建设推进会上的讲话
（2025年7月4日）
同志们：
今天召开这次会议。下面，我讲两点意见。
一、认清形势
（一）找准问题。要把【待填：问题数】个问题找准。
（二）查清原因。群众满意度【待核：上升12%】。
二、压实责任
一是定人。二是定时。
同志们，让我们一起努力！
"""
)


class Read(HTMLParser):
    """What a browser makes of the page: its tags, and the text of each paragraph."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.paragraphs: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "p":
            self.paragraphs.append("")

    def handle_data(self, data: str) -> None:
        self.paragraphs[-1] += data


def test_the_page_is_the_speech_line_by_line() -> None:
    assert Read(paper(SPEECH)).paragraphs == SPEECH.text.splitlines()


@given(st.text(alphabet="<>&\"'$*一二、（）【】待填：是。\n同志们ab"))
def test_no_text_becomes_markup(words: str) -> None:
    speech = Speech(words)
    page = Read(paper(speech))
    assert page.tags <= {"div", "section", "p", "b", "mark", "span"}
    assert page.paragraphs == [speech.words(p.span) for p in speech.paragraphs]


def test_each_line_has_the_look_of_its_kind() -> None:
    page = paper(SPEECH)
    assert '<p class="title" data-line="title">在全市' in page
    assert '<p class="date"' in page
    assert '<p class="salutation" data-line="salutation">同志们：' in page
    assert '<p class="heading first" data-line="p5"><b>一、认清形势</b></p>' in page
    assert '<p class="heading second" data-line="1.1"><b>（一）<span data-sentence="p6.s1">找准问题</span></b>' in page
    assert '<mark class="fill">【待填：问题数】</mark>' in page
    assert '<mark class="confirm">【待核：上升12%】</mark>' in page


def test_a_sentence_can_be_pointed_at_where_there_are_several() -> None:
    page = paper(SPEECH)
    assert '<span data-sentence="p4.s1">今天召开这次会议。</span><span data-sentence="p4.s2">下面，' in page
    assert "p11.s1" not in page  # the closing is one sentence: the paragraph itself
    chosen = paper(SPEECH, chosen="p4.s2")
    assert '<span data-sentence="p4.s2" class="chosen">' in chosen
    assert chosen.count("chosen") == 1
    choice = choice_at(SPEECH, "p4.s2")
    assert choice
    assert (choice.words, choice.level) == ("下面，我讲两点意见。", 2)
    assert choice_at(SPEECH, "p4.s9") is None


def test_what_is_locked_is_marked_and_said_to_be() -> None:
    part = SPEECH.by_path["2"]
    assert part.ordinal
    page = paper(SPEECH, locks=[Span(part.ordinal.end, part.span.end)], locked="已锁定")
    assert page.count('title="已锁定"') == 2
    assert '<p class="heading first locked"' in page
    sentence = SPEECH.text.index("下面")
    inside = paper(SPEECH, locks=[Span(sentence, sentence + 4)], locked="已锁定")
    assert ' class="locked" title="已锁定">下面，我</span>' in inside
    assert "first locked" not in inside
    assert "locked" not in paper(SPEECH)


def test_only_what_changed_is_marked() -> None:
    page = paper(SPEECH, changed=("2",))
    assert page.count("changed") == 2
    assert "changed" not in paper(SPEECH, changed=("9",))


def test_the_chosen_part_is_chosen_with_what_is_in_it() -> None:
    assert paper(SPEECH, chosen="1").count("class=chosen") == 3
    assert paper(SPEECH, chosen="1.2").count("class=chosen") == 1


def test_the_parts_to_choose_from_stand_on_lines_of_their_own() -> None:
    paths = [choice.path for choice in choices(SPEECH)]
    assert paths[:4] == ["title", "date", "salutation", "opening"]
    assert "1" in paths
    assert "1.1" in paths
    assert paths[-1] == "closing"
    assert next(choice.words for choice in choices(SPEECH) if choice.path == "1.1") == "（一）找准问题"


def test_a_bare_paragraph_is_known_by_its_words() -> None:
    bare = Speech("今天开会。\n第一段说一件事。\n第二段说另一件事。\n")
    assert all(choice.words for choice in choices(bare) if choice.path.startswith("p"))


def test_a_difference_shows_both_and_escapes_both() -> None:
    shown = difference(characters("<b>销号", "<b>办结"))
    assert shown == '<div class="difference"><span>&lt;b&gt;</span><del>销号</del><ins>办结</ins></div>'
