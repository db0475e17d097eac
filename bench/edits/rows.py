"""The rows of the bench: the orders of every speech, with the effect that each must have."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from bench.edits.places import body
from speech.document import Speech
from speech.length import count
from vectorstore.files import read_file

PLACES = (
    "part", "other", "named", "point", "quoted", "end", "paragraph", "topic", "sentence", "loose", "drop", "inside",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """`messages` in order, the last one measured; `effects` are what that one does to the text before it."""

    speech: str
    kind: str
    messages: tuple[str, ...]
    effects: tuple[str, ...]

    @property
    def message(self) -> str:
        return self.messages[-1]

    @property
    def locks(self) -> bool:
        return self.messages[0].startswith("锁定")


@dataclass(frozen=True, slots=True)
class _Place:
    """`{part}` is what is said, `{part:path}` the path, `{part:0.7}` a share of its 字 in round tens."""

    said: str
    path: str
    words: int

    def __format__(self, form: str) -> str:
        if not form:
            return self.said
        return self.path if form == "path" else str(max(10, round(self.words * float(form) / 10) * 10))


def texts() -> dict[str, str]:
    """The bundled speeches that have rows, by name, without their front matter."""
    shipped = files("vectorstore").joinpath("samples")
    return {name: read_file(name, shipped.joinpath(f"{name}.md").read_bytes())[0] for name in sorted(_table("speeches.yaml"))}


def rows(name: str, text: str) -> tuple[Row, ...]:
    key = _table("speeches.yaml")[name]
    filled = {**key, **_places(key, Speech(text))}
    return tuple(_row(name, order, filled) for order in (*_table("orders.yaml"), *key["orders"]))


def _places(key: dict[str, Any], speech: Speech) -> dict[str, _Place]:
    said = {name: key[name].split(" = ") for name in PLACES}
    said["opening"] = ["开头", "opening"]
    return {name: _Place(words, path, count(speech.words(body(speech, path)))) for name, (words, path) in said.items()}


def _row(name: str, order: dict[str, Any], filled: dict[str, Any]) -> Row:
    says = order["say"] if isinstance(order["say"], list) else [order["say"]]
    messages = tuple(say.format(**filled) for say in says)
    return Row(name, order["kind"], messages, tuple(effect.format(**filled) for effect in order["effect"]))


def _table(name: str) -> Any:
    return yaml.safe_load(files("bench.edits").joinpath(name).read_text(encoding="utf-8"))
