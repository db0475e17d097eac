"""A scripted model that gets every first reply wrong in some way, and mends it when asked again.

It reads the shipped prompt for a rewrite, keeps all facts of <原文>, obeys the length, keeps headings and ordinals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bench.edits.sentences import HEADINGS, sentences
from speech.facts import facts
from speech.length import count
from speech.numbering import read
from tests.protocol import Reply, Request

WRONGS = (
    "right at once", "heading echoed", "the whole speech", "a neighbour's text", "a fence", "a preamble", "nothing",
    "another numbering", "half-width marks", "40 % too long", "a figure dropped",
)  # fmt: skip
_UNIT = re.compile(r"[^，。；：！？\n]+[，。；：！？]*[”’」』）]*|[，。；：！？]+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_HALF = str.maketrans("，；：（）！？", ",;:()!?")
_NUMERALS = "一二三四五六七八九"
_INNER = re.compile(rf"^[（第]?([{_NUMERALS}])[是要），]", re.MULTILINE)
_AGAIN = re.compile(r"上一[稿次]没有通过：(.*)")


@dataclass
class Sequence:
    """The tries at one section: in what way the first was wrong, and what the last should have been."""

    target: str
    wrong: str
    right: str = ""
    calls: int = 0


@dataclass
class Script:
    """`speech` is the text being revised. `turn` counts the sequences, so that each begins wrong in another way."""

    speech: str = ""
    turn: int = 0
    sequences: list[Sequence] = field(default_factory=list)
    talks: int = 0
    others: list[str] = field(default_factory=list)

    def begin(self, speech: str) -> None:
        self.speech, self.sequences, self.talks, self.others = speech, [], 0, []

    @property
    def calls(self) -> int:
        return self.talks + len(self.others) + sum(sequence.calls for sequence in self.sequences)

    def __call__(self, request: Request) -> Reply:
        asked = str(request["messages"][-1].get("content") or "")
        if request.get("tools"):
            self.talks += 1
            return "请再说具体一些：改哪一处，怎么改。"
        if "<原文>" not in asked or "现在改写" not in asked:
            return self._anew(asked)
        return self._rewritten(asked)

    def _anew(self, asked: str) -> str:
        """Something that is written where nothing stood."""
        self.others.append(asked)
        low, high = _band(asked, 0)
        return lengthened("", (low + high) // 2 or 80, high or 100)

    def _rewritten(self, asked: str) -> str:
        target = _between(asked, "原文")
        again = _AGAIN.search(asked)
        right = rewritten(asked, target, tuple(re.split("[、：。]", again[1])) if again else ())
        if again is None:
            self.sequences.append(Sequence(target, ""))
        sequence = next(s for s in reversed(self.sequences) if s.target == target)
        sequence.calls += 1
        sequence.right = right
        if again:
            return right
        for _ in WRONGS:
            sequence.wrong = WRONGS[self.turn % len(WRONGS)]
            self.turn += 1
            if (reply := self._wrong(sequence.wrong, asked, right)) is not None:
                return reply
        return right

    def _wrong(self, how: str, asked: str, right: str) -> str | None:
        """None where the text cannot be wrong in that way."""
        heading = re.search(r"它的标题行是“(.+)”，已经排好|它前面的“(.+)”已经排好", asked)
        beside = _between(asked, "下文") or _between(asked, "上文")
        match how:
            case "right at once":
                return right
            case "heading echoed":
                return f"{heading[1]}\n{right}" if heading and heading[1] else f"{heading[2]}{right}" if heading else None
            case "the whole speech":
                return self.speech
            case "a neighbour's text":
                return f"{right}\n{beside}" if len(beside) >= 40 else None
            case "a fence":
                return f"```\n{right}\n```"
            case "a preamble":
                return f"好的，以下是改写后的内容：\n{right}"
            case "nothing":
                return ""
            case "another numbering":
                other = _INNER.sub(lambda match: f"{_NUMERALS.index(match[1]) + 1}. ", right)
                return other if other != right else None
            case "half-width marks":
                return right.translate(_HALF) if right.translate(_HALF) != right else None
            case "40 % too long":
                size = round(max(count(right), _band(asked, 0)[1]) * 1.4)
                return lengthened(right, size, size + 30) if re.search("^字数：.*不(?:多于|超过)", asked, re.MULTILINE) else None
        there = [match for match in _FIGURE.finditer(right) if right.count(match.group()) == 1]
        if not there:
            return None
        return right[: there[-1].start()] + right[there[-1].end() :]


def rewritten(asked: str, target: str, missed: tuple[str, ...] = ()) -> str:
    """The target as the prompt wants it, other than it was, with every fact of it and with what was `missed`."""
    words = count(target)
    if pieces := re.search(r"把它分成(\d)条", _between(asked, "要求")):
        return parted(target, int(pieces[1]))
    if not re.search("[。！？]", target):
        return "\n".join(heading for heading, _ in zip((h for h in HEADINGS if h not in target), target.split("\n"), strict=False))
    low, high = _band(asked, words)
    if words <= high:
        aim = (low + high) // 2 if re.search("^字数：.*(?:左右|不超过)", asked, re.MULTILINE) else min(high, words + 16)
        longer = lengthened(target, min(max(aim, low), high), high)
        if longer != target:
            return longer
    return shortened(target, low, high, (*missed, *re.findall("<锁定>\n(.*?)\n</锁定>", asked, re.DOTALL)))


def parted(target: str, pieces: int) -> str:
    """In lines of about as many sentences each, every one begun with a few words of its own."""
    found = re.findall(r"[^。！？\n]+[。！？]+[”’」』）]*|[^。！？\n]+$", target, re.MULTILINE)
    size = -(-len(found) // pieces)
    groups = ["".join(found[i : i + size]) for i in range(0, len(found), size)]
    return "\n".join(f"{heading}。{group}" for heading, group in zip(HEADINGS, groups, strict=False))


def lengthened(text: str, words: int, most: int) -> str:
    size = count(text)
    for sentence in sentences():
        if size >= words:
            break
        if sentence not in text and size + count(sentence) <= most:
            text += sentence
            size += count(sentence)
    return text


def shortened(text: str, low: int, high: int, missed: tuple[str, ...]) -> str:
    """Without clauses that state nothing, the longest first, and filled up where too much went."""
    lines = [_units(line, missed) for line in text.split("\n")]
    size, aim = count(text), (low + high) // 2 if low else round(high * 0.95)
    loose = sorted(((count(unit), i, j) for i, line in enumerate(lines) for j, (unit, kept) in enumerate(line) if not kept), reverse=True)
    dropped: set[tuple[int, int]] = set()
    for length, i, j in loose:
        if size > aim and size - length >= low:
            dropped.add((i, j))
            size -= length
    kept = ["".join(unit for j, (unit, _) in enumerate(line) if (i, j) not in dropped) for i, line in enumerate(lines)]
    short = "\n".join(re.sub(r"[，；：]$", "。", line) for line in kept)
    return lengthened(short, max(low, 1), high) if count(short) < low else short


def _units(line: str, missed: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The clauses of a line, and whether each must stay: it states a fact, or is the line's heading."""
    ordinal = read(line)
    head = line.find("。") + 1 if ordinal and ordinal.style.runs_in else len(line) if ordinal and "。" not in line else 0
    said = [fact.span for fact in facts(line)]
    units = []
    for match in _UNIT.finditer(line):
        start, end = match.span()
        words = match.group()
        states = any(span.start < end and start < span.end for span in said) or bool(re.search(r"[\d“”（）【】《》]", words))
        asked = any(len(word) > 1 and (word in words or words in word) for word in missed)
        units.append((words, states or asked or start < max(head, 1) or bool(read(words))))
    return units


def _band(asked: str, words: int) -> tuple[int, int]:
    line = re.search(r"^字数：.*$", asked, re.MULTILINE)
    said = line.group() if line else ""
    low, high = re.search(r"不少于(\d+)", said), re.search(r"(?:不多于|不超过)(\d+)", said)
    if high:
        return (int(low[1]) if low else 0), int(high[1])
    return round(words * 0.8), round(words * 1.4) + 20


def _between(asked: str, mark: str) -> str:
    found: list[str] = re.findall(rf"<{mark}>\n(.*?)\n</{mark}>", asked, re.DOTALL)
    return found[-1] if found else ""
