"""The passages' words in tantivy: BM25 over characters and their pairs, cut by us."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.passages import Entry

if TYPE_CHECKING:
    import tantivy

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
_HEAP = 50_000_000  # bytes; tantivy wants 15 MB at least
_VERSION = 1  # of the cutting and the schema


def terms(text: str) -> list[str]:
    """Each Chinese character, each pair of neighbours, each Latin word or number."""
    found: list[str] = []
    for match in _RUN.finditer(text.lower()):
        run = match.group()
        if run.isascii():
            found.append(run)
        else:
            found.extend(run)
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found


class LexicalIndex:
    """Not safe for several threads to write; one process writes at a time, which the library sees to."""

    def __init__(self, folder: Path, library: str) -> None:
        self._folder = folder / f"{library[:12]}-v{_VERSION}"
        self._state = self._folder / "applied.json"
        self.applied = 0  # the sequence of the last change that is in here, when it was opened or written
        self._index: tantivy.Index | None = None
        self._searcher: tantivy.Searcher | None = None

    def reopen(self) -> None:
        """Read-only where there is nothing yet: a reader makes no files. What cannot be read counts as nothing."""
        import tantivy

        self.close()
        if not self._state.exists():
            return
        try:
            applied = int(json.loads(self._state.read_text(encoding="utf-8"))["applied"])
            self._index = tantivy.Index.open(str(self._folder))
        except ValueError:
            return  # damaged: the next writer makes it anew
        self._searcher, self.applied = self._index.searcher(), applied

    def close(self) -> None:
        self._index = self._searcher = None
        self.applied = 0

    def apply(self, gone: Sequence[int], entries: Sequence[Entry], sequence: int) -> None:
        """Forget the samples in `gone`, take in `entries`, and note `sequence`. Doing it again changes nothing."""
        import tantivy

        index = self._writable()
        writer = index.writer(_HEAP, num_threads=1)
        for sample in {*gone, *(entry.sample for entry in entries)}:
            writer.delete_documents_by_term("sample", sample)
        for entry in entries:
            document = tantivy.Document()
            document.add_integer("passage", entry.ident)
            document.add_integer("sample", entry.sample)
            document.add_text("words", " ".join(terms(f"{entry.title}\n{entry.words}")))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        # A crash before the next line only means applying this again.
        fresh = self._state.with_suffix(".new")
        fresh.write_text(json.dumps({"applied": sequence}), encoding="utf-8")
        os.replace(fresh, self._state)
        index.reload()
        self._searcher, self.applied = index.searcher(), sequence

    def clear(self) -> None:
        self.close()
        if self._folder.exists():
            shutil.rmtree(self._folder)

    def search(self, weights: Mapping[str, float], limit: int, sample: int | None = None) -> list[tuple[int, float]]:
        """Passage ids with their BM25 score for the weighted terms, best first."""
        import tantivy

        if self._index is None or self._searcher is None or not weights:
            return []
        schema = self._index.schema
        wanted = tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.boost_query(tantivy.Query.term_query(schema, "words", term, index_option="freq"), weight),
                )
                for term, weight in weights.items()
            ]
        )
        if sample is not None:
            inside = tantivy.Query.const_score_query(tantivy.Query.term_query(schema, "sample", sample), 0.0)
            wanted = tantivy.Query.boolean_query([(tantivy.Occur.Must, inside), (tantivy.Occur.Must, wanted)])
        hits = self._searcher.search(wanted, limit=limit, count=False).hits
        idents = self._searcher.fast_field_values("passage", [address for _, address in hits])
        return [(int(ident), float(score)) for ident, (score, _) in zip(idents, hits, strict=True) if ident is not None]

    def frequency(self, term: str) -> int:
        """How many passages hold the term."""
        return self._searcher.doc_freq("words", term) if self._searcher else 0

    @property
    def size(self) -> int:
        return self._searcher.num_docs if self._searcher else 0

    def _writable(self) -> tantivy.Index:
        import tantivy

        if self._index is None:
            schema = (
                tantivy.SchemaBuilder()
                .add_integer_field("passage", fast=True)
                .add_integer_field("sample", indexed=True)
                .add_text_field("words", tokenizer_name="whitespace", index_option="freq")
                .build()
            )
            self.clear()
            self._folder.mkdir(parents=True)
            self._index = tantivy.Index(schema, path=str(self._folder))
        return self._index
