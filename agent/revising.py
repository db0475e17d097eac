"""From an order on parts of a speech to new text for them: only the parts named are written, code splices them in."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

from agent.attempts import Piece, written
from agent.brief import Length
from agent.events import Saved, SectionDone
from agent.faults import Fault
from agent.guard import figures, measure, numbering, stray
from agent.jobs import Job, keeps_figures, without_keeping
from agent.orders import Revise
from agent.placement import occasion_of
from agent.receipts import place
from agent.work import Work
from agent.writer import Rewriting
from errors import EndpointError
from speech.blanks import blanks
from speech.document import Speech
from speech.layout import Layout
from speech.length import count
from speech.locate import sentences
from speech.numbering import read
from speech.splice import Edit
from speech.structure import Section, Span

_LENGTH = re.compile(r"(?:到|至|为|成|在)?(?:不超过|约|大约)?[\d,]+\s*个?字(?:左右|以内|之内)?")
_DROPPING = re.compile(r"删|去掉|不要(?!丢|漏)|拿掉|省略")
_REARRANGING = re.compile(r"分[成为]|拆|小标题|序号|编号|一是|结构|层次|重新组织|[几两二三四五六七八九十\d]个?[条点]")
_BARE_VERBS = {"": "压缩", "压": "压缩", "缩": "压缩", "控制": "压缩", "扩": "扩写"}
_SHORTER = re.compile(r"再|稍微?|适当|压缩|压短|精简|精炼|简练|简洁|缩[短减]|删减|[压缩减砍短](?:一半|一?[点些下]|掉|到|成|至|为|了)*")
_FINAL = "。！？；!?;…”’"  # a sentence that ended with one still does
_JOINT = 2  # sentences of each neighbour that a writer sees
_LINE = 40  # 字 below which no length is expected of a rewrite
_ORDINAL = 8  # code points that an ordinal may have: a lock on a section begins behind it
_HEADING = 30  # 字; a length up to this one that is asked of headings is that of each
_SENTENCES = 80  # 字 of a sentence or two
_BANDS = (
    (re.compile(r"扩|展开|加上|补充|多[说写讲]"), (1, 1.8)),
    (re.compile(r"删|去掉|拿掉|不要(?!丢|漏)|省略"), (0.3, 1.1)),
    (re.compile(r"短一?点|短些|简洁|精炼|简练|精简|压缩|啰嗦|太长"), (0.5, 0.85)),
    (re.compile(r"具体|充实|详细|丰富|太短|太虚|写实"), (0.9, 1.5)),
    (re.compile(""), (0.7, 1.3)),
)


@dataclass(frozen=True, slots=True)
class Task:
    """A job and the order that it is for; `index` counts the jobs of one message. `whole` where the order is on the whole text."""

    index: int
    order: Revise
    job: Job
    whole: bool = False


async def rewrite(
    work: Work, speech: Speech, tasks: Sequence[Task], leaving: Sequence[Span] = (), resuming: bool = False
) -> dict[int, tuple[Edit, ...]]:
    """The edits of each task by its index, written up to `work.parallel` at a time. `leaving` is deleted in the same go.

    After a failure nothing new is begun, but what is being written is written to its end and told, and not written
    again when `resuming`. Raises EndpointError, BadReply and what the writer raises.
    """
    known = _unsaved(work) if resuming else {}
    places = asyncio.Semaphore(work.parallel)
    failures: list[EndpointError] = []

    async def one(task: Task) -> None:
        async with places:
            if task.index in known or failures:
                return
            try:
                known[task.index] = await _rewritten(work, speech, task, leaving)
            except EndpointError as error:
                failures.append(error)

    await asyncio.gather(*(one(task) for task in tasks))
    for code in dict.fromkeys(code for task in tasks for code in work.writer.limits(task.order.instruction)):
        work.notice(code)
    if failures:
        raise failures[0]
    return {task.index: _edits(speech, task.job, known[task.index]) for task in tasks}


def _unsaved(work: Work) -> dict[int, str]:
    """What was written since the last revision of this run, by index."""
    saved = max((i for i, event in enumerate(work.past) if isinstance(event, Saved)), default=-1)
    return {event.section: event.text for event in work.past[saved + 1 :] if isinstance(event, SectionDone)}


def _edits(speech: Speech, job: Job, text: str) -> tuple[Edit, ...]:
    if job.spans:
        return tuple(Edit(span, bare(line)) for span, line in zip(job.spans, text.split("\n"), strict=True))
    closed = text if text[-1] in _FINAL or speech.text[job.span.end - 1] not in _FINAL else text + speech.text[job.span.end - 1]
    layout = Layout(speech)
    return (Edit(job.span, closed.replace("\n", layout.line_break + layout.indent(layout.first(job.span)))),)


async def _rewritten(work: Work, speech: Speech, task: Task, leaving: Sequence[Span]) -> str:
    order, job = task.order, task.job
    target = job.old(speech)
    length = None if job.spans else job.length
    whole = order.length is not None and length is not None and task.whole
    band = (length.least, length.most) if length else None if job.spans else _unasked(order.instruction, count(target))
    query = f"{job.heading} {order.instruction} {target[:200]}"
    passages = (
        ()
        if _only_shorter(order.instruction)
        else work.consult(task.index, query, job.role, occasion_of(speech.title) or "", own=speech.text)
    )
    before, after = neighbours(speech, job.span, leaving)
    rewriting = Rewriting(
        title=speech.title,
        outline=outline(speech),
        name=place(speech, job.target.path),
        role=job.role,
        heading=job.heading,
        target=target,
        before=before,
        after=after,
        # The length that is asked of a whole text is not that of one of its sections.
        instruction=_without_length(order.instruction) if whole else order.instruction,
        length=order.length if job.spans else length,
        passages=passages,
        named=not whole and not job.spans and bool(order.address),
        band=band,
        fixed=job.fixed,
        lines=len(job.spans),
        whole=job.span.end == job.target.span.end and (job.span.start == job.target.span.start or bool(job.heading)),
    )
    dropping = bool(_DROPPING.search(order.instruction)) and not keeps_figures(order.instruction)
    kept = () if dropping else figures(target)
    left = () if dropping or figures(order.instruction) else tuple(blank.span.of(target) for blank in blanks(target))
    sources = f"{speech.text}\n{order.instruction}"
    others = [speech.words(s.heading) for s in speech.parts if s.heading and not s.span.touches(job.span)]
    section = speech.by_path.get(job.target.path)
    rank = section.ordinal.style.rank if section and section.ordinal else 0

    def ask(previous: str, fault: str) -> AsyncIterator[str]:
        return work.writer.rewrite(replace(rewriting, previous=previous, fault=fault))

    def judge(text: str) -> tuple[Fault, ...]:
        if astray := stray(text, job.heading, (before, after), others):
            return (astray,)
        if copied := next((words for words in job.beside if words in text), ""):
            return (Fault("neighbour", {"words": copied[:12]}),)
        if job.spans:
            return _as_headings(text, len(job.spans), order.length)
        if not _REARRANGING.search(order.instruction) and (renumbered := numbering(text, target, rank)):
            return (renumbered,)
        # Without a length asked for, the offline writer's own sense of 具体 and 有力 is what the person gets.
        held = band if length or work.writer.kind == "model" else None
        faults = measure(text, held, sources, kept)
        gone = [blank for blank in left if blank not in text]
        faults = (*faults, Fault("lost", {"values": "、".join(gone)})) if gone else faults
        broken = [words for words in job.fixed if words not in text]
        return (*faults, Fault("locked", {"values": "、".join(words[:20] for words in broken)})) if broken else faults

    words = length.words if length else 0
    return await written(work, Piece(task.index, place(speech, job.target.path), job.heading, words, sources, ask, judge))


def _as_headings(text: str, lines: int, length: Length | None) -> tuple[Fault, ...]:
    found = text.split("\n")
    if len(found) != lines:
        return (Fault("lines", {"found": len(found), "lines": lines}),)
    if length and length.words <= _HEADING:
        sizes = [(line, line_words(bare(line))) for line in found]
        off = [line for line, size in sizes if not (size <= length.words if length.ceiling else size == length.words)]
        return (Fault("heading_length", {"words": length.words, "values": "、".join(off)}),) if off else ()
    return ()


def bare(line: str) -> str:
    """A heading without an ordinal that came with it: its own stands in the text."""
    ordinal = read(line)
    return line[ordinal.end :].strip() if ordinal else line


def line_words(line: str) -> int:
    """八个字 counts characters, not marks."""
    return sum(1 for char in line if char.isalnum())


def _without_length(instruction: str) -> str:
    """压到900字 is 压缩 for a section that has a length of its own."""
    left = _LENGTH.sub("", instruction).strip("，到至为成 ")
    return _BARE_VERBS.get(left, left)


def _only_shorter(instruction: str) -> bool:
    """Whether nothing but a shorter text is asked for: no sample is needed to learn its manner from."""
    rest = _SHORTER.sub("", without_keeping(_LENGTH.sub("", instruction)))
    return bool(_SHORTER.search(instruction)) and not any(char.isalnum() for char in rest)


def _unasked(instruction: str, words: int) -> tuple[int, int] | None:
    """How long a rewrite may be whose instruction names no length; a title or a line may be of any."""
    if words < _LINE:
        return None
    low, high = next(band for form, band in _BANDS if form.search(instruction))
    # Of a short text a share is less than the sentence that an order may bring, or take away.
    return round(words * low), max(round(words * high), words + _SENTENCES if high > 1 else 0)


def outline(speech: Speech, locks: Sequence[Span] = ()) -> str:
    """The headings with their paths, a line each; a part without one by its first words. What is locked is marked."""
    named = [s for top in speech.sections for s in (top, *(child for child in top.sections if child.numbered))]
    return "\n".join(f"[{s.path}] {_called(speech, s)}{_held(s.span, locks)}" for s in named)


def _called(speech: Speech, section: Section) -> str:
    """By its heading or its first words; a bare paragraph by its number too, which the task and the receipts use."""
    words = speech.words(section.heading or section.span)[:40].splitlines()[0]
    return f"（{place(speech, section.path)}）{words}" if section.path[0] == "p" and section.path[1:2].isdigit() else words


def _held(span: Span, locks: Sequence[Span]) -> str:
    held = [lock for lock in locks if lock.touches(span)]
    whole = any(lock.end >= span.end and lock.start - span.start < _ORDINAL for lock in held)
    return "（已锁定）" if whole else "（里面有锁定的话）" if held else ""


def neighbours(speech: Speech, span: Span, leaving: Sequence[Span] = ()) -> tuple[str, str]:
    """The sentences before and after, headings and what is `leaving` left out: what the joints need."""
    prose = [p.span for p in speech.paragraphs if p.heading_end != p.span.end and not any(p.span in gone for gone in leaving)]
    before = [Span(p.start, min(p.end, span.start)) for p in prose if p.start < span.start]
    after = [Span(max(p.start, span.end), p.end) for p in prose if p.end > span.end]
    last = [span.of(speech.text) for span in sentences(speech.text, before[-1])][-_JOINT:] if before else []
    first = [span.of(speech.text) for span in sentences(speech.text, after[0])][:_JOINT] if after else []
    return "".join(last), "".join(first)
