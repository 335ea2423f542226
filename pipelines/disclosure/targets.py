"""What nobody may learn: the small counts of every release, the small rests beside a *varav*, the amounts behind."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipelines.disclosure.equations import complements
from pipelines.disclosure.keys import Key, Secret
from pipelines.disclosure.releases import Release, Table
from pipelines.disclosure.rule import Rule
from pipelines.reference import GFO


@dataclass(frozen=True)
class Target:
    """A sum of figures that must stay uncertain; `width` of an amount (None: a count, which must reach `least`)."""

    key: Key
    of: str
    terms: tuple[tuple[int, float], ...]
    value: float
    width: float | None = None

    @property
    def secret(self) -> Secret:
        return Secret(*self.key, self.of)


def count_targets(table: Table, rule: Rule, pinned: Collection[Key]) -> Iterator[Target]:
    """The small counts of every release, and the small rests of a whole beside its *varav*.

    Not what is known outside (`pinned`), nor what some release has shown as it is: that is known, and cannot be undone.
    """
    found: dict[tuple[tuple[int, float], ...], Target] = {}
    for release in table.releases:
        cells = {
            key: release.figures[key]
            for key in sorted(release.cells)
            if key.kpi not in table.catalogue.amounts
        }
        for key, value in cells.items():
            variable = release.variables[key]
            if rule.is_small(value) and key not in pinned and variable not in table.known_before:
                terms = ((variable, 1.0),)
                found.setdefault(terms, Target(key, "", terms, value))
        for part, whole in complements(cells, table.definitions):
            rest = cells[whole] - cells[part]
            if rule.is_small_rest(rest) and not (part in pinned and whole in pinned):
                both = ((release.variables[whole], 1.0), (release.variables[part], -1.0))
                found.setdefault(both, Target(part, whole.kpi, both, rest))
    return (target for target in found.values() if target.secret not in rule.told)


def amount_targets(table: Table, now: Release, hidden: Collection[Key], rule: Rule) -> Iterator[Target]:
    """The amounts of a release behind small counts."""
    for key in sorted(now.cells.intersection(hidden)):
        counted = table.catalogue.amounts.get(key.kpi)
        if counted is None:
            continue
        count = now.figures.get(key._replace(kpi=counted), 0.0)
        if rule.is_small(count) or rule.is_small_rest(count):
            value, variable = now.figures[key], now.variables[key]
            whole = key._replace(area=GFO)
            of_gfo = now.figures.get(whole._replace(kpi=counted), 0.0)
            each = now.figures.get(whole, 0.0) / of_gfo if of_gfo else 0.0
            yield Target(key, "", ((variable, 1.0),), value, rule.amount * max(value, each))
