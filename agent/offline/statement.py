"""A user's point in a sentence: its words untouched, in a frame that fits their grammar."""

from __future__ import annotations

import re

from agent.brief import Point
from prompts.frames import ByShape, Shape, frames
from prompts.outlines import Voice
from speech.length import count
from speech.numbering import chinese
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
_PREDICATE_LAST = re.compile(r"(?:投入使用|落成|竣工|投用|全破|配齐|到位|摘帽|完工|清零|达标|第[一二三四五六七八九十])$")
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
# What a noun phrase of an order ends in, and what none has in it.
_NOMINAL = re.compile(
    r"(?:改革|建设|工作|治理|整治|安保|保障|服务|管理|教育|培养|培训|作风|纪律|责任|问题|行动|项目|工程|机制|体系|发展|创新|转型|环境|制度|队伍|能力|水平|质量|安全|稳定|监督|监管|执法|宣传|防控|防范|储备|值守|除险|攻坚|改造|共享|提升|转化|自治|更新|应用|平台|方案|公开|减负|帮扶|救助|调解|排查|整改|督导|考核|领导|落实|”)$"
)
_VERBAL = re.compile(r"[了着过在把被让给是有能会到说还更最没不]|的时候")
_SHORT = 8  # 字
_NAME_LIMIT = 12  # 字; a longer point makes no heading
_CALLS = ("下面，进行第一项议程", "现在，进行第{n}项议程", "下面，进行第{n}项议程", "现在，进行最后一项议程")
_AHEAD = (Role.TASKS, Role.REQUIREMENTS)
_WHOLE = re.compile(r"^(?:希望|请|感谢|祝|我|要(?![素点害求闻务]))")
_SELF_CONTAINED = re.compile(r"^(?:要|必须|务必|坚决|确保|力争|严禁|希望|请|我|将)|要(?!素)|必须|确保|力争|不得|：")


def tidy(text: str) -> str:
    """The user's words without the marks around them."""
    return text.strip().strip("。；;，,、 \u3000！!").strip()


def shape(text: str) -> Shape:
    if _PREDICATE_LAST.search(text) or _IN_TIME.match(text):
        return "clause"
    if _VERB.match(text) and not _NOUN_AFTER_ALL.match(text):
        return "verb"
    if _PREDICATE.search(text) or re.search(r"\d|百分之|[，。；：]", text):
        return "clause"
    return "noun" if _NOMINAL.search(text) or (len(text) <= _SHORT and not _VERBAL.search(text)) else "clause"


def names_itself(point: Point) -> bool:
    """Whether the words of a point are short and plain enough to stand in a heading."""
    words = tidy(point.text)
    return count(words) <= _NAME_LIMIT and not re.search(r"[\d，。；：,;:“]", words) and shape(words) != "clause"


def state(point: Point, voice: Voice, turn: int) -> str:
    """The point in one sentence, its words untouched. `turn` counts the points stated before: the frames alternate."""
    words = tidy(point.text)
    form = shape(words)
    patterns = _patterns(point.role, voice)[form]
    if _WHOLE.match(words) or (form != "noun" and point.role in _AHEAD and voice == "demand" and _SELF_CONTAINED.search(words)):
        patterns = ("{x}。",)
    if point.role is Role.ACHIEVEMENTS and (count(words) > 40 or _LOOKS_BACK.match(words)):
        patterns = ("{x}。",)
    return patterns[turn % len(patterns)].format(x=words)


def _patterns(role: Role, voice: Voice) -> ByShape:
    return frames().voices[voice] if role in _AHEAD and voice != "demand" else frames().statements[role]


def called(words: str, place: int, many: int) -> str:
    """An item of the agenda as the chair calls it up: a person is asked, a matter named."""
    call = _CALLS[0] if not place else _CALLS[-1] if place == many - 1 else _CALLS[1 + place % 2].format(n=chinese(place + 1))
    asked = re.search(r"讲话|发言|报告|通报|宣读|介绍|致辞|汇报|部署|点评|主持", words) and not words.startswith(("观看", "听取", "审议"))
    return f"{call if many > 1 else '下面'}，请{words}。" if asked else f"{call if many > 1 else '下面'}：{words}。"
