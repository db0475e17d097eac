"""Orders on exact words: replace, put a figure right, give a new title or heading."""

from __future__ import annotations

import re

from agent.grammar.words import CLOSE, FIGURE, MARKS, OPEN, addressed, bare, is_address, quoted
from agent.orders import Correct, Order, Replace, Retitle
from speech.address import read_address

_INTO = r"(?:改写?成|改为|改作|换成|替换成|替换为|换为|更正为|订正为)"
_ALL = r"(?:全部|全都|全|都|一律|统一|通通)"
_WHOLE = re.compile(r"文|全文|整篇|通篇|全篇|文中|文章|稿子|全文里")
_SAID = rf"{OPEN}(?P<old>[^”’」』\"]+){CLOSE}"
_TAIL = r"(?:，?(?:只改.+|(?:别的|其他|其余)(?:地方|的)?(?:都)?(?:不动|别动|不要动|不改|不变)|全文统一|都改过来|别漏了?|一个不漏))?"
_QUOTED = re.compile(
    rf"[把将]?(?P<where>.*?)(?:里面?的?|中的?|的)?{_SAID}(?:这个词|一词|这几个字|这句话?)?{_ALL}?(?:{_INTO}|改){OPEN}(?P<new>[^”’」』\"]*){CLOSE}{_TAIL}"
)
_BESIDE = re.compile(
    rf"[在把将]?(?P<where>.*?)(?:里面?的?|中的?|的)?{_SAID}(?:这个词|一词|这几个字)?的?(?P<side>前面?|之前|后面?|之后)(?:再|都|要)?(?:加上?|补上?|添上?|插入)"
    rf"{OPEN}(?P<new>[^”’」』\"]*){CLOSE}(?:[一二两三四五六七八九十\d]{{1,2}}个?字|这?几个字)?"
)
_WORD = r"[^，。；、“”‘’\s]"
_PLAIN = re.compile(
    rf"[把将]?(?P<old>{_WORD}{{2,30}}?)\s*(?:，?{_ALL}?\s*{_INTO}|{_ALL}?(?<!修)(?<!更)改(?![^，]{{0,3}}点|一|得|好|写|短|长|完))"
    rf"\s*(?P<new>{_WORD}{{1,30}}){_TAIL}"
)
_WRONG = re.compile(
    rf"(?:[^，]{{0,8}}(?:名字|名称|地名|人名|单位)?(?:打错|写错)了?，)?(?P<old>{_WORD}{{2,16}}?)(?:写错|打错|错)了?，(?:应该是|应为|应是|是)(?P<new>{_WORD}{{2,16}})"
)
_SHORT = re.compile(rf"(?P<old>{_WORD}{{2,16}}?)\s*(?:都|统一)?(?:用|改用)(?:简称|全称)[：: ]*(?P<new>{_WORD}{{2,16}})")
_LEAD = re.compile(r"^[^，]{1,10}(?:打错了?|写错了?|搞错了?|不对)，")
# 改成更有力的, 改成八个字: how the new words are to be, not what they are.
_DESCRIBED = re.compile(
    r"更|[一有]?点|一些|[对工]仗|对仗|排比|个字|字以?内|口语|书面|[有无]力|响亮|具体|简洁|精炼|短句|长句|陈述句|疑问句|一句话|段话|语气|风格|形式|样子|实招|押韵|朴实|亲切|生动|严肃|^(?:今天|明天|昨天|当天|本月|今日)$"
)
_RETITLE = re.compile(rf"(?:的)?(?:也|都|就|要)*(?:{_INTO}|改|定为|叫作?|用)[：:]?\s*(?P<words>.+)")
_LOOSE = re.compile("(?:的)?(?:也|都|就|要)*(?:改(?!写?成|为|作)|用)")
_EXACT = re.compile("[：:]")  # behind it stand words, not a description
_SENTENCE = re.compile("(?:[一二三四五六七八九十两\\d]|那|这)句话?$")
_TITLES = re.compile(r"(?:标题|题目|称谓|称呼|日期|署名|落款)$")

_MEND = rf"(?:{_INTO}|改|应该是|应为|应是|是)"
_EVERYWHERE = (
    r"(?:，?(?:前后|上下|全文|几处|各处|其他地方|别处|都|也|请|一起|一并|那几处)*(?:都|也)?"
    r"(?:对一?下|对一对|统一(?:一下)?|改过来|改一下|改掉|一致|核一下|别漏了?|以这个为准|照这个|按这个))+"
)
_CORRECT = re.compile(
    rf"[把将]?(?P<subject>[^，。；\d“”]{{2,20}}?)(?:都|全|统一)*(?:{_INTO}|改|应该是|应为)(?P<value>{FIGURE})(?P<tail>{_EVERYWHERE})?"
)
_NEWS = re.compile(
    rf"(?P<subject>[^，。；\d“”]{{2,20}}?)(?:核实了?|核下来|核过了?|更新了?|变了|有变化|报|最新)?，?(?:应该)?(?:是|为|改成|改为)?(?P<value>{FIGURE})(?P<tail>{_EVERYWHERE})"
)
_FIGURES = re.compile(
    rf"[把将]?(?:里面?的|其中的)?(?P<subject>[^，。；\d“”]{{0,16}}?)(?:从|由|的)?(?P<old>{FIGURE})(?:都|全|统一)*{_INTO}(?P<value>{FIGURE})(?:{_EVERYWHERE})?"
)
_NOT_BUT = re.compile(rf"(?:[^，。；\d]{{0,20}}，)?(?:[^，。；\d]{{0,12}})?是(?P<value>{FIGURE})，?不是(?P<old>{FIGURE})(?:{_EVERYWHERE})?")
_REPORTS = re.compile(
    rf"(?P<note>(?P<one>[^，。；\d]{{2,12}}?)报(?:的是)?(?P<first>{FIGURE})，(?P<other>[^，。；\d]{{2,12}}?)报(?:的是)?(?P<second>{FIGURE}))，"
    r"(?:先|就|都|统一|暂时|暂)*(?:按|用|以|照)(?P<who>[^，。；\d]{2,12}?)(?:的|为准|报的|的来|的数)*"
)


