"""What is told of deliveries, senders, waivers and builds is what a loop over the receipts tells."""

from __future__ import annotations

import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import DATASETS
from pipelines.contracts.findings import Category, DeliveryStatus, Finding, Severity
from pipelines.deliveries.active import active_deliveries
from pipelines.deliveries.receipts import Receipt, write_receipts
from pipelines.errors import Place
from pipelines.home import DataHome
from pipelines.home.inputs import note_input
from pipelines.home.ledger import open_ledger
from pipelines.publishing.builds import Build, record_build, record_release
from pipelines.publishing.declarations import waivers_declared
from pipelines.publishing.history import read_history
from pipelines.reference import PROJECT_ROOT
from pipelines.warehouse.allocation_mart import INPUT_SCHEMA
from pipelines.warehouse.declarations import write_declarations
from pipelines.warehouse.history_mart import write_history
from tests.fixtures.matrix import rest_slow
from tests.fixtures.quickly import QUICKLY, examples
from tests.twins.plain import history as twin

Row = dict[str, Any]
#: What the two kinds of finding of these deliveries mean and ask for, of whatever day was found.
WORDS = {
    "R016": (
        "Slutdatum ligger mer än 25 år efter den dag då leveransen togs emot.",
        "Rätta slutdatum. Lämna det tomt om placeringen pågår.",
    ),
    "V014": (
        "Dagen ligger efter den dag då leveransen togs emot.",
        "Rätta datumet. Sådant som inte har hänt än ska inte stå i registret.",
    ),
}
#: What the columns of these findings hold, in the registers that have them.
MEANINGS = {
    ("placeringar", "slutdatum"): "dagen då placeringen upphörde",
    ("placeringar", "startdatum"): "första dagen",
}
OWNERS = PROJECT_ROOT / "data" / "reference" / "owners.csv"
KOMMUNER = ("2260", "2262", "2281")
#: Times around which things turn: the end of a tertial, of a year, midnight, summer time and winter time.
MOMENTS = (
    datetime(2022, 8, 31, 23, 59), datetime(2022, 9, 1, 0, 0), datetime(2022, 12, 31, 23, 30),
    datetime(2023, 1, 1, 0, 30), datetime(2023, 4, 30, 12, 0), datetime(2023, 5, 1, 0, 0), datetime(2023, 7, 1, 1, 15),
    datetime(2023, 9, 20, 12, 0),
)  # fmt: skip


def random_receipts(random: Random) -> list[Row]:
    """Deliveries of a few registers, accepted or not, received in any order, some at the same moment."""
    found = []
    for _ in range(random.choice([0, 3, 12, 30])):
        dataset = random.choice(["placeringar", "kostnader", "remisser", "befolkning", "mal", ""])
        sender = random.choice(KOMMUNER) if dataset in twin.SENT_BY_KOMMUNER else "GFO"
        sender = {"befolkning": "SCB", "": ""}.get(dataset, sender)
        refused = not dataset or random.randrange(4) == 0
        findings = [
            random.choice(
                [
                    ("R016", "slutdatum", "varning"),
                    ("R016", "slutdatum", "notering"),
                    ("V014", "startdatum", "stoppar raden"),
                ]
            )
            for _ in range(random.randrange(4))
        ]
        received = random.choice(MOMENTS) + timedelta(hours=random.choice([0, 0, 1, 24]))
        found.append(
            {
                "dataset": dataset,
                "sender": sender,
                "received": received,
                "through": random.choice(MOMENTS).date(),
                "rows_total": random.randrange(9),
                "rows_accepted": random.randrange(9),
                "rows_refused": random.randrange(9),
                "warnings": random.randrange(9),
                "status": random.choice(["Avvisad", "Mottagen"]) if refused else random.choice(twin.STANDS),
                "reason": random.choice(["", "Delvis: ”Å”."]),
                "sha256": random.choice("ab") * 64,
                "last_day": random.choice([None, random.choice(MOMENTS).date()]),
                "note": random.choice(["", "1 undantag"]),
                "findings": findings,
                "waivers": [_waiver(random, received.date()) for _ in range(random.randrange(3))],
            }
        )
    return found


def _waiver(random: Random, day: date) -> Row:
    dataset = random.choice(["placeringar", "kostnader", "remisser"])
    return {
        "rule": "R016",
        "dataset": dataset,
        "sender": random.choice(KOMMUNER) if dataset in twin.SENT_BY_KOMMUNER else "GFO",
        "row": f"P-{random.randrange(9)}",
        "reason": random.choice(["Vården är beslutad.", "Åter rätt."]),
        "who": "Enhetschefen",
        "until": day + timedelta(days=random.choice([-1, 0, 90])),
    }


def random_builds(random: Random) -> list[Row]:
    found = []
    for build in range(1, random.randrange(1, 5)):
        moment = random.choice(MOMENTS)
        found.append(
            {
                "build": build,
                "built_at": moment,
                "as_of": random.choice(MOMENTS),
                "reporting_date": random.choice(MOMENTS).date(),
                "published_at": random.choice([None, moment + timedelta(hours=3)]),
                "reason": random.choice(["", "En remiss till."]),
            }
        )
    return found


