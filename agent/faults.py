"""What is wrong with a piece of new text: told to the writer for another try, and to the person where it stays."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` is length_off, unsourced, lost, empty, whole_speech, neighbour or repeated; the interface says `fault.<code>`."""

    code: str
    details: dict[str, str | int] = field(default_factory=dict)

    def told(self) -> str:
        """For the model that is asked to mend it."""
        return _TOLD[self.code].format_map(self.details)


_TOLD = {
    "length_off": "现在是{words}字，要求{least}至{most}字。",
    "unsourced": "这些内容材料里没有，不得写入：{values}。",
    "lost": "这些事实必须保留而没有了：{values}。",
    "empty": "没有写出正文。",
    "whole_speech": "只要这一部分的正文，不要整篇。",
    "neighbour": "写进了别的部分的文字：{words}……",
    "repeated": "这句话前面已经写过：{words}……",
}
