"""The interface's strings, one YAML file a language; keys are dotted (`error.no_match`), blanks are {named}."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_CLIPPED = 20  # code points that errors keep of what a place begins with
LANGUAGES = {"zh": "中文", "en": "English"}


@dataclass(frozen=True, eq=False)
class Text:
    """`text("error.no_match", words=…)` is the sentence. A key that is not there raises KeyError: strings are code, not data."""

    language: str
    strings: Mapping[str, str]

    def __call__(self, key: str, **fields: Any) -> str:
        return self.strings[key].format_map(fields) if fields else self.strings[key]

    def get(self, key: str) -> str:
        """Empty where there is no such string: for what only some codes have, such as advice."""
        return self.strings.get(key, "")

    def error(self, code: str, details: Mapping[str, Any]) -> str:
        """What happened, of a JianggaoError's code and details. Parts that could be meant are the caller's to list."""
        fields = dict(details)
        if "reason" in fields:
            fields["reason"] = self(f"unreadable.{fields['reason']}")
        if code == "bad_reply":
            fields["problem"] = self(f"problem.{fields['problem']}")
        if "kind" in fields:
            fields["kind"] = self(f"record.{fields['kind']}")
        if "address" in fields:
            fields["address"] = fields["address"].strip("“”")  # the sentence puts its own around it
        if code == "overlapping_orders":
            fields |= {name: self(f"deed.{fields[name]}") for name in ("first", "second")}
        if code == "locked_section" and len(fields["words"]) >= _CLIPPED:
            fields["words"] += "……"
        return self(f"error.{code}", **fields)

    def advice(self, code: str) -> str:
        """What to do about it; empty where the error says all."""
        return self.get(f"advice.{code}")


@cache
def load(language: str) -> Text:
    raw = (Path(__file__).parent / f"{language}.yaml").read_text(encoding="utf-8")
    return Text(language, dict(_flat("", yaml.safe_load(raw))))


def _flat(above: str, strings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in strings.items():
        key = f"{above}.{name}" if above else str(name)
        if isinstance(value, Mapping):
            yield from _flat(key, value)
        else:
            yield key, str(value)
