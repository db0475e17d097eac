"""How people name a part of a speech, read into steps: “第二部分第三点”, “除了结尾以外”, “讲反诈的那段”."""

from __future__ import annotations

import re
from dataclasses import replace

from speech.stepping import step
from speech.steps import Address, Count, Every, Except, Frame, Marked, Nth, Range, Step, Through, Titled, Unit, Way, kind
from speech.units import MANUSCRIPT, MEASURE, NO_NAME_BEGINS, NOT_A_NAME, NOUN, SIZE, UNIT, unit_of, value

__all__ = ["Address", "read_address", "read_name"]

_REACH = 240  # code points; no address is longer
_WIDTHS = str.maketrans("０１２３４５６７８９()", "0123456789（）")
_GAP = re.compile(r"(?<![a-zA-Z0-9])[ \t\u3000\xa0]+|[ \t\u3000\xa0]+(?![a-zA-Z0-9])")
_JOINT = re.compile(r"(?:里面|当中|之中|里边|里头|里|中|内|下面|下)?的?")
_WITHIN = "里中内当之"
_WHOLE = re.compile(rf"(?:整个|整|(?:{MANUSCRIPT})(?:里面|里|中)?的?)")
_AND = re.compile(r"(?:，?(?:以及|还有|连同)|、|和|与|及|跟|同)")
_COMMA = re.compile("[，,]")
_TO = re.compile("到|至|—|-|~|～")
_SAME = re.compile(rf"的?[那这](?:一个|一|个)?({UNIT})")
_EXCEPTED = re.compile("除外|不算|不包括|不含")
_LIKENED = re.compile("一样|同样|那样|差不多|类似|相比|比起来")  # 第二部分跟结尾一样长 is about one of them
_JOINED = re.compile("[、和与]")
_NAMES = re.compile(
    rf"{NO_NAME_BEGINS}((?:(?!{NOT_A_NAME}|[和与]).){{2,20}}(?:[、和与](?:(?!{NOT_A_NAME}|[和与]).){{2,20}}?)+)[那这]?({SIZE})个?({UNIT})"
)
_EXCEPT = re.compile(r"[，,]?除了?")
_OUTSIDE = re.compile(r"(?:以外|之外|外)?的?")
_REST = re.compile(rf"(其他|其余|其它|别的|剩下|余下)?的?(各个?|每一?个?|所有|全部)?的?(?:({UNIT})|内容|地方)")
_ALL_OF_IT = re.compile("全文|全篇|整篇|通篇")
_COUNTED = re.compile(rf"({SIZE}){MEASURE}({NOUN})")
_WIDE = (Frame("all"), Frame("body"))
_SHORTEST_NAME = 4  # code points
_TOGETHER = re.compile(rf"[那这]?({SIZE})个?({UNIT})")


def read_address(text: str, start: int = 0) -> tuple[Address, int] | None:
    """The address that `text` begins with at `start`, the longest there is, and where it ends; None where there is none."""
    words, places = _compact(text, start)
    found = _address(words, 0)
    return (found[0], places[found[1] - 1] + 1) if found else None


def _compact(text: str, start: int) -> tuple[str, list[int]]:
    """Without the spaces between Chinese words, and with one width of digits and brackets; and where each character stood."""
    window = text[start : start + _REACH]
    gaps = {i for match in _GAP.finditer(window) for i in range(*match.span())}
    kept = [i for i in range(len(window)) if i not in gaps]
    return "".join(window[i] for i in kept).translate(_WIDTHS), [start + i for i in kept]


