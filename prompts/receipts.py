"""What models are told of what happened, by group (notice, finding, fault, failure, repair) and code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "receipts.yaml"


def sentence(group: str, code: str, details: Mapping[str, object]) -> str:
    """The sentence filled with the event's details; empty where the table has none for the code."""
    return sentences()[group].get(code, "").format_map(details)


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    table: Mapping[str, Mapping[str, str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return table
