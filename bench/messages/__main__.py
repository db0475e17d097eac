"""How many of the messages in messages.yaml come to the effect that they should have, without a model.

    python -m bench.messages [--wrong]

A message is right when its orders do what was meant; *left* when the grammar gives it to the chat model though it was an
order; *asked* when it was plain but the answer is a question; *wrong* when something else would be done.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from agent.grammar import read_order
from bench.messages.effects import Reader, same
from speech.document import Speech
from speech.locate import Pointing

HERE = Path(__file__).parent


def verdict(speech: Speech, message: dict[str, Any]) -> tuple[str, list[str]]:
    meant = message["effect"]
    recent = message.get("recent", "")
    pointing = Pointing(message.get("here", ""), (recent,) if recent else ())
    done = Reader(speech, pointing).effects(read_order(message["say"]))
    if same(speech, meant, done):
        return "right", done
    if done == ["talk"]:
        return "left", done
    if done[0].startswith("ask") and message.get("plain", True):
        return "asked", done
    return ("refused" if done == ["nothing"] else "wrong"), done


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--wrong", action="store_true", help="print what is not right")
    shown = parser.parse_args().wrong
    counts: Counter[str] = Counter()
    for name, messages in yaml.safe_load((HERE / "messages.yaml").read_text("utf-8")).items():
        speech = Speech((HERE / f"{name}.txt").read_text("utf-8"))
        for message in messages:
            kind, done = verdict(speech, message)
            counts[kind] += 1
            if shown and kind != "right":
                print(f"{kind:8}{name:11}{message['say']}\n{'':8}meant {'; '.join(message['effect'])}\n{'':8}does  {'; '.join(done)}")
    total = sum(counts.values())
    print("| messages | " + " | ".join(("right", "left", "asked", "refused", "wrong")) + " |")
    print("| --- " * 6 + "|")
    print(
        f"| {total} | "
        + " | ".join(f"{counts[kind]} ({100 * counts[kind] / total:.0f} %)" for kind in ("right", "left", "asked", "refused", "wrong"))
        + " |"
    )
    sys.exit(counts["wrong"] > 0)


if __name__ == "__main__":
    main()
