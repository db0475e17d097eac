"""Proofreading: pure functions from a speech to findings. They report and never edit."""

from __future__ import annotations

from collections.abc import Callable

from speech.checks.counts import count_words
from speech.checks.leftovers import leftovers
from speech.checks.series import series
from speech.document import Speech
from speech.findings import Finding

CHECKS: tuple[Callable[[Speech], tuple[Finding, ...]], ...] = (leftovers, series, count_words)


def check(speech: Speech) -> tuple[Finding, ...]:
    """Every finding, in the order of the text."""
    found = [finding for run in CHECKS for finding in run(speech)]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end, finding.code)))
