"""The office of one command, opened when a verb needs it and closed behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from agent.office import Office
from terminal.console import Console
from ui.opening import open_office


@contextmanager
def opened(console: Console) -> Iterator[Office]:
    """With the bundled samples in its library. Raises BadSetting for a home or a database that cannot be used."""
    with closing(open_office(console.settings, console.text)) as office:
        office.library.load_bundled(lambda done, total: console.say("cli.loading", done=done, total=total))
        yield office
