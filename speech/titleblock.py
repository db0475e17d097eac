"""The lines above a speech: title, date, who speaks, and to whom; and those below it that are no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from speech.numbering import read
from speech.structure import Kind

_YEAR = r"[\d二〇○零一三四五六七八九十]{2,4}"
_DAY = r"[\d一二三四五六七八九十]{1,3}"
_GAP = r"[ \u3000\xa0]*"
# A place may follow, or who speaks: （2025年7月4日，临澜）.
_DATE = re.compile(
    rf"[（(]?{_GAP}(?:{_YEAR}{_GAP}年{_GAP}{_DAY}{_GAP}月(?:{_GAP}{_DAY}{_GAP}日)?|\d{{4}}([-./])\d{{1,2}}\1\d{{1,2}}|{_DAY}月{_DAY}日)"
    rf"(?:[上下]午|晚)?(?:{_GAP}[，, \u3000\xa0]\s*[^，。）)]{{1,16}})?{_GAP}[）)]?$"
)
_ADDRESSED = re.compile(
    r"^(?:尊敬|敬爱|亲爱|各|在座|全体)"
    r"|(?:各位|同志|们|女士|先生|朋友|来宾|嘉宾|代表|委员|老师|同学|领导|大家|战友|乡亲|家人|同仁|同事|同胞|校友|员工|官兵|书记|主任|主席|总统|总理|阁下|殿下|陛下|卿|长|官|负责人)$"
)
_OFFICE = "书记|[市省县区州镇乡局厅处科部院校所司会队]长|主任|主席|董事长|总经理|总裁|政委|委员|检察长|代表|同志"
_NAMED = re.compile(
    rf"^[^《》“”]{{0,24}}(?:{_OFFICE})[\s\u3000]*\S{{0,4}}(?:[\s\u3000]\S)?$|^\S{{1,2}}[\s\u3000]*\S{{1,2}}$"
    rf"|^(?:主讲|报告|发言|讲话|宣讲|演讲)人[：:]|^[^《》“”]{{2,24}}(?:{_OFFICE})[\s\u3000]*\S{{2,4}}{_GAP}[（(][^（）()]*[）)]$"
)
_OF_A_TITLE = re.compile(r"(?:讲\s*话|致\s*[辞词]|[贺闭开]幕?[辞词]|发\s*言|演\s*讲|报\s*告|党\s*课|主持词|讲\s*稿)(?:[（(].{1,16}[）)])?$")
# Lines that a web page puts between title and text.
_SOURCE = re.compile(r"来源\s*[：:]|发表时间|发布时间|^新华[社网].{0,12}电$|^原标题[：:]|^视频[：:]")
# Its lead, the caption of its picture, and the clerk's line above a report.
_NEWS = re.compile(
    r"^(?:新华[社网]|本报|本网|中新社).{0,16}电[\s（(]|(?:全文如下|文章如下|以下[是为].{0,16}全文)[：:]$|记者.{1,12}摄[）)]?$|作.{0,8}报告。$"
    r"|^(?:\d{1,2}月\d{1,2}日|新年前夕)，.{0,90}(?:讲话|演讲|致辞|贺词)。$"
)
_FINAL = "。！？；!?;…：:，,"
_TITLE_LIMIT = 60  # code points; the longest lines of real titles stay below
_NEWS_LIMIT = 120
_SALUTATION_LIMIT = 120
_TITLE_LINES = 12
_SALUTATION_LINES = 12
BLOCK_LINES = _TITLE_LINES + _SALUTATION_LINES

_NOTE = re.compile(
    r"^[（(](?:.{0,6}新华社.{0,12}电|原标题.*|责任编辑.*|完|掌声|散会)[）)]$|^《.{2,8}》\s*[（(].*版\s*[）)]$|^(?:标签|责任编辑|责编|编辑|关键词)[：:]"
    r"|^——.{4,40}(?:讲话|演讲|致辞|发言)$|^[（(]?此[件页].{0,12}[）)]?$"
)
_APPENDIX = re.compile(
    r"(?:附\s*件|附\s*录|附)\s*[\d一二三四五六七八九十]{0,2}(?:[：:\s].{0,30})?|(?:附件\d?\s*)?名词解释|[^，。；]{0,20}名词(?:注释|解释)"
)


def title_block(lines: Sequence[str]) -> list[Kind]:
    """The kinds of the first lines up to the salutation, or up to the first that can be no part of a title block.

    Above a salutation anything short may stand: two titles, a source, the agency's lead.
    """
    greeting = _greeting(lines)
    head: list[Kind] = []
    if greeting:
        for line in lines[: greeting[0]]:
            head.append(_above(line, head))
        return head + [Kind.SALUTATION] * len(greeting)
    for line in lines[:_TITLE_LINES]:
        if not _may_stand_above(line) or read(line) or _is_text(line, lines[: len(head)], head):
            break
        head.append(_above(line, head))
    # Without a salutation, short first lines are a title block only if a longer text follows them.
    dated = Kind.DATE in head or Kind.BYLINE in head
    below = lines[len(head) : len(head) + (3 if dated else 1)]
    return head if any(len(line) > len(lines[0]) or (dated and line[-1] in "。！？”") for line in below) else []


def tail_start(lines: Sequence[str]) -> int:
    """Where what stands below a speech begins: the agency's note, the page's tags, an appendix. The length where nothing does."""
    end = len(lines)
    while end and len(lines[end - 1]) <= _TITLE_LIMIT and _NOTE.search(lines[end - 1]):
        end -= 1
    appendix = next((i for i in range(len(lines) // 3, end) if len(lines[i]) <= 40 and _APPENDIX.fullmatch(lines[i])), end)
    return appendix if appendix else len(lines)


def _greeting(lines: Sequence[str]) -> range:
    """The lines of the salutation, which may call on one listener a line; empty where the first lines hold none."""
    first = None
    for i, line in enumerate(lines[:BLOCK_LINES]):
        if _is_salutation(line, "：:！!"):
            return range(i if first is None else first, i + 1)
        if _is_salutation(line, "，,、"):
            first = i if first is None else first
        elif first is not None or i >= _TITLE_LINES or not _may_stand_above(line):
            break
    return range(0)


def _may_stand_above(line: str) -> bool:
    if _NEWS.search(line):
        return len(line) <= _NEWS_LIMIT
    return len(line) <= _TITLE_LIMIT and (line[-1] not in _FINAL or bool(_SOURCE.search(line)))


def _above(line: str, above: Sequence[Kind]) -> Kind:
    """Two lines of title at most, and a subtitle; what follows a date, or looks like 职务 姓名, is the byline."""
    if _DATE.match(line):
        return Kind.DATE
    if _SOURCE.search(line) or (above and _NEWS.search(line)):
        return Kind.BYLINE
    if Kind.TITLE not in above:
        return Kind.TITLE
    if above[-1] is Kind.TITLE and (line.startswith("—") or (_OF_A_TITLE.search(line) and above.count(Kind.TITLE) < 2)):
        return Kind.TITLE
    framed = Kind.DATE in above or Kind.BYLINE in above or above.count(Kind.TITLE) >= 2
    return Kind.BYLINE if framed or _NAMED.match(line) else Kind.TITLE


def _is_text(line: str, above: Sequence[str], kinds: Sequence[Kind]) -> bool:
    """Where no salutation parts the title block from the text: a heading without number below a title that is complete."""
    if not above or line[0] in "—（(" or _DATE.match(line) or _SOURCE.search(line) or _NEWS.search(line):
        return False
    if _NAMED.match(line) or _OF_A_TITLE.search(line):
        return False
    return kinds[-1] is not Kind.TITLE or bool(_OF_A_TITLE.search(above[-1]))


def _is_salutation(line: str, marks: str) -> bool:
    """Every phrase of it names listeners: `marks` are what such a line may end with."""
    if len(line) > _SALUTATION_LIMIT or line[-1] not in marks:
        return False
    phrases = [phrase.strip() for phrase in re.split("[，,、]", line.rstrip(marks))]
    return all(phrase and _ADDRESSED.search(phrase) for phrase in phrases)


def calls(line: str) -> bool:
    """Whether the line does nothing but call upon the listeners: 同志们！"""
    return _is_salutation(line, "！!：:")
