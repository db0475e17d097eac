"""From a message to orders. What it settles is certain: every character is consumed, and no negation, exception or
second order is left inside an instruction. Everything else is Talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.briefing import read_brief
from agent.grammar.arranging import arranging
from agent.grammar.commands import command
from agent.grammar.rewriting import rewriting
from agent.grammar.wording import wording
from agent.grammar.words import WHO, outside_quotes, without_heading
from agent.orders import (
    Draft,
    Edition,
    Insert,
    Lock,
    Merge,
    Order,
    Outlines,
    Redo,
    Replace,
    Restore,
    Retitle,
    Revise,
    Several,
    Split,
    Talk,
    Undo,
    Unlock,
)
from errors import EmptyOrder
from speech.numbering import number

_OUTLINES = re.compile(r"(?:先|再)?(?:[给出列拿来写拟看]|要)[^，。；]{0,5}?(?:([两二三四2-4])|几|一)?[个份套版种]?(?:不同的?)?提纲")
_WAYS = 4
_POLITE = re.compile(
    r"^(?:可以了，|好了，|行了，|请问?你?|麻烦你?|劳驾|帮我|帮忙|给我|能不能|可以|再帮我|你|好的?，|嗯，|算了，?(?=把|第)|那就|那)+"
)
_THANKS = re.compile(r"[，,。！!]?(?:谢谢|多谢|辛苦了?|拜托|谢了)(?:你|您|啦)?$")
_DRAFT = re.compile(r"^(?:请|麻烦|劳驾|帮我|帮忙|给我|替我|为我|我要|我想|需要)*(?:起草|草拟|拟写|拟一|撰写|写一?[篇份个])")
_SPEECH = re.compile(r"讲话|致辞|致词|发言|主持词|党课|讲稿|贺词|开幕词|闭幕词|演讲|稿")
_END = " \u3000.。!！~～\n\r\t，,；;"
_JOINT = re.compile(
    r"^(?:然后|接着|同时|另外|顺便|并且?|还有|再(?=把|将|检查|校对|核对|对比|导出|出)|最后(?=检查|导出|再)|改完了?(?:再)?|改好了?(?:再)?|完了?)+(?:再|请|把(?=.*一遍))?"
)
_CONTENT = re.compile(r"^(?:底下|下面|里面|后面)?的?(?:内容|正文|文字)(?:也)?(?:跟着|相应地?)?")
_OTHERS = re.compile(
    r"^(?:其余|其他|其它|别的|剩下|余下)的?(?:各?个?部分|内容|几个?部分|地方)?的?(?:都|整体|全部|一共|总共)*(?=[压缩精控改写扩润再砍减])"
)
_TITLE = re.compile("讲话|致辞|致词|发言|报告|党课|主持词|动员|部署|会议|大会|仪式")
_ITS_HEADING = re.compile(r"^(?:小)?标题(?:也|都)+")
_ONLY = re.compile("^(?:只|光|仅)(?=[把将改删压])")
_ORDERED = re.compile("改成|填成|换成|改为|删掉|导出|检查|锁定|压到|放在|加一")
_ANEW = re.compile("另外|还有|顺便|此外|然后[把将]|同时[把将]")
# Why the order is given, before it; nothing to be done.
_WHY = re.compile(r"^(?:整体|全文|篇幅|字数|稿子|通篇)?(?:还是)?(?:太长|太短|不够|超了|有点长|长了|短了)$|^(?:算了|可以了|好了|对了)$")
# After an order that keeps series whole by itself, or that touches nothing else anyway.
_SELF_EVIDENT = re.compile(
    r"^(?:(?:后面的?)?(?:序号|编号)(?:也|都)?(?:顺|理|调|改)(?:一下|好|过来|顺)?|(?:其他|其余|别的|其它)(?:地方|部分|内容)?的?(?:都)?(?:别|不要|不用|不)(?:动|改|变)|谢谢|辛苦了?|(?:这个|这样|这条|这点|它)[^，]{0,6}(?:要紧|重要|突出|更好|更顺|清楚|合适))$"
)


def read_order(message: str) -> Order:
    """Raises EmptyOrder. An address inside an order is kept as said; whether it names anything is seen when it is carried out."""
    words = message.strip(_END)
    if not words:
        raise EmptyOrder
    if _DRAFT.match(words) and _SPEECH.search(words):
        return Outlines(read_brief(words), _ways(words)) if _OUTLINES.search(words) else Draft(read_brief(words))
    plain = _POLITE.sub("", _THANKS.sub("", words)).strip(_END)
    stop = re.match("[。！!？?…]?", message.strip()[len(words) :])
    orders = _Message(plain + (stop[0] if stop else ""), _even(plain)).orders() if plain else None
    if not orders or _cancelled(orders):
        return Talk(message.strip())
    return orders[0] if len(orders) == 1 else Several(tuple(orders))  # type: ignore[arg-type]


def _ways(words: str) -> int:
    match = _OUTLINES.search(words)
    return max(2, min(_WAYS, number(match[1]))) if match and match[1] else 2


def _cancelled(orders: Sequence[Order]) -> bool:
    """结尾那句不要，撤销 may say one thing twice: to do both would leave the sentence where it was."""
    edited = False
    for order in orders:
        if edited and (isinstance(order, Undo | Redo) or (isinstance(order, Restore) and not order.only)):
            return True
        edited = edited or isinstance(order, Edition)
    return False


def _even(words: str) -> str:
    """As long as the message, with every mark outside quotation marks that parts clauses as a comma."""
    outside = outside_quotes(words)
    return "".join("，" if _parts(outside, i) else char for i, char in enumerate(words))


def _parts(outside: str, i: int) -> bool:
    return outside[i] in "，；;。！!\n" or (outside[i] == "," and not outside[i - 1 : i].isdigit())


@dataclass(frozen=True, slots=True)
class _Message:
    """`even` is read; what is to stand word for word in the speech is taken, with its final stop, from the same places of `words`."""

    words: str
    even: str

    def orders(self) -> list[Order] | None:
        outside = outside_quotes(self.even)
        clauses = [match.span() for match in re.finditer("[^，]+", outside) if match.group().strip()]
        return self._cut(clauses)

    def _cut(self, clauses: list[tuple[int, int]], before: Order | None = None) -> list[Order] | None:
        """The message cut so that each piece is an order, the longest first; None where no cut is. `before` is the last order."""
        if not clauses:
            return []
        if len(clauses) > 1 and (_WHY.match(self._clause(clauses[0])) or _SELF_EVIDENT.match(self._clause(clauses[0]))):
            return self._cut(clauses[1:], before)
        for size in range(len(clauses), 0, -1):
            start, end = clauses[0][0], clauses[size - 1][1]
            order = _going_on(before, self.even[start:end]) or self._order(start, end)
            if _whose_heading(before, order):
                continue
            if order is None or (isinstance(order, Insert | Retitle) and self._goes_on(order, clauses[1:size])):
                continue
            behind = clauses[size:]
            while behind and _SELF_EVIDENT.match(self._clause(behind[0])):
                behind = behind[1:]
            rest = self._cut(behind, order)
            if rest is not None:
                return [order, *rest]
        return None

    def _goes_on(self, order: Order, clauses: list[tuple[int, int]]) -> bool:
        """Whether what stands among given words is an order again: 后面加一句：招商要招大。另外第三点删掉."""
        if isinstance(order, Retitle) and any(_ORDERED.search(self._clause(clause)) for clause in clauses):
            return True
        ends = (i for i in range(len(clauses)) if self._begins_sentence(clauses[i][0]))
        return any(_ANEW.match(self._clause(clauses[i])) or self._cut(clauses[i:]) for i in ends)

    def _begins_sentence(self, at: int) -> bool:
        return self.words[:at].rstrip()[-1:] in tuple("。；;！!？?")

    def _clause(self, span: tuple[int, int]) -> str:
        return self.even[span[0] : span[1]].strip()

    def _order(self, start: int, end: int) -> Order | None:
        for lead in (WHO, _JOINT, _ONLY):
            said = lead.match(self.even[start:end])
            if said and said.end() < end - start:
                start += said.end()
        order = _one(self.even[start:end])
        if isinstance(order, Insert | Retitle) and order.words in self.even:
            at = self.even.index(order.words, start)
            end = at + len(order.words)
            stop = (isinstance(order, Insert) or order.address.endswith(("句", "句话"))) and self.words[end : end + 1] in tuple("。！!？?…")
            return replace(order, words=self.words[at : end + stop])
        return order


def _going_on(before: Order | None, words: str) -> Order | None:
    """An order whose place is told by the one before: 锁定第一部分，其余压到700字."""
    if isinstance(before, Lock | Revise | Retitle) and before.address and (match := _OTHERS.match(words)):
        return rewriting(f"除了{before.address}以外" + words[match.end() :])
    if isinstance(before, Lock | Unlock | Revise) and before.address and (match := _ITS_HEADING.match(words)):
        heading = f"{before.address}的标题{words[match.end() :]}"
        return wording(heading) or rewriting(heading)
    return _beneath(before, words)


def _whose_heading(before: Order | None, order: Order | None) -> bool:
    """Whether 标题 behind an order on a part may be that part's: words that are no title of a speech leave it open."""
    bare_one = isinstance(order, Retitle) and order.address in ("标题", "题目")
    return bare_one and isinstance(before, Merge | Split | Insert | Revise | Lock | Unlock) and not _TITLE.search(order.words)  # type: ignore[union-attr]


def _beneath(before: Order | None, words: str) -> Order | None:
    """底下的内容扩一点, said behind a new heading, is of the part that has it."""
    if not isinstance(before, Retitle) or not (match := _CONTENT.match(words)):
        return None
    order = rewriting(without_heading(before.address) + words[match.end() :])
    return replace(order, keep=before.address) if isinstance(order, Revise) and not order.keep else None


def _one(words: str) -> Order | None:
    plain = words.strip(_END)
    order = command(plain) or wording(plain)
    if isinstance(order, Replace) or order is None:
        # 把第三部分移到…… and 第二部分改短 are no words for words.
        order = arranging(plain) or order
    return order or rewriting(plain)
