"""A part of a speech taken apart for rewriting: paragraphs of sentences, and back to text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from agent.offline.emptiness import is_kept
from speech.length import count
from speech.numbering import read

_END = re.compile(r"[。！？；]+[”’」）]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`kept` must stay: a heading, a numbered point, a fact. `new` was put in by this rewrite."""

    text: str
    kept: bool
    new: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. `heading` is the heading above it, for what it is about."""

    sentences: tuple[Sentence, ...]
    heading: str = ""

    @property
    def text(self) -> str:
        return joined(self.sentences)

    @property
    def is_heading(self) -> bool:
        return len(self.sentences) == 1 and self.sentences[0].text[-1:] not in "。！？；：”"

    @property
    def numbered(self) -> bool:
        return not self.is_heading and bool(self.sentences) and read(self.sentences[0].text) is not None

    @property
    def leads_in(self) -> bool:
        """Whether it only announces the points that follow."""
        return (
            bool(self.sentences)
            and not self.is_heading
            and bool(re.search(r"[一二三四五六七八九十两几](?:个方面|件事|点|项|条)[^。]*[。：]$|：$", self.text))
        )


def taken_apart(text: str, heading: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        sentences = tuple(_sentence(piece) for piece in _pieces(line.strip()))
        if sentences[-1].text.endswith("！"):
            sentences = (*sentences[:-1], replace(sentences[-1], kept=True))
        block = Block(sentences, heading)
        if block.is_heading:
            heading = line.strip()
            block = Block((Sentence(line.strip(), True),), heading)
        blocks.append(block)
    return tuple(blocks)


def _pieces(line: str) -> Iterator[str]:
    """Its sentences; a ； parts two of them only before a numbered point."""
    start = 0
    for match in _END.finditer(line):
        if match.group()[0] != "；" or read(line, match.end()):
            yield line[start : match.end()]
            start = match.end()
    if start < len(line):
        yield line[start:]


def _sentence(text: str) -> Sentence:
    return Sentence(text, is_kept(text) or read(text) is not None)


def joined(sentences: tuple[Sentence, ...]) -> str:
    """The sentences in a row; a ； stays only before a numbered point or what belongs to the same sentence."""
    text = "".join(sentence.text for sentence in sentences)
    return re.sub(r"；$", "。", text)


def put_together(blocks: tuple[Block, ...]) -> str:
    return "\n".join(block.text for block in blocks if block.sentences)


def points(blocks: tuple[Block, ...]) -> tuple[int, ...]:
    """Which paragraphs make the points: the numbered ones and those under a heading inside; all that are text where there are none."""
    texts = tuple(i for i, block in enumerate(blocks) if not block.is_heading)
    made = tuple(i for i in texts if blocks[i].numbered or blocks[i].heading != blocks[0].heading)
    return made or texts


def size(blocks: tuple[Block, ...]) -> int:
    return count(put_together(blocks))


def replaced(blocks: tuple[Block, ...], i: int, sentences: tuple[Sentence, ...]) -> tuple[Block, ...]:
    return (*blocks[:i], replace(blocks[i], sentences=sentences), *blocks[i + 1 :])
