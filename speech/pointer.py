"""What is named by pointing: 这里, 刚才改的那段, 后面两段."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from speech.places import Places, Target, targets
from speech.points import Points
from speech.steps import ALL, RANKS, Beside, Here, Recent, Unit


class Pointer:
    def __init__(self, places: Places, points: Points) -> None:
        self.places = places
        self.speech = places.speech
        self.points = points

    def here(self, step: Here) -> list[Target]:
        """The selected section itself; what it stands in, where a paragraph or a point of a smaller selection is asked for."""
        found = self.places.at_path(self.places.pointing.focus if step.far else self.places.pointing.here)
        if step.unit is None or not found:
            return found
        own = found[0]
        rank, asked = self._rank(own), RANKS[step.unit]
        if step.unit == "heading":
            return found if own.path.endswith(".heading") else self.places.at_path(f"{own.path}.heading")
        if rank <= asked:
            return found
        if asked == RANKS["paragraph"]:
            return self.places.around(own.span)[:1]
        above = [section for section in self.places.chain(own.span) if section.numbered and section.path != own.path]
        if step.unit == "part":
            whole = targets(section for section in above if section.level == 1)
            return self.places.one([own, *whole]) if not step.far else whole or found
        return targets(section for section in above if section.level > 1)[:1] or found

    def _rank(self, target: Target) -> int:
        if re.search(r"\.s\d+$", target.path):
            return RANKS["sentence"]
        section = self.speech.by_path.get(target.path)
        if section is None or not section.numbered:
            frame = section is not None and section.level == 1 and not target.path.startswith("p")
            return RANKS["part"] if frame or target.path == "all" else RANKS["paragraph"]
        return RANKS["part"] if section.level == 1 else RANKS["point"]

    def recent(self, step: Recent) -> list[Target]:
        found = [target for path in self.places.pointing.recent for target in self.places.at_path(path)]
        if not found and not self.places.pointing.recent:
            return []
        if step.unit == "sentence" and len(found) == 1 and self._rank(found[0]) < RANKS["sentence"]:
            return self.places.one(self.places.sentences(found[0].span))
        if step.size == ALL or step.size == len(found):
            return found
        fitting = [target for target in found if step.unit and self._rank(target) == RANKS[step.unit]]
        if len(fitting) == step.size:
            return fitting
        raise self.places.ambiguous(found) if found else self.places.absent()

    def beside(self, scope: Target, step: Beside) -> list[Target]:
        pointing = self.places.pointing
        base = [scope] if scope.path != "all" else self.places.at_path(pointing.here or pointing.focus)
        if not base:
            return []
        beside = self._counted_from(base[0], step)
        section = self.speech.by_path.get(base[0].path)
        if step.under and section and section.numbered and scope.path != "all" and step.unit == "paragraph":
            return self.places.one([*self.places.paragraphs(section.span)[:1], *beside])
        return beside

    def _counted_from(self, base: Target, step: Beside) -> list[Target]:
        series = self._neighbours(base, step.unit)
        starts = [target.span.start for target in series]
        if step.offsets[0] > 0:
            at = bisect_left(starts, base.span.end) - 1
        else:
            at = bisect_right([target.span.end for target in series], base.span.start)
        places = [at + offset for offset in step.offsets]
        return [series[place] for place in places] if all(0 <= place < len(series) for place in places) else []

    def _neighbours(self, base: Target, unit: Unit) -> list[Target]:
        if unit == "part":
            return targets(self.places.parts)
        if unit == "paragraph":
            return self.places.everything
        if unit == "sentence":
            return self.places.sentences(self.places.whole.span)
        above = [section for section in self.places.chain(base.span) if section.path != base.path]
        if not above:
            return targets(self.places.parts)
        series = next((found for section in above if (found := self.points.series(Target(section.path, section.span)))), [])
        return next((points for points in series if any(base.span in point.span for point in points)), series[0] if series else [])
