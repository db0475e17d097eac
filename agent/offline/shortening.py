"""Making a part shorter without a model: what says least goes first, no figure ever."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.offline.emptiness import emptiness, has_fact
from agent.offline.passage_text import Block, replaced, size
from speech.length import count

Blocks = tuple[Block, ...]
_FAR_BELOW = 0.3
# Who does what goes after everything that any speech could say.
_WHO = re.compile(
    r"由.{2,14}?(?:牵头|负责|提供|汇总|组织)|[^，。]{2,8}(?:部门|支队|大队|中队|办公室|局|所|科|处|专班|指挥部|书记|局长|主任|同志)要"
)
_PAIRED = re.compile(r"既|不仅|不但|不是|只要|只有|无论|不论|虽然|尽管|如果|凡是|一手|一边|与其|宁可")


def shortened(blocks: Blocks, goal: int, most: int) -> Blocks:
    """The emptiest sentences go first, never a paragraph's first, and where none may go any more the tails of long ones.

    It stops short of `goal` rather than cut far below it, once there are no more than `most` 字.
    """
    while (over := size(blocks) - goal) > 0:
        free = [(i, j, s) for i, block in enumerate(blocks) for j, s in enumerate(block.sentences) if j and not s.kept]
        if not free:
            return _without_tails(blocks, goal)
        fitting = [each for each in free if count(each[2].text) <= over * 1.3]
        if not fitting and over + goal <= most:
            return blocks
        if not fitting and over - min(count(s.text) for _, _, s in free) < -_FAR_BELOW * goal:
            return _without_tails(blocks, goal)
        i, j, _ = (
            max(
                fitting,
                key=lambda each: (not each[2].new, not _WHO.search(each[2].text), _spare(blocks[each[0]]) > 1, emptiness(each[2].text)),
            )
            if fitting
            else min(free, key=lambda each: count(each[2].text))
        )
        blocks = replaced(blocks, i, blocks[i].sentences[:j] + blocks[i].sentences[j + 1 :])
    return blocks


def _spare(block: Block) -> int:
    return sum(not sentence.kept for sentence in block.sentences)


def _without_tails(blocks: Blocks, goal: int) -> Blocks:
    for i, block in enumerate(blocks):
        for j, sentence in enumerate(block.sentences):
            clauses = re.split(r"(?<=，)", sentence.text)
            while size(blocks) > goal and len(clauses) > 2 and not has_fact(clauses[-1]) and not _PAIRED.search(sentence.text):
                mark = clauses.pop()[-1]
                clauses[-1] = clauses[-1][:-1] + (mark if mark in "。！？；" else "。")
                sentences = blocks[i].sentences
                new = replace(sentence, text="".join(clauses))
                blocks = replaced(blocks, i, (*sentences[:j], new, *sentences[j + 1 :]))
    return blocks
