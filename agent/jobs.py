"""What a rewrite comes to: the spans to be written anew, each with its length, around what is locked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.brief import Length
from agent.guard import figures
from agent.lengths import asked_length
from agent.orders import Revise
from agent.receipts import place
from errors import ImpossibleLength, LockedSection
from speech.document import Speech
from speech.length import count
from speech.locate import Target
from speech.structure import FRAME, Paragraph, Role, Span, first_words

_REST = re.compile("^除|以外|之外|其余|其他|其它|剩下")
_SMALL = 120  # 字; a piece of a whole text as short as this stays as it is while the others can give or take
_TELLING = 6  # 字 from which locked words in a reply are a copy
_POINT = 8  # 字 that each point needs at the least
_CLAUSE = re.compile(r"[^，。；：！？\n]+[，。；：！？]?")
_MARKS = re.compile("[。！？；：，、]?[”’」』）》]*")
_KEEPING_FIGURES = re.compile(r"(?:数字|数据|事实).{0,6}(?:别|不|保留|留)[要能许准丢掉少漏动改下住]*|(?:保留|留住).{0,6}(?:数字|数据)")


@dataclass(frozen=True, slots=True)
class Job:
    """One call of the writer: `span` is what the reply replaces, `heading` the line above it that stays.

    `fixed` are locked words inside the span, which the reply must bring back, and `beside` those at its ends,
    which it may not; `lines` is the number of headings where the span is none but a list of them, `spans`.
    """

    target: Target
    span: Span
    heading: str
    role: Role | None
    length: Length | None = None
    fixed: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    beside: tuple[str, ...] = ()

    def old(self, speech: Speech) -> str:
        """The text to be replaced, a paragraph a line."""
        if self.spans:
            return "\n".join(speech.words(span) for span in self.spans)
        return "\n".join(line.strip() for line in speech.words(self.span).splitlines() if line.strip())


def jobs(speech: Speech, order: Revise, targets: Sequence[Target], locks: Sequence[Span]) -> tuple[Job, ...]:
    """Raises LockedSection when nothing is left to write, ImpossibleLength when the length asked for is out of reach."""
    whole = together(order, targets)
    headings = [target for target in targets if target.path.endswith(".heading")]
    if len(headings) == len(targets) > 1:
        free = [target.span for target in targets if not any(lock.touches(target.span) for lock in locks)]
        return (Job(targets[0], Span(free[0].start, free[-1].end), "", None, order.length, (), tuple(free)),) if free else ()
    found: list[Job] = []
    for target in _parts(speech, targets):
        job = _job(speech, target)
        pieces = [_between(speech, replace(job, span=span), locks) for span in _unlocked(speech, job.span, locks)]
        if not whole and pieces:
            pieces = _measured(speech, order, job, pieces)
        found += pieces
    if not found:
        lock = next(lock for lock in locks if any(lock.touches(target.span) for target in targets))
        raise LockedSection("", first_words(speech.words(lock)))
    return _allotted(speech, order, targets, found) if whole and order.length else tuple(found)


def together(order: Revise, targets: Sequence[Target]) -> bool:
    """Whether a length is asked of all the places as one: of the whole text, of all but some."""
    return any(target.path == "all" for target in targets) or bool(_REST.search(order.address))


def least(text: str) -> int:
    """The fewest 字 that hold every figure of the text, in its clause, and the head of every point."""
    spans = [fact.span for fact in figures(text)]
    clauses = [Span(*match.span()) for match in _CLAUSE.finditer(text)]
    holding = sum(count(clause.of(text)) for clause in clauses if any(span.touches(clause) for span in spans))
    points = sum(1 for section in Speech(text).walk() if section.ordinal)
    return max(holding, points * _POINT)


def _parts(speech: Speech, targets: Sequence[Target]) -> list[Target]:
    """The whole text is rewritten part by part; targets inside others are written with those."""
    if any(target.path == "all" for target in targets):
        return [Target(section.path, section.span) for section in speech.sections if section.path not in FRAME]
    kept: list[Target] = []
    for target in targets:
        if not any(target.span in other.span for other in kept):
            kept.append(target)
    return kept


def _job(speech: Speech, target: Target) -> Job:
    """A heading on a line of its own stays, and so does the ordinal of a point that runs in."""
    section = speech.by_path.get(target.path)
    if section is None or section.span != target.span:
        return Job(target, target.span, "", None)
    text, start = speech.text, section.span.start
    line_end = _line_end(text, section.span)
    if section.heading and line_end is not None and section.heading.end >= len(text[:line_end].rstrip()) - 1:
        body = len(text) - len(text[line_end:].lstrip())
        return Job(target, Span(body, section.span.end), text[start : section.heading.end], section.role)
    if section.ordinal is None:
        return Job(target, section.span, "", section.role)
    if section.heading and section.heading.end == section.span.end:
        return Job(target, section.heading, "", section.role)
    return Job(target, Span(section.ordinal.end, section.span.end), text[start : section.ordinal.end].strip(), section.role)


def _line_end(text: str, span: Span) -> int | None:
    found = [at for mark in "\r\n" if (at := text.find(mark, span.start, span.end)) != -1]
    return min(found) if found else None


def _unlocked(speech: Speech, span: Span, locks: Sequence[Span]) -> list[Span]:
    """The runs of paragraphs inside `span` that are not locked whole."""
    if not any(lock.touches(span) for lock in locks):
        return [span]
    runs: list[Span] = []
    going = False
    for paragraph in speech.paragraphs:
        if not paragraph.span.touches(span):
            continue
        here = Span(max(paragraph.span.start, span.start), min(paragraph.span.end, span.end))
        if _locked(paragraph, here, locks):
            going = False
        elif going:
            runs[-1] = Span(runs[-1].start, here.end)
        else:
            runs.append(here)
            going = True
    return runs


def _locked(paragraph: Paragraph, here: Span, locks: Sequence[Span]) -> bool:
    start = max(here.start, paragraph.ordinal.end if paragraph.ordinal else here.start)
    return any(Span(start, here.end) in lock for lock in locks)


def _between(speech: Speech, job: Job, locks: Sequence[Span]) -> Job:
    """Locked words at the head or the end of a piece stay outside it; those in its middle must come back."""
    start, end = job.span.start, job.span.end
    for lock in sorted(locks):
        if lock.start <= start < lock.end < end:
            marks = _MARKS.match(speech.text, lock.end, end)
            start = marks.end() if marks else lock.end
    for lock in sorted(locks, reverse=True):
        if start < lock.start < end <= lock.end:
            end = lock.start
    if start >= end:
        start, end = job.span.start, job.span.end
    edges = (Span(job.span.start, start), Span(end, job.span.end))
    beside = tuple(words for edge in edges if count(words := speech.words(edge).strip()) >= _TELLING)
    # What stands before it on its line is shown as its heading, so that it is not written again.
    head = speech.text[job.span.start : start].strip()
    heading = f"{job.heading}{head}" if head and "\n" not in head else job.heading
    span = Span(start, end)
    return replace(job, span=span, heading=heading, fixed=_inside(speech, span, locks), beside=beside)


def _inside(speech: Speech, span: Span, locks: Sequence[Span]) -> tuple[str, ...]:
    touching = [Span(max(lock.start, span.start), min(lock.end, span.end)) for lock in locks if lock.touches(span)]
    return tuple(speech.words(lock) for lock in touching)


def _measured(speech: Speech, order: Revise, job: Job, pieces: Sequence[Job]) -> list[Job]:
    """The length asked for a part is that of all of it, its heading and what is locked in it included."""
    words = [count(piece.old(speech)) for piece in pieces]
    whole = count(speech.words(job.target.span))
    length = order.length or asked_length(order.instruction, whole)
    if length is None:
        return list(pieces)
    room = length.words - (whole - sum(words))
    needed = sum(least(piece.old(speech)) for piece in pieces)
    if room < needed * 0.9 or (room < 4 and whole > length.words):
        raise ImpossibleLength(length.words, max(needed, 4) + whole - sum(words), place(speech, job.target.path))
    return [replace(piece, length=Length(share, length.ceiling)) for piece, share in zip(pieces, _shared(room, words), strict=True)]


def _shared(room: int, words: Sequence[int]) -> list[int]:
    return [max(1, round(room * each / max(1, sum(words)))) for each in words]


def _allotted(speech: Speech, order: Revise, targets: Sequence[Target], found: Sequence[Job]) -> tuple[Job, ...]:
    """One budget over all sections; those that need no change are left out."""
    length = order.length
    assert length is not None
    words = [count(job.old(speech)) for job in found]
    total = sum(count(speech.words(target.span)) for target in targets)
    if length.least <= total <= length.most:
        return ()
    needed = sum(least(job.old(speech)) for job in found)
    room = length.words - (total - sum(words))
    if room < needed:
        raise ImpossibleLength(length.words, needed + total - sum(words))
    small = sum(each for each in words if each <= _SMALL)
    large = sum(words) - small
    stay = large > 0 and 0.5 <= (room - small) / large <= 2
    changing = [(job, each) for job, each in zip(found, words, strict=True) if not (stay and each <= _SMALL)]
    left = room - (small if stay else 0)
    shares = _shared(left, [each for _, each in changing])
    return tuple(replace(job, length=Length(share, length.ceiling)) for (job, _), share in zip(changing, shares, strict=True))


def keeps_figures(instruction: str) -> bool:
    return bool(_KEEPING_FIGURES.search(instruction))


def without_keeping(instruction: str) -> str:
    return _KEEPING_FIGURES.sub("", instruction)
