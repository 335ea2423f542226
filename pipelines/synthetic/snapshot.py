"""The registers as they stood on an earlier day: nothing that had not happened yet, and no end that was not known."""

from __future__ import annotations

from datetime import date

from pipelines.synthetic.comparison import published_by
from pipelines.synthetic.registers import SampleRows
from pipelines.synthetic.rows import Row, Value

# The day a row comes into being, and the days that come later with what is then known besides.
_BEGINS = {
    "placeringar": "startdatum",
    "remisser": "inkommen",
    "familjehem": "fran",
    "rekrytering": "inkommen",
    "utbildning": "datum",
    "stod": "startdatum",
    "avvikelser": "datum",
    "kommentarer": "datum",
}
_LATER: dict[str, dict[str, dict[str, Value]]] = {
    "placeringar": {"slutdatum": {"avslutsorsak": None}},
    "remisser": {"avslutad": {"utfall": "pagaende"}},
    "familjehem": {"till": {}},
    "rekrytering": {
        "inledande_samtal": {},
        "kartlaggning_start": {},
        "kartlaggning_klar": {},
        "beslutsdatum": {"beslut": None, "hem_id": None},
    },
    "stod": {"slutdatum": {}},
    "avvikelser": {"stangd": {"status": "oppen"}},
}


def known_on(rows: SampleRows, day: date) -> SampleRows:
    """The same registers on an earlier day (included); agreements, targets and the population stand as they are."""
    homes = {row["hem_id"] for row in rows.gfo["familjehem"] if _is_by(row["fran"], day)}
    gfo = {name: _register(name, register, day) for name, register in rows.gfo.items()}
    # An approved home is named once it is in the bank.
    gfo["rekrytering"] = [
        row | ({} if row["hem_id"] in homes else {"hem_id": None}) for row in gfo["rekrytering"]
    ]
    gfo["ekonomi"] = [
        row if date(int(str(row["ar"])), 4 * int(str(row["tertial"])), 28) <= day else _unknown(row)
        for row in gfo["ekonomi"]
    ]
    return SampleRows(
        {code: _register("placeringar", own, day) for code, own in rows.placements.items()},
        {
            code: [row for row in own if str(row["manad"]) <= f"{day:%Y-%m}"]
            for code, own in rows.costs.items()
        },
        gfo,
        rows.population,
        published_by(rows.comparison, day),
    )


def _register(name: str, rows: list[Row], day: date) -> list[Row]:
    begins = _BEGINS.get(name)
    if begins is None:
        return rows
    return [_without_later(row, _LATER.get(name, {}), day) for row in rows if _is_by(row[begins], day)]


def _without_later(row: Row, later: dict[str, dict[str, Value]], day: date) -> Row:
    unknown: Row = {}
    for column, then in later.items():
        if row[column] is not None and not _is_by(row[column], day):
            unknown |= {column: None} | then
    return row | unknown


def _unknown(row: Row) -> Row:
    return row | {"utfall": None, "prognos": None}


def _is_by(value: Value, day: date) -> bool:
    return isinstance(value, date) and value <= day
