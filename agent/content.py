"""What a brief wants said: from running words, lists and labelled lines to points, each with its role, in the user's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent.asides import is_aside, without_tail
from agent.brief import Point
from agent.labels import Label, led, role_under
from agent.listing import Entry, entries, numbered_parts
from agent.meeting import POST
from agent.placement import field_of, matter_of
from agent.typography import typeset
from agent.weighing import Clause, Gap, weighed
from prompts.labels import labels
from speech.numbering import Ordinal, read
from speech.structure import Role

_GREETED = re.compile(r"^(?:先)?(?:向)?(?P<who>.{2,40}?)(?:都|也)?要(?P<how>祝贺|问候|感谢|欢迎|慰问)(?:一下)?$")
# A clause that could not stand alone: it says more of what stands before it.
_LEANS = re.compile(
    r"^(?:确保|力争|争取|做到|以便|通过|为|使|让|其中|比|较|同比|环比|增长|下降|上升|涉及|并|而|且|但|也|还是?|同时|累计|实现|达到|位居|排名|名列|分别|挽回|共|合计"
    r"|不(?!准|许|得|搞|要)|到\d|每|推动|促进|带动|杜绝|防止|由|把|后来|自己|如今|现在|只有|只是|才|就|被|给|没|占|人均|平均|已|连续|[\u4e00-\u9fff]{1,2}[过了](?=\d|[一二三四五六七八九十两几])|.{1,4}的(?:只|仅|还|就)?(?:有|占|剩))"
)
_BAN = re.compile(r"^(?:不准|不得|不许|不搞)")
_OPENS = re.compile(r"^(?:在|当|由|经|对|从|坚持|围绕|聚焦|按照|针对|面对|根据|为)|(?:的时候|之后|以后|以来|期间|过程中)$")
# A mark inside quotation marks or brackets parts nothing.
_WITHIN = r"“[^”]{0,60}”|（[^）]{0,60}）"
_PARTED = re.compile(rf"(?:{_WITHIN}|[^；;])+")
_ITEM = re.compile(rf"(?:{_WITHIN}|[^、])+")
_CLAUSE = re.compile(rf"(?:{_WITHIN}|[^，])+")
_SENTENCE = re.compile(rf"(?:{_WITHIN}|[^。！!？?])+[。！!？?]*")
_QUANTITY = re.compile(r"^\D{1,8}\d[\d.]*\D{1,3}$")
_BUT = "但是|不过|可是|然而"
# What leads over to a point and is no part of it.
_LEADS_OVER = re.compile(
    rf"^(?:(?:另外|还有)?{POST}(?:都|就|也|老)?嫌|但(?=还|有|仍|是)|{_BUT}|所以|因此|对了|另外|此外|同时|再(?:一个|有)?就是|还有就是|(?:再|还有)?一个是|就是|老例子|近(?:一点|处)的|还想借机)(?=.{{4}})"
)
# What hangs on the words before it even behind a semicolon.
_HANGS = re.compile(r"^(?:其中|特别是|尤其是|包括|比如|例如)")
_BOUNDARY = re.compile(r"[，。；：、,;:\s]\s*(?=\S)")
_MARKS = " \u3000\t，,、。；;！!？?"
_FEW = 2  # commas inside one item of a list
_FIGURE = re.compile(r"\d")
_WHEN = re.compile(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{2,4}年代|当年|那年|去年|前年|今年|\d{1,2}月(?:\d{1,2}[日号])?")
_FRAGMENT, _SHORT = 5, 7  # code points of a clause that says too little by itself, with a figure and without
_TOLD = (Role.ACHIEVEMENTS, Role.SITUATION, Role.PROBLEMS, Role.OPENING, Role.CLOSING)
_LONG_SAID = 45  # code points
_SHORT_ITEM = 4
_MIDDLING = 6
_LONG_ITEM = 16  # 字; a longer piece between 、 is no item of a list
_RUNNING, _SET_OFF = 0.4, 0.9  # of what a label on a line of its own is worth has one in running words, and before a colon or a space
_FADES = 0.3  # of a label in running words, in each sentence after its own
_TURNS = re.compile(rf"^(?:{_BUT}|但|可(?=[还也没有])|只是|就是(?=[还没缺少不有太])|倒是)")
_BEFORE_TURN = re.compile(rf"(?<=.{{6}})(?=(?:{_BUT})(?!如此|得到).{{5}})")
_TURNED = 0.3  # of what a label is worth is left to a clause that turns against what was said
_UNSURE = 2.0  # of a lead: of the points below it about every second stands under another role than it should (`bench.briefing`)
_TOPIC, _SURMISED = 6, 0.5  # code points of a mere topic, and how much 要点： tells that such a one is to be worked at
_DOES = re.compile(
    r"^(?:严|关心|关爱|加强|加大|抓|压|推|做|守|强化|落实|完善|提|深化|打|建|健全|优化|保持|坚持|带头|改|转|敢|勇|真|防|查|补|筑)"
)


def read_points(text: str) -> tuple[Point, ...]:
    """The points in `text`, in its order; no word of a point is changed, none is said twice."""
    found = list(entries(typeset(text)))
    parts = numbered_parts(found)
    pieces = [piece for entry in found for piece in _pieces(entry)]
    clauses, owners = [], []
    last: _Piece | None = None
    for piece in pieces:
        for place, words in enumerate(piece.clauses):
            clauses.append(_clause(piece, words, _gap_within(piece, words) if place else _gap(piece, last)))
            owners.append(piece)
        last = piece
    told: list[_Told] = []
    for clause, found_role, owner in zip(clauses, weighed(clauses), owners, strict=True):
        this = _Told(clause.words, found_role.role, owner, found_role.lead)
        before = told[-1] if told else None
        if before and before.runs_on_into(this):
            told[-1] = before.with_more(this)
        else:
            told.append(this.opened(before, parts))
    points = [
        Point(words, each.role, each.piece.line, each.piece.part(parts), each.lead < _UNSURE) for each in told for words in _listed(each)
    ]
    return tuple(dict.fromkeys(point for point in points if len(point.text) > 1))


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between full stops, semicolons and the marks of a list, as the clauses that may be points of their own.

    `hold` as of a Clause; `whole` where they are one item of several, and one point unless their roles differ.
    """

    clauses: tuple[str, ...]
    line: int
    sentence: int
    labels: tuple[Label, ...]
    hold: float
    marked: bool
    whole: bool

    @property
    def role(self) -> Role | None:
        return role_under(self.labels)

    @property
    def mixed(self) -> bool:
        return any(label.mixed for label in self.labels)

    def topic(self, parts: tuple[Label, ...]) -> str:
        """What the words are about by their label, where it stands on a line above them and names a matter and nothing else."""
        label = self.labels[-1] if self.labels else None
        names = label and not label.role and label not in parts and (matter_of(label.name).cues or field_of(label.name))
        return label.name if label and names else ""

    def part(self, parts: tuple[Label, ...]) -> str:
        """The name of that one of the numbered parts it stands in."""
        return next((label.name for label in self.labels if label in parts), "")


