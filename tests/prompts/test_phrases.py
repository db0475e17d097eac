"""The phrase bank: whole, well formed, free of facts; a broken file is named."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from errors import BadTemplate
from prompts.phrases import FOLDER, GENERAL, SLOTS, phrases, read_phrases, slots_of
from speech.facts import FactKind, facts
from speech.structure import Role

SPOKEN = (Role.ACHIEVEMENTS, Role.SITUATION, Role.PROBLEMS, Role.TASKS, Role.REQUIREMENTS)


def bank() -> list[str]:
    return [sentence for topic in phrases().topics for role in SPOKEN for _, sentence in topic.block(role).sentences()]


def test_the_bank_is_large_and_says_nothing_twice() -> None:
    assert len(bank()) >= 600
    assert not [sentence for sentence, times in Counter(bank()).items() if times > 1]


def test_no_sentence_of_the_bank_states_a_fact() -> None:
    stated = [fact.span.of(s) for s in bank() for fact in facts(s) if fact.kind not in (FactKind.MASK, FactKind.QUOTATION)]
    assert not stated


@pytest.mark.parametrize("field", [field.field for field in phrases().fields])
def test_the_words_of_a_field_make_no_name_of_a_sentence(field: str) -> None:
    """Filled in, a sentence must not read like a place or a person to the recogniser of facts."""
    words = phrases().field(field)
    values = dict.fromkeys(SLOTS, "三") | {slot: getattr(words, slot, "要务") for slot in SLOTS if slot not in ("count", "objects")}
    values |= {"period": "上半年", "next": "下半年", "theme": "平安建设", "meeting": "这次会议", "objects": "、".join(words.objects)}
    filled = [sentence.format(**values) for sentence in bank()]
    stated = [fact.span.of(s) for s in filled for fact in facts(s) if fact.kind not in (FactKind.MASK, FactKind.QUOTATION)]
    assert not stated


def test_headings_come_in_parallel_sets() -> None:
    for role in (Role.ACHIEVEMENTS, Role.TASKS, Role.REQUIREMENTS):
        assert {len(topic.block(role).heads) for topic in phrases().topics if topic.block(role).heads} == {2}
    assert all(topic.block(Role.TASKS).heads for topic in phrases().topics if topic.cues)


def test_every_blank_names_what_is_needed() -> None:
    blanks = [sentence.partition("【待填：")[2].partition("】")[0] for sentence in bank() if "【" in sentence]
    assert blanks
    assert all(len(blank) >= 4 or blank == "{figure}" for blank in blanks)


def test_slots_are_all_used_and_all_known() -> None:
    used = {slot for sentence in bank() for slot in slots_of(sentence)}
    assert used <= SLOTS.keys()


def test_the_general_field_comes_last_and_answers_for_the_unknown() -> None:
    assert phrases().fields[-1].field == GENERAL
    assert phrases().field("没有的领域").field == GENERAL


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("topic: 坏\ncues: [x]\ntasks:\n  claim: [没有句号]\n", "no final mark"),
        ("topic: 坏\ncues: [x]\ntasks:\n  claim: ['抓好{nothing}。']\n", "unknown slot"),
        ("topic: 坏\ncues: [x]\ntasks:\n  heads: [有句号。]\n", "no heading"),
        ("topic: 坏\ncues: [x]\nmeasures: []\n", "measures"),
        ("topic: [坏\n", ""),
        ("topic: 坏\ncues: [x]\ntasks:\n  claim: ['增强“甲”、“乙”。']\n", "quotation"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str, problem: str) -> None:
    folder = tmp_path / "phrases"
    shutil.copytree(FOLDER, folder)
    (folder / "50_bad.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(BadTemplate) as caught:
        read_phrases(folder)
    assert caught.value.file == "50_bad.yaml"
    assert problem in caught.value.problem


def test_a_field_that_names_a_missing_topic_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "phrases"
    shutil.copytree(FOLDER, folder)
    (folder / "29_fraud.yaml").unlink()
    (folder / "04_service.yaml").unlink()
    with pytest.raises(BadTemplate) as caught:
        read_phrases(folder)
    assert caught.value.file == "fields.yaml"
