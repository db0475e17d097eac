"""One step of an address, read from the words at one place."""

from __future__ import annotations

import re
from collections.abc import Callable

from speech.numbering import CHINESE, Style, number, read
from speech.ordinals import counted
from speech.steps import (
    ALL,
    RANKS,
    About,
    Beside,
    Count,
    Every,
    Frame,
    Gesture,
    Headings,
    Here,
    Marked,
    Nth,
    OfRole,
    Path,
    Recent,
    Step,
    Titled,
    Unit,
    kind,
)
from speech.units import (
    COUNTED,
    FRAMES,
    GESTURES,
    NO_NAME_BEGINS,
    NOT_A_NAME,
    NUMERAL,
    QUOTES,
    ROLES,
    SIZE,
    UNIT,
    unit_of,
    value,
)

Read = tuple[Step, int]

_THIS = "(?:的?[那这](?:一个|一|个)?)"
_TAIL = r"(?:的?[那这]?(?:一个|一|个)?(?:段落|段话|段|部分|章节|内容|那里|行|块|地方)(?!时间|路))?"
_FRAME_FORMS = {name: re.compile(rf"(?:{words}){_TAIL}") for name, words in FRAMES.items()}
_CLOSING_GESTURE = re.compile(rf"最后的(?:{'|'.join(words for words, _ in GESTURES.values())})(?!{UNIT})")
_GESTURE_FORMS = {
    name: re.compile(rf"(?:(?:最后|{FRAMES['closing']})的?)?(?:{words}){_THIS}(?:段落|段话|段|部分)")
    for name, (words, _) in GESTURES.items()
}
_ROLE_TAIL = rf"(?:的?[那这]?(?:几|一个|一|个)?(?:部[分份]|板块|块|节|章节|段)|{SIZE}个?部分)"
_ROLE_FORMS = {
    role: re.compile(
        rf"(?:讲|谈|写|说|关于)?({words})(?:的?{_ROLE_TAIL}|(?=里(?!程|面对)|当中|中的|$)|(?=(?:[、和与及](?:{'|'.join(ROLES.values())}))+{_ROLE_TAIL}))"
    )
    for role, words in ROLES.items()
}

_QUOTED = [re.compile(rf"{a}([^{b}]+){b}(?:{_THIS}?({UNIT})|{_THIS}?(?:几个字|个词|几个词|字))?") for a, b in QUOTES]
_PATH = re.compile(
    r"第?(\d{1,2}(?:\.\d{1,2})+(?:\.heading)?|\d{1,2}\.heading|p\d{1,4}(?:\.(?:s\d{1,3}|\d{1,3}(?:\.\d{1,3})*))?|opening(?:\.\d{1,2})+"
    r"|title|date|byline|salutation|opening|closing)"
    r"(?:(?:那一?|这一?)?(?:小点|点|条|部分|段)|(?![a-zA-Z0-9_.%％‰亿万千百十元个倍吨米公平度版分名家人次件起场天年月日时秒克升斤亩多余左]))"
)

_COUNTED_PART = re.compile(rf"({COUNTED}|希望|建议)的?(?:[那这](?:一个|一|个)?)?(?:部[分份]|块)")
_OF_ALL = re.compile(rf"(?:(?<=的)|[那这])({SIZE})个?({UNIT})")
_PAREN = re.compile(rf"第?[（(]({NUMERAL})[）)](?:{_THIS}?({UNIT}))?")
_AHEAD = r"[^。]{{0,60}}?[，；;。\n]\s*{next}{mark}"
_COMMA = re.compile(r"([一二三四五六七八九十]{1,3})、")
_NESTED = re.compile(rf"({CHINESE})(?=[（(]{NUMERAL}[）)]|里面?的?第|的第|整个)")
_BARE = re.compile(r"(\d{1,2})(?:小点|点|条|[.．、])?(?![a-zA-Z0-9.%％亿万千百十元句字])")
_CLAUSE = re.compile(
    rf"({CHINESE})([是要])(?:(?:的?{_THIS})({UNIT})|(?=$|[里中的和与、跟到至压改删写移放挪合对重润扩缩并再太更有这换展]|也|都))"
)
_SERIAL = re.compile(rf"(首先|其次|再次)(?:{_THIS}({UNIT})|(?=$|[里中的和与]))")

_EVERY = re.compile(rf"(?:每一?个?|各个?|所有的?|全部的?|逐)({UNIT})")
_HEADINGS = re.compile(r"(所有的?|全部的?|每一?个|各个?|各级|几个|一级|二级|三级)?(大|小|分)?(?:标题|题目)")
_LEVELS = {"一级": 1, "二级": 2, "三级": 3}

