"""A piece that was not there, without a model: the subject in a sentence, and what the phrase bank has to say about it."""

from __future__ import annotations

import re

from agent.offline.passage_text import Block, Sentence, put_together
from agent.offline.rewriter import Desk
from agent.writer import Adding, Rewriting

_FRINGE = re.compile(r"^(?:讲讲?|说说?|谈谈?|关于|强调)|(?:的(?:内容|事情?|话|要求))$|[。，；]+$")
_CLAUSE = re.compile(r"[了着过]$|[不没要得][\u4e00-\u9fff]|^(?:感谢|祝贺|祝愿|欢迎|希望)")


def added(work: Adding) -> str:
    """No heading is made up: the subject itself is one."""
    subject = _FRINGE.sub("", work.about)
    lead = f"{subject}。" if _CLAUSE.search(subject) else f"要抓好{subject}。"
    if lead.startswith(("感谢", "祝")):
        lead = "在这里，我要" + lead
    if work.sort == "sentence":
        return lead
    desk = Desk.at(
        Rewriting(
            title=work.title,
            outline=work.outline,
            name="",
            role=work.role,
            heading=subject,
            target=lead,
            before=work.before,
            after=work.after,
            instruction=work.about,
            length=work.length,
            passages=work.passages,
        )
    )
    blocks = desk.expanded((Block((Sentence(lead, True),), subject),), work.length.words, work.length.most)
    body = put_together(blocks)
    return f"{subject}\n{body}" if work.headed else body
