"""What a reasoning model thinks aloud, kept out of what it says."""

from __future__ import annotations

OPEN, CLOSE = "<think>", "</think>"


class Thoughts:
    """Takes a reply piece by piece and lets through what is outside <think>…</think>, from the first word on.

    A block that never closes is thought to the end. A `</think>` that was never opened stays: what stood
    before it has been let through, and who has the whole reply must drop it.
    """

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self._begun = False

    def feed(self, piece: str) -> str:
        """The words in `piece` that are sure to be speech; the start of a possible mark is held back."""
        self._held += piece
        spoken = ""
        while True:
            mark = CLOSE if self._thinking else OPEN
            before, found, after = self._held.partition(mark)
            if not found:
                break
            spoken += "" if self._thinking else before
            self._held, self._thinking = after, not self._thinking
        keep = _overlap(self._held, mark)
        ready, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return self._from_first_word(spoken + ("" if self._thinking else ready))

    def rest(self) -> str:
        """What was held back, once no more is to come."""
        held, self._held = self._held, ""
        return "" if self._thinking else self._from_first_word(held)

    def _from_first_word(self, spoken: str) -> str:
        if not self._begun:
            spoken = spoken.lstrip()
            self._begun = bool(spoken)
        return spoken


def _overlap(text: str, mark: str) -> int:
    """How many characters at the end of `text` begin `mark`."""
    return next((size for size in range(min(len(text), len(mark) - 1), 0, -1) if text.endswith(mark[:size])), 0)
