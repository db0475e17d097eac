"""People, places and units, found by the words they are made of. Where it is in doubt a name is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from speech import wordlists as words
from speech.figures import Fact, FactKind
from speech.structure import Span


def names(text: str) -> Iterator[Fact]:
    """People first, then units, which may hold the place they begin with, then places."""
    forms = _forms()
    yield from forms.people(text)
    places = tuple(forms.places(text))
    yield from forms.units(text, places)
    yield from places


@cache
def _forms() -> _Forms:
    return _Forms()


class _Forms:
    """The compiled forms; made once, when first needed."""

    def __init__(self) -> None:
        han = r"[\u4e00-\u9fff]"
        at_start = rf"(?:(?<!{han})|(?<=[{words.BEFORE_NAMES}]))"
        level = r"(?:特别行政区|自治[区州县旗]|经济技术开发区|高新技术开发区|经济开发区|高新区|开发区|新区|街道|社区|[省市县区镇乡村])"
        # 市场, 村民, 乡镇: the level word begins another one.
        whole_level = (
            r"(?!(?<=市)[场民级直里县区值面容政]|(?<=村)[民干级里庄寨支两规务头口情史]|(?<=乡)[镇村亲土愁贤里]|(?<=镇)[村街里]"
            r"|(?<=县)[级域里直乡城区处]|(?<=区)[域别间块划分位级]|(?<=省)[级直钱力心事]|(?<=街道)社|(?<=社区)[民警矫])"
        )
        provinces = _any(words.PROVINCES | words.CITIES)
        self._known_place = re.compile(rf"(?P<stem>{provinces})(?P<level>{level})?")
        self._place = tuple(
            re.compile(form)
            for form in (
                rf"{at_start}(?P<stem>{han}{{3}})(?P<level>自治[区州县旗]|[市县镇乡村]|街道|社区|开发区|新区)(?!{han}?[长级]){whole_level}",
                rf"{at_start}(?P<stem>{han}{{2}})(?P<level>{level}){whole_level}",
            )
        )
        self._no_place = re.compile(
            rf"[{words.NOT_IN_PLACES}]|{_any(words.NOT_PLACES)}|(?:[{words.NOT_BEFORE_LEVEL}]|{_any(words.GENERIC_BEFORE_LEVEL)})$"
        )
        body = (
            r"(?:分局|支队|大队|中队|派出所|公安局|公司|集团|医院|卫生院|学校|中学|小学|大学|学院|幼儿园|银行|工厂|研究院|研究所|法院|检察院|人民政府|政府|"
            r"委员会|管委会|街道办|办事处|办公室|合作社|协会|商会|基金会|管理处|服务中心|指挥部|出版社|报社|电视台|博物馆|图书馆|科技馆|体育馆|火车站|"
            r"客运站|收费站|水库|电厂|林场|农场|[局厅委院校厂站所])"
        )
        self._unit_of_place = re.compile(rf"(?P<tail>{han}{{0,10}}?){body}(?!{han}?长(?!{han}))")
        self._no_tail = re.compile(rf"[{words.NOT_IN_TAILS}]|{_any(words.NOT_TAILS)}|派出(?!所)")
        self._unit = re.compile(
            rf"{at_start}(?P<stem>{han}{{2,4}}?)(?:有限责任公司|股份有限公司|有限公司|公司|集团|派出所|分局|中队|合作社|水库|中学|小学|医院|"
            r"卫生院|林场|农场|煤矿|矿业|水泥厂|化工厂|机械厂)"
        )
        self._no_unit = re.compile(rf"[{words.NOT_IN_UNITS}]|{_any(words.NOT_UNITS)}")
        self._people = _people_forms()
        self._nobody = re.compile(rf"{_any(words.NOT_NAMES)}|任[组局县市队班处科厅校院所部主]")

    def people(self, text: str) -> Iterator[Fact]:
        for form in self._people:
            for match in form.finditer(text):
                if not self._nobody.match(match["name"]):
                    yield _named(FactKind.PERSON, text, *match.span("name"))

    def places(self, text: str) -> Iterator[Fact]:
        for match in self._known_place.finditer(text):
            yield _named(FactKind.PLACE, text, *match.span())
        for form in self._place:
            for match in form.finditer(text):
                if not self._no_place.search(match["stem"]):
                    yield _named(FactKind.PLACE, text, *match.span())

    def units(self, text: str, places: tuple[Fact, ...]) -> Iterator[Fact]:
        for place in places:
            match = self._unit_of_place.match(text, place.span.end)
            if match and not self._no_tail.search(match["tail"]):
                yield _named(FactKind.UNIT, text, place.span.start, match.end())
        for match in self._unit.finditer(text):
            if not self._no_unit.search(match["stem"]):
                yield _named(FactKind.UNIT, text, *match.span())


def _people_forms() -> tuple[re.Pattern[str], ...]:
    compound, single = _any(words.COMPOUND_SURNAMES), f"[{words.SURNAMES}]"
    given = rf"[^\W\d_A-Za-z{words.NOT_GIVEN}]"
    name = rf"(?:(?:{compound}){given}{{1,2}}|{single}{given}{{1,2}})"
    spaced = rf"(?:(?:{compound})[ \u3000]*{given}{{1,2}}|{single}[ \u3000]*{given}[ \u3000]?{given}?)"
    title = (
        r"(?:书记|[省市州县区镇乡局厅处科部院校所司会队村社行组场厂站股团班排连营]长|主任|主席|董事长|总经理|总裁|政委|委员|检察长|巡视员|调研员|研究员|"
        r"工程师|总监|教授|医生|医师|护士|老师|教师|民警|辅警|警长|支书|党员|干部|队员|战士|选手|职工|工人|村民|居民|司机|师傅|老人|烈士|模范|同学|代表|"
        r"网格员|协管员|测绘员|法官|检察官|律师|记者)"
    )
    after = r"(?=[，。、；：！？”）\s]|同志|等|的|作了|就|主持|通报|介绍|宣读|讲|代表|出席|传达|牺牲|荣获|说|$)"
    before = r"(?:(?<![\u4e00-\u9fff])|(?<=[向对请像和与由让以是有的位习了])|(?<=刚才|学习|感谢|欢迎))"
    honour = rf"(?:同志|先生|女士|烈士|副?{title})"
    several = rf"(?=(?:、{name})*(?:等.{{0,3}})?"
    return tuple(
        re.compile(form, re.MULTILINE)
        for form in (
            rf"{title}(?P<name>{name}){after}",
            rf"{title}[ \u3000]+(?P<name>{spaced})[ \u3000]*$",
            rf"{before}(?P<name>{name}){several}{honour})",
            rf"(?<=、)(?P<name>{name}){several}同志)",
            rf"^[ \u3000]*(?P<name>(?:{compound}|{single})[ \u3000]+{given}{{1,2}})[ \u3000]*$",
        )
    )


def _any(alternatives: Iterable[str]) -> str:
    """Longest first, so that 黑龙江 is not read as 黑龙."""
    return "(?:" + "|".join(sorted(alternatives, key=lambda word: (-len(word), word))) + ")"


def _named(kind: FactKind, text: str, start: int, end: int) -> Fact:
    found = text[start:end]
    return Fact(kind, Span(start, end), found, "".join(found.split()))
