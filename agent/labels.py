"""What a line, or a clause, calls the things it lists: 存在问题：, 下半年要抓好, 体会可以写三条：."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prompts.cues import cues
from speech.structure import Role

_POINTS = re.compile(r"^(?:主要|几个?)?(?:要点|内容|重点内容|重点|讲[一二三四五六七八九十两\d]+(?:点|个方面|件事))(?:是|有|为|包括|如下)?$")
# A label is short, names no figure, and ends in a colon, a question mark or, on a line of its own, in nothing.
_BEFORE_COLON = re.compile(r"^(?P<label>[^，,。；;：:？?\d“”]{1,14})(?P<end>[：:？?])\s*")
_BEFORE_SPACE = re.compile(r"^(?P<label>[^，,。；;：:？?\d“” ]{1,8})[ \u3000]+(?=\S)")
_ALONE = re.compile(r"^(?P<label>[^，,。；;：:\d“”]{1,9})[：:？?]?\s*$")
# In running words: 问题也要点一点，…… 下半年要抓好…… 作风方面要求……
_ANNOUNCED = re.compile(
    r"^(?P<label>(?:再|还|也|先|接着|然后|前面)?(?:讲讲?|说说?|谈谈?)?.{0,6}?(?:成绩|成效|问题|不足|差距|形势(?:不能|不容|并不|也不|还是|很).{0,6}|形势|任务|要求|希望|体会|意义|做法|经验|案子|教训|根源|几个人|例子|故事)(?:方面|上|里)?(?:也|还|主要|大概|可以|都)*(?:要|得|需要)?(?:先?(?:讲|说|点|写|摆|提|列)(?:一?[点讲说下些提摆]|透|清楚|实|[几一二三四五六七八九十]+[条点个])?|是这?些|有这?些|是|有|的话|呢)?)(?:[，,：:]|——)|^(?P<label2>[^，。；：\d“]{1,8})——"
)
_LEAD = re.compile(
    r"^(?P<label>(?:下半年|下一步|下一阶段|下阶段|明年|今后|接下来|后面|新的一年|今年|[二三四]季度)(?:[，,]|的(?:事|任务|工作)|先说|(?:还?要|将|重点|主要|着力|集中力量|准备)+(?=.*[干办抓做推、])(?:抓好|做好|抓实|突出|包括|干的?)?)"
    r"|下一步|下阶段|下一阶段|接下来|(?:要|将|重点|主要|着力|集中力量|继续|准备)+(?:抓好|做好|抓实)"
    r"|对(?:企业家?|干部|老师|教师|大家|民警|学员|青年|党员|各单位|职工)(?:呢|就一条|们?[，,]|提?几?点?(?:要求|希望)(?:是)?)"
    r"|(?:概括的?|总结的?)?(?:精神|体会|启示|意义|案子|结尾|收尾|开头|开场)(?:就是|是|用上?(?:.{0,8}那句话)?|上|再)"
    r"|(?:作风|纪律|队伍|保障|责任|组织保障|组织领导|督办)(?:方面|上)[，,]?(?:要求|强调|要)*"
    r"|(?:最后|另外|同时)?[，,]?(?:提)?(?:要求|强调)(?:大家|各单位|各地)?(?:要|做到)?)[：:，,]?\s*"
)
_YEARS = re.compile(r"^(?:\d{4}年代?|近[十百两三]年)——(?=.{4})")
_LONG_LEFT = 2  # code points; less behind a lead is no point


@dataclass(frozen=True, slots=True)
class Label:
    """`role` is None for a label that names none (要点：)."""

    role: Role | None


def labelled(words: str, line_start: bool) -> tuple[Label | None, str]:
    """The label that the words begin with, and the rest; the words whole where they begin with none."""
    forms = (_BEFORE_COLON, _ALONE, _BEFORE_SPACE) if line_start else (_BEFORE_COLON,)
    for form in forms:
        match = form.match(words)
        if match and (_POINTS.match(match["label"]) or cues().label(match["label"])):
            return Label(cues().label(match["label"])), words[match.end() :]
    if match := _YEARS.match(words):
        return Label(Role.ACHIEVEMENTS), words[match.end() :]
    for form in (_ANNOUNCED, _LEAD):
        match = form.match(words)
        if match and (role := cues().label(match.group().strip("，,：:—"))) and len(words) - match.end() >= _LONG_LEFT:
            return Label(role), words[match.end() :]
    match = _ALONE.match(words)
    if match and words.endswith(("：", ":")) and _POINTS.match(match["label"]):
        return Label(None), ""
    return None, words
