"""A user's point in a sentence: its words untouched, in a frame that fits their grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from agent.brief import Point
from speech.length import count
from speech.structure import Role

# What a verb phrase of an order begins with; adverbs of manner stand before the verb.
_VERB = re.compile(
    r"^(?:要(?![素点害塞求务闻职])|必须|务必|坚决|坚持|全面|深入|持续|进一步|着力|切实|加快|大力|严格|扎实|不断|统筹|稳步|积极|认真|主动|圆满|顺利|如期|提前|成功|集中|广泛|连续|首次|率先|累计|先后|每[月周日年]|每季度|每半年|定期|关心|关爱|营造|打通|畅通|盯[住紧]|紧盯|推广|选[树拔派]|研究(?=.{3})|制定|出台|修订|通过|服务(?=群众|企业|基层|大局)|保障(?=民生|供应|安全)|发展(?=壮大|新)|培养(?!机制|体系|方案)(?=.{2})|表彰(?=.{2})|"
    r"抓[好紧实牢]?|做[好实强]|推[进动行]|加[强大装]|开展|落[实细]|完善|提[升高]|深化|打[造击好赢]|建[设立成强]|强化|实施|确保|压[实紧降]|防范|化解|整治|"
    r"严[厉打防守]|健全|优化|巩固|拓展|培育|引进|守[牢住好]|筑牢|聚焦|突出|争[创取]|创建|完成|实现|破获|侦破|新[建增]|改[造革善](?=.{3})|治理(?=.{3})|查处|排查|"
    r"组织(?!领导)|举办|召开|投入|帮扶|解决|减少|降低|扩大|支持|鼓励|用好|办好|管好|存在|缺乏|缺少|把(?![关握])|将(?!军)|对|以|让|使(?![命用])|围绕|结合|弘扬|传承|树立|锤炼|锻造|补齐|获评|荣获|"
    r"取得|纵深|力争|杜绝|防止|遏制|避免|禁止|纠正|纠治|整顿|构建|搭建|塑造|选优|配强|理顺|厘清|简化|减轻|破除|破解|攻克|消除|吸引|维护|坚守|恪守|遵守|执行|争取|严禁|规范(?=.{3})|清理|压缩|盘活|对接|招引|启动|摸清|学习(?=.{4})|贯彻|宣传(?=.{4})|带[好头动]|当好|珍惜|继续|牢记|践行|增强|保持|走好|发动|发挥|签约(?=.*\d))"
)
_NOUN_AFTER_ALL = re.compile(r"^(?:以案|对标|对外|对口|全面从严治党$|以上)")
# What a clause ends in even when its subject begins like a verb.
_PREDICATE_LAST = re.compile(r"(?:投入使用|落成|竣工|投用|第[一二三四五六七八九十])$")
_PREDICATE = re.compile(
    r"(?:上升|下降|增长|减少|降低|提高|提升|达到?|完成|实现|超过|突破|增加|新增|破获|建成|办结|改造|培训|救助|投入|查处|排查|化解|调解|签约|开工|获得?|荣获|占|为|是|有|无|没有|全部|已经?)"
    r"(?=.*(?:\d|百分之|[一二三四五六七八九十两]))|(?:上升|下降|翻番|达标|清零|见效|增长)$|了|获评|名列|位居|位列|走在前列|未发生|没有发生|需要|有待|亟待|亟须|紧张$|紧缺$|短缺$|老化$|脱节$|.{2}[难慢弱乱差少]$|.(?<![主重需纲摘])要(?![素点害求闻务])|必须|不得|不够|不足$"
    r"|不(?:高|强|严|实|力|畅|充分|完善|健全|到位|落实|规范|平衡|明显|稳|及时)$|偏[低慢高少]|滞后$|薄弱$|存在.+"
)
# A noun phrase that names something going on, which one can 推进.
_EVENT = re.compile(
    r"(?:改革|建设|治理|整治|攻坚|行动|转型|升级|改造|整改|创建|发展|提升|融合|普及|推广|试点|转化|更新|振兴|创新|工程|项目|培养|自治)$"
)
_IN_TIME = re.compile(
    r"^到?(?:今年|明年|本月|本年)?(?:年底|月底|年内|\d+月(?:底|份)?|下半年|明年|今年|[一二三四]季度)(?:之?前|以前|内|要)?(?=.{4})"
)
_LOOKS_BACK = re.compile(r"^(?:上半年|全年|今年|去年|一年来|半年来|截至|目前|[一二三四]季度|\d|近|过去|前)")
_HEAD_LIMIT = 20  # 字; a longer point stands in the sentence after its heading


class Shape(Enum):
    NOUN = auto()
    VERB = auto()
    CLAUSE = auto()


@dataclass(frozen=True, slots=True)
class Statement:
    """`head` is the point as a heading, empty where the words do not make one; then `sentence` says them."""

    head: str
    sentence: str


def tidy(text: str) -> str:
    """The user's words without the marks around them."""
    return text.strip().strip("。；;，,、 \u3000！!").strip()


