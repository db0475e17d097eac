"""How much a sentence says that any speech could say."""

from __future__ import annotations

import re
from functools import cache

from agent.offline.nearness import pairs
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
    own = pairs(sentence)
    return len(own & _common()) / len(own) if own else 1.0


@cache
def _common() -> frozenset[str]:
    found: set[str] = set()
    for matter in matters().matters:
        for _, sentence in matter.sentences():
            found |= pairs(sentence)
    for outline in (outline for occasion in occasions() for outline in occasion.outlines):
        leads = [lead for form in outline.parts for lead in form.leads if isinstance(lead, Lead)]
        steps = [*outline.opening.steps, *outline.closing.steps, *(step for lead in leads for step in lead.steps)]
        around = [sentence for form in outline.parts for sentence in (*form.link, *form.intro, *form.outro)]
        for sentence in (*around, *(sentence for step in steps for sentence in step)):
            found |= pairs(sentence)
    for field in matters().fields:
        found |= pairs(
            "，".join((field.workers, field.people, field.base, field.office, field.business, field.personnel, field.inspection))
        )
    return frozenset(found)
