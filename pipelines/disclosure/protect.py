"""Which of the public figures are hidden, so that nobody can tell who is behind a small one.

Small counts are hidden. Then, for an outsider and for each kommun's own people, a linear program says how little can be
proved of each; while that is too much, the cheapest figure that holds it there is hidden as well. At last what turns
out to be needless is given back, the dearest first. An exact integer program hides about one figure in a hundred fewer.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from pipelines.disclosure.catalogue import Catalogue
from pipelines.disclosure.keys import OUTSIDE, Key
from pipelines.disclosure.matrix import Matrix
from pipelines.disclosure.refusals import (
    ProtectionConflict,
    nothing_left,
    shown_and_small,
    together,
    told_already,
)
from pipelines.disclosure.releases import Release, Table
from pipelines.disclosure.rule import Rule
from pipelines.disclosure.shaping import hidden_before, public_values
from pipelines.disclosure.solving import Bounds, Extreme, Part, Parts, System, extreme_of, seen_of, shown_in
from pipelines.disclosure.targets import Target, amount_targets, count_targets
from pipelines.kpi.definitions import KpiDefinition
from pipelines.reference import GFO, Owner, owners

TARGET_SCHEMA = {
    "kpi": pl.String,
    "cut": pl.String,
    "area": pl.String,
    "period": pl.String,
    "of": pl.String,
    "value": pl.Float64,
}
_CLOSE = 1e-6
#: What it costs to hide a figure of GFO, in figures of a kommun: everybody reads them.
_GFO_COST = 3.0


@dataclass(frozen=True)
class Former:
    """One former release: `shown`, the public `kpi_value` it had; `truth`, the whole one of the same build."""

    shown: pl.DataFrame
    truth: pl.DataFrame


@dataclass(frozen=True)
class Protected:
    """`values`: the public `kpi_value`. `targets` (TARGET_SCHEMA): the small counts that nobody may learn.

    `of`: blank, or the whole whose rest beside this figure is small. `cells`: the figures that there are; `hidden` of
    these are not shown. `complements`: figures hidden to guard others.
    `renewed` (release, kpi, cut, area, period): what nobody can rightly take for the same as in the release before.
    """

    values: pl.DataFrame
    targets: pl.DataFrame
    cells: int
    hidden: int
    complements: int
    seconds: float
    renewed: frozenset[tuple[int, str, str, str, str]]


def protect(
    truth: pl.DataFrame,
    definitions: Mapping[str, KpiDefinition],
    catalogue: Catalogue,
    rule: Rule,
    *,
    formers: Sequence[Former] = (),
    known: pl.DataFrame | None = None,
    seed: bytes = b"",
    members: Sequence[Owner] | None = None,
    without: Collection[str] = (),
) -> Protected:
    """The public `kpi_value` of a build (`truth`: its whole one), after `formers`, the oldest first.

    `known`: kpi, cut, area, period, lower, upper of what is public elsewhere; a figure known exactly is shown. `seed`
    varies which of equally cheap figures is hidden, so that nobody can do the choice again. `without`: kinds of rows
    left out (for trials). `members`: the owners, also those who have left. ProtectionConflict when former releases
    leave no way.
    """
    started = time.perf_counter()
    outside = _known(known)
    left = {owner.kommun_code: owner.left for owner in members or owners() if owner.left is not None}
    table = Table(definitions, catalogue, left)
    for former in formers:
        table.add(former.truth, former.shown, tuple(without))
    now = table.add(truth, None, tuple(without))
    work = _worked(lambda rule: Work(table, now, rule, outside, formers, seed), rule)
    cells = catalogue.cells(truth)
    values = public_values(
        cells, definitions, catalogue, rule, work.hidden, hidden_before([former.shown for former in formers])
    )
    targets = [(*target.key, target.of, target.value) for target in work.count_targets()]
    hidden = values.filter(pl.col("status") == "hidden").height
    return Protected(
        values,
        pl.DataFrame(targets, schema=TARGET_SCHEMA, orient="row"),
        values.filter(pl.col("status") != "missing").height,
        hidden,
        len(work.complements),
        time.perf_counter() - started,
        table.renewed(),
    )


#: After so many conflicts the others are not looked for.
MOST_CONFLICTS = 40


def _worked(begun: Callable[[Rule], Work], rule: Rule) -> Work:
    """The protection carried out; a conflict names every figure that must be withdrawn or is told, not the first alone.

    Each goes one step on: what is withdrawn is not asked to be so again, and what is told is no target. So many that
    the register must be another one end it: nobody goes through them all.
    """
    conflicts: list[ProtectionConflict] = []
    withdrawn, told = rule.withdrawn, rule.told
    while True:
        work = begun(replace(rule, withdrawn=withdrawn, told=told))
        try:
            work.carry_out()
        except ProtectionConflict as conflict:
            conflicts.append(conflict)
            withdrawn |= set(conflict.keys)
            told |= set(conflict.told)
            if len(conflicts) == MOST_CONFLICTS:
                raise together(conflicts, rule, every=False) from None
            continue
        if conflicts:
            raise together(conflicts, rule)
        return work


def _known(known: pl.DataFrame | None) -> dict[Key, Bounds]:
    if known is None:
        return {}
    columns = known.select(
        "kpi", "cut", "area", "period", pl.col("lower").cast(pl.Float64), pl.col("upper").cast(pl.Float64)
    )
    return {
        Key(kpi, cut, area, period): (lower, math.inf if upper is None else upper)
        for kpi, cut, area, period, lower, upper in columns.iter_rows()
    }


class Work:
    """One protection under way: what is hidden, and what each attacker can tell."""

    def __init__(
        self,
        table: Table,
        now: Release,
        rule: Rule,
        known: Mapping[Key, Bounds],
        formers: Sequence[Former],
        seed: bytes,
    ) -> None:
        self._table, self._now, self._rule, self._seed = table, now, rule, seed
        self._known = known
        self._pinned = {
            key for key, bounds in known.items() if bounds[0] == bounds[1] and now.fits(key, bounds)
        }
        self._withdrawn = frozenset(Key(*name) for name in rule.withdrawn)
        self._shown_before = (
            frozenset().union(*(release.shown for release in table.releases[:-1])) - self._withdrawn
        )
        self._hidden_before = hidden_before([former.shown for former in formers])
        self.hidden: set[Key] = set()
        #: Every figure hidden to guard another, with the target it was first hidden for.
        self.complements: dict[Key, Target | None] = {}
        self._attackers: dict[str, Parts] = {}

    def carry_out(self) -> None:
        """Hide what is small, then what would tell it; and give back what is not needed for that."""
        self.hide_small()
        self.guard(self.count_targets())
        self.give_back()
        self.hide_amounts()
        self.guard(list(amount_targets(self._table, self._now, self.hidden, self._rule)))

    def hide_small(self) -> None:
        """Hide every small count, and what was hidden before; then put up the attackers."""
        for key in sorted(self._now.cells):
            small = self._is_count(key) and self._rule.is_small(self._now.figures[key])
            if small and key not in self._pinned:
                if key in self._shown_before:
                    raise shown_and_small(key, self._table.definitions)
                self.hidden.add(key)
            elif key in self._hidden_before or key in self._withdrawn:
                self.hidden.add(key)
        kommuner = sorted({key.area for key in self._now.figures} - {GFO, OUTSIDE})
        shown = {self._now.variables[key] for key in self._now.cells - self.hidden}
        truth = np.array(self._table.truth)
        matrix = Matrix(self._table.constraints, len(truth))
        shared: dict[tuple[bytes, ...], Part] = {}
        told = self._table.known_to_all(self._known)
        for insider in ("", *kommuner):
            certain, bounds = self._table.known_to(insider, told)
            known = np.zeros(len(truth), dtype=bool)
            known[list(shown | certain)] = True
            system = System.of(matrix, self._table.constraints_of(insider), bounds, truth)
            self._attackers[insider] = Parts(system, known, shared)

    def _is_count(self, key: Key) -> bool:
        return key.kpi not in self._table.catalogue.amounts

    def count_targets(self) -> list[Target]:
        """The small counts that nobody may learn."""
        return list(count_targets(self._table, self._rule, self._pinned))

    def hide_amounts(self) -> None:
        """Hide every amount whose count is hidden, unless it was shown before."""
        for key in sorted(self._now.cells):
            counted = self._table.catalogue.amounts.get(key.kpi)
            if counted is None or key in self._shown_before:
                continue
            if key._replace(kpi=counted) in self.hidden and key not in self.hidden:
                self._hide(key, None)

    def guard(self, targets: Sequence[Target]) -> None:
        """Hide more until no attacker can tell too much of any target. Hiding never makes another target worse."""
        current = set(self._now.variables.values())
        for insider, parts in self._attackers.items():
            for target in targets:
                if target.key.area == insider or not self._is_reached(target, parts, current):
                    continue
                slack = 0 if target.key in self._hidden_before else self._rule.slack
                while held := self._holds(target, parts, slack):
                    key = self._cheapest(target, held, parts, insider)
                    if key is None and self._holds(target, parts):
                        if shown := self._to_withdraw(target, held):
                            raise nothing_left(target.secret, shown, self._table.definitions)
                        # An amount that former releases tell, whatever is hidden now, stops nothing.
                        if target.width is None:
                            raise told_already(target.secret, self._table.definitions)
                    if key is None:
                        break
                    self._hide(key, target)

    def _is_reached(self, target: Target, parts: Parts, current: set[int]) -> bool:
        """Whether what is shown now says anything of a target; of a former release it may be nothing."""
        return any(
            parts.knows(variable) or not current.isdisjoint(parts.of(variable).variables)
            for variable, _ in target.terms
        )

    def give_back(self) -> None:
        """Show again, the dearest first, every complement that no target needs."""
        targets = self.count_targets()
        for key in sorted(self.complements, key=self._cost, reverse=True):
            variable = self._now.variables[key]
            reached = {
                insider: {variable, *parts.of(variable).variables}
                for insider, parts in self._attackers.items()
                if not parts.knows(variable)
            }
            for insider in reached:
                self._attackers[insider].learn(variable)
            if any(self._is_needed(reached, target) for target in (self.complements[key], *targets)):
                for insider in reached:
                    self._attackers[insider].forget(variable)
            else:
                self.hidden.discard(key)
                del self.complements[key]

    def _is_needed(self, reached: Mapping[str, set[int]], target: Target | None) -> bool:
        """Whether a target in reach of a figure that is shown again has become too certain to some attacker."""
        if target is None:
            return False
        # An outsider knows nothing that a kommun's people do not.
        most = [insider for insider in reached if insider not in ("", target.key.area)] or [""]
        return any(
            any(term in reached[insider] for term, _ in target.terms)
            and self._holds(target, self._attackers[insider])
            for insider in most
        )

    def _holds(self, target: Target, parts: Parts, slack: int = 0) -> list[Extreme]:
        """What keeps a target too certain; nothing when it is uncertain enough, with `slack` more."""
        constant = sum(self._table.truth[v] * factor for v, factor in target.terms if parts.knows(v))
        unknown = [(v, factor) for v, factor in target.terms if not parts.knows(v)]
        if not unknown:
            return [Extreme(constant, ())]
        if self._is_uncertain(target, *seen_of(unknown, parts, constant), slack):
            return []
        greatest = extreme_of(unknown, parts, constant, greatest=True)
        if self._is_uncertain(target, target.value, greatest.value, slack):
            return []
        least = extreme_of(unknown, parts, constant, greatest=False)
        if self._is_uncertain(target, least.value, greatest.value, slack):
            return []
        return [greatest, least]

    def _is_uncertain(self, target: Target, least: float, greatest: float, slack: int) -> bool:
        """Whether little enough is told of a target that may be anything between two values."""
        if target.width is not None:
            return greatest - least >= target.width - _CLOSE
        lower = math.ceil(least - _CLOSE) if math.isfinite(least) else -math.inf
        upper = (math.floor(greatest + _CLOSE) if math.isfinite(greatest) else math.inf) - slack
        return upper >= self._rule.least and upper - lower + 1 >= self._rule.width

    def _cheapest(self, target: Target, held: Sequence[Extreme], parts: Parts, insider: str) -> Key | None:
        """The figure to hide: of those that hold the greatest value, else the least, the one that costs least."""
        choices = self._holding(target, held, parts, insider)
        return next((min(choice, key=self._cost) for choice in choices if choice), None)

    def _holding(self, target: Target, held: Sequence[Extreme], parts: Parts, insider: str) -> list[set[Key]]:
        """Figures that can be hidden: of the target itself, then those that hold each of its ends."""
        free = {
            self._now.variables[key]: key
            for key in self._now.cells - self.hidden - self._shown_before - self._pinned
            if key.area != insider and self._is_count(key) == (target.width is None)
        }
        own = {free[v] for v, _ in target.terms if v in free and parts.knows(v)}
        return [own, *({free[v] for v in shown_in(e.rows, self._table.constraints, free)} for e in held)]

    def proofs(self) -> Iterator[frozenset[Key]]:
        """For every small count and every attacker who can tell too much of it: figures of which one must be hidden."""
        targets = self.count_targets()
        for insider, parts in self._attackers.items():
            for target in targets:
                if target.key.area != insider and (held := self._holds(target, parts)):
                    yield frozenset().union(*self._holding(target, held, parts, insider))

    def _to_withdraw(self, target: Target, held: Sequence[Extreme]) -> Key | None:
        """The cheapest of the figures shown before that hold a target: with it withdrawn, there may be a way.

        One that was shown as it is now is known: to withdraw it helps nobody.
        """
        known = self._table.known_before
        numbers = {
            variable: key
            for key in self._now.cells & self._shown_before
            if (variable := self._now.variables[key]) not in known
        }
        beside = {
            numbers[v] for extreme in held for v in shown_in(extreme.rows, self._table.constraints, numbers)
        }
        beside |= {numbers[v] for v, _ in target.terms if v in numbers}
        return min(beside, key=self._cost, default=None)

    def _cost(self, key: Key) -> float:
        """What readers lose with a figure: more with a large one; never quite equal, and different in every home."""
        digest = hmac.new(self._seed, "|".join(key).encode(), hashlib.sha256).digest()
        chance = 1.0 + int.from_bytes(digest[:4], "big") / 2**32 / 10
        weight = _GFO_COST if key.area == GFO else 1.0
        return weight * math.log2(2.0 + self._now.figures[key]) * chance

    def hide(self, keys: Collection[Key]) -> None:
        """Hide figures, whatever for."""
        for key in keys:
            self._hide(key, None)

    def _hide(self, key: Key, target: Target | None) -> None:
        self.hidden.add(key)
        self.complements[key] = target
        for insider, parts in self._attackers.items():
            if key.area != insider:
                parts.forget(self._now.variables[key])
