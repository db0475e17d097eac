"""What was left to fill in, to confirm, or masked."""

from __future__ import annotations

from speech.blanks import TO_FILL, blanks, masks
from speech.document import Speech
from speech.findings import Finding


def leftovers(speech: Speech) -> tuple[Finding, ...]:
    left = [
        Finding(
            "blank_left" if blank.kind == TO_FILL else "unsourced_left",
            "warning",
            blank.span.start,
            blank.span.end,
            blank.span.of(speech.text),
            {"what": blank.what},
        )
        for blank in blanks(speech.text)
    ]
    masked = [Finding("mask_left", "error", span.start, span.end, span.of(speech.text)) for span in masks(speech.text)]
    return (*left, *masked)
