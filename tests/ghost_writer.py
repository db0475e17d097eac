"""A scripted ghost-writer: answers the shipped prompts with plans, sections and rewrites that pass the measuring.

For the end-to-end and browser tests, and for trying the application by hand: no model, and never a figure of its own.
"""

from __future__ import annotations

import re
from itertools import product

from speech.length import count
from speech.numbering import chinese, read
from tests.protocol import Call, Calls, Reply, Request

_PARTS = {
    "成绩": ("成绩是干出来的，底气是拼出来的", "有做法有成效，把经验讲清楚"),
    "问题": ("问题是摆着的，差距是看得见的", "直说短板，找准环节"),
    "任务": ("任务是压实的，办法是管用的", "有目标有办法，落到人头"),
    "要求": ("要求是明白的，作风是过硬的", "管住责任，盯住落实"),
    "形势": ("形势是逼人的，时间是等人的", "看清变化，认清差距"),
}
_OBJECTS = (
    "值班备勤",
    "接待群众",
    "信息报送",
    "业务培训",
    "设备维护",
    "台账管理",
    "走访联系",
    "分析研判",
    "协作配合",
    "检查督办",
    "档案整理",
    "经费保障",
    "现场处置",
    "矛盾化解",
)
_FRAMES = {
    "opening": ("这次会议，要把{}这件事说透", "会前大家对{}作了准备，讲得实在"),
    "closing": ("{}做得好不好，最后看群众怎么说", "把{}抓到底，就没有过不去的坎"),
    "achievements": (
        "围绕{}，各单位主动想办法，一线的同志出了力",
        "{}从被动应付变成主动安排，基层感受最直接",
        "过去最费劲的{}，现在有了固定的路子",
    ),
    "situation": ("从外部看，{}的要求越来越细，标准越来越高", "从内部看，{}还跟不上形势的变化"),
    "problems": ("{}时紧时松，根子在责任没有分到人", "有的单位对{}重部署、轻检查，布置了就算完成", "{}上还有畏难情绪，遇到硬骨头绕着走"),
    "tasks": (
        "{}要排出清单，谁牵头、谁配合、何时办完，一项一项写明白",
        "抓{}要到现场去，发现一处就改一处，改完还要回头看",
        "{}要立规矩，把好做法固定下来，人换了事情不能断",
    ),
    "requirements": (
        "领导干部要带头抓{}，自己先做到，再要求别人",
        "对{}要定期讲评，干得好的表扬，敷衍的点名",
        "{}出了差错，先查责任，再查制度，不能一推了之",
    ),
}
_FRAMES["ceremony"] = (
    "{}这样的小事，大家看在眼里，也记在心里",
    "愿我们把{}当作一份心意，常来常往",
    "我们将把{}做得再细一些，不让朋友们多跑一趟",
)
_POINT = {
    "achievements": "{}，这是大家一起干出来的。",
    "problems": "{}，这一条要正视。",
    "opening": "{}。",
    "closing": "{}。",
    "ceremony": "{}，这是我们共同的心愿。",
}
_SWAPS = (("要", "必须"), ("大家", "全体同志"), ("做好", "办好"), ("继续", "接着"), ("加强", "抓紧"), ("推进", "推动"), ("我们", "各级"))
_SHORTER = re.compile(r"压缩|精简|缩|删减|短")


def ghost_writer(request: Request) -> Reply:
    asked = str(request["messages"][-1].get("content") or "")
    if request.get("tools"):
        return _talk(request)
    if "现在拟提纲" in asked:
        return _plan(asked)
    if "现在只写" in asked:
        return _section(asked)
    if "现在添写" in asked:
        return _added(asked)
    if "现在改写各处的小标题" in asked:
        return _headings(asked)
    if "现在改写" in asked:
        return _rewritten(asked)
    return "收到。"


def _between(asked: str, mark: str) -> list[str]:
    return re.findall(rf"<{mark}>\n(.*?)\n</{mark}>", asked, re.DOTALL)


