"""From “起草一篇……” to a Brief, by rules. What the message does not say stays empty."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from agent.asides import is_manner
from agent.brief import DEFAULT_WORDS, Brief, Length
from agent.content import read_points
from agent.lengths import asked_length
from agent.meeting import GENRE, POST, asked_for, asks, genre_in, meeting_in, subject_in, theme_of, titled
from agent.placement import field_of, occasion_of

_SPEAKER = re.compile(
    r"^(?P<before>(?:讲话人|主讲人?|发言人|致辞人|我|由|以|请)(?:是|为)?[：:]?)?"
    rf"(?P<who>[^，。；：:、\s“”]{{0,14}}?{POST}(?:[ \u3000][\u4e00-\u9fff]{{2,4}})?)(?:（[^）]{{1,8}}）)?"
    r"(?P<after>(?:同志)?(?:的?(?:名义|身份))?(?:来)?(?:讲话?|主讲|作?致辞|发言|作(?:报告|总结)?|主持)(?:\d+\s*(?:分钟|字|页).{0,3})?)?$"
)
_AT_MEETING = re.compile(rf"^(.{{0,14}}?{POST})(?:同志)?在(?=.*(?:会|式|礼|坛|班|动))")
_UNIT_AT_MEETING = re.compile(r"^((?!全).{2,14}?(?:局|厅|委|办|院|街道|[镇乡]|公司|学校|医院|[大支]队|公司|集团))在(?=.*(?:会|式|礼|坛))")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_UNIT = re.compile(
    r"全(?:国|省|市|县|区|镇|乡|局|校|院|厅|系统|街道|集团|公司|所|队|行业)(?:[^，。；、]{0,8}?(?:机关|系统|战线|行业|部门|单位|队伍|企业|学校|医院))?"
)
_LENGTH_ONLY = re.compile(
    r"^(?:篇幅|字数|全文|总共|大约|大概|控制在|不超过|约|写|讲|要|需要|时长|时间)*[：:]?(?:不超过|约|大约|控制在|在)?[\d一二三四五六七八九十两百千万.,]+\s*(?:来|多|余)?(?:个?字|分钟|页)(?:左右|上下|以内|之内|以下|的?稿子)?$"
)
_FIELDS = {
    "subject": r"场合|会议名称|会议|活动名称|活动|用在|用于|用途|任务说明",
    "title": r"题目|标题",
    "theme": r"主题|主旨|事由",
    "speaker": r"讲话人|讲话领导|讲话|主讲人?|讲课人|发言人|致辞人|谁讲|领导",
    "audience": r"听众|受众|对象|参会人员|参加人员|参会|听课的|听课对象",
    "unit": r"单位|身份",
    "date": r"时间|日期|会议时间",
    "place": r"地点",
    "length": r"字数|篇幅|长度|时长|多长|多少字",
    "manner": r"语气|风格|文风|备注",
}
_BRACKETED = re.compile(r"^\s*【(.{1,8})】")
# The bars are those of a table.
_FIELD = {name: re.compile(rf"^[\s*|•·-]*(?:{names})\s*[：:|]\s*(.+?)[\s|]*$") for name, names in _FIELDS.items()}
_CLAUSE = re.compile(r"[^，,。；;！!？?\n ]+[，,。；;！!？?\n ]*|[\n ]+")
_TAKES_OFFICE = re.compile(r"任.{0,12}(?:职|长|书记|主任|主席|经理|队长)|被任命|当.{0,10}(?:主任|局长|院长|书记|校长)|履新|就职")
_ASSUMING = re.compile(r"^(?:我|刚被任命为|被任命为|组织上让我)|[到去当]|任(?=.{0,8}(?:长|书记|主任|经理))")
_LECTURE = re.compile(r"(?:讲|题目是|主题是|主题[：:]|题目[：:])[“《]([^”》]{3,20})[”》]")
_BY_GENRE = {"党课": "党课", "主持词": "主持", "致辞": "致辞", "致词": "致辞", "开幕词": "致辞", "闭幕词": "致辞"}
_EARLY = 4  # clauses in which the meeting may be named


@dataclass
class _Head:
    """What the message says of the speech besides what is to be said in it."""

    asking: str = ""
    subject: str = ""
    title: str = ""
    genre: str = "讲话"
    unit: str = ""
    speaker: str = ""
    audience: str = ""
    theme: str = ""
    length: Length | None = None
    content: list[str] = field(default_factory=list)


def read_brief(request: str, words: int | None = None, material: tuple[str, ...] = ()) -> Brief:
    """The brief of a drafting order. `words` overrides the length named in it; `material` is text of attached files."""
    head = _head(request)
    asked = Length(words) if words else head.length or asked_length(request)
    found = _UNIT.search(head.subject)
    unit = head.unit or (found.group() if found else "")
    date = _DATE.search(request)
    occasion = _occasion(head, request)
    if occasion == "任职表态" and not meeting_in(head.subject):
        head.subject, head.genre, head.speaker = "任职", "表态发言", _ASSUMING.sub("", head.speaker)
    if occasion == "党课" and (quoted := _LECTURE.search(request)):
        head.theme = head.theme or quoted[1]
        head.title = head.title or head.theme
    about = f"{head.asking}{head.subject}{head.speaker}{unit}"
    return Brief(
        request=request,
        title=head.title or titled(head.subject, head.genre),
        occasion=occasion,
        theme=head.theme or head.title or theme_of(head.subject, found.group() if found else ""),
        unit=unit,
        speaker=head.speaker,
        date=date.group() if date else "",
        field=field_of(about) or field_of(request),
        audience=head.audience,
        length=asked or Length(DEFAULT_WORDS),
        words_given=asked is not None,
        points=read_points("".join(head.content)),
        material=material,
    )


def _occasion(head: _Head, request: str) -> str:
    asked = f"{head.asking} {head.subject}{head.genre}"
    if head.genre in _BY_GENRE:
        return _BY_GENRE[head.genre]
    found = occasion_of(asked) or occasion_of(request) or ""
    return "任职表态" if found == "表态" and _TAKES_OFFICE.search(request) else found


def _head(request: str) -> _Head:
    head = _Head()
    for line in request.splitlines(keepends=True):
        line = _BRACKETED.sub(r"\1：", line)
        name, value = _field(line)
        if name == "subject":
            _asked(head, value)
        elif name == "length":
            head.length = asked_length(value) or asked_length(f"{value}字") or asked_length(re.sub(r"(\d+)", r"\1字", value, count=1))
        elif name in ("speaker", "audience", "theme", "title", "unit"):
            setattr(head, name, value)
            head.genre = "党课" if re.match(r"\s*(?:讲课|听课)", line) else head.genre
        elif not name:
            _line(head, line)
    if not head.subject and head.asking:
        head.subject = subject_in(head.asking)
    return head


def _field(line: str) -> tuple[str, str]:
    """The name and the value of a labelled line; both empty for any other."""
    return next(((name, match[1]) for name, form in _FIELD.items() if (match := form.match(line))), ("", ""))


def _asked(head: _Head, words: str) -> None:
    head.asking += words
    head.subject = head.subject or meeting_in(words)
    if GENRE.search(words):
        head.genre = genre_in(words)
    if spoken := _AT_MEETING.match(asked_for(words)):
        head.speaker = head.speaker or spoken[1]
    elif spoken := _UNIT_AT_MEETING.match(asked_for(words)):
        head.unit = spoken[1]
        head.subject = head.subject.removeprefix(spoken[1]).removeprefix("在")


def _line(head: _Head, line: str) -> None:
    kept = len(head.content)
    for place, match in enumerate(_CLAUSE.finditer(line)):
        clause = match.group()
        words = clause.strip(" \u3000，,。；;！!？?\n")
        speaker = _SPEAKER.match(words)
        name, value = _field(words)
        early = place < _EARLY and not head.content
        if not words:
            head.content.append(clause)
        elif speaker and meeting_in(words) and early:
            _asked(head, words)
            head.speaker = head.speaker or speaker["who"].rpartition(head.subject)[2].lstrip("上的写")
        elif speaker and (speaker["before"] or _speaks(head, place, bool(speaker["after"]))):
            head.speaker = head.speaker or speaker["who"]
            head.genre = "致辞" if speaker["after"] and "致辞" in speaker["after"] else head.genre
        elif name in ("theme", "title") and head.asking:
            setattr(head, name, value.strip("“”"))
        elif _LENGTH_ONLY.match(words) or is_manner(words) or _DATE.fullmatch(words.removeprefix("时间")):
            continue
        elif (
            (not head.asking and not head.content and not head.title)
            or (early and not head.subject and (meeting_in(words) or GENRE.search(words)))
            or (not head.subject and asks(words) and GENRE.search(words))
        ):
            _asked(head, words)
        else:
            head.content.append(clause)
    if len(head.content) > kept and not head.content[-1].endswith("\n"):
        head.content.append("\n")  # the clause at the end of the line was about the writing


def _speaks(head: _Head, place: int, told: bool) -> bool:
    """Whether a post named without 讲话人 is the speaker's: 局长讲, or 局长 before anything is listed."""
    listing = any("：" in clause or ":" in clause for clause in head.content)
    return not head.speaker and not listing and (told or (place < _EARLY and not head.content))
