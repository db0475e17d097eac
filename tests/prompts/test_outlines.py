"""The outlines: one for each occasion, each a whole speech; a broken file is named."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from errors import BadTemplate
from prompts.outlines import BY_FIELD, FOLDER, OCCASIONS, Lead, outline, outlines, read_outlines
from prompts.phrases import phrases
from speech.facts import FactKind, facts
from speech.roles import role_of
from speech.structure import Role

BY_NAME = {each.occasion: each for each in outlines()}


def own_sentences() -> list[str]:
    forms = [form for each in outlines() for form in each.sections]
    led = [s for form in forms for lead in form.leads if isinstance(lead, Lead) for _, s in lead.sentences()]
    return [*led, *(s for form in forms for s in (*form.intro, *form.outro))]


def test_there_is_one_for_each_of_the_twelve_occasions() -> None:
    assert tuple(each.occasion for each in outlines()) == OCCASIONS
    assert outline("没有的场合").occasion == "工作总结"


def test_every_cue_tells_one_occasion() -> None:
    cues = Counter(cue for each in outlines() for cue in each.cues)
    assert not [cue for cue, times in cues.items() if times > 1]


def test_every_lead_is_written_out_or_a_topic_of_that_role() -> None:
    for each in outlines():
        for form in each.sections:
            for lead in form.leads:
                if isinstance(lead, str) and lead != BY_FIELD:
                    topic = phrases().topic(lead)
                    assert topic is not None, (each.occasion, lead)
                    assert topic.block(form.role).heads, (each.occasion, form.role, lead)


def test_the_outlines_state_no_fact() -> None:
    stated = [fact.span.of(s) for s in own_sentences() for fact in facts(s) if fact.kind not in (FactKind.MASK, FactKind.QUOTATION)]
    assert not stated


def test_a_heading_is_read_back_as_the_role_it_was_written_for() -> None:
    """Most of them: the parser's cues are few, and a heading must first sound well."""
    pairs = [(form.role, role_of(heading)) for each in outlines() for form in each.sections for heading in form.headings]
    same = sum(1 for meant, read in pairs if meant is read)
    assert same / len(pairs) > 0.6


@pytest.mark.parametrize("role", [Role.OPENING, Role.CLOSING])
def test_a_frame_begins_and_ends_with_a_sentence_that_is_always_said(role: Role) -> None:
    for each in outlines():
        form = next(form for form in each.sections if form.role is role)
        lead = form.leads[0]
        assert isinstance(lead, Lead)
        assert lead.claim
        assert lead.turn


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("share: 0.08", "share: 0.5", "shares"),
        ("同志们：", "同志们", "salutation"),
        ("role: problems", "role: troubles", "role"),
        ("      - 正视问题，保持清醒坚定的头脑\n", "", "parallel set"),
        ("{next}的各项任务", "{tomorrow}的各项任务", "unknown slot"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, old: str, new: str, problem: str) -> None:
    folder = tmp_path / "outlines"
    shutil.copytree(FOLDER, folder)
    file = folder / "01_work_review.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadTemplate) as caught:
        read_outlines(folder)
    assert caught.value.file == "01_work_review.yaml"
    assert problem in caught.value.problem


def test_a_missing_occasion_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "outlines"
    shutil.copytree(FOLDER, folder)
    (folder / "12_address.yaml").unlink()
    with pytest.raises(BadTemplate) as caught:
        read_outlines(folder)
    assert "致辞" in caught.value.problem