def _number(asked: str, pattern: str, default: int) -> int:
    match = re.search(pattern, asked)
    return int(match[1]) if match else default


def _plan(asked: str) -> str:
    """The lines of the prompt's own example, filled in."""
    form = re.findall(r"^(开头|正文|[一二三四五]、小标题|结尾)｜字数：(\d+)(?:｜角色：([^｜]+))?", asked, re.MULTILINE)
    points = re.findall(r"^\d+\. (.+)$", asked.partition("用户的要点：")[2].partition("\n\n")[0], re.MULTILINE)
    labels = [label for _, _, label in form if label]
    carried: dict[str, list[str]] = {label: [] for label in labels}
    for i, point in enumerate(points, 1):
        label = "成绩" if re.search(r"上升|下降|完成|建成|破获|增长", point) else "要求" if re.search(r"作风|纪律|责任", point) else "任务"
        carried[label if label in carried else "任务" if "任务" in carried else labels[-1]].append(str(i))
    lines = ["称谓：同志们："]
    for name, words, label in form:
        heading, leads = _PARTS.get(label, ("", "心里话")) if label else ("", "会议目的" if name == "开头" else "号召")
        role = f"｜角色：{label}｜要点：{','.join(carried[label]) or '无'}" if label else ""
        lines.append(f"{name.replace('小标题', heading)}｜字数：{words}{role}｜内容：{leads}")
    return "\n".join(lines)


