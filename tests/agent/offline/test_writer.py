"""What the offline writer promises of every draft and every rewrite."""

from __future__ import annotations

import asyncio
import re

import pytest

from agent.brief import Brief, Length, Point
from agent.content import read_points
from agent.offline.composition import compose, text_of
from agent.offline.filling import spoken
from agent.offline.planning import make_plan
from agent.offline.statement import shape
from agent.offline.writer import OfflineWriter
from agent.placement import field_of, matter_of, occasion_of
from agent.plan import Plan
from agent.writer import Rewriting, Writing
from errors import CannotShorten, NeedsModel
from prompts.matters import matters
from prompts.outlines import OCCASIONS, SHORT_FORMS, occasion
from speech.document import Speech
from speech.facts import FactKind, facts
from speech.length import count
from speech.numbering import chinese, read
from speech.structure import Role
from vectorstore.passages import Details, Hit, Passage, Sample

LENGTHS = (600, 1000, 2000, 4000)
POINTS = (
    "反诈破案率上升12%",
    "基层派出所改革",
    "队伍纪律作风",
    "部分单位责任不落实",
    "优化营商环境",
    "年底前完成50个路口改造",
    "全年新建高标准农田3.2万亩",
    "窗口排队时间长问题",
    "党风廉政建设",
    "数据共享",
)


def brief(kind: str, words: int, points: int = 3, *, ceiling: bool = False, unit: str = "全市公安机关", speaker: str = "局长") -> Brief:
    title = occasion(kind).titles[0].format(meeting=f"全市{kind}会议", theme="以严实作风践行初心使命")
    given = POINTS[:points]
    return Brief(
        request=f"起草一篇{title}，{speaker}讲，{words}字，要点：{'；'.join(given)}",
        title=title,
        occasion=kind,
        theme="平安建设" if kind != "党课" else title,
        unit=unit,
        speaker=speaker,
        field=field_of(unit),
        length=Length(words, ceiling),
        words_given=True,
        points=read_points("\n".join(f"{place}. {text}" for place, text in enumerate(given, 1))),
    )


async def _draft(given: Brief, passages: tuple[Hit, ...] = ()) -> tuple[Plan, tuple[str, ...]]:
    writer = OfflineWriter()
    plan = await writer.plan(given, passages)
    bodies = []
    for index in range(len(plan.sections)):
        bodies.append("".join([piece async for piece in writer.write(Writing(given, plan, index, passages))]))
    return plan, tuple(bodies)


def draft(given: Brief, passages: tuple[Hit, ...] = ()) -> tuple[Plan, str]:
    plan, bodies = asyncio.run(_draft(given, passages))
    return plan, plan.assemble(bodies)


def sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[。！？])|\n", text) if sentence]


def unsourced(text: str, source: str) -> list[str]:
    """Figures, dates and names that the brief does not have; quotations are fixed words and ordinals no facts."""
    loose = [fact for fact in facts(text) if fact.kind not in (FactKind.MASK, FactKind.QUOTATION)]
    counts = re.compile(r"[二三四五六七八九十两](?:件|项|点|条|个|句|种|样|层)")
    return [fact.span.of(text) for fact in loose if fact.span.of(text) not in source and not counts.match(fact.span.of(text))]


@pytest.mark.parametrize("kind", [*OCCASIONS, *SHORT_FORMS])
@pytest.mark.parametrize("words", LENGTHS)
def test_a_draft_keeps_every_promise(kind: str, words: int) -> None:
    given = brief(kind, words)
    plan, text = draft(given)
    assert count(text) <= words * 1.1
    assert count(text) >= words * 0.88 or plan.wants
    assert len(sentences(text)) == len(set(sentences(text)))
    assert text.count("【待填：") <= max(1, words / 200)
    assert [text.count(point.text) for point in given.points] == [1, 1, 1]
    assert max(len(sentence) for sentence in sentences(text)) <= 120
    assert "”、“" not in text
    assert not re.search(r"[{}]|，，|。。|：。|，。|要要", text)
    assert not unsourced(text, given.request + given.title + given.unit)


def test_where_little_is_given_little_is_written_and_the_rest_is_asked_for() -> None:
    plan, text = draft(brief("工作总结", 4000))
    assert count(text) < 3000
    assert {role for role, _ in plan.wants} <= {section.role for section in plan.sections}
    assert sum(points for _, points in plan.wants) >= 5


