"""How long a person waits: first page, search, an offline draft, the first words of a model.

    python -m bench.speed [--runs 7]

Prints a Markdown table with the machine named. Each figure is a median with its range.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from agent.events import SectionText
from agent.office import Office
from agent.orders import Open, Revise, Talk
from settings import Settings
from tests.agent.speeches import SPEECH
from tests.protocol import Protocol, Reply, Request

ORDER = "起草一篇全市公安机关半年工作总结会议讲话，局长讲，2000字，要点：一是反诈破案率上升12%，二是基层派出所改革，三是队伍纪律作风"
QUERIES = ("反诈破案率上升", "基层派出所改革", "队伍纪律作风", "防汛物资储备", "乡村振兴示范村", "民营企业座谈", "以案促改", "教师节表彰")


@contextmanager
def office(**settings: object) -> Iterator[Office]:
    with tempfile.TemporaryDirectory() as home:
        opened = Office.open(Settings(_env_file=None, JIANGGAO_HOME=home, **settings))
        opened.library.load_bundled(lambda done, total: None)
        yield opened
        opened.close()


def timed(work: Callable[[], object], runs: int) -> list[float]:
    work()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return times


def search(runs: int) -> list[float]:
    with office(JIANGGAO_WRITER="offline") as open_office:
        return [t for query in QUERIES for t in timed(lambda query=query: open_office.library.search(query, k=5), runs)]


def offline_draft(runs: int) -> list[float]:
    with office(JIANGGAO_WRITER="offline") as open_office:
        return timed(lambda: list(open_office.follow(open_office.submit(open_office.begin(), Talk(ORDER)))), runs)


def first_words(runs: int) -> list[float]:
    """From the moment the endpoint begins to send to the first SectionText in the archive, through a whole run."""
    waits = []
    sent: list[float] = []

    def answer(request: Request) -> Reply:
        sent.append(time.perf_counter())
        return "上半年，各单位把反诈工作摆在突出位置，一件一件抓落实。" * 3

    with (
        Protocol(answer, rate=200) as server,
        office(OPENAI_BASE_URL=server.url, JIANGGAO_MODEL="scripted", JIANGGAO_WRITER="model") as open_office,
    ):
        for _ in range(runs + 1):
            conversation = open_office.begin()
            list(open_office.follow(open_office.submit(conversation, Open(SPEECH))))
            sent.clear()
            run = open_office.submit(conversation, Revise("第二部分", "重写"))
            while not any(isinstance(event, SectionText) for _, event in open_office.events(run)):
                time.sleep(0.001)
            waits.append(time.perf_counter() - sent[0])
            list(open_office.follow(run))
    return waits[1:]


def first_page(runs: int) -> list[float]:
    """From the command to the order field on the page, in a browser that is already running."""
    from playwright.sync_api import sync_playwright

    times = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as home:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for _ in range(runs + 1):
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            environment = {**os.environ, "JIANGGAO_HOME": home, "JIANGGAO_WRITER": "offline", "STREAMLIT_SERVER_HEADLESS": "true"}
            began = time.perf_counter()
            app = subprocess.Popen(
                [sys.executable, "-m", "cli", "app", "--port", str(port)],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                while True:
                    with socket.socket() as probe:
                        if probe.connect_ex(("127.0.0.1", port)) == 0:
                            break
                    time.sleep(0.02)
                page = browser.new_page()
                page.goto(f"http://127.0.0.1:{port}")
                page.get_by_role("textbox").first.wait_for(timeout=60_000)
                times.append(time.perf_counter() - began)
                page.close()
            finally:
                app.terminate()
                app.wait()
        browser.close()
    return times[1:]


def row(name: str, times: list[float], bar: str) -> str:
    low, middle, high = (f"{t * 1000:,.0f}" for t in (min(times), statistics.median(times), max(times)))
    p95 = f"{statistics.quantiles(times, n=20)[-1] * 1000:,.0f}" if len(times) >= 20 else ""
    return f"| {name} | {middle} ({low}–{high}) | {p95} | {bar} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| what | median ms (range) | p95 | bar |\n| --- | --- | --- | --- |")
    print(row("command to first page, warm", first_page(runs), "5,000"))
    print(row("search over the bundled library", search(runs), "p95 30"))
    print(row("offline draft of 2,000 字, saved", offline_draft(runs), "2,000"))
    print(row("endpoint's first token to first SectionText", first_words(runs), "60"))


if __name__ == "__main__":
    main()
