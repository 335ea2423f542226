"""The KPI definitions counted in plain Python over the sample's rows: slow, boring, and no SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from statistics import mean, variance

from pipelines.periods import Period
from pipelines.synthetic import REPORTING_DATE, SampleRows
from pipelines.synthetic.rows import Row

FOSTER = {"familjehem_gfo", "familjehem_kommun", "natverkshem", "konsulentstott"}
MATCHED = {"matchad_gfo", "matchad_kommun", "matchad_natverk"}
KOMMUN_MATCHED = {"matchad_kommun", "matchad_natverk"}


def as_day(value: object) -> date:
    assert isinstance(value, date)
    return value


class Register:
    """The rows of one area: a kommun, or all of them."""

    def __init__(self, rows: SampleRows, kommun: str | None = None) -> None:
        self.referrals = [r for r in rows.gfo["remisser"] if kommun in (None, r["kommun"])]
        self.placements = [r for code, own in rows.placements.items() if kommun in (None, code) for r in own]
        self.homes = rows.gfo["familjehem"]
        self.trainings = rows.gfo["utbildning"]
        self.support = rows.gfo["stod"]

    def count(self, kpi: str, period: Period) -> int:
        return COUNTS[kpi](self, period)

    def flow(self, column: str, outcomes: set[str], period: Period) -> list[Row]:
        return [
            row
            for row in self.referrals
            if row["utfall"] in outcomes and row[column] and inside(row[column], period)
        ]

    def decided_children(self, outcomes: set[str], period: Period) -> int:
        return len(children(self.flow("avslutad", outcomes, period)))

    def during(self, forms: set[str], period: Period) -> int:
        return len(
            children(r for r in self.placements if r["placeringsform"] in forms and touches(r, period))
        )

    def started(self, forms: set[str], period: Period) -> int:
        return len(
            children(
                r for r in self.placements if r["placeringsform"] in forms and inside(r["startdatum"], period)
            )
        )

    def moves(self) -> list[Row]:
        """Placements that begin 0-7 days after another of the child's ends, not in the same home."""
        by_child: dict[object, list[Row]] = {}
        for row in self.placements:
            by_child.setdefault((row["kommun"], row["barn_id"]), []).append(row)
        return [
            row
            for rows in by_child.values()
            for row in rows
            if any(
                other["slutdatum"]
                and 0 <= (as_day(row["startdatum"]) - as_day(other["slutdatum"])).days <= 7
                and as_day(other["startdatum"]) < as_day(row["startdatum"])
                and not (row["hem_id"] and row["hem_id"] == other["hem_id"])
                for other in rows
                if other is not row
            )
        ]

    def free_homes(self, day: date) -> int:
        return len(
            {
                row["hem_id"]
                for row in self.homes
                if row["status"] == "tillgangligt"
                and row["hemtyp"] in (None, "familjehem")
                and as_day(row["fran"]) <= day
                and (row["till"] is None or day < as_day(row["till"]))
            }
        )

    def supported(self, kind: str, period: Period) -> int:
        return sum(row["typ"] == kind and inside(row["startdatum"], period) for row in self.support)


def inside(value: object, period: Period) -> bool:
    return period.first_day <= as_day(value) < period.next_day


def touches(row: Row, period: Period) -> bool:
    ended = row["slutdatum"]
    return as_day(row["startdatum"]) < period.next_day and (
        ended is None or as_day(ended) >= period.first_day
    )


def children(rows: Iterable[Row]) -> set[object]:
    return {(row["kommun"], row["barn_id"]) for row in rows}


FIRST_DAY = date(2019, 1, 1).toordinal()
MONTH_OF_DAY = [f"{date.fromordinal(day):%Y-%m}" for day in range(FIRST_DAY, REPORTING_DATE.toordinal() + 1)]


