"""What a draft takes from the passages it follows: the order of their moves, and sentences that any office could say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from agent.offline.composition import Body, Line, Said, text_of
from agent.offline.emptiness import emptiness, has_fact
from agent.writer import Writing
from speech.length import count
from speech.numbering import read
from vectorstore.passages import Hit

# By what a sentence is known to make a move; the first that fits is taken.
_CUES = (
    ("ask", re.compile(r"[吗呢？]。?$|有没有|是不是")),
    ("check", re.compile(r"之?前(?:完成|建成|报|拿出|到位)|每(?:月|季|周)|通报|督查|督察|督办|考核|验收|问责|追责|检查")),
    ("do", re.compile(r"^要|^由.{2,12}(?:牵头|负责)|要把|要对|要在|必须|建立|健全|推行|落实")),
    ("aim", re.compile(r"^让|^使|^确保|^做到|才算|就看|检验|最终")),
    ("cause", re.compile(r"根子|原因|症结|说到底|往深里|归根")),
    ("why", re.compile(r"事关|关系|关乎|意味着|等不得|慢不得|不能|不是|没有.+就没有|一旦|如果")),
)
_LEANS = re.compile(
    r"^(?:[这那此其他她它]|因此|所以|但|而|同时|另外|此外|为此|当然|可是|不过|于是|然而|对此|再|还|也|又|第|首先|其次|最后|从|上述|以上|同志)"
)
_SHORT, _LONG = 14, 70  # 字 of a sentence worth taking over
_KEPT_FIRST = ("why", "cause")  # a paragraph that opens with these in the sample does so in the draft


@dataclass(frozen=True, slots=True)
class Case:
    """A paragraph of a passage: its moves in order, and the sentences of it that may be said by anyone."""

    moves: tuple[str, ...]
    sentences: tuple[tuple[str, str], ...]


def followed(work: Writing, bodies: tuple[Body, ...]) -> Body:
    """The body of the section, its paragraphs after the passages: each opens as one of them does, and one of its sentences
    gives way to a nearer one of theirs. What is said elsewhere in the speech is not said again.
    """
    body, role = bodies[work.index], work.plan.sections[work.index].role
    cases = [case for hit in work.passages if hit.passage.role is role for case in _cases(hit)]
    if not cases:
        return body
    whole = "\n".join(text_of(each) for each in bodies)
    kin = [index for index, section in enumerate(work.plan.sections) if section.role is role]
    free = {
        sentence: move
        for case in cases
        for move, sentence in case.sentences
        if sentence not in whole and sha256(sentence.encode()).digest()[0] % len(kin) == kin.index(work.index)
    }
    lines = []
    for place, line in enumerate(body):
        new = _ordered(line, cases[place % len(cases)].moves)
        new, taken = _with_one(new, free)
        free.pop(taken, None)
        lines.append(new)
    return tuple(lines)


def _cases(hit: Hit) -> Iterator[Case]:
    ours = hit.sample.bundled or hit.sample.details.own
    for line in hit.passage.section.splitlines():
        sentences = [sentence for sentence in re.split(r"(?<=[。！？])", line.strip()) if sentence]
        told = [(move_of(sentence), sentence) for sentence in sentences]
        if len(told) > 1:
            usable = tuple((move, sentence) for move, sentence in told if ours and move and _anyones(sentence))
            yield Case(tuple(dict.fromkeys(move for move, _ in told if move)), usable)


def move_of(sentence: str) -> str:
    """The move a sentence makes, empty where it is none of those a paragraph is made of."""
    return next((move for move, cue in _CUES if cue.search(sentence)), "")


def _anyones(sentence: str) -> bool:
    """Whether it can stand by itself in another speech: no fact, no name, nothing that the bank has no word for."""
    return (
        _SHORT <= count(sentence) <= _LONG
        and sentence.endswith("。")
        and not _LEANS.match(sentence)
        and read(sentence) is None
        and not has_fact(sentence)
        and not re.search(r"\d", sentence)
        and emptiness(sentence) == 1
    )


def _ordered(line: Line, moves: tuple[str, ...]) -> Line:
    """The reasons at the end of a paragraph whose sample opens with what is to be done."""
    if not moves or moves[0] in _KEPT_FIRST:
        return line
    reasons = [said for said in line.said if said.move == "why"]
    others = [said for said in line.said if said.move != "why"]
    if not reasons or not any(said.move == "do" for said in others):
        return line
    at = next((place for place, said in enumerate(others) if said.move in ("check", "aim")), len(others))
    return replace(line, said=(*others[:at], *reasons, *others[at:]))


def _with_one(line: Line, free: dict[str, str]) -> tuple[Line, str]:
    """The line with one of its sentences exchanged for a free one that makes the same move and speaks of the same thing."""
    cues = [cue for cue in re.split(r"[，、。；\d]+", line.about) if len(cue) > 1]
    for place, said in enumerate(line.said):
        near = [sentence for sentence, move in free.items() if move == said.move and any(cue in sentence for cue in cues)]
        if said.move and near and "【" not in said.text:
            best = min(near, key=lambda sentence: abs(count(sentence) - count(said.text)))
            return replace(line, said=(*line.said[:place], Said(best, said.move), *line.said[place + 1 :])), best
    return line, ""