def shape(text: str) -> Shape:
    if _PREDICATE_LAST.search(text) or _IN_TIME.match(text):
        return Shape.CLAUSE
    if _VERB.match(text) and not _NOUN_AFTER_ALL.match(text):
        return Shape.VERB
    if _PREDICATE.search(text) or re.search(r"\d|百分之|[，。；：]", text):
        return Shape.CLAUSE
    return Shape.NOUN


def state(point: Point, role: Role, parallel: int, turn: int) -> Statement:
    """`role` is the section's; `parallel` the set of headings in use; `turn` counts the points stated before: frames alternate."""
    words = tidy(point.text)
    form = shape(words)
    heads = count(words) <= _HEAD_LIMIT and not re.search(r"[，。；：,;:]", words)
    if heads and form is Shape.NOUN:
        return Statement(_noun_head(words, point.role, role, parallel, turn), "")
    if (
        heads
        and form is Shape.VERB
        and role in (Role.TASKS, Role.REQUIREMENTS)
        and point.role is not Role.PROBLEMS
        and words[0] not in "不否"
    ):
        return Statement(words.removeprefix("要") if words.startswith("要") and words in point.text[1:] else words, "")
    return Statement("", _sentence(words, form, point.role, turn))


def in_one_sentence(point: Point, turn: int) -> str:
    """The point in one sentence, for a speech whose paragraphs have no headings."""
    words = tidy(point.text)
    form = shape(words)
    if form is Shape.CLAUSE or (point.role is Role.ACHIEVEMENTS and form is Shape.VERB):
        return _sentence(words, form, point.role, turn)
    if form is Shape.VERB:
        return f"我们将{words}。"
    if point.role is Role.ACHIEVEMENTS:
        return f"{words}有了新的进展。"
    if point.role is Role.PROBLEMS:
        return f"对{_problem(words)}，我们不回避，也正在一件一件想办法解决。"
    return f"我们愿在{words}上多下功夫、多办实事。"


def _problem(words: str) -> str:
    return words if re.search(r"(?:问题|短板|不足|弱项|差距)$", words) else words + "问题"


def _noun_head(words: str, own: Role, role: Role, parallel: int, turn: int) -> str:
    """`own` is the point's role, `role` the section's."""
    if own is Role.PROBLEMS:
        thing = _problem(words)
        return f"{thing}不容忽视" if role in (Role.PROBLEMS, Role.SITUATION) else f"着力解决{thing}"
    if role is Role.ACHIEVEMENTS:
        thing = words if _EVENT.search(words) or words.endswith("工作") else words + "工作"
        return f"{thing}{('更加扎实', '有了新进展')[parallel % 2]}"
    if role in (Role.SITUATION, Role.PROBLEMS):
        return f"{words}事关全局、必须重视"
    if role is Role.REQUIREMENTS:
        return (f"{('从严抓好', '持续抓实', '时刻抓牢')[turn % 3]}{words}", f"{words}要抓紧抓实")[parallel % 2]
    verbs = ("扎实推进", "纵深推进", "稳步推进") if _EVENT.search(words) else ("着力抓好", "扎实做好", "持续抓实")
    return (f"{verbs[turn % 3]}{words}", f"在{words}上{('求突破', '下实功', '见实效')[turn % 3]}")[parallel % 2]


def _sentence(words: str, form: Shape, role: Role, turn: int) -> str:
    if form is Shape.NOUN:
        return f"这里要专门讲一讲：{words}。"
    if role is Role.ACHIEVEMENTS:
        return _achieved(words, form, turn)
    if role is Role.PROBLEMS:
        if words.startswith(("存在", "缺乏", "缺少")):
            return f"我们的工作还{words}。"
        return f"{('要清醒地看到，', '必须正视的是，', '不能回避的是，')[turn % 3]}{words}。"
    if role is Role.SITUATION:
        return f"要看到，{words}。"
    if "：" in words or re.match(r"要|必须|务必|坚决|确保|力争|严禁", words) or re.search(r"要(?!素)|必须|确保|力争|不得", words):
        return f"{words}。"
    return f"要{words}。" if form is Shape.VERB else f"要确保{words}。"


def _achieved(words: str, form: Shape, turn: int) -> str:
    if form is Shape.VERB:
        return f"我们{words}。"
    if count(words) > 50 or _LOOKS_BACK.match(words):
        return f"{words}。"
    return f"{('', '最有说服力的是，', '账本上清清楚楚，', '看得见的变化是，')[turn % 4]}{words}。"