def _address(text: str, start: int, nested: bool = False) -> tuple[Address, int] | None:
    ways: list[Way] = []
    shared: list[bool] = []  # whether 的 led from the first step of the way to the next
    at = start
    found = _way(text, at, nested)
    while found:
        way, at, of = found
        ways.append(_scoped(way, ways[-1]) if ways else way)
        shared.append(of)
        joint = _AND.match(text, at)
        comma = _COMMA.match(text, at)
        begin = joint.end() if joint else comma.end() if comma else at
        found = _way(text, begin, nested)
        if found and ((joint is None and not _alike(ways[-1], found[0])) or (joint and _LIKENED.match(text, found[1]))):
            found = None
    if not ways:
        return _names(text, start)
    if len(ways) > 1:
        ways = _distributed(ways, shared[-1])
        if (together := _TOGETHER.match(text, at)) and value(together.group(1)) == len(ways):
            unit = unit_of(together.group(2))
            ways = [tuple(_as_unit(one, unit) for one in way) for way in ways]
            at = together.end()
    return (Address(tuple(ways)), at) if nested else _save(text, Address(tuple(ways)), at)


def _save(text: str, address: Address, at: int) -> tuple[Address, int]:
    """第二部分，第三点除外."""
    comma = _COMMA.match(text, at)
    out = _way(text, comma.end(), True) if comma else None
    excepted = _EXCEPTED.match(text, out[1]) if out else None
    if out is None or excepted is None:
        return address, at
    return Address(tuple((*way, Except(Address((out[0],)))) for way in address.ways)), excepted.end()


def _names(text: str, start: int) -> tuple[Address, int] | None:
    """立住志向、守住底线两点."""
    match = _NAMES.match(text, start)
    names = _JOINED.split(match.group(1)) if match else []
    if match is None or value(match.group(2)) != len(names):
        return None
    return Address(tuple((Titled(name, unit_of(match.group(3))),) for name in names)), match.end()


def _alike(way: Way, other: Way) -> bool:
    return kind(way[-1]) is not None and kind(way[-1]) == kind(other[-1]) and len(other) == 1


def _as_unit(one: Step, unit: Unit) -> Step:
    return replace(one, unit=unit) if isinstance(one, Titled) and one.unit is None else one


def _scoped(way: Way, before: Way) -> Way:
    """第二部分第一点和第三点: the second stands in the part that the first is in."""
    for i in range(len(before) - 1, 0, -1):
        if kind(before[i]) == kind(way[0]) and kind(way[0]) not in (None, "frame"):
            return (*before[:i], *way)
    return way


def _distributed(ways: list[Way], of: bool) -> list[Way]:
    """第一段和第三段的第一句 are two sentences."""
    last = ways[-1]
    head = len(ways[0])
    if not of or len(last) <= head or any(len(way) != head for way in ways[:-1]):
        return ways
    if any(kind(way[-1]) is None or kind(way[-1]) != kind(last[head - 1]) for way in ways[:-1]):
        return ways
    return [*(way + last[head:] for way in ways[:-1]), last]


def _way(text: str, start: int, nested: bool = False) -> tuple[Way, int, bool] | None:
    """A chain, where it ends, and whether 的 stands before what is inside its first step."""
    found = _chain(text, start, nested)
    if found is None:
        return None
    way, at, of = found
    to = _TO.match(text, at)
    last = _chain(text, to.end(), True) if to else None
    if to and last and not isinstance(last[0][0], Except):
        return (Through(way, _scoped(last[0], way)),), last[1], of
    return way, at, of


def _chain(text: str, start: int, nested: bool = False) -> tuple[Way, int, bool] | None:
    if text.startswith("从", start) and not text.startswith("从", start + 1):
        found = _way(text, start + 1, True)
        return found if found and isinstance(found[0][0], Through | Range) else None
    if not nested and (exception := _except(text, start, ())):
        return *exception, False
    steps: list[Step] = []
    of = False
    at = start
    whole = _WHOLE.match(text, at)
    if whole and (inner := step(text, whole.end())):
        steps, at = ([Frame("all")] if whole.group()[0] != "整" or whole.group() == "整篇" else []) + [inner[0]], inner[1]
        if len(steps) == 2 and (below := step(text, whole.end(), Frame("all"), True)):
            steps[1], at = below
    while True:
        if steps and not nested and (exception := _except(text, at, tuple(steps))):
            return *exception, of
        following = _following(text, at, steps)
        if following is None or (steps and following[2] == at and _beside_each_other(steps[-1], following[0])):
            return (tuple(steps), at, of) if steps else None
        of = of or (len(steps) == 1 and "的" in text[at : following[2]])
        if steps and isinstance(counted := steps[-1], Count) and counted.noun and isinstance(following[0], Nth):
            steps[-1] = replace(following[0], noun=counted.noun)
        elif steps and _same_again(steps[-1], following[0]):
            pass
        elif steps == [Frame("body")]:
            steps = [Frame("all"), following[0]]
        else:
            steps.append(following[0])
        at = following[1]
        same = _SAME.match(text, at)
        if same and unit_of(same.group(1)) == kind(steps[-1]):
            at = same.end()


