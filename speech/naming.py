"""Places known by words: of their headings, of their text, of what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from speech.places import Places, Target, targets
from speech.points import Points
from speech.steps import ALL, About, OfRole, Titled, Unit
from speech.structure import Section, Span

_NARROW, _WIDE = "0123456789（）", "０１２３４５６７８９()"
_SOFT = re.compile(r"[\s，。；：！？、,.;:!?]+")
_LEAST_LOOSE = 6  # code points of a quotation whose punctuation need not be exact
_LEAST = 2  # code points of a piece that words may be found by
_MOST = 3  # pieces


class Naming:
    def __init__(self, places: Places, points: Points) -> None:
        self.places = places
        self.speech = places.speech
        self.points = points

    def titled(self, scope: Target, step: Titled) -> list[Target]:
        """Sections whose heading holds the words; where none does, the text that does."""
        if step.unit is None:
            return self.places.one(self._named(step.words, scope))
        return self._of_unit(scope, step.words, step.unit, prefer_heading=True)

    def _named(self, words: str, scope: Target) -> list[Target]:
        """The section whose heading these are the words of; else wherever they stand."""
        headed = self._headed(words, None, scope) or self._beginning(words, scope)
        plain = _SOFT.sub("", words)
        if len(headed) == 1 and plain in (self._heading(headed[0]), ""):
            return headed
        headings = [section.heading for target in headed if (section := self.speech.by_path[target.path]).heading]
        text = [place for place in self._quoted(words, scope) if not any(place.span in heading for heading in headings)]
        begun = [place for place in text if not any(place.span.start == target.span.start for target in headed)]
        return [*headed, *begun]

    def _heading(self, target: Target) -> str:
        heading = self.speech.by_path[target.path].heading
        return _SOFT.sub("", heading.of(self.speech.text)) if heading else ""

    def about(self, scope: Target, step: About) -> list[Target]:
        if step.size == 1:
            return self._of_unit(scope, step.words, step.unit, prefer_heading=not step.mention)
        found = self._standing(step.words, step.unit, scope) or self._headed(step.words, step.unit, scope)
        if step.size not in (ALL, len(found)):
            raise self.places.ambiguous(found) if found else self.places.absent()
        return found

    def _of_unit(self, scope: Target, words: str, unit: Unit, prefer_heading: bool) -> list[Target]:
        headed = self._headed(words, unit, scope)
        if unit in ("part", "point", "subpoint", "heading") and (headed or (headed := self._beginning(words, scope))):
            return self.places.one(headed)
        if unit == "paragraph" and prefer_heading and len(headed) == 1:
            below = self.places.paragraphs(headed[0].span)
            if len(below) == 1:
                return below
        return self.places.one(self._standing(words, unit, scope) or self._below(headed))

    def _below(self, headed: Sequence[Target]) -> list[Target]:
        return [paragraph for target in headed for paragraph in self.places.paragraphs(target.span)]

    def _headed(self, words: str, unit: Unit | None, scope: Target) -> list[Target]:
        """The sections whose heading is these words, or else holds them; of the level asked for, where there are such."""
        plain = _SOFT.sub("", words)
        if not plain:
            return []
        headed = [(section, _SOFT.sub("", section.heading.of(self.speech.text))) for section in self._sections(scope) if section.heading]
        holding = [(section, heading) for section, heading in headed if plain in heading]
        exact = [section for section, heading in holding if heading == plain]
        if exact:
            return targets(exact)
        sections = [section for section, _ in holding]
        return targets(self._of_level(sections, unit) or sections)

    def _of_level(self, sections: Sequence[Section], unit: Unit | None) -> list[Section]:
        if unit == "part":
            return [section for section in sections if section.level == 1]
        if unit in ("point", "subpoint"):
            return [section for section in sections if section.level > 1 or (unit == "point" and self.points.announced)]
        return []

    def _beginning(self, words: str, scope: Target) -> list[Target]:
        """Sections that begin with the words, ordinal and all: 二是练熟队伍."""
        found = [s for s in self._sections(scope) if s.ordinal and s.span.of(self.speech.text).startswith(words)]
        return targets(found)

    def _sections(self, scope: Target) -> Iterable[Section]:
        section = self.speech.by_path.get(scope.path)
        inside = section.walk() if section else (one for one in self.speech.by_path.values() if one.span in scope.span)
        return (one for one in inside if one.numbered)

    def _quoted(self, words: str, scope: Target) -> list[Target]:
        """Each place where exactly these words stand; else each where they do but for punctuation."""
        found = self._exactly(words, scope)
        if not found and len(_SOFT.sub("", words)) >= _LEAST_LOOSE:
            found = self._hits(_loosely(words), scope)
        return [Target(self._line(span), span) for span in found]

    def _exactly(self, words: str, scope: Target) -> list[Span]:
        if any(char in _NARROW for char in words):
            return self._hits(re.compile("".join(map(_either_width, words))), scope)
        return self._hits(re.compile(re.escape(words)), scope)

    def _hits(self, form: re.Pattern[str], scope: Target) -> list[Span]:
        return [Span(*match.span()) for match in form.finditer(self.speech.text, scope.span.start, scope.span.end)]

    def _line(self, span: Span) -> str:
        return next((f"p{line.index}" for line in self.places.lines(span) if span in line.span), "all")

    def _standing(self, words: str, unit: Unit, scope: Target) -> list[Target]:
        """The places of one kind that speak of it: in these words, else in pieces of them."""
        plain = _SOFT.sub("", words)
        if not plain:
            return []
        hits = self._exactly(words, scope) or self._hits(_loosely(words), scope)
        found = [place for hit in hits for place in self._of_kind(unit, hit) if place.span in scope.span]
        if found or len(plain) < 2 * _LEAST:
            return list(dict.fromkeys(found))
        lines = [line for line in self.places.paragraphs(scope.span) if _pieced(plain, self.speech.words(line.span))]
        within = {place: None for line in lines for place in (self._whole(unit, line) or [line]) if place.span in scope.span}
        return [place for place in within if _pieced(plain, self.speech.words(place.span))]

    def _whole(self, unit: Unit, line: Target) -> list[Target]:
        """What of one kind is in a paragraph, or holds it."""
        return self.places.sentences(line.span) if unit == "sentence" else self._of_kind(unit, line.span)

    def _of_kind(self, unit: Unit, hit: Span) -> list[Target]:
        """The smallest place of one kind that holds the hit."""
        if unit == "paragraph":
            return [line for line in self.places.around(hit) if hit in line.span]
        if unit == "sentence":
            return [one for line in self.places.around(hit) for one in self.places.sentences(line.span) if self._said_in(hit, one.span)]
        holding = [section for section in self.places.chain(hit) if section.numbered]
        if unit == "part":
            return targets(section for section in holding if section.level == 1)
        return targets(section for section in holding if section.level > 1 or self.points.announced)[:1]

    def _said_in(self, hit: Span, sentence: Span) -> bool:
        """A sentence does not hold the ordinal before it, but what is quoted of it may."""
        if hit in sentence:
            return True
        ordinals = (section.ordinal for section in self.places.chain(hit) if section.ordinal)
        return hit.end in range(sentence.start, sentence.end + 1) and any(
            mark.start <= hit.start and mark.end == sentence.start for mark in ordinals
        )

    def of_role(self, scope: Target, step: OfRole) -> list[Target]:
        """The part whose heading says so; else the one that is for it."""
        section = self.speech.by_path.get(scope.path)
        among = [child for child in section.sections if child.numbered] if section else list(self.places.parts)
        headed = [part for part in among if part.heading and step.words[-2:] in part.heading.of(self.speech.text)]
        meant = [part for part in among if step.role and part.role == step.role]
        both = [part for part in headed if part in meant]
        if section is None and not headed:
            return self.places.one(targets(meant) or self.points.announcing(step.words))
        return self.places.one(targets(both if len(both) == 1 else headed))


def _either_width(char: str) -> str:
    """An address is read with one width of digits and brackets, the text may have the other."""
    place = _NARROW.find(char)
    return f"[{re.escape(char)}{_WIDE[place]}]" if place >= 0 else re.escape(char)


def _loosely(words: str) -> re.Pattern[str]:
    """The words, whatever punctuation stands between them."""
    return re.compile(r"[\s，。；：！？、,.;:!?]{0,2}".join(map(_either_width, _SOFT.sub("", words))))


def _pieced(words: str, text: str) -> bool:
    """Whether the words fall into a few pieces that all stand in the text."""
    reached = {0}
    for _ in range(_MOST):
        reached = {end for at in reached for end in _ends(words, at, text)}
        if len(words) in reached:
            return True
    return False


def _ends(words: str, at: int, text: str) -> Iterator[int]:
    """Where a piece that begins at `at` may end; a 的 between two pieces belongs to neither."""
    start = at + (at > 0 and words[at : at + 1] in "的和与")
    for end in range(start + _LEAST, len(words) + 1):
        if words[start:end] not in text:
            return
        yield end
