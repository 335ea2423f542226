"""Corrections are guarded by what they expect to find, and retire when the source is right."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import duckdb
import polars as pl
import pytest

from pipelines.contracts import DATASETS
from pipelines.deliveries.active import active_deliveries, corrected_rows
from pipelines.deliveries.corrections import (
    apply_corrections,
    corrections_as_of,
    parse_corrections,
    unmet_corrections,
)
from pipelines.deliveries.delivering import deliver
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.inputs import record_inputs
from pipelines.publishing.build import build_warehouse
from tests.fixtures.registers import (
    NOVEMBER,
    OCTOBER,
    PLACEMENTS,
    SEPTEMBER,
    placement,
    placements,
    write_csv,
)
from tests.fixtures.warehouse import with_parts

DAY = date(2026, 11, 2)


def toml(**changes):
    entry = {
        "dataset": "placeringar",
        "sender": "Timrå",
        "row": "P1",
        "column": "slutdatum",
        "old": "",
        "new": "2026-06-01",
        "reason": "Fel i utdraget.",
        "who": "Enhetschefen",
        "until": date(2026, 12, 31),
    } | changes
    lines = [
        f"{key} = {value if isinstance(value, date) else chr(34) + value + chr(34)}"
        for key, value in entry.items()
        if value is not None
    ]
    return "[[correction]]\n" + "\n".join(lines) + "\n"


@pytest.fixture
def frame():
    schema = DATASETS["placeringar"].schema
    rows = [
        {"placement_id": "P1", "start_date": date(2026, 1, 15), "form": "hvb"},
        {"placement_id": "P2", "start_date": date(2026, 1, 15), "form": "sis"},
    ]
    whole = [dict.fromkeys(schema) | {"kommun_code": "2262"} | row for row in rows]
    return pl.DataFrame(whole, schema=schema)


def apply(frame, text, *, dataset="placeringar", sender="2262", day=DAY):
    return apply_corrections(frame, parse_corrections(text), dataset, sender, day)


def test_a_correction_changes_its_row_and_no_other(frame):
    corrected, (note,) = apply(frame, toml())
    assert corrected["end_date"].to_list() == [date(2026, 6, 1), None]
    assert corrected.drop("end_date").equals(frame.drop("end_date"))
    assert corrected.schema == frame.schema
    assert note.outcome == "applied"


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"column": "placeringsform", "old": "hvb", "new": "Stödboende"}, "form", "stodboende"),
        ({"column": "slutdatum", "old": "9999-12-31", "new": "2026-02-01"}, "end_date", date(2026, 2, 1)),
        ({"column": "fodelsear", "old": "", "new": "2014"}, "birth_year", 2014),
    ],
)
def test_values_are_written_as_in_a_file(frame, changes, field, value):
    corrected, _ = apply(frame, toml(**changes))
    assert corrected[field][0] == value


def test_an_amount_is_found_by_its_whole_key_and_written_with_a_comma():
    schema = DATASETS["kostnader"].schema
    row = {"kommun_code": "2262", "month": date(2026, 5, 1), "form": "hvb", "amount": Decimal("100.50")}
    frame = pl.DataFrame([row | {"source_row": 2}], schema=schema)
    text = toml(dataset="kostnader", row="Timrå/2026-05/hvb", column="belopp", old="100,5", new="1000,25")
    corrected, _ = apply(frame, text, dataset="kostnader")
    assert corrected["amount"].to_list() == [Decimal("1000.25")]


def test_a_third_value_stops_the_build(frame):
    third = frame.with_columns(end_date=pl.lit(date(2026, 5, 5)))
    with pytest.raises(ReaderError) as error:
        apply(third, toml())
    assert error.value.code == "D002"
    assert error.value.found == "2026-05-05"


def test_a_correction_retires_when_the_source_has_the_new_value(frame):
    mended = frame.with_columns(end_date=pl.lit(date(2026, 6, 1)))
    same, (note,) = apply(mended, toml())
    assert same.equals(mended)
    assert note.outcome == "retired"


def test_a_correction_is_in_force_through_its_last_day(frame):
    assert apply(frame, toml(), day=date(2026, 12, 31))[1][0].outcome == "applied"
    same, (note,) = apply(frame, toml(), day=date(2027, 1, 1))
    assert same.equals(frame)
    assert note.outcome == "expired"


def test_a_row_that_is_gone_stops_the_build(frame):
    with pytest.raises(ReaderError) as error:
        apply(frame, toml(row="P7"))
    assert error.value.code == "D003"


def test_a_correction_may_not_break_what_a_delivery_may_not(frame):
    with pytest.raises(ReaderError) as error:
        apply(frame, toml(new="2025-06-01"))
    assert error.value.code == "D004"
    assert "startdatum" in error.value.message


@pytest.mark.parametrize("other", [{"sender": "2260"}, {"dataset": "kostnader"}])
def test_another_register_is_left_alone(frame, other):
    same, notes = apply(frame, toml(), **other)
    assert same.equals(frame)
    assert notes == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"dataset": "placering"}, "finns inte"),
        ({"column": "slut"}, "ingen kolumn"),
        ({"column": "placering_id", "old": "P1", "new": "P2"}, "pekar ut raden"),
        ({"column": "kommun", "old": "2262", "new": "2260"}, "pekar ut raden"),
        ({"new": "i våras"}, "kan inte stå"),
        ({"column": "placeringsform", "old": "hvb", "new": "slott"}, "kan inte stå"),
        ({"column": "startdatum", "old": "2026-01-15", "new": ""}, "får inte lämnas tom"),
        ({"reason": " "}, "får inte vara tom"),
        ({"who": None}, "saknar who"),
        ({"until": "2026-12-31"}, "ska vara en dag"),
        ({"sender": "Mora"}, "känns inte igen"),
        ({"dataset": "kostnader", "column": "belopp", "old": "1", "new": "2", "row": "P1"}, "inget id"),
        ({"skäl": "x"}, "inte rätt skriven"),
        ({"why": "x"}, "inte känns igen"),
    ],
)
def test_a_slip_in_the_file_is_said(changes, words):
    with pytest.raises(ReaderError) as error:
        parse_corrections(toml(**changes))
    assert error.value.code == "D001"
    assert words in error.value.message


@pytest.mark.parametrize("text", ["[[rattelse]]\nx = 1\n", "correction = 3\n", "[[correction\n"])
def test_a_file_of_another_shape_is_said(text):
    with pytest.raises(ReaderError) as error:
        parse_corrections(text)
    assert error.value.code == "D001"


def test_an_earlier_time_knows_the_corrections_of_that_time(tmp_path):
    home = DataHome(tmp_path / "hem")
    home.claim("real")
    file = home.root / "corrections.toml"
    file.write_text(toml(), encoding="utf-8")
    record_inputs(home, SEPTEMBER)
    file.write_text(toml() + toml(row="P2"), encoding="utf-8")
    record_inputs(home, OCTOBER)
    file.unlink()
    record_inputs(home, NOVEMBER)
    known = [
        [correction.row_id for correction in corrections_as_of(home, moment)]
        for moment in (SEPTEMBER - timedelta(seconds=1), SEPTEMBER, OCTOBER, NOVEMBER)
    ]
    assert known == [[], ["P1"], ["P1", "P2"], []]


def test_a_correction_of_a_register_that_nobody_delivered_is_said(frame):
    ange = parse_corrections(toml(sender="Ånge")) + parse_corrections(
        toml(sender="Kramfors", until=date(2026, 1, 1))
    )
    (note,) = unmet_corrections(ange, {("placeringar", "2262")}, DAY)
    assert (note.correction.sender, note.outcome) == ("2260", "waiting")
    assert unmet_corrections(ange, {("placeringar", "2260")}, DAY) == []


def test_the_archived_file_is_corrected_only_on_the_way_in(tmp_path):
    home = DataHome(tmp_path / "hem")
    file = placements(tmp_path / "a.csv", range(3))
    (receipt,) = deliver(home, file, received=SEPTEMBER)
    (delivery,) = active_deliveries(home, NOVEMBER)
    rows, notes = corrected_rows(home, delivery, parse_corrections(toml()), DAY)
    assert rows["end_date"].to_list() == [None, date(2026, 6, 1), None]
    assert [note.outcome for note in notes] == ["applied"]
    assert (home.archive / receipt.sha256 / "a.csv").read_bytes() == file.read_bytes()


def built(home, as_of, built_at=None):
    result = build_warehouse(
        home,
        as_of=as_of,
        reporting_date=date(2026, 8, 31),
        built_at=built_at or as_of,
        definitions=with_parts(["children_in_care"]),
    )
    with duckdb.connect(str(result.path), read_only=True) as con:
        ended = con.execute("select count(*) from stage.placeringar where end_date = '2026-06-01'").fetchone()
        told = con.execute("select kind, column_name, reason, outcome from mart.declaration").fetchall()
    return ended[0], told


@pytest.mark.slow
def test_a_build_applies_corrections_tells_of_them_without_the_row_and_stops_at_a_third_value(tmp_path):
    home = DataHome(tmp_path / "hem")
    deliver(home, placements(tmp_path / "a.csv", range(3)), received=SEPTEMBER)
    assert built(home, OCTOBER - timedelta(days=1)) == (0, [])
    (home.root / "corrections.toml").write_text(toml(), encoding="utf-8")
    assert built(home, OCTOBER) == (1, [("rattelse", "slutdatum", "Fel i utdraget.", "applied")])
    # What was known before the correction was written down is what it was.
    assert built(home, OCTOBER - timedelta(hours=1), built_at=OCTOBER) == (0, [])

    other = write_csv(tmp_path / "b.csv", PLACEMENTS, [placement(n, end="2026-05-05") for n in range(3)])
    deliver(home, other, received=OCTOBER)
    with pytest.raises(ReaderError) as error:
        built(home, NOVEMBER)
    assert error.value.code == "D002"