@pytest.mark.parametrize("outline", [(kind, each.name) for kind in OCCASIONS for each in occasion(kind).outlines if each.numbered])
@pytest.mark.parametrize("words", [800, 3000])
def test_the_opening_announces_as_many_points_as_there_are_parts(outline: tuple[str, str], words: int) -> None:
    kind, name = outline
    ways = len(occasion(kind).outlines)
    given = brief(kind, words)
    plan = next(plan for plan in (make_plan(given, (), variant) for variant in range(ways)) if plan.outline == name)
    text = plan.assemble(tuple(text_of(body) for body in compose(given, plan)))
    parts = sum(1 for section in plan.sections if section.heading)
    assert spoken(parts) in text.splitlines()[2 + bool(plan.byline)]
    assert len(Speech(text).parts) == parts


@pytest.mark.parametrize("kind", OCCASIONS)
def test_the_series_inside_a_part_count_up_and_match_what_announces_them(kind: str) -> None:
    _, bodies = asyncio.run(_draft(brief(kind, 3000, 6)))
    for body in bodies:
        ordinals = [ordinal for line in body.splitlines() if (ordinal := read(line))]
        assert [ordinal.value for ordinal in ordinals] == list(range(1, len(ordinals) + 1))
        assert len({ordinal.style for ordinal in ordinals}) <= 1
        told = re.search(r"([两二三四五六七八九十])(?:个方面的|件事。|项重点|条体会|条启示|个根源)", body)
        if told and ordinals:
            assert told[1] == {2: "两"}.get(len(ordinals), chinese(len(ordinals)))


@pytest.mark.parametrize("kind", OCCASIONS)
def test_a_ceiling_is_never_passed(kind: str) -> None:
    for words in (600, 1500):
        assert count(draft(brief(kind, words, ceiling=True))[1]) <= words


@pytest.mark.parametrize("kind", OCCASIONS)
@pytest.mark.parametrize("points", [0, 1, 10])
def test_any_number_of_points_each_stands_once(kind: str, points: int) -> None:
    given = brief(kind, 2000, points, unit="", speaker="")
    plan, text = draft(given)
    assert [text.count(point.text) for point in given.points] == [1] * points
    assert {point for section in plan.sections for point in section.points} == set(given.points)
    assert sum(len(section.points) for section in plan.sections) == points
    assert plan.byline == ""
    assert count(text) <= 2200


def test_a_point_stands_in_the_part_of_its_role() -> None:
    plan, _ = draft(brief("工作总结", 2000, 4))
    where = {point.text: section.role for section in plan.sections for point in section.points}
    assert where == {
        "反诈破案率上升12%": Role.ACHIEVEMENTS,
        "基层派出所改革": Role.TASKS,
        "队伍纪律作风": Role.REQUIREMENTS,
        "部分单位责任不落实": Role.PROBLEMS,
    }


def test_what_was_not_done_is_not_told_as_done() -> None:
    """No achievement without one of the user's: where none was given, it is asked for."""
    plan, text = draft(brief("工作总结", 2000, 0))
    body = Speech(text)
    told = next(section for section in body.parts if section.role is Role.ACHIEVEMENTS)
    lines = [line for line in body.words(told.span).splitlines() if read(line)]
    assert lines[1:]
    assert all("【待填：" in line for line in lines[1:])
    assert any(section.role is Role.ACHIEVEMENTS for section in plan.sections)


def test_the_headings_of_a_series_have_one_form() -> None:
    given = brief("工作总结", 3000, 0)
    points = tuple(Point(text, Role.TASKS) for text in ("基层派出所改革", "打击电诈", "国庆安保", "数据共享"))
    asked = Brief(**{name: getattr(given, name) for name in Brief.__slots__} | {"points": points})
    series = {_series(replace_request(asked, number)) for number in range(8)}
    assert len({heads for heads, _ in series}) > 1
    for heads, named in series:
        frames = [re.split("。", head)[0].split(name) for head, name in zip(heads, named, strict=True)]
        assert len({len(before) for before, *_ in frames}) == 1


def replace_request(given: Brief, number: int) -> Brief:
    return Brief(**{name: getattr(given, name) for name in Brief.__slots__} | {"request": f"{given.request}{number}"})