@dataclass(frozen=True, slots=True)
class _Told:
    """Words that are one point, or a list of them; `lead` as of Weighed, the least of their clauses."""

    words: str
    role: Role
    piece: _Piece
    lead: float

    def runs_on_into(self, other: _Told) -> bool:
        if self.piece.line == other.piece.line and _HANGS.match(other.words):
            return True
        same = self.piece is other.piece and self.role is other.role
        return same and (other.piece.whole or _belongs(other.words, self.words, other.role))

    def with_more(self, other: _Told) -> _Told:
        """What hangs on it takes its role."""
        return replace(self, words=f"{self.words}，{other.words}", lead=min(self.lead, other.lead))

    def opened(self, before: _Told | None, parts: tuple[Label, ...]) -> _Told:
        """Without the word that turns to it, and with what it is about where only the line above says so."""
        words, topic = _LEADS_OVER.sub("", self.words), self.piece.topic(parts)
        fresh = not before or before.role is not self.role or before.piece.labels != self.piece.labels
        return replace(self, words=f"{topic}方面，{words}" if topic and fresh and not _shares(topic, words) else words)


def _shares(topic: str, words: str) -> bool:
    """Whether the words name the topic, if only in part: 供水 of 农村供水."""
    return any(topic[at : at + 2] in words for at in range(len(topic) - 1))


def _clause(piece: _Piece, words: str, gap: Gap) -> Clause:
    if not piece.role and piece.mixed and len(words) <= _TOPIC and not _FIGURE.search(words):
        return Clause(words, gap, Role.TASKS, _SURMISED)
    return Clause(words, gap, piece.role, piece.hold * (_TURNED if gap is Gap.TURN else 1))


def _gap_within(piece: _Piece, words: str) -> Gap:
    if _TURNS.match(words):
        return Gap.TURN
    return Gap.LEANING if piece.whole or _LEANS.match(words) else Gap.COMMA


def _gap(piece: _Piece, before: _Piece | None) -> Gap:
    if before is None or piece.labels != before.labels or piece.mixed:
        return Gap.LABEL
    if piece.line == before.line:
        return Gap.COMMA if piece.sentence == before.sentence else Gap.SENTENCE
    return Gap.ITEM if piece.marked and before.marked else Gap.LINE


