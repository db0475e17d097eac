"""doctor: what is configured, what is missing, what each means. A key is never shown."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import typer

from errors import BadSetting, JianggaoError
from settings import Settings, is_local
from terminal.console import Console

_SIGNS = {"ok": "✓", "missing": "–", "failed": "✗"}


@dataclass(frozen=True, slots=True)
class Check:
    """`missing` is what works without; `failed` does not work as it is set, and makes the exit status."""

    name: str
    state: Literal["ok", "missing", "failed"]
    message: str
    exit_status: int = 0


def examine(console: Console) -> None:
    checks = [*_store(console), *_model(console), _embeddings(console)]
    shown = [{"name": check.name, "state": check.state, "message": check.message} for check in checks]
    console.answer({"checks": shown}, "\n".join(f"{_SIGNS[check.state]} {check.message}" for check in checks))
    status = next((check.exit_status for check in checks if check.exit_status), 0)
    if status:
        raise typer.Exit(status)


def _store(console: Console) -> Iterator[Check]:
    """The folder, the database in it and the library; without the first the others are not tried."""
    from sqlalchemy import make_url

    from terminal.opening import opened

    text, settings = console.text, console.settings
    try:
        with opened(console) as office:
            conversations, samples = len(office.conversations()), len(office.library.samples())
    except BadSetting as error:
        yield Check(error.name, "failed", text.error(error.code(), error.details), error.exit_status)
        return
    yield Check("home", "ok", text("cli.doctor.home", home=settings.home))
    url = make_url(settings.database).render_as_string(hide_password=True)
    yield Check("database", "ok", text("cli.doctor.database", url=url, conversations=conversations))
    if samples:
        yield Check("library", "ok", text("cli.doctor.library", samples=samples))
    else:
        yield Check("library", "missing", text("cli.doctor.no_library"))


def _model(console: Console) -> Iterator[Check]:
    text, settings = console.text, console.settings
    if settings.writer == "offline":
        yield Check("writer", "ok", text("cli.doctor.chosen_offline"))
        return
    if not settings.writes_with_model:
        yield Check("writer", "missing", text("cli.doctor.offline", missing=text("list_joint").join(_wanting(settings))))
        return
    if settings.model:
        yield Check("writer", "ok", text("cli.doctor.model", model=settings.model))
    if settings.openai_api_key:
        yield Check("key", "ok", text("cli.doctor.key"))
    else:
        yield Check("key", "missing", text("cli.doctor.no_key"))
    try:
        host = asyncio.run(_greet(settings))
    except JianggaoError as error:
        yield Check("endpoint", "failed", text.error(error.code(), error.details), error.exit_status)
        return
    yield Check("endpoint", "ok", text("cli.doctor.endpoint" if is_local(settings.openai_base_url) else "cli.doctor.outside", host=host))


def _wanting(settings: Settings) -> Iterator[str]:
    if settings.model is None:
        yield "JIANGGAO_MODEL"
    if settings.openai_api_key is None and not is_local(settings.openai_base_url):
        yield "OPENAI_API_KEY"


async def _greet(settings: Settings) -> str:
    """One small real call, given up after what a person would wait for."""
    from agent.model.connection import open_endpoint
    from agent.model.endpoint import Patience

    async with open_endpoint(settings, Patience(first=30, between=30, retries=0)) as endpoint:
        async for _ in endpoint.reply([("user", "你好")]):
            pass
        return endpoint.host


def _embeddings(console: Console) -> Check:
    model = console.settings.embedding_model
    return Check("embeddings", "ok", console.text("cli.doctor.embeddings" if model else "cli.doctor.own_embeddings", model=model))
