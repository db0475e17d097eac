"""How briefs are read: what of each is found, and into which part of a speech it is put.

    python -m bench.briefing [--verbose] [--write FILE]

`briefs.yaml` are those of `bench.offline`; the other two were written and labelled by people who knew neither the code nor
the other briefs, `unseen.yaml` to be as unlike one another as can be, `lifelike.yaml` as they come on a working day. Nothing
may be changed with an eye to these two: what they come to is what a stranger's brief comes to. Ends with status 1 where more
points are lost, or fewer are put where they belong, than the bars say.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from agent.briefing import read_brief

_HEAD = """# How briefs are read

Points of briefs as secretaries type them, each labelled with the part of a speech it belongs into by people who had not seen
the code, against what the reader makes of them.

    python -m bench.briefing --write docs/briefing.md

"""
# File, how many of its points may be lost, and what share is put where it belongs at the least.
_SETS = (("briefs.yaml", 0, 0.86), ("unseen.yaml", 20, 0.84), ("lifelike.yaml", 5, 0.92))


@dataclass(frozen=True, slots=True)
class Reading:
    points: int
    lost: tuple[str, ...]
    elsewhere: tuple[tuple[str, str, str], ...]
    unsure: tuple[int, int]  # points said to be so, and those of them that are elsewhere
    briefs: int

    @property
    def right(self) -> float:
        return 1 - (len(self.lost) + len(self.elsewhere)) / self.points


def plain(words: str) -> str:
    """The marks around a fact may change, and a 、 between two facts may become a 。"""
    return re.sub(r"[\s，。；、：:;,.“”\"‘’'（）()！!？?—-]", "", words)


def pieces(words: str) -> list[str]:
    """What may not be torn: between two commas."""
    found = (plain(re.sub(r"^(?:[一二三四五六七八九]是|要)", "", piece)) for piece in re.split(r"[，、；,;]", words))
    return [piece for piece in found if piece]


def read(cases: list[dict[str, Any]]) -> Reading:
    lost, elsewhere, points, unsure, rightly = [], [], 0, 0, 0
    for case in cases:
        given = read_brief(case["message"].strip()).points
        for said in case["says"]:
            points += 1
            holding = [point for point in given if pieces(said["words"])[0] in plain(point.text)]
            found = [point.role.value for point in holding]
            if any(all(piece not in plain(point.text) for point in given) for piece in pieces(said["words"])):
                lost.append(said["words"])
                continue
            if said["role"] not in found:
                elsewhere.append((said["words"], said["role"], found[0]))
            if any(point.unsure for point in holding):
                unsure, rightly = unsure + 1, rightly + (said["role"] not in found)
    return Reading(points, tuple(lost), tuple(elsewhere), (unsure, rightly), len(cases))


def told(readings: dict[str, Reading]) -> Iterator[str]:
    yield "| set | briefs | points | lost | in another part | where they belong | said to be unsure | of these in another part |"
    yield "| --- " * 8 + "|"
    for name, each in readings.items():
        cells = (f"`{name}`", each.briefs, each.points, len(each.lost), len(each.elsewhere), f"{each.right:.1%}", *each.unsure)
        yield f"| {' | '.join(map(str, cells))} |"
    yield "\nMost often taken for one another (belongs into → put into):\n\n| | | times |\n| --- | --- | --- |"
    confused = Counter((wanted, got) for each in readings.values() for _, wanted, got in each.elsewhere)
    for (wanted, got), times in confused.most_common(6):
        yield f"| {wanted} | {got} | {times} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="every point of briefs.yaml that is lost or put elsewhere")
    parser.add_argument("--write", type=Path, help="write the tables to a file")
    given = parser.parse_args()
    folder = Path(__file__).parent
    readings = {name: read(yaml.safe_load((folder / name).read_text(encoding="utf-8"))) for name, _, _ in _SETS}
    if given.verbose:
        seen = readings["briefs.yaml"]
        print("\n".join([*seen.lost, *(f"{words}: {wanted} → {got}" for words, wanted, got in seen.elsewhere)]))
    page = "\n".join(told(readings)) + "\n"
    print(page)
    if given.write:
        given.write.write_text(_HEAD + page, encoding="utf-8")
    return any(len(readings[name].lost) > most or readings[name].right < least for name, most, least in _SETS)


if __name__ == "__main__":
    sys.exit(main())
