"""From “起草一篇……” to a Brief, by rules. What the message does not say stays empty."""

from __future__ import annotations

import re

from agent.brief import DEFAULT_WORDS, Brief, Length, Point
from agent.lengths import asked_length
from agent.placement import field_of, occasion_of, role_of_point

_ASKING = re.compile(
    r"^(?:请|麻烦|劳驾|帮我|帮忙|给我|替我|为我|我要|我想|需要|再)*(?:起草|草拟|拟写|拟|撰写|写)(?:一下|出)?(?:一?[篇份个])?(?:关于)?"
)
_GENRE = re.compile(r"(表态发言|讲话稿?|致辞|致词|发言稿?|主持词|党课讲稿|党课|讲稿|贺词|开幕词|闭幕词|演讲稿?)")
_MEETING = re.compile(r"(?:会|会议|大会|例会|座谈会|仪式|活动|论坛|典礼|班|式|日|周年|博览会)$")
_SPEAKER = re.compile(
    r"(?:讲话人|主讲人?|发言人|由|以|请)?[：:]?([^，。；：:、\s“”]{0,12}?(?:书记|[市省县区镇乡局厅处科部院校所司队]长|主任|主席|董事长|总经理|校长|院长|秘书长|政委|负责同志|负责人|主要领导))(?:的?名义)?(?:来)?(?:讲话?|主讲|作?致辞|发言|作报告)?$"
)
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_POINTS = re.compile(r"(?:要点|重点|内容|主要内容|包括|讲[一二三四五六七八九十\d]+点)(?:是|有|为)?[：:]\s*")
_MARK = re.compile(
    r"(?:^|(?<=[，,；;。\s]))(?:第?[一二三四五六七八九十]{1,2}(?:是|要|、)|第[一二三四五六七八九十]{1,2}[，,]|\d{1,2}[.、．]|[（(][一二三四五六七八九十\d]{1,2}[）)])"
)
_UNIT = re.compile(
    r"全(?:国|省|市|县|区|镇|乡|局|校|院|厅|系统|街道|集团|公司|所|队|行业)(?:[^，。；、]{0,8}?(?:机关|系统|战线|行业|部门|单位|队伍|企业|学校|医院))?"
)


def read_brief(request: str, words: int | None = None, material: tuple[str, ...] = ()) -> Brief:
    """The brief of a drafting order. `words` overrides the length named in it; `material` is text of attached files."""
    asked = Length(words) if words else asked_length(request)
    body, points = _split(request)
    subject, genre = _subject(body)
    occasion = occasion_of(request) or ""
    unit = _UNIT.search(subject)
    date = _DATE.search(body)
    return Brief(
        request=request,
        title=_title(subject, genre),
        occasion=occasion,
        theme=_theme(subject, unit.group() if unit else ""),
        unit=unit.group() if unit else "",
        speaker=_speaker(body),
        date=date.group() if date else "",
        field=field_of(request),
        length=asked or Length(DEFAULT_WORDS),
        words_given=asked is not None,
        points=points,
        material=material,
    )


def _split(request: str) -> tuple[str, tuple[Point, ...]]:
    """What stands before the points, and the points."""
    lead = _POINTS.search(request)
    if lead:
        body, listed = request[: lead.start()], request[lead.end() :]
    else:
        first = _MARK.search(request)
        if first is None or len(_MARK.findall(request)) < 2:
            return request, ()
        body, listed = request[: first.start()], request[first.start() :]
    marks = list(_MARK.finditer(listed))
    if marks:
        ends = [mark.start() for mark in marks[1:]] + [len(listed)]
        pieces = [listed[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    else:
        pieces = re.split(r"[；;\n]" if re.search(r"[；;\n]", listed) else r"[，,、]", listed)
    texts = [piece.strip(" \u3000，,；;。.、\n\r\t") for piece in pieces]
    return body, tuple(Point(text, role_of_point(text)) for text in texts if text)


def _subject(body: str) -> tuple[str, str]:
    """The words for the meeting or the matter, and the kind of speech: 全市公安机关半年工作总结会议, 讲话."""
    asked = _ASKING.match(body)
    rest = body[asked.end() if asked else 0 :]
    first = re.split(r"[，,。；;\n]", rest, maxsplit=1)[0].strip()
    genre = list(_GENRE.finditer(first))
    if not genre:
        return first, "讲话"
    word = genre[-1].group(1).removesuffix("稿")
    subject = first[: genre[-1].start()].rstrip("的上中 ")
    if subject.startswith("在"):
        subject = subject[1:]
    return (subject or first[genre[-1].end() :].lstrip("的 ")), word


def _title(subject: str, genre: str) -> str:
    if not subject:
        return f"【待填：会议名称】{genre}"
    return f"在{subject}上的{genre}" if _MEETING.search(subject) else f"{subject}{genre}"


def _theme(subject: str, unit: str) -> str:
    theme = re.sub(r"(?:会议|大会|座谈会|会|仪式|活动)$", "", subject)
    return theme.removeprefix(unit).lstrip("的") or theme or subject


def _speaker(body: str) -> str:
    for clause in re.split(r"[，,。；;\n]", body)[1:]:
        match = _SPEAKER.search(clause.strip())
        if match:
            return re.sub(r"^(?:由|以|请|讲话人|主讲人?|发言人|[：:])+", "", match.group(1))
    return ""
