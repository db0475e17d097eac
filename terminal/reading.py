"""The verbs that only read a speech. Nothing heavy is imported for them, and no database opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import typer

from errors import AmbiguousAddress, NoSuchSection
from speech.checks import check as findings_of
from speech.document import Speech
from speech.findings import Finding
from speech.length import count, minutes
from speech.locate import locate as targets_of
from speech.structure import Section
from terminal.console import Console
from ui.text import Text

_FIRST_WORDS = 24  # code points of a part without a heading, shown in its place


def outline(console: Console, speech: Speech) -> None:
    chars, spoken = count(speech.text), round(minutes(speech.text), 1)
    value = {"text": speech.text, "chars": chars, "minutes": spoken, "sections": [_section(speech, s) for s in speech.sections]}
    lines = [*_outline_lines(speech, console.text), console.text("cli.total", chars=chars, minutes=spoken)]
    console.answer(value, "\n".join(lines))


def _section(speech: Speech, section: Section) -> dict[str, Any]:
    return {
        "path": section.path,
        "level": section.level,
        "role": section.role,
        "heading": speech.words(section.heading) if section.heading else "",
        "start": section.span.start,
        "end": section.span.end,
        "chars": count(speech.words(section.span)),
        "sections": [_section(speech, child) for child in section.sections],
    }


def _outline_lines(speech: Speech, text: Text) -> Iterator[str]:
    for section in speech.walk():
        words = " ".join(speech.words(section.heading or section.span).split())
        if len(words) > _FIRST_WORDS and not section.heading:
            words = words[:_FIRST_WORDS] + "…"
        indent = "  " * (section.level - 1)
        yield f"{indent}{section.path}  {words}  {text('words', count=count(speech.words(section.span)))}"


def locate(console: Console, speech: Speech, address: str) -> None:
    try:
        targets = targets_of(speech, address)
    except (AmbiguousAddress, NoSuchSection) as error:
        if not console.json:
            raise
        kind = "ambiguous" if isinstance(error, AmbiguousAddress) else "none"
        console.answer({"error": kind, "candidates": [asdict(candidate) for candidate in error.candidates]}, "")
        raise typer.Exit(error.exit_status) from error
    value = {"sections": [{"path": target.path, **asdict(target.span)} for target in targets]}
    lines = [f"{target.path}  {target.span.start}–{target.span.end}\n{speech.words(target.span)}" for target in targets]
    console.answer(value, "\n".join(lines))


def check(console: Console, speech: Speech) -> None:
    found = findings(findings_of(speech), console.text)
    lines = "\n".join(_finding_line(one, console.text) for one in found)
    console.answer({"findings": found}, lines or console.text("chat.found_nothing"))


def _finding_line(one: dict[str, Any], text: Text) -> str:
    return f"{text('severity.' + one['severity'])}  {one['start']}–{one['end']}  {one['message']}  {one['text']}"


def findings(found: Iterable[Finding], text: Text) -> list[dict[str, Any]]:
    return [
        {
            "code": finding.code,
            "severity": finding.severity,
            "start": finding.start,
            "end": finding.end,
            "text": finding.text,
            "message": text(f"finding.{finding.code}", **finding.details),
        }
        for finding in found
    ]
