from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import LockedSection
from speech.document import Speech
from speech.splice import Edit, carry, splice
from speech.structure import Span
from tests.speech.speeches import HEADED, written


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text and edits on it that do not overlap, in any order."""
    text = draw(st.text(min_size=1, max_size=60) | written)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    edits = [Edit(span, draw(st.text(max_size=5))) for span in spans]
    return text, draw(st.permutations(edits))


def kept(text: str, edits: list[Edit]) -> list[str]:
    """What stands between the edits."""
    pieces, start = [], 0
    for span in sorted(edit.span for edit in edits):
        pieces.append(text[start : span.start])
        start = span.end
    return [*pieces, text[start:]]


@given(edited())
def test_only_the_given_spans_change(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    ordered = sorted(edits, key=lambda edit: edit.span)
    new = splice(text, edits)
    for piece, edit in zip(kept(text, edits), [*ordered, None], strict=True):
        assert new.startswith(piece)
        new = new[len(piece) :]
        if edit and edit.span not in [other.span for other in ordered if other is not edit]:
            assert new.startswith(edit.text)
        if edit:
            new = new[len(edit.text) :]
    assert new == ""


@given(edited(), st.integers(0, 60), st.integers(0, 20))
def test_a_span_is_carried_to_its_words(case: tuple[str, list[Edit]], start: int, length: int) -> None:
    text, edits = case
    span = Span(min(start, len(text)), min(start + length, len(text)))
    carried = carry(span, edits)
    if any(edit.span.touches(span) for edit in edits):
        assert carried is None
    else:
        assert carried is not None
        assert carried.of(splice(text, edits)) == span.of(text)


@given(written)
def test_no_edit_is_no_change(text: str) -> None:
    assert splice(text, []) == text
    assert splice(text, [Edit(section.span, section.span.of(text)) for section in Speech(text).sections]) == text


def test_edits_at_one_place_come_in_their_order() -> None:
    assert splice("甲丁", [Edit(Span(1, 1), "乙"), Edit(Span(1, 1), "丙")]) == "甲乙丙丁"


@pytest.mark.parametrize("spans", [[Span(0, 2), Span(1, 3)], [Span(2, 9)], [Span(-1, 1)], [Span(2, 1)]])
def test_edits_that_overlap_or_leave_the_text_are_refused(spans: list[Span]) -> None:
    with pytest.raises(ValueError, match="edits overlap or leave the text"):
        splice("甲乙丙", [Edit(span, "") for span in spans])


LOCK = Speech(HEADED).by_path["2.2"].span


@pytest.mark.parametrize(
    "edit",
    [
        Edit(LOCK, ""),
        Edit(LOCK, "（二）别的"),
        Edit(Span(LOCK.start + 3, LOCK.start + 4), "疏"),
        Edit(Span(LOCK.start + 3, LOCK.start + 3), "添"),
        Edit(Span(LOCK.start - 5, LOCK.start + 1), ""),
        Edit(Span(LOCK.start - 5, LOCK.start + 1), LOCK.of(HEADED)),
    ],
)
def test_an_edit_into_a_lock_is_refused(edit: Edit) -> None:
    with pytest.raises(LockedSection) as caught:
        splice(HEADED, [edit], [LOCK])
    assert LOCK.of(HEADED).startswith(caught.value.words)


@pytest.mark.parametrize(
    "edit",
    [
        Edit(Span(LOCK.start, LOCK.start), "前面添的\n"),
        Edit(Span(LOCK.end, LOCK.end), "\n后面添的"),
        Edit(Span(0, 3), "改"),
        Edit(Speech(HEADED).by_path["2"].span, f"二、换一个说法\n{LOCK.of(HEADED)}\n没了。"),
    ],
)
def test_an_edit_that_leaves_the_lock_whole_is_made(edit: Edit) -> None:
    assert LOCK.of(HEADED) in splice(HEADED, [edit], [LOCK])
