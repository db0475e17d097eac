"""From an order on parts of a speech to the next revision: only the parts named are written, code splices them in."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from agent.archive import Entry, Revision
from agent.attempts import Piece, written
from agent.events import Found
from agent.faults import Fault
from agent.guard import figures, measure, stray
from agent.lengths import asked_length
from agent.orders import Order, Revise
from agent.placement import occasion_of
from agent.receipts import place, receipt
from agent.work import Work
from agent.writer import Rewriting
from errors import StaleRevision
from speech.blanks import blanks
from speech.checks import check
from speech.diff import moved
from speech.document import Speech
from speech.length import count
from speech.locate import Target, locate, sentences
from speech.splice import Edit, splice
from speech.structure import Role, Span

_DROPPING = re.compile(r"删|去掉|不要|拿掉|省略")
_JOINT = 2  # sentences of each neighbour that a writer sees
_LINE = 40  # 字 below which no length is expected of a rewrite
_BANDS = (
    (re.compile(r"短一?点|短些|简洁|精炼|简练|精简|压缩|啰嗦|太长"), (0.5, 0.85)),
    (re.compile(r"具体|充实|展开|详细|丰富|扩|加上|补充|太短|太虚|写实"), (0.9, 1.5)),
    (re.compile(""), (0.7, 1.3)),
)


@dataclass(frozen=True, slots=True)
class _Job:
    """What one target comes to: the span that the reply replaces, and the heading line above it that stays."""

    target: Target
    span: Span
    heading: str
    role: Role | None


async def revise(work: Work, order: Revise, base: Revision) -> Revision | None:
    """Rewrite every part that the order names. None when nothing came out different.

    Raises AddressError, EndpointError, BadReply, StaleRevision (the text kept) and what the writer raises.
    """
    speech = Speech(base.text)
    jobs = [_job(speech, target) for target in _parts(speech, locate(speech, order.address))]
    edits = [Edit(job.span, await _rewrite(work, order, speech, job, index)) for index, job in enumerate(jobs)]
    return save(work, order, base, edits)


def save(work: Work, order: Order, base: Revision, edits: list[Edit]) -> Revision | None:
    """Splice the edits into `base` and save; on top of a newer revision where their targets are the same there."""
    head = work.head
    assert head is not None, "base is a revision, so there is a head"
    if head.number != base.number:
        edits = [_rebased(base, head, edit) for edit in edits]
        work.notice("rebased", number=head.number)
    text = splice(head.text, edits)
    if text == head.text:
        work.notice("nothing_changed")
        return None
    entry = Entry(
        text=text,
        order=order,
        receipt=receipt(Speech(head.text), Speech(text)),
        sources=work.sources,
        writer=work.writer.kind,
        usage=work.meter.usage,
    )
    saved = work.save(head, entry)
    new = Speech(text)
    if new.title and new.title != Speech(head.text).title:
        work.archive.rename(work.conversation, new.title)
    if findings := check(new):
        work.emit(Found(findings))
    return saved


def _rebased(base: Revision, head: Revision, edit: Edit) -> Edit:
    span = moved(base.text, head.text, edit.span)
    if span is None:
        path = next((s.path for s in Speech(base.text).sections if edit.span in s.span), "")
        raise StaleRevision(path, edit.text)
    return Edit(span, edit.text)


def _parts(speech: Speech, targets: tuple[Target, ...]) -> list[Target]:
    """The whole text is rewritten part by part; targets inside others are written with those."""
    if any(target.path == "all" for target in targets):
        head = ("title", "date", "byline", "salutation")
        return [Target(section.path, section.span) for section in speech.sections if section.path not in head]
    kept: list[Target] = []
    for target in targets:
        if not any(target.span in other.span for other in kept):
            kept.append(target)
    return kept


def _job(speech: Speech, target: Target) -> _Job:
    """A heading on a line of its own stays, and so does the ordinal of a point that runs in."""
    section = speech.by_path.get(target.path)
    if section is None or section.ordinal is None:
        return _Job(target, target.span, "", section.role if section else None)
    line_end = speech.text.find("\n", section.span.start, section.span.end)
    if section.heading and line_end != -1 and section.heading.end >= len(speech.text[:line_end].rstrip()):
        body = len(speech.text) - len(speech.text[line_end:].lstrip())
        heading = speech.text[section.span.start : section.heading.end]
        return _Job(target, Span(body, section.span.end), heading, section.role)
    if section.heading and section.heading.end == section.span.end:
        return _Job(target, section.heading, "", section.role)
    ordinal = Span(section.ordinal.start, section.ordinal.end)
    return _Job(target, Span(ordinal.end, section.span.end), speech.words(ordinal).strip(), section.role)


async def _rewrite(work: Work, order: Revise, speech: Speech, job: _Job, index: int) -> str:
    old = speech.words(job.span)
    target = "\n".join(line.strip() for line in old.splitlines() if line.strip())
    length = order.length or asked_length(order.instruction, count(target))
    band = (length.least, length.most) if length else _unasked(order.instruction, count(target))
    passages = work.consult(index, f"{job.heading} {order.instruction} {target[:200]}", job.role, occasion_of(speech.title) or "")
    before, after = _neighbours(speech, job.span)
    rewriting = Rewriting(
        title=speech.title,
        outline=outline(speech),
        path=job.target.path,
        role=job.role,
        heading=job.heading,
        target=target,
        before=before,
        after=after,
        instruction=order.instruction,
        length=length,
        passages=passages,
        address=order.address,
        band=band,
    )
    dropping = bool(_DROPPING.search(order.instruction))
    kept = () if dropping else figures(target)
    left = () if dropping or figures(order.instruction) else tuple(blank.span.of(target) for blank in blanks(target))
    sources = f"{speech.text}\n{order.instruction}"
    others = [speech.words(s.heading) for s in speech.parts if s.heading and not s.span.touches(job.span)]

    def ask(previous: str, fault: str) -> AsyncIterator[str]:
        return work.writer.rewrite(replace(rewriting, previous=previous, fault=fault))

    def judge(text: str) -> tuple[Fault, ...]:
        if astray := stray(text, job.heading, (before, after), others):
            return (astray,)
        # Without a length asked for, the offline writer's own sense of 具体 and 有力 is what the person gets.
        held = band if length or work.writer.kind == "model" else None
        faults = measure(text, held, sources, kept)
        gone = [blank for blank in left if blank not in text]
        return (*faults, Fault("lost", {"values": "、".join(gone)})) if gone else faults

    words = length.words if length else 0
    text = await written(work, Piece(index, place(speech, job.target.path), job.heading, words, sources, ask, judge))
    return text.replace("\n", _line_end(speech.text))


def _unasked(instruction: str, words: int) -> tuple[int, int] | None:
    """How long a rewrite may be whose instruction names no length; a title or a line may be of any."""
    if words < _LINE:
        return None
    low, high = next(band for form, band in _BANDS if form.search(instruction))
    return round(words * low), round(words * high)


def outline(speech: Speech) -> str:
    """The headings with their paths, a line each; a part without one by its first words."""
    named = [s for top in speech.sections for s in (top, *(child for child in top.sections if child.numbered))]
    return "\n".join(f"[{s.path}] {speech.words(s.heading or s.span)[:40].splitlines()[0]}" for s in named)


def _neighbours(speech: Speech, span: Span) -> tuple[str, str]:
    """The sentences before and after, headings left out: what the joints need."""
    prose = [p.span for p in speech.paragraphs if p.heading_end != p.span.end]
    before = [p for p in prose if p.end <= span.start]
    after = [p for p in prose if p.start >= span.end]
    last = [span.of(speech.text) for span in sentences(speech.text, before[-1])][-_JOINT:] if before else []
    first = [span.of(speech.text) for span in sentences(speech.text, after[0])][:_JOINT] if after else []
    return "".join(last), "".join(first)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