def _beside_each_other(before: Step, after: Step) -> bool:
    """开头结尾, 第一部分第三部分 are two places."""
    if isinstance(before, Marked) and isinstance(after, Marked):
        return before.style is after.style
    one_sort = kind(before) == kind(after) and kind(after) in ("frame", "part", "paragraph", "sentence")
    return one_sort and isinstance(after, Nth | Range | Frame) and before not in _WIDE


def _same_again(before: Step, after: Step) -> bool:
    """二到四部分每部分 are the parts themselves."""
    return isinstance(after, Every) and isinstance(before, Nth | Range | Count) and after.unit == before.unit


def _following(text: str, at: int, steps: list[Step]) -> tuple[Step, int, int] | None:
    """The next step, where it ends and where it begins."""
    if not steps:
        found = step(text, at)
        return (*found, at) if found else None
    joint = _JOINT.match(text, at)
    ends = [joint.end(), at] if joint and joint.end() > at else [at]
    plain = step(text, at, steps[-1]) if text[at : at + 1] in ("上", "下", "前", "后") else None
    if plain:
        return (*plain, at)
    for begin in ends:
        if found := step(text, begin, steps[-1], any(mark in text[at:begin] for mark in _WITHIN)):
            return (*found, begin)
    return None


def _except(text: str, at: int, scope: Way) -> tuple[Way, int] | None:
    """除……以外, with the rest that is named behind it: 除第三点以外的各点, 除了第一点，其余各点; with `scope` before it, that too."""
    opening = _EXCEPT.match(text, at)
    if opening is None or (opening.group()[0] in "，," and not scope):
        return None
    out = _address(text, opening.end(), True)
    if out is None:
        return None
    outside = _OUTSIDE.match(text, out[1])
    end = outside.end() if outside else out[1]
    comma = _COMMA.match(text, end)
    begin = comma.end() if comma else end
    if rest := _REST.match(text, begin):
        return (*scope, Except(out[0], _rest_unit(rest, out[0]))), rest.end()
    if comma and (whole := _ALL_OF_IT.match(text, begin)):
        return (*scope, Except(out[0])), whole.end()
    named = _chain(text, begin, True) if comma and not scope else None
    if named and isinstance(named[0][0], Every):
        return (Except(out[0], named[0][0].unit), *named[0][1:]), named[1]
    if named and (rest := _REST.match(text, named[1])) and (rest.group(1) or rest.group(2)):
        return (*named[0], Except(out[0], _rest_unit(rest, out[0]))), rest.end()
    return (*scope, Except(out[0])), end - (end > out[1] and text[end - 1] == "的")


def _rest_unit(rest: re.Match[str], out: Address) -> Unit | None:
    """其他部分 are parts where parts are left out, else anything."""
    unit = unit_of(rest.group(3)) if rest.group(3) else None
    if unit == "part" and not rest.group(2) and any(kind(way[-1]) != "part" for way in out.ways):
        return None
    return unit


def read_name(text: str) -> Address | None:
    """What only a whole message can mean: 六点希望, or the words of a heading without more."""
    if match := _COUNTED.fullmatch(text.strip()):
        return Address(((Count("point", value(match.group(1)), match.group(2)),),))
    words = text.strip()
    return Address(((Titled(words),),)) if _SHORTEST_NAME <= len(words) <= _REACH else None
