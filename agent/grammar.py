"""The grammar of plain orders. What it settles is certain: every character is consumed, and no negation,
exception or second order is left inside the instruction. Everything else is Talk."""

from __future__ import annotations

import re

from agent.briefing import read_brief
from agent.lengths import asked_length
from agent.orders import Check, Delete, Draft, Order, Replace, Restore, Retitle, Revise, Search, Talk, Undo
from errors import EmptyOrder
from speech.address import read_address
from speech.numbering import number

_POLITE = re.compile(r"^(?:请你?|麻烦你?|劳驾|帮我|帮忙|给我|能不能|可以|再帮我|你)+")
_DRAFT = re.compile(r"^(?:请|麻烦|劳驾|帮我|帮忙|给我|替我|为我|我要|我想|需要)*(?:起草|草拟|拟写|拟一|撰写|写一?[篇份个])")
_SPEECH = re.compile(r"讲话|致辞|致词|发言|主持词|党课|讲稿|贺词|开幕词|闭幕词|演讲|稿")
_DIGIT = re.compile(r"\d")
_UNDO = re.compile(r"^再?(?:撤销|撤回|撤消|回退|恢复上一版|回到上一版|退回上一版)(?:一下|上一步|刚才的?(?:修改|改动)?|这次修改|一次)?$")
_RESTORE = re.compile(r"^(?:回到|恢复到?|退回到?|还原到?)第?([一二三四五六七八九十\d]{1,3})版$")
_CHECK = re.compile(r"^(?:检查|校对|核对|查错|审校)(?:一下|一遍)?(?:全文|全篇|稿子|讲话|错别字)?$")
_SEARCH = re.compile(r"^(?:搜索?|查找|找)(?:一下|几段|一段|一些|找)?(?P<query>.+?)(?:的?(?:例子|样稿|段落|写法|素材))?$")
_RETITLE = re.compile(r"^(?:的)?(?:改成|改为|换成|改作|定为)[：:]?(?P<words>.+)$")
_OPEN, _CLOSE = '[“‘「"]', '[”’」"]'
_REPLACE = re.compile(
    rf"^(?:把|将)?(?P<where>.*?)(?:里面?的?|中的?|的)?{_OPEN}(?P<old>[^”’」\"]+){_CLOSE}(?:全部|全都|全|都|一律|统一)?"
    rf"(?:改成|改为|换成|替换成|替换为|换为){_OPEN}(?P<new>[^”’」\"]*){_CLOSE}$"
)
_PLAIN_REPLACE = re.compile(
    r"^[把将](?P<old>[^，。；、“”]{2,30}?)(?:全部|全都|全|都|一律|统一)?(?:改成|改为|换成|替换成|替换为|换为)(?P<new>[^，。；、“”]{1,30})$"
)
_DELETE_FIRST = re.compile(r"^(?:删掉|删除|删去|去掉|删)")
_DELETE_LAST = re.compile(r"^(?:整个)?(?:都)?(?:删掉|删除|删去|去掉|删了|删)(?:吧|了)?$")
_VERB = r"重新写|重写|改写|润色|精简|压缩|缩写|扩写|扩充|展开|充实|丰富|修改|调整|优化|完善|换个?|换一个|改"
_VERB_FIRST = re.compile(rf"^(?:{_VERB})(?:一下|一遍)?")
_INSTRUCTION = re.compile(
    rf"^[，,：: ]*(?:都|再|要|也|还|得|更|整体|重新|太|有点|有些|不够|偏|{_VERB}|写|压|缩|扩|说|讲"
    r"|口语|书面|有力|具体|简洁|精炼|语气|控制|加强|突出|强调|加上|补充|[“‘])"
)
# Words that make an instruction more than one order, or an order with an exception.
_TANGLED = re.compile(
    r"不要|别(?!的)|勿|不动|不变|不改|保留|保持|除了?|但|然后|接着|同时|另外|顺便|以及把|并把|再把|删|移到|挪|对调|互换|合并|拆|撤销|导出|锁"
    r"|第[一二三四五六七八九十\d]+(?:部分|点|条|段|节)|标题|开头|结尾"
)
_END = " \u3000。.！!～~\n\r\t"


def read_order(message: str) -> Order:
    """Raises EmptyOrder. The address inside an order is kept as said; whether it names anything is seen when the order is carried out."""
    words = message.strip(_END)
    if not words:
        raise EmptyOrder
    if _DRAFT.match(words) and _SPEECH.search(words):
        return Draft(read_brief(words))
    plain = _POLITE.sub("", words)
    return _command(plain) or _edit(plain) or Talk(message.strip())


def _command(words: str) -> Order | None:
    if _UNDO.match(words):
        return Undo()
    if match := _RESTORE.match(words):
        return Restore(number(match.group(1)))
    if _CHECK.match(words):
        return Check()
    if (match := _SEARCH.match(words)) and not _whole_address(match.group("query")):
        return Search(match.group("query").strip("“”，, "))
    return None


def _edit(words: str) -> Order | None:
    if match := _REPLACE.match(words):
        where = match.group("where").strip("，, ")
        if not where or _whole_address(where):
            return Replace(match.group("old"), match.group("new"), "" if where in ("全文", "整篇", "通篇") else where)
    # Words without quotation marks are taken to the letter only where both are figures or neither is: not 把破案率改成15%.
    if (match := _PLAIN_REPLACE.match(words)) and not read_address(match.group("old")):
        old, new = match.group("old"), match.group("new")
        if bool(_DIGIT.search(old)) == bool(_DIGIT.search(new)):
            return Replace(old, new)
    if (match := _DELETE_FIRST.match(words)) and _whole_address(words[match.end() :]):
        return Delete(words[match.end() :])
    if (match := _VERB_FIRST.match(words)) and (found := read_address(words, match.end())):
        return _revise(words[match.end() : found[1]], match.group() + words[found[1] :])
    start = 1 if words[0] in "把将" else 0
    if words.startswith(("对", "让", "给")) and read_address(words, 1):
        start = 1
    found = read_address(words, start)
    if found is None:
        return None
    address, rest = words[start : found[1]], words[found[1] :]
    if _DELETE_LAST.match(rest):
        return Delete(address)
    if address.endswith(("标题", "题目")) and (match := _RETITLE.match(rest)):
        return Retitle(address, match.group("words").strip("“”‘’「」\"'"))
    return _revise(address, rest) if _INSTRUCTION.match(rest) else None


def _revise(address: str, instruction: str) -> Revise | None:
    said = instruction.strip("，,：:的 ")
    outside = re.sub(r"[“‘「\"][^”’」\"]*[”’」\"]", "", said)
    if _TANGLED.search(outside):
        return None
    return Revise(address, said or "重写", asked_length(said))


def _whole_address(words: str) -> bool:
    found = read_address(words)
    return found is not None and not words[found[1] :].strip("的里中")
