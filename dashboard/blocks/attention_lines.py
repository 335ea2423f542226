"""One thing to look at, and what is said of one figure as one."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Line:
    """One thing to look at: what it concerns, a sentence, where it is explained, and how much it weighs; `is_to_do`:
    somebody has to act on it; `why`: what GFO has written of it, which papers have among their comments; `area`: whose
    it is."""

    what: str
    sentence: str
    door: str
    weight: float
    is_to_do: bool = False
    why: str = ""
    area: str = ""

    @property
    def told(self) -> str:
        return f"{self.sentence} {self.why}".rstrip()


def weightiest_first(found: list[Line]) -> tuple[Line, ...]:
    """What is said of one figure is one line, where the weightiest of it stands."""
    lines: dict[tuple[str, str], Line] = {}
    for line in sorted(found, key=lambda line: -line.weight):
        first = lines.get((line.what, line.area))
        told = line
        if first:
            sentence = f"{first.sentence} {line.sentence}"
            # Who has to act on a part of it has to act on the whole.
            is_to_do = first.is_to_do or line.is_to_do
            told = replace(first, sentence=sentence, is_to_do=is_to_do, why=first.why or line.why)
        lines[line.what, line.area] = told
    return tuple(lines.values())
