"""From a message to orders. What it settles is certain: every character is consumed, and no negation, exception or
second order is left inside an instruction. Everything else is Talk."""

from __future__ import annotations

import re

from agent.briefing import read_brief
from agent.grammar.arranging import arranging
from agent.grammar.commands import command
from agent.grammar.rewriting import rewriting
from agent.grammar.wording import wording
from agent.grammar.words import outside_quotes
from agent.orders import Draft, Order, Replace, Several, Talk
from errors import EmptyOrder

_POLITE = re.compile(
    r"^(?:可以了，|好了，|行了，|请问?你?|麻烦你?|劳驾|帮我|帮忙|给我|能不能|可以|再帮我|你|好的?，|嗯，|算了，?(?=把|第)|那就|那)+"
)
_THANKS = re.compile(r"[，,。！!]?(?:谢谢|多谢|辛苦了?|拜托|谢了)(?:你|您|啦)?$")
_DRAFT = re.compile(r"^(?:请|麻烦|劳驾|帮我|帮忙|给我|替我|为我|我要|我想|需要)*(?:起草|草拟|拟写|拟一|撰写|写一?[篇份个])")
_SPEECH = re.compile(r"讲话|致辞|致词|发言|主持词|党课|讲稿|贺词|开幕词|闭幕词|演讲|稿")
_END = " \u3000.。!！~～\n\r\t，,；;"
_BREAK = re.compile(r"[，,；;。！!\n]+")
_JOINT = re.compile(
    r"^(?:然后|接着|同时|另外|顺便|并且?|还有|再(?=把|将)|最后(?=检查|导出|再)|改完了?(?:再)?|改好了?(?:再)?|完了?)+(?:再|请|把(?=.*一遍))?"
)
# Why the order is given, before it; nothing to be done.
_WHY = re.compile(r"^(?:整体|全文|篇幅|字数|稿子|通篇)?(?:还是)?(?:太长|太短|不够|超了|有点长|长了|短了)$|^(?:算了|可以了|好了|对了)$")
# After an order that keeps series whole by itself, or that touches nothing else anyway.
_SELF_EVIDENT = re.compile(
    r"^(?:(?:后面的?)?(?:序号|编号)(?:也|都)?(?:顺|理|调|改)(?:一下|好|过来|顺)?|(?:其他|其余|别的|其它)(?:地方|部分|内容)?的?(?:都)?(?:别|不要|不用|不)(?:动|改|变)|谢谢|辛苦了?)$"
)


def read_order(message: str) -> Order:
    """Raises EmptyOrder. An address inside an order is kept as said; whether it names anything is seen when it is carried out."""
    words = message.strip(_END)
    if not words:
        raise EmptyOrder
    if _DRAFT.match(words) and _SPEECH.search(words):
        return Draft(read_brief(words))
    plain = _half_width(_POLITE.sub("", _THANKS.sub("", words)).strip(_END))
    orders = _orders(_clauses(plain)) if plain else None
    if not orders:
        return Talk(message.strip())
    return orders[0] if len(orders) == 1 else Several(tuple(orders))  # type: ignore[arg-type]


def _half_width(words: str) -> str:
    """Commas as a Chinese keyboard has them; what stands between quotation marks stays."""
    outside = outside_quotes(words)
    return "".join(
        "，" if here == "," and not words[i - 1 : i].isdigit() else char for i, (char, here) in enumerate(zip(words, outside, strict=True))
    )


def _clauses(words: str) -> list[tuple[str, str]]:
    """Each with the mark behind it; none is broken inside quotation marks."""
    outside = outside_quotes(words)
    found, start = [], 0
    for match in _BREAK.finditer(outside):
        found.append((words[start : match.start()], match.group()[0]))
        start = match.end()
    found.append((words[start:], ""))
    return [(clause.strip(), mark) for clause, mark in found if clause.strip()]


def _orders(clauses: list[tuple[str, str]]) -> list[Order] | None:
    """The message cut so that each piece is an order, the longest first; None where no cut is."""
    if not clauses:
        return []
    if len(clauses) > 1 and _WHY.match(clauses[0][0]):
        return _orders(clauses[1:])
    for size in range(len(clauses), 0, -1):
        words = "".join(clause + ("，" if i < size - 1 else "") for i, (clause, _) in enumerate(clauses[:size]))
        order = _one(_JOINT.sub("", words) or words)
        if order is None:
            continue
        behind = clauses[size:]
        while behind and _SELF_EVIDENT.match(behind[0][0]):
            behind = behind[1:]
        rest = _orders(behind)
        if rest is not None:
            return [order, *rest]
    return None


def _one(words: str) -> Order | None:
    plain = words.strip(_END)
    order = command(plain) or wording(plain)
    if isinstance(order, Replace) or order is None:
        # 把第三部分移到…… and 第二部分改短 are no words for words.
        order = arranging(plain) or order
    return order or rewriting(plain)
