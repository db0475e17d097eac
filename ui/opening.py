"""The office opened for a front door, its troubles named as the settings that they come from."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError

from agent.office import Office
from errors import BadSetting
from settings import Settings
from ui.text import Text


def open_office(settings: Settings, text: Text) -> Office:
    """Raises BadSetting for a home or a database that cannot be used."""
    try:
        return Office.open(settings)
    except OSError as error:
        raise BadSetting("JIANGGAO_HOME", text("cli.takes.home", problem=error.strerror)) from error
    except (SQLAlchemyError, ModuleNotFoundError, UnicodeDecodeError) as error:
        problem = str(error).splitlines()[0]
        raise BadSetting("JIANGGAO_DATABASE_URL", text("cli.takes.database", problem=problem)) from error
