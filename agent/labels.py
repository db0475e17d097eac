"""What a line, or a clause, calls the things it lists: 存在问题：, 下半年要抓好, 毛病嘛，."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prompts.labels import labels
from speech.structure import Role

# Points follow, and it is not said which: 要点, 材料如下, 讲三点.
_POINTS = re.compile(r"(?:要点|内容|材料|素材|[讲说谈][一二三四五六七八九十两几\d]+(?:点|条|个方面|件事))(?:是|有|为|包括|如下)?$")
_REMARK = re.compile(r"[（(][^）)]*[）)]$")
_MARKS = "，,？?"
_SAYS_MORE = 5  # code points; so many behind a label in its clause are a point
_LONG_LEFT = 2  # code points; less behind a label is no point
_BEFORE_COLON = re.compile(r"^(?P<label>[^，,。；;：:？?“”]{1,14})(?:[：:？?]|——)\s*")
_BEFORE_SPACE = re.compile(r"^(?P<label>[^，,。；;：:？?\d“” \u3000\t]{1,8})[ \u3000\t]+(?=\S)")
_CLAUSE = re.compile(r"^(?P<label>[^，,。；;：:？?“”\d]{1,16})[，,？?]\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Label:
    """`role` is None for a label that names none; `number` counts it off among labels of its kind."""

    role: Role | None
    name: str = ""
    number: int | None = None
    topic: bool = False

    @classmethod
    def of(cls, words: str, number: int | None = None) -> Label:
        role = None if _POINTS.search(words) else labels().role(words)
        topic = None if role else labels().topic(words)
        return cls(role or topic, words, number, topic is not None)

    @property
    def mixed(self) -> bool:
        """Whether points of every kind follow: 要点, 材料如下."""
        return bool(_POINTS.search(self.name))


def role_under(stack: Sequence[Label]) -> Role | None:
    """The role of what stands under these labels, the outermost first: 党建 names a part by itself, but under 问题 a topic."""
    kinds = [label.role for label in stack if label.role and not label.topic]
    topics = [label.role for label in stack if label.topic]
    return next(iter([*reversed(kinds), *reversed(topics)]), None)


def own_heading(name: str) -> str:
    """What a label may be called in a heading; empty where it names nothing but a role: 形势, 讲问题."""
    name = re.split(r"[ \u3000，,]", _REMARK.sub("", name).strip("—-：: "))[0]
    return "" if labels().bare.fullmatch(name) else name


def says_only(label: str) -> bool:
    """Whether the words name a part and say nothing of it: 存在问题 and 毛病嘛, not 案件质量问题整改到位."""
    return not own_heading(label) or labels().leads(label)


def led(words: str, fresh: bool) -> tuple[Label | None, str]:
    """The label that the words begin with, and the rest; the words whole where they begin with none.

    `fresh` is whether they begin a line: only there a space is enough to tell a label.
    """
    for form in (_BEFORE_COLON, _BEFORE_SPACE) if fresh else (_BEFORE_COLON,):
        match = form.match(words)
        label = Label.of(match["label"]) if match else None
        if match and label and (label.role or _POINTS.search(match["label"])):
            return label, words[match.end() :]
    clause = _CLAUSE.match(words)
    leading = clause if clause and labels().leads(clause["label"]) else None
    opening = labels().opening.match(words)
    if leading and opening and leading.end("label") - opening.end() > _SAYS_MORE:
        leading = None  # 为什么会出事呢科主任一个人说了算
    for match in (labels().framing.match(words), leading, opening):
        if match and len(re.split(r"[，,]", words[match.end() :])[0]) > _LONG_LEFT:
            return Label.of(match[0].rstrip(_MARKS + " ")), words[match.end() :]
    return None, words
