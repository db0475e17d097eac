"""Rewriting without a model: shorter, fuller, stronger, in other words, or with given words put in."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from agent.brief import Brief
from agent.likeness import likeness
from agent.offline.filling import filling
from agent.offline.instruction import Change, Instruction, read_instruction
from agent.offline.passage_text import Block, Sentence, points, put_together, replaced, size, taken_apart
from agent.offline.pen import WORDS_PER_BLANK, Pen, seed
from agent.offline.register import reworded, turned
from agent.offline.shortening import shortened
from agent.placement import field_of, matters_of, occasion_of
from agent.writer import Rewriting
from errors import CannotShorten, NeedsModel
from prompts.frames import frames
from prompts.matters import GENERAL, MOVES_OF, matters
from prompts.outlines import occasion
from prompts.registers import Register
from speech.length import count
from speech.numbering import read
from speech.structure import Role

_SHORTER, _FULLER = 0.7, 1.35
_UNIT = re.compile(r"全[省市县区镇乡](?:[^\s，。半年度工会]{1,8}?(?:机关|系统))|全(?:系统|校|院|厂|集团|公司|街道|局)")
_FORCE = (("应当", "必须"), ("应该", "必须"), ("尽量", "务必"), ("要注意", "必须"), ("希望大家", "大家要"), ("努力做到", "坚决做到"))
_ADDED = {Role.TASKS: ("do", "check", "aim", "why"), Role.REQUIREMENTS: ("do", "check", "why")}

_OF_ITS_PART = 8.0  # how much likelier a paragraph has the role of its part than any other
_SPOKEN_OF = (Role.TASKS, Role.REQUIREMENTS, Role.ACHIEVEMENTS, Role.PROBLEMS, Role.SITUATION)  # of equals the first

Source = Sequence[str]  # sentences of one kind
Blocks = tuple[Block, ...]


def rewritten(work: Rewriting) -> str:
    """Raises NeedsModel where the instruction asks for more than this, or where nothing can be changed that way;
    CannotShorten where every sentence holds a point or a fact. One of many places that cannot be changed stays as it is.
    """
    asked = read_instruction(work.instruction)
    desk = Desk.at(work)
    blocks = taken_apart(work.target, work.heading)
    before = put_together(blocks)
    steps: dict[Change, Callable[[Blocks, int, int], Blocks]] = {
        Change.REPHRASE: desk.rephrased,
        Change.EXPAND: desk.expanded,
        Change.STRENGTHEN: desk.strengthened,
        Change.SPOKEN: lambda blocks, _goal, _most: _turned(blocks, "spoken"),
        Change.FORMAL: lambda blocks, _goal, _most: _turned(blocks, "formal"),
        Change.SHORTEN: shortened,
    }
    goal = _goal(work, asked, size(blocks))
    most = work.length.most if work.length else round(goal * 1.1)
    for change in asked.changes:
        blocks = steps[change](blocks, goal, most)
    if work.length and asked.changes:
        blocks = _fitted(desk, blocks, work)
    for words in asked.added:
        blocks = desk.with_words(blocks, words)
    text = put_together(blocks)
    if text == before and work.named:
        raise CannotShorten(work.name) if asked.changes == (Change.SHORTEN,) else NeedsModel(work.instruction)
    return text


def _goal(work: Rewriting, asked: Instruction, now: int) -> int:
    if work.length:
        return work.length.words if not work.length.ceiling else round(work.length.words * 0.97)
    if asked.ratio:
        return round(now * asked.ratio)
    if Change.SHORTEN in asked.changes:
        return round(now * _SHORTER)
    return round(now * (_FULLER if Change.EXPAND in asked.changes else 1))


def _fitted(desk: Desk, blocks: Blocks, work: Rewriting) -> Blocks:
    """A length asked for holds for every change."""
    assert work.length
    if size(blocks) > work.length.most:
        return shortened(blocks, _goal(work, Instruction(()), 0), work.length.most)
    return desk.expanded(blocks, work.length.words, work.length.most) if size(blocks) < work.length.least else blocks


@dataclass
class Desk:
    """The pen, and what the part is about."""

    pen: Pen
    role: Role
    occasion: str

    @classmethod
    def at(cls, work: Rewriting) -> Desk:
        unit = _UNIT.search(work.title)
        around = "\n".join((work.title, work.target, work.before, work.after))
        field = field_of(work.title) or field_of(work.outline) or GENERAL
        brief = Brief(around, work.title, "", work.title, unit[0] if unit else "", field=field)
        pen = Pen(filling(brief))
        pen.chance = random.Random(seed(work.target, work.instruction, work.previous))  # noqa: S311
        pen.heard = around + work.previous
        pen.due = max(1, (work.length.words if work.length else count(work.target)) // WORDS_PER_BLANK) - work.target.count("【")
        return cls(pen, work.role or Role.TASKS, occasion_of(work.title) or "工作总结")

    def role_of(self, block: Block) -> Role:
        """Of a paragraph: from its own words, and from the part it stands in."""
        scores = likeness(block.text)
        return max(_SPOKEN_OF, key=lambda role: scores[role] + _OF_ITS_PART * (role is self.role))

    def sources(self, block: Block) -> list[Source]:
        """Where sentences for a paragraph come from, nearest first."""
        outlines = occasion(self.occasion).outlines
        if self.role is Role.OPENING:
            return [step for outline in outlines for step in outline.opening.steps[1:-1]]
        if self.role is Role.CLOSING:
            return [step for outline in outlines for step in outline.closing.steps[1:-1]]
        role = self.role_of(block)
        near = matters_of(block.heading + block.text, self.pen.filling.field.field)[:2]
        general = (matters().general,) if role in _ADDED else ()
        return [matter.of(move) for matter in (*near, *general) for move in _ADDED.get(role, MOVES_OF[role])]

    def around(self) -> list[Source]:
        """Where sentences come from that lead into the points or out of them."""
        forms = [form for outline in occasion(self.occasion).outlines for form in outline.parts if form.role is self.role]
        return [sentences for form in forms for sentences in (form.intro, form.outro)]

    def expanded(self, blocks: Blocks, goal: int, most: int) -> Blocks:
        """A sentence more for each paragraph in turn, measures before the rest, until the length is met."""
        if size(blocks) >= goal * 0.95:
            blocks = shortened(blocks, round(goal * 0.75), goal)
        grown = True
        while grown and size(blocks) < goal - 15:
            grown = False
            for i in points(blocks):
                missing = goal - size(blocks)
                text = self._one(blocks[i], round(missing * 1.25)) if missing > 15 else ""
                if text:
                    blocks = replaced(blocks, i, _inserted(blocks[i].sentences, Sentence(text, "【" in text, True)))
                    grown = True
        return blocks

    def _one(self, block: Block, most: int) -> str:
        fitting = ([sentence for sentence in source if count(sentence) <= most] for source in self.sources(block))
        return next((text for sentences in fitting if (text := self.pen.first(sentences))), "")

    def strengthened(self, blocks: Blocks, goal: int, most: int) -> Blocks:
        """Soft words give way to firm ones, and the last paragraph ends in a short parallel sentence."""
        firm = tuple(replace(b, sentences=tuple(s if s.kept else replace(s, text=_firm(s.text)) for s in b.sentences)) for b in blocks)
        last = max((i for i, block in enumerate(firm) if not block.is_heading and not block.leads_in), default=None)
        if last is None:
            return firm
        role = {Role.OPENING: Role.SITUATION, Role.CLOSING: Role.TASKS}.get(self.role) or self.role_of(firm[last])
        text = self.pen.first(frames().force[role])
        return replaced(firm, last, _inserted(firm[last].sentences, Sentence(text, False, True))) if text else firm

    def rephrased(self, blocks: Blocks, goal: int, most: int) -> Blocks:
        """A sentence of ours gives way to another that says the same; in the others words do, where it costs no meaning."""
        made = points(blocks)
        for i, block in enumerate(blocks):
            sources = self.sources(block) if i in made else self.around()
            for j, sentence in enumerate(block.sentences):
                if block.is_heading:
                    continue
                text = ("" if sentence.kept else self._kin(sources, sentence)) or self._reworded(sentence.text)
                if text != sentence.text:
                    sentences = blocks[i].sentences
                    blocks = replaced(blocks, i, (*sentences[:j], replace(sentence, text=text), *sentences[j + 1 :]))
        return blocks

    def _reworded(self, text: str) -> str:
        """In other words of the same register, or where it has none, in those of the other."""
        other = reworded(text, self.pen.chance.choice)
        return other if other != text else turned(turned(text, "formal"), "spoken")

    def with_words(self, blocks: Blocks, words: str) -> Blocks:
        """The words as a sentence of their own, after the paragraph that shares most with them."""
        sentence = words if words[-1] in "。！？" else words.rstrip("，、；;,") + "。"
        pairs = {words[i : i + 2] for i in range(len(words) - 1)}
        field = self.pen.filling.field.field
        about = matters_of(words, field)[:1]
        places = points(blocks)
        if not places:
            return (*blocks, Block((Sentence(sentence, True, True),)))

        def nearness(i: int) -> tuple[int, int]:
            around = blocks[i].heading * blocks[i].numbered + blocks[i].text
            return sum(pair in around for pair in pairs) + 4 * any(matter in matters_of(around, field)[:3] for matter in about), i

        best = max(places, key=nearness)
        sentences = blocks[best].sentences
        if sentences and sentences[-1].text.endswith("；"):
            sentences = (*sentences[:-1], replace(sentences[-1], text=sentences[-1].text[:-1] + "。"))
        return replaced(blocks, best, (*sentences, Sentence(sentence, True, True)))

    def _kin(self, sources: list[Source], sentence: Sentence) -> str:
        """Another sentence of the same kind for one that is ours; empty for any other."""
        kin = [source for source in sources if any(self.pen.filling.fill(known) == sentence.text for known in source)]
        near = sorted((other for source in kin for other in source), key=lambda other: abs(count(other) - count(sentence.text)))
        return next((text for other in near if "【" not in other and not read(other) and (text := self.pen.take(other))), "")


def _turned(blocks: Blocks, register: Register) -> Blocks:
    return tuple(
        replace(block, sentences=tuple(replace(each, text=turned(each.text, register)) for each in block.sentences)) for block in blocks
    )


def _inserted(sentences: tuple[Sentence, ...], new: Sentence) -> tuple[Sentence, ...]:
    """At the end, but before an exclamation that closes the paragraph."""
    if len(sentences) > 1 and sentences[-1].text.endswith("！"):
        return (*sentences[:-1], new, sentences[-1])
    if sentences and sentences[-1].text.endswith("；"):
        sentences = (*sentences[:-1], replace(sentences[-1], text=sentences[-1].text[:-1] + "。"))
    return (*sentences, new)


def _firm(text: str) -> str:
    for soft, firm in _FORCE:
        text = text.replace(soft, firm)
    return text
