"""Every string is there in both languages, takes the same fields, and covers all that can happen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from string import Formatter
from typing import get_args, get_type_hints

import pytest

from agent.attempts import UNUSABLE
from agent.orders import Edition, Side
from errors import JianggaoError
from speech.diff import SectionChange
from speech.structure import Role
from ui.text import LANGUAGES, load

ROOT = Path(__file__).parent.parent.parent


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def kinds(error: type[JianggaoError]) -> Iterator[type[JianggaoError]]:
    """The errors that are raised: those without a branch of their own."""
    for branch in error.__subclasses__():
        yield from kinds(branch)
    if not error.__subclasses__():
        yield error


def codes(pattern: str, *rooms: str) -> set[str]:
    """The codes that the source of these rooms writes down, as `pattern` finds them."""
    sources = [file.read_text(encoding="utf-8") for room in rooms for file in sorted((ROOT / room).rglob("*.py"))]
    return {code for source in sources for code in re.findall(pattern, source)}


def test_both_languages_have_the_same_strings_with_the_same_fields() -> None:
    one, other = (load(language).strings for language in LANGUAGES)
    assert one.keys() == other.keys()
    assert {key: blanks(one[key]) for key in one} == {key: blanks(other[key]) for key in other}


@pytest.mark.parametrize("error", sorted(set(kinds(JianggaoError)), key=lambda e: e.__name__), ids=lambda e: e.__name__)
def test_every_error_has_a_sentence_of_its_fields(error: type[JianggaoError]) -> None:
    sentence = load("zh").strings[f"error.{error.code()}"]
    assert blanks(sentence) <= {field.name for field in fields(error)}


def test_every_notice_has_a_sentence_of_its_details() -> None:
    found = codes(r"""notice\(\s*"(\w+)""", "agent") | codes(r"""Noticed\(\s*"(\w+)""", "agent")
    assert found, "no notices found: the pattern is out of date"
    assert found <= {key.removeprefix("notice.") for key in load("zh").strings}


def test_every_finding_and_fault_has_a_sentence() -> None:
    findings = codes(r"""Finding\(\s*"(\w+)""", "speech/checks")
    faults = codes(r"""Fault\(\s*"(\w+)""", "agent")
    assert findings
    assert faults
    strings = load("zh").strings
    assert {f"finding.{code}" for code in findings} <= strings.keys()
    assert {f"fault.{code}" for code in faults} <= strings.keys()


def test_every_reason_why_a_file_cannot_be_read_has_words() -> None:
    reasons = codes(r"""UnreadableFile\([^()]*,\s*"(\w+)"\)""", "vectorstore", "speech/word")
    assert reasons
    assert {f"unreadable.{reason}" for reason in reasons} <= load("zh").strings.keys()


def test_every_reason_why_a_reply_is_refused_has_words() -> None:
    problems = codes(r"""BadReply\([^()]*,\s*"(\w+)"\)""", "agent")
    assert problems
    problems |= UNUSABLE
    assert {f"problem.{problem}" for problem in problems} <= load("zh").strings.keys()


def test_every_deed_side_and_change_has_words() -> None:
    strings = load("zh").strings
    assert {f"deed.{edition.__dataclass_fields__['kind'].default}" for edition in get_args(Edition)} <= strings.keys()
    assert {f"side.{prefix}{side}" for prefix in ("", "all_") for side in get_args(Side)} <= strings.keys()
    how = get_type_hints(SectionChange)["how"]
    assert {f"change.{one}" for one in get_args(how)} <= strings.keys()


def test_two_orders_on_one_place_are_named() -> None:
    said = load("zh").error("overlapping_orders", {"words": "二、抓实", "first": "revise", "second": "delete"})
    assert "一件是改写，一件是删除" in said


def test_an_address_is_quoted_once() -> None:
    assert load("zh").error("no_such_section", {"address": "“责任”", "candidates": ()}) == "稿子里没有“责任”"


def test_the_interface_has_no_english_words() -> None:
    """But for what a person types into a file or a command line, and the names of file kinds."""
    shown = {key: re.sub(r"\{\w+\}", "", words) for key, words in load("zh").strings.items()}
    kept = (
        r"^(setting|settings|cli|error\.bad_|advice\.(wrong_key|no_such_model|rate|endpoint|bad_)|notice\.library_away|library\.unprepared)"
    )
    names = {"Word", "WPS", "txt", "docx", "doc", "wps", "md", "MB", "env"}
    found = {key: set(re.findall("[A-Za-z]+", words)) - names for key, words in shown.items() if not re.match(kept, key)}
    assert {key: words for key, words in found.items() if words} == {}


def test_every_role_has_a_name() -> None:
    assert {f"role.{role}" for role in Role} <= load("zh").strings.keys()


def test_what_the_pages_ask_for_is_there() -> None:
    asked = codes(r"""\btext\(\s*"([\w.]+)\"""", "ui")
    assert len(asked) > 80
    assert asked <= load("zh").strings.keys()


def test_text_of_a_field_is_never_read_as_a_field() -> None:
    assert "{0} {words}" in load("zh")("error.no_match", words="{0} {words}")


def test_a_reason_is_put_into_words() -> None:
    assert "空的" in load("zh").error("unreadable_file", {"name": "a.txt", "reason": "empty"})


def test_a_string_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        load("zh")("no.such.string")
