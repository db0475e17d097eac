"""What a brief wants said: from running words, lists and labelled lines to points, each with its role, in the user's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from agent.brief import Point
from agent.labels import Label, labelled
from agent.placement import matter_of
from agent.weighing import Context, plainly, weighed
from speech.structure import Role

_MARK = re.compile(
    r"^\s*(?:[-–•·●▪*]\s*|第?[一二三四五六七八九十]{1,3}(?:是|要(?![求点])|、|．|\.|，)|第[一二三四五六七八九十]{1,2}[，,]|\d{1,2}(?:[.、．)）]\s*(?![\d—-])|[.、．](?=\d{1,2}月))"
    r"|\d{1,2}[ \u3000]+(?=[\u4e00-\u9fff])|[a-hA-H][.、 ．]\s*(?=[\u4e00-\u9fff])|[（(][一二三四五六七八九十\d]{1,2}[）)]|[①-⑩])\s*"
)
_MARKS = re.compile(
    r"(?<![\u4e00-\u9fff\d“])(?:第?[一二三四五六七八九十]{1,2}(?:是|要(?![求点])|、)|第[一二三四五六七八九十]{1,2}[，,]|\d{1,2}[.、．](?!\d|$)|\d{1,2}[.、．](?=\d{1,2}月)|[（(][一二三四五六七八九十\d]{1,2}[）)]|[①-⑩])"
)
# What is said about the writing and not in the speech: a clause of its own, or the tail of one.
_ASIDE = re.compile(
    r"^(?:哦?对了?|哦|嗯|差点忘了?|另外|还有|其他|补充(?:一[条点下个])?.{0,12}|再(?:补|加)(?:一[条点句])?.{0,8}|.{0,10}(?:材料|内容|要点)(?:如下|给你|在下面|都在这).{0,6}"
    r"|顺序.{0,6}|.{0,8}(?:口述|我记的|比较碎|有点乱|凑合看|给的东西|乱的|你排|往前推|搭架子|搭的架子|页纸|开头简短).{0,6}|你?(?:归拢|整理|看着|帮我).{0,8}|.{0,10}(?:刚|又)(?:刚|又)?(?:报来|补来|发来|送来|说).{0,6}"
    r"|.{0,8}(?:原话|放前面.{0,4}|放(?:在)?(?:前|后|最).{0,6}|不点名|一句就够|说一句就行|问题、谁负责.{0,10}|一个一个说|急|.{0,6}前要|表扬为主|前面要先肯定)"
    r"|主要表几个态|自我介绍.{0,6}|最后鼓鼓劲|鼓鼓劲|先说(?:上半年|成绩|问题)|再说(?:下半年|任务|问题)|(?:不要|别)(?:写|讲|用|背景|空话|套话|太|超|说重).{0,8}|简短.{0,4}|不讲空话.{0,4}|加到.{1,6}里"
    r"|.{0,4}(?:主任|书记|局长|院长|秘书长)(?:说|交代|要求)?(?:一定)?要?.{0,10}(?:说声谢谢|必须有))$"
)
_TAIL = re.compile(
    r"(?:这(?:句|个|条|点|两句|两条|件事))?(?:也|都|还|就)?(?:要|得|必须)(?:再)?(?:强调|说到|讲到|提到|提一下|点一点|点一下|点到|敲打一下|认识到|写上|写进去|说|讲|讲讲|说说|提|带一句|有|突出)(?:一下|一句|但.{1,8})?(?:（[^）]*）)?$"
)
_GREETED = re.compile(r"^(?:先)?(?:向)?(?P<who>.{2,40}?)(?:都|也)?要(?P<how>祝贺|问候|感谢|欢迎|慰问)(?:一下)?$")
# A clause that leans on the one before it.
_LEANS = re.compile(
    r"^(?:确保|力争|争取|做到|以便|通过|为|使|让|其中|比|较|同比|环比|增长|下降|上升|追回|涉及|并|而|且|但|也|还是?|同时|累计|实现|达到|位居|排名|名列|分别|挽回|共|不(?!准|许|得|搞|要)|到\d|每|推动|促进|带动|杜绝|防止|处置|教训|从|由|把|后来|自己|如今|现在|只有|只是|才|就|被|给|没|有的还|合计|离|占|人均|平均|最小|差|牵头|责任|连续|惠及|年省|票面|首期|已|送|进口|新药|笔记|调解|老人|毁|抽查|年仅|现年|享年|时年)"
)
_LABEL_LEFT = re.compile(
    r"^(?:[\u4e00-\u9fff]|(?:事迹|典型|案例|要点|任务|措施|问题|经验|例子|故事|落实|补充|其他|内容|材料|接下来|人物)[一二三四五六七八九十\d]*)[：:]"
)
_OPENS = re.compile(r"^(?:在|当|由|经|对|从|坚持|围绕|聚焦|按照|针对|面对|根据|为)|(?:的时候|之后|以后|以来|期间|过程中)$")
_PARTED = re.compile(r"(?:“[^”]*”|[^；;“])+")
_ITEM = re.compile(r"(?:“[^”]*”|[^、“])+")
_CLAUSE = re.compile(r"(?:“[^”]*”|[^，,“])+")
_QUANTITY = re.compile(r"^\D{1,8}\d[\d.]*\D{1,3}$")
_TURN = re.compile(r"^(?:(?:但是?|不过|可是)(?=还|有|仍|是)|所以|因此|对了|另外|此外|同时)(?=.{4})")
_SENTENCE = re.compile(r"[^。！!？?]+[。！!？?]*")
_LISTED = 3  # lines; in more of them each is an item
_FEW = 2  # commas inside one item of a list
_SHORT_ITEM = 4
_MIDDLING = 6
_LONG_ITEM = 16  # 字; a longer piece between 、 is no item of a list
_DOES = re.compile(
    r"^(?:严|关心|关爱|加强|加大|抓|压|推|做|守|强化|落实|完善|提|深化|打|建|健全|优化|保持|坚持|带头|改|转|敢|勇|真|防|查|补|筑)"
)


def read_points(text: str) -> tuple[Point, ...]:
    """The points in `text`, in its order; no word of a point is changed, none is said twice."""
    points: list[Point] = []
    for _, group in groupby(_pieces(text), key=lambda piece: (piece.line, piece.sentence, piece.label)):
        pieces = list(group)
        told = [words for piece in pieces for words in _told(piece)]
        first = pieces[0]
        context = Context(first.label, first.near, points[-1].role if points and not first.marked else None, first.fresh)
        if told:
            points += [Point(words, role, first.line) for words, role in zip(told, weighed(told, context), strict=True)]
    return tuple(dict.fromkeys(points))


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between full stops, semicolons and the marks of a list.

    `marked` begins a line of a list, `listed` is one item of several; `near` is whether the label holds for what it
    stands before, `fresh` whether the piece begins a sentence.
    """

    words: str
    line: int
    sentence: int
    marked: bool
    label: Label | None
    near: bool
    listed: bool
    fresh: bool