_ABOUT = re.compile(
    rf"(?:所有的?|凡是|每个)?(讲|谈|说|写|提|关于|有关|围绕|涉及|有|出现|含有?)(?:[到及的]是?)?(?![得一几些个实不])([^，。；\n]{{1,20}}?)"
    rf"(?:的?[那这](?:{SIZE}|几)?个?|的(?:所有|全部|每一?个?|{SIZE})?)({UNIT})"
)
_MENTIONS = ("提", "有", "出现", "含", "含有")
_CALLED = re.compile(rf"{NO_NAME_BEGINS}((?:(?!{NOT_A_NAME}).){{2,20}}?)的?那(?:一个|一|个)?({UNIT})")
_CALLED_SCOPE = re.compile(
    rf"{NO_NAME_BEGINS}((?:(?!{NOT_A_NAME}|的).){{3,20}}?)(?:里面|里|中)的?(?=第[{'一二三四五六七八九十'}\d]|最后一|倒数第|每一?个?(?:点|段|句)|[（(])"
)

_SELECTED = (
    r"(?:我?(?:选中|选定|选择|选|框选|标出)的|光标所?在?的?|当前)"
    rf"(?:[那这]?(?:一个|一|个)?({UNIT}|内容|地方|文字|这里|处|位置)|(?=$|[的里]))"
)
_HERE = re.compile(rf"(?:这里|此处|这儿|这个地方|{_SELECTED}|[这本该](?:一个|一|个|整)?({UNIT}))")
_THERE = re.compile(rf"那(?:一个|一|个)?({UNIT})")
_CHANGED = r"(?:改写|重写|重新写|修改|调整|润色|扩写|压缩|精简|新加|新写|补充|生成|改|写|加|动|换|补)"
_RECENT = re.compile(
    rf"(?:(?:刚刚才?|刚才|刚|方才|上一?[次轮]|之前|前面)(?:你|我)?(?:才|新)?{_CHANGED}(?:过|好|动|完|出来|成|了)*(?:的|过)[那这]?|(?:刚才|上次)的?[那这])"
    rf"(?:(?:({SIZE})|几)?个?(?:({UNIT})|地方|内容|文字)|(?=$))"
)
_SIDE = "(?P<side>后面|后边|之后|以后|前面|前边|之前|以前|上面|上边|下面|下边|接下来|紧接着)"
_BESIDE = re.compile(
    rf"{_SIDE}的?(?:紧挨着的?|紧跟着?的?)?(?:(?P<nth>第)(?P<n>{NUMERAL})|(?P<that>[那这])?(?P<few>{SIZE})?)个?(?P<unit>{UNIT})"
    rf"|(?P<short>再?[上下前后])(?P<one>一)个?(?P<unit2>{UNIT})"
)


def step(text: str, at: int, before: Step | None = None, within: bool = False) -> Read | None:
    """The step that `text` goes on with; `before` is the one it stands in, `within` says that 里 led to it."""
    if before is not None and (found := _inside(text, at, before, within)):
        return found
    return next((found for reader in _READERS if (found := reader(text, at))), None)


def _inside(text: str, at: int, before: Step, within: bool) -> Read | None:
    if found := _beside(text, at, before):
        return found
    whole = isinstance(before, Frame) and before.name == "all"
    match = _HEADINGS.match(text, at)
    if match and (not whole or match.group(1) or match.group(2) in ("小", "分")):
        many, size = match.group(1) or "", match.group(2)
        every = bool(many) and whole and size != "大"
        return Headings(size in ("小", "分"), within or bool(many), _LEVELS.get(many, 0), every), match.end()
    if (match := _OF_ALL.match(text, at)) and _smaller(unit_of(match.group(2)), before) and value(match.group(1)) > 1:
        return Count(unit_of(match.group(2)), value(match.group(1))), match.end()
    if isinstance(before, Marked) and (match := _BARE.match(text, at)):
        return Marked(Style.DOT, number(match.group(1))), match.end()
    return None


def _quoted(text: str, at: int) -> Read | None:
    for form in _QUOTED:
        if match := form.match(text, at):
            words, unit = match.group(1).strip(), unit_of(match.group(2)) if match.group(2) else None
            mark = read(words)
            if mark and mark.end == len(words):
                return Marked(mark.style, mark.value), match.end()
            return (Titled(words, unit), match.end()) if words else None
    return None


def _path(text: str, at: int) -> Read | None:
    match = _PATH.match(text, at)
    return (Path(match.group(1)), match.end()) if match else None


def _marked(text: str, at: int) -> Read | None:
    if match := _PAREN.match(text, at):
        if match.group(2) and unit_of(match.group(2)) == "part":
            return Nth("part", (number(match.group(1)),)), match.end()
        style = Style.DIGIT_PAREN if match.group(1).isdecimal() else Style.PAREN
        return Marked(style, number(match.group(1))), match.end()
    if match := _CLAUSE.match(text, at):
        style = Style.IS if match.group(2) == "是" else Style.MUST
        return None if _counts_on(text, match, match.group(2)) else (Marked(style, number(match.group(1))), match.end())
    if match := _SERIAL.match(text, at):
        return Marked(Style.SERIAL, ("首先", "其次", "再次").index(match.group(1)) + 1), match.end()
    if match := _NESTED.match(text, at):
        return Marked(Style.COMMA, number(match.group(1))), match.end()
    match = _COMMA.match(text, at)
    if match and _valid(match.group(1)) and not _counts_on(text, match, "、"):
        return Marked(Style.COMMA, number(match.group(1))), match.end()
    return None


