"""How much a sentence says that any speech could say."""

from __future__ import annotations

import re
from functools import cache

from prompts.matters import matters
from prompts.outlines import Lead, occasions
from speech.facts import facts

_COUNTS = re.compile(
    r"(?:有|抓好|强调|讲|从|做好|做|归纳起来|概括|体现在|看到了|读到了|把握|来看|推进)[^，。]{0,8}[二三四五六七八九十两几](?:个[^，。]{2}|点|件事|项|条|层|句话|种|样)|：$"
)


def has_fact(sentence: str) -> bool:
    """Whether it says something that a listener could look up, quotes, or holds a blank: never dropped, never exchanged."""
    return bool(facts(sentence))


def is_kept(sentence: str) -> bool:
    """Whether it must stay as it is: it carries a fact, or announces what follows it."""
    return has_fact(sentence) or bool(_COUNTS.search(sentence))


def emptiness(sentence: str) -> float:
    """From 0 to 1: the part of its character pairs that the bank has too. Names and matters of its own lower it."""
    pairs = _pairs(sentence)
    return len(pairs & _common()) / len(pairs) if pairs else 1.0


def _pairs(text: str) -> set[str]:
    return {run[i : i + 2] for run in re.findall(r"[\u4e00-\u9fff]+", text) for i in range(len(run) - 1)}


@cache
def _common() -> frozenset[str]:
    found: set[str] = set()
    for matter in matters().matters:
        for _, sentence in matter.sentences():
            found |= _pairs(sentence)
    for outline in (outline for occasion in occasions() for outline in occasion.outlines):
        leads = [lead for form in outline.parts for lead in form.leads if isinstance(lead, Lead)]
        steps = [*outline.opening.steps, *outline.closing.steps, *(step for lead in leads for step in lead.steps)]
        around = [sentence for form in outline.parts for sentence in (*form.link, *form.intro, *form.outro)]
        for sentence in (*around, *(sentence for step in steps for sentence in step)):
            found |= _pairs(sentence)
    for field in matters().fields:
        found |= _pairs(
            "，".join((field.workers, field.people, field.base, field.office, field.business, field.personnel, field.inspection))
        )
    return frozenset(found)
