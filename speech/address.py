"""How people name a part of a speech, read into steps: “第二部分第三点”, “除了结尾以外”, “讲反诈的那段”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from speech.numbering import CHINESE, number

Unit = Literal["part", "point", "paragraph", "sentence"]
LAST = -1


@dataclass(frozen=True, slots=True)
class Frame:
    """A named part: title, date, byline, salutation, opening, closing; or `all`."""

    name: str


@dataclass(frozen=True, slots=True)
class Nth:
    """Positions counted from 1, or from the end as -1, -2; a range is spelt out, (n, LAST) runs to the end."""

    unit: Unit
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """By the ordinal it bears: `level` 1 for 二、, 2 for （二）."""

    level: int
    value: int


@dataclass(frozen=True, slots=True)
class Path:
    path: str


@dataclass(frozen=True, slots=True)
class Titled:
    """By words of its heading, or by words that stand in it: “巧干”那一点, “……”这句."""

    words: str
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class About:
    """讲……的那段."""

    words: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class OfRole:
    role: str


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading lines of what stands before it; of every part where nothing does. `sub` where 小标题 is said."""

    sub: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    unit: Unit


Step = Frame | Nth | Marked | Path | Titled | About | OfRole | Headings | Every


@dataclass(frozen=True, slots=True)
class Address:
    """Each of `ways` is a chain of steps, every one inside the one before it; `but` is what is left out."""

    ways: tuple[tuple[Step, ...], ...]
    but: Address | None = None


_UNITS: dict[str, Unit] = {
    "大部分": "part", "部分": "part", "大块": "part", "板块": "part", "块": "part", "大点": "part", "章": "part",
    "小点": "point", "点": "point", "条": "point", "方面": "point", "小节": "point", "节": "point", "项": "point", "层": "point",
    "自然段": "paragraph", "段落": "paragraph", "段": "paragraph",
    "句话": "sentence", "句": "sentence",
}  # fmt: skip
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_FRAMES = {
    "title": "大标题|总标题|题目|标题",
    "date": "日期|时间落款",
    "byline": "署名|落款",
    "salutation": "称谓|称呼|抬头",
    "opening": "开场白|开头语|开头|开场|开篇|引言|导语",
    "closing": "结束语|结尾|结语|收尾|号召",
    "all": "整篇讲话|整篇稿子|全文|整篇|通篇|全篇|整个讲话|整个稿子",
}
_ROLES = {
    "achievements": "成绩|成效|成果|工作回顾|回顾|总结",
    "problems": "问题|短板|不足",
    "situation": "形势|认识|意义",
    "tasks": "工作任务|任务|下步工作|下一步工作|工作部署|部署",
    "requirements": "工作要求|要求|保障|组织领导|作风",
}
_NUMERAL = rf"(?:{CHINESE}|\d{{1,2}})"
_THAT = r"(?:的?[那这]?(?:一|个|一个)?)"
_PART_TAIL = rf"(?:{_THAT}(?:段落|段话|段|部分|章节|内容|那里|语|话))?"

_FRAME_FORMS = {name: re.compile(rf"(?:{words}){_PART_TAIL}") for name, words in _FRAMES.items()}
_ROLE_FORMS = {role: re.compile(rf"(?:讲|谈)?(?:{words}){_THAT}?(?:部分|那块|这块|一块|那段|一段|那节)") for role, words in _ROLES.items()}

_QUOTED = re.compile(rf"[“‘「『\"']([^”’」』\"']+)[”’」』\"'](?:{_THAT}({_UNIT}))?")
_PATH = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*\.(?:\d{1,2}|heading)|p\d{1,4}(?:\.s?\d{1,3})?|opening\.\d{1,2}|title|date|byline|salutation|opening|closing)(?![\w.%％亿万千百元个倍])",
    re.ASCII,
)
_WHICH = "[那这](?:一个|一|个)?"
_ABOUT = re.compile(rf"(?:讲|谈|说|写|关于|涉及)(?:到|的是)?([^，。；、的]{{1,16}}?)(?:的?{_WHICH}|的)({_UNIT})")
_CALLED = re.compile(rf"(?!一下|一遍|刚才|[上下前后]面|[这那把对将第太最很不])([^，。；、：“”\s]{{2,16}}?)的?{_WHICH}({_UNIT})")
_EVERY = re.compile(rf"(?:每一?个?|各个?|所有)({_UNIT})")
_HEADINGS = re.compile(r"(?:小|分)?标题")
_ALL_HEADINGS = re.compile(r"(?:所有|全部|每一?个|各个?|几个)?的?(?:小|分)标题")
# 第二三部分 are two; 两部分 and 三部分 are a count and name none.
_NTH_LIST = re.compile(rf"(第?)({_NUMERAL})个?((?:(?:、|，|和|与|及)第?{_NUMERAL}|[一二三四五六七八九])*)个?({_UNIT})")
_NTH_RANGE = re.compile(rf"第?({_NUMERAL})(?:个?(?:{_UNIT}))?(?:到|至|-|—|~|～)(?:第?({_NUMERAL})|最后)一?个?({_UNIT})")
_FROM_END = re.compile(rf"倒数第?({_NUMERAL})个?({_UNIT})|(?:最后|末尾|最末)(?:的|那)?一?个?({_UNIT})")
_FIRST_FEW = re.compile(rf"(前面?|开头|头|后面?|最后|末尾)的?({_NUMERAL}|两)个?({_UNIT})")
_EDGE = re.compile("(首)(?:段|句)|[末尾](?:段|句)")
_PAREN = re.compile(rf"[（(]({_NUMERAL})[）)](?:{_UNIT})?")
_COMMA = re.compile(r"([一二三四五六七八九十]{1,3})、")
_NESTED = re.compile(rf"({_NUMERAL})(?=[（(]{_NUMERAL}[）)])")
_JOINT = re.compile(r"(?:里面|当中|之中|里边|里|中|内|下面|下)?的?")
_EXCEPT = re.compile(r"除了?")
_OTHERS = re.compile(r"(?:以外|之外|外)?[，,]?的?(?:其他|其余|别的|剩下)?的?(?:部分|内容|地方|段落)?")
_AND = re.compile(r"(?:、|和|与|以及|及|跟)(?=[第开结标称抬最末倒首前后“‘（(题小讲谈关一二三四五六七八九十\dp])")


