"""Sentences that state nothing: what the scripted model lengthens a text with."""

from __future__ import annotations

from collections.abc import Iterator

_THINGS = (
    "值班", "走访", "台账", "培训", "调度", "回访", "演练", "交接", "公示", "巡查", "协作", "宣讲", "评议", "答复", "督办", "归档",
)  # fmt: skip
_FRAMES = (
    "{}要做在平时，功夫下在前头。",
    "抓好{}，靠的是肯下笨功夫。",
    "{}做得细，后面的事情就顺。",
    "谁把{}当回事，谁的工作就主动。",
    "对{}不能应付，更不能推脱。",
    "{}要抓实。",  # where little room is left
)
HEADINGS = ("认清形势稳住阵脚", "正视短板补齐弱项", "压实责任抓出成效", "守住初心接续前行", "从严从实久久为功", "聚力同心共赴新程")


def sentences() -> Iterator[str]:
    for frame in _FRAMES:
        for thing in _THINGS:
            yield frame.format(thing)
