"""The words that addresses are made of: units, ordinals, names of parts."""

from __future__ import annotations

from speech.numbering import CHINESE, number
from speech.steps import Unit

# What may not follow keeps 一段时间, 第一条战线, 第二项目 from being parts of a text.
_UNIT_FORMS: dict[Unit, str] = {
    "part": "大部[分份]|部[分份]|大块|[板版]块|块(?![钱地])|大点|大条|大项(?!目)|大方面|大章|篇章|章节|章(?!程)",
    "subpoint": "小点|小条|小项(?!目)|小方面",
    "point": "点(?![名亮击燃半钟滴缀评心])|条(?!战线|例|件|路|线|龙|款)|方面(?!军)|项(?!目)"
    "|层(?:意思|含义)|层(?![级面楼次])|小节|节(?![约日课点奏能])",
    "paragraph": "自然段|段落|段话|段文字|大段|小段|段(?!时间|路|子|位)",
    "sentence": "句话|句子|句(?![号式])",
    "heading": "小标题|分标题",
}
UNIT = "(?:" + "|".join(_UNIT_FORMS.values()) + ")"


def unit_of(words: str) -> Unit:
    if words.endswith("标题"):
        return "heading"
    if words.endswith(("部分", "部份", "块", "章", "章节")) or words in ("大点", "大条", "大项", "大方面"):
        return "part"
    if "段" in words:
        return "paragraph"
    if words.startswith("句"):
        return "sentence"
    return "subpoint" if words.startswith("小") and words != "小节" else "point"


NUMERAL = rf"(?:{CHINESE}|\d{{1,2}})"
SIZE = rf"(?:两|{NUMERAL})"
# What a speech announces and counts off. Some are verbs as well: 第三点希望改短.
COUNTED = (
    "意见|措施|任务|特点|问题(?!不|很|太|在)|体会|表现|重点|目标|举措|想法|环节"
    "|观点|道理|原因|经验|做法|工作|成绩|成效|亮点|变化|短板|不足|期望|启示"
)
NOUN = rf"(?:{COUNTED}|(?:希望|要求|建议|打算)(?=$|[的里中那这和与、，。第]))"
MEASURE = "(?:方面|[点条项个种件层句大])"

FRAMES = {
    "title": "大标题|总标题|主标题|题目|题名|标题",
    "date": "讲话时间|讲话日期|会议时间|时间落款|日期|时间(?=的?那一?行|$)",
    "byline": "讲话人|发言人|署名|落款",
    "salutation": "称谓|称呼语?|抬头",
    "lead": "帽段|帽子段?|帽头|总起段|起头段|总领段|引领段|引段|引子",
    "opening": "开场白|开头语|开头|开场|开篇|引言|导语",
    "closing": "结束语|结束部分|结束段|结尾|结语|收尾|尾声|文末|稿尾",
    "body": "正文|主体(?=部分|$)",
    "all": "整篇讲话|整篇稿子|整篇文章|全文|整篇|通篇|全篇|全稿|整个讲话|整个稿子|整个文章|整份稿子",
}
GESTURES = {
    "call": ("号召", "让我们|希望|愿|同志们|[大家]以"),
    "wish": ("祝愿|祝福|祝语|祝词", "祝|愿"),
    "thanks": ("感谢|致谢|道谢", "谢"),
}
ROLES = {
    "achievements": "成绩|成效|成果|工作回顾|回顾|总结",
    "problems": "存在的?问题|问题|短板|不足",
    "situation": "形势|认识|意义",
    "tasks": "工作任务|重点任务|任务|下步工作|下一步工作|工作部署|部署",
    "requirements": "工作要求|要求|保障|组织领导|作风",
}
MANUSCRIPT = "(?:稿子|讲稿|文稿|讲话|报告|文章|材料|原稿|原文|全文|全篇|通篇|整篇|这篇)"
QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"), ('"', '"'), ("'", "'"))

NO_NAME_BEGINS = "(?![这那把将对给让请在再太很最不第我你他帮能麻先]|看|检查|解释|重写|改写|润色|精简|压缩|修改|优化|完善|锁定|解锁)"
# Verbs and joints that no name of a part holds: 放到结尾那段, 换成刚才那句.
NOT_A_NAME = (
    r"压[到缩成至]|[改写换变弄]成|改[为得到短]|写[得到实短]|[删去除]掉|删|加[上到进一个]|[放移挪调搬插并拆扩缩][到成在进入]|调整|换[到个]|扩写|合并|替换|参照|参考"
    r"|按照|照着|好像|仿|刚才|第[一二三四五六七八九十\d]|倒数|最后|一样|像|比|开头|结尾|全文|以后|然后|跟(?!踪|进|班|上)|一下|一遍|[，。；、：:\s“”‘’「」『』《》\"'（）()]"
)


def value(words: str) -> int:
    """Of a number that need not be said: 那段 is one."""
    return number(words) if words else 1
