"""`jamforelse`: made-up figures of Kolada's kind. A kommun's own follow its rows; the others lie around their mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from pipelines.reference import kommuner, read_reference
from pipelines.synthetic.draw import REPORTING_DATE, SUNDSVALL, room_random
from pipelines.synthetic.rows import Row

YEARS = range(2019, 2026)
_HOMES = frozenset({"familjehem_gfo", "familjehem_kommun", "natverkshem", "konsulentstott"})
_FEW = 4
"""Fewer children than these in residential care are withheld, as Kolada does."""
_COUNTS = frozenset({"N33812", "N33813"})
_YOUNG = 0.22
"""Inhabitants aged 0–20 of all."""
_OUTSIDE = {SUNDSVALL: 0.9, "0000": 0.72}
_GROUPS = (0.82, 1.04)
_INCOME, _OPEN_CARE = 0.07, 0.34

Figures = dict[str, float]


def comparison_rows(
    seed: int,
    placements: Mapping[str, Sequence[Row]],
    costs: Mapping[str, Sequence[Row]],
    population: Sequence[Row],
) -> list[Row]:
    """In order of figure, area and year; what would have been published by the reporting date."""
    young = _young(population)
    own = {
        (code, year): _kommun(seed, code, year, placements[code], costs[code], young[code, year])
        for code in sorted(placements)
        for year in YEARS
    }
    areas = [row for row in read_reference("kolada_areas") if row["kind"] in ("riket", "grupp")]
    factors = {**_OUTSIDE}
    for row in areas:
        factors.setdefault(row["area"], room_random(seed, f"compared {row['area']}").uniform(*_GROUPS))
    figures = dict(own)
    for area, factor in factors.items():
        for year in YEARS:
            figures[area, year] = _around(
                seed, area, factor, [own[code, year] for code in sorted(placements)]
            )
    rows = [
        _row(kpi["kpi"], area, year, figures[area, year])
        for kpi in read_reference("kolada")
        for area in sorted({area for area, _year in figures})
        for year in YEARS
    ]
    return published_by(rows, REPORTING_DATE)


def published_by(rows: Sequence[Row], day: date) -> list[Row]:
    """The rows that Kolada has published by a day, each figure in its month."""
    months = {
        row["kpi"]: (int(row["published_after"]), int(row["published_month"]))
        for row in read_reference("kolada")
    }

    def known(row: Row) -> bool:
        after, month = months[str(row["nyckeltal"])]
        return date(int(str(row["ar"])) + after, month, 28) <= day

    return [row for row in rows if known(row)]


def _young(population: Sequence[Row]) -> dict[tuple[str, int], int]:
    """Inhabitants aged 0–20 by kommun's code and year."""
    codes = {name: code for code, name in kommuner().items()}
    found: dict[tuple[str, int], int] = {}
    for row in population:
        key = codes[str(row["kommun"])], int(str(row["ar"]))
        found[key] = found.get(key, 0) + int(str(row["antal"]))
    return found


def _kommun(
    seed: int, code: str, year: int, placements: Sequence[Row], costs: Sequence[Row], young: int
) -> Figures:
    rng = room_random(seed, f"compared {code} {year}")
    homes, hvb = (_children(placements, forms, year) for forms in (_HOMES, frozenset({"hvb"})))
    # The register leaves out children without a whole personnummer.
    left_out = min(rng.choice((0, 0, 1, 1, 2)), len(homes))
    in_homes = len(homes) - left_out
    spent = {forms: _spent(costs, forms, year) / young for forms in (_HOMES, frozenset({"hvb"}))}
    of_homes, of_hvb = spent[_HOMES], spent[frozenset({"hvb"})]
    placed = of_homes + of_hvb
    open_care = placed * _OPEN_CARE * rng.uniform(0.9, 1.1)
    whole = (placed + open_care) * _YOUNG
    bought = rng.uniform(38, 52)
    off = rng.uniform(-9, 14)
    return {
        "N33812": in_homes,
        "N33813": len(hvb),
        "N33816": 1000 * len(hvb) / young,
        "N33817": 1000 * in_homes / young,
        "N33818": 1000 * (len(homes | hvb) - left_out) / young,
        "N33878": rng.uniform(24, 40),
        "N33004": of_homes,
        "N33002": of_hvb,
        "N33022": placed,
        "N33006": placed + open_care,
        "N33021": open_care,
        "N33008": of_homes * _YOUNG,
        "N33007": of_hvb * _YOUNG,
        "N33001": whole,
        "N33009": open_care * _YOUNG,
        "N33012": whole * _INCOME,
        "N33016": whole * (1 - _INCOME),
        "N33023": bought,
        "N33024": bought * 0.7,
        "N33025": bought * 0.06,
        "N33026": bought * 0.24,
        "N30001": off,
        "N30026": off * young / 1500,
    }


def _children(rows: Sequence[Row], forms: frozenset[str], year: int) -> set[str]:
    """Those who were placed in one of the forms at any time of the year."""
    found = set()
    for row in rows:
        start, end = row["startdatum"], row["slutdatum"]
        here = (
            isinstance(start, date) and start.year <= year and not (isinstance(end, date) and end.year < year)
        )
        if here and row["placeringsform"] in forms:
            found.add(str(row["barn_id"]))
    return found


def _spent(rows: Sequence[Row], forms: frozenset[str], year: int) -> float:
    return sum(
        float(str(row["belopp"]))
        for row in rows
        if str(row["manad"]).startswith(str(year)) and row["placeringsform"] in forms
    )


def _around(seed: int, area: str, factor: float, own: Sequence[Figures]) -> Figures:
    """Each figure near a factor times the kommuner's mean; a little else every year."""
    rng = room_random(seed, f"compared {area} {sum(one['N33022'] for one in own):.0f}")
    return {kpi: factor * sum(one[kpi] for one in own) / len(own) * rng.uniform(0.97, 1.03) for kpi in own[0]}


def _row(kpi: str, area: str, year: int, figures: Figures) -> Row:
    withheld = kpi in ("N33813", "N33816") and 0 < figures["N33813"] < _FEW
    value = None if withheld else Decimal(str(round(figures[kpi], 0 if kpi in _COUNTS else 4)))
    return {
        "nyckeltal": kpi,
        "omrade": area,
        "ar": year,
        "kon": "T",
        "varde": value,
        "status": "Private" if withheld else None,
    }
