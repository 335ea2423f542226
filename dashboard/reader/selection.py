"""What the reader has chosen, and the address that says it: link = view.

`Selection` is frozen and round-trips: `parse(selection.to_query())` gives the same selection. Kommuner are
written as words in the address (`?kommun=timra`), since a link is read aloud in meetings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dashboard.published.records import PeriodInfo
from dashboard.words.grammar import capitalised
from pipelines.periods import Period

_OWN_KEYS = ("kommun", "period", "version", "som")


@lru_cache(maxsize=2048)
def slug(name: str) -> str:
    """`Örnsköldsvik` → `ornskoldsvik`; also how an address typed by hand is read."""
    plain = unicodedata.normalize("NFD", name.strip().lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace(" ", "-")


@dataclass(frozen=True)
class Selection:
    """Area code (or GFO), period id, a named version, the page's own choices, and as whom it is read."""

    area: str
    period: str
    build: str | None = None
    choices: tuple[tuple[str, str], ...] = ()
    audience: str | None = None

    def choice(self, name: str, allowed: Iterable[str], default: str) -> str:
        """One of a page's own choices; a word that is not allowed reads as the default."""
        found = dict(self.choices).get(name, default)
        return found if found in allowed else default

    def choosing(self, name: str, value: str) -> Selection:
        kept = tuple(pair for pair in self.choices if pair[0] != name)
        return replace(self, choices=tuple(sorted((*kept, (name, value)))))

    def without(self, name: str) -> Selection:
        return replace(self, choices=tuple(pair for pair in self.choices if pair[0] != name))

    def to_query(self, area_names: Mapping[str, str]) -> dict[str, str]:
        """The address's parameters, in one fixed order."""
        query = {"kommun": slug(area_names[self.area]), "period": self.period}
        if self.build:
            query["version"] = self.build
        if self.audience:
            query["som"] = self.audience
        query.update(self.choices)
        return query


@dataclass(frozen=True)
class Parsed:
    """A selection, and what in the address could not be followed (whole Swedish sentences)."""

    selection: Selection
    notes: tuple[str, ...] = ()


def named_build(query: Mapping[str, str], before: str | None) -> str | None:
    """The version that the address names, else the one named on the former page; None: the reader's usual one."""
    return query.get("version") or before


def named_audience(query: Mapping[str, str], before: str | None) -> str | None:
    """As whom the address asks to read, else as on the former page; None: as the server was started for."""
    return query.get("som") or before


def nearest(periods: Sequence[PeriodInfo], current: PeriodInfo, *, under_way: bool = False) -> str:
    """The period of another kind to go to (`periods`, oldest first, not empty): the shortest way to the current one's
    last day that is as far come (with `under_way` any), else the newest that is over by then. A block of three years
    under way has too little in it to begin with."""
    last = current.last_day
    under_way = (under_way or current.preliminary) and periods[0].kind != "block"
    around = [
        period
        for period in periods
        if period.first_day <= last <= period.last_day and (under_way or not period.preliminary)
    ]
    if around:
        return min(around, key=lambda period: period.last_day).period
    over = [period for period in periods if period.last_day <= last and not period.preliminary]
    return (over or periods)[-1].period


def default_period(tertials: Iterable[tuple[str, bool]]) -> str:
    """The newest complete tertial, else the newest; `tertials` are (period id, preliminary), oldest first."""
    found = list(tertials)
    complete = [period for period, preliminary in found if not preliminary]
    return complete[-1] if complete else found[-1][0]


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None


def _last_until(missing: Period, periods: Iterable[str]) -> str:
    """Of the same kind the newest that ends no later; blank where there is none."""
    every = [Period.parse(period) for period in periods]
    ended = [one for one in every if one.kind == missing.kind and one.last_day <= missing.last_day]
    return max(ended, key=lambda one: one.last_day).id if ended else ""


def parse(
    query: Mapping[str, str],
    area_names: Mapping[str, str],
    periods: Collection[str],
    fallback: Selection,
    version: str = "",
) -> Parsed:
    """Read an address; what is not said stays as in `fallback`, what cannot be followed is noted.

    `area_names` maps codes to names (GFO included), `periods` are the ids that the file of `version` holds.
    """
    notes: list[str] = []
    area = fallback.area
    if "kommun" in query:
        by_slug = {slug(name): code for code, name in area_names.items()}
        by_slug |= {code.lower(): code for code in area_names}
        # Cut, since what is slugged is remembered and an address may be of any length.
        wanted = by_slug.get(slug(query["kommun"][:80]))
        if wanted is None:
            notes.append(
                f"Kommunen ”{query['kommun'][:40]}” i adressen finns inte här. Sidan visar"
                f" {area_names[area]}; välj kommun i listan."
            )
        area = wanted or area
    period = fallback.period
    if "period" in query:
        wanted_period = query["period"].strip().upper()
        if wanted_period in periods:
            period = wanted_period
        elif missing := _period(wanted_period):
            period = _last_until(missing, periods) or period
            notes.append(
                f"{capitalised(missing.label)} finns inte i version {version}; sidan visar"
                f" {Period.parse(period).label}."
            )
        else:
            notes.append(
                f"Perioden ”{query['period'][:40]}” i adressen finns inte i siffrorna. Sidan visar"
                f" {Period.parse(period).label}; välj period i listan."
            )
    choices = tuple(sorted((key, value[:200]) for key, value in query.items() if key not in _OWN_KEYS))
    selection = Selection(area, period, named_build(query, fallback.build), choices, fallback.audience)
    return Parsed(selection, tuple(notes))
