"""What is known of a speech besides its text: as its file says, or as its own words tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from speech.document import Speech
from speech.facts import FactKind, facts
from vectorstore.passages import Details

# The names of the occasions are the ones of prompts/outlines. The first that fits is taken.
_OCCASIONS = (
    ("任职表态", r"任职|就职|表态发言|履新"),
    ("表彰", r"表彰|表扬|颁奖|授奖|劳模|先进.{0,6}大会"),
    ("警示教育", r"警示教育|以案促改|廉政|反腐倡廉|党风廉政"),
    ("党课", r"党课|专题党课|宣讲"),
    ("学习教育总结", r"(?:主题教育|学习教育|专题教育|纪律教育).{0,8}(?:总结|评估)"),
    ("现场会", r"现场(?:推进)?会|经验交流|观摩"),
    ("庆祝纪念", r"庆祝|纪念|周年|诞辰|校庆|建党节|国庆"),
    ("致辞", r"致辞|致词|开幕|闭幕|欢迎词|祝酒"),
    ("座谈", r"座谈|研讨|恳谈|茶话"),
    ("动员部署", r"动员|部署|启动|誓师"),
    ("专题推进", r"推进会|调度|攻坚|专项|整治|督导"),
    ("工作总结", r"总结|半年|年度|年终|工作会|工作报告|述职|回顾"),
)
_PARTS = (
    ("主持", r"主持词|主持讲话|主持稿"),
    ("表态", r"表态|任职发言|就职"),
    ("小结", r"小结|总结讲话"),
    ("致辞", r"致辞|致词|欢迎词"),
)
_LEVELS = (
    ("街道", r"街道"),
    ("乡镇", r"[乡镇](?:党委|政府|长|人大)"),
    ("学校", r"校长|学校|大学|学院|中学|小学"),
    ("医院", r"医院|院长"),
    ("企业", r"董事长|总经理|总裁|集团|公司"),
    ("市局", r"全市公安|市公安局"),
    ("省厅", r"省.{0,12}厅|厅长"),
    ("县局", r"[县区旗].{0,12}局"),
    ("市局", r"市.{0,12}局|局长|全市公安"),
    ("省级", r"省委|省政府|省长|全省"),
    ("县级", r"县委|县政府|县长|区委|区长|全[县区]"),
    ("市级", r"市委|市政府|市长|全市"),
)
_FIELDS = (
    ("公安", r"公安|民警|警务|治安"),
    ("教育", r"教育|教师|学校|学生"),
    ("卫生健康", r"医疗|卫生|疾控|医院"),
    ("市场监管", r"市场监管|食品安全|特种设备"),
    ("自然资源", r"自然资源|不动产|国土|耕地"),
    ("交通", r"交通运输|公路|道路交通"),
    ("水利", r"防汛|水利|水库|河长"),
    ("农业农村", r"乡村振兴|农业|农村|农民"),
    ("生态环境", r"生态环境|污染|环保"),
    ("科技", r"科技|创新|科研"),
    ("企业", r"企业|集团|公司|车间"),
    ("党建", r"党建|党员|党支部|纪律教育"),
)
_STATES = (("录音整理", r"录音整理|录音稿"), ("送审", r"送审|征求意见|讨论稿|初稿"), ("定稿", r"定稿|印发稿"))
_HEAD = 400  # code points; what kind of speech it is has been said by then


def describe(text: str, front: Mapping[str, Any]) -> Details:
    """From front matter where it says, from the title block, the salutation and the opening where it does not."""
    speech = Speech(text)
    title = _words(front, "title") or speech.title
    byline = " ".join(_section(speech, "byline").split())
    head = f"{title}\n{byline}\n{text[:_HEAD]}"
    return Details(
        title=title,
        speaker=_words(front, "speaker") or byline,
        occasion=_words(front, "occasion") or _first(_OCCASIONS, title) or _first(_OCCASIONS, head),
        part=_words(front, "part") or _first(_PARTS, title) or "主讲",
        year=front["year"] if type(front.get("year")) is int else _year(f"{title}\n{_section(speech, 'date')}\n{text[:_HEAD]}"),
        field=_words(front, "field") or _most(_FIELDS, f"{title}\n{text}"),
        unit_level=_words(front, "unit_level") or _first(_LEVELS, f"{byline}\n{title}") or _first(_LEVELS, head),
        own=front.get("own") is True,
        state=_words(front, "state") or _first(_STATES, head),
        shareable=front.get("shareable") is not False,
    )


def _words(front: Mapping[str, Any], key: str) -> str:
    value = front.get(key)
    return value.strip() if isinstance(value, str) else ""


def _section(speech: Speech, path: str) -> str:
    section = speech.by_path.get(path)
    return speech.words(section.span) if section else ""


def _first(cues: tuple[tuple[str, str], ...], words: str) -> str:
    return next((name for name, cue in cues if re.search(cue, words)), "")


def _most(cues: tuple[tuple[str, str], ...], words: str) -> str:
    """The field whose cues are met most often; none where they are hardly met."""
    counts = {name: len(re.findall(cue, words)) for name, cue in cues}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= 3 else ""


def _year(words: str) -> int | None:
    years = (fact.value[:4] for fact in facts(words) if fact.kind is FactKind.DATE)
    return next((int(year) for year in years if year.isdecimal()), None)