def _pieces(entry: Entry) -> Iterator[_Piece]:
    """A label in running words holds till the next, and less from sentence to sentence."""
    label, rest = led(entry.words, fresh=True)
    since, worth = 0, _worth(label, entry.words)
    for place, sentence in enumerate(_SENTENCE.findall(rest)):
        if labels().leads(sentence.strip(_MARKS)):
            label, since, worth = Label.of(sentence.strip(_MARKS)), place + 1, _RUNNING
            continue
        parts = _cut(sentence)
        for part in parts:
            found, words = led(part.strip(_MARKS), fresh=False)
            if found:
                label, since, worth = found, place, _worth(found, part.strip(_MARKS))
            said = words.strip(_MARKS)
            under = (*entry.labels, *([label] if label else ()))
            whole = len(parts) > 1 or (said.count("，") <= _FEW and (entry.marked or bool(under)))
            if clauses := tuple(_clauses(said)):
                hold = worth * _FADES ** (place - since) if label else 1.0
                yield _Piece(clauses, entry.line, place, under, hold, entry.marked and not place, whole)


def _worth(label: Label | None, words: str) -> float:
    return _SET_OFF if label and words[len(label.name) :][:1] in ("：", " ", "\u3000", "—") else _RUNNING


def _cut(sentence: str) -> list[str]:
    """Between semicolons and the marks of a series, which are left out; a mark inside quotation marks is none."""
    marks = _counted(sentence)
    starts = [0, *(mark.end for mark in marks)]
    ends = [*(mark.start for mark in marks), len(sentence)]
    cut = [piece for start, end in zip(starts, ends, strict=True) for piece in _PARTED.findall(sentence[start:end])]
    return [piece for piece in cut if piece.strip(_MARKS)]


def _counted(sentence: str) -> list[Ordinal]:
    """The marks of a series in running words, counting up in one style: 1.水库除险 2.物资储备."""
    marks: list[Ordinal] = []
    for begin in (0, *(match.end() for match in _BOUNDARY.finditer(sentence))):
        mark = read(sentence, begin)
        if mark and (not marks or (mark.style is marks[0].style and mark.value == marks[-1].value + 1)) and not _within(sentence, begin):
            marks.append(mark)
    return marks if len(marks) > 1 else [mark for mark in marks if not mark.start]


def _within(sentence: str, at: int) -> bool:
    """Whether a place is inside quotation marks or brackets."""
    return any(sentence.count(begin, 0, at) > sentence.count(end, 0, at) for begin, end in ("“”", "（）"))


def _clauses(words: str) -> Iterator[str]:
    """The clauses that say something of the speech."""
    for clause in (part for whole in _CLAUSE.findall(words) for part in _BEFORE_TURN.split(whole)):
        said, _, rest = clause.partition("：")
        clause = rest if rest and is_aside(said) else clause
        if not is_aside(clause):
            said = without_tail(clause)
            greeted = _GREETED.match(said)
            yield f"向{greeted['who']}表示{greeted['how']}" if greeted else said


def _belongs(clause: str, before: str, role: Role) -> bool:
    """Whether a clause says more of the matter before it, or could not stand alone. What is told runs on till it is long or
    the next figure begins another matter; what is to be done is parted where the matter is another.
    """
    if _BAN.match(clause):
        return False
    figures = [bool(_FIGURE.search(each)) for each in (before, clause)]
    fragment = len(clause) < _FRAGMENT or any(len(each) < _SHORT and not has for each, has in zip((before, clause), figures, strict=True))
    if fragment or _LEANS.match(clause) or _OPENS.match(before) or _WHEN.fullmatch(before):
        return True
    if role in _TOLD and not all(figures) and len(before) + len(clause) <= _LONG_SAID:
        return True
    one, other = matter_of(before), matter_of(clause)
    return one is other and bool(one.cues) and figures[0] == figures[1]


def _listed(told: _Told) -> Sequence[str]:
    """The items where 、 parts whole things: under a label any, elsewhere those of which every one does something."""
    if told.piece.labels and (items := _items(told.words)):
        return items
    if told.role is Role.ACHIEVEMENTS and told.piece.role:
        return [told.words]
    items = _ITEM.findall(told.words)
    return items if len(items) > 1 and all(2 < len(item) <= _LONG_ITEM and _DOES.match(item) for item in items) else [told.words]


def _items(words: str) -> list[str]:
    """水库除险、物资储备 are two, 玉米4.3万亩、大豆1.1万亩待收 are not."""
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
