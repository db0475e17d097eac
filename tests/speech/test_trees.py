"""The table of trees, and what holds of each of them however it is pasted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from bench.corpus import broken
from speech.document import Speech
from speech.numbering import Style
from speech.paragraphs import lines, paragraphs
from speech.structure import Kind, Section, Span
from tests.speech.speeches import written

TABLE: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("trees.yaml").read_text(encoding="utf-8"))
SHAPES = [row["shape"] for row in TABLE]


def first_line(speech: Speech, section: Section) -> Span:
    """The first line of the section, as far as that reaches."""
    line = next(p.span for p in speech.paragraphs if p.span.end > section.span.start)
    return Span(section.span.start, min(line.end, section.span.end))


def notation(speech: Speech, sections: Sequence[Section], depth: int = 0) -> Iterator[str]:
    for section in sections:
        words = f"⟦{speech.words(section.heading)}⟧" if section.heading else speech.words(first_line(speech, section))[:10]
        yield f"{'  ' * depth}{section.path} {words}".rstrip()
        yield from notation(speech, section.sections, depth + 1)


def tree(text: str) -> list[str]:
    speech = Speech(text)
    return list(notation(speech, speech.sections))


@pytest.mark.parametrize("row", TABLE, ids=SHAPES)
def test_the_table_of_trees(row: dict[str, Any]) -> None:
    assert tree(row["text"]) == row["tree"].splitlines()


@pytest.mark.parametrize("row", TABLE, ids=SHAPES)
@pytest.mark.parametrize("indent", ["\u3000\u3000", "  ", "\xa0\xa0\u3000", "\t", "\u200b", "\ufeff"])
@pytest.mark.parametrize("ending", ["\r\n\r\n", "\r", "\xa0\n", "\u2028", "\v"])
def test_indents_and_line_ends_change_no_tree(row: dict[str, Any], indent: str, ending: str) -> None:
    pasted = "".join(f"{indent}{line.strip()}{ending}" for line in row["text"].splitlines() if line.strip())
    assert tree(pasted) == row["tree"].splitlines()


def test_twenty_shapes_are_stated_and_each_once() -> None:
    assert len(TABLE) == len(set(SHAPES)) >= 20


@given(st.lists(st.sampled_from([row["text"] for row in TABLE]) | written, max_size=4).map("\n".join))
def test_what_stands_between_the_lines_changes_no_tree(text: str) -> None:
    assert tree(text) == tree("\n\u3000\n\u3000\u3000".join(span.of(text) for span in lines(text)))


@given(st.lists(st.sampled_from([row["text"] for row in TABLE]) | written, max_size=4).map("\n".join))
@example("　　一、甲\n乙。\n附件\n丙")
def test_every_line_is_in_one_section_and_points_lie_in_theirs(text: str) -> None:
    speech = Speech(text)
    assert list(broken(speech)) == []


_BODY = "这一段话够长，说的是一件平常的事，说完就停在这里。"
_WORDS = st.text("清理河道修通道路办好学校管住口子", min_size=4, max_size=20)


@given(st.lists(_WORDS, min_size=2, max_size=6))
@example(["一道河口", "要清理了"])
def test_headings_without_numbers_are_parts_in_order(heads: list[str]) -> None:
    text = "\n".join([_BODY, *(line for head in heads for line in (head, _BODY + _BODY))])
    speech = Speech(text)
    assert [speech.words(part.heading) for part in speech.parts if part.heading] == heads
    assert [part.path for part in speech.parts] == [str(i) for i in range(1, len(heads) + 1)]
    assert all(part.ordinal is None for part in speech.parts)


@given(_WORDS, st.sampled_from(["，", "、", "：", "；", "。", "！", "…", "）", "】", ","]))
def test_a_short_line_with_a_mark_at_its_end_is_no_heading(words: str, mark: str) -> None:
    text = f"{_BODY}\n{words}{mark}\n{_BODY}\n{words}{mark}\n{_BODY}"
    assert all(paragraph.kind is not Kind.HEADING for paragraph in paragraphs(text))


@given(_WORDS)
def test_one_short_line_alone_is_no_heading(words: str) -> None:
    assert all(paragraph.kind is not Kind.HEADING for paragraph in paragraphs(f"{_BODY}\n{words}\n{_BODY}"))


@given(st.lists(st.sampled_from([style for style in Style if not style.runs_in]), min_size=1, max_size=6, unique=True))
def test_levels_nest_by_depth(styles: list[Style]) -> None:
    outward = sorted(styles, key=lambda style: style.depth)
    text = "\n".join(style.write(1) + "抓好这件事" for style in outward)
    assert [section.path for section in Speech(text).walk()] == [".".join("1" * i) for i in range(1, len(outward) + 1)]
