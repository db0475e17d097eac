"""Orders that add, take out, move, join and part sections."""

from __future__ import annotations

import re

from agent.grammar.words import MARKS, NUMERAL, OPEN, SOFT, addressed, bare, is_address, is_plural, outside_quotes, quoted, side_of
from agent.lengths import asked_length
from agent.orders import Delete, Insert, Merge, Move, Order, Sort, Split, Spot, Swap
from speech.numbering import chinese, number

_DELETE = r"(?:删掉|删除|删去|去掉|拿掉|砍掉|删了|不要了|不要|删)"
_REASON = (
    r"(?:，(?:(?:容易|免得|以免|省得|这块|这段|这个|太|多余|重复|没必要|不合适|另外|反正|书记|领导|局长)[^，]*"
    r"|[^，]{0,4}(?:重复|啰嗦|多余|不合适)[^，]*))?"
)
_DELETE_FIRST = re.compile(rf"^{_DELETE}(?:一下|了)?")
_DELETE_LAST = re.compile(rf"(?:这?{NUMERAL}个字|这个词|这个?提法|这个?说法)?(?:整个|整段|全部|这)?(?:都|就|给我)?{_DELETE}{SOFT}{_REASON}")

_ADD = r"(?:再|还|也|要)*(?:加上|加进|加入|添上|补上|插入|插进|写上|增写|增加|补充|加|添|补|插|来)(?:进去|进)?"
_NEW = r"(?:一|1|个|一个|上)*(?P<sort>句话?|小?段话?|段落?|小?点|条|个?大?部分)?"
_NUMBERED = rf"(?:[（(](?P<n1>{NUMERAL})[）)]|第(?P<n2>{NUMERAL})(?:点|条)?|(?P<n3>{NUMERAL})[是要])"
_EDGE_BEFORE = re.compile(r"(?:(?P<start>开头|开始|最前面|最前头)|末尾|结尾|最后面?)$")
_EDGE_BEHIND = re.compile(r"^的?(?:里面?)?的?(?:(?P<start>开头|开始|最前面|最前头|最前)|最末|末尾|最后面?)(?=.*[加添补插写放])")
_INSERT = re.compile(rf"{_ADD}(?:(?:一|1|个|一个|一?条)*{_NUMBERED}|{_NEW})(?P<what>.*)")
_ABOUT = re.compile(
    r"(?:[，,：: ]*(?:(?:内容)?(?:是|主要)?(?:讲讲?|说说?|谈谈?|写写?|关于|介绍|强调|提一?下)(?:一下)?|(?=感谢|表扬|祝贺|祝福|慰问))"
    # Behind a colon stand words; without one these are what to speak of.
    r"|(?=谢谢|欢迎|[^：:，。“”]{2,16}的(?:话|意思)$|(?:承上启下的)?过渡(?:的?话)?$))(?P<about>.+)"
)
_SORTS: dict[str, Sort] = {"句": "sentence", "段": "paragraph", "点": "point", "条": "point", "分": "part"}
_BETWEEN = re.compile(rf"在?第?(?P<a>{NUMERAL})(?:个?部分|大点|块)?(?:和|与|跟)第?(?P<b>{NUMERAL})(?:个?部分|大点|块)?(?:之间|中间)")
_PUT_LAST = re.compile(r"(?:加|添|补|插|放)(?:到|在|进)(?P<where>.+)")
_PUT = re.compile(r"^(?:加|添|补|插|写)(?:上)?(?:一|1)?(?P<sort>句|段|点|条)(?:话)?(?P<what>.+)")

_MOVE = r"(?:移动|移|挪|放|提前|提|调|搬)(?:到|至|在)?"
_MOVED = re.compile(rf"(?:整个|整段)?{_MOVE}(?P<to>.+)")
_SWAPPED = re.compile(
    rf"(?:的)?(?:一下)?(?:内容|位置|顺序)?(?:互相)?(?:对调|互换|调换|交换|颠倒|换个|换一下|换换|换)(?:一下|个)?(?:位置|顺序|次序)?{SOFT}"
)
_MERGED = re.compile(
    rf"(?:的)?(?:内容)?(?:可以)?(?:合并|合|并)(?:成|为|到|在|一)?(?:一?个?)?(?:一?条|一?点|一?段|一?个?部分|一起|一块|起来)?{SOFT}"
)
_UNDER = re.compile(
    r"，(?:小)?标题(?:就|也)?(?:用|叫作?|定为|改成|改为|写成?)[：:]?"
    r"(?P<heading>[“‘「『《][^”’」』》]+[”’」』》]|[^，。“‘「『《]{2,24})$"
)
_MERGE_FIRST = re.compile(r"^(?:合并|合起来)")
_PIECE = r"(?:前面?|后面?|第?[一二三]个?[点条段]?|头一[点条段])[^，]{0,3}(?:讲|说|写|谈)"
_SPLIT = re.compile(
    rf"(?:[^，拆分切]{{0,10}}，)?(?:的)?(?:内容)?(?:拆分|分拆|拆|切|分)(?:成|为|开)?(?P<n>[两二三四五六2-6])?(?:个)?(?:小?点|条|段|部分|块)?(?:来?写)?{SOFT}(?:，(?P<how>{_PIECE}.+{_PIECE}.+))?"
)
_PIECES = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def arranging(words: str) -> Order | None:
    if match := _DELETE_FIRST.match(words):
        rest = words[match.end() :].strip("的")
        return Delete(rest) if is_address(rest) else None
    if (match := _MERGE_FIRST.match(words)) and is_address(words[match.end() :]):
        return Merge(words[match.end() :])
    if order := _between(words) or _next_numbered(words) or _put(words):
        return order
    found = addressed(words)
    if not found:
        return None
    address, rest = found
    if _DELETE_LAST.fullmatch(rest):
        return Delete(address)
    return _insert(address, rest) or _move(address, rest) or _joined(address, rest)


