"""What is said of a point besides its words: of the very thing, of how the point is put, of its matter, of anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.offline.nearness import nearest
from agent.offline.pen import Pen
from agent.offline.series import Item
from agent.placement import kinds_of
from prompts.matters import CASE, GENERAL, MOVES_OF, Matter
from speech.length import count
from speech.structure import Role

# Which moves come first while there is room, and how many sentences a paragraph bears besides the points.
_DRAWN = {
    Role.TASKS: ("do", "why", "check", "aim"),
    Role.REQUIREMENTS: ("do", "why", "check"),
}
_BEARS = {Role.ACHIEVEMENTS: 2, Role.SITUATION: 3, Role.PROBLEMS: 2, Role.TASKS: 6, Role.REQUIREMENTS: 5}
_MANY = 2  # points in one paragraph, more of which bear a sentence more
# Who and by when is given already: nothing is to be asked for.
_SETTLED = re.compile(r"\d{1,2}月|月底|年底|年内|季度|周五|之前|前完成|牵头|负责|包[^，]{0,3}$|每[周月季]")
_BAN = re.compile(r"严禁|不得|不准|不许|禁止|一律|取消|终身|零容忍|不插手|不打听|回避")
# Of death, guilt and loss nothing is said that suits everything; of guilt, what suits any case.
_GRAVE = re.compile(
    r"死|牺牲|遇难|殉|伤亡|重伤|病逝|去世|临终|遗|受贿|贪|挪用|骗|判[了处刑]|获刑|被(?:留置|开除|双开|查|立案|处分|通报|约谈|抓)"
    r"|处分|开除|移送|回扣|红包|退[赔缴还]|下岗|亏[损了]|(?:量|额|收入|利润|产值|人数|客流|生源|订单)[^，。]{0,4}(?:下降|下滑|减少|少了|降了)"
)


def elaborated(item: Item, role: Role, pen: Pen, words: float) -> list[tuple[str, str]]:
    """Sentences with their moves, in the order of the moves, about as many 字 as there is room for.

    A point in a part of another role keeps its own: of what is demanded from above no cause is told.
    """
    role = next((point.role for point in item.points if point.role in MOVES_OF), role)
    bears = _BEARS[role] + (item.sure and len(item.points) > _MANY)
    drawn: list[tuple[str, str]] = []
    for matter in _sources(item, pen.filling.field.field):
        most = bears - len(drawn)
        if matter.matter == GENERAL:  # what suits everything is said of a task alone, and only where nothing else is
            most = int(role is Role.TASKS and not drawn)
        room = round(words - count("".join(text for _, text in drawn)))
        drawn += pen.draw(matter, _moves(item, role), room, most, item.given, not _SETTLED.search(item.given))
    return sorted(drawn, key=lambda each: MOVES_OF[role].index(each[0]))


def _sources(item: Item, field: str) -> Iterator[Matter]:
    """The nearest first; the last of an item's matters is the general one."""
    if not item.points:
        yield from item.matters
        return
    yield nearest(item.given, field)
    if item.certain:
        yield from item.matters
    elif _GRAVE.search(item.given):
        yield from (kind for kind in kinds_of(item.given) if kind.matter == CASE)
    else:
        yield from kinds_of(item.given)[: 1 if item.sure else None]
        yield from item.matters if item.sure else item.matters[-1:]


def _moves(item: Item, role: Role) -> tuple[str, ...]:
    """A ban is not softened by what else could be done, nor a demand changed by what suits any."""
    if role is Role.REQUIREMENTS and item.points and not item.sure:
        return ("why", "check")
    if _BAN.search(item.given):
        return ("check",) if role in (Role.TASKS, Role.REQUIREMENTS) else ()
    return _DRAWN.get(role, MOVES_OF[role])
