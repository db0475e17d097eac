"""What stands in the slots of a sentence: words taken from the brief, or the field's own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.brief import Brief
from agent.placement import field_of
from prompts.matters import Field, matters
from prompts.records import slots_of
from speech.numbering import chinese

_THEME_LIMIT = 20
_MEETING_TAIL = re.compile(
    r"(?:(?:暨)?(?:动员部署|动员|部署|推进|调度|座谈|现场|观摩|经验交流|交流|总结|表彰|工作|专题|研讨|视频|电视电话|启动|警示教育|任职|半年|年度|开闭?幕|庆祝|纪念|誓师|攻坚推进)*(?:会议|大会|会|仪式|式)|动员部署|动员|部署|推进|总结|致辞|座谈|表彰|讲话|党课|专题党课|发言"
    r"|专题调度|调度|专项推进|专项|专题|现场推进|现场|研讨|庆祝|纪念|开镰|开?幕式?|启动|年终)$"
)
_LEADERS = (
    (re.compile(r"全省|省[^会]{0,6}(?:厅|局|委|院)|省级"), "省委、省政府"),
    (re.compile(r"全县|县[^级域]{0,6}(?:局|委|院)|^县"), "县委、县政府"),
    (re.compile(r"全区|区[^域]{0,6}(?:局|委)|街道|社区"), "区委、区政府"),
    (re.compile(r"全市|市[^场民]{0,6}(?:局|委|院|支队)|^市"), "市委、市政府"),
    (re.compile(r"全镇|全乡|镇|乡[^村]"), "镇党委、政府"),
    (re.compile(r"全校|学校|学院|大学|中学|小学"), "学校党委"),
    (re.compile(r"全院|医院"), "医院党委"),
    (re.compile(r"集团|公司|全厂|企业"), "公司党委"),
)
_PERIODS = (
    (re.compile(r"半年|年中"), "上半年", "下半年"),
    (re.compile(r"年度|全年|年终|年底总结|去年|一年"), "一年来", "新的一年"),
    (re.compile(r"一季度|第一季度"), "一季度", "二季度"),
    (re.compile(r"三季度|前三季度"), "前三季度", "四季度"),
)
_SPOKEN = {2: "两"}

_WHOSE = re.compile(
    r"^(?:(?:全[省市县区镇乡校院]|我[省市县区镇乡校院局])(?:范围)?|[省市县区][\u4e00-\u9fff]{0,6}?[局厅委院部](?:[\u4e00-\u9fff]{1,4}部)?"
    r"|[\u4e00-\u9fff]{2,6}(?:公司|集团|医院|大学|学校|局|街道|[省市县区镇乡])|[省市县区镇乡]里?)的?(?=[^，]{4})"
)
_NO_THEME = re.compile(r"[，。；、了过弄写]|半年|年度|年终|工作总结|[局厅委院]$|(?:公司|集团|学校)$")
_PEOPLE = re.compile(r"(?:人员|代表|企业家|干部|职工|人士|青年|教师|党员)$")


@dataclass(frozen=True, slots=True)
class Filling:
    """The values of the slots, and the figures the field reports, each asked for once."""

    values: tuple[tuple[str, str], ...]
    figures: tuple[str, ...]
    field: Field

    def fill(self, sentence: str, **more: str) -> str | None:
        """The sentence with its slots filled; None where one of them has no value here."""
        values = dict(self.values) | more
        if any(not values.get(slot) for slot in slots_of(sentence)):
            return None
        return sentence.format(**values)


def spoken(number: int) -> str:
    """A count before a measure word: 两点, 三点."""
    return _SPOKEN.get(number) or chinese(number)


def filling(brief: Brief) -> Filling:
    field = matters().field(brief.field or field_of(brief.request + brief.title + brief.unit))
    said = f"{brief.unit} {brief.title} {brief.request}"
    past, ahead = next(((past, ahead) for cue, past, ahead in _PERIODS if cue.search(said)), ("今年以来", "下一步"))
    asked = tuple(figure for figure in field.figures if not _given(figure, brief.request))
    field = field.model_copy(update={"figures": asked})
    return fill_with(field, brief.unit, _subject(brief, field), _meeting(brief.title), _leaders(brief), past, ahead)


def fill_with(field: Field, unit: str, theme: str, meeting: str, leaders: str, past: str, ahead: str) -> Filling:
    values = {
        "unit": {"全市": "全市上下", "全县": "全县上下", "全省": "全省上下", "全区": "全区上下"}.get(unit, unit) or field.unit,
        "theme": theme or field.work,
        "meeting": meeting,
        "leaders": leaders,
        "period": past,
        "next": ahead,
        "objects": "、".join(field.objects),
        **{name: getattr(field, name) for name in ("work", "workers", "people", "base", "office", "business", "personnel", "inspection")},
    }
    return Filling(tuple(values.items()), field.figures, field)


def _given(figure: str, request: str) -> bool:
    """Whether the user has given a figure of that name: three characters of it stand in the request."""
    return any(figure[i : i + 3] in request for i in range(len(figure) - 2))


def _leaders(brief: Brief) -> str:
    for source in (brief.unit, brief.speaker, brief.title):
        for cue, leaders in _LEADERS:
            if source and cue.search(source):
                return leaders
    return "上级党委"


def _meeting(title: str) -> str:
    """The meeting that a title names: 在…会议上的讲话. Otherwise 这次会议."""
    named = re.match(r"^在(.+?)上的?(?:讲话|致辞|发言|表态发言|总结讲话)$", title)
    return named[1] if named and re.search(r"(?:会议?|大会|仪式|典礼|论坛|式|活动)$", named[1]) else "这次会议"


def _subject(brief: Brief, field: Field) -> str:
    """What the meeting is about, without the meeting and the unit; the field's work where that leaves nothing."""
    words = brief.theme.strip().removeprefix("关于").removeprefix("在")
    words = words.removeprefix(brief.unit) if brief.unit else words
    if re.search(r"(?:博览会|运动会|论坛|典礼|节)$", words) and len(words) <= _THEME_LIMIT:
        return words
    previous = ""
    while words != previous:
        previous = words
        words = _MEETING_TAIL.sub("", words).strip("，。、：: 《》")
    words = _WHOSE.sub("", words)
    if _PEOPLE.search(words):  # whom it is held with is not what it is about
        words = next(iter(re.findall(r"“([^”]+)”", words)), "")
    if re.fullmatch(r"“[^”]*”", words):
        words = words[1:-1]
    if len(words) < 3 or len(words) > _THEME_LIMIT or _NO_THEME.search(words):
        return field.work
    return words
