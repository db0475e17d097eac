"""What a rewrite without a model is asked to do: every word of the instruction understood, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from errors import NeedsModel


class Change(Enum):
    """The changes there are, in the order in which several of them are made, each with the words that ask for it."""

    REPHRASE = r"重新写|重写|改写|换个说法|换一种说法|换种说法|换一种写法|换个写法|润色|重新组织|重拟|另写"
    EXPAND = r"扩写|扩充|扩展|展开|充实|丰富|细化|加长|太短|具体化|具体|写实|太虚|太空|空洞|有点虚|有点空|虚|详细|详实|实在|实"
    STRENGTHEN = r"有力量|有力|有气势|气势|铿锵|提气|鼓劲|鼓舞人心|鼓舞|有劲|坚定|响亮|有感染力|有号召力"
    SPOKEN = r"口语化?|通俗|接地气|大白话|家常|像说话|朴实|平实|好念|上口|朗朗上口"
    FORMAL = r"书面化?|正式|庄重|规范|严肃|端庄|文绉"
    SHORTEN = r"压缩|精简|精炼|简练|简洁|简短|缩短|缩减|缩写|删减|压减|太长|压|短"

    @property
    def words(self) -> re.Pattern[str]:
        return re.compile(self.value)


_QUOTED = re.compile(r"[“\"「]([^”\"」]+)[”\"」]")
_ADD = re.compile(r"加上|加入|加进去?|添上|添加|补上|补充|插入|增加|写上|写进去?|放进去?|加")
_FILLER = re.compile(
    r"请|帮我|帮忙|麻烦|把|将|给|对|这个|这|那|该|本|一?部分|第?[一二三四五六七八九十\d]+(?:部分|大?点|段|条|节)|全文|通篇|一?段落?|开头|结尾|开场|内容|文字|语言|表述|"
    r"语句|句子|一句话?|这句话?|话|写得?|改得?|变得?|说得?|讲得?|再|更加?|要|一?些|一?点儿?|一下|一遍|得|的|地|了|到|至|为|成|约|大概|大约|左右|上下|以内|之内|"
    r"不超过|控制在|字数?|\d+|[一二三四五六七八九十百千两]+|一?半|三分之[一二]|稍微?|适当|进行|太|有点|和|并|且|也|里面?|中|上|去|进|掉|[，。、；;,.！!：:\s]"
)
_HALF = re.compile(r"一半|减半|对半|半")
_THIRD = re.compile(r"(到|至|为)?三分之([一二])")


@dataclass(frozen=True, slots=True)
class Instruction:
    """`ratio` is the length asked for as a part of the present one, None where none is; `added` the words to put in."""

    changes: tuple[Change, ...]
    added: tuple[str, ...] = ()
    ratio: float | None = None


def read_instruction(text: str) -> Instruction:
    """Raises NeedsModel where a word is left that is not understood, or where the changes contradict each other."""
    added = tuple(match.strip() for match in _QUOTED.findall(text))
    rest = _QUOTED.sub("", text)
    if added and not _ADD.search(rest):
        raise NeedsModel(text)
    if added:
        rest = _ADD.sub("", rest)
    ratio = _ratio(rest)
    changes = []
    for change in Change:
        shorter = change.words.sub("", rest)
        if shorter != rest:
            changes.append(change)
            rest = shorter
    if len(changes) > 1 and Change.REPHRASE in changes:
        changes.remove(Change.REPHRASE)
    if _FILLER.sub("", rest) or not (changes or added) or {Change.EXPAND, Change.SHORTEN} <= set(changes):
        raise NeedsModel(text)
    return Instruction(tuple(changes), added, ratio)


def _ratio(text: str) -> float | None:
    """压缩一半 is 0.5; 压缩三分之一 leaves two thirds, 压缩到三分之一 one."""
    if third := _THIRD.search(text):
        part = {"一": 1 / 3, "二": 2 / 3}[third[2]]
        return part if third[1] else 1 - part
    return 0.5 if _HALF.search(text) else None
