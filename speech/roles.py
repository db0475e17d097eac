"""What each part of a speech is for, from its heading, its lead and its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from speech.structure import Role, Span

_HEADING_CUES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.PROBLEMS, re.compile(r"问题|短板|短处|不足|差距|教训|剖析|根源|差在|短在|弱项|以案为镜|风险")),
    (Role.ACHIEVEMENTS, re.compile(r"成绩|成效|回顾|总结(?!会)|亮点|肯定|来之不易|经验|收获|做法|所见|历程|贡献|事迹")),
    (Role.REQUIREMENTS, re.compile(r"保障|要求|作风|纪律|组织领导|责任|督导|督查|落实|从严|领导|队伍|党的建设|自律|希望|廉")),
    (Role.SITUATION, re.compile(r"形势|认识|意义|重要性|必要性|紧迫|背景|为什么|是什么|定位|站位|使命|深刻理解|机遇|挑战|以案明纪")),
    (Role.TASKS, re.compile(r"任务|重点|抓好|推进|推动|深化|着力|加快|建设|聚焦|突出|打赢|落到|怎么|举措|措施|目标|提升|学习|以案促改|干")),
)
_LEAD_CUES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.ACHIEVEMENTS, re.compile(r"^(?:.{0,4}(?:半年|一年|年)来|过去|回顾|去年|上半年|几年来|.{0,12}以来)")),
    (Role.TASKS, re.compile(r"^.{0,2}(?:今年是|下半年|明年|新的一年|下一步|当前和今后|接下来|今后)")),
    (Role.TASKS, re.compile(r"^.{0,40}提.{0,2}[一二三四五六七八九十\d]{1,2}[点条项]要求")),
    (Role.PROBLEMS, re.compile(r"^.{0,30}(?:也要清醒|还存在|仍存在|不足(?!.{0,2}[个月天年])|差距|短板|短处|问题)")),
)
_MUST = re.compile(r"要(?!求|是|不)")
_STRESS = frozenset("都还就更也")
_CLAUSE_STARTS = frozenset("。；，、一二三四五六七八九十\n\r\t \u3000\xa0")
_FIGURE = re.compile(r"[0-9０-９]+(?:\.[0-9０-９]+)?")


class Manner:
    """How a text speaks: orders are given with 要 at the head of a clause, results are told in figures."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._orders = list(_orders(text))

    @cached_property
    def _figures(self) -> list[int]:
        return [match.start() for match in _FIGURE.finditer(self._text)]

    def role(self, span: Span) -> Role | None:
        if _within(self._orders, span) >= 3:
            return Role.TASKS
        return Role.ACHIEVEMENTS if _within(self._figures, span) >= 5 else None


def role_within(text: str, heading: Span | None, span: Span, manner: Manner) -> Role | None:
    """The role of a part or a point that stands at `span` and is in none that has one."""
    start = heading.end if heading else span.start
    lead = text[start : min(span.end, start + 60)]
    return role_of(heading.of(text) if heading else "", lead) or manner.role(span)


def role_of(heading: str, lead: str = "") -> Role | None:
    """The heading decides; a part without one is known by how its lead begins."""
    for role, cue in _HEADING_CUES:
        if heading and cue.search(heading):
            return role
    lead = lead.strip()
    for role, cue in _LEAD_CUES:
        if cue.search(lead):
            return role
    return None


def _within(places: list[int], span: Span) -> int:
    return bisect_left(places, span.end) - bisect_left(places, span.start)


def _orders(text: str) -> Iterator[int]:
    """Where 要, or 都要, opens a clause."""
    for match in _MUST.finditer(text):
        at = match.start()
        if at and text[at - 1] in _STRESS:
            at -= 1
        if not at or text[at - 1] in _CLAUSE_STARTS:
            yield at
