"""The lines above a speech: title, date, who speaks, and to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from speech.numbering import read
from speech.structure import Kind

_YEAR = r"[\d二〇○零一三四五六七八九十]{2,4}"
_DAY = r"[\d一二三四五六七八九十]{1,3}"
# A place may follow: （2025年7月4日，临澜）.
_DATE = re.compile(rf"[（(]?\s*{_YEAR}\s*年\s*{_DAY}\s*月(?:\s*{_DAY}\s*日)?(?:[，,]\s*[^，。）)]{{1,16}})?\s*[）)]?$")
_ADDRESSED = re.compile(
    r"^(?:尊敬|敬爱|亲爱|各位|在座|全体)"
    r"|(?:各位|同志|们|女士|先生|朋友|来宾|嘉宾|代表|委员|老师|同学|领导|大家|战友|乡亲|家人|同仁|同事|同胞|校友|员工|官兵|书记|主任|主席|长|官)$"
)
_OFFICE = "书记|[市省县区州镇乡局厅处科部院校所司会队]长|主任|主席|董事长|总经理|总裁|政委|委员|检察长|代表|同志"
_NAMED = re.compile(rf"^[^《》“”]{{0,24}}(?:{_OFFICE})[\s\u3000]*\S{{0,4}}(?:[\s\u3000]\S)?$|^\S{{1,2}}[\s\u3000]*\S{{1,2}}$")
_OF_A_TITLE = re.compile(r"(?:讲\s*话|致\s*[辞词]|[贺闭开]幕?[辞词]|发\s*言|演\s*讲|报\s*告|党\s*课|主持词|讲\s*稿)(?:[（(].{1,6}[）)])?$")
# Lines that a web page puts between title and text.
_SOURCE = re.compile(r"来源\s*[：:]|发表时间|发布时间|^新华[社网].{0,12}电$")
_FINAL = "。！？；!?;…：:，,"
_TITLE_LIMIT = 60  # code points; the longest lines of real titles stay below
_SALUTATION_LIMIT = 80
TITLE_LINES = 12


def title_block(lines: Sequence[str]) -> list[Kind]:
    """The kinds of the first lines up to the salutation, or up to the first that can be no part of a title block."""
    head: list[Kind] = []
    for line in lines[:TITLE_LINES]:
        if _is_salutation(line, "：:！!"):
            return [*head, Kind.SALUTATION]
        kind = Kind.SALUTATION if _is_salutation(line, "，,、") else _of_head(line, head)
        if kind is None or (kind is not Kind.SALUTATION and Kind.SALUTATION in head):
            break
        head.append(kind)
    while head and head[-1] is Kind.SALUTATION:
        head.pop()
    # Without a salutation, short first lines are a title block only if a longer text follows them.
    followed = len(head) < len(lines) and len(lines[len(head)]) > len(lines[0])
    return head if followed else []


def _of_head(line: str, above: Sequence[Kind]) -> Kind | None:
    """Two lines of title at most, and a subtitle; what follows a date, or looks like 职务 姓名, is the byline."""
    if len(line) > _TITLE_LIMIT or (line[-1] in _FINAL and not _SOURCE.search(line)) or read(line):
        return None
    if _DATE.match(line):
        return Kind.DATE
    if not above:
        return Kind.TITLE
    if _SOURCE.search(line):
        return Kind.BYLINE
    if above[-1] is Kind.TITLE and (line.startswith("—") or (_OF_A_TITLE.search(line) and above.count(Kind.TITLE) < 2)):
        return Kind.TITLE
    framed = Kind.DATE in above or Kind.BYLINE in above or above.count(Kind.TITLE) >= 2
    return Kind.BYLINE if framed or _NAMED.match(line) else Kind.TITLE


def _is_salutation(line: str, marks: str) -> bool:
    """Every phrase of it names listeners: `marks` are what such a line may end with."""
    if len(line) > _SALUTATION_LIMIT or line[-1] not in marks:
        return False
    phrases = [phrase.strip() for phrase in re.split("[，,、]", line.rstrip(marks))]
    return all(phrase and _ADDRESSED.search(phrase) for phrase in phrases)
