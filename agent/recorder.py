"""From events to the archive: at once, but for streamed text, which goes in batches."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence

from agent.events import Event, SectionText

BATCH = 0.08  # seconds of streamed text in one event: a page redraws no faster, and each event is a write


class Recorder:
    """Keeps what was told in one run and hands it to `append` in order. Lives on one event loop."""

    def __init__(self, append: Callable[[Sequence[Event]], None], past: Iterable[Event] = ()) -> None:
        self._append = append
        self._pending: dict[int, list[str]] = {}
        self._flushed = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self.told: list[Event] = list(past)

    def emit(self, event: Event) -> None:
        if not isinstance(event, SectionText):
            self.flush()
            self.told.append(event)
            self._append([event])
            return
        self._pending.setdefault(event.section, []).append(event.text)
        wait = self._flushed + BATCH - time.monotonic()
        if wait <= 0:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(wait, self.flush)

    def flush(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._pending:
            batch = [SectionText(section, "".join(pieces)) for section, pieces in self._pending.items()]
            self._pending.clear()
            self.told.extend(batch)
            self._append(batch)
            self._flushed = time.monotonic()
