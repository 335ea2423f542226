"""Which register goes into which file, from whom, in which form: the files that the senders' systems would write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from pipelines.contracts.jamforelse import KOLADA
from pipelines.reference import kommuner
from pipelines.synthetic.draw import HÄRNÖSAND, KRAMFORS, SOLLEFTEÅ, TIMRÅ, ÅNGE, ÖRNSKÖLDSVIK
from pipelines.synthetic.registers import SampleRows
from pipelines.synthetic.rows import Row
from pipelines.synthetic.writing import CsvStyle, write_csv, write_parquet, write_workbook

_UTF8 = CsvStyle(encoding="utf-8-sig")
_STYLES = {
    ÖRNSKÖLDSVIK: CsvStyle(),
    KRAMFORS: CsvStyle(day="%Y%m%d", open_day="99991231"),
    ÅNGE: CsvStyle(open_day="9999-12-31", thousands=" "),
}


@dataclass(frozen=True)
class Export:
    """A file before it is written; `sender` is a kommun code, GFO, SCB or Kolada, the name's ending tells the form.

    `sheets`: rows by the name of their sheet; a CSV or Parquet file has one.
    """

    name: str
    sender: str
    sheets: Mapping[str, Sequence[Row]]

    def write(self, folder: Path) -> Path:
        """Write it into a folder (made if missing); the same rows give the same bytes."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.name
        if path.suffix == ".xlsx":
            write_workbook(path, dict(self.sheets))
            return path
        (rows,) = self.sheets.values()
        if path.suffix == ".parquet":
            write_parquet(path, rows)
        else:
            write_csv(path, rows, _STYLES.get(self.sender, _UTF8))
        return path


@dataclass(frozen=True)
class SampleFile:
    """A written file as it is to be delivered: from whom, the last day it reaches, when it came in.

    `stands`: whether it is meant to be accepted.
    """

    path: Path
    sender: str
    through: date
    received: datetime
    stands: bool = True


def write_files(
    folder: Path, exports: Iterable[Export], *, through: date, first_received: datetime
) -> list[SampleFile]:
    """Write files into a folder; they come in their order, seven a day, an hour apart."""
    return [
        SampleFile(
            export.write(folder),
            export.sender,
            through,
            first_received + timedelta(days=number // 7, hours=number % 7),
        )
        for number, export in enumerate(exports)
    ]


def exports(rows: SampleRows) -> list[Export]:
    """All registers as files: each kommun in the form of its own system."""
    gfo = rows.gfo
    referrals = [row | {"kommun": kommuner()[str(row["kommun"])]} for row in gfo["remisser"]]
    return [
        *(
            _kommun_file(code, register, "csv", own[code])
            for code in (ÖRNSKÖLDSVIK, KRAMFORS, ÅNGE)
            for register, own in (("placeringar", rows.placements), ("kostnader", rows.costs))
        ),
        Export(
            "exempel_härnösand.xlsx",
            HÄRNÖSAND,
            {
                "Placeringar": _named(rows.placements[HÄRNÖSAND], kommuner()[HÄRNÖSAND]),
                "Kostnader": _named(rows.costs[HÄRNÖSAND], kommuner()[HÄRNÖSAND]),
            },
        ),
        # Sollefteå's workbooks and Timrå's Parquet file hold the kommun's code.
        Export(
            _name(SOLLEFTEÅ, "placeringar", "xlsx"), SOLLEFTEÅ, {"Placeringar": rows.placements[SOLLEFTEÅ]}
        ),
        Export(_name(SOLLEFTEÅ, "kostnader", "xlsx"), SOLLEFTEÅ, {"Kostnader": rows.costs[SOLLEFTEÅ]}),
        Export(_name(TIMRÅ, "placeringar", "parquet"), TIMRÅ, {"Placeringar": rows.placements[TIMRÅ]}),
        _kommun_file(TIMRÅ, "kostnader", "csv", rows.costs[TIMRÅ]),
        Export("exempel_gfo_remisser.xlsx", "GFO", {"Remisser": referrals}),
        Export("exempel_gfo_familjehem.xlsx", "GFO", {"Familjehem": gfo["familjehem"]}),
        Export("exempel_gfo_rekrytering.csv", "GFO", {"Rekrytering": gfo["rekrytering"]}),
        Export(
            "exempel_gfo_verksamhet.xlsx",
            "GFO",
            {"Utbildning": gfo["utbildning"], "Stöd": gfo["stod"], "Avvikelser": gfo["avvikelser"]},
        ),
        Export(
            "exempel_gfo_ekonomi_och_fördelning.xlsx",
            "GFO",
            {
                "Ekonomi": gfo["ekonomi"],
                "Fördelning": gfo["fordelning"],
                "Placerade barn": gfo["placerade_barn"],
            },
        ),
        Export("exempel_gfo_publicerat.csv", "GFO", {"Publicerat": gfo["publicerat"]}),
        Export("exempel_gfo_mål.csv", "GFO", {"Mål": gfo["mal"]}),
        Export("exempel_gfo_kommentarer.csv", "GFO", {"Kommentarer": gfo["kommentarer"]}),
        Export("exempel_scb_befolkning.csv", "SCB", {"Befolkning": rows.population}),
        Export("exempel_kolada_jämförelse.csv", KOLADA, {"Jämförelse": rows.comparison}),
    ]


def export_named(files: Iterable[Export], kommun: str, register: str) -> Export:
    """A kommun's own file of a register among the others."""
    start = _name(kommun, register, "")
    return next(export for export in files if export.name.startswith(start))


def _kommun_file(code: str, register: str, ending: str, rows: Sequence[Row]) -> Export:
    # Kramfors writes its code, the others their name.
    kommun = code if code == KRAMFORS else kommuner()[code]
    return Export(_name(code, register, ending), code, {register: _named(rows, kommun)})


def _name(code: str, register: str, ending: str) -> str:
    return f"exempel_{kommuner()[code].lower()}_{register}.{ending}"


def _named(rows: Sequence[Row], kommun: str) -> list[Row]:
    return [row | {"kommun": kommun} for row in rows]
