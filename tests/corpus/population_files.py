"""SCB's tables: the layouts that are read, and what is told of a table that is not the register's."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pipelines.reference import kommuner
from tests.corpus.case import At, Corpus
from tests.corpus.making import write_lines

corpus = Corpus()
shows = corpus.shows
LAYOUTS = Path(__file__).parent / "scb"

Cell = tuple[str, str, int, int]


def values(name: str) -> list[Cell]:
    """(region code, year, age, inhabitants) as SCB has published them."""
    with (LAYOUTS / f"values_{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return [(row["kommun_code"], row["ar"], int(row["alder"]), int(row["antal"])) for row in rows]


def as_given(name: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        shutil.copyfile(LAYOUTS / name, path)

    return make


def json_stat(cells: Sequence[Cell], **changes: object) -> str:
    """The table as PxWeb's API gives it: dimensions with codes and labels, values in their order."""
    regions, years = (list(dict.fromkeys(cell[at] for cell in cells)) for at in (0, 1))
    ages = sorted({cell[2] for cell in cells})
    numbers = {cell[:3]: cell[3] for cell in cells}

    def dimension(labels: dict[str, str]) -> dict[str, object]:
        return {"category": {"index": {code: at for at, code in enumerate(labels)}, "label": labels}}

    table = {
        "version": "2.0",
        "class": "dataset",
        "label": "Folkmängd efter region, civilstånd, ålder, kön och år",
        "id": ["Region", "Civilstand", "Alder", "Kon", "ContentsCode", "Tid"],
        "size": [len(regions), 1, len(ages), 1, 1, len(years)],
        "dimension": {
            "Region": dimension({code: kommuner()[code] for code in regions}),
            "Civilstand": dimension({"SC": "samtliga civilstånd"}),
            "Alder": dimension({str(age): f"{age} år" for age in ages}),
            "Kon": dimension({"TotSa": "totalt"}),
            "ContentsCode": dimension({"000007ME": "Folkmängd"}),
            "Tid": dimension({year: year for year in years}),
        },
        "value": [numbers[region, year, age] for region in regions for age in ages for year in years],
    }
    return json.dumps(table | changes, ensure_ascii=False)


def _lines(path: Path, header: str, rows: Iterable[str]) -> None:
    write_lines(path, header, *rows, codec="utf-8")


@shows("L030", 3, also=[At("L031", 4)])
def a_country_and_a_sum_of_ages(path: Path) -> None:
    rows = ('"2262 Timrå";"0 år";177', '"00 Riket";"0 år";115000', '"2262 Timrå";"totalt ålder";18000')
    _lines(path, "region;ålder;2019", rows)


@shows("L031", 3)
def bands_of_ages_and_the_old(path: Path) -> None:
    rows = ("Timrå;0 år;2019;177", "Timrå;0-4 år;2019;900", "Timrå;21 år;2019;200", "Timrå;100+ år;2019;3")
    _lines(path, "region;ålder;år;Folkmängd", rows)


@shows("L032", also=[At("L030", 2)])
def a_table_of_other_kommuner(path: Path) -> None:
    _lines(path, "region;ålder;år;Folkmängd", ("Umeå;0 år;2019;1400", "Luleå;0 år;2019;800"))


@shows("L032", also=[At("L030", 2)])
def men_and_women_of_other_kommuner(path: Path) -> None:
    _lines(path, "region;ålder;kön;2019", ("Umeå;0 år;män;700", "Umeå;0 år;kvinnor;700"))


@shows("L033")
def growth_beside_inhabitants(path: Path) -> None:
    _lines(path, "Region;Alder;BE0101N1 2019;BE0101N2 2019", ("2262;0;177;5", "2262;1;181;-3"))


@shows("L034")
def growth_instead_of_inhabitants(path: Path) -> None:
    _lines(path, "region;ålder;Folkökning 2019", ("2262 Timrå;0 år;5", "2262 Timrå;1 år;-3"))


@shows("L034")
def growth_by_sex(path: Path) -> None:
    rows = ("2262 Timrå;0 år;män;5", "2262 Timrå;0 år;kvinnor;-3")
    _lines(path, "region;ålder;kön;Folkökning 2019", rows)


@shows("L035", 0, "kön")
def men_alone(path: Path) -> None:
    _lines(path, "region;ålder;kön;2019", ("Timrå;0 år;män;90", "Timrå;1 år;män;95"))


@shows("L035", 0, "civilstånd")
def the_unmarried_of_twenty(path: Path) -> None:
    _lines(path, "region;civilstånd;ålder;2019", ("Timrå;ogifta;0 år;177", "Timrå;ogifta;20 år;190"))


@shows("L035", 0, "födelseregion")
def a_part_that_nobody_knows(path: Path) -> None:
    _lines(path, "region;ålder;födelseregion;2019", ("Timrå;0 år;född i Sverige;170",))


@shows("L036")
def sexes_as_rows(path: Path) -> None:
    _lines(path, "region;ålder;kön;2019", ("Timrå;0 år;män;90", "Timrå;0 år;kvinnor;87"))


corpus.shows("L037", name="a_list_of_areas.csv")(as_given("BE0101N1_2017.csv"))


@shows("L038", 4)
def the_same_men_twice(path: Path) -> None:
    rows = ("Timrå;0 år;kvinnor;87", "Timrå;1 år;män;95", "Timrå;0 år;män;90", "Timrå;0 år;män;90")
    _lines(path, "region;ålder;kön;2019", rows)


corpus.shows("F054", name="a_table_without_its_dimensions.json")(as_given("k_jsonstat2.json"))


@shows("F054", ending=".json")
def a_table_with_a_value_too_few(path: Path) -> None:
    cells = values("2019")
    path.write_text(json_stat(cells, value=[one[3] for one in cells][:-1]), encoding="utf-8")
