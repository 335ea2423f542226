"""Everything the sample delivers: which register goes into which file, from whom, in which form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipelines.reference import kommuner
from pipelines.synthetic.agreed import (
    allocation_rows,
    comment_rows,
    placed_children_rows,
    published_rows,
    target_rows,
)
from pipelines.synthetic.approvals import make_approvals
from pipelines.synthetic.breakdowns import return_after_breakdowns
from pipelines.synthetic.care import KommunCare
from pipelines.synthetic.care_homes import name_homes
from pipelines.synthetic.draw import (
    HÄRNÖSAND,
    KRAMFORS,
    REPORTING_DATE,
    SOLLEFTEÅ,
    TIMRÅ,
    ÅNGE,
    ÖRNSKÖLDSVIK,
)
from pipelines.synthetic.economy import cost_rows, economy_rows
from pipelines.synthetic.homes import HomeBank
from pipelines.synthetic.plan import CannotBeFilled, Plan, joined, make_plan
from pipelines.synthetic.population import population_rows
from pipelines.synthetic.recruitment import recruitment_rows
from pipelines.synthetic.referrals import make_referrals
from pipelines.synthetic.rows import Row, placement_rows, referral_rows
from pipelines.synthetic.support import deviation_rows, support_rows, training_rows
from pipelines.synthetic.writing import CsvStyle, write_csv, write_parquet, write_workbook

_ATTEMPTS = 50
_FIRST_RECEIVED = datetime(2026, 9, 8, 7, 15, tzinfo=UTC)

_SEMICOLON = CsvStyle()
_COMPACT_DAYS = CsvStyle(day="%Y%m%d", open_day="99991231")
_NINES = CsvStyle(open_day="9999-12-31", thousands=" ")
_UTF8 = CsvStyle(encoding="utf-8-sig")


@dataclass(frozen=True)
class SampleFile:
    """One file to deliver: whose it is (kommun code, GFO or SCB), the last day it reaches, when it came in."""

    path: Path
    sender: str | None
    through: date
    received: datetime


@dataclass(frozen=True)
class SampleRows:
    """The registers before they are written: one for each kommun, one for GFO and SCB."""

    placements: dict[str, list[Row]]
    costs: dict[str, list[Row]]
    gfo: dict[str, list[Row]]
    population: list[Row]


def make_rows(seed: int) -> SampleRows:
    """Every row of every register; `kommun` is a code in the kommuner's own."""
    plan, care = _make_care(seed)
    referrals = make_referrals(seed, plan, care)
    via_gfo = []
    for kommun in care.values():
        return_after_breakdowns(seed, kommun)
        via_gfo += name_homes(seed, kommun)
    approvals = make_approvals(seed)
    bank = HomeBank(seed, via_gfo, approvals)
    placements = {code: placement_rows(seed, kommun) for code, kommun in care.items()}
    gfo = {
        "remisser": referral_rows(referrals),
        "familjehem": bank.rows(),
        "rekrytering": recruitment_rows(seed, approvals),
        "utbildning": training_rows(seed),
        "stod": support_rows(seed, bank),
        "avvikelser": deviation_rows(seed),
        "ekonomi": economy_rows(seed),
        "fordelning": allocation_rows(seed),
        "placerade_barn": placed_children_rows(care),
        "publicerat": published_rows(),
        "mal": target_rows(),
        "kommentarer": comment_rows(),
    }
    costs = {code: cost_rows(seed, kommun) for code, kommun in care.items()}
    return SampleRows(placements, costs, gfo, population_rows(seed))


def _make_care(seed: int) -> tuple[Plan, dict[str, KommunCare]]:
    """A plan and the care that fills it; when the children cannot do what it says, another plan."""
    for attempt in range(_ATTEMPTS):
        plan = make_plan(seed, attempt)
        care = {kommun: KommunCare(seed, kommun, plan) for kommun in sorted(joined())}
        try:
            for kommun in care.values():
                kommun.run()
        except CannotBeFilled:
            continue
        return plan, care
    raise RuntimeError(f"no plan of seed {seed} could be filled with children")


def write_sample(folder: Path, *, seed: int = 1) -> list[SampleFile]:
    """Write the sample's files into `folder` (made if missing) and say how each is to be delivered.

    The same seed gives the same bytes. Existing files of the same names are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = make_rows(seed)
    files: list[SampleFile] = []

    def add(name: str, sender: str) -> Path:
        # Seven a working day, an hour apart.
        received = _FIRST_RECEIVED + timedelta(days=len(files) // 7, hours=len(files) % 7)
        files.append(SampleFile(folder / name, sender, REPORTING_DATE, received))
        return folder / name

    for code, style in ((ÖRNSKÖLDSVIK, _SEMICOLON), (KRAMFORS, _COMPACT_DAYS), (ÅNGE, _NINES)):
        for register, own in (("placeringar", rows.placements), ("kostnader", rows.costs)):
            name = f"exempel_{kommuner()[code].lower()}_{register}.csv"
            kommun = kommuner()[code] if code != KRAMFORS else code
            write_csv(add(name, code), _named(own[code], kommun), style)
    write_workbook(
        add("exempel_härnösand.xlsx", HÄRNÖSAND),
        {
            "Placeringar": _named(rows.placements[HÄRNÖSAND], kommuner()[HÄRNÖSAND]),
            "Kostnader": _named(rows.costs[HÄRNÖSAND], kommuner()[HÄRNÖSAND]),
        },
    )
    for register, own in (("placeringar", rows.placements), ("kostnader", rows.costs)):
        path = add(f"exempel_sollefteå_{register}.xlsx", SOLLEFTEÅ)
        write_workbook(path, {register.capitalize(): own[SOLLEFTEÅ]})
    write_parquet(add("exempel_timrå_placeringar.parquet", TIMRÅ), rows.placements[TIMRÅ])
    write_csv(add("exempel_timrå_kostnader.csv", TIMRÅ), _named(rows.costs[TIMRÅ], kommuner()[TIMRÅ]), _UTF8)

    gfo = rows.gfo
    referrals = [row | {"kommun": kommuner()[str(row["kommun"])]} for row in gfo["remisser"]]
    write_workbook(add("exempel_gfo_remisser.xlsx", "GFO"), {"Remisser": referrals})
    write_workbook(add("exempel_gfo_familjehem.xlsx", "GFO"), {"Familjehem": gfo["familjehem"]})
    write_csv(add("exempel_gfo_rekrytering.csv", "GFO"), gfo["rekrytering"], _UTF8)
    write_workbook(
        add("exempel_gfo_verksamhet.xlsx", "GFO"),
        {"Utbildning": gfo["utbildning"], "Stöd": gfo["stod"], "Avvikelser": gfo["avvikelser"]},
    )
    write_workbook(
        add("exempel_gfo_ekonomi_och_fördelning.xlsx", "GFO"),
        {
            "Ekonomi": gfo["ekonomi"],
            "Fördelning": gfo["fordelning"],
            "Placerade barn": gfo["placerade_barn"],
        },
    )
    for register in ("publicerat", "mal", "kommentarer"):
        word = {"mal": "mål"}.get(register, register)
        write_csv(add(f"exempel_gfo_{word}.csv", "GFO"), gfo[register], _UTF8)
    write_csv(add("exempel_scb_befolkning.csv", "SCB"), rows.population, _UTF8)
    return files


def _named(rows: Sequence[Row], kommun: str) -> list[Row]:
    return [row | {"kommun": kommun} for row in rows]
