"""In whose voice a sentence stands: what is demanded of others, pledged, wished, or promised by a host."""

from __future__ import annotations

import re

from prompts.outlines import Voice

_DEMANDS = re.compile(r"^要(?!素)")
_ORDERED = re.compile(r"由.{2,10}牵头|各单位|各地|各级|主要负责人|主要负责同志|谁也|一律|追责|问责|通报|报.{2,8}部门|【")
_SPOKEN = {"pledge": ("我将", "我会"), "host": ("我们将", "我们会")}


def voiced(sentence: str, move: str, voice: Voice, turn: int) -> str:
    """The sentence in that voice; empty where it cannot be said in it: what managers are to do is no wish for guests."""
    if voice == "demand":
        return sentence
    if move not in ("do", "check"):
        return "" if _ORDERED.search(sentence) else sentence
    if move == "check" or voice == "wish" or not _DEMANDS.match(sentence) or _ORDERED.search(sentence):
        return ""
    return _SPOKEN[voice][turn % 2] + _DEMANDS.sub("", sentence)
