"""Drafts of the offline writer over thirty briefs: length, blanks, repetition, points, seconds. `python -m bench.drafts [-v]`."""

from __future__ import annotations

import argparse
import asyncio
import re
import time
from collections import defaultdict
from itertools import combinations

from agent.brief import Brief, Length, Point
from agent.offline.writer import OfflineWriter
from agent.placement import field_of, occasion_of, role_of_point
from agent.writer import Writing
from speech.length import count

# occasion, title, theme, unit, speaker, 字, ceiling, points
CASES: tuple[tuple[str, str, str, str, str, int, bool, tuple[str, ...]], ...] = (
    (
        "工作总结",
        "在全市公安机关半年工作总结会议上的讲话",
        "全市公安机关半年工作总结",
        "全市公安机关",
        "局长",
        2000,
        False,
        ("反诈破案率上升12%", "基层派出所改革", "队伍纪律作风"),
    ),
    (
        "工作总结",
        "在全县教育系统年度工作会议上的讲话",
        "年度工作总结",
        "全县教育系统",
        "县教育局局长",
        3000,
        False,
        ("新增学位2400个", "课后服务覆盖率达到98%", "部分学校食堂管理不规范", "推进集团化办学", "师德师风建设"),
    ),
    (
        "工作总结",
        "在集团公司年中工作会议上的讲话",
        "年中工作",
        "",
        "总经理",
        600,
        False,
        ("营业收入完成全年目标的56%", "降本增效", "安全生产责任"),
    ),
    (
        "动员部署",
        "在全市夏季治安打击整治行动动员部署会上的讲话",
        "夏季治安打击整治行动",
        "全市公安机关",
        "副市长、市公安局局长",
        1500,
        False,
        ("盗抢骗案件同比下降20%以上", "夜市周边巡逻防控", "压实一把手责任"),
    ),
    (
        "动员部署",
        "在创建国家卫生城市动员大会上的讲话",
        "创建国家卫生城市",
        "全市",
        "市长",
        4000,
        False,
        ("背街小巷环境整治", "农贸市场改造提升", "年底前通过省级评估", "广泛发动群众参与"),
    ),
    ("动员部署", "在全县秋冬季森林防火动员会上的讲话", "森林防火", "", "", 800, True, ()),
    (
        "学习教育总结",
        "在深入贯彻中央八项规定精神学习教育总结会议上的讲话",
        "深入贯彻中央八项规定精神学习教育",
        "局机关",
        "局党组书记",
        2000,
        False,
        ("整改问题86个", "修订制度12项", "防止形式主义反弹"),
    ),
    ("学习教育总结", "在医院学习教育总结大会上的讲话", "学习教育总结", "全院", "院党委书记", 1200, False, ("开展义诊35场次",)),
    ("表彰", "在庆祝教师节暨表彰大会上的讲话", "教师节表彰", "全区教育系统", "区委书记", 1500, False, ("推进优质均衡发展", "提高教师待遇")),
    ("表彰", "在公司劳动模范表彰大会上的讲话", "劳模表彰", "公司", "董事长", 2500, False, ("全年技术革新成果48项", "弘扬工匠精神")),
    ("表彰", "在护士节表彰大会上的讲话", "护士节表彰", "", "院长", 700, False, ()),
    (
        "党课",
        "以严实作风践行初心使命",
        "以严实作风践行初心使命",
        "机关各支部",
        "机关党委书记",
        3000,
        False,
        ("形式主义为基层增负问题", "调查研究"),
    ),
    ("党课", "做新时代合格共产党员", "做合格共产党员", "", "", 1500, False, ()),
    (
        "座谈",
        "在民营企业家座谈会上的讲话",
        "促进民营经济发展",
        "全市",
        "市委书记",
        2000,
        False,
        ("融资难融资贵问题", "优化营商环境", "领导干部包联企业制度"),
    ),
    (
        "座谈",
        "在青年科技人才座谈会上的讲话",
        "青年科技人才成长",
        "研究院",
        "院长",
        1200,
        False,
        ("科研经费自主权", "青年公寓年内交付200套"),
    ),
    (
        "警示教育",
        "在全系统警示教育大会上的讲话",
        "警示教育",
        "全市市场监管系统",
        "局长",
        2000,
        False,
        ("基层执法人员吃拿卡要", "完善行政处罚自由裁量制度"),
    ),
    ("警示教育", "在领导干部警示教育会上的讲话", "党风廉政", "", "纪委书记", 1000, True, ()),
    (
        "现场会",
        "在全县和美乡村建设现场会上的讲话",
        "和美乡村建设",
        "全县",
        "县委副书记",
        1800,
        False,
        ("村庄清洁行动", "每个乡镇年底前建成2个示范村", "村民自治"),
    ),
    (
        "现场会",
        "在城市更新经验交流现场会上的讲话",
        "城市更新",
        "全市住建系统",
        "市住建局局长",
        2600,
        False,
        ("改造老旧小区120个", "加装电梯"),
    ),
    (
        "专题推进",
        "在全市项目建设推进会上的讲话",
        "重点项目建设",
        "",
        "市长",
        2000,
        False,
        ("固定资产投资增长8.5%", "18个项目未开工", "要素保障", "领导包联责任"),
    ),
    ("专题推进", "在河湖管护专题调度会上的讲话", "河湖管护", "全市水利系统", "水利局局长", 900, False, ("河道非法采砂整治",)),
    (
        "专题推进",
        "在智慧交通建设推进会上的讲话",
        "智慧交通建设",
        "全省交通运输系统",
        "厅长",
        3500,
        False,
        ("高速公路视频云平台接入率达到96%", "数据共享不充分", "建设智慧路网", "年底前完成50个重点路口改造", "网络安全责任", "资金保障"),
    ),
    ("任职表态", "在任职会议上的表态发言", "任职表态", "县应急管理局", "县应急管理局局长", 1000, False, ("守牢安全底线",)),
    ("任职表态", "就职表态发言", "任职表态", "", "街道党工委书记", 600, False, ()),
    (
        "庆祝纪念",
        "在建厂六十周年庆祝大会上的讲话",
        "建厂六十周年",
        "全厂",
        "厂长",
        2000,
        False,
        ("连续三年获评省级绿色工厂", "数字化车间改造"),
    ),
    ("庆祝纪念", "在庆祝建党节暨“七一”座谈会上的讲话", "庆祝建党", "街道", "街道党工委书记", 1200, False, ()),
    ("致辞", "在科技成果博览会开幕式上的致辞", "科技成果博览会", "", "市长", 800, False, ("签约项目35个",)),
    ("致辞", "在新生开学典礼上的致辞", "开学典礼", "学校", "校长", 1200, False, ("新建实验楼投入使用", "加强体育锻炼")),
    ("致辞", "在乡村旅游文化节开幕式上的致辞", "乡村旅游文化节", "全县", "县长", 600, True, ()),
    (
        "工作总结",
        "在全市税务系统年度工作会议上的讲话",
        "年度工作总结",
        "全市税务系统",
        "局长",
        4000,
        False,
        (
            "组织税费收入820亿元，增长6.3%",
            "新增减税降费45亿元",
            "纳税人满意度全省第二",
            "窗口排队时间长问题",
            "数字化征管转型",
            "优化税收营商环境",
            "稽查打骗",
            "青年干部培养",
            "党建引领",
            "党风廉政建设",
        ),
    ),
)


