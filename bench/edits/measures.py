"""What an order did to a text, measured without the product's own comparison, recognisers or receipt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from agent.events import Receipt
from bench.edits.expectation import Expectation
from bench.edits.numerals import announces, breaks, masked, merged, series
from bench.edits.places import whole
from speech.document import Speech
from speech.length import count
from speech.structure import Span

_FIGURE = re.compile(r"\d+(?:\.\d+)?[%％]?")


@dataclass(frozen=True, slots=True)
class Measured:
    """`wrong` says in words why the effect is not the one asked for; nothing where it is."""

    wrong: tuple[str, ...] = ()
    outside_asked: int = 0
    outside_receipt: int = 0
    lengths: tuple[bool, ...] = ()
    lost: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    locks_broken: int = 0
    numbering: tuple[str, ...] = field(default=())


def measured(old: str, new: str, wanted: Expectation, receipts: Sequence[Receipt], said: str) -> Measured:
    """`said` is what the user wrote: a figure of theirs may appear."""
    gaps = wanted.filled(new)
    numbering = tuple(_misnumbered(Speech(old), Speech(new), wanted)) if new != old else ()
    outside = 0 if gaps is not None or new == old else max(1, wanted.strayed(new))
    pairs = list(zip(wanted.gaps, gaps, strict=True)) if gaps else []
    lengths = [gap.length.met(count(now)) or gap.length.met(count(gap.head + now)) for gap, now in pairs if gap.length]
    if wanted.total:
        lengths.append(wanted.total.met(count(new)))
    known = set(_FIGURE.findall(old + said))
    return Measured(
        wrong=tuple(_wrong(old, new, wanted, gaps)),
        outside_asked=outside,
        outside_receipt=outside_receipt(old, new, receipts),
        lengths=tuple(lengths),
        lost=tuple(figure for gap, now in pairs for figure in lost(gap.old, now)),
        invented=tuple(figure for _, now in pairs for figure in _FIGURE.findall(now) if figure not in known),
        locks_broken=sum(1 for words in wanted.kept if words not in merged(masked(new))),
        numbering=numbering,
    )


def lost(old: str, new: str) -> tuple[str, ...]:
    """The figures in digits that stood in `old` and stand in `new` no more."""
    there = set(_FIGURE.findall(new))
    return tuple(figure for figure in dict.fromkeys(_FIGURE.findall(old)) if figure not in there)


_HIDDEN = "\0"


def outside_receipt(old: str, new: str, receipts: Iterable[Receipt]) -> int:
    """Bytes that differ where no receipt names a part as changed, renumbered, moved or removed."""
    receipts = tuple(receipts)
    if old == new:
        return 0
    came = _spans(Speech(new), [path for receipt in receipts for path in (*receipt.changed, *receipt.renumbered, *receipt.moved)])
    went = _spans(Speech(old), [path for receipt in receipts for path in receipt.removed])
    if any(receipt.moved for receipt in receipts):  # of two that changed places either may be the one that moved
        here, there = ({merged(masked(line)) for line in text.split("\n")} for text in (old, new))
        came += [span for span in _lines(new) if merged(masked(span.of(new))) in here]
        went += [span for span in _lines(old) if merged(masked(span.of(old))) in there]
        old, new = _hidden(old, new, [path for receipt in receipts for path in receipt.moved])
    return sum(len(words.replace(_HIDDEN, "").encode()) for words in _unnamed(old, new, came, went))


def _hidden(old: str, new: str, moved: Iterable[str]) -> tuple[str, str]:
    """Both texts without the words that were moved: points of one line are else matched with whatever stands between them."""
    speech = Speech(new)
    for span in _spans(speech, moved):
        section = next((one for one in speech.walk() if one.span == span), None)
        words = new[section.ordinal.end if section and section.ordinal else span.start : span.end].rstrip("；。")
        if words in old:
            old = old.replace(words, _HIDDEN * len(words), 1)
            new = new.replace(words, _HIDDEN * len(words), 1)
    return old, new


def _unnamed(old: str, new: str, came: Sequence[Span], went: Sequence[Span]) -> Iterator[str]:
    was, now = _lines(old), _lines(new)
    matcher = SequenceMatcher(None, [span.of(old) for span in was], [span.of(new) for span in now], autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            continue
        if b - a == d - c:
            for before, after in zip(was[a:b], now[c:d], strict=True):
                yield from (place.of(new) or gone for place, gone in _differing(before.of(old), after, new) if not _named(place, came))
            continue
        unnamed = [span for span in now[c:d] if not _named(span, came)]
        yield from (span.of(new) for span in unnamed)
        near = [*now[max(c - 1, 0) : c], *now[c : d + 1]]
        beside = any(_named(span, came) for span in near)
        yield from (span.of(old) for span in was[a:b] if not (beside or _named(span, went)))


def _differing(before: str, after: Span, new: str) -> Iterator[tuple[Span, str]]:
    """The stretches of a line that are not as they were, and what stood there."""
    for op, a, b, c, d in SequenceMatcher(None, before, after.of(new), autojunk=False).get_opcodes():
        if op != "equal":
            yield Span(after.start + c, after.start + d), before[a:b]


def _named(span: Span, places: Sequence[Span]) -> bool:
    """Whether every character lies in one of them; what is empty must touch one."""
    at = span.start
    for place in sorted(places):
        if place.start <= at:
            at = max(at, place.end)
    return at >= span.end and any(place.start <= span.end and span.start <= place.end for place in places)


def _spans(speech: Speech, paths: Iterable[str]) -> list[Span]:
    return [whole(speech, path) for path in paths]


def _lines(text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]


def _wrong(old: str, new: str, wanted: Expectation, gaps: tuple[str, ...] | None) -> Iterator[str]:
    if new == old and not (wanted.fixed == old and not wanted.gaps):
        yield "nothing changed"
        return
    if gaps is None:
        yield "changed elsewhere or otherwise than asked"
        return
    for gap, now in zip(wanted.gaps, gaps, strict=True):
        if gap.adds and now.replace(gap.adds, "", 1) != gap.old:
            yield "the sentence is not in it, or more than the sentence"
        elif not gap.adds and not gap.free and now.strip() in ("", gap.old.strip()):
            yield "a place that was to be written anew is as it was" if now.strip() else "a place is empty"
    if wanted.lines and len(_lines(new)) != len(_lines(old)) + wanted.lines:
        yield f"{len(_lines(new)) - len(_lines(old))} lines more, {wanted.lines} asked"
    for above, by in wanted.points.items():
        grown = series(Speech(new), above)[1] - series(Speech(old), above)[1]
        if grown != by:
            yield f"{grown} points more in {above or 'the text'}, {by} asked"


def _misnumbered(old: Speech, new: Speech, wanted: Expectation) -> Iterator[str]:
    if (now := breaks(new)) > breaks(old):
        yield f"{now} breaks in the numbering"
    for above in wanted.points:
        lead, number = series(old, above)
        after, left = series(new, above)
        if announces(lead, number) and number != left and not announces(after, left):
            yield f"{above or 'the opening'} still announces {number}, there are {left}"