def read_address(text: str, start: int = 0) -> tuple[Address, int] | None:
    """The address that `text` begins with at `start`, the longest there is, and where it ends; None where there is none."""
    exception = _EXCEPT.match(text, start)
    if exception:
        inner = read_address(text, exception.end())
        if inner:
            tail = _OTHERS.match(text, inner[1])
            return Address(((Frame("all"),),), inner[0]), tail.end() if tail else inner[1]
    ways: list[tuple[Step, ...]] = []
    at = start
    while way := _way(text, at):
        ways.append(way[0])
        at = way[1]
        joint = _AND.match(text, at)
        if not joint or not _way(text, joint.end()):
            break
        at = joint.end()
    return (Address(tuple(ways)), at) if ways else None


def _way(text: str, start: int) -> tuple[tuple[Step, ...], int] | None:
    steps: list[Step] = []
    at = start
    while True:
        joint = _JOINT.match(text, at) if steps else None
        found = _step(text, joint.end() if joint else at, bool(steps)) or (_step(text, at, bool(steps)) if steps else None)
        if found is None:
            return (tuple(steps), at) if steps else None
        steps.append(found[0])
        at = found[1]


def _step(text: str, at: int, inside: bool) -> tuple[Step, int] | None:
    if match := _QUOTED.match(text, at):
        return Titled(match.group(1), _UNITS[match.group(2)] if match.group(2) else None), match.end()
    if match := _PATH.match(text, at):
        return Path(match.group()), match.end()
    if match := _PAREN.match(text, at):
        return Marked(2, number(match.group(1))), match.end()
    if found := _counted(text, at):
        return found
    if match := _COMMA.match(text, at) or _NESTED.match(text, at):
        return Marked(1, number(match.group(1))), match.end()
    if match := _EVERY.match(text, at):
        return Every(_UNITS[match.group(1)]), match.end()
    if match := (_HEADINGS if inside else _ALL_HEADINGS).match(text, at):
        return Headings(match.group() != "标题"), match.end()
    if match := _ABOUT.match(text, at):
        return About(match.group(1), _UNITS[match.group(2)]), match.end()
    if found := _named(text, at):
        return found
    if not inside and (match := _CALLED.match(text, at)):
        return Titled(match.group(1), _UNITS[match.group(2)]), match.end()
    return None


def _counted(text: str, at: int) -> tuple[Step, int] | None:
    """第三点, 第一和第三部分, 第二到第四段, 倒数第二段, 前两句."""
    if match := _FROM_END.match(text, at):
        value, unit = (number(match.group(1)), match.group(2)) if match.group(1) else (1, match.group(3))
        return Nth(_UNITS[unit], (-value,)), match.end()
    if match := _FIRST_FEW.match(text, at):
        few = range(1, number(match.group(2)) + 1)
        back = match.group(1)[0] in "后最末"
        return Nth(_UNITS[match.group(3)], tuple(-n for n in reversed(few)) if back else tuple(few)), match.end()
    if match := _EDGE.match(text, at):
        return Nth(_UNITS[match.group()[1]], (1 if match.group(1) else LAST,)), match.end()
    if match := _NTH_RANGE.match(text, at):
        first, last = number(match.group(1)), number(match.group(2)) if match.group(2) else LAST
        positions = (first, LAST) if last == LAST else tuple(range(first, last + 1))
        return (Nth(_UNITS[match.group(3)], positions), match.end()) if positions else None
    match = _NTH_LIST.match(text, at)
    if match and (match.group(1) or match.group(3)):
        values = [number(word) for word in re.findall(_NUMERAL, match.group(2) + match.group(3))]
        return Nth(_UNITS[match.group(4)], tuple(dict.fromkeys(values))), match.end()
    return None


def _named(text: str, at: int) -> tuple[Step, int] | None:
    for name, frame in _FRAME_FORMS.items():
        if match := frame.match(text, at):
            return Frame(name), match.end()
    for role, form in _ROLE_FORMS.items():
        if match := form.match(text, at):
            return OfRole(role), match.end()
    return None
