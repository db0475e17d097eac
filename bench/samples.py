"""The bundled samples measured beside other folders of speeches: figures, sentences, words, and what two of them share.

    python -m bench.samples [FOLDER…]
    python -m bench.samples --each

Needs `pip install rjieba` for the words. Prints a Markdown table: of the first three measures the 10th, 50th and 90th
percentile over the texts of a folder, of the last two one share over all of them. Ends with status 1 where a median of
the samples lies outside the 10th to 90th percentile of the other folders' texts taken together, or where the samples
share more than LIMITS. With --each a row a sample instead, its length and the three measures.
"""

from __future__ import annotations

import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import rjieba

from speech.document import Speech
from speech.length import count
from vectorstore.files import read_file

SAMPLES = Path(__file__).parents[1] / "vectorstore" / "samples"
LIMITS = {"sentences in two texts, %": 1.0, "12-grams in two texts, %": 3.0}
_WINDOW = 500  # words; the share of distinct ones falls with the length, so it is taken over windows of one length
_GRAM = 12
_LEAST_SENTENCE = 6  # 字; 同志们： and 谢谢大家！ stand in every speech
_HEAD = ("title", "date", "byline", "salutation")


@dataclass(frozen=True, slots=True)
class Text:
    words: str
    sentences: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Text:
        """Without its head: the names and dates there are no part of how it is written."""
        speech = Speech(text)
        head = max((section.span.end for path in _HEAD if (section := speech.by_path.get(path))), default=0)
        pieces = re.split(r"(?<=[。！？；])[”’）」]*|\n", text[head:])
        return cls(text[head:], tuple(piece.strip() for piece in pieces if count(piece) >= _LEAST_SENTENCE))


def digits(text: Text) -> float:
    return 1000 * len(re.findall(r"\d+(?:\.\d+)?", text.words)) / count(text.words)


def spread(text: Text) -> float:
    return statistics.pstdev(count(sentence) for sentence in text.sentences)


def distinct(text: Text) -> float:
    words = [word for word in rjieba.cut(text.words) if re.match(r"[\w%]", word)]
    windows = [words[i : i + _WINDOW] for i in range(0, max(1, len(words) - _WINDOW + 1), 50)]
    return 100 * statistics.fmean(len(set(window)) / len(window) for window in windows)


MEASURES: dict[str, Callable[[Text], float]] = {
    "digit groups per 1000 字": digits,
    "sentence length, standard deviation in 字": spread,
    f"distinct words among {_WINDOW}, %": distinct,
}


def sentences(text: Text) -> Iterator[str]:
    yield from text.sentences


def grams(text: Text) -> Iterator[str]:
    for run in re.findall(r"[\u4e00-\u9fff]+", re.sub(r"[，、：“”]", "", text.words)):
        for i in range(len(run) - _GRAM + 1):
            yield run[i : i + _GRAM]


SHARED: dict[str, Callable[[Text], Iterator[str]]] = dict(zip(LIMITS, (sentences, grams), strict=True))


def shared(texts: list[Text], pieces: Callable[[Text], Iterator[str]]) -> float:
    """How many of 100 pieces stand in two texts."""
    found = [set(pieces(text)) for text in texts]
    holders = Counter(piece for each in found for piece in each)
    return 100 * sum(holders[piece] > 1 for each in found for piece in each) / max(1, sum(map(len, found)))


def percentiles(values: list[float]) -> tuple[float, float, float]:
    tenths = statistics.quantiles(values, n=10, method="inclusive")
    return tenths[0], tenths[4], tenths[8]


def texts_in(folder: Path) -> list[Text]:
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".md", ".txt"))
    return [Text.of(read_file(path.name, path.read_bytes())[0]) for path in paths]


def each() -> None:
    for path in sorted(SAMPLES.glob("*.md")):
        text = Text.of(read_file(path.name, path.read_bytes())[0])
        values = " | ".join(f"{of(text):.1f}" for of in MEASURES.values())
        print(f"| {path.stem} | {count(text.words)} | {values} |")


def main(folders: list[str]) -> int:
    if folders == ["--each"]:
        each()
        return 0
    columns = {"samples": texts_in(SAMPLES)} | {Path(folder).name: texts_in(Path(folder)) for folder in folders}
    others = [text for name, texts in columns.items() if name != "samples" for text in texts]
    columns |= {"together": others} if len(folders) > 1 else {}
    faults = []
    print("| measure | " + " | ".join(columns) + " |\n|" + " --- |" * (len(columns) + 1))
    print("| texts | " + " | ".join(str(len(texts)) for texts in columns.values()) + " |")
    print("| 字 | " + " | ".join(f"{sum(count(text.words) for text in texts):,}" for texts in columns.values()) + " |")
    for measure, of in MEASURES.items():
        values = {name: percentiles([of(text) for text in texts]) for name, texts in columns.items()}
        print(f"| {measure} | " + " | ".join("{:.1f} · {:.1f} · {:.1f}".format(*three) for three in values.values()) + " |")
        if others:
            least, _, most = percentiles([of(text) for text in others])
            inside = sum(least <= of(text) <= most for text in columns["samples"])
            print(f"| … inside the others' range | {inside} of {len(columns['samples'])} |" + " |" * (len(columns) - 1))
            faults += [] if least <= values["samples"][1] <= most else [measure]
    for measure, of_pieces in SHARED.items():
        rates = {name: shared(texts, of_pieces) for name, texts in columns.items()}
        print(f"| {measure} | " + " | ".join(f"{rate:.2f}" for rate in rates.values()) + " |")
        faults += [] if rates["samples"] <= LIMITS[measure] else [measure]
    for fault in faults:
        print(f"outside: {fault}", file=sys.stderr)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