def _valid(numeral: str) -> bool:
    return re.fullmatch(CHINESE, numeral) is not None


def _counts_on(text: str, match: re.Match[str], mark: str) -> bool:
    """第三部分一是太长，二是太空: the message itself counts off."""
    following = "一二三四五六七八九十"[number(match.group(1)) % 10]
    return re.compile(rf"[^\n]{{0,80}}?[，；;。,\n]\s*{following}{mark}").match(text, match.end()) is not None


def _every(text: str, at: int) -> Read | None:
    if match := _EVERY.match(text, at):
        unit = unit_of(match.group(1))
        return (Headings(True, every=match.group()[0] in "所全每") if unit == "heading" else Every(unit)), match.end()
    match = _HEADINGS.match(text, at)
    if match and (match.group(1) or match.group(2) in ("小", "分")):
        many = match.group(1) or ""
        level = _LEVELS.get(many, 0)
        return Headings(True, level=level, every=many[:1] in tuple("所全每") or many == "各级"), match.end()
    return None


def _about(text: str, at: int) -> Read | None:
    match = _ABOUT.match(text, at)
    if match is None:
        return None
    words = match.group(2).strip("“”‘’「」『』\"'《》到及的")
    between = text[match.end(2) : match.start(3)]
    several = text[at] in "所凡每" or "所有" in between or "全部" in between or "每" in between or "几" in between
    size = re.search(SIZE, between)
    count = ALL if several else value(size.group()) if size else 1
    return (About(words, unit_of(match.group(3)), match.group(1) in _MENTIONS, count), match.end()) if words else None


def _named(text: str, at: int) -> Read | None:
    for role, form in _ROLE_FORMS.items():
        if match := form.match(text, at):
            return OfRole(role, match.group(1)), match.end()
    if match := _COUNTED_PART.match(text, at):
        return OfRole("", match.group(1)), match.end()
    for name, form in _GESTURE_FORMS.items():
        if match := form.match(text, at):
            return Gesture(name), match.end()
    if match := _CLOSING_GESTURE.match(text, at):
        return Frame("closing"), match.end()
    for name, frame in _FRAME_FORMS.items():
        if match := frame.match(text, at):
            return Frame(name), match.end()
    return None


def _pointed(text: str, at: int) -> Read | None:
    if match := _RECENT.match(text, at):
        several = "几" in match.group() or match.group(2) is None
        return Recent(unit_of(match.group(2)) if match.group(2) else None, ALL if several else value(match.group(1) or "")), match.end()
    if match := _HERE.match(text, at):
        words = match.group(1) or match.group(2) or ""
        return Here(unit_of(words) if re.fullmatch(UNIT, words) else None), match.end()
    if match := _THERE.match(text, at):
        return Here(unit_of(match.group(1)), far=True), match.end()
    return _beside(text, at, None)


def _beside(text: str, at: int, before: Step | None) -> Read | None:
    match = _BESIDE.match(text, at)
    if match is None:
        return None
    unit = unit_of(match.group("unit") or match.group("unit2"))
    side = match.group("side") or match.group("short")
    sign = -1 if "上" in side or "前" in side else 1
    if match.group("short"):
        return Beside(unit, (sign * (2 if side[0] == "再" else 1),)), match.end()
    if match.group("nth"):
        offsets: tuple[int, ...] = (sign * number(match.group("n")),)
    else:
        offsets = tuple(sign * n for n in range(1, value(match.group("few") or "") + 1))
    if not (match.group("nth") or match.group("that") or match.group("few") or "的" in match.group()):
        return None
    if before and _smaller(unit, before) and not match.group("that") and (match.group("few") not in (None, "一") or side[0] == "下"):
        return None  # 第二部分前面三点, 第二部分下面第三点 are inside
    return Beside(unit, offsets, side[0] == "下"), match.end()


def _smaller(unit: Unit, before: Step) -> bool:
    """Whether one is inside the other: a sentence in a paragraph, a point in a part."""
    place = kind(before)
    return any(RANKS[unit] > rank for name, rank in RANKS.items() if name == place)


def _called(text: str, at: int) -> Read | None:
    if match := _CALLED.match(text, at):
        return Titled(match.group(1), unit_of(match.group(2))), match.end()
    if match := _CALLED_SCOPE.match(text, at):
        return Titled(match.group(1), "point"), match.end()
    return None


_READERS: tuple[Callable[[str, int], Read | None], ...] = (_quoted, _path, _pointed, counted, _marked, _every, _named, _about, _called)
