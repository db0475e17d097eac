"""The threads that carry runs out: one for each conversation at work, holding the lease and heeding Stop."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
import uuid
from collections.abc import Awaitable, Callable

from agent.events import Event, Failed, Finished, Stopped, Usage
from agent.recorder import Recorder
from agent.runs import LEASE, Run, Runs, State
from errors import BadSetting, BadTemplate, EndpointError, JianggaoError, LibraryHeld, NoSuchRecord, RunInProgress

GLANCE = 0.25  # seconds between two looks at whether another process asked to stop

# What a later try may find mended. Any other error is of the order itself, and would come again.
_MENDABLE = (EndpointError, LibraryHeld, BadTemplate, BadSetting)

Perform = Callable[[Run, Recorder], Awaitable[Usage]]


class Workers:
    """`perform` carries out one run and says what it used; it is cancelled when a stop is asked for."""

    def __init__(self, runs: Runs, perform: Perform) -> None:
        self._runs = runs
        self._perform = perform
        self._lock = threading.Lock()
        self._threads: dict[int, threading.Thread] = {}
        self._cancels: dict[int, Callable[[], object]] = {}
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:6]}"

    def attend(self, conversation: int) -> None:
        """See that somebody works on what the conversation has waiting or left behind: here, unless another process does."""
        with self._lock:
            thread = self._threads.get(conversation)
            if thread is None or not thread.is_alive():
                thread = threading.Thread(target=self._work, args=(conversation,), name=f"conversation-{conversation}", daemon=True)
                self._threads[conversation] = thread
                thread.start()

    def stop(self, run: int) -> None:
        """At once where the run is worked on here; else within a GLANCE of the process that works on it."""
        self._runs.request_stop(run)
        if cancel := self._cancels.get(run):
            cancel()

    def close(self, timeout: float = 5.0) -> None:
        """Stop what runs here, for a process that ends; the runs can be resumed."""
        for run in list(self._cancels):
            self.stop(run)
        for thread in list(self._threads.values()):
            thread.join(timeout)

    def _work(self, conversation: int) -> None:
        while run := self._runs.claim(conversation, self.owner):
            asyncio.run(self._hold(run))

    async def _hold(self, run: Run) -> None:
        """One run to its end. What no error of ours explains is told as `crashed` and raised on."""
        past = [event for _, event in self._runs.events(run.ident, 0)]
        recorder = Recorder(lambda events: self._runs.append(run.ident, self.owner, events), past)
        task = asyncio.ensure_future(self._perform(run, recorder))
        loop = asyncio.get_running_loop()
        self._cancels[run.ident] = lambda: loop.call_soon_threadsafe(task.cancel)
        lease = asyncio.create_task(self._keep(run, task))
        end: tuple[Event, State] | None = Failed("crashed", {}, kept=True), State.FAILED
        try:
            end = Finished(await task), State.DONE
        except asyncio.CancelledError:
            end = (Stopped(kept=True), State.STOPPED) if not (lease.done() and lease.exception()) else None
        except RunInProgress:
            end = None  # taken over while this process slept: no longer ours to tell
        except JianggaoError as error:
            deleted = isinstance(error, NoSuchRecord) and error.kind == "run"
            end = None if deleted else (Failed(error.code(), error.details, isinstance(error, _MENDABLE)), State.FAILED)
        finally:
            lease.cancel()
            del self._cancels[run.ident]
            if end:
                recorder.flush()
                self._runs.append(run.ident, self.owner, [end[0]], end[1])

    async def _keep(self, run: Run, task: asyncio.Future[Usage]) -> None:
        """Renew the lease, and cancel the work when a stop is asked for or the lease is lost."""
        renewed = 0.0
        try:
            while True:
                if time.monotonic() - renewed > LEASE / 5:
                    self._runs.renew(run.ident, self.owner)
                    renewed = time.monotonic()
                if self._runs.stop_requested(run.ident):
                    task.cancel()
                await asyncio.sleep(GLANCE)
        except (RunInProgress, NoSuchRecord):
            task.cancel()
            raise
