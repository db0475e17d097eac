"""Search: how fast it is over the bundled library, and how good over a folder of labelled passages.

    python -m bench.search [FOLDER]

FOLDER holds pairs of files NAME_passages.jsonl ({"id", "text", "topics"?}) and NAME_queries.jsonl
({"query", "id"} for recall, {"query", "topic"} for precision). Nothing of it is kept.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from database import open_database
from vectorstore.chroma import VectorIndex
from vectorstore.embeddings import HashedNgrams
from vectorstore.lexical import LexicalIndex
from vectorstore.library import Library
from vectorstore.passages import Entry
from vectorstore.retrieval import Channels, Ranked

QUERIES = (
    "抓好安全生产责任落实",
    "打击电信网络诈骗",
    "作风建设和纪律要求",
    "对先进典型的祝贺与希望",
    "乡村振兴产业怎么抓",
    "感谢组织信任，履职承诺",
)
ROUNDS = 50


def speed(folder: Path) -> None:
    engine = open_database(f"sqlite:///{folder / 'bench.db'}")
    library = Library(engine, folder / "library", HashedNgrams())
    start = time.perf_counter()
    library.load_bundled(lambda _done, _total: None)
    print(f"bundled library: {len(library.samples())} samples loaded in {time.perf_counter() - start:.2f} s, importing Chroma included")
    _print_times("search", lambda query: library.search(query))
    library.close()
    engine.dispose()


def quality(name: str, folder: Path, scratch: Path) -> None:
    passages = _read(folder / f"{name}_passages.jsonl")
    queries = _read(folder / f"{name}_queries.jsonl")
    channels = _indexed([passage["text"] for passage in passages], scratch)
    print(f"{name}: {len(passages)} passages, {len(queries)} queries")
    for label, channel in (
        ("words", channels.by_words),
        ("feedback", channels.by_feedback),
        ("vectors", channels.by_vector),
        ("fused", channels.fused),
    ):
        print(f"  {label:9}{_measured(channel, passages, queries)}")
    _print_times("  fused", lambda query: channels.fused(query, 100), [query["query"] for query in queries][: ROUNDS * 4])


def _indexed(texts: list[str], scratch: Path) -> Channels:
    entries = [Entry(i, i, "", text, text, True) for i, text in enumerate(texts)]
    lexical, vectors = LexicalIndex(scratch / "lexical", "bench"), VectorIndex(scratch / "chroma", None, "bench", HashedNgrams())
    for index in (lexical, vectors):
        index.apply([], entries, 1)
    return Channels(lexical, vectors, lambda idents: {ident: texts[ident] for ident in idents})


def _measured(channel: Callable[[str, int], Ranked], passages: list[dict[str, Any]], queries: list[dict[str, Any]]) -> str:
    found = [[passages[ident] for ident, _ in channel(query["query"], 100)[:5]] for query in queries]
    if "topic" in queries[0]:
        precise = [sum(query["topic"] in passage["topics"] for passage in five) / 5 for query, five in zip(queries, found, strict=True)]
        return f"P@5 {np.mean(precise):.3f}"
    ranks = [[passage["id"] for passage in five] for five in found]
    first = np.mean([query["id"] == five[0] for query, five in zip(queries, ranks, strict=True)])
    among = np.mean([query["id"] in five for query, five in zip(queries, ranks, strict=True)])
    return f"recall@1 {first:.3f}  recall@5 {among:.3f}"


def _print_times(label: str, search: Callable[[str], object], queries: list[str] | None = None) -> None:
    times = []
    for query in queries or list(QUERIES) * ROUNDS:
        start = time.perf_counter()
        search(query)
        times.append((time.perf_counter() - start) * 1000)
    print(f"{label}: p50 {np.percentile(times, 50):.1f} ms, p95 {np.percentile(times, 95):.1f} ms")


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        speed(Path(scratch))
        for folder in map(Path, arguments):
            for file in sorted(folder.glob("*_passages.jsonl")):
                name = file.name.removesuffix("_passages.jsonl")
                quality(name, folder, Path(scratch) / name)


if __name__ == "__main__":
    main(sys.argv[1:])
