"""The text of a planned speech: sentences chosen from the bank until each section's budget is met."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.brief import Brief, Point
from agent.offline.filling import filling, spoken
from agent.offline.forms import forms_of, parallel_set
from agent.offline.pen import Pen, seed
from agent.offline.statement import in_one_sentence, state, tidy
from agent.placement import topics_of
from agent.plan import Plan, Planned
from prompts.outlines import Form, Lead
from prompts.phrases import Block, phrases
from speech.length import count
from speech.numbering import Style
from speech.structure import Role

# In which order the moves are drawn while there is room; in the text they stand in the order of MOVES.
_DRAWN = {
    Role.ACHIEVEMENTS: ("claim", "evidence", "measure", "effect", "praise", "cause", "turn"),
    Role.SITUATION: ("claim", "evidence", "measure", "warn", "effect", "cause", "turn", "praise"),
    Role.PROBLEMS: ("claim", "cause", "evidence", "warn", "turn"),
    Role.TASKS: ("measure", "claim", "deadline", "effect", "warn", "evidence", "praise", "turn"),
    Role.REQUIREMENTS: ("measure", "claim", "warn", "effect", "deadline", "evidence", "praise", "turn"),
}
_FRAME_DRAWN = ("evidence", "measure", "praise", "effect", "cause", "deadline", "warn")
_HEADED_LEAD = 150  # 字; a shorter point has no heading line of its own
_LONG_PARAGRAPH = 260
_LEAST = 30  # 字; a heading is never left without a sentence


@lru_cache(maxsize=8)
def compose(brief: Brief, plan: Plan) -> tuple[str, ...]:
    """The body of every section. All of them at once: no sentence may stand twice in a speech."""
    pen = Pen(filling(brief), tuple(tidy(point.text) for point in brief.points))
    bodies = []
    forms = forms_of(brief.occasion, plan)
    for index, (section, form) in enumerate(zip(plan.sections, forms, strict=True)):
        pen.begin(seed(brief.request, index), sum(part.words for part in plan.sections[: index + 1]))
        bodies.append("\n".join(_frame(pen, plan, section, form) if form.framing else _part(pen, brief, plan, index, form)))
    return tuple(bodies)


def _frame(pen: Pen, plan: Plan, section: Planned, form: Form) -> list[str]:
    """Opening or closing: its first and its last sentence always, between them what the budget allows."""
    lead = form.leads[0]
    assert isinstance(lead, Lead)
    parts = sum(1 for each in plan.sections if each.heading)
    counted = {"count": spoken(parts)} if parts else {}
    begin = pen.first(lead.claim, **counted)
    end = pen.first(lead.turn, **counted)
    between = [text for _, text in pen.draw(lead, section.words - count(begin + end), _FRAME_DRAWN, False, **counted)]
    if count("".join([begin, *between, end])) > _LONG_PARAGRAPH and between:
        return ["".join([begin, *between]), end]
    return ["".join([begin, *between, end])]


@dataclass(frozen=True)
class _Say:
    """One point to be made: the user's, or a lead."""

    point: Point | None
    blocks: tuple[Block, ...]
    weight: float


def _part(pen: Pen, brief: Brief, plan: Plan, index: int, form: Form) -> list[str]:
    section = plan.sections[index]
    if not form.style:
        return _plain(pen, section, form)
    parallel = parallel_set(brief)
    says = [_of_point(pen, point, section.role) for point in section.points]
    says += [_of_lead(pen, name, section.role, form) for name in section.leads]
    left = section.words - count(plan.heading_line(index))
    paragraphs = []
    many = {"count": spoken(len(says))} if len(says) > 1 else {}
    intro = _around(pen, form.intro, left * (0.2 if left > 160 else 0.12), **many)
    outro = _around(pen, form.outro, left * 0.12)
    if intro:
        paragraphs.append(intro)
    left -= count(intro + outro)
    style = _style(form, len(says), left)
    stated = 0
    for place, say in enumerate(says):
        share = left * say.weight / sum(each.weight for each in says[place:])
        ordinal = style.write(place + 1) if style else ""
        lines = _say(pen, say, section.role, round(share), ordinal, style is Style.PAREN, parallel, stated)
        stated += say.point is not None
        left -= count("".join(lines))
        paragraphs += lines
    if left > 24 and not any(form.own(name) for name in section.leads):
        paragraphs = _topped_up(pen, paragraphs, section, left)
    return [*paragraphs, outro] if outro else paragraphs


