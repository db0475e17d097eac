"""From an address to the spans it names in one speech."""

from __future__ import annotations

import re

from speech.address import Address, read_address, read_name
from speech.document import Speech
from speech.find import Finder
from speech.places import NOWHERE, Places, Pointing, Target, candidate, ordered, sentences
from speech.structure import Span

__all__ = ["NOWHERE", "Pointing", "Target", "candidate", "locate", "natural_paragraphs", "resolve", "sentences"]

_PATHS = re.compile(r"[a-z\d.]+(?:[、，, ]+[a-z\d.]+)*", re.ASCII)
_LED_IN = re.compile("^(?:请?[把将对在给])")
_PATH = re.compile(r"[a-z\d.]+", re.ASCII)


def locate(speech: Speech, words: str, pointing: Pointing = NOWHERE) -> tuple[Target, ...]:
    """What `words` name in the speech, in the order of the text; `words` may also be paths of targets, joined by 、.

    Raises AmbiguousAddress with what it could mean, or NoSuchSection with what there is.
    """
    said = words.strip()
    if _PATHS.fullmatch(said):
        places = Places(speech, words)
        found = [places.at_path(path) for path in _PATH.findall(said)]
        if all(found):
            return ordered(target for targets in found for target in targets)
    said = _LED_IN.sub("", said) if read_address(said) is None else said
    read = read_address(said)
    if read and not said[read[1] :].strip("的里中，。处 整体全部"):
        return resolve(speech, read[0], words, pointing)
    named = read_name(said)
    if named is None:
        raise Places(speech, words).absent()
    return resolve(speech, named, words, pointing)


def resolve(speech: Speech, address: Address, words: str, pointing: Pointing = NOWHERE) -> tuple[Target, ...]:
    """`words` is what was said, for the error to repeat."""
    finder = Finder(Places(speech, words, pointing))
    return ordered(target for way in address.ways for target in finder.follow(way))


def natural_paragraphs(speech: Speech, scope: Span) -> tuple[Target, ...]:
    """What 第一段, 第二段 … count inside `scope`: no lines of the title block, no heading that stands alone on its line."""
    return tuple(Places(speech).paragraphs(scope))
