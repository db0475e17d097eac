"""The text of a planned speech: the user's points each in its place, and around them what can be said of their matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.brief import Brief, Point
from agent.offline.elaboration import elaborated
from agent.offline.filling import filling, spoken
from agent.offline.forms import forms_of, frames_of, parallel_set
from agent.offline.pen import Pen, seed
from agent.offline.series import Item, heads_of, items_of
from agent.offline.statement import called, state, tidy
from agent.offline.voice import voiced
from agent.plan import Plan, Planned
from prompts.frames import frames
from prompts.outlines import Form, Frame
from speech.length import count
from speech.numbering import Style
from speech.structure import Role

_HEADED_LEAD = 130  # 字; a shorter point has no heading line of its own
_LONG_PARAGRAPH = 260


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and the move it makes; none for what the user gave and for what belongs to the outline."""

    text: str
    move: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: what it begins with, the sentences, and what they are about. A heading has a line of its own."""

    said: tuple[Said, ...]
    head: str = ""
    headed: bool = False
    about: str = ""

    @property
    def text(self) -> str:
        body = "".join(each.text for each in self.said)
        return f"{self.head}\n{body}" if self.headed else self.head + body


Body = tuple[Line, ...]


def text_of(body: Body) -> str:
    return "\n".join(line.text for line in body)


@lru_cache(maxsize=8)
def compose(brief: Brief, plan: Plan) -> tuple[Body, ...]:
    """The body of every section. All of them at once: no sentence may stand twice in a speech."""
    pen = Pen(filling(brief), tuple(tidy(point.text) for point in brief.points))
    opening, closing = frames_of(brief.occasion, plan)
    bodies = []
    for index, (section, form) in enumerate(zip(plan.sections, forms_of(brief.occasion, plan), strict=True)):
        pen.begin(seed(brief.request, index), sum(part.room for part in plan.sections[: index + 1]))
        if form is None:
            frame = opening if section.role is Role.OPENING else closing
            bodies.append(tuple(_line(paragraph) for paragraph in _frame(pen, plan, section, frame)))
        else:
            bodies.append(tuple(_Part(pen, brief, plan, index, form).lines()))
    return tuple(bodies)


def _line(*sentences: str) -> Line:
    return Line(tuple(Said(text) for text in sentences))


def _frame(pen: Pen, plan: Plan, section: Planned, frame: Frame) -> list[str]:
    """Opening or closing: its first and its last sentence always, between them the points and what the budget allows."""
    parts = sum(1 for each in plan.sections if each.heading)
    counted = {"count": spoken(parts)} if parts else {}
    begin, end = pen.first(frame.steps[0], **counted), pen.first(frame.steps[-1], **counted)
    said = [state(point, "demand", turn) for turn, point in enumerate(section.points)]
    left = section.room - count("".join([begin, *said, end]))
    between = _steps(pen, frame.steps[1:-1], left, **counted)
    middle = [*said, *between] if section.role is Role.OPENING else [*between, *said]
    if count("".join([begin, *middle, end])) > _LONG_PARAGRAPH and middle:
        return ["".join([begin, *middle]), end]
    return ["".join([begin, *middle, end])]


def _steps(pen: Pen, steps: Sequence[Sequence[str]], words: float, **more: str) -> list[str]:
    """A sentence of each step, in order, as far as the words allow."""
    said = []
    for step in steps:
        if words >= 12 and (text := pen.first([each for each in step if count(each) <= words * 1.4], **more)):
            said.append(text)
            words -= count(text)
    return said


class _Part:
    """A part being written: what leads into its points, the points, what leads out of them."""

    def __init__(self, pen: Pen, brief: Brief, plan: Plan, index: int, form: Form) -> None:
        self.pen, self.form, self.section = pen, form, plan.sections[index]
        self.items = items_of(self.section, form, pen.filling.field.field)
        self.parallel = parallel_set(brief)
        self.left: float = self.section.room - count(plan.heading_line(index))
        self.follows = index > 1
        self.stated = 0

    def lines(self) -> list[Line]:
        if self.form.style == "议程":
            return self._agenda()
        if not self.form.style:
            return self._plain()
        before = self._given_first()
        many = {"count": spoken(len(self.items))} if len(self.items) > 1 else {}
        intro = self._intro(**many)
        outro = self._around(self.form.outro, self.left * 0.12)
        self.left -= count(intro + outro)
        heads = heads_of(self.items, self.section.role, self.parallel, self.form.numbering)
        style = self._style(heads)
        lines = [*before, *([_line(intro)] if intro else [])]
        for place, item in enumerate(self.items):
            ordinal = style.write(place + 1) if style else ""
            lines += self._item(item, heads[place], ordinal, style is Style.PAREN, self.left / (len(self.items) - place))
        return [*lines, _line(outro)] if outro else lines

    def _given_first(self) -> list[Line]:
        """What was given, in a paragraph of its own before a series that the outline brings: a figure is no insight."""
        given = [item for item in self.items if item.points]
        if self.section.role not in (Role.ACHIEVEMENTS, Role.SITUATION) or not given or len(given) == len(self.items):
            return []
        self.items = tuple(item for item in self.items if not item.points)
        lines: list[list[Said]] = [[]]
        for item in given:
            said = self._on(item, self.left * 0.4 / len(given), False)
            if count("".join(each.text for each in (*lines[-1], *said))) > _LONG_PARAGRAPH and lines[-1]:
                lines.append([])
            lines[-1] += said
        self.left -= count("".join(each.text for line in lines for each in line))
        return [Line(tuple(line)) for line in lines]

    def _style(self, heads: tuple[str, ...]) -> Style | None:
        """一是 before a whole sentence would make two predicates of it."""
        if len(self.items) < 2:
            return None
        if not any(heads) and self.form.numbering:
            return Style.ORDER
        if self.form.numbering is Style.PAREN and self.left / len(self.items) < _HEADED_LEAD:
            return Style.IS
        return self.form.numbering

    def _intro(self, **more: str) -> str:
        link = self._around(self.form.link, self.left * 0.1) if self.follows else ""
        return link + self._around(self.form.intro, self.left * (0.2 if self.left > 160 else 0.12) - count(link), **more)

    def _around(self, sentences: Sequence[str], words: float, **more: str) -> str:
        """What leads into the points or out of them: a sentence, and one that counts them."""
        counting = [sentence for sentence in sentences if "{count}" in sentence and more]
        plain = [sentence for sentence in sentences if "{count}" not in sentence]
        return "".join(_steps(self.pen, [plain, counting], words, **more))

    def _item(self, item: Item, head: str, ordinal: str, headed: bool, words: float) -> list[Line]:
        if item.lead:
            said = tuple(Said(text) for text in _steps(self.pen, item.lead.steps, words - count(head)))
        else:
            said = self._on(item, words - count(head), bool(head))
        if not said and not head:
            return []
        headed = headed and bool(head and said)
        line = Line(said, ordinal + head + ("" if headed or not head else "。"), headed, item.about)
        self.left -= count(line.text)
        return [line]

    def _on(self, item: Item, words: float, headed: bool) -> tuple[Said, ...]:
        """The user's words, then what the matters have to say, or a blank where an achievement was not given."""
        said = [] if headed and item.own_words else [self._state(point) for point in item.points]
        if self.section.role is Role.ACHIEVEMENTS and not item.points:
            blank = self.pen.first([pattern.replace("{x}", item.name) for pattern in frames().blanks])
            said = [blank] if blank else []
        more = elaborated(item, self.section.role, self.pen, words - count("".join(said)))
        told = [Said(voiced(text, move, self.form.voice, turn), move) for turn, (move, text) in enumerate(more)]
        return (*(Said(text) for text in said), *(each for each in told if each.text))

    def _state(self, point: Point) -> str:
        self.stated += 1
        return state(point, self.form.voice, self.stated - 1)

    def _agenda(self) -> list[Line]:
        """What the meeting goes through, told at once and then called up one by one."""
        words = [tidy(point.text) for item in self.items for point in item.points]
        intro = self._around(self.form.intro, self.left * 0.3, count=spoken(len(words)))
        lines = [_line(intro)] if intro else []
        if len(words) > 1:
            listed = "；".join(Style.IS.write(place) + each for place, each in enumerate(words, 1))
            lines = [_line(intro, listed + "。")]
        lines += [_line(called(each, place, len(words))) for place, each in enumerate(words)]
        outro = self._around(self.form.outro, self.left * 0.3)
        return [*lines, _line(outro)] if outro else lines

    def _plain(self) -> list[Line]:
        """Paragraphs without headings: the points after the first sentence of the first lead, or by themselves."""
        leads = [item.lead for item in self.items if item.lead]
        given = [item for item in self.items if not item.lead]
        lines: list[Line] = []
        for place, item in enumerate(given):
            share = self.left * (0.6 if leads else 1) / (len(given) - place)
            lines.append(Line(self._on(item, share, False), about=item.about))
            self.left -= count(lines[-1].text)
        for place, lead in enumerate(leads):
            said = _steps(self.pen, lead.steps, self.left / (len(leads) - place))
            self.left -= count("".join(said))
            if said and not place and lines:
                lines = [Line((Said(said[0]), *lines[0].said), about=lines[0].about), *lines[1:], *([_line(*said[1:])] if said[1:] else [])]
            elif said:
                lines.append(_line(*said))
        return [line for line in lines if line.said]