def brief_of(case: tuple[str, str, str, str, str, int, bool, tuple[str, ...]]) -> Brief:
    occasion, title, theme, unit, speaker, words, ceiling, points = case
    request = f"起草一篇{title}，{speaker}讲，{words}字，要点：{'；'.join(points)}"
    return Brief(
        request=request,
        title=title,
        occasion=occasion,
        theme=theme,
        unit=unit,
        speaker=speaker,
        field=field_of(request),
        length=Length(words, ceiling),
        words_given=True,
        points=tuple(Point(text, role_of_point(text)) for text in points),
    )


async def draft(brief: Brief) -> str:
    writer = OfflineWriter()
    plan = await writer.plan(brief, ())
    bodies = ["".join([piece async for piece in writer.write(Writing(brief, plan, index, ()))]) for index in range(len(plan.sections))]
    return plan.assemble(tuple(bodies))


def repeated(text: str) -> int:
    sentences = [s for s in re.split(r"(?<=[。！？：])|\n", text) if s and len(s) > 6]
    return len(sentences) - len(set(sentences))


def shared(one: str, other: str) -> float:
    """The part of the 8-grams of `one` that stand in `other` too."""
    grams = [{text[i : i + 8] for i in range(len(text) - 7)} for text in (one, other)]
    return len(grams[0] & grams[1]) / max(1, len(grams[0]))


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("-v", "--verbose", action="store_true", help="print the drafts")
    arguments.add_argument("only", nargs="*", type=int, help="numbers of the briefs")
    given = arguments.parse_args()
    texts: dict[str, list[str]] = defaultdict(list)
    for number, case in enumerate(CASES):
        if given.only and number not in given.only:
            continue
        brief = brief_of(case)
        begun = time.perf_counter()
        text = asyncio.run(draft(brief))
        spent = time.perf_counter() - begun
        words = count(text)
        missing = [point.text for point in brief.points if text.count(point.text) != 1]
        longest = max(len(s) for s in re.split(r"(?<=[。！？])|\n", text))
        told = occasion_of(brief.request)
        print(
            f"{number:2} {brief.occasion} {brief.field or '–'} {brief.length.words} 字: {words / brief.length.words:.0%}, "
            f"blanks {text.count('【待填') / words * 200:.2f}/200, repeated {repeated(text)}, longest {longest}, "
            f"points {len(brief.points) - len(missing)}/{len(brief.points)}, {spent:.2f} s"
            + (f" MISSING {missing}" if missing else "")
            + (f" told {told}" if told != brief.occasion else "")
        )
        texts[brief.occasion].append(text)
        if given.verbose:
            print(text + "\n" + "=" * 60)
    for occasion, drafts in texts.items():
        pairs = [f"{shared(one, other):.0%}" for one, other in combinations(drafts, 2)]
        if pairs:
            print(f"{occasion}: shared 8-grams {' '.join(pairs)}")


if __name__ == "__main__":
    main()
