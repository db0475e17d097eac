"""The verbs of the sample library: search, and library add, list, remove, rebuild."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

from errors import UnreadableFile
from speech.structure import Role
from terminal import documents
from terminal.console import Console, note
from terminal.opening import opened
from ui.text import Text
from vectorstore.passages import Hit, Sample


def search(console: Console, query: str, k: int, role: str | None, occasion: str | None) -> None:
    wanted = _role(role, console.text) if role else None
    with opened(console) as office:
        hits = office.library.search(query, k=k, role=wanted, occasion=occasion)
    results = [_result(hit) for hit in hits]
    lines = [f"{place}. {one['title']}  {one['heading']}\n{one['text']}\n" for place, one in enumerate(results, 1)]
    console.answer({"results": results}, "\n".join(lines) or console.text("library.nothing"))


def _role(words: str, text: Text) -> Role:
    """By its name in code or in the reader's language."""
    named = {name: role for role in Role for name in (role.value, text(f"role.{role}"))}
    if words not in named:
        labels = "、".join(text(f"role.{role}") for role in Role)
        raise typer.BadParameter(text("cli.usage.roles", roles=labels), param_hint="--role")
    return named[words]


def _result(hit: Hit) -> dict[str, Any]:
    return {
        "passage": hit.passage.ident,
        "sample": hit.sample.ident,
        "title": hit.sample.details.title,
        "heading": hit.passage.heading,
        "role": hit.passage.role,
        "text": hit.passage.text,
        "score": round(hit.score, 4),
    }


def add(console: Console, paths: Iterable[Path]) -> None:
    """Every file is tried. A refused one makes the exit status, and keeps the others from nothing."""
    added: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    with opened(console) as office:
        for path in _files(paths):
            try:
                result = office.library.add(path.name, documents.contents(path))
            except UnreadableFile as error:
                sentence = console.text.error(error.code(), error.details)
                refused.append({"file": str(path), "error": error.reason, "message": sentence})
            else:
                added.append({"file": str(path), "new": result.new, **_described(result.sample)})
    lines = [console.text("cli.added" if one["new"] else "cli.known", **one) for one in added]
    console.answer({"added": added, "refused": refused}, "\n".join(lines) or console.text("cli.added_none"))
    for one in refused:
        note(one["message"])
    if refused:
        raise typer.Exit(UnreadableFile.exit_status)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """A folder stands for the speeches in it and below."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in documents.KINDS and file.is_file())
        else:
            yield path


def show(console: Console) -> None:
    with opened(console) as office:
        samples = [_described(sample) for sample in office.library.samples()]
    lines = [console.text("cli.sample", **sample) for sample in samples]
    console.answer({"samples": samples}, "\n".join(lines) or console.text("cli.no_samples"))


def remove(console: Console, ident: int) -> None:
    with opened(console) as office:
        office.library.remove(ident)
    console.answer({"removed": ident}, console.text("cli.removed_sample", sample=ident))


def rebuild(console: Console) -> None:
    with opened(console) as office:
        office.library.rebuild(lambda done, total: console.say("cli.rebuilding", done=done, total=total))
        samples = office.library.samples()
    value = {"samples": len(samples), "passages": sum(sample.passages for sample in samples)}
    console.answer(value, console.text("cli.rebuilt", **value))


def _described(sample: Sample) -> dict[str, Any]:
    details = sample.details
    return {
        "sample": sample.ident,
        "title": details.title,
        "speaker": details.speaker,
        "occasion": details.occasion,
        "year": details.year,
        "field": details.field,
        "chars": sample.chars,
        "passages": sample.passages,
        "bundled": sample.bundled,
        "shareable": details.shareable,
        "source": sample.source,
    }
