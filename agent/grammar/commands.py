"""Orders on versions and on the whole: undo, redo, restore, compare, check, export, search, lock."""

from __future__ import annotations

import re

from agent.grammar.words import NUMERAL, SOFT, addressed, is_address
from agent.orders import Check, Compare, Export, Follow, Lock, Order, Outlines, Redo, Renumber, Restore, Search, Undo, Unlock
from speech.numbering import number

_UNDO = re.compile(
    r"再?(?:撤销|撤回|撤消|回退|退回去|改回去|恢复上一版|回到上一版|退回上一版|退一步|退回一步)(?:一下|上一步|刚才的?(?:修改|改动)?|这次修改|一次|吧)?"
    r"|(?:刚才|上一步|这次)[^，]{0,6}(?:不算|不要了?|作废)，?(?:退回去|撤销|改回去|撤回)?|(?:还是)?(?:改之前|原来|之前|上一版)的?好，?(?:改回去|退回去|撤销|撤回)"
)
_REDO = re.compile(
    r"重做(?:一下|刚才的)?|恢复(?:刚才)?撤销的(?:内容|修改)?|取消撤销|(?:刚|刚才)(?:撤掉|撤销|撤回)的?还是要，?恢复(?:回来)?"
)
_VERSION = rf"(?:第({NUMERAL})(?:个)?版(?:本)?|v(\d+))"
_RESTORE = re.compile(rf"(?:回到|恢复到|恢复成|恢复|退回到|退回|还原到|还原成|还原|用回){_VERSION}(?:吧|的样子)?")
_KEEPING = re.compile(
    r"[，,]?(?:但是?|不过|只是)?(?:(?:保留|留着?)(?:现在的?)?(?P<a>[^，]+?)|(?P<b>[^，]+?)(?:保留|留着?|保持|还?用|不要动，?用?)(?:现在的?|不变|这样)的?)"
)
_BACK = (
    rf"(?:恢复|还原|改回|退回|回|变回|换回)(?:到|成|为|去)?(?:{_VERSION}|(?P<last>原来|原样|之前|以前|改之前|修改前|上一版|改动前))?"
    r"(?:的?(?:样子|文字|内容|写法)|的)?"
)
_PART_BACK = re.compile(rf"(?:还是|就|先|都|也|给我)*{_BACK}{SOFT}")
_PART_AS = re.compile(rf"(?:还是|就|先|都|也)*(?:用|要){_VERSION}(?:的|里的)?(?:样子|文字|内容|写法)?{SOFT}")
_BACK_FIRST = re.compile(rf"(?:恢复|还原|用回|换回){_VERSION}(?:的|里的?)(?P<part>.+)")
_COMPARE = re.compile(
    r"(?:(?:对比|比较|比一下|看看|看一下|对照)(?:一下)?)?(?P<old>[^，]{2,8}?)(?:版本?)?(?:和|跟|与|同)(?P<new>[^，]{1,6}?)(?:版本?)?"
    r"(?:(?:对比|比较|比|对照)(?:一下|一比)?|(?:有什么|有哪些|哪里|有啥)?(?:不同|区别|变化|不一样|改动)|，(?:看看)?(?:有)?哪些地方(?:不一样|变了|改了))*"
)
_COMPARE_ONE = re.compile(
    r"(?:对比|比较|对照)(?:一下)?(?:和|跟|与)?(?P<a>[^，]{2,6}?版)|(?:和|跟|与)(?P<b>[^，]{2,6}?版)(?:对比|比较|比|对照)(?:一下|一比)?(?:，?(?:看看)?(?:改了哪些?|哪里变了|有什么不同))?"
)
_CHECK = re.compile(
    r"再?(?:把?(?:全文|全篇|稿子|通篇|整篇))?(?:检查|校对|核对|查错|审校|过一遍|查一?遍错?)(?:一下|一遍)?(?:全文|全篇|稿子|讲话|错别字|错漏)?(?:吧|，?(?:看看?)?(?:还)?有没有(?:错漏|错别字|错|问题|毛病|硬伤))?"
)
_EXPORT = re.compile(
    r"(?:导出|下载|生成|输出|出|打印)(?:成|为)?(?:一?[份个])?(?P<what>word|Word|WORD|docx|文档|稿子|朗读稿|印发稿|定稿)?(?:文件|文档|版|稿)?(?:，?字大一?点?(?:那种|的)?|给我|吧)?"
)
_SEARCH = re.compile(
    r"(?:在?(?:样稿)?库里)?(?:搜索|搜一搜|搜|查找|找一找|找找|找|检索)(?:一下|几段|一段|一些|找)?(?:样稿)?(?:库里)?(?:有没有|有无)?(?P<query>.+?)(?:的)?(?:例子|样稿|段落|写法|素材|的)?"
)
_RENUMBER = re.compile(r"(?:把)?(?:全文)?(?:序号|编号|番号)(?:都|重新)?(?:顺|理|排|调)(?:一下|一遍|好|顺)?")
_LOCK_LAST = re.compile(
    rf"(?:先|都|就|也|已?定了?，?|定稿了?，?)*(?:锁定|锁住|锁上|锁|冻结)(?:起来|住)?{SOFT}(?:，[^，]{{0,6}}(?:定|看|审)过的?了?)?"
    r"|[^，]{0,8}(?:看过|定过?|审过|认可)了?(?:，(?:定了|定稿|就这样))*，(?:[^，]{0,3}(?:别|不要|不用|不许))(?:再)?(?:动|改)(?:它)?(?:了)?"
)
_LOCK_FIRST = re.compile(r"^(?:锁定|锁住|锁上|冻结|(?:以后|后面)?(?:别|不要|不许)(?:再)?动)")
_UNLOCK_LAST = re.compile(rf"(?:的)?(?:先|都)?(?:解锁|解除锁定|取消锁定|解开){SOFT}(?:，(?:还要|要)[^，]{{0,4}}改)?")
_UNLOCK_FIRST = re.compile(r"^(?:解锁|解除锁定|取消锁定|解开)")
_OFFER = re.compile(
    r"(?:先|再|重新|另外)?(?:[给出列拿来拟看换]|要)(?:我|几|看看)?(?:([两二三四2-4])|几)?[个份套版种]?(?:不同的?|别的?)?提纲(?:看看|来|吧|选选)*"
)
_FOLLOW = re.compile(
    r"(?:就|那就|还是|我)?(?:用|按|按照|照|选|要|采用|选定)(?:第?([一二两三四1-4])[个份套版种]?(?:的)?提纲|提纲([一二三四1-4])|第([一二三四1-4])[个份套种])(?:来)?(?:起草|写|展开|成文|往下写)?(?:吧|了)?"
)
_EVERYTHING = ("", "全部", "所有", "全文", "都")


