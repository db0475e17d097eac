"""What typer says of a command line, in the reader's language: the help of each verb, and what was wrong."""

from __future__ import annotations

from typing import Any

import typer

from ui.text import Text

# Some releases of typer carry click inside; what BadParameter is made from is the class of usage errors in all of them.
WrongUsage: type[Exception] = typer.BadParameter.__mro__[1]


def explain(command: Any, text: Text, path: str = "") -> None:
    """Give the command, its options and the commands below it their help; a missing string raises KeyError."""
    command.help = text(f"cli.verb.{path or 'jianggao'}")
    for parameter in command.params:
        parameter.help = text(f"cli.option.{parameter.name}")
    for name, below in getattr(command, "commands", {}).items():
        explain(below, text, f"{path}_{name}" if path else name)


def sentence(error: Any, text: Text) -> str:
    parameter = getattr(error, "param", None)
    what = (parameter.metavar or parameter.opts[-1]) if parameter else getattr(error, "param_hint", None)
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return str(error.format_message())
        case "NoSuchOption":
            return text("cli.usage.no_such_option", what=error.option_name)
        case "MissingParameter" if what:
            return text("cli.usage.missing", what=what)
        case "BadParameter" if what:
            return text("cli.usage.bad_value", what=what, problem=error.message)
        case _:
            return text("cli.usage.wrong", problem=error.format_message())
