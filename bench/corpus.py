"""What the parser makes of every text in a folder, and whether what it promises holds there.

    python -m bench.corpus FOLDER [--list]

Prints a Markdown table with a row a file and the sums below; with --list also each place where a series breaks.
Ends with status 1 where a promise is broken, and names the file and the promise.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from speech.document import Speech
from speech.numbering import Style
from speech.paragraphs import lines
from speech.structure import Kind, Section, Span

_COUNTING = {Style.ORDER, Style.SERIAL}  # 首先，…第二，…第三， is one series
COLUMNS = ("parts", "points", "unnumbered", "title", "date", "salutation", "closing", "breaks")


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    chars: int
    depth: int
    counts: dict[str, int]
    breaks: tuple[str, ...]
    broken: tuple[str, ...]
    per_ten_thousand: float


def row(name: str, text: str) -> Row:
    times = []
    for _ in range(3):
        began = time.process_time()
        Speech(text).sections  # noqa: B018 - the parse itself
        times.append(time.process_time() - began)
    speech = Speech(text)
    numbered = [section for section in speech.walk() if section.numbered]
    breaks = tuple(_breaks(speech, speech.sections))
    counts = {
        "parts": len(speech.parts),
        "points": len(numbered) - len(speech.parts),
        "unnumbered": sum(1 for p in speech.paragraphs if p.kind is Kind.HEADING and p.ordinal is None),
        **{path: int(path in speech.by_path) for path in ("title", "date", "salutation", "closing")},
        "breaks": len(breaks),
    }
    depth = max((section.path.count(".") + 1 for section in numbered), default=0)
    rate = min(times) * 1000 / max(len(text), 1) * 10_000
    return Row(name, len(text), depth, counts, breaks, tuple(broken(speech)), rate)


def broken(speech: Speech) -> Iterator[str]:
    """The promises that this text breaks; none, if the parser is right."""
    text = speech.text
    sections = list(speech.walk())
    if len({section.path for section in sections}) != len(sections):
        yield "two sections have one path"
    yield from _misplaced("", None, speech.sections)
    for section in sections:
        yield from _misplaced(section.path, section.span, section.sections)
        if section.heading and section.heading not in section.span:
            yield f"the heading of {section.path} lies outside it"
    starts = {p.span.start for p in speech.paragraphs}
    for span in lines(text):
        if span.start not in starts:
            yield f"the line at {span.start} is no paragraph"
        if not any(span in section.span for section in speech.sections):
            yield f"the line at {span.start} is in no section"


def _misplaced(path: str, around: Span | None, children: Sequence[Section]) -> Iterator[str]:
    for child in children:
        if not len(child.span) or (around and child.span not in around):
            yield f"{child.path} lies outside {path or 'the text'}"
    for left, right in itertools.pairwise(children):
        if left.span.end > right.span.start:
            yield f"{left.path} and {right.path} overlap"


def _breaks(speech: Speech, level: Sequence[Section]) -> Iterator[str]:
    """Where the ordinals of neighbours do not count on: a slip of the writer's, or of the parser's."""
    before = None
    for section in level:
        here = section.ordinal
        if here and before and here.value != 1:
            alike = before.style is here.style or {before.style, here.style} == _COUNTING
            if not (here.closes or (alike and here.value == before.value + 1)):
                yield f"{section.path}: {speech.words(Span(here.start, here.end)).strip()} behind {before.style.write(before.value)}"
        before = here or before
        yield from _breaks(speech, section.sections)


def show(rows: Sequence[Row]) -> Iterator[str]:
    yield f"| file | characters | depth | {' | '.join(COLUMNS)} | ms / 10,000 |"
    yield f"| --- |{' --: |' * (len(COLUMNS) + 3)}"
    for one in rows:
        yield _line(one.name, one.chars, one.depth, [one.counts[column] for column in COLUMNS], one.per_ten_thousand)
    sums = [sum(one.counts[column] for one in rows) for column in COLUMNS]
    slowest = max(one.per_ten_thousand for one in rows)
    yield _line(f"{len(rows)} files", sum(one.chars for one in rows), max(one.depth for one in rows), sums, slowest)


def _line(name: str, chars: int, depth: int, counts: Sequence[int], rate: float) -> str:
    return f"| {name} | {chars:,} | {depth} | {' | '.join(map(str, counts))} | {rate:.2f} |"


def _text(path: Path) -> str:
    """Without the front matter that the bundled samples have."""
    text = path.read_text(encoding="utf-8")
    return text.split("---\n", 2)[2] if text.startswith("---\n") else text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", action="store_true", help="also list where series break")
    asked = parser.parse_args()
    files = sorted(path for path in asked.folder.iterdir() if path.suffix in (".txt", ".md"))
    if not files:
        print(f"no .txt or .md file in {asked.folder}", file=sys.stderr)
        return 2
    rows = [row(path.stem[:28], _text(path)) for path in files]
    print("\n".join(show(rows)))
    if asked.list:
        print("\n".join(f"{one.name}: {at}" for one in rows for at in one.breaks))
    for one in rows:
        for promise in one.broken:
            print(f"broken in {one.name}: {promise}", file=sys.stderr)
    return int(any(one.broken for one in rows))


if __name__ == "__main__":
    sys.exit(main())
