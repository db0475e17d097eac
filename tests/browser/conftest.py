"""The real application as a process of its own, and a real Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
START = 60.0  # seconds for a start on a busy machine
expect.set_options(timeout=60_000)


@contextmanager
def running(home: Path, **settings: str) -> Iterator[str]:
    """The address of an application started with these settings and no others."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "JIANGGAO_", "STREAMLIT_"))}
    given = {"JIANGGAO_WRITER": "offline", **settings, "JIANGGAO_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.headless", "true", "--server.port", str(port)]
    home.mkdir(parents=True)
    with (home / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=home, env=inherited | given, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        assert process.poll() is None, "the application ended at once"
        try:
            with urlopen(address, timeout=5):
                return
        except URLError:
            time.sleep(0.05)
    raise AssertionError("the application did not start")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One offline application for the tests of a file; each test begins a conversation of its own."""
    with running(tmp_path_factory.mktemp("office") / "home") as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Closed with the file: while it is open no other test could run an event loop.
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Callable[[str], Page]]:
    """Open an address in a tab, at the size of a small office screen."""
    contexts: list[BrowserContext] = []

    def opened(address: str) -> Page:
        contexts.append(chromium.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        page.goto(address)
        page.locator("[data-testid=stChatInput] textarea").wait_for()
        # A tab that is clicked while the page is still being drawn springs back.
        page.locator('[data-testid=stApp][data-test-script-state="notRunning"]').wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
