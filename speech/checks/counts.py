"""“三点意见” but four follow."""

from __future__ import annotations

import re
from dataclasses import dataclass

from speech.document import Speech
from speech.findings import Finding
from speech.numbering import number
from speech.structure import Span

# Only where the speaker announces what is to come: “下面，我讲三点意见”, not “去年提的三点意见”.
_SAY = "(?:讲|谈|说|提出?|强调|作出?|做)"
_ANNOUNCED = re.compile(
    rf"(?:我[^。；\n]{{0,14}}?{_SAY}|(?:^|[，。；：\n]|下面|在此|这里|主要|重点|着重|再|先){_SAY})"
    r"(?:以下|如下)?([一二两三四五六七八九十]{1,2}|\d{1,2})(?:点|条|层意思|句话|件事|个方面|个问题|个体会|个意见)"
)


@dataclass(frozen=True, slots=True)
class Announcement:
    """How many parts the opening promises, and where it says so (the numeral alone)."""

    count: int
    numeral: Span


def announcement(speech: Speech) -> Announcement | None:
    """What the opening announces of the parts; None where it announces nothing."""
    opening = speech.by_path.get("opening")
    return announced(speech.text, opening.span) if opening else None


def announced(text: str, span: Span | None = None) -> Announcement | None:
    """What a text, or a span of it, announces last."""
    within = span or Span(0, len(text))
    found = list(_ANNOUNCED.finditer(text, within.start, within.end))
    return Announcement(number(found[-1].group(1)), Span(*found[-1].span(1))) if found else None


def count_words(speech: Speech) -> tuple[Finding, ...]:
    said = announcement(speech)
    parts = speech.parts
    if said is None or not parts or said.count == len(parts):
        return ()
    # A promise that the points of the only part keep is kept.
    if len(parts) == 1 and said.count == sum(1 for section in parts[0].sections if section.numbered):
        return ()
    words = said.numeral.of(speech.text)
    details: dict[str, str | int] = {"said": said.count, "found": len(parts)}
    return (Finding("count_differs", "warning", said.numeral.start, said.numeral.end, words, details),)