def _joined(address: str, rest: str) -> Order | None:
    headed = _UNDER.search(rest)
    if headed:
        rest = rest[: headed.start()]
    for form, order in ((_SWAPPED, Swap), (_MERGED, Merge)):
        if form.fullmatch(rest) and re.search("[和与跟、及]|两|各|几|到|至|后|前|[一二三四五六七八九]{2}|[）)][（(]", address):
            if headed:
                return Merge(address, bare(headed["heading"])) if order is Merge else None
            return order(address)
    if headed:
        return None
    if match := _SPLIT.fullmatch(rest):
        said = match["n"]
        return Split(address, int(said) if said and said.isdecimal() else _PIECES.get(said or "", 0), match["how"] or "")
    return None


def _insert(address: str, rest: str) -> Order | None:
    spot: Spot | None = None
    if edge := _EDGE_BEFORE.search(address):
        whole = address[: edge.start()].removesuffix("的")
        if is_address(whole):
            address, spot = whole, "start" if edge["start"] else "end"
    elif edge := _EDGE_BEHIND.match(rest):
        rest, spot = rest[edge.end() :], "start" if edge["start"] else "end"
    side, said = side_of(rest)
    match = _INSERT.fullmatch(said.lstrip("，"))
    if not match:
        return None
    if spot is None:
        spot = side
    ordinal = match["n1"] or match["n2"] or match["n3"]
    if ordinal:
        return _filled(address, "inside", "point", match["what"])
    if spot in ("start", "end") and is_plural(address) and "每" not in address and "各" not in address:
        return None
    if not match["sort"]:
        return None
    sort = _SORTS[match["sort"].removesuffix("话").removesuffix("落")[-1]]
    return _filled(address, spot or "inside", sort, match["what"])


def _filled(address: str, side: Spot, sort: Sort, what: str) -> Order | None:
    if about := _ABOUT.fullmatch(what):
        subject = about["about"].strip(MARKS)
        return _settled(
            Insert(address, side, sort, about=subject.removesuffix("的").removesuffix("内容的"), length=asked_length(subject)), subject
        )
    words = quoted(what)
    if words is None and re.match("[：:]", what.strip()):
        words = what.strip()[1:].strip()
        if words[:1] in tuple(OPEN) and quoted(words) is None:
            return None  # something stands behind the quotation
        words = words.strip("“”")
    return Insert(address, side, sort, words=words) if words else None


def _settled(order: Insert, subject: str) -> Insert | None:
    """None where the subject is an order by itself."""
    return None if re.search(r"删|移到|挪|对调|合并|撤销|锁|改成|改为|换成|替换|压[到缩]|重写|恢复", outside_quotes(subject)) else order


def _between(words: str) -> Order | None:
    """三和四之间加一个部分，讲……."""
    match = _BETWEEN.match(words)
    if not match or number(match["b"]) != number(match["a"]) + 1:
        return None
    said = _INSERT.fullmatch(words[match.end() :].lstrip("，"))
    if not said or not said["sort"]:
        return None
    sort = _SORTS.get(said["sort"][-1])
    if sort not in ("part", "point"):
        return None
    unit = "部分" if sort == "part" else "点"
    return _filled(f"第{chinese(number(match['a']))}{unit}", "after", sort, said["what"])


def _next_numbered(words: str) -> Order | None:
    """加个第六，讲……: behind the fifth of the series that has five."""
    match = _INSERT.fullmatch(words)
    ordinal = match and (match["n1"] or match["n2"] or match["n3"])
    if not match or not ordinal or number(ordinal) < 2:
        return None
    before = chinese(number(ordinal) - 1)
    return _filled(f"（{before}）" if match["n1"] else f"第{before}点", "after", "point", match["what"])


def _put(words: str) -> Order | None:
    """加一句“……”到第二部分末尾, 把“……”这句加到开头."""
    text = outside_quotes(words)
    match = _PUT_LAST.search(text)
    if not match:
        return None
    where = words[match.start("where") :]
    found = addressed(where)
    if not found:
        return None
    side, left = side_of(found[1])
    if left.strip(MARKS):
        return None
    head = words[: match.start()].removeprefix("把").removesuffix("这句话").removesuffix("这句").strip()
    said = _PUT.fullmatch(head)
    if said:
        return _filled(found[0], side or "inside", _SORTS[said["sort"]], said["what"])
    exact = quoted(head)
    return Insert(found[0], side or "inside", "sentence", words=exact) if exact else None


def _move(address: str, rest: str) -> Order | None:
    match = _MOVED.fullmatch(rest)
    if not match:
        return None
    to = match["to"]
    if found := addressed(to):
        side, left = side_of(found[1])
        if left.strip(MARKS + "去来的吧"):
            return None
        return Move(address, side or "inside", found[0])
    if re.fullmatch(r"最前面?(?:去)?|开头|最前头", to):
        return Move(address, "before", "")
    return Move(address, "after", "") if re.fullmatch(r"最后面?(?:去)?|末尾|最末", to) else None
