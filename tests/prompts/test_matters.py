"""What can be said of the matters: whole, well formed, free of facts; a broken file is named."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from errors import BadTemplate
from prompts.matters import FOLDER, GENERAL, matters, read_matters
from prompts.records import SLOTS, slots_of
from speech.facts import FactKind, facts

BANK = [sentence for matter in (*matters().matters, *matters().kinds) for _, sentence in matter.sentences()]
DENIED = ("已经", "明显提升", "明显下降", "显著")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER / "matters", tmp_path / "matters")
    for name in ("fields.yaml", "kinds.yaml"):
        shutil.copy(FOLDER / name, tmp_path)
    return tmp_path


def stated(sentence: str) -> list[str]:
    return [fact.span.of(sentence) for fact in facts(sentence) if fact.kind not in (FactKind.MASK, FactKind.QUOTATION)]


def test_nothing_is_said_twice() -> None:
    assert not [sentence for sentence, times in Counter(BANK).items() if times > 1]


def test_no_sentence_states_a_fact() -> None:
    assert not [sentence for sentence in BANK if stated(sentence)]


def test_a_figure_of_the_users_is_never_followed_by_another_claim() -> None:
    """What it means is said, not what else was achieved."""
    worth = [sentence for matter in matters().matters for sentence in matter.worth]
    assert worth
    assert not [sentence for sentence in worth if any(claim in sentence for claim in DENIED)]


@pytest.mark.parametrize("field", [field.field for field in matters().fields])
def test_the_words_of_a_field_make_no_name_of_a_sentence(field: str) -> None:
    """Filled in, a sentence must not read like a place or a person to the recogniser of facts."""
    words = matters().field(field)
    values = dict.fromkeys(SLOTS, "三") | {slot: getattr(words, slot, "要务") for slot in SLOTS if slot not in ("count", "objects")}
    values |= {"period": "上半年", "next": "下半年", "theme": "平安建设", "meeting": "这次会议", "objects": "、".join(words.objects)}
    own = [each for matter in matters().matters if not matter.fields or field in matter.fields for _, each in matter.sentences()]
    assert not [sentence for sentence in own if stated(sentence.format(**values))]


def test_every_matter_can_be_told_as_a_task_and_most_begin_with_a_demand() -> None:
    for matter in matters().matters:
        assert len(matter.do) >= 3, matter.matter
        assert matter.why, matter.matter
        assert any(sentence.startswith("要") for sentence in matter.do), matter.matter


def test_every_blank_names_what_is_needed() -> None:
    blanks = [sentence.partition("【待填：")[2].partition("】")[0] for sentence in BANK if "【" in sentence]
    assert blanks
    assert all(len(blank) >= 4 for blank in blanks)


def test_slots_are_all_known() -> None:
    assert {slot for sentence in BANK for slot in slots_of(sentence)} <= SLOTS.keys()


def test_the_general_field_comes_last_and_answers_for_the_unknown() -> None:
    assert matters().fields[-1].field == GENERAL
    assert matters().field("没有的领域").field == GENERAL


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("fields: []\nmatters:\n  - matter: 坏\n    cues: [x]\n    do: [没有句号]\n", "no final mark"),
        ("fields: []\nmatters:\n  - matter: 坏\n    cues: [x]\n    do: ['抓好{nothing}。']\n", "unknown slot"),
        ("fields: []\nmatters:\n  - matter: 坏\n    cues: [x]\n    measures: []\n", "measures"),
        ("fields: []\nmatters: [坏\n", ""),
        ("fields: []\nmatters:\n  - matter: 坏\n    cues: [x]\n    do: ['增强“甲”、“乙”。']\n", "quotation"),
        ("fields: [没有的领域]\nmatters: []\n", "no such field"),
        ("fields: []\nmatters:\n  - matter: 通用\n    cues: []\n", "two matters"),
    ],
)
def test_a_broken_file_is_named(folder: Path, content: str, problem: str) -> None:
    (folder / "matters" / "zz_bad.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(BadTemplate) as caught:
        read_matters(folder)
    assert caught.value.file == "zz_bad.yaml"
    assert problem in caught.value.problem


def test_a_field_that_names_a_missing_matter_is_refused(folder: Path) -> None:
    for path in (folder / "matters").glob("[!0]*.yaml"):
        path.unlink()
    with pytest.raises(BadTemplate) as caught:
        read_matters(folder)
    assert caught.value.file == "fields.yaml"
