"""What readers made of twelve drafts of the offline writer, paragraph by paragraph.

    python -m bench.verdicts

Each was judged by somebody who was given only the brief and the draft: keep as it is, mend by more than a word or two, delete.
Ends with status 1 where fewer than half are kept or more than 15 % deleted.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

_VERDICTS = ("keep", "mend", "delete")


def table(drafts: list[dict[str, Any]]) -> tuple[str, Counter[str]]:
    lines = ["| # | occasion | paragraphs | keep | mend | delete |", "| --- | --- | --- | --- | --- | --- |"]
    total: Counter[str] = Counter()
    for draft in drafts:
        found = Counter(each["v"] for each in draft["verdicts"])
        total += found
        lines.append(f"| {draft['draft']} | {draft['occasion']} | {found.total()} | {' | '.join(str(found[each]) for each in _VERDICTS)} |")
    shares = " | ".join(f"{total[each]} ({total[each] / total.total():.0%})" for each in _VERDICTS)
    return "\n".join([*lines, f"| | all | {total.total()} | {shares} |"]), total


def main() -> int:
    drafts = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    page, total = table(drafts)
    print(page)
    return total["keep"] * 2 < total.total() or total["delete"] > total.total() * 0.15


if __name__ == "__main__":
    sys.exit(main())
