"""Which way of building a speech a brief is given, and which of its parts each section of a plan follows."""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise

from agent.brief import Brief, Point
from agent.plan import FRAMING, Plan, Planned
from prompts.outlines import Form, Frame, Outline, occasion
from speech.structure import Role

# Where an outline has no part of a point's role, the point goes to the first of these it has.
NEAREST = {
    Role.ACHIEVEMENTS: (Role.SITUATION, Role.TASKS, Role.REQUIREMENTS),
    Role.SITUATION: (Role.PROBLEMS, Role.TASKS, Role.REQUIREMENTS),
    Role.PROBLEMS: (Role.TASKS, Role.SITUATION, Role.REQUIREMENTS),
    Role.TASKS: (Role.REQUIREMENTS, Role.SITUATION, Role.ACHIEVEMENTS),
    Role.REQUIREMENTS: (Role.TASKS, Role.SITUATION, Role.ACHIEVEMENTS),
}


def parallel_set(brief: Brief) -> int:
    """Which of the parallel sets of headings a brief is given; the same brief, the same set."""
    return sha256(brief.request.encode()).digest()[0]


def home(point: Point, parts: tuple[Form, ...]) -> Role:
    """The role among those of the parts that a point goes to. What a meeting goes through is the chair's to call up."""
    agenda = next((form.role for form in parts if form.style == "议程"), None)
    if point.role in FRAMING:
        return agenda if agenda and point.role is Role.OPENING else point.role
    return next(role for role in (point.role, *NEAREST[point.role]) if any(form.role is role for form in parts))


def form_of(role: Role, outline: Outline) -> Form:
    """How a part of the role is built: as in the outline; one that it does not have says what is given and no more."""
    return next((form for form in outline.parts if form.role is role), Form(role=role, share=0, style="第一，"))


def outline_of(name: str, plan: Plan) -> Outline:
    """The outline that a plan follows; the occasion's first for a plan that follows none."""
    found = occasion(name)
    return found.outline(plan.outline) or found.outlines[0]


def frames_of(name: str, plan: Plan) -> tuple[Frame, Frame]:
    outline = outline_of(name, plan)
    return outline.opening, outline.closing


def forms_of(name: str, plan: Plan) -> tuple[Form | None, ...]:
    """One form for each section, none for opening and closing. Where the sections stand in another order than the
    outline's, nothing leads over from one to the next.
    """
    outline = outline_of(name, plan)
    parts = list(outline.parts)
    free = list(parts)
    taken: list[Form | None] = []
    for section in plan.sections:
        if section.role in FRAMING and not section.heading:
            taken.append(None)
            continue
        form = _match(section, free) or _match(section, parts) or form_of(section.role, outline)
        if form in free:
            free.remove(form)
        taken.append(form)
    order = [parts.index(form) if form in parts else -1 for form in taken if form]
    in_order = all(one < other for one, other in pairwise(order))
    return tuple(form if form is None or in_order else form.model_copy(update={"link": ()}) for form in taken)


def _match(section: Planned, forms: list[Form]) -> Form | None:
    same = [form for form in forms if form.role is section.role]
    named = [form for form in same if any(form.own(lead) for lead in section.leads)]
    return next(iter([*named, *same]), None)
