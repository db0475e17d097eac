"""The meeting that a request names, and the genre of what is to be said there."""

from __future__ import annotations

import re

GENRE = re.compile(r"(表态发言|讲话稿?|致辞|致词|发言稿?|主持词|党课讲稿|党课|讲稿|贺词|开幕词|闭幕词|演讲稿?)")
POST = r"(?:书记|[市省县区镇乡局厅处科部院校所司队行厂]长|主任|主席|董事长|总经理|校长|院长|秘书长|政委|场长|负责同志|负责人|主要领导)"
_ASKING = re.compile(
    r"^(?:请|麻烦|劳驾|帮我|帮忙|给我|替我|为我|(?:给|替|为|帮)[^，。会式礼]{1,10}?(?=起草|草拟|拟写|撰写|写|弄)|我要|我想|需要|再|你|您|好|，)*(?:起草|草拟|拟写|拟|撰写|写|弄|来|准备)(?:一下|出|[个一]?(?=[总短]))?(?:一?[篇份个])?(?:关于)?"
)
_WHEN = re.compile(
    r"^(?:今天|明天|后天|下?周[一二三四五六日]|下?星期[一二三四五六日]|\d{1,2}月\d{1,2}[日号])?(?:上午|下午|晚上|早上)?(?:要?(?:开|召开|举行|参加)(?=.{4}))?的?"
)
_KIND = (
    r"(?:会议|大会|(?:动员|部署|推进|调度|座谈|现场|表彰|总结|庆祝|纪念|教育|交流|研讨|观摩|工作|警示|誓师|恳谈|茶话|年终|年度|半年|启动|专题|通报|形势|代表|常|例|年|讨论|见面|说明|恳亲|推介|洽谈|对接|联欢|运动|博览|展览|培训)会"
    r"|仪式|典礼|论坛|开幕式|闭幕式|开班式|大赛|启动式|动员部署)"
)
_NAMED = re.compile(rf"(?:[\u4e00-\u9fff]|“[^”]{{1,16}}”|\d{{4}}年|\d{{1,2}}·\d{{1,2}}|\d{{2,3}}(?:周)?年)*{_KIND}")
_BEFORE = re.compile(
    r"^(?:用途?[：:]?|场合[：:]?|给|为|替|帮|在|于|到|参加|我们?单位?|单位|(?:县|市|区|局|镇|集团|公司|学校)里(?:要)?|要?(?:开|搞|办)|召开|举办|的|任|起草|写)+"
)
_HELD = re.compile(r"(?<=[局院会里办厅委校司团镇县市区队])要?(?:开|搞|召开|举办)(?=.{3})")
_IN_OFFICE = re.compile(rf"^.{{0,14}}?{POST}(?:同志)?在")
_MEETING_END = re.compile(rf"{_KIND}$|(?:会|活动|班|式|日|周年|博览会|节)$")


def asked_for(words: str) -> str:
    """The words behind 起草一篇, without the day."""
    match = _ASKING.match(words)
    return _WHEN.sub("", words[match.end() if match else 0 :].strip()).strip()


def asks(words: str) -> bool:
    return bool(_ASKING.match(words))


def genre_in(words: str) -> str:
    """讲话 where none is named."""
    return genre[1].removesuffix("稿") if (genre := _genre(words)) else "讲话"


def subject_in(words: str) -> str:
    """What is asked for where no meeting is named: 防汛动员 of 起草一篇防汛动员讲话."""
    asked = asked_for(words)
    return asked[: genre.start()].rstrip("的上中 ") if (genre := _genre(asked)) else asked


def _genre(words: str) -> re.Match[str] | None:
    """The last one: in 表态发言的讲话稿 the speech is the 讲话."""
    return next(reversed(list(GENRE.finditer(words))), None)


def meeting_in(words: str) -> str:
    """The name of the meeting, without who holds it open and for whom this is written; empty where none is named."""
    match = _NAMED.search(asked_for(words))
    if not match:
        return ""
    name = _IN_OFFICE.sub("", match[0])
    return _HELD.sub("", _BEFORE.sub("", name))


def titled(subject: str, genre: str) -> str:
    if not subject:
        return f"【待填：会议名称】{genre}"
    if genre == "主持词":
        return subject + genre
    return f"在{subject}上的{genre}" if _MEETING_END.search(subject) else f"{subject}{genre}"


def theme_of(subject: str, unit: str) -> str:
    theme = re.sub(r"(?:会议|大会|座谈会|会|仪式|活动)$", "", subject)
    return theme.removeprefix(unit).lstrip("的") or theme or subject
