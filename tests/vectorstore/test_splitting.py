from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from speech.facts import FactKind, facts
from speech.structure import Role
from tests.vectorstore.conftest import FLOOD, POLICE, TEACHERS
from vectorstore.details import describe
from vectorstore.passages import Details
from vectorstore.splitting import SECTION_LIMIT, split


def test_points_and_paragraphs_are_passages_with_role_heading_and_path() -> None:
    made = split(POLICE, describe(POLICE, {}))
    assert [(piece.path, piece.role) for piece in made.pieces] == [
        ("opening", Role.OPENING),
        ("p7", Role.ACHIEVEMENTS),
        ("p8", Role.ACHIEVEMENTS),
        ("p10", Role.PROBLEMS),
        ("3.1", Role.REQUIREMENTS),
        ("3.2", Role.REQUIREMENTS),
        ("3.3", Role.REQUIREMENTS),
        ("closing", Role.CLOSING),
    ]
    assert made.pieces[4].heading == "打击要更准"
    assert made.pieces[3].heading == "正视问题，看到短板弱项不容回避"


def test_a_passage_hands_over_the_part_it_stands_in() -> None:
    made = split(POLICE, describe(POLICE, {}))
    for piece in made.pieces:
        assert piece.text in made.sections[piece.whole][0]
    assert made.sections[made.pieces[4].whole][0].startswith("三、压实责任")


def test_a_part_too_long_to_hand_over_is_cut_at_its_subsections() -> None:
    points = "\n".join(f"（{n}）抓好第{n}件事\n{'把工作做到位，' * 200}" for n in "一二三")
    made = split(f"题目\n同志们：\n今天开个短会，讲一件事情。\n一、抓落实\n{points}\n", Details("题目"))
    assert all(len(raw) <= SECTION_LIMIT for raw, _ in made.sections)
    assert [piece.path for piece in made.pieces if piece.path.startswith("p")] == ["p6", "p8", "p10"]


def test_masked_text_carries_no_fact() -> None:
    for text in (POLICE, TEACHERS, FLOOD):
        made = split(text, describe(text, {}))
        masked = [made.masked_title, *(m for _, m in made.sections)]
        masked += [words for piece in made.pieces for words in (piece.masked, piece.masked_heading)]
        assert {fact.kind for words in masked for fact in facts(words)} <= {FactKind.MASK, FactKind.QUOTATION}


def test_a_name_given_away_once_is_masked_everywhere() -> None:
    text = "讲话\n县长 周明远\n同志们：\n周明远今天只讲一件事情，就是落实落实再落实。\n槐安县的经验要学，槐安的做法好。"
    made = split(text, describe(text, {}))
    assert "周明远" not in "".join(piece.masked for piece in made.pieces)
    assert "槐安" not in "".join(piece.masked for piece in made.pieces)


lines = st.lists(st.text(alphabet="一二三、，。（）是要讲同志们：\n今年12", max_size=30), max_size=12).map("\n".join)


@given(lines)
def test_passages_are_in_the_text(text: str) -> None:
    made = split(text, Details(""))
    assert all(piece.text in text and piece.text in made.sections[piece.whole][0] for piece in made.pieces)
