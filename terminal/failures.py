"""A run's Failed event as the error that it was."""

from __future__ import annotations

from collections.abc import Iterator

from agent.events import Failed
from errors import Candidate, JianggaoError


def error_of(failed: Failed) -> JianggaoError | None:
    """None for a crash, which no error of ours explains."""
    kind = next((kind for kind in _below(JianggaoError) if kind.code() == failed.code), None)
    if kind is None:
        return None
    details = dict(failed.details)
    if "candidates" in details:
        details["candidates"] = tuple(Candidate(**candidate) for candidate in details["candidates"])
    return kind(**details)


def _below(kind: type[JianggaoError]) -> Iterator[type[JianggaoError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)
