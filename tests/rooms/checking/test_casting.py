"""Text to kommuner, codes, ids and words, and what holds for a column of any kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.checking.casting import cast_column
from pipelines.checking.judging import ColumnTerms
from pipelines.contracts import DATASETS
from pipelines.contracts.fields import FIRST_DAY, LAST_DAY
from pipelines.reference import kommuner
from tests.fixtures.casts import cast, spec_of
from tests.fixtures.quickly import examples

KOMMUN = spec_of("remisser", "kommun")
AREA = spec_of("publicerat", "omrade")
OUTCOME = spec_of("remisser", "utfall")
KPI = spec_of("publicerat", "nyckeltal")
ID = spec_of("remisser", "barn_id")
WORDS = spec_of("kommentarer", "text")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Timrå", "2262"),
        ("TIMRÅ", "2262"),
        ("timra", "2262"),
        ("Timra\u030a", "2262"),
        ("Timrå kommun", "2262"),
        ("Härnösands kommun", "2280"),
        ("2262", "2262"),
        (" 22 62 ", "2262"),
        ("22\u00a062", "2262"),
        ("2262 Timrå", "2262"),
        ("Boden", "V009"),
        ("2262,0", "V009"),
        ("=2262", "V011"),
    ],
)
def test_a_kommun_is_read_by_name_or_code(text: str, code: str) -> None:
    assert cast(KOMMUN, text) == code


def test_every_kommun_is_read_by_its_own_name_and_code() -> None:
    for code, name in kommuner().items():
        assert cast(KOMMUN, code) == code
        assert cast(KOMMUN, name) == code


@pytest.mark.parametrize(
    ("text", "area"), [("GFO", "GFO"), ("gfo", "GFO"), ("Ånge", "2260"), ("alla", "V009")]
)
def test_an_area_is_a_kommun_or_gfo(text: str, area: str) -> None:
    assert cast(AREA, text) == area


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("aterlamnad", "aterlamnad"),
        ("Återlämnad", "aterlamnad"),
        ("A\u030aterla\u0308mnad", "aterlamnad"),
        ("Återlämnad av GFO", "aterlamnad"),
        ("Matchad-GFO", "matchad_gfo"),
        ("matchad gfo", "matchad_gfo"),
        ("matchd", "V002"),
        ("matchad", "V002"),
        ("=matchad_gfo", "V011"),
        ("@matchad_gfo", "V011"),
    ],
)
def test_a_code_is_read_in_any_case_with_its_letters_or_by_its_label(text: str, code: str) -> None:
    assert cast(OUTCOME, text) == code


def test_a_senders_own_codes_are_read_beside_ours() -> None:
    terms = ColumnTerms(codes={"klar": "matchad_gfo"})
    column = cast_column(pl.Series(["Klar", "pagaende"]), OUTCOME, terms=terms)
    assert column.values.to_list() == ["matchad_gfo", "pagaende"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("referrals_received", "referrals_received"),
        ("Referrals-Received", "referrals_received"),
        ("2+2", "V016"),
        ("=a", "V011"),
    ],
)
def test_a_kpi_is_named_by_its_id(text: str, value: str) -> None:
    assert cast(KPI, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" B1 ", "B1"),
        ("\u00a0B1", "B1"),
        ("A\u030a1", "Å1"),
        ("0012", "0012"),
        ("1E5", "1E5"),
        ("A=1", "A=1"),
        ("=HYPERLINK(1)", "V011"),
        ("+46", "V011"),
        ("-1", "V011"),
        ("#12", "#12"),
        (" @x", "V011"),
        ("  ", "V001"),
    ],
)
def test_an_id_is_its_trimmed_text_and_never_a_formula(text: str, value: str) -> None:
    assert cast(ID, text) == value


def test_words_may_begin_as_they_like() -> None:
    assert cast(WORDS, "- Timrå är med") == "- Timrå är med"


def test_words_that_contain_nan_stay_as_they_are() -> None:
    reason = spec_of("placeringar", "avslutsorsak")
    assert cast(reason, "annan") == "annan"
    assert cast(ID, "nano-1") == "nano-1"
    assert cast(WORDS, "NULL") == "NULL"


def test_a_column_of_no_rows_is_a_column_of_no_rows() -> None:
    for dataset in DATASETS.values():
        for spec in dataset.fields.values():
            column = cast_column(pl.Series([], dtype=pl.String), spec)
            assert column.values.dtype == spec.dtype
            assert len(column.values) == len(column.problems) == 0


def test_a_column_of_only_blanks_is_missing_everywhere_or_nowhere() -> None:
    for dataset in DATASETS.values():
        for spec in dataset.fields.values():
            column = cast_column(pl.Series([None, None], dtype=pl.String), spec)
            assert column.problems["code"].to_list() == ([] if spec.nullable else ["V001", "V001"])


ODD = st.text(st.characters(codec="utf-8"), max_size=12) | st.from_regex(
    r"[-+=@]?[ \u00a0]?[0-9٣]{1,9}([.,/ -][0-9]{1,8}){0,3}([eE][+-]?[0-9]{1,6})?( kr|T[1-4])?", fullmatch=True
)


#: Columns that are cast in different ways; two ids that may be blank are not.
UNLIKE = {
    (spec.kind, spec.low, spec.high, spec.codes, spec.nullable): spec
    for dataset in DATASETS.values()
    for spec in dataset.fields.values()
}.values()


@settings(max_examples=examples(10, 200), deadline=None)
@given(ODD, st.booleans())
def test_no_text_at_all_is_more_than_a_value_or_a_finding(text: str, native: bool) -> None:
    for spec in UNLIKE:
        found = cast(spec, text or None, native=native and spec.kind in ("whole", "kronor", "number"))
        if isinstance(found, Decimal):
            assert found.is_finite()
        if isinstance(found, date):
            assert FIRST_DAY <= found <= LAST_DAY
        if isinstance(found, int):
            assert spec.low <= found <= spec.high
