"""What is wrong with a piece of new text: told to the writer for another try, and to the person where it stays."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` is a key of `_TOLD`; the interface says `fault.<code>`, filled with `details`."""

    code: str
    details: dict[str, str | int] = field(default_factory=dict)

    def told(self) -> str:
        """For the model that is asked to mend it."""
        return _TOLD[self.code].format_map(self.details)


_TOLD = {
    "length_off": "现在是{words}字，要求{least}至{most}字。",
    "unsourced": "这些内容材料里没有：{values}。删去，或改成【待填：缺什么】。",
    "lost": "原有的这些必须保留而没有了：{values}。",
    "masked": "照抄了范文里抹掉的地方：{values}。改成自己的话。",
    "count": "开头说讲{said}点，实际有{parts}个部分。",
    "series": "只要这一点的文字，不要把它前后的几点也写出来。",
    "empty": "没有写出正文。",
    "whole_speech": "只要这一部分的正文，不要整篇。",
    "neighbour": "写进了别的部分的文字：{words}……",
}
