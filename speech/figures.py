"""Figures as they are written, Arabic and Chinese, and the one form in which they compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from speech.numbering import DIGITS, number
from speech.structure import Span


class FactKind(StrEnum):
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    DOCUMENT = "document"
    PERSON = "person"
    PLACE = "place"
    UNIT = "unit"
    QUOTATION = "quotation"
    MASK = "mask"


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` compares across ways of writing: a number in decimals with its 万 and 亿 worked in, `12%`, `3000000元`,
    a date in ISO 8601 with what is missing left out (`2025`, `2025-07-04`, `--07-04`, `---15`), a time `T09:30`,
    a document number `〔2025〕12号`, a name as written. `measure` is a number's 个, 起, 万元 …, which its span covers too.
    """

    kind: FactKind
    span: Span
    text: str
    value: str
    measure: str = ""


_HALF_WIDTH = str.maketrans("０１２３４５６７８９．％：", "0123456789.%:")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

# A numeral begins where its digits begin: looked for at each of them, a long run would take quadratic time.
_ARABIC = r"(?<!\d)(?:\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_CHINESE = r"(?<![零〇一二两三四五六七八九十百千万亿])[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
_FIGURE = rf"(?:(?:{_ARABIC})[十百千]?[万亿]{{0,2}}|{_CHINESE})"
_ROUGH = r"(?:余|多|几|来)?"
_CURRENCY = r"(?:美元|欧元|日元|港元|港币|英镑|卢布|人民币|元|块钱)"
_MEASURE = (
    r"(?:个百分点|个月|个工作日|工作日|个半小时|个小时|小时|分钟|秒钟?|个点|人次|余次|车次|架次|批次|平方公里|平方米|立方米|公里|公顷|公斤|千瓦时|千瓦|摄氏度|"
    r"兆瓦|海里|千米|毫米|厘米|米|吨|亩|倍|岁|周年|年|天|日|周|夜|分贝|起|件|名|人|户|家|所|辆|台|套|艘|架|座|栋|幢|间|处|宗|份|封|部|册|本|张|枚|块|"
    r"条|项|场|批|期|轮|届|次|遍|位|支|只|头|棵|株|口|眼|村|组|班|队|站|床|个|类|种|大|点|句|层|级|度|国|字|页|篇|本|道|根|颗|对|双|把|间|克|升|里|尺)"
)
# Up to nine of these name the parts of a speech or of a matter (三点意见、四个方面), not a quantity.
_STRUCTURAL = frozenset("个点项条大种类句层级位遍次道场度双对把头口只本部里块支家人班队站国字篇处份所组村批期轮")
_DAY = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = r"(?:(?:1[89]|20|21)\d{2}|[一二][零〇○九八一二三四五六七][零〇○一二三四五六七八九]{2})"
_CODE = r"(?:[\u4e00-\u9fff]{1,6}?[发函字办通规电令告批复])?"

_FORMS: tuple[tuple[FactKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (FactKind.DOCUMENT, rf"{_CODE}[〔［\[（(](?P<year>\d{{4}})[〕］\]）)]\s*第?(?P<serial>\d+)号"),
        (FactKind.DATE, rf"(?P<year>{_YEAR})\s*年(?:\s*(?P<month>{_DAY})\s*月(?:份|\s*(?P<day>{_DAY})\s*[日号])?)?"),
        (FactKind.DATE, r"(?P<year>(?:19|20)\d{2})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
        # 一月一通报 is every month.
        (FactKind.DATE, rf"(?<![\d个数])(?!一月[一两])(?P<month>{_DAY})\s*月(?:份|\s*(?P<day>{_DAY})\s*[日号])?(?![球光亮])"),
        (FactKind.DATE, r"(?<![\d、])(?P<month>\d{1,2})(?=[、至到—-]\d{1,2}月)"),
        (FactKind.DATE, r"(?<![\d.])(?P<day>\d{1,2})[日号](?=[前后上下晚早中零凌召起到至在、，。）\s]|$)"),
        (FactKind.DATE, r"(?P<century>\d{2})世纪(?:(?P<decade>\d0)年代)?"),
        (
            FactKind.TIME,
            r"(?<!\d)(?P<hour>[01]?\d|2[0-4])(?:[:时点](?P<minute>[0-5]\d)分?|时(?![\d间期段候代])|点(?=[半整钟前后、，。左开集准]|$))(?!\d)",
        ),
        (
            FactKind.TIME,
            r"(?<=上午|下午|晚上|凌晨|早上|中午|清晨|深夜)(?P<hour>[一二三四五六七八九十]{1,3})[时点]"
            r"(?:(?P<minute>[二三四五]?十[一二三四五六七八九]?)分)?",
        ),
        (FactKind.MONEY, rf"(?P<figure>{_FIGURE}){_ROUGH}(?P<scale>(?:[百千]?[万亿]{{1,2}})?){_ROUGH}(?P<currency>{_CURRENCY})"),
        (FactKind.PERCENT, rf"(?P<figure>{_ARABIC})\s*(?P<sign>%|‰|个百分点)"),
        (FactKind.PERCENT, rf"(?P<sign>百分之|千分之|万分之)(?P<figure>{_ARABIC}|{_CHINESE})"),
        (FactKind.PERCENT, rf"(?P<whole>[二三四五六七八九十]{{1,3}})分之(?P<figure>{_CHINESE})"),
        (FactKind.PERCENT, r"(?P<figure>\d(?:\.\d)?|[一二两三四五六七八九])(?P<sign>成)(?![立为员了功绩果本效就长品人分年熟语见全])"),
        (FactKind.PERCENT, rf"(?P<figure>{_CHINESE})(?P<sign>个百分点)"),
        (FactKind.NUMBER, rf"(?<=第)(?P<figure>{_ARABIC}|{_CHINESE})(?P<measure>届|次|批|期|轮|名|位|号)"),
        (FactKind.NUMBER, rf"(?P<figure>{_FIGURE}){_ROUGH}(?P<scale>(?:[百千]?[万亿]{{1,2}})?){_ROUGH}(?P<measure>{_MEASURE})?"),
    )
)


def half_width(text: str) -> str:
    """Digits, points and percent signs in their half-width forms; positions stay."""
    return text.translate(_HALF_WIDTH)


def figures(text: str) -> Iterator[Fact]:
    """Candidates in order of precedence; where two overlap the earlier one is meant."""
    plain = half_width(text)
    for kind, form in _FORMS:
        for match in form.finditer(plain):
            fact = _read(kind, match, text)
            if fact is not None:
                yield fact


def amount(words: str) -> Decimal:
    """12.5, 1,200, 3.2万, 十二点五, 两百 in decimals. ValueError where it is no numeral."""
    words = half_width(words).replace(",", "")
    factor = 1
    while words and words[0].isdecimal() and words[-1] in _SCALES:
        factor *= _SCALES[words[-1]]
        words = words[:-1]
    if words and words[0].isdecimal():
        return Decimal(words) * factor
    whole, _, fraction = words.partition("点")
    digits = "".join(str(DIGITS.index(char) if char in DIGITS else 0) for char in fraction)
    return Decimal(_integer(whole)) + (Decimal(f"0.{digits}") if digits else 0)


def plain(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"


def _integer(words: str) -> int:
    high, hundred_million, low = words.rpartition("亿")
    if hundred_million:
        return (_integer(high) if high else 1) * 10**8 + (_integer(low) if low else 0)
    if len(words) > 1 and not set(words) & set(_SCALES):
        return int("".join(str(number(char)) for char in words))  # 二〇二五 is read digit by digit
    return number(words)


def _read(kind: FactKind, match: re.Match[str], text: str) -> Fact | None:
    span = Span(match.start(), match.end())
    parts = {name: value for name, value in match.groupdict().items() if value is not None}
    try:
        value = _VALUES[kind](parts)
    except ValueError:
        return None
    if value is None:
        return None
    if kind is FactKind.NUMBER and "scale" in parts and not _counts(parts, text[span.start - 1 : span.start]):
        return None
    if kind is FactKind.DOCUMENT:
        span = Span(span.start + _preface(span.of(text)), span.end)
    return Fact(kind, span, span.of(text), value, parts.get("measure", "") if kind is FactKind.NUMBER else "")


def _preface(words: str) -> int:
    """How much of 根据市政发〔2025〕12号 is not the code."""
    found = re.match(r".{0,4}?(?:根据|按照|依据|印发|关于|落实|执行|以及|和|以|了|由|的)", words.partition("〔")[0])
    return found.end() if found else 0


def _counts(parts: dict[str, str], before: str) -> bool:
    """Whether a numeral is a quantity: Arabic always; Chinese with a measure word, beyond the small counts of structure."""
    figure, measure = parts["figure"], parts.get("measure", "")
    if figure[0].isdecimal():
        return True
    if not measure or before in "第每":
        return False
    if not set(figure) & set("二两三四五六七八九") and figure not in ("十", "十一"):
        return set(figure) <= set("百千万亿") and (len(figure) > 1 or before in set("近超上逾达"))
    return amount(figure) >= 10 or measure not in _STRUCTURAL


def _number(parts: dict[str, str]) -> str | None:
    value = _scaled(parts)
    if parts.get("measure") in ("次", "批", "期", "轮", "名", "位", "号") and "scale" not in parts and value <= 3:
        return None  # 第一次, 第二批: an order, not a figure
    return plain(value)


def _scaled(parts: dict[str, str]) -> Decimal:
    value = amount(parts["figure"])
    for unit in parts.get("scale", ""):
        value *= _SCALES[unit]
    return value


def _percent(parts: dict[str, str]) -> str:
    value = amount(parts["figure"])
    if "whole" in parts:
        return f"{plain(value)}/{number(parts['whole'])}"
    sign = parts["sign"]
    if sign == "个百分点":
        return f"{plain(value)}pp"
    factor = {"‰": Decimal("0.1"), "千分之": Decimal("0.1"), "万分之": Decimal("0.01"), "成": Decimal(10)}.get(sign, Decimal(1))
    return f"{plain(value * factor)}%"


def _money(parts: dict[str, str]) -> str | None:
    currency = parts["currency"]
    value = _scaled(parts)
    if value < 10 and not parts["figure"][0].isdecimal() and currency == "元":
        return None  # 一元化, 二元结构
    return plain(value) + ("元" if currency in ("元", "块钱", "人民币") else currency)


def _date(parts: dict[str, str]) -> str | None:
    if "century" in parts:
        return parts["century"] + "c" + parts.get("decade", "")
    month, day = (int(amount(parts[name])) if name in parts else None for name in ("month", "day"))
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    year = str(_integer(parts["year"].replace("○", "〇"))) if "year" in parts else "-"
    if month is None:
        return year if day is None else f"---{day:02}"
    return f"{year}-{month:02}" + ("" if day is None else f"-{day:02}")


def _time(parts: dict[str, str]) -> str:
    return f"T{int(amount(parts['hour'])):02}:{int(amount(parts.get('minute', '0'))):02}"


_VALUES: dict[FactKind, Callable[[dict[str, str]], str | None]] = {
    FactKind.DOCUMENT: lambda parts: f"〔{parts['year']}〕{int(parts['serial'])}号",
    FactKind.DATE: _date,
    FactKind.TIME: _time,
    FactKind.MONEY: _money,
    FactKind.PERCENT: _percent,
    FactKind.NUMBER: _number,
}


def figure_length(fact: Fact) -> int:
    """How many characters of a number's text come before its measure word."""
    return len(fact.text) - len(fact.measure)
