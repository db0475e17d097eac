"""Numerals as Word's number formats write them."""

from __future__ import annotations

from speech.numbering import DIGITS, chinese

_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


def numeral(value: int, form: str) -> str:
    """`value` in one of the number formats of ISO 29500 (ST_NumberFormat); in Arabic digits where the form is another."""
    if form == "none":
        return ""
    if not 0 < value < 10_000:
        return str(value)
    if form in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"):
        return _counting(value) if value < 100 or form.endswith("Thousand") else _digits(value, "○")
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return _digits(value, "〇")
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and value <= 20:
        return chr(ord("①") + value - 1)
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord("０") + int(digit)) for digit in str(value))
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        return _roman(value).upper() if form == "upperRoman" else _roman(value)
    if form == "ideographTraditional" and value <= 10:
        return "甲乙丙丁戊己庚辛壬癸"[value - 1]
    return str(value).zfill(2) if form == "decimalZero" else str(value)


def _digits(value: int, zero: str) -> str:
    return "".join(DIGITS[int(digit)] if digit != "0" else zero for digit in str(value))


def _counting(value: int) -> str:
    """一百零一, 一千一百二十."""
    if value < 100:
        return chinese(value)
    words, pending = "", False
    for unit, name in ((1000, "千"), (100, "百")):
        digit, value = divmod(value, unit)
        words += ("零" if pending and words and digit else "") + (DIGITS[digit] + name if digit else "")
        pending = not digit
    if not value:
        return words
    gap = "零" if pending or value < 10 else ""
    return words + gap + ("一" if 10 <= value < 20 else "") + chinese(value)


def _roman(value: int) -> str:
    words = ""
    for unit, letters in _ROMAN:
        count, value = divmod(value, unit)
        words += letters * count
    return words
