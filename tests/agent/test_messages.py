"""What a secretary types comes to the effect it should have, without a model; what is unclear is asked, never guessed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

import bench.messages
from bench.messages.__main__ import verdict
from speech.document import Speech

MESSAGES = Path(bench.messages.__file__).parent


def test_messages_do_what_was_meant() -> None:
    counts: Counter[str] = Counter()
    wrong: list[tuple[str, list[str]]] = []
    for name, messages in yaml.safe_load((MESSAGES / "messages.yaml").read_text("utf-8")).items():
        speech = Speech((MESSAGES / f"{name}.txt").read_text("utf-8"))
        for message in messages:
            kind, done = verdict(speech, message)
            counts[kind] += 1
            if kind == "wrong":
                wrong.append((message["say"], done))
    total = counts.total()
    assert total >= 150
    assert wrong == []
    assert counts["right"] >= 0.93 * total, counts
    assert counts["asked"] < 0.1 * total
