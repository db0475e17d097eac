"""The tables of a run, with what each figure must come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from bench.edits.runs import Result
from bench.edits.script import WRONGS

RESOLVED = 0.98
SETTLED = 0.98
LENGTHS = 0.98
REPAIRED = 0.98
MOST_CALLS = 4  # for one section


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: str
    bar: str
    met: bool


def figures(results: Sequence[Result]) -> tuple[Figure, ...]:
    measured = [result.measured for result in results]
    lengths = [met for one in measured for met in one.lengths]
    clean = [result.calls for result in results if _clean(result)]
    sections = [sequence.calls for result in results for sequence in result.sequences]
    mended = [done for result in results for done in result.repaired]
    return (
        Figure("orders run", str(len(results)), "", True),
        _none("bytes changed outside what the receipt names", sum(one.outside_receipt for one in measured)),
        _none("bytes changed outside what the message asks for", sum(one.outside_asked for one in measured)),
        _share("addresses and effects as asked", [result.resolved for result in results], RESOLVED),
        _share("lengths within ±10 %, or under the ceiling", lengths, LENGTHS),
        _none("figures lost", sum(len(one.lost) for one in measured)),
        _none("figures from nowhere", sum(len(one.invented) for one in measured)),
        _none("locks broken", sum(one.locks_broken for one in measured)),
        _none("ordinals or announced counts wrong", sum(len(one.numbering) for one in measured)),
        _share("orders settled without the chat model", [result.settled for result in results], SETTLED),
        _share("wrong first replies mended", mended, REPAIRED),
        Figure(f"calls for one section, right at once ({len(clean)} orders)", _spread(clean), "1", bool(clean) and max(clean) == 1),
        Figure("calls for one section, most", str(max(sections, default=0)), f"≤ {MOST_CALLS}", max(sections, default=0) <= MOST_CALLS),
        Figure("calls for one order, mean", f"{mean(result.calls for result in results):.2f}", "", True),
        _share("orders right in every respect", [result.right for result in results], 0.0),
    )


def tables(results: Sequence[Result]) -> str:
    rows = [f"| {f.name} | {f.value} | {f.bar} | {'' if f.met else 'missed'} |" for f in figures(results)]
    return "\n\n".join(
        (
            _table(("measured", "value", "bar", ""), rows),
            _table(("order", "run", "right", "settled", "bytes outside", "calls, mean"), _kinds(results)),
            _table(("first reply", "sections", "mended", "calls, mean", "calls, most"), _wrongs(results)),
        )
    )


def _table(head: Sequence[str], rows: Iterable[str]) -> str:
    marks = ["---", *("---:" if name else "---" for name in head[1:])]
    return "\n".join((f"| {' | '.join(head)} |", f"| {' | '.join(marks)} |", *rows))


def failures(results: Iterable[Result]) -> str:
    """Every order that is not right, with what it did."""
    return "\n".join(_failure(result) for result in results if not result.right)


def _failure(result: Result) -> str:
    row, one = result.row, result.measured
    outside = ((one.outside_receipt, "receipt"), (one.outside_asked, "order"))
    reasons = [
        *one.wrong,
        *(f"{number} bytes outside the {what}" for number, what in outside if number),
        *(["a length missed"] if not all(one.lengths) else []),
        *(f"lost {figure}" for figure in one.lost),
        *(f"from nowhere {figure}" for figure in one.invented),
        *([f"{one.locks_broken} locks broken"] if one.locks_broken else []),
        *one.numbering,
        *(f"not mended: {s.wrong} ({s.calls} calls)" for s, done in zip(result.sequences, result.repaired, strict=True) if not done),
        *(["asked the chat model"] if result.talks else []),
    ]
    said = " / ".join(row.messages)
    return f"{row.kind} · {row.speech} · {said}\n    {'; '.join(reasons)}\n    {result.answer[:300]}"


def _kinds(results: Iterable[Result]) -> Iterable[str]:
    by: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by[result.row.kind].append(result)
    for kind, group in by.items():
        outside = sum(r.measured.outside_asked for r in group)
        right, settled = sum(r.right for r in group), sum(r.settled for r in group)
        yield f"| {kind} | {len(group)} | {right} | {settled} | {outside} | {mean(r.calls for r in group):.1f} |"


def _wrongs(results: Iterable[Result]) -> Iterable[str]:
    pairs = [pair for result in results for pair in zip(result.sequences, result.repaired, strict=True)]
    for wrong in WRONGS:
        group = [(sequence, done) for sequence, done in pairs if sequence.wrong == wrong]
        calls = [sequence.calls for sequence, _ in group]
        yield f"| {wrong} | {len(group)} | {sum(done for _, done in group)} | {mean(calls or [0]):.2f} | {max(calls, default=0)} |"


def _clean(result: Result) -> bool:
    return result.single and len(result.sequences) == 1 and result.sequences[0].wrong == WRONGS[0]


def _none(name: str, number: int) -> Figure:
    return Figure(name, str(number), "0", number == 0)


def _share(name: str, those: Sequence[bool], bar: float) -> Figure:
    share = sum(those) / max(1, len(those))
    return Figure(name, f"{sum(those)} of {len(those)} ({share:.1%})", f"≥ {bar:.0%}" if bar else "", share >= bar)


def _spread(values: Sequence[int]) -> str:
    return f"{min(values)}–{max(values)}" if values and min(values) != max(values) else str(max(values, default=0))