def _section(asked: str) -> str:
    job = asked.partition("现在只写")[2]
    roles = {
        "开头：": "opening",
        "结尾：": "closing",
        "讲成绩": "achievements",
        "讲形势": "situation",
        "讲问题": "problems",
        "讲要求": "requirements",
        "致辞不布置": "ceremony",
        "任职表态不布置": "ceremony",
    }
    role = next((role for words, role in roles.items() if f"\n{words}" in job), "tasks")
    points = [_POINT.get(role, "{}，要一项一项落到人、落到点。").format(point.rstrip("。")) for point in _between(job, "要点")]
    words = _number(job, r"字数：(\d+)左右", 300)
    last = f"下面，我讲{parts[1]}点意见。" if (parts := re.search(r"数目必须是([一-十]+)", job)) else ""
    sentences = _sentences(role, "".join(points), words - count(last), _number(job, r"不多于(\d+)", words) - count(last))
    body = [*points, *sentences]
    if role in ("opening", "closing"):
        return ("同志们，" if role == "closing" else "") + "".join(body) + last
    if role == "ceremony":
        return "".join(body)
    size = -(-len(body) // max(2, min(4, words // 180)))
    groups = [body[i : i + size] for i in range(0, len(body), size)]
    return "\n".join(f"{chinese(i)}是" + "".join(group) for i, group in enumerate(groups, 1))


def _sentences(role: str, before: str, words: int, most: int) -> list[str]:
    """New sentences, no two alike, until `before` and they come to `words`."""
    chosen: list[str] = []
    used = count(before)
    for thing, frame in product(_OBJECTS, _FRAMES[role]):
        sentence = frame.format(thing) + "。"
        if used + count(sentence) <= most and used + count(sentence) / 2 < words and sentence not in before:
            chosen.append(sentence)
            used += count(sentence)
    return chosen


def _rewritten(asked: str) -> str:
    locked = {f"【锁{i}】": words for i, words in enumerate(_between(asked, "锁定"))}
    target = _between(asked, "原文")[-1]
    for mark, words in locked.items():
        target = target.replace(words, mark)
    text = _changed(target, asked)
    for mark, words in locked.items():
        text = text.replace(mark, words)
    return text


def _changed(target: str, asked: str) -> str:
    most = _number(asked, r"(?:不多于|不超过)(\d+)", 0)
    least = _number(asked, r"不少于(\d+)", 0)
    if _SHORTER.search(_between(asked, "要求")[-1]) or (most and count(target) > most):
        return _shortened(target, most or count(target) * 2 // 3)
    text = target
    for old, new in _SWAPS:
        text = "\n".join(line[: (head := _ordinal(line))] + line[head:].replace(old, new) for line in text.split("\n"))
    pledge = "这件事要定人、定责、定时限，【待填：牵头单位】抓总，一抓到底。"
    added = [pledge] if pledge not in text and (not most or count(text + pledge) <= most) else []
    added += _sentences("tasks", text + "".join(added), max(least, count(text) + 10), most or count(text) + 80)
    return text + "".join(added)


def _headings(asked: str) -> str:
    """Eight characters each, or a turn of what stands there."""
    lines = _between(asked, "原文")[-1].split("\n")
    if "八个字" in _between(asked, "要求")[-1]:
        return "\n".join(f"{_OBJECTS[i % len(_OBJECTS)]}抓紧抓实" for i, _ in enumerate(lines))
    return "\n".join(line.replace("要", "须") + "不松劲" for line in lines)


def _added(asked: str) -> str:
    words = _number(asked, r"字数：(\d+)左右", 150)
    about = _between(asked, "要求")[-1]
    if "添写一句话" in asked:
        return f"{about}，要一项一项落到人。"
    text = f"{about}，要一项一项落到人、落到点。" + "".join(_sentences("tasks", asked, words - count(about) - 12, words))
    return f"把{about[:12]}抓到位\n{text}" if "第一行是小标题" in asked else text


def _ordinal(line: str) -> int:
    ordinal = read(line)
    return ordinal.end if ordinal else 0


def _shortened(target: str, most: int) -> str:
    """Sentences dropped from the end of the longest paragraph, those with figures kept."""
    paragraphs = [re.findall(r"[^。！？；]+[。！？；]?", line) for line in target.split("\n")]
    while count("".join(map("".join, paragraphs))) > most:
        plain = [(len(p), i, j) for i, p in enumerate(paragraphs) for j in range(1, len(p)) if not re.search(r"[\d【“]", p[j])]
        if not plain:
            break
        _, i, j = max(plain)
        del paragraphs[i][j]
    return "\n".join(re.sub(r"[；，]$", "。", "".join(p)) for p in paragraphs)


def _talk(request: Request) -> Reply:
    last = request["messages"][-1]
    if last["role"] == "tool":
        receipt = str(last["content"]).splitlines()
        if receipt[0].startswith("没有办成"):
            return "没有办成。您指的是哪一处？" + "；".join(receipt[2:5])
        return f"办好了。{receipt[0]}"
    message = _between(str(last["content"]), "用户的话")[-1]
    if re.search(r"起草|写一?[篇份]|拟一?[篇份]", message):
        return Call("draft", {"task": message})
    calls = [call for clause in re.split(r"[，,。；;]|然后|再", message) if (call := _call(clause))]
    return Calls(tuple(calls)) if calls else "我可以起草、改写、检查讲话稿。请说说是什么会、谁来讲、讲多长。"


def _call(clause: str) -> Call | None:
    if "撤销" in clause:
        return Call("undo", {})
    if re.search(r"检查|查一遍", clause):
        return Call("check", {})
    if swap := re.search(r"把“(.+?)”(?:改成|换成|改为)“(.+?)”", clause):
        return Call("replace_words", {"old": swap[1], "new": swap[2]})
    if find := re.search(r"(?:找|搜)(?:一下|几篇)?(.+)", clause):
        return Call("search", {"query": find[1]})
    place = re.search(r"(?:倒数)?第[一二三四五六七八九十]+(?:部分|段|点)(?:第[一二三四五六七八九十]+点)?|开头|结尾|标题|全文", clause)
    if place and "删" in clause:
        return Call("delete", {"address": place[0]})
    return Call("rewrite", {"address": place[0], "instruction": clause}) if place else None