def care_days(rows: list[Row]) -> Counter[tuple[object, object]]:
    """Days by month (YYYY-MM, from 2019 on) and form; one day at a time."""
    found: Counter[tuple[object, object]] = Counter()
    for row in rows:
        first = max(as_day(row["startdatum"]).toordinal(), FIRST_DAY)
        ended = as_day(row["slutdatum"]).toordinal() if row["slutdatum"] else REPORTING_DATE.toordinal() + 1
        months = Counter(MONTH_OF_DAY[first - FIRST_DAY : max(ended, first) - FIRST_DAY])
        for month, days in months.items():
            found[month, row["placeringsform"]] += days
    return found


def tertial_counts(rows: Iterable[Row], column: str, years: range) -> dict[object, list[int]]:
    """Rows by kommun and tertial number (1-3): one count for each of the years."""
    found: Counter[tuple[object, int, int]] = Counter()
    for row in rows:
        if row[column] is not None:
            day = as_day(row[column])
            found[row.get("kommun"), (day.month + 3) // 4, day.year] += 1
    cells = {(kommun, tertial) for kommun, tertial, _ in found}
    return {cell: [found[*cell, year] for year in years] for cell in cells}


def dispersion(series: Iterable[list[int]]) -> float:
    """Variance over mean, of all series together: 1 for Poisson counts."""
    counts = list(series)
    squares = sum(variance(count) for count in counts)
    return float(squares / sum(mean(count) for count in counts))


def homes_and_children(placements: Iterable[Row]) -> dict[object, list[Row]]:
    """The foster placements of each home of a kommun's."""
    found: dict[object, list[Row]] = {}
    for row in placements:
        if row["placeringsform"] in FOSTER:
            found.setdefault((row["kommun"], row["hem_id"]), []).append(row)
    return found


def children_sharing_a_home(placements: Iterable[Row]) -> set[object]:
    """Children who on some day lived in a foster home with another child who came there the same day."""
    found: set[object] = set()
    for rows in homes_and_children(placements).values():
        came = Counter((row["startdatum"], row["placeringsform"]) for row in rows)
        found |= children(row for row in rows if came[row["startdatum"], row["placeringsform"]] > 1)
    return found


def days_stayed(placements: Iterable[Row], form: str) -> list[int]:
    """How long each stay in a form that began in 2019 or later and has ended lasted, shortest first."""
    return sorted(
        (as_day(row["slutdatum"]) - as_day(row["startdatum"])).days
        for row in placements
        if row["placeringsform"] == form and row["slutdatum"] and as_day(row["startdatum"]).year >= 2019
    )


COUNTS: dict[str, Callable[[Register, Period], int]] = {
    "referrals_received": lambda r, p: sum(inside(row["inkommen"], p) for row in r.referrals),
    "referrals_matched": lambda r, p: r.decided_children(MATCHED, p),
    "referrals_matched_gfo": lambda r, p: r.decided_children({"matchad_gfo"}, p),
    "referrals_matched_kommun": lambda r, p: r.decided_children(KOMMUN_MATCHED, p),
    "referrals_matched_network": lambda r, p: r.decided_children({"matchad_natverk"}, p),
    "referrals_returned_gfo": lambda r, p: len(r.flow("avslutad", {"aterlamnad"}, p)),
    "referrals_withdrawn_kommun": lambda r, p: len(r.flow("avslutad", {"atertagen"}, p)),
    "bank_homes_available": lambda r, p: r.free_homes(p.last_day),
    "foster_parents_trained": lambda r, p: sum(
        int(str(row["deltagare"]))
        for row in r.trainings
        if row["typ"] == "grundutbildning" and inside(row["datum"], p)
    ),
    "support_assignments": lambda r, p: r.supported("individuellt_stod", p),
    "exit_interviews": lambda r, p: r.supported("avslutssamtal", p),
    "emergency_placements_started": lambda r, p: r.started({"jourhem", "akutfamilj"}, p),
    "emergency_placements_akutfamilj": lambda r, p: r.started({"akutfamilj"}, p),
    "replacements": lambda r, p: sum(inside(row["startdatum"], p) for row in r.moves()),
    "foster_children": lambda r, p: r.during(FOSTER, p),
    "foster_children_consultant": lambda r, p: r.during({"konsulentstott"}, p),
}
