"""The terminal's front door: the verbs, their options, and what a shell is told of how they ended."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from errors import BadSetting, JianggaoError, UsageError
from settings import Settings, read_settings
from terminal.console import INTERRUPTED, Console, speak_utf8
from terminal.usage import WrongUsage, explain, sentence
from ui.text import load

# Each verb takes it for its help and its parsing; `main` reads it, because a command line that does not parse answers in JSON too.
Json = Annotated[bool, typer.Option("--json")]
Out = Annotated[Path | None, typer.Option("-o", "--out")]
File = Annotated[str, typer.Argument(metavar="FILE")]

verbs = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
library = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
verbs.add_typer(library, name="library")


@verbs.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def app(context: typer.Context, port: Annotated[int, typer.Option(min=1, max=65535)] = 8501) -> None:
    from terminal.serving import serve

    serve(port, context.args)


@verbs.command()
def draft(
    context: typer.Context,
    task: Annotated[str, typer.Argument(metavar="TASK")],
    material: Annotated[list[str] | None, typer.Option("-m", "--material", metavar="FILE")] = None,
    words: Annotated[int | None, typer.Option(min=1)] = None,
    out: Out = None,
    json: Json = False,
) -> None:
    from terminal import documents, writing

    documents.check_writable(out)
    texts = tuple(documents.read(file).text for file in material or ())
    writing.draft(context.obj, task, words, texts, out)


@verbs.command()
def revise(
    context: typer.Context,
    file: File,
    command: Annotated[str, typer.Argument(metavar="ORDER")],
    out: Out = None,
    json: Json = False,
) -> None:
    from terminal import documents, writing

    documents.check_writable(out)
    writing.revise(context.obj, documents.read(file), command, out)


@verbs.command()
def resume(
    context: typer.Context,
    run: Annotated[int | None, typer.Argument(metavar="RUN")] = None,
    out: Out = None,
    json: Json = False,
) -> None:
    from terminal import documents, writing

    documents.check_writable(out)
    writing.resume(context.obj, run, out)


@verbs.command()
def outline(context: typer.Context, file: File, json: Json = False) -> None:
    from terminal import documents, reading

    reading.outline(context.obj, documents.read(file).speech)


@verbs.command()
def locate(
    context: typer.Context,
    file: File,
    address: Annotated[str, typer.Argument(metavar="ADDRESS")],
    json: Json = False,
) -> None:
    from terminal import documents, reading

    reading.locate(context.obj, documents.read(file).speech, address)


@verbs.command()
def check(context: typer.Context, file: File, json: Json = False) -> None:
    from terminal import documents, reading

    reading.check(context.obj, documents.read(file).speech)


@verbs.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY")],
    count: Annotated[int, typer.Option("-k", min=1)] = 5,
    role: Annotated[str | None, typer.Option()] = None,
    occasion: Annotated[str | None, typer.Option()] = None,
    json: Json = False,
) -> None:
    from terminal import samples

    samples.search(context.obj, query, count, role, occasion)


@library.command()
def add(context: typer.Context, paths: Annotated[list[Path], typer.Argument(metavar="PATH...")], json: Json = False) -> None:
    from terminal import samples

    samples.add(context.obj, paths)


@library.command("list")
def show(context: typer.Context, json: Json = False) -> None:
    from terminal import samples

    samples.show(context.obj)


@library.command()
def remove(context: typer.Context, sample: Annotated[int, typer.Argument(metavar="ID")], json: Json = False) -> None:
    from terminal import samples

    samples.remove(context.obj, sample)


@library.command()
def rebuild(context: typer.Context, json: Json = False) -> None:
    from terminal import samples

    samples.rebuild(context.obj)


@verbs.command()
def export(
    context: typer.Context,
    file: File,
    out: Annotated[Path, typer.Option("-o", "--out")],
    profile: Annotated[str, typer.Option()] = "印发稿",
    json: Json = False,
) -> None:
    from terminal import documents

    documents.check_writable(out)
    documents.export(out, documents.read(file).speech, profile)
    context.obj.answer({"file": str(out)}, context.obj.text("cli.saved", file=out))


@verbs.command()
def doctor(context: typer.Context, json: Json = False) -> None:
    from terminal.doctor import examine

    examine(context.obj)


def main(arguments: Sequence[str] | None = None) -> None:
    """The console script; it ends the process with the status that the error's class names."""
    speak_utf8()
    json = "--json" in (sys.argv[1:] if arguments is None else arguments)
    try:
        settings = read_settings()
    except BadSetting as error:
        defaults = Settings.model_construct()  # the language is a setting too
        Console(defaults, load(defaults.language), json).fail(error)
        sys.exit(error.exit_status)
    sys.exit(_run(Console(settings, load(settings.language), json), arguments))


def _run(console: Console, arguments: Sequence[str] | None) -> int:
    command = typer.main.get_command(verbs)
    explain(command, console.text)
    try:
        return command.main(arguments, "jianggao", standalone_mode=False, obj=console) or 0
    except JianggaoError as error:
        console.fail(error)
        return error.exit_status
    except WrongUsage as error:
        console.refuse("usage", sentence(error, console.text))
        return UsageError.exit_status
    except typer.Abort:
        return INTERRUPTED


if __name__ == "__main__":
    main()
