"""The one place where a writer's text is cleaned and measured; only new text, never the speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from agent.faults import Fault
from speech.blanks import blanks, masks, to_confirm
from speech.facts import Fact, FactKind, facts
from speech.length import count
from speech.numbering import Ordinal, read

_FENCE = re.compile(r"^```\w*$|^~~~\w*$")
_PREAMBLE = re.compile(
    r"^(?:好的?|当然|没问题|明白|收到)[，,。！!：:][^。]{0,60}[：:。！]?$"
    # Without the colon it may be a sentence of the speech: 这是我们共同的责任。
    r"|^(?:好的?|以下|下面是|这是|根据您?的?|(?:修改|改写|调整|润色|压缩|扩写|重写|精简)(?:后|好|过)的?)[^。]{0,60}[：:]$"
)
_TRAILER = re.compile(
    r"^(?:[（(]?(?:全文|本部分|本节)?(?:共|约|字数)[^。]{0,20}字[）)]?|如需|如果您?需要|希望(?:对您|以上)|[（(](?:注|说明|备注)[：:]|以上(?:是|内容|文字)).{0,60}$"
)
_MARKDOWN = re.compile(r"^#{1,6}\s+|^\s*[-*+]\s+(?=\S)|\*\*|__")
_HALF = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF_AFTER_CJK = re.compile(r"(?<=[\u4e00-\u9fff”’」』）》〉])[,;:?!()]|[(),;:?!](?=[\u4e00-\u9fff])")
_RUN = 30  # code points of a neighbour's text that are no coincidence
_BUILDING = frozenset("件张条项个套本种类步点道关块句笔")  # measure words of what a passage goes through one by one
_FIGURES = {FactKind.NUMBER, FactKind.PERCENT, FactKind.MONEY, FactKind.DATE, FactKind.DOCUMENT, FactKind.PERSON}


def accept(reply: str, heading: str = "") -> str:
    """The text of a reply without what models put around it: thoughts, fences, preamble, echoed heading, Markdown, half-width marks."""
    reply = reply.rpartition("</think>")[2]
    lines = [line.strip() for line in reply.replace("\r\n", "\n").split("\n")]
    lines = [line for line in lines if line and not _FENCE.match(line)]
    while lines and (_PREAMBLE.match(lines[0]) or _same_heading(lines[0], heading)):
        lines.pop(0)
    while lines and _TRAILER.match(lines[-1]):
        lines.pop()
    text = "\n".join(_MARKDOWN.sub("", line) for line in lines)
    own, echoed = _lone_ordinal(heading), read(text)
    if own and echoed and own.style is echoed.style:
        text = text[echoed.end :]
    led = _led_by(heading)
    if led and text.startswith(led):
        text = text[len(led) :]
    if own and heading[-1:] in ("是", "要") and text.startswith(heading[-1]):
        text = text[1:]  # 二要 and 要把…
    return _HALF_AFTER_CJK.sub(lambda match: _HALF[match.group()], text)


def _led_by(heading: str) -> str:
    """The words that end with a mark and stand before the text on its own line; empty where there are none."""
    ordinal = read(heading)
    words = heading[ordinal.end :] if ordinal else heading
    return words if words[-1:] in ("。", "：", "；", "！", "？") else ""


def stray(text: str, heading: str, others: Iterable[str], headings: Iterable[str]) -> Fault | None:
    """A reply that is empty, carries another part's text, is the whole speech, or a whole series in place of a point."""
    if not text.strip():
        return Fault("empty")
    lines = {_bare(line) for line in text.split("\n")}
    if sum(1 for heading in headings if _bare(heading) in lines) >= 2:
        return Fault("whole_speech")
    own = _lone_ordinal(heading)
    if own and any((inner := read(line)) and inner.style is own.style for line in text.split("\n")):
        return Fault("series")
    for other in others:
        for line in other.split("\n"):
            if len(line) >= _RUN and line[:_RUN] in text:
                return Fault("neighbour", {"words": line[:12]})
    return None


def numbering(text: str, target: str, rank: int) -> Fault | None:
    """Ordinals at the head of lines that the target does not have: of another form, or of a level that would end its part.

    `rank` is that of the part itself, 0 where it has no ordinal.
    """
    known = {ordinal.style for ordinal in _heads(target)}
    for ordinal in _heads(text):
        if ordinal.style in known:
            continue
        if known or (not ordinal.style.runs_in) or (rank and ordinal.style.rank <= rank):
            return Fault("numbering", {"found": text[ordinal.start : ordinal.end].strip()})
    return None


def _heads(text: str) -> Iterator[Ordinal]:
    start = 0
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip())
        if line.strip() and (ordinal := read(text, start + indent, start + len(line))):
            yield ordinal
        start += len(line) + 1


def measure(text: str, band: tuple[int, int] | None, sources: str, kept: Iterable[Fact] = ()) -> tuple[Fault, ...]:
    """What is wrong with a text in length (`band`: least and most in 字), in masks it copied, in facts that no source has,
    in facts that it should have kept."""
    faults = []
    if band and not band[0] <= (words := count(text)) <= band[1]:
        faults.append(Fault("length_off", {"words": words, "least": band[0], "most": band[1]}))
    if copied := [span.of(text) for span in masks(text) if span.of(text) not in sources]:
        faults.append(Fault("masked", {"values": "、".join(dict.fromkeys(copied))}))
    if loose := unsourced(text, sources):
        faults.append(Fault("unsourced", {"values": "、".join(dict.fromkeys(fact.text for fact in loose))}))
    there = {fact.value for fact in facts(text)}
    if lost := [fact.text for fact in kept if fact.value not in there and fact.text not in text]:
        faults.append(Fault("lost", {"values": "、".join(dict.fromkeys(lost))}))
    return tuple(faults)


def figures(text: str) -> tuple[Fact, ...]:
    """The facts that may not appear or vanish: figures, dates, money, document numbers, people.

    None inside our own blanks, and no 四件事、三张单子: a small count in Chinese numerals tells how a passage is built.
    """
    skipped = [blank.span for blank in blanks(text)]
    return tuple(
        fact
        for fact in facts(text)
        if fact.kind in _FIGURES and not _structural(fact) and not any(fact.span.touches(span) for span in skipped)
    )


def unsourced(text: str, sources: str) -> tuple[Fact, ...]:
    known = {fact.value for fact in facts(sources)}
    return tuple(fact for fact in figures(text) if fact.value not in known and fact.text not in sources)


def mark_unsourced(text: str, sources: str) -> str:
    """The text with each fact that has no source as 【待核：…】."""
    marked = text
    for fact in sorted(unsourced(text, sources), key=lambda fact: fact.span.start, reverse=True):
        marked = marked[: fact.span.start] + to_confirm(fact.text) + marked[fact.span.end :]
    return marked


def _structural(fact: Fact) -> bool:
    return fact.kind is FactKind.NUMBER and fact.text[0] in "一二两三四五六七八九十" and len(fact.text) == 2 and fact.measure in _BUILDING


def _lone_ordinal(heading: str) -> Ordinal | None:
    """The ordinal that a heading consists of: the 一是 of a point that runs in."""
    ordinal = read(heading + "抓")  # no ordinal ends a text
    return ordinal if ordinal and heading and ordinal.end == len(heading) else None


def _same_heading(line: str, heading: str) -> bool:
    return bool(heading) and _bare(line) == _bare(heading)


def _bare(line: str) -> str:
    """A heading without ordinal, marks and Markdown."""
    words = _MARKDOWN.sub("", line).strip()
    ordinal = read(words)
    return words[ordinal.end if ordinal else 0 :].strip("。：: ")
