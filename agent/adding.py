"""Text that was not there: a paragraph or a point about a subject, two points made one, one made several."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from itertools import pairwise

from agent.attempts import Piece, written
from agent.brief import Length
from agent.faults import Fault
from agent.guard import figures, measure, stray
from agent.inserting import anchor_of
from agent.orders import Insert, Merge, Split
from agent.placement import occasion_of
from agent.receipts import place
from agent.revising import neighbours, outline
from agent.work import Work
from agent.writer import Adding, Rewriting
from errors import NeedsModel, NotSeveral
from speech.arrange import content, merged, split
from speech.document import Speech
from speech.layout import Layout
from speech.length import count
from speech.locate import Target, sentences
from speech.sheet import Sheet
from speech.structure import Section, Span

_WORDS = {"sentence": 40, "paragraph": 150, "point": 150, "part": 400}  # 字 where no length is asked for
_MERGING = "把这几处并成一处：各处的意思和事实都留住，说重了的只说一次，文气接顺"
_PARAGRAPHS = "把它分成{pieces}段，一段一行；文字照原样，只在该断的地方断开，接头处可以添一两个字"
_PARTING = "把它分成{pieces}条，一条一行，每条开头先用一句短话点题；意思和事实都留住，不添新的；每条前面不写序号，条里原有的一是、二是留着"


async def composed(work: Work, order: Insert, speech: Speech, target: Target, index: int) -> str:
    """The text for an insertion about a subject; for a place among headed sections with the heading on its first line."""
    anchor, side, _ = anchor_of(speech, order, target, order.about)
    section = speech.by_path.get(anchor.path)
    sibling = section if section and section.numbered and order.sort in ("point", "part") else None
    headed = sibling is not None and _headed(speech, sibling)
    at = anchor.span.end if side == "after" else anchor.span.start
    before, after = neighbours(speech, Span(at, at))
    length = order.length or Length(_WORDS[order.sort])
    band = (length.least, length.most) if order.length else (round(length.words * 0.25), round(length.words * 2))
    role = section.role if section else None
    passages = work.consult(index, order.about, role, occasion_of(speech.title) or "", own=speech.text)
    adding = Adding(
        title=speech.title,
        outline=outline(speech),
        sort=order.sort,
        about=order.about,
        role=role,
        form=speech.words(sibling.span)[:120] if sibling else "",
        headed=headed,
        before=before,
        after=after,
        length=length,
        passages=passages,
        band=band,
    )
    sources = f"{speech.text}\n{order.about}"
    others = [speech.words(part.heading) for part in speech.parts if part.heading]

    def ask(previous: str, fault: str) -> AsyncIterator[str]:
        return work.writer.add(replace(adding, previous=previous, fault=fault))

    def judge(text: str) -> tuple[Fault, ...]:
        if astray := stray(text, "", (before, after), others):
            return (astray,)
        if headed and "\n" not in text:
            return (Fault("no_heading"),)
        if order.sort == "sentence" and "\n" in text:
            return (Fault("lines", {"found": text.count("\n") + 1, "lines": 1}),)
        return measure(text, band if work.writer.kind == "model" else None, sources)

    return await written(work, Piece(index, order.about[:20], "", length.words, sources, ask, judge))


async def joined(work: Work, order: Merge, sheet: Sheet, targets: Sequence[Target], index: int) -> Sheet:
    """With a model the joined text is made one; without, the texts stand one behind the other.

    The first heading stays, unless the order brings one.
    """
    if len(targets) < 2:
        raise NotSeveral(order.address, len(targets))
    speech = sheet.speech
    first, *rest = (speech.by_path.get(target.path) for target in targets)
    heading, body = _parted(speech, targets[0], first)
    running = ""  # a heading that the text runs on from
    if order.heading and heading:
        heading = order.heading
    elif order.heading and first and first.ordinal:
        running = f"{order.heading}。"
        body = body.removeprefix(speech.words(first.heading)).lstrip("。：:") if first.heading else body
    bodies = [body, *(_whole(speech, target, section) for target, section in zip(targets[1:], rest, strict=True))]
    lines = any("\n" in each for each in bodies) or heading
    text = ("\n" if lines else "").join(each.strip() if lines else _full(each.strip()) for each in bodies)
    if work.writer.kind == "model":
        mark = speech.text[first.ordinal.start : first.ordinal.end].strip() if first and first.ordinal else ""
        text = await _reworked(work, speech, targets, heading or mark + running, text, _MERGING, index, 0)
    text = f"{heading}\n{text}" if heading else running + text
    return sheet.edited(merged(speech, targets, text.replace("\n", Layout(speech).line_break)))


async def parted(work: Work, order: Split, sheet: Sheet, target: Target, index: int) -> Sheet:
    """A paragraph, or a point that runs in, is cut between sentences; headed points get their headings from a model."""
    speech = sheet.speech
    section = speech.by_path.get(target.path)
    wanted = order.pieces or 2
    form = _PARTING if section and section.ordinal else _PARAGRAPHS
    asked = form.format(pieces=wanted) + (f"；{order.how}" if order.how else "")
    heading, body = _parted(speech, target, section)
    if work.writer.kind == "offline" and (heading or order.how):
        raise NeedsModel(f"{order.address}拆成{wanted}条")
    if heading:
        text = await _reworked(work, speech, [target], "", f"{heading}\n{body}", asked, index, wanted)
        pieces = [re.sub(r"(?<=[^。])。", Layout(speech).line_break, line, count=1) for line in text.split("\n")]
    elif work.writer.kind == "model" and (order.how or (section and section.ordinal)):
        text = await _reworked(work, speech, [target], "", body, asked, index, wanted)
        pieces = text.split("\n")
    else:
        pieces = _cut(body, wanted)
    return sheet.edited(split(speech, target, pieces))


async def _reworked(
    work: Work, speech: Speech, targets: Sequence[Target], heading: str, text: str, instruction: str, index: int, lines: int
) -> str:
    target = targets[0]
    before, after = neighbours(speech, target.span, [other.span for other in targets[1:]])
    section = speech.by_path.get(target.path)
    role = section.role if section else None
    words = count(text)
    rewriting = Rewriting(
        title=speech.title,
        outline=outline(speech),
        name=place(speech, target.path),
        role=role,
        heading=heading,
        target=text,
        before=before,
        after=after,
        instruction=instruction,
        length=None,
        passages=work.consult(index, text[:200], role, occasion_of(speech.title) or "", own=speech.text),
        band=(round(words * 0.6), round(words * 1.2)),
        reshaping=True,
    )
    kept = figures(text)

    def ask(previous: str, fault: str) -> AsyncIterator[str]:
        return work.writer.rewrite(replace(rewriting, previous=previous, fault=fault))

    def judge(reply: str) -> tuple[Fault, ...]:
        if astray := stray(reply, heading, (before, after), ()):
            return (astray,)
        if lines and (found := reply.count("\n") + 1) != lines:
            return (Fault("lines", {"found": found, "lines": lines}),)
        return measure(reply, rewriting.band, speech.text, kept)

    return await written(work, Piece(index, heading or text[:20], heading, words, speech.text, ask, judge))


def _headed(speech: Speech, section: Section) -> bool:
    """Whether its heading stands on a line of its own."""
    return section.heading is not None and speech.text[section.heading.end : section.span.end].lstrip(" \t\u3000：:")[:1] in ("\n", "\r")


def _parted(speech: Speech, target: Target, section: Section | None) -> tuple[str, str]:
    """The heading that stands on its own line, empty where none does, and the rest behind the ordinal."""
    inner = content(speech, target)
    if section and section.heading and _headed(speech, section):
        return speech.words(section.heading), speech.text[section.heading.end : inner.end].strip()
    return "", speech.words(inner)


def _whole(speech: Speech, target: Target, section: Section | None) -> str:
    """What is joined to another: its heading becomes a sentence."""
    heading, body = _parted(speech, target, section)
    return f"{_full(heading)}{body}" if heading else body


def _full(words: str) -> str:
    return words if not words or words[-1] in "。！？；" else words + "。"


def _cut(body: str, pieces: int) -> list[str]:
    """Between sentences, each piece about as long as the others. Raises NotSeveral where there are too few."""
    spans = sentences(body, Span(0, len(body)))
    if len(spans) < pieces:
        raise NotSeveral(body[:20], len(spans))
    cuts: list[int] = []
    for i in range(1, pieces):
        free = [j for j in range(1, len(spans)) if j not in cuts and j > (cuts[-1] if cuts else 0) and len(spans) - j >= pieces - i]
        cuts.append(min(free, key=lambda j: abs(spans[j].start - len(body) * i / pieces)))
    edges = [0, *(spans[j].start for j in cuts), len(body)]
    return [body[a:b].strip() for a, b in pairwise(edges)]
