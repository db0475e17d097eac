"""A speech: its text exactly as given, and the spans derived from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from speech.paragraphs import paragraphs
from speech.structure import Paragraph, Section, Span
from speech.tree import grow


@dataclass(frozen=True)
class Speech:
    """Everything but `text` is derived from it, when first asked for."""

    text: str

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return paragraphs(self.text)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The top of the tree, in the order of the text."""
        return grow(self.text, self.paragraphs)

    @cached_property
    def by_path(self) -> dict[str, Section]:
        return {section.path: section for section in self.walk()}

    def walk(self) -> Iterator[Section]:
        for section in self.sections:
            yield from section.walk()

    @property
    def parts(self) -> tuple[Section, ...]:
        """The numbered sections of the first level."""
        return tuple(section for section in self.sections if section.numbered)

    def words(self, span: Span) -> str:
        return self.text[span.start : span.end]

    @property
    def title(self) -> str:
        """The title on one line; empty where there is none."""
        section = self.by_path.get("title")
        return " ".join(self.words(section.span).split()) if section else ""
