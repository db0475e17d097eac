"""What the chat model is told of orders that were carried out: what they did, never the prose of the speech."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agent.events import (
    Compared,
    Event,
    Failed,
    Found,
    Hits,
    Noticed,
    Outlined,
    PlanMade,
    Proposed,
    Ready,
    Receipt,
    Said,
    Saved,
    SectionBegun,
    SectionDone,
    Stopped,
)
from agent.plan import Plan
from agent.receipts import label
from prompts.receipts import sentence
from speech.blanks import blanks
from speech.findings import Finding
from speech.numbering import chinese
from speech.structure import Role

SHOWN = 8  # findings, or blanks, that are named one by one
WORDS = 24  # code points shown of what a finding is about
_NAMES = {Role.OPENING: "开头", Role.CLOSING: "结尾"}


def retold(events: Sequence[Event]) -> str:
    """A line a fact; empty where nothing is to be told."""
    return "\n".join(_lines(events))


@dataclass
class _Written:
    """What was written since the last revision: the sections by index, and how they are called."""

    plan: Plan | None = None
    names: dict[int, str] = field(default_factory=dict)
    done: dict[int, SectionDone] = field(default_factory=dict)

    def name(self, index: int) -> str:
        if self.plan is None or index >= len(self.plan.sections):
            return self.names.get(index, "")
        ordinal = self.plan.ordinal(index)
        return f"第{chinese(ordinal)}部分" if ordinal else _NAMES.get(self.plan.sections[index].role, "主体")

    def faults(self) -> Iterator[str]:
        for index, section in sorted(self.done.items()):
            for fault in section.faults:
                if words := sentence("fault", fault.code, fault.details):
                    yield f"{self.name(index)}：{words}。"

    def blanks(self) -> Iterator[tuple[str, str]]:
        """Those that were left, with the part they stand in."""
        for index, section in sorted(self.done.items()):
            for blank in blanks(section.text):
                yield self.name(index), blank.span.of(section.text)


def _lines(events: Sequence[Event]) -> Iterator[str]:
    written = _Written()
    named: set[str] = set()  # blanks that a check need not tell again
    for event in events:
        match event:
            case PlanMade(plan):
                written = _Written(plan)
            case Outlined(_, plans):
                yield from (f"提纲{number}：\n{plan.listed()}" for number, plan in enumerate(plans, 1))
            case SectionBegun(section, heading):
                written.names[section] = heading
            case SectionDone(section):
                written.done[section] = event
            case Said(text):
                yield text
            case Saved(number, receipt):
                yield _saved(number, receipt)
                yield from written.faults()
                left = list(written.blanks())
                if left:
                    yield f"留空待补：{_listed(''.join(place) for place in left)}。"
                named |= {words for _, words in left}
                written = _Written()
            case Hits(_, sources):
                yield from [f"《{source.title}》{source.heading}" for source in sources] or ["没有找到。"]
            case Found(()):
                yield "没有发现问题。"
            case Found(findings):
                yield from _found([finding for finding in findings if finding.text not in named])
            case Proposed(receipt=receipt):
                yield f"还没有存，改动摆在页面上等用户采纳：{_receipt(receipt)}。"
            case Compared(old, new):
                yield f"第{old}版和第{new}版的不同已摆在页面上。"
            case Ready(profile):
                yield f"{profile}的 Word 文件已备好，页面上有下载。"
            case Noticed("not_done", details):
                yield _not_done(details["failure"], details["details"])
            case Noticed(code, details):
                if words := sentence("notice", code, details):
                    yield words
            case Failed(code, details, kept):
                yield _not_done(code, details) + ("写好的部分留着。" if kept else "")
            case Stopped():
                yield "用户中途叫停，没有做完。"


def _saved(number: int, receipt: Receipt) -> str:
    return f"已存为第{number}版，{_receipt(receipt)}；全文{receipt.words}字。"


def _not_done(code: str, details: Mapping[str, Any]) -> str:
    """With the words that it was about, so that an answer to them can be understood."""
    about = details.get("address") or details.get("words") or ""
    return f"没有做成：{sentence('failure', code, {}) or '程序出错'}{f'（{about}）' if about else ''}。"


def _receipt(receipt: Receipt) -> str:
    done = {"改动": receipt.rewritten, "新增": receipt.put_in}
    said = [f"{deed}：{'、'.join(labels)}" for deed, labels in done.items() if labels]
    said += [f"移动：{'、'.join(receipt.moved_labels or map(label, receipt.moved))}"] if receipt.moved else []
    said += [f"删去{len(receipt.removed)}处"] if receipt.removed else []
    said += [f"序号和数目顺改{len(receipt.renumbered)}处"] if receipt.renumbered else []
    return "；".join(said) or "没有改动"


def _found(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings[:SHOWN]:
        yield f"{sentence('finding', finding.code, finding.details) or '请核对'}：{finding.text[:WORDS]}"
    if len(findings) > SHOWN:
        yield f"另有{len(findings) - SHOWN}处。"


def _listed(items: Iterable[str]) -> str:
    named = list(items)
    more = f"，另有{len(named) - SHOWN}处" if len(named) > SHOWN else ""
    return "、".join(named[:SHOWN]) + more
