"""How a plan for a brief is written down: the lines of the example that the model is shown, with budgets that add up."""

from __future__ import annotations

from dataclasses import dataclass

from agent.brief import Brief
from agent.ways import ways
from speech.numbering import Style
from speech.structure import Role

ROLES = {
    "开头": Role.OPENING,
    "形势": Role.SITUATION,
    "成绩": Role.ACHIEVEMENTS,
    "问题": Role.PROBLEMS,
    "任务": Role.TASKS,
    "要求": Role.REQUIREMENTS,
    "结尾": Role.CLOSING,
    # What a ceremony speaks of: a role of its kind in a working speech, for the search and the offline writer.
    "概况": Role.ACHIEVEMENTS,
    "意义": Role.SITUATION,
    "认识": Role.SITUATION,
    "承诺": Role.TASKS,
    "服务": Role.TASKS,
    "希望": Role.REQUIREMENTS,
    "自律": Role.REQUIREMENTS,
}
# Speeches without headings and without “讲N点意见”: what stands between greeting and wishes, in a short one and a longer one.
_CEREMONIES = {
    "致辞": (("概况", "希望"), ("概况", "意义", "希望")),
    "任职表态": (("认识", "承诺"), ("认识", "承诺", "自律")),
    "表态": (("认识", "承诺"), ("认识", "承诺", "自律")),
    "主持": (("概况", "希望"), ("概况", "希望")),
}
_LONGER = 1000  # 字 from which a ceremony has the longer form
_LEAST = 70  # 字 of an opening or a closing
_PARTS = ((1200, 2), (3200, 3), (4500, 4))  # below so many 字, so many parts; five above


@dataclass(frozen=True, slots=True)
class FormLine:
    """`name` is what the line begins with; `role` is empty for opening and closing."""

    name: str
    words: int
    role: str = ""


def ceremonial(brief: Brief) -> bool:
    return brief.occasion in _CEREMONIES


def role_label(role: Role) -> str:
    return next(label for label, other in ROLES.items() if other is role)


def plan_form(brief: Brief, way: int | None = None) -> tuple[FormLine, ...]:
    """The lines of a plan for the brief's occasion and length, in order; their budgets come to the length asked for."""
    total = brief.length.words
    if ceremonial(brief):
        roles = _CEREMONIES[brief.occasion][total >= _LONGER]
        parts = [("正文", role, 1.0) for role in roles]
    else:
        parts = [(f"{Style.COMMA.write(i)}小标题", role_label(role), share) for i, (role, share) in enumerate(_parts(brief, way), 1)]
    greeting, wishes = (0.2, 0.14) if ceremonial(brief) else (0.1, 0.08)
    opening, closing = _tens(max(_LEAST, total * greeting), 300), _tens(max(_LEAST, total * wishes), 250)
    left, weight = total - opening - closing, sum(share for *_, share in parts)
    budgets = [_tens(left * share / weight, left) for *_, share in parts]
    budgets[-1] += left - sum(budgets)
    body = [FormLine(name, words, role) for (name, role, _), words in zip(parts, budgets, strict=True)]
    return (FormLine("开头", opening), *body, FormLine("结尾", closing))


def _parts(brief: Brief, way: int | None) -> list[tuple[Role, float]]:
    """Of the way to build it as many parts as the length carries: those of the user's points before others, larger before smaller."""
    wanted = next((parts for below, parts in _PARTS if brief.length.words < below), 5)
    asked = {point.role for point in brief.points}
    fit = ways(brief)
    forms = fit[(way or 0) % len(fit)].parts
    kept = sorted(forms, key=lambda form: (form.role not in asked, -form.share))[:wanted]
    return [(form.role, form.share) for form in forms if form in kept]


def _tens(words: float, most: int) -> int:
    return min(most, round(words / 10) * 10)
