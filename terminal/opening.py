"""The office of one command, opened when a verb needs it and closed behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy.exc import SQLAlchemyError

from agent.office import Office
from errors import BadSetting
from terminal.console import Console


@contextmanager
def opened(console: Console) -> Iterator[Office]:
    """With the bundled samples in its library. Raises BadSetting for a home or a database that cannot be used."""
    with closing(_connected(console)) as office:
        office.library.load_bundled(lambda done, total: console.say("cli.loading", done=done, total=total))
        yield office


def _connected(console: Console) -> Office:
    try:
        return Office.open(console.settings)
    except OSError as error:
        raise BadSetting("JIANGGAO_HOME", console.text("cli.takes.home", problem=error.strerror)) from error
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        problem = str(error).splitlines()[0]
        raise BadSetting("JIANGGAO_DATABASE_URL", console.text("cli.takes.database", problem=problem)) from error