def _style(form: Form, says: int, words: float) -> Style | None:
    if says < 2:
        return None
    if form.numbering is Style.PAREN and words / says < _HEADED_LEAD:
        return Style.IS
    return form.numbering


def _around(pen: Pen, sentences: Sequence[str], words: float, **more: str) -> str:
    """What leads into the points or out of them; one that counts them comes last, before the first of them."""
    order = [sentence for sentence in sentences if "{count}" not in sentence]
    pen.chance.shuffle(order)
    counting = [sentence for sentence in sentences if "{count}" in sentence and more][:1]
    chosen: list[tuple[bool, int, str]] = []
    for sentence in [*order[:1], *counting, *order[1:]]:
        if words >= 16 and count(sentence) <= words * 1.3 and (text := pen.take(sentence, **more)):
            chosen.append((sentence in counting, sentences.index(sentence), text))
            words -= count(text)
    return "".join(text for *_, text in sorted(chosen))


def _of_point(pen: Pen, point: Point, role: Role) -> _Say:
    topics = topics_of(point.text, pen.filling.field.field)
    blocks = [topic.block(role) for topic in (*topics[:2], phrases().general)]
    return _Say(point, tuple(blocks), 1.35)


def _of_lead(pen: Pen, name: str, role: Role, form: Form) -> _Say:
    own = form.own(name)
    topic = phrases().topic(name)
    if own:
        return _Say(None, (own,), 1.0)
    if topic and topic.block(role).heads:
        return _Say(None, (topic.block(role),), 1.0)
    return _of_point(pen, Point(name, role), role)


def _say(pen: Pen, say: _Say, role: Role, words: int, ordinal: str, headed: bool, parallel: int, turn: int) -> list[str]:
    head, sentences = _head(pen, say, role, parallel, turn)
    used = count(head) + count("".join(sentences)) + count(ordinal)
    body: list[tuple[int, str]] = []
    blank = say.point is not None and bool(re.search(r"\d", say.point.text))
    for place, block in enumerate(say.blocks):
        left = words - used - count("".join(text for _, text in body))
        if left >= (12, 50, 50)[place]:
            body += pen.draw(block, left, _DRAWN[role], blank or any("【" in text for _, text in body))
    for block in say.blocks:
        if not body and not sentences and used < words + _LEAST // 2:
            body = pen.draw(block, _LEAST, _DRAWN[role], blank)
    said = "".join([*sentences, *(text for _, text in sorted(body, key=lambda each: each[0]))])
    if not ordinal:
        return [f"{head}。{said}" if head and say.point else said or f"{head}。"]
    if headed and head and said:
        return [ordinal + head, said]
    return [f"{ordinal}{head}。{said}" if head else ordinal + said]


def _head(pen: Pen, say: _Say, role: Role, parallel: int, turn: int) -> tuple[str, list[str]]:
    """The heading of a point, and the sentence that states it where the heading does not."""
    sentences: list[str] = []
    if say.point:
        statement = state(say.point, role, parallel, turn)
        if statement.head:
            return statement.head, []
        sentences = [statement.sentence]
    for block in say.blocks:
        heads = block.heads[parallel % len(block.heads) :] + block.heads[: parallel % len(block.heads)] if block.heads else ()
        for head in heads:
            filled = pen.filling.fill(head)
            if filled and filled not in pen.said and not (say.point and tidy(say.point.text) in filled):
                pen.said.add(filled)
                return filled, sentences
    return "", sentences


def _plain(pen: Pen, section: Planned, form: Form) -> list[str]:
    """Paragraphs without headings: the points in one sentence each, after the first sentence of the first."""
    stated = [in_one_sentence(point, turn) for turn, point in enumerate(section.points)]
    left = section.words - count("".join(stated))
    paragraphs: list[str] = []
    for place, name in enumerate(section.leads):
        blocks = _of_lead(pen, name, section.role, form).blocks
        drawn = [text for _, text in pen.draw(blocks[0], round(left / (len(section.leads) - place)), _DRAWN[section.role], False)]
        left -= count("".join(drawn))
        if drawn:
            paragraphs.append("".join([drawn[0], *(stated if not paragraphs else []), *drawn[1:]]))
    return paragraphs or ["".join(stated)]


def _topped_up(pen: Pen, paragraphs: list[str], section: Planned, words: float) -> list[str]:
    """General sentences at the end of the last paragraphs where the points fell short of the budget."""
    general = phrases().general.block(section.role)
    extra = "".join(text for _, text in pen.draw(general, round(words), ("turn", "warn", "effect"), False))
    return [*paragraphs[:-1], paragraphs[-1] + extra] if extra and paragraphs else paragraphs