def _series(given: Brief) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings of the tasks, and what each is to name."""
    plan, bodies = asyncio.run(_draft(given))
    section, told = next((section, body) for section, body in zip(plan.sections, bodies, strict=True) if section.role is Role.TASKS)
    return tuple(line for line in told.splitlines() if read(line)), (*(point.text for point in section.points), *section.leads)


def test_the_same_brief_gives_the_same_draft_and_another_brief_another() -> None:
    given = brief("工作总结", 2000)
    assert draft(given) == draft(given)
    assert draft(given)[1] != draft(brief("工作总结", 2000, 4))[1]


@pytest.mark.parametrize("words", [1000, 2000, 3000])
def test_a_section_comes_out_as_long_as_it_was_planned(words: int) -> None:
    plan, bodies = asyncio.run(_draft(brief("工作总结", words)))
    for index, section in enumerate(plan.sections):
        assert 0.85 <= count(plan.heading_line(index) + bodies[index]) / section.words <= 1.15


def hit(text: str, heading: str, role: Role, *, bundled: bool = False, own: bool = False) -> Hit:
    passage = Passage(1, 1, "1.1", role, heading, text, text, text, text)
    return Hit(passage, Sample(1, Details("样本", own=own), "a.docx", "0", 100, 1, bundled), 1.0)


RAW = (
    "汀溪分局把智慧平台的数据跑通，贺松岩带队攻下积案4起，数字化支撑有力。"
    "要把数据的口径统一起来，一个单位一把尺子，算出来的账就对不上。各单位每月通报一次数据的质量。"
)


@pytest.mark.parametrize(("bundled", "own"), [(False, False), (True, False), (False, True)])
def test_passages_lend_what_anyone_could_say_and_never_a_fact(bundled: bool, own: bool) -> None:
    given = brief("工作总结", 2000, 0)
    passages = (hit(RAW, "数字化信息系统建设", Role.TASKS, bundled=bundled, own=own),)
    plan, text = draft(given, passages)
    tasks = next(section for section in plan.sections if section.role is Role.TASKS)
    assert "科技信息化" in tasks.leads
    fact = RAW[: RAW.index("。")]
    assert not any(fact[i : i + 6] in text for i in range(len(fact) - 5))
    if not (bundled or own):
        assert not any(RAW[i : i + 20] in text for i in range(len(RAW) - 19))


def test_what_the_user_gave_is_not_asked_for_again() -> None:
    given = brief("工作总结", 2000, 0, unit="全县教育系统")
    point = Point("新增学位数2400个", Role.ACHIEVEMENTS)
    asked = Brief(**{name: getattr(given, name) for name in Brief.__slots__} | {"points": (point,), "request": given.request + point.text})
    assert "【待填：新增学位数】" not in draft(asked)[1]


OURS = matters().matter("打击电诈")
assert OURS
TARGET = f"""总的看，有三个方面的工作站得住、看得见。
一是打击电诈更加有力。反诈破案率上升12%。{OURS.worth[0]}办理质量要经得起复核，也要经得起当事人当面问。
二是基层基础更加扎实。下沉民警60名。我们坚持重心往下移、力量往下沉，把人、财、物向最吃劲的地方倾斜。
三是服务群众更加用心。窗口前移、上门服务、延时办理，把方便留给群众，把麻烦留给自己。"""


def rewrite(instruction: str, target: str = TARGET, role: Role = Role.ACHIEVEMENTS, length: Length | None = None) -> str:
    work = Rewriting(
        "在全市公安机关半年工作总结会议上的讲话", "", "第一部分", role, "一、肯定成绩", target, "", "", instruction, length, (), named=True
    )

    async def whole() -> str:
        return "".join([piece async for piece in OfflineWriter().rewrite(work)])

    return asyncio.run(whole())


def heads(text: str) -> list[str]:
    return re.findall(r"^([一二三]是[^。]+。)", text, re.M)


@pytest.mark.parametrize(
    "instruction", ["压缩到110字", "精简一半", "压缩", "写得更具体一些", "扩写", "再有力一点", "换个说法", "重写，写具体"]
)
def test_a_rewrite_keeps_facts_and_points(instruction: str) -> None:
    text = rewrite(instruction, length=Length(110) if "110" in instruction else None)
    assert "反诈破案率上升12%" in text
    assert "下沉民警60名" in text
    assert heads(text) == heads(TARGET)
    assert "有三个方面" in text
    assert len(sentences(text)) == len(set(sentences(text)))


def test_shorter_is_shorter_and_fuller_fuller() -> None:
    assert count(rewrite("压缩到130字", length=Length(130))) <= 143
    assert count(rewrite("精简")) < count(TARGET) * 0.8
    assert 270 <= count(rewrite("扩写到300字", length=Length(300))) <= 330
    assert count(rewrite("写具体")) > count(TARGET) * 1.1


def test_other_words_are_other_words() -> None:
    text = rewrite("换个说法")
    kept = [sentence for sentence in sentences(text) if sentence in sentences(TARGET)]
    assert len(kept) == len(sentences(TARGET)) - 3
    assert "总起来看，有三个方面的工作" in text
    assert OURS
    assert OURS.worth[0] not in text
    assert any(other in text for other in OURS.worth[1:])


def test_given_words_are_put_where_they_belong() -> None:
    text = rewrite("加上“全年为群众挽损320万元”")
    assert "全年为群众挽损320万元。" in text.splitlines()[1]
    assert text.replace("全年为群众挽损320万元。", "") == TARGET


def test_semicolons_between_points_stay_well_formed() -> None:
    inline = (
        "一是抓实网格，化解纠纷83件；二是抓实服务，把好事办好、把实事办实；三是抓实队伍，开展培训12期。下一步要继续努力，把方便留给群众。"
    )
    text = rewrite("精简", inline)
    assert "化解纠纷83件；二是抓实服务" in text
    assert text.endswith("开展培训12期。")


@pytest.mark.parametrize(
    "instruction", ["重写，但别动第二点", "像诗一样写", "加上反诈的数字", "翻译成英文", "压缩，再扩写", "", "改成对话", "语气像老师"]
)
def test_what_it_cannot_do_it_does_not_pretend_to(instruction: str) -> None:
    with pytest.raises(NeedsModel):
        rewrite(instruction)


def test_nothing_to_reword_needs_a_model() -> None:
    with pytest.raises(NeedsModel):
        rewrite("改写", "青陂街道的216名网格员走了83条背巷。")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("反诈破案率上升12%", Role.ACHIEVEMENTS),
        ("全年新建高标准农田3.2万亩", Role.ACHIEVEMENTS),
        ("连续三年获评省级绿色工厂", Role.ACHIEVEMENTS),
        ("营业收入完成全年目标的56%", Role.ACHIEVEMENTS),
        ("破案率下降5%", Role.PROBLEMS),
        ("安全事故上升3起", Role.PROBLEMS),
        ("执法不规范问题", Role.PROBLEMS),
        ("解决执法不规范问题", Role.TASKS),
        ("年底前完成50个路口改造", Role.TASKS),
        ("基层派出所改革", Role.TASKS),
        ("队伍纪律作风", Role.REQUIREMENTS),
        ("压实一把手责任", Role.REQUIREMENTS),
        ("修订制度12项", Role.ACHIEVEMENTS),
        ("全年未发生重特大事故", Role.ACHIEVEMENTS),
        ("办公用房紧张", Role.PROBLEMS),
    ],
)
def test_the_role_of_a_point(text: str, role: Role) -> None:
    assert [point.role for point in read_points(text)] == [role]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("要素保障", "noun"),
        ("基层派出所改革", "noun"),
        ("使命教育", "noun"),
        ("优化营商环境", "verb"),
        ("要抓好值班", "verb"),
        ("年底前通过省级评估", "clause"),
        ("新建实验楼投入使用", "clause"),
        ("反诈破案率上升12%", "clause"),
        ("部分单位责任不落实", "clause"),
        ("主要领导要亲自抓", "clause"),
        ("防止形式主义反弹", "verb"),
    ],
)
def test_the_grammar_of_a_point(text: str, form: str) -> None:
    assert shape(text) is form


def test_matters_occasions_and_fields_are_told_by_their_cues() -> None:
    assert "反诈" in matter_of("反诈中心止付挽损", "公安").cues
    assert matter_of("背街小巷环境整治").matter == "城乡环境"
    assert matter_of("某事").matter == "通用"
    request = "起草一篇全市公安机关半年工作总结会议讲话，局长讲，2000字，要点：一是反诈破案率上升12%，二是基层派出所改革，三是党风廉政建设"
    assert occasion_of(request) == "工作总结"
    assert occasion_of("写篇教师节表彰大会讲话") == "表彰"
    assert occasion_of("你好") is None
    assert field_of(request) == "公安"
    assert field_of("市委书记在民营企业家座谈会上的讲话") == ""
    assert field_of("你好") == ""


def test_where_every_sentence_holds_a_fact_nothing_is_cut() -> None:
    with pytest.raises(CannotShorten):
        rewrite("压缩", "反诈破案率上升12%。")
