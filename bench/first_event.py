"""How long until something can be shown: the first piece of a reply and of a talk, over real HTTP from a script.

    python -m bench.first_event [--rate 200]

The server answers at once (`--rate` in characters a second slows it), so what is printed is what we add to an endpoint.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable

from pydantic import SecretStr

from agent.converse import Conversation, converse
from agent.model.connection import open_endpoint
from agent.model.endpoint import Endpoint
from agent.orders import Order
from settings import Settings
from tests.protocol import Protocol

TEXT = "会后各单位要把任务领回去，排出清单，一件一件办。" * 100
TRIES = 10


async def timed(pieces: AsyncIterator[str]) -> tuple[float, float, int]:
    """Seconds to the first piece, seconds in all, pieces."""
    begun = time.perf_counter()
    first, number = 0.0, 0
    async for _ in pieces:
        first = first or time.perf_counter() - begun
        number += 1
    return first, time.perf_counter() - begun, number


async def perform(order: Order) -> str:
    return f"已完成：{order.kind}"


async def measure(name: str, url: str, ask: Callable[[Endpoint], AsyncIterator[str]]) -> None:
    settings = Settings(_env_file=None, OPENAI_API_KEY=SecretStr("none"), OPENAI_BASE_URL=url, JIANGGAO_MODEL="scripted")
    firsts, chunks, opens = [], [], []
    for attempt in range(TRIES + 1):
        begun = time.perf_counter()
        async with open_endpoint(settings) as endpoint:
            opened = time.perf_counter() - begun
            first, whole, number = await timed(ask(endpoint))
        if attempt == 0:
            print(f"{name}: cold, imports included: open {opened * 1e3:.0f} ms, first piece {first * 1e3:.0f} ms")
            continue
        opens.append(opened)
        firsts.append(first)
        chunks.append((whole - first) / number)
    opened, first, chunk = (statistics.median(values) for values in (opens, firsts, chunks))
    print(f"{name}: open {opened * 1e3:.0f} ms, first piece {first * 1e3:.1f} ms, {chunk * 1e6:.0f} µs a piece")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=0.0)
    with Protocol(lambda _: TEXT, rate=parser.parse_args().rate) as server:
        asyncio.run(measure("reply", server.url, lambda endpoint: endpoint.reply([("user", "写一段")])))
        asyncio.run(measure("talk", server.url, lambda endpoint: converse(endpoint, Conversation("说说"), perform)))


if __name__ == "__main__":
    main()
