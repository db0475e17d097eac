"""From a model's plan in plain lines to a Plan: budgets that add up, every point of the user's in one section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from agent.brief import Brief, Point
from agent.model.plan_form import ROLES, ceremonial
from agent.plan import Plan, Planned
from speech.numbering import read
from speech.structure import Role

_FIELDS = re.compile(r"^(字数|角色|要点|内容|不写)\s*[：:]\s*(.*)$", re.DOTALL)
_HEAD = re.compile(r"^(标题|称谓|署名|日期)\s*[：:]\s*(.+)$")
_FRAME = re.compile(r"^(开头|开场|结尾|结语|正文)(?:部分|语)?\s*(?:[：:]|$)")
_PART = re.compile(r"^第[一二三四五六七八九十\d]{1,3}(?:部分|点|条)?[、，：:．.\s]*")
_ORNAMENT = re.compile(r"^(?:[-*•·>#|｜\s]+)|[*_`|｜\s]+$")
_NOTHING = {"", "无", "没有", "略", "—", "-"}
_SHARE = {Role.OPENING: 0.10, Role.CLOSING: 0.08}
_LEAST = 40  # 字: less is no section
_ALIKE = 2  # bigrams that a point and a part must share; one is chance
_SHOWN = 20  # code points of a line that could not be read

_FORMS = {
    False: "一、小标题｜字数：……｜角色：……｜要点：……｜内容：……",
    True: "正文｜字数：……｜角色：……｜内容：……",
}


@dataclass
class _Line:
    """A section as the model wrote it. `source` names the line; `nameless` is a numbered one without a heading."""

    role: Role | None
    heading: str
    nameless: bool = False
    source: str = ""
    words: int = 0
    points: list[int] = field(default_factory=list)
    leads: tuple[str, ...] = ()
    leaves: str = ""

    @property
    def framing(self) -> bool:
        return self.role in _SHARE

    @property
    def says(self) -> str:
        return "\n".join((self.heading, *self.leads))


def read_plan(text: str, brief: Brief) -> tuple[Plan | None, str]:
    """The plan as far as it can be read, None where there is no part at all; and what the model is to mend, empty where nothing.

    Fences, bullets, bold and half-width marks are taken as they come. Title, salutation, byline and date are
    the brief's where it has them; a byline or date of the model's own stands only if the user's words hold it.
    """
    head: dict[str, str] = {}
    lines: list[_Line] = []
    unread: list[str] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = _ORNAMENT.sub("", raw).replace("**", "").strip()
        source = f"第{number}行“{line[:_SHOWN]}”"
        if match := _HEAD.match(line):
            head.setdefault(match[1], match[2].strip())
        elif line and not line.startswith("```") and not _take(line, lines, source):
            unread.append(source)
    parts = [line for line in lines if not line.framing]
    if not parts:
        which = f"{'、'.join(unread[:2])}读不出来。" if unread else ""
        return None, f"{which}没有写出各部分，每部分要占一行，写成：{_FORMS[ceremonial(brief)]}"
    plan = Plan(
        title=brief.title or head.get("标题", ""),
        date=brief.date or _sourced(head.get("日期", ""), brief),
        byline=brief.speaker or _sourced(head.get("署名", ""), brief),
        salutation=_salutation(head.get("称谓", "")),
        sections=_budgeted(_placed(_framed(lines), brief), brief),
    )
    return plan, _missing(lines, brief)


def _missing(lines: Sequence[_Line], brief: Brief) -> str:
    nameless = [] if ceremonial(brief) else [line.source for line in lines if line.nameless]
    named = {number for line in lines for number in line.points}
    forgotten = [f"{number}（{point.text}）" for number, point in enumerate(brief.points, 1) if number not in named]
    faults = [f"{'、'.join(nameless)}没有小标题。"] if nameless else []
    faults += [f"这些要点没有放进任何一项：{'、'.join(forgotten)}。"] if forgotten else []
    return "".join(faults)


def _take(line: str, lines: list[_Line], source: str) -> bool:
    """A new section, or a field of the last one on a line of its own; False for what is neither."""
    first, *cells = [cell.strip() for cell in re.split(r"[|｜]", line)]
    section = _section(first)
    if section:
        section.source = source
        lines.append(section)
    elif lines:
        cells.insert(0, first)
    if lines:
        for cell in cells:
            _fill(lines[-1], cell)
    return section is not None or bool(lines)


def _section(words: str) -> _Line | None:
    if frame := _FRAME.match(words):
        name = frame[1]
        role = Role.OPENING if name.startswith("开") else Role.CLOSING if name.startswith("结") else None
        return _Line(role, "")
    if part := _PART.match(words):
        return _heading(words[part.end() :])
    ordinal = read(words)
    if ordinal and not ordinal.style.runs_in:
        return _heading(words[ordinal.end :])
    return None


def _heading(words: str) -> _Line | None:
    """A numbered 开头 or 结尾 is no part."""
    words = words.strip().strip('“”"').removeprefix("小标题：").rstrip("。：:；;，,")
    return _section(words) if _FRAME.match(words) else _Line(None, words, nameless=not words)


def _fill(line: _Line, cell: str) -> None:
    match = _FIELDS.match(cell)
    if match is None or match[2].strip() in _NOTHING:
        return
    name, value = match[1], match[2].strip()
    if name == "字数" and (digits := re.search(r"\d[\d,，]*", value)):
        line.words = int(re.sub(r"\D", "", digits[0]))
    elif name == "角色" and not line.framing:
        line.role = next((role for label, role in ROLES.items() if label in value and role not in _SHARE), None)
    elif name == "要点":
        line.points = _numbers(value)
    elif name == "内容":
        line.leads = tuple(lead for part in re.split(r"[；;]", value) if (lead := part.strip().rstrip("。")))
    elif name == "不写":
        line.leaves = value


def _numbers(value: str) -> list[int]:
    """1、3 and 2-4."""
    found: list[int] = []
    for match in re.finditer(r"(\d{1,2})(?:\s*[-–—~～至到]\s*(\d{1,2}))?", value):
        first = int(match[1])
        found += range(first, int(match[2] or first) + 1)
    return found


def _framed(lines: list[_Line]) -> list[_Line]:
    """One opening first, one closing last, the parts between them."""
    opening = next((line for line in lines if line.role is Role.OPENING), _Line(Role.OPENING, ""))
    closing = next((line for line in reversed(lines) if line.role is Role.CLOSING), _Line(Role.CLOSING, ""))
    return [opening, *(line for line in lines if not line.framing), closing]


def _placed(lines: Sequence[_Line], brief: Brief) -> tuple[Planned, ...]:
    """The first section that names a point has it. One that none names goes to the part that speaks of it, or
    to the first part of its role, or to the part with the fewest."""
    roles = [line.role or Role.TASKS for line in lines]
    # Only at a ceremony do opening and closing say what a point may ask for: congratulations, wishes.
    open_to = [i for i, line in enumerate(lines) if ceremonial(brief) or not line.framing]
    said = [_bigrams(line.says) for line in lines]
    carried: list[list[Point]] = [[] for _ in lines]
    for number, point in enumerate(brief.points, 1):
        words = _bigrams(point.text)
        naming = [i for i, line in enumerate(lines) if number in line.points]
        speaking = max(open_to, key=lambda i: (len(words & said[i]), roles[i] is point.role))
        if not naming and len(words & said[speaking]) >= min(_ALIKE, max(1, len(words))):
            naming = [speaking]
        alike = [i for i, role in enumerate(roles) if role is point.role]
        emptiest = min(range(1, len(lines) - 1), key=lambda i: len(carried[i]))
        carried[next(iter([*naming, *alike, emptiest]))].append(point)
    return tuple(
        Planned(role, line.heading, line.words, tuple(own), line.leads, line.leaves)
        for line, role, own in zip(lines, roles, carried, strict=True)
    )


def _bigrams(text: str) -> set[str]:
    return {a + b for line in text.split("\n") for a, b in pairwise(line)}


def _budgeted(sections: tuple[Planned, ...], brief: Brief) -> tuple[Planned, ...]:
    """Budgets in the model's proportions that add up to the length asked for."""
    total = brief.length.words
    known = [section.words for section in sections if section.words and section.role not in _SHARE]
    usual = sum(known) / len(known) if known else total / max(1, len(sections) - 2)
    asked = [section.words or (_SHARE[section.role] * total if section.role in _SHARE else usual) for section in sections]
    # A part that the model forgot to make big enough still needs room for a sentence.
    asked = [max(_LEAST, words) for words in asked]
    edges = [round(sum(asked[: i + 1]) / sum(asked) * total) for i in range(len(asked))]
    return tuple(replace(section, words=edge - before) for section, edge, before in zip(sections, edges, [0, *edges], strict=False))


def _salutation(words: str) -> str:
    words = words.strip().rstrip("：:，,") or "同志们"
    return f"{words}："


def _sourced(words: str, brief: Brief) -> str:
    words = words.strip("（）() ")
    return words if words and words in brief.sources else ""
