"""Orders on the bundled speeches through the whole path, a message in and a revision out, with a model whose first reply is wrong.

    python -m bench.edits [--speeches N] [--failures] [--markdown] [--write FILE]

Ends with status 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.edits.report import failures, figures, tables
from bench.edits.rows import rows, texts
from bench.edits.runs import Result, desk

_HEAD = """# The edit bench

Twelve of the bundled speeches are each given some forty orders as a secretary types them, each in a conversation of its own, through the
whole office: message in, grammar, writer, guard, revision out. Behind it stands a scripted model whose first reply to each
section is wrong in one of ten ways, in turn, or right at once. Nothing is measured with the product's own comparison:
what must stay is cut out of the old text by hand-written paths and looked for in the new one.

    python -m bench.edits --write docs/edit-bench.md

"""


def every(names: Sequence[str]) -> list[Result]:
    """The orders of these speeches, in one office."""
    speeches = texts()
    with desk() as office:
        return [office.tried(speeches[name], row) for name in names for row in rows(name, speeches[name])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speeches", type=int, default=0, help="only the first N")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="processes, each with an office of its own")
    parser.add_argument("--failures", action="store_true", help="tell every order that went wrong")
    parser.add_argument("--markdown", action="store_true", help="the page for docs instead of the tables alone")
    parser.add_argument("--write", type=Path, help="write that page to a file")
    given = parser.parse_args()
    names = sorted(texts())[: given.speeches or None]
    began = time.perf_counter()
    shares = [names[i :: given.jobs] for i in range(given.jobs)]
    with ProcessPoolExecutor(given.jobs) as pool:
        results = [result for share in pool.map(every, shares) for result in share]
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    told = f"{len(names)} speeches, {time.perf_counter() - began:.0f} s on {machine}.\n\n{tables(results)}\n"
    if given.write:
        given.write.write_text(_HEAD + told, encoding="utf-8")
    print(_HEAD + told if given.markdown else told)
    if given.failures:
        print(failures(results))
    missed = [figure.name for figure in figures(results) if not figure.met]
    if missed:
        print(f"missed: {', '.join(missed)}", file=sys.stderr)
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
