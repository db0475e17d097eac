"""The sample library: the front of this room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib.resources import files
from pathlib import Path, PurePath

from sqlalchemy import Engine

from errors import LibraryHeld
from speech.structure import Role
from vectorstore.catalogue import Catalogue, digest_of
from vectorstore.details import describe
from vectorstore.embeddings import Embedder
from vectorstore.files import read_file
from vectorstore.indexes import Indexes
from vectorstore.lexical import terms
from vectorstore.passages import Added, Details, Hit, Label, Passage, Sample
from vectorstore.retrieval import Ranked

Progress = Callable[[int, int], None]

_PATIENCE = 10.0  # seconds to wait for another process to finish writing
_CANDIDATES = 100  # asked of each channel at first
_OF_ONE_SAMPLE, _AMONG = 2, 5  # passages of one sample among the results


class Library:
    """Safe to share between threads. Opening it does nothing; the indexes open at the first search or addition.

    What is added or removed is so when the call returns. The indexes follow at once unless another process is
    writing them; then that process, or the next search, brings them up to date. Where the embedder is an endpoint and
    fails, EndpointError is raised by what needed it; what was added is kept, and embedded later.
    """

    def __init__(self, engine: Engine, folder: Path, embedder: Embedder, chroma_url: str | None = None) -> None:
        self._catalogue = Catalogue(engine)
        self._indexes = Indexes(self._catalogue, folder, embedder, chroma_url)

    def add(self, name: str, data: bytes) -> Added:
        """A file's bytes; `name` is only shown. Raises UnreadableFile."""
        text, front = read_file(name, data)
        details = describe(text, front)
        return self.add_text(text, details if details.title else replace(details, title=PurePath(name).stem), name)

    def add_text(self, text: str, details: Details, source: str) -> Added:
        added = self._catalogue.add(text, details, source)
        if added.new:
            self._follow()
        return added

    def remove(self, ident: int) -> None:
        """Raises NoSuchRecord."""
        self._catalogue.remove(ident)
        self._follow()

    def samples(self) -> tuple[Sample, ...]:
        return self._catalogue.samples()

    def sample(self, ident: int) -> Sample:
        """Raises NoSuchRecord."""
        return self._catalogue.sample(ident)

    def sample_text(self, ident: int) -> str:
        """Raises NoSuchRecord."""
        return self._catalogue.text(ident)

    def passages(self, sample_id: int) -> tuple[Passage, ...]:
        return self._catalogue.passages_of(sample_id)

    def search(
        self,
        query: str,
        k: int = 5,
        role: Role | None = None,
        occasion: str | None = None,
        sample: int | None = None,
        only_shareable: bool = False,
    ) -> tuple[Hit, ...]:
        """The best `k`, best first; the score compares within one search only.

        Two passages of one sample at most among five, as long as others are left.
        """

        def fits(label: Label) -> bool:
            return (
                (role is None or label.role == role)
                and (occasion is None or label.occasion == occasion)
                and (sample is None or label.sample == sample)
                and (label.shareable or not only_shareable)
            )

        if k < 1 or not terms(query) or not self._catalogue.head():
            return ()
        with self._indexes.reading() as channels:
            limit, everything = max(_CANDIDATES, 4 * k), channels.lexical.size
            while True:
                ranked = channels.fused(query, limit, sample)
                labels = self._catalogue.labels([ident for ident, _ in ranked])
                fitting = [(ident, score) for ident, score in ranked if ident in labels and fits(labels[ident])]
                chosen = fitting[:k] if sample is not None else _diverse(fitting, labels, k)
                # Filters work on this side of the lists: ask for more until there is enough or no more.
                if limit >= everything or (len(chosen) == k and (sample is not None or _is_diverse(chosen, labels))):
                    break
                limit *= 4
        return self._hits(chosen)

    def load_bundled(self, progress: Progress) -> None:
        """Take in the speeches that come with the product, each text once: one that was removed stays removed.

        Called at every start, so it also masks anew what an older masker masked.
        """
        self._catalogue.remask(progress)
        shipped = (file for file in files("vectorstore").joinpath("samples").iterdir() if file.name.endswith(".md"))
        read = [(file.name, *read_file(file.name, file.read_bytes())) for file in sorted(shipped, key=lambda file: file.name)]
        held = self._catalogue.ever_held(digest_of(text) for _, text, _ in read)
        new = [(name, text, front) for name, text, front in read if digest_of(text) not in held]
        for done, (name, text, front) in enumerate(new, start=1):
            self._catalogue.add(text, describe(text, front), name, bundled=True)
            progress(done, len(new))
        if new:  # else the first search brings the indexes up to date, and a start need not wait for them
            self._follow()

    def catch_up(self, progress: Progress) -> None:
        """Mask anew what an older masker masked, and bring the indexes up to the catalogue. Raises LibraryHeld."""
        self._catalogue.remask(progress)
        self._indexes.follow(progress, _PATIENCE)

    def rebuild(self, progress: Progress) -> None:
        """Make the indexes anew from the catalogue. Raises LibraryHeld when another process is writing them."""
        self._catalogue.remask(progress)
        self._indexes.rebuild(progress)

    def close(self) -> None:
        self._indexes.close()

    def _follow(self) -> None:
        with suppress(LibraryHeld):  # the catalogue has it; see the class
            self._indexes.follow(lambda _done, _total: None, _PATIENCE)

    def _hits(self, chosen: Ranked) -> tuple[Hit, ...]:
        passages = self._catalogue.passages([ident for ident, _ in chosen])
        samples = {ident: self._catalogue.sample(ident) for ident in {passage.sample for passage in passages.values()}}
        return tuple(Hit(passages[ident], samples[passages[ident].sample], score) for ident, score in chosen if ident in passages)


def _diverse(ranked: Ranked, labels: dict[int, Label], k: int) -> Ranked:
    """The best `k` with no more of one sample than its share; where the others give out, the rest fills up."""
    taken: Counter[int] = Counter()
    chosen: Ranked = []
    left: Ranked = []
    for ident, score in ranked:
        if len(chosen) == k:
            break
        share = _OF_ONE_SAMPLE * (len(chosen) // _AMONG + 1)
        if taken[labels[ident].sample] < share:
            taken[labels[ident].sample] += 1
            chosen.append((ident, score))
        else:
            left.append((ident, score))
    return [*chosen, *left[: k - len(chosen)]]


def _is_diverse(chosen: Ranked, labels: dict[int, Label]) -> bool:
    counts = Counter(labels[ident].sample for ident, _ in chosen[:_AMONG])
    return max(counts.values(), default=0) <= _OF_ONE_SAMPLE
