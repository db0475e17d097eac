"""Orders to write a part anew: an address and an instruction with nothing in it but how."""

from __future__ import annotations

import re

from agent.grammar.words import SIZE, WHO, addressed, is_address, is_plural, outside_quotes, quoted
from agent.lengths import asked_length
from agent.orders import Order, Revise
from speech.address import read_address

_VERB = (
    r"重新写|重写|改写|改一改|改改|润色|精简|精炼|压缩|压一压|缩写|扩写|扩充|展开|充实|丰富|细化"
    r"|修改|调整|优化|完善|美化|理顺|换一?个|换|改"
)
_VERB_FIRST = re.compile(rf"^(?:{_VERB})(?:一下|一遍|一个)?")
# What an instruction says: without one of these words it is a remark.
_CUE = re.compile(
    rf"{_VERB}|压|缩|减|砍|扩|加长|加上|补充|补上|写|展开|多[说写讲]|少[说写讲]|换|语气|口气|语言|口语|书面|文字|措辞|控制|限|"
    r"(?:再|更|太|有点|有些|不够|偏|稍微?|还是|得)[^，]{0,6}|(?<![二三四五六七八九十两几])(?:一点|点儿?|些)$|突出|强调|加强|对仗|排比|顺一?[下顺]|理一理|通顺|具体|有力|简洁|实|细|软|硬|活|"
    r"别那么|别太|\d+字|个字"
)
_QUESTION = re.compile(
    r"[吗呢]$|[？?]|怎么样|为什么|什么|几个|多少|多久|行不行|好不好|是不是|有没有|会不会|合不合适|谁|哪|你看|你觉得|觉得"
)
_PRAISE = re.compile(r"(?:真|很|挺|非常|都)(?:好|不错|满意|到位)|可以了|就这样|没问题|满意")
_FIGURES = (
    r"(?:里面的?|原来的?|所有的?|其中的?)?(?:数字|数据|事实|例子|案例)(?:一个)?(?:都|也)?"
    r"(?:别|不能|不要|不许|不得|不可)(?:再)?(?:丢|少|动|改|漏|删)掉?(?:了)?"
    r"|(?:数字|数据)(?:都)?要?(?:保留|留着|留住)|(?:保留|留住)(?:所有|全部)?(?:的)?(?:数字|数据)"
)
_REST = re.compile(
    r"[，,；]?(?:其他|其余|别的|其它|别处)(?:地方|部分|内容|段落)?的?(?:都|一律|就|全)?(?:别|不要|不用|不许|不)(?:再)?(?:动|改|变)(?:了)?$"
)
_MANNERS = re.compile(
    rf"{_FIGURES}|别(?:那么|太|老|总|像)|不要(?:太|那么|套话|空话|口号|喊口号)|别(?:说|讲|写)?(?:套话|空话)|少[说讲用写]?(?:套话|空话)|除了数字"
)
_KEEP = (
    re.compile(r"[，,]?(?:但是?|不过)?(?:里面的?|其中的?)?(?:别|不要|不许|不能)(?:再)?动(?P<where>[^，。；]+)$"),
    re.compile(
        r"[，,](?:但是?|不过|只是)?(?:里面的?|其中的?)?(?P<where>[^，。；]+?)(?:都|就)?(?:别|不要|不用|不许|不|保持)(?:再)?(?:动|改|变)(?:了)?$"
    ),
    re.compile(r"[，,]?(?:但是?|不过)?保留(?:住)?(?P<where>[^，。；]+)$"),
)
# Words that make an instruction more than one order, or an order with an exception.
_TANGLED = re.compile(
    r"不要|别|勿|不动|不变|不改|保留|保持|除|但(?!求)|然后|接着|同时|另外|顺便|以及把|并把|再把|删|移到|挪|放到|提到|对调|互换|合并|拆成|撤销|导出|锁|回到第|检查|校对|查一?遍|恢复|还原|改回|退回|原来的|并[一成为]|合成|序号|其余|剩下|(?:其他|其它|别的)(?:部分|段|点)|加一?(?:点|条|段|句|个部分)[，,]?(?:讲|关于)"
)
_TONE = re.compile(
    r"^(?:(?:整体|总体|整个|全部)的?)?(?:语气|口气|语言|文字|措辞|风格|文风|篇幅|字数)(?:上)?(?:都|再|要|写|改|稍)?.*$"
    r"|^(?:再|还是)?(?:压|缩|精简|压缩|控制|扩写|扩充|扩|砍)(?:到|至|在|成)[^，]*字(?:左右|以内|之内)?$"
)
_AGAIN = re.compile(
    r"^(?:再|还要|还得|还是)(?:写得?|改得?)?(?:短|长|具体|有力|简洁|精炼|精简|压缩|严肃|活泼|口语|书面|细|实|柔和|硬|软|展开|润色|改改?)"
)


