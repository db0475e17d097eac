"""Which form of the outline each section of a plan follows."""

from __future__ import annotations

from hashlib import sha256

from agent.brief import Brief
from agent.plan import Plan, Planned
from prompts.outlines import Form, outline, outlines
from speech.structure import Role

# Where an occasion has no section of a point's role, the point goes to the first of these it has.
NEAREST = {
    Role.ACHIEVEMENTS: (Role.SITUATION, Role.TASKS, Role.REQUIREMENTS),
    Role.SITUATION: (Role.PROBLEMS, Role.TASKS, Role.REQUIREMENTS),
    Role.PROBLEMS: (Role.TASKS, Role.SITUATION, Role.REQUIREMENTS),
    Role.TASKS: (Role.REQUIREMENTS, Role.SITUATION, Role.ACHIEVEMENTS),
    Role.REQUIREMENTS: (Role.TASKS, Role.SITUATION, Role.ACHIEVEMENTS),
    Role.OPENING: (Role.SITUATION, Role.ACHIEVEMENTS, Role.TASKS),
    Role.CLOSING: (Role.TASKS, Role.REQUIREMENTS, Role.SITUATION),
}


def parallel_set(brief: Brief) -> int:
    """Which of the parallel sets of headings a brief is given; the same brief, the same set."""
    return sha256(brief.request.encode()).digest()[0]


def forms_of(occasion: str, plan: Plan) -> tuple[Form, ...]:
    """One form for each section. A section that the outline does not know gets the form nearest to its role."""
    free = list(outline(occasion).sections)
    taken = []
    for section in plan.sections:
        form = _match(section, free) or _match(section, list(outline(occasion).sections)) or _match(section, _every_form())
        assert form, "between them the outlines have every role"
        if form in free:
            free.remove(form)
        taken.append(form)
    return tuple(taken)


def _every_form() -> list[Form]:
    return [form for each in outlines() for form in each.sections]


def _match(section: Planned, forms: list[Form]) -> Form | None:
    same = [form for form in forms if form.role is section.role]
    named = [form for form in same if any(form.own(lead) for lead in section.leads)]
    return next(iter([*named, *same]), None)
