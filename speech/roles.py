"""What each part of a speech is for, from its heading, its lead and its place."""

from __future__ import annotations

import re
from dataclasses import replace

from speech.structure import Role, Section, Span

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
_ORDERING = re.compile(r"(?:^|[。；，、一二三四五六七八九十])(?:都|还|就|更|也)?要(?!求|是|不)", re.MULTILINE)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def with_roles(text: str, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The same sections; what is inside a part has the part's role, or its own where the part has none."""
    return tuple(_assign(text, section, section.role) for section in sections)


def _assign(text: str, section: Section, inherited: Role | None) -> Section:
    role = inherited
    if role is None and section.numbered:
        role = role_of(_heading(text, section), _lead(text, section)) or _by_manner(section.span.of(text))
    return replace(section, role=role, sections=tuple(_assign(text, child, role) for child in section.sections))


def role_of(heading: str, lead: str = "") -> Role | None:
    """The heading decides; a part without one is known by how its lead begins."""
    for role, cue in _HEADING_CUES:
        if heading and cue.search(heading):
            return role
    for role, cue in _LEAD_CUES:
        if cue.search(lead.strip()):
            return role
    return None


def _by_manner(text: str) -> Role | None:
    """Orders are given with 要 at the head of a clause; results are told in figures."""
    if len(_ORDERING.findall(text)) >= 3:
        return Role.TASKS
    return Role.ACHIEVEMENTS if len(_FIGURE.findall(text)) >= 5 else None


def _heading(text: str, section: Section) -> str:
    return text[section.heading.start : section.heading.end] if section.heading else ""


def _lead(text: str, section: Section) -> str:
    start = section.heading.end if section.heading else section.span.start
    return Span(start, min(section.span.end, start + 60)).of(text)