def command(words: str) -> Order | None:
    for form, order in ((_UNDO, Undo()), (_REDO, Redo()), (_CHECK, Check()), (_RENUMBER, Renumber())):
        if form.fullmatch(words):
            return order
    if match := _FOLLOW.fullmatch(words):
        return Follow(number(match[1] or match[2] or match[3]))
    if match := _OFFER.fullmatch(words):
        return Outlines(None, max(2, number(match[1])) if match[1] else 2)
    return _restore(words) or _compare(words) or _export(words) or _lock(words) or _search(words)


def _restore(words: str) -> Order | None:
    return _part_restored(words) or _whole_restored(words)


def _part_restored(words: str) -> Order | None:
    """第二点还是恢复成原来的, 第一部分恢复到第1版."""
    if (match := _BACK_FIRST.fullmatch(words)) and is_address(match["part"]):
        return Restore(number(match[1] or match[2]), only=match["part"])
    found = addressed(words)
    if found is None or found[0] in ("全文", "整篇", "全篇", "稿子"):
        return None
    match = _PART_BACK.fullmatch(found[1].lstrip("，")) or _PART_AS.fullmatch(found[1].lstrip("，"))
    if match is None:
        return None
    version = match[1] or match[2]
    return Restore(number(version) if version else 0, only=found[0])


def _whole_restored(words: str) -> Order | None:
    match = _RESTORE.match(words)
    if not match:
        return None
    version = number(match[1] or match[2])
    rest = words[match.end() :]
    if not rest:
        return Restore(version)
    kept = _KEEPING.fullmatch(rest)
    address = (kept["a"] or kept["b"]).removesuffix("的").removeprefix("现在的") if kept else ""
    return Restore(version, address) if address and is_address(address) else None


def _compare(words: str) -> Order | None:
    if (one := _COMPARE_ONE.fullmatch(words)) and (against := _version((one["a"] or one["b"]).removesuffix("版"))):
        return Compare(against)
    match = _COMPARE.fullmatch(words)
    if not match or not re.search(r"对比|比|不同|区别|变化|不一样|看", words):
        return None
    old, new = _version(match["old"]), _version(match["new"])
    if old is None or new is None:
        return None
    if old == 0:  # 现在和第2版
        old, new = new, 0
    return Compare(old, new or None)


def _version(words: str) -> int | None:
    """第2版 is 2, 上一版 -1, 现在 0."""
    said = words.strip()
    if re.fullmatch(r"现在(?:的|这)?|当前(?:的|这)?|这一?|最新(?:的)?|最后一?", said):
        return 0
    if re.fullmatch(r"上一?个?|前一?个?|之前(?:的)?|改之前(?:的)?", said):
        return -1
    match = re.fullmatch(rf"第?({NUMERAL})", said)
    return number(match[1]) if match else None


def _export(words: str) -> Order | None:
    match = _EXPORT.fullmatch(words)
    if not match or (words.startswith(("出", "打印", "生成")) and not match["what"]):
        return None
    return Export("朗读稿" if match["what"] == "朗读稿" or "字大" in words else "印发稿")


def _lock(words: str) -> Order | None:
    if match := _LOCK_FIRST.match(words):
        rest = words[match.end() :].strip("的吧了")
        return Lock(rest) if is_address(rest) else None
    if match := _UNLOCK_FIRST.match(words):
        rest = words[match.end() :].strip("的吧了")
        return Unlock("" if rest in _EVERYTHING else rest) if rest in _EVERYTHING or is_address(rest) else None
    if (words in ("全部解锁", "都解锁", "全文解锁")) or _UNLOCK_LAST.fullmatch(words):
        return Unlock()
    found = addressed(words)
    if not found:
        return None
    address, rest = found
    if _UNLOCK_LAST.fullmatch(rest):
        return Unlock(address)
    return Lock(address) if _LOCK_LAST.fullmatch(rest) else None


def _search(words: str) -> Order | None:
    match = _SEARCH.fullmatch(words)
    if not match or is_address(match["query"]):
        return None
    query = re.sub(r"^(?:有没有)?(?:讲|关于|写|说)(?:到|的)?", "", match["query"].strip("“”，, ")) if "库" in words else match["query"]
    return Search(query.strip("“”，, "))