def _pieces(text: str) -> Iterator[_Piece]:
    """A label holds for its line, alone on a line for those below it; in a sentence till the next label or the line's end."""
    above: Label | None = None
    lines = [line for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        bare, marked = _MARK.sub("", line), bool(_MARK.match(line))
        label, rest = labelled(bare, line_start=True)
        rest = rest if label else line
        if label and not rest.strip(" ，,。；;：:"):
            if line.rstrip().endswith(("：", ":")) or _heads(line, lines[number + 1 : number + 2]):
                above = label
                continue
            label, rest = None, line
        if label or not line[:1].isspace():
            above = above if not label and not _MARK.match(line) else None if label is None and _MARK.match(line) and not above else above
        held, near = label or above, True
        for place, sentence in enumerate(_SENTENCE.findall(rest)):
            first = True
            near = near and (not place or bool(label or above))
            parts = [part for part in _cut(sentence) if part.strip(" \u3000\t，,、。；;！!？?")]
            for part in parts:
                found, words = labelled(_MARK.sub("", part.strip(" \u3000\t，,、")), line_start=False)
                held, near = found or held, near or bool(found)
                said = _LABEL_LEFT.sub("", words.strip(" \u3000\t，,、。；;！!？?"))
                whole = len(parts) > 1 or (said.count("，") <= _FEW and (marked or label is not None or len(lines) > _LISTED))
                yield _Piece(said, number, place, marked and not place and first, held, near, whole, first)
                first = False
        if label and not above:
            held = None


def _heads(line: str, below: list[str]) -> bool:
    """Whether a short line alone is a label: what follows is no other item of its list."""
    marks = [match[0].strip()[-1:] if (match := _MARK.match(each)) else "" for each in (line, *below)]
    return bool(below) and (marks[0] != marks[1] or (not marks[0] and len(below[0].strip()) > _LONG_ITEM))


def _cut(sentence: str) -> list[str]:
    """Between semicolons and the marks of a list; a mark inside quotation marks is none."""
    marks = [match.start() for match in _MARKS.finditer(sentence)]
    cuts = marks if len(marks) > 1 else []
    return [piece for start, end in pairwise([0, *cuts, len(sentence)]) for piece in _PARTED.findall(sentence[start:end])]


def _told(piece: _Piece) -> list[str]:
    """The points of a piece: an item of a list is one, running words are parted where another matter begins."""
    words = piece.words
    if piece.label and (items := _items(words)):
        return items
    clauses = [clause for clause in _CLAUSE.findall(words) if not _ASIDE.match(clause)]
    told: list[str] = []
    for clause in clauses:
        clause = _TAIL.sub("", clause) or clause
        if greeted := _GREETED.match(clause):
            clause = f"向{greeted['who']}表示{greeted['how']}"
        if told and (piece.listed or _leans(clause, told[-1])):
            told[-1] += "，" + clause
        else:
            told.append(_TURN.sub("", clause))
    return [each for whole in told for each in _listed(whole, piece) if len(each) > 1]


def _items(words: str) -> list[str]:
    """What 、 parts where it parts whole things: 水库除险、物资储备, but not 玉米4.3万亩、大豆1.1万亩待收."""
    items = [item.strip() for item in _ITEM.findall(words)]
    if len(items) < 2 or any(len(item) < _SHORT_ITEM for item in items):
        return []
    if all(_QUANTITY.match(item) for item in items[:-1]) and not _QUANTITY.match(items[-1]):
        return []  # what is said of the last is said of all
    if any("，" in item for item in items):
        parts = len(items) > 2 and words.count("，") < words.count("、")
        return items if parts and all(len(item) >= _MIDDLING for item in items) else []
    numbered = [bool(re.search(r"\d", item)) for item in items]
    whole = all(len(item) > _LONG_ITEM // 2 for item in items) if any(numbered) else all(len(item) <= _LONG_ITEM for item in items)
    return items if whole else []


def _leans(clause: str, before: str) -> bool:
    """Whether a clause belongs to the point before it: it says more of the same matter, or could not stand alone."""
    roles = plainly(before), plainly(clause)
    if all(roles) and roles[0] is not roles[1]:
        return False
    if _LEANS.match(clause) or len(clause) < 4 or _OPENS.match(before):
        return not re.match(r"^(?:不准|不得|不许|不搞)", clause)
    one, other = matter_of(before), matter_of(clause)
    return one is other and bool(one.cues) and bool(re.search(r"\d", before)) == bool(re.search(r"\d", clause))


def _listed(words: str, piece: _Piece) -> list[str]:
    """严守纪律、关心民警 are two points: every item does something."""
    if piece.label and piece.label.role is Role.ACHIEVEMENTS:
        return [words]
    items = _ITEM.findall(words)
    return items if len(items) > 1 and all(2 < len(item) <= _LONG_ITEM and _DOES.match(item) for item in items) else [words]
