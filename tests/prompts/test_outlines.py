"""The outlines: one for each occasion, each a whole speech; a broken file is named."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from errors import BadTemplate
from prompts.matters import matters
from prompts.outlines import BY_FIELD, FOLDER, OCCASIONS, SHORT_FORMS, Lead, Outline, occasion, occasions, read_occasions
from speech.facts import FactKind, facts
from speech.roles import role_of

OUTLINES = [(each.occasion, outline) for each in occasions() for outline in each.outlines]
PARTS = [(kind, form) for kind, outline in OUTLINES for form in outline.parts]


def sentences(outline: Outline) -> list[str]:
    around = [sentence for form in outline.parts for sentence in (*form.link, *form.intro, *form.outro)]
    leads = [lead for form in outline.parts for lead in form.leads if isinstance(lead, Lead)]
    steps = [*outline.opening.steps, *outline.closing.steps, *(step for lead in leads for step in lead.steps)]
    return [*around, *(sentence for step in steps for sentence in step)]


def test_every_occasion_can_be_built_in_three_ways_at_least() -> None:
    assert tuple(each.occasion for each in occasions()) == (*OCCASIONS, *SHORT_FORMS)
    assert all(len(occasion(kind).outlines) >= 3 for kind in OCCASIONS)
    assert occasion("没有的场合").occasion == "工作总结"


def test_every_cue_tells_one_occasion() -> None:
    cues = Counter(cue for each in occasions() for cue in each.cues)
    assert not [cue for cue, times in cues.items() if times > 1]


def test_every_lead_is_written_out_or_a_matter() -> None:
    for kind, form in PARTS:
        for lead in form.leads:
            assert isinstance(lead, Lead) or lead == BY_FIELD or matters().matter(lead), (kind, lead)


def test_the_outlines_state_no_fact() -> None:
    told = [sentence for _, outline in OUTLINES for sentence in sentences(outline)]
    assert not [s for s in told if any(fact.kind not in (FactKind.MASK, FactKind.QUOTATION) for fact in facts(s))]


def test_two_outlines_of_an_occasion_share_no_sentence() -> None:
    for kind in OCCASIONS:
        told = Counter(sentence for outline in occasion(kind).outlines for sentence in sentences(outline))
        assert not [sentence for sentence, times in told.items() if times > 1], kind


def test_the_headings_of_the_leads_of_one_part_come_in_as_many_sets() -> None:
    for kind, form in PARTS:
        heads = {len(lead.heads) for lead in form.leads if isinstance(lead, Lead)}
        assert len(heads) <= 1, (kind, [lead.name for lead in form.leads if isinstance(lead, Lead)])


def test_a_part_with_a_style_has_points_to_number() -> None:
    for kind, form in PARTS:
        assert form.leads or form.style in ("", "议程"), (kind, form.headings)


def test_a_heading_is_seldom_read_as_another_role_than_it_was_written_for() -> None:
    """The parser's cues are few, and a heading must first sound well: many are read as none."""
    pairs = [(form.role, role_of(heading)) for _, form in PARTS for heading in form.headings]
    same, others = (sum(1 for meant, read in pairs if read and (read is meant) is right) for right in (True, False))
    assert same > 3 * others
    assert others < 0.15 * len(pairs)


def test_the_last_step_of_a_numbered_opening_announces_the_parts() -> None:
    for kind, outline in OUTLINES:
        if outline.numbered:
            assert all("{count}" in sentence for sentence in outline.opening.steps[-1]), (kind, outline.name)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("share: 0.08\n", "share: 0.5\n", "shares"),
        ("同志们：", "同志们", "salutation"),
        ("role: problems", "role: troubles", "role"),
        ("          - 成绩是一条线一条线干出来的\n", "", "parallel set"),
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
        read_occasions(folder)
    assert caught.value.file == "01_work_review.yaml"
    assert problem in caught.value.problem


def test_a_missing_occasion_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "outlines"
    shutil.copytree(FOLDER, folder)
    (folder / "12_address.yaml").unlink()
    with pytest.raises(BadTemplate) as caught:
        read_occasions(folder)
    assert "致辞" in caught.value.problem
