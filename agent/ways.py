"""The ways to build a speech, and which of them suits a brief."""

from __future__ import annotations

from hashlib import sha256

from agent.brief import Brief
from agent.plan import FRAMING
from prompts.outlines import Outline, occasion
from speech.structure import Role


def ways(brief: Brief) -> tuple[Outline, ...]:
    """Those of the brief's occasion, the fittest first: asked for by name, then with a part for every point and a point
    for every part; of two as fit the brief decides, so that two briefs are not built alike.
    """

    def fitness(outline: Outline) -> tuple[bool, int, int, int]:
        roles = {form.role for form in outline.parts}
        given = {point.role for point in brief.points if point.role not in FRAMING}
        bare = sum(1 for form in outline.parts if form.role not in given and form.role in (Role.ACHIEVEMENTS, Role.PROBLEMS))
        chance = sha256(f"{brief.request}\n{outline.name}".encode()).digest()[0]
        return not any(cue in brief.request for cue in outline.cues), len(given - roles), bare, chance

    return tuple(sorted(occasion(brief.occasion).outlines, key=fitness))