def wording(words: str) -> Order | None:
    return (
        _beside(words)
        or _reports(words)
        or _not_but(words)
        or _figure(words)
        or _replace(words)
        or _retitle(words)
        or _correct(words)
        or _plain(words)
    )


def _beside(words: str) -> Order | None:
    """在“先说成绩”前面加上“同志们，”三个字."""
    match = _BESIDE.fullmatch(words)
    where = _where(match["where"].strip(MARKS)) if match else None
    if match is None or where is None:
        return None
    old, new = match["old"], match["new"]
    return Replace(old, f"{new}{old}" if "前" in match["side"] else f"{old}{new}", where)


def _replace(words: str) -> Order | None:
    match = _QUOTED.fullmatch(words)
    if not match:
        return None
    where = _where(match["where"].strip(MARKS))
    return None if where is None else Replace(match["old"], match["new"], where)


def _where(words: str) -> str | None:
    """The address that a replacement is kept to, empty for the whole text; None where the words are no address."""
    said = words.removesuffix("的").removesuffix("里").removesuffix("里面")
    if not said or _WHOLE.fullmatch(said):
        return ""
    return said if is_address(said) else None


def _plain(words: str) -> Order | None:
    """Without quotation marks: only words that cannot be a description, and figures for figures."""
    if match := _WRONG.fullmatch(words):
        return Replace(match["old"], match["new"])
    if match := _SHORT.fullmatch(words):
        return Replace(match["old"], match["new"])
    match = _PLAIN.fullmatch(_LEAD.sub("", words))
    if not match:
        return None
    old, new = match["old"], match["new"]
    if "改" in old:
        return None
    where = ""
    found = addressed(old)
    if found and found[1].startswith(("里的", "里面的", "中的", "的", "里")):
        where, old = found[0], re.sub("^(?:里面?的?|中的|的)", "", found[1])
    elif spread := re.match(r"(?:全文|文中|通篇|整篇|全篇)(?:里|中)?的?", old):
        old = old[spread.end() :]
    old = re.sub(rf"{_ALL}$", "", old)
    if len(old) < 2 or _DESCRIBED.search(new) or read_address(old) or bool(re.search(r"\d", old)) != bool(re.search(r"\d", new)):
        same_sort = len(old) >= 6 and not _DESCRIBED.search(new) and not read_address(old) and old[:3] == new[:3]
        if not same_sort:
            return None
    return Replace(old, new, "" if where in ("全文", "通篇", "整篇") else where)


def _retitle(words: str) -> Order | None:
    found = addressed(words)
    if not found or not (_TITLES.search(found[0]) or _SENTENCE.search(found[0])):
        return None
    match = _RETITLE.fullmatch(found[1])
    if not match:
        return None
    said = match["words"].strip()
    title = quoted(said)
    if title is None and _LOOSE.match(found[1]) and not _EXACT.search(found[1][: match.start("words")]):
        return None  # 标题改一下 says that it is to be another, not which
    if title is None and _SENTENCE.search(found[0]) and not _EXACT.search(found[1][: match.start("words")]):
        return None
    described = not _EXACT.search(found[1][: match.start("words")]) and _DESCRIBED.search(said)
    if title is None and (described or re.search("[；。“”]", said) or any(addressed(more) for more in said.split("，")[1:])):
        return None
    return Retitle(found[0], title or bare(said))


def _correct(words: str) -> Order | None:
    match = _CORRECT.fullmatch(words) or _NEWS.fullmatch(words)
    if not match or is_address(match["subject"]):
        return None
    # 压到300字 and the like have a subject that is an address, or none.
    if (
        read_address(match["subject"])
        or not re.search(r"[%％个万亿元]|\d", match["value"])
        or re.search(r"字$|版$|分钟$|页$", match["value"])
    ):
        return None
    return Correct(match["value"], subject=re.sub("(?:都|全|统一)$", "", match["subject"]))


def _not_but(words: str) -> Order | None:
    match = _NOT_BUT.fullmatch(words)
    return Correct(match["value"], old=match["old"]) if match else None


def _figure(words: str) -> Order | None:
    """优秀教师60名改成62名: the figure, not the words before it."""
    match = _FIGURES.fullmatch(words)
    if not match or read_address(match["old"]) or re.search(r"[字版页]$|分钟$", match["value"]):
        return None
    return Correct(match["value"], subject=match["subject"], old=match["old"])


def _reports(words: str) -> Order | None:
    """刑侦报12%，指挥中心报11.7%，先按指挥中心."""
    match = _REPORTS.fullmatch(words)
    if not match:
        return None
    who = match["who"]
    if who in match["one"] or match["one"] in who:
        return Correct(match["first"], old=match["second"], note=match["note"])
    if who in match["other"] or match["other"] in who:
        return Correct(match["second"], old=match["first"], note=match["note"])
    return None
