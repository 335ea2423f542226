"""What is a small count, and how little of it may be learnt: settings of a data home."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """Counts below `least` are one class and hidden (zeros too, unless `show_zeros`).

    Nobody may be able to prove that such a count is below `least`, nor fewer than `width` values that it can have.
    A ratio whose denominator counts fewer than `denominator` is hidden. `amount`: the least width of what may be learnt
    of an amount behind a small count, as a share of itself. `slack`: how much more than `least` a new pattern leaves
    possible, so that a later correction of one or two does not bring it under. `withdrawn`: (kpi, cut, area, period) of
    figures that were public once and shall not be any more. `told`: the same and `part_of`, of what former releases
    tell whatever is hidden now (a figure; with `part_of`, what that whole has beside it); nothing is promised of it.
    """

    least: int = 5
    width: int = 5
    denominator: int = 21
    show_zeros: bool = False
    amount: float = 0.5
    slack: int = 2
    withdrawn: frozenset[tuple[str, str, str, str]] = frozenset()
    told: frozenset[tuple[str, str, str, str, str]] = frozenset()

    def is_small(self, count: float) -> bool:
        return count < self.least and not (self.show_zeros and count == 0)

    def is_small_rest(self, count: float) -> bool:
        """Whether what is left of a whole beside a part would point somebody out: none at all does not."""
        return 0 < count < self.least
