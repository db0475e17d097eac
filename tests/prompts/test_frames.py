"""The clause patterns: each takes the user's words once, whatever their shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from errors import BadTemplate
from prompts.frames import FILE, Frames, frames
from prompts.records import parse
from speech.structure import Role


def test_every_role_of_a_part_has_headings_and_statements() -> None:
    roles = {Role.ACHIEVEMENTS, Role.SITUATION, Role.PROBLEMS, Role.TASKS, Role.REQUIREMENTS}
    assert frames().heads.keys() == roles
    assert roles | {Role.OPENING, Role.CLOSING} == frames().statements.keys()


def test_the_headings_of_one_set_differ() -> None:
    for sets in frames().heads.values():
        for patterns in sets:
            assert len(set(patterns)) == len(patterns) >= 5


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("'{x}更加扎实'", "'更加扎实'", "{x} once"),
        ("'{x}更加扎实'", "'{x}{nothing}'", "known slots"),
        ("    noun: ['{x}取得了进展。', '{x}往前走了一步。']\n", "", "noun"),
        ("一分耕耘一分收获，这份成绩经得起看、经得起问、经得起比。", "没有句号", "no final mark"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file = tmp_path / "frames.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadTemplate) as caught:
        parse(file, Frames)
    assert caught.value.file == "frames.yaml"
    assert problem in caught.value.problem
