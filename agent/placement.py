"""Where a point belongs: its matter and role; and what a message is about: occasion and field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from agent.brief import Point
from prompts.matters import GENERAL, RULE, Matter, matters
from prompts.outlines import occasions
from speech.structure import Role

_FIGURE = r"(?:\d|百分之|[一二三四五六七八九十两百千万]+(?:起|件|个|名|人|项|次|户|亿|万|%|成|倍))"
_RISE = "上升|增长|提高|提升|增加|上涨|增至|升至"
_FALL = "下降|降低|减少|压降|回落|降至|下滑|少了|掉了|跌了"
_UNWELCOME = "发案|警情|事故|死亡|伤亡|投诉|信访|违纪|逾期|污染|能耗|案件|亏损|成本|失业|返贫|积案|负债|上访"
_WELCOME = (
    "破案|满意|收入|产值|利润|合格|达标|优良|就业率|增加值|投资|办结|质量|安全感|覆盖率|完成率|签约|销售"
    "|客流|客运|游客|生源|招生|订单|产量|销量"
)
_PROBLEM = re.compile(
    r"问题|短板|不足|弱项|差距|滞后|薄弱|不够|不高|不强|不严|不实|不力|不畅|不到位|不落实|不规范|不平衡|不充分|不完善|不健全|不清|不顺|不深|不细|不及时|不均衡|欠缺|偏低|偏慢|缺失|吃拿卡要|推诿|扯皮|拖延|时间长|未开工|未完成|缺口|乱象|违规|紧张|紧缺|短缺|老化|脱节|需要提升|有待|亟待|亟须|[难慢弱乱差少]$"
    rf"|(?:{_WELCOME})[^，。；]*(?:{_FALL})|(?<!率)(?<!下降)(?:{_UNWELCOME})(?!率?办结)[^，。；率]*(?:{_RISE})"
)
_THAN = "(?:同比|环比|(?:比|较)(?:去年|上年|前年|同期|上月)(?:同期)?)?"
_WRONG_WAY = re.compile(
    rf"(?:{_WELCOME})(?:率|量|额|度|数)?{_THAN}(?:{_FALL})|^(?:{_UNWELCOME})(?:量|数|起数)?{_THAN}(?:{_RISE})|^.{{2,4}}(?:{_UNWELCOME})(?:{_RISE})"
)
_FAULT_LAST = re.compile(r"(?:不落实|不到位|不规范|不健全|不完善|不平衡|不过硬|薄弱|滞后)(?:的?问题)?$")
_MENDS = re.compile(r"^(?:着力|重点|集中)?(?:解决|整改|破解|化解|纠治)[^，。；\d]*$")
_MENDING = re.compile(r"解决|整改|破解|补齐|补上|化解|消除|治理|纠正|整治|克服")
_DONE = re.compile(
    rf"(?:{_RISE}|{_FALL}|完成|实现|破获|建成|达到|达|新增|投入|办结|侦破|查处|化解|救助|改造|培训|获|创|签约|交付|接入|覆盖|突破|清零|翻番|超过|排查|开展|调解|成果|累计|整改|修订|制定|出台|举办|组织|表彰|慰问|走访|抓获|打掉|追回|挽[回损]|拦截|劝阻|受理|调处|新建|引进|落户|发放|减免|捐|全年|上半年|去年)"
)
_DONE_PLAINLY = re.compile(
    r"(?:圆满|顺利|全面|如期|提前|成功)(?:完成|实现|建成|创建|举办|通过)|荣获|获评|获得|已经|^已(?!有的)|已(?:建|办|通|投|交|开)|全部完成|取得|未发生|没有发生|零发生|零事故|投入使用|落成|竣工|全[国省市县区]第[一二三四五六七八九十]|名列|位居|位列|走在前列"
)
_AHEAD = re.compile(
    r"^(?:要|必须|力争|争取|确保|计划|将|下半年|明年|下阶段|下一步|今后|到?(?:今年)?年底|年内|第?[三四]季度|继续|坚决)|力争|确保|争取|年内|[底月年日]之?前|目标[是为：]|以[上内下]$"
)
_DEMAND = re.compile(
    r"^(?:希望|不准|不得|不许|严禁|不插手|不收|不搞)|一律|谁[^，。]{1,6}谁|从我[改做]起|作风|纪律|责任|保障|廉政|廉洁|组织领导|督导|督查|问责|考核|从严|党的建设|党建|队伍|领导带头|一岗双责|从优待警|师德|行风"
)

# A topic by itself, of which nothing is told: it is to be worked at.
_TOPIC = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:建设|改革|治理|整治|防控|防治|储备|值守|除险|提升|优化|创新|作风|纪律|培训|排查|化解|监管|保护|振兴|升级|引进|演练|管理|攻坚|整改|发展|融合|生产|供给|巡查|执法|帮扶|安保)"
)
_GREETING = re.compile(r"^(?:刚才|会前|会上|首先)?[，,]?(?:向|对)?.{0,12}?(?:表示)?(?:感谢|欢迎|祝贺|慰问|致敬|致以)|^刚才")
_WISHES = re.compile(r"^(?:祝愿|预祝|祝(?!贺)|愿(?!意)|号召)")
_FROM_ABOVE = re.compile(
    r"^(?:党中央|中央|国务院|国家|上级|上面|[省市区县](?:里|委|政府|[^，。]{1,6}?[委局厅办组])|总局|总公司|集团党[委组]|[厅局]党[委组])"
    r"[^，。]{0,10}?(?:要求|部署|点名|约谈|列为|列入|纳入|下达|批示|提出|明确)"
)
# A rate of pay is no term: 每月最高1100元.
_RATE = re.compile(r"每(?:[人户亩头吨度次月年天]|公里)[^，。；]{0,6}?\d[\d.]*[万亿]?元")
_REFUSED = re.compile(r"(?:不(?:要|搞|得|准|许)|别|严禁|禁止)[^，。；]{1,12}")
_CASE = re.compile(r"被(?:留置|双开|开除|判|立案|移送)|受(?:到)?处分|获刑|移送司法|受贿")
_SPOKE = re.compile(
    r"^(?!有[人的]|大家|群众)[^，。]{2,10}?(?:代表|教授|专家|委员|同志|经理|书记|老师|[老小][\u4e00-\u9fff]|村|镇|县|区|公司|合作社|集团|食品|模具)[^，。]{0,4}?(?:谈|讲|说|提醒|提出|提的|呼吁|反映)"
)
# Heads of a territory: enterprises are those they speak to, not what they run.
_GENERALIST = re.compile(r"[省市县区镇乡]长(?!制)|[省市县区镇乡]委(?:副?书记|常委)|(?:镇|乡|街道)党(?:工)?委书记")


@lru_cache(maxsize=4096)
def matters_of(text: str, field: str = "") -> tuple[Matter, ...]:
    """The matters whose cues are in `text`, best first. A cue at its end counts twice, for there stands
    the head of a noun phrase, and those of the field's own matters thrice.
    """
    scored = []
    for place, matter in enumerate(matters().matters):
        if matter.fields and field and field not in matter.fields:
            continue
        score = sum(len(cue) * (2 if text.endswith(cue) else 1) for cue in matter.cues if cue in text)
        if score:
            scored.append((-score * (3 if field and matter.fields else 1), place, matter))
    return tuple(matter for *_, matter in sorted(scored, key=lambda each: each[:2]))


def kinds_of(text: str) -> tuple[Matter, ...]:
    """How a point is put, the plainest first: 10月底前发布 has a term, and is something made known. 不搞排名 makes nothing known,
    it is a rule.
    """
    wanted = _RATE.sub("", _REFUSED.sub("", text))
    scored = [
        (sum(len(cue) for cue in kind.cues if cue in (text if kind.matter == RULE else wanted)), place, kind)
        for place, kind in enumerate(matters().kinds)
    ]
    return tuple(kind for score, _, kind in sorted(scored, key=lambda each: (-each[0], each[1])) if score)


def told_by(matter: Matter, text: str) -> int:
    """How many characters of `text` say that it is about the matter."""
    return len({place for cue in matter.cues for found in re.finditer(re.escape(cue), text) for place in range(*found.span())})


def matter_of(text: str, field: str = "") -> Matter:
    """The matter of a point; the general one where no cue is met."""
    return next(iter(matters_of(text, field)), matters().general)


def plain_role(text: str) -> Role | None:
    """The role that the words of a point tell beyond doubt, whatever stands around it."""
    if _FROM_ABOVE.match(text):
        return Role.SITUATION
    if _MENDS.match(text):
        return Role.TASKS
    if _TOPIC.fullmatch(text):
        return Role.REQUIREMENTS if _DEMAND.search(text) else Role.TASKS
    return Role.PROBLEMS if _WRONG_WAY.search(text) or _FAULT_LAST.search(text) else None


def own_role(text: str) -> Role | None:
    """The role that the words of a point tell where they do not tell it beyond doubt; None where they tell none."""
    if _GREETING.match(text):
        return Role.OPENING
    if _WISHES.match(text):
        return Role.CLOSING
    if _SPOKE.match(text):
        return Role.OPENING
    if _CASE.search(text):
        return Role.SITUATION
    if _PROBLEM.search(text) and not _MENDING.search(text):
        return Role.PROBLEMS
    if not _AHEAD.search(text) and ((re.search(_FIGURE, text) and _DONE.search(text)) or _DONE_PLAINLY.search(text)):
        return Role.ACHIEVEMENTS
    if _DEMAND.search(text):
        return Role.REQUIREMENTS
    return Role.TASKS if _AHEAD.search(text) else None


def occasion_of(message: str) -> str | None:
    """The occasion that a cue before the points tells, or else one anywhere: a long one, and one that stands late."""
    for words in (re.split(r"要点|内容包括|主要讲", message, maxsplit=1)[0], message):
        found = [
            (words.rfind(cue) + 3 * len(cue), words.rfind(cue), each.occasion) for each in occasions() for cue in each.cues if cue in words
        ]
        if found:
            return max(found)[2]
    return None


def nearest_occasion(points: Sequence[Point]) -> str:
    """For a speech whose occasion no word tells: what looks back is a review, what lists faults a dispatch, the rest a mobilisation."""
    roles = [point.role for point in points]
    if Role.ACHIEVEMENTS in roles or not roles:
        return "工作总结"
    return "专题推进" if Role.PROBLEMS in roles else "动员部署"


def field_of(message: str) -> str:
    """The field whose cues the message holds most of; empty where it holds none."""
    outside = {"企业"} if _GENERALIST.search(message) else set()
    scored = [
        (sum(message.count(cue) * len(cue) for cue in field.cues), field.field) for field in matters().fields if field.field not in outside
    ]
    score, name = max(scored, key=lambda each: each[0])
    return name if score and name != GENERAL else ""