def fill(home: DataHome, receipts: list[Row], builds: list[Row]) -> None:
    """Write them to the home's ledger as the product does, one after another."""
    with open_ledger(home) as ledger:
        for row in receipts:
            lines = [
                "\n".join(
                    [
                        "[[waiver]]",
                        *(
                            f'{key} = "{waiver[key]}"'
                            for key in ("rule", "dataset", "sender", "row", "reason", "who")
                        ),
                        f"until = {waiver['until']}",
                    ]
                )
                for waiver in row["waivers"]
            ]
            noted = note_input(ledger, "waivers", "", "\n".join(lines), row["received"]) if lines else None
            receipt = Receipt(
                dataset=row["dataset"],
                sender=row["sender"],
                kommun_code=row["sender"] if row["sender"].isdigit() else None,
                received=row["received"],
                through=row["through"],
                file_name="fil.csv",
                sha256=row["sha256"],
                size=1,
                kind="csv",
                sheet="",
                rows_total=row["rows_total"],
                rows_accepted=row["rows_accepted"],
                rows_refused=row["rows_refused"],
                warnings=row["warnings"],
                accepted_digest="",
                status=DeliveryStatus(row["status"]),
                reason=row["reason"],
                note=row["note"],
                last_day=row["last_day"],
                waivers_sha256=noted,
            )
            findings = [
                Finding(code, Category.ROW, Severity(severity), Place(row=number, column=column))
                for number, (code, column, severity) in enumerate(row["findings"], start=2)
            ]
            write_receipts(ledger, [(receipt, findings)], recorded=row["received"])
        for build in builds:
            record_build(
                ledger,
                Build(build["build"], "key", build["built_at"], build["as_of"], build["reporting_date"]),
            )
            if build["published_at"]:
                record_release(
                    ledger,
                    build["build"],
                    published_at=build["published_at"],
                    reason=build["reason"],
                    snapshots=pl.DataFrame(schema=INPUT_SCHEMA),
                    basis="",
                )


def told(home: DataHome, as_of: datetime) -> dict[str, list[tuple[Any, ...]]]:
    """The product's own tables."""
    con = duckdb.connect()
    con.execute("create schema mart")
    with open_ledger(home) as ledger:
        write_history(con, read_history(home, ledger, as_of))
        active = active_deliveries(home, as_of)
        write_declarations(con, waivers_declared(ledger, active))
    marts = ("delivery_history", "delivery_finding", "delivery_expected", "build_history", "declaration")
    found = {mart: con.execute(f"select * from mart.{mart}").fetchall() for mart in marts}
    found["standing"] = [
        (a.delivery_id, a.dataset, a.sender, a.through, a.rows_accepted, a.reason) for a in active
    ]
    con.close()
    return found


def history_differences(receipts: list[Row], builds: list[Row], as_of: datetime) -> list[str]:
    """The marts that differ from their twins."""
    with tempfile.TemporaryDirectory() as folder:
        home = DataHome(Path(folder) / "home")
        home.claim("real")
        fill(home, receipts, builds)
        computed = told(home, as_of)
    findings = twin.delivery_finding(receipts, as_of)
    expected: dict[str, list[tuple[Any, ...]]] = {
        "delivery_history": twin.delivery_history(receipts, as_of),
        "delivery_finding": [_told(receipts, cell, number) for cell, number in findings.items()],
        "delivery_expected": list(twin.delivery_expected(receipts, as_of, OWNERS)),
        "build_history": twin.build_history(builds),
        "standing": [
            tuple(
                row[name]
                for name in ("delivery_id", "dataset", "sender", "through", "rows_accepted", "reason")
            )
            for row in twin.standing(receipts, as_of)
        ],
        "declaration": list(twin.waivers_declared(receipts, as_of)),
    }
    return [
        f"{mart}: {[row for row in computed[mart] if row not in want]} by the product alone, "
        f"{[row for row in want if row not in computed[mart]]} by hand alone"
        for mart, want in expected.items()
        if sorted(computed[mart], key=str) != sorted(want, key=str)
    ]


def _told(receipts: list[Row], cell: tuple[int, str, str, str], number: int) -> tuple[Any, ...]:
    """A finding with its words: of a note that is a warning by its kind what the delivery's waivers say."""
    delivery, code, column, severity = cell
    what, remedy = WORDS[code]
    row = receipts[delivery - 1]
    if severity == "notering":
        severity, remedy = "undantag", twin.waived(row, code)
    return delivery, code, column, severity, number, what, remedy, MEANINGS.get((row["dataset"], column), "")


def test_every_dataset_is_expected_from_its_sender():
    kinds = {name: dataset.sender for name, dataset in DATASETS.items()}
    assert kinds.keys() == {*twin.EVERY_TERTIAL, *twin.NOW_AND_THEN}
    assert {name for name, kind in kinds.items() if kind == "kommun"} == {*twin.SENT_BY_KOMMUNER}
    assert {name for name, kind in kinds.items() if kind == "scb"} == {*twin.SENT_BY_SCB}
    assert {name for name, kind in kinds.items() if kind == "kolada"} == {*twin.SENT_BY_KOLADA}


def test_random_receipts_hold_every_case():
    lines = [
        line
        for seed in range(60)
        for line in twin.delivery_expected(random_receipts(Random(seed)), MOMENTS[-1], OWNERS)
    ]
    assert {line[2] for line in lines} == {"vid behov", "aldrig levererad", "i tid", "sen"}
    assert {line[6] for line in lines} == {None, "Avvisad", "Mottagen"}
    assert any(twin.waivers_declared(random_receipts(Random(seed)), MOMENTS[-1]) for seed in range(60))


@pytest.mark.parametrize("as_of", rest_slow([*MOMENTS, datetime(2030, 1, 1)], MOMENTS[-2:].__contains__))
def test_history_of_these_deliveries_is_what_is_told_by_hand(as_of):
    random = Random(as_of.toordinal())
    assert not history_differences(random_receipts(random), random_builds(random), as_of)


@pytest.mark.slow
@given(random=st.randoms(use_true_random=False), as_of=st.sampled_from(MOMENTS))
@settings(QUICKLY, max_examples=examples(5, 24))
def test_history_of_any_deliveries_is_what_is_told_by_hand(random, as_of):
    assert not history_differences(random_receipts(random), random_builds(random), as_of)
