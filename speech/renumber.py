"""Keeping series whole: what follows a removed or a new section counts on without a gap, and “三点意见” says how many there are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from speech.checks.counts import announcement
from speech.document import Speech
from speech.numbering import Ordinal, Style, chinese, number
from speech.splice import Edit
from speech.structure import Section, Span

_NUMERAL = r"(?<![一二两三四五六七八九十百千万亿第前后\d.])([一二两三四五六七八九十]{1,3}|\d{1,2})"
# What the sentence before the points, or the heading, says of them: 抓好三件事, not 三项指标.
_PROMISE = re.compile(
    _NUMERAL + r"(?=点(?![半钟整多\d一二三四五])|句话|层意思|方面|条(?=[，。：:]|$)|件[大实要难好]?事"
    r"|[项条](?:重点|主要)?(?:工作|任务|措施|要求|举措|意见|建议|行动|标准|原则|规矩|体会|经验|办法)"
    r"|大(?:任务|重点|行动|工程|举措)|个(?:方面|问题|环节|重点|关键|步骤|坚持|强化|着力|抓手|关系|结合))"
)
# 要做到三个坚持： directly before them counts them by whatever noun.
_LED = re.compile(_NUMERAL + "(?=[个种类项件条点句层大道])")
_HEADED = re.compile(
    "(?:抓好|做好|办好|把握|突出|坚持|聚焦|围绕|处理好|把好|守住|过好|用好)" + _NUMERAL + "(?=[个大项件条道种点][^，、]{1,6}$)"
)
_PAST = re.compile("去年|上年|前年|往年|过去|上次|曾|以来")  # a lead that tells of then may count what was then
_STOP = re.compile(r"[。！？!?\r\n\v\f\x85\u2028\u2029]")
_CLAUSE = re.compile(r"[，,；;。！？!?\r\n\v\f\x85\u2028\u2029]")
_WORDS = 3  # 首先, 其次, 再次: what comes after has no word of its own


@dataclass(frozen=True, slots=True)
class Row:
    """The sections that count together, up to the next that starts again from one; `owner` holds them (None: the speech).

    `lead` is what stands before them there: from the owner's head, or the row before them.
    """

    owner: Section | None
    members: tuple[Section, ...]
    lead: Span

    def place(self, path: str) -> int:
        return next((i for i, section in enumerate(self.members) if section.path == path), -1)


def rows(speech: Speech) -> Iterator[Row]:
    yield from _rows(None, speech.sections, 0)
    for section in speech.walk():
        if section.sections:
            yield from _rows(section, section.sections, section.ordinal.end if section.ordinal else section.span.start)


def row_of(speech: Speech, path: str) -> Row | None:
    return next((row for row in rows(speech) if row.place(path) >= 0), None)


def _rows(owner: Section | None, level: Sequence[Section], start: int) -> Iterator[Row]:
    run: list[Section] = []
    for section in level:
        if not section.numbered:
            continue
        if run and section.ordinal and section.ordinal.value == 1:
            yield Row(owner, tuple(run), Span(start, run[0].span.start))
            run, start = [], run[-1].span.end
        run.append(section)
    if run:
        yield Row(owner, tuple(run), Span(start, run[0].span.start))


def mark(text: str, ordinal: Ordinal, value: int) -> str:
    """The ordinal as it is written, with another value; after 再次 comes 第四."""
    if ordinal.style is Style.SERIAL and value > _WORDS:
        return f"第{chinese(value)}{text[ordinal.numeral_end : ordinal.end]}"
    return ordinal.renumbered(text, value)


def remarked(speech: Speech, ordinal: Ordinal, value: int) -> Edit:
    return Edit(Span(ordinal.start, ordinal.end), mark(speech.text, ordinal, value))


def without(speech: Speech, removed: Collection[str]) -> tuple[Edit, ...]:
    """The edits to ordinals and to announced counts that removing these sections (by path) calls for."""
    edits: list[Edit] = []
    for row in rows(speech):
        gone = 0
        if row.owner and any(row.owner.path == path or row.owner.path.startswith(f"{path}.") for path in removed):
            continue
        for section in row.members:
            if section.path in removed:
                gone += 1
            elif gone and section.ordinal and not section.ordinal.closes:
                edits.append(remarked(speech, section.ordinal, section.ordinal.value - gone))
        edits += recounted(speech, row, -gone)
    return tuple(edits)


def shifted(speech: Speech, row: Row, start: int, by: int) -> Iterator[Edit]:
    """The members from `start` on count `by` further; 最后 stays that."""
    for section in row.members[start:]:
        if section.ordinal and not section.ordinal.closes:
            yield remarked(speech, section.ordinal, section.ordinal.value + by)


def recounted(speech: Speech, row: Row, by: int) -> tuple[Edit, ...]:
    """The promised number of the members grows by `by`, wherever one is promised and was right."""
    said = promises(speech, row) if by else {}
    edits = []
    for span, size in said.items():
        words, new = span.of(speech.text), size + by
        if new > 0:
            edits.append(Edit(span, str(new) if words.isdecimal() else "两" if new == 2 and words != "二" else chinese(new)))
    return tuple(edits)


def promises(speech: Speech, row: Row) -> dict[Span, int]:
    """The numerals by which the heading, the lead or the opening announces just so many members as there are."""
    size = len(row.members)
    found: dict[Span, int] = {}
    said = announcement(speech) if row.owner is None or speech.parts == (row.owner,) else None
    parts = len(speech.parts)
    if said and said.count == (parts if row.owner is None else size):
        found[said.numeral] = said.count
    head = row.owner.heading if row.owner and row.owner.heading and row.owner.heading in row.lead else None
    start = head.end if head else max(row.lead.start, _last_section_before(speech, row)) if row.owner is None else row.lead.start
    if head:
        _take(found, size, _PROMISE, speech.text, head)
        _take(found, size, _HEADED, speech.text, head)
    lead = speech.text[start : row.lead.end].rstrip()
    end = start + len(lead)
    if lead.endswith(("：", ":")) and _take(found, size, _LED, speech.text, Span(_after(_CLAUSE, speech.text, start, end - 1), end - 1)):
        return found
    body = len(lead.rstrip("。！？!?：:"))
    if size > 1:
        last = Span(_after(_STOP, speech.text, start, start + body), end)
        if not _take(found, size, _PROMISE, speech.text, last) and not _PAST.search(lead):
            _take(found, size, _PROMISE, speech.text, Span(start, end))
    return found


def _last_section_before(speech: Speech, row: Row) -> int:
    before = [section.span for section in speech.sections if section.span.end <= row.lead.end]
    return before[-1].start if before else 0


def _take(found: dict[Span, int], size: int, form: re.Pattern[str], text: str, within: Span) -> bool:
    """The last that is right. A time is no count: 上午三点."""
    for match in reversed(list(form.finditer(text, within.start, within.end))):
        if number(match.group(1)) == size and text[match.start(1) - 1 : match.start(1)] not in set("午晨晚"):
            found[Span(*match.span(1))] = size
            return True
    return False


def _after(stops: re.Pattern[str], text: str, start: int, end: int) -> int:
    return max((match.end() for match in stops.finditer(text, start, end)), default=start)


def closed(speech: Speech) -> tuple[Edit, ...]:
    """The edits after which every series counts up by one."""
    edits: list[Edit] = []
    for row in rows(speech):
        counted = [section.ordinal for section in row.members if section.ordinal]
        for value, ordinal in enumerate(counted, 1):
            if not ordinal.closes and ordinal.value != value:
                edits.append(remarked(speech, ordinal, value))
    return tuple(edits)