# 第三部分五点，每点不超过60字: what is asked is asked of each of them.
_EACH = re.compile(rf"^的?[这那]?(?P<series>{SIZE}[点条段])[，,]?(?:都|分别)?(?:各自?|每[点条段])(?:都|分别)?")
# 10分钟改为12分钟 are words for words.
_WORDS_FOR = re.compile(r"[\d〇][^，。；]{0,8}(?:改为|改成|换为|换成|替换为|替换成|更正为)")
_OUT = re.compile("去掉|拿掉|去了|不要")
_INTO_PLACE = re.compile("(?:都|也)?(?:改成|改为|换成|变成)")
_OF_EACH = re.compile(r"各(?:自|[压缩精减砍控写扩改不])|每一?个?[点条段句]|分别")


def rewriting(words: str) -> Order | None:
    said = _REST.sub("", words)
    if match := _VERB_FIRST.match(said):
        read = read_address(said, match.end())
        if read:
            return _revise(said[match.end() : read[1]], match.group() + said[read[1] :], bare=not said[read[1] :])
    found = addressed(said)
    if found and found[1]:
        return _revise(*found)
    if _AGAIN.match(said) and not _unclear(said):
        return Revise("", said, asked_length(said), again=True)
    if _TONE.fullmatch(said) and not _unclear(said):
        return Revise("", said, asked_length(said))
    return None


def _revise(address: str, instruction: str, bare: bool = False) -> Revise | None:
    if each := _EACH.match(instruction):
        address, instruction = f"{address}的{each['series']}", instruction[each.end() :]
    said = instruction.strip("，,：:的 ")
    if is_plural(address):
        said = re.sub("^(?:都|也)?(?:各自?|分别)(?:都|再)?", "", said)
    if quoted(address) and (_OUT.search(said) or re.match("(?:都|全)?(?:改成|改为|换成|换为|替换)", said)):
        return None
    if (into := _INTO_PLACE.match(said)) and is_address(said[into.end() :]):
        return None  # 第三部分改成第二部分
    if outside_quotes(address) != address and re.match("[多少]|出现|次数", said):
        return None  # fewer of these words, wherever they stand: which ones is a matter of style
    if _OF_EACH.search(outside_quotes(said)) or _WORDS_FOR.search(outside_quotes(said)):
        return None  # of each of what is not said; or words for words
    keep = ""
    for form in _KEEP:
        match = form.search(said)
        if match and is_address(match["where"].strip()):
            keep, said = match["where"].strip(), said[: match.start()]
            break
    if address.endswith(("标题", "题目")) and re.match(
        r"(?:的)?(?:也|都|就|要)*(?:用|叫作?|改成|改为|换成|换为|改作|定为)[：:]?[“‘「\"《]", said
    ):
        return None  # words for a heading, and something else behind them
    if not (bare or _CUE.search(outside_quotes(said))) or _unclear(said):
        return None
    return Revise(address, said or "重写", asked_length(said), keep)


def _unclear(instruction: str) -> bool:
    """A question, praise, a second order, an exception."""
    outside = _MANNERS.sub("", outside_quotes(instruction))
    return bool(_TANGLED.search(outside) or _QUESTION.search(outside) or _PRAISE.search(outside) or _second(outside))


def _second(instruction: str) -> bool:
    """Whether a clause behind the first begins with a place of its own and says something of it."""
    for clause in re.split("[，,；。]", instruction)[1:]:
        found = addressed(clause)
        if WHO.match(clause):
            return True
        if found and found[1] and not re.match("[这那]", clause):
            return True
    return False
