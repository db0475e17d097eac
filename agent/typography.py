"""What is typed in a brief, with the marks that a speech has."""

from __future__ import annotations

import re

_HALF = re.compile(r"(?<=[\u4e00-\u9fff”’%）)\]】》\d])(?P<mark>[,;:!?])(?=[^\d]|$)|(?<=[\u4e00-\u9fff”])(?P<before>[,;:])")
_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_YEAR = re.compile(r"(\d{2}年代?|\d{4}年|近?[一二三四五六七八九十百两\d]+年来?)——(?=\S)")
_YEAR_TWICE = re.compile(r"\d{4}年代?——(?=\d{4}年)")
_YEAR_APART = re.compile(r"(\d{4})年?[ \u3000\t]+(?=[\u4e00-\u9fff“])")
_DICTATED = re.compile(r"“([^”]{60,})”")  # what a superior dictated, and no saying
_QUOTES = re.compile(r'"([^"\n]{1,60})"')


def typeset(text: str) -> str:
    """Half-width marks between Chinese words as a speech sets them (GB/T 15834)."""
    text = _YEAR_TWICE.sub("", _YEAR_APART.sub(r"\1年", text))
    text = _YEAR.sub(r"\1，", _QUOTES.sub(r"“\1”", text))
    text = _DICTATED.sub(r"\1", text)
    text = _HALF.sub(lambda match: match[0].translate(_FULL), text)
    return re.sub(r"\((?=[^)]*[\u4e00-\u9fff])([^()]*)\)", r"（\1）", text)
