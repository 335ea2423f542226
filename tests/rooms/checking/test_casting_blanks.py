"""What is no value: words for blank, error words, invisible characters, and what spreadsheets make of ids."""

from __future__ import annotations

import pytest

from pipelines.checking.judging import ColumnTerms
from tests.fixtures.casts import cast, cast_together, column_of, notes_of, spec_of

CHILD = spec_of("placeringar", "barn_id")
HOME = spec_of("placeringar", "hem_id")
END = spec_of("placeringar", "slutdatum")
START = spec_of("placeringar", "startdatum")
REASON = spec_of("placeringar", "avslutsorsak")
SEX = spec_of("placeringar", "kon")
BORN = spec_of("placeringar", "fodelsear")
PLACES = spec_of("familjehem", "platser")
HOME_KOMMUN = spec_of("familjehem", "hemkommun")
OUTCOME = spec_of("ekonomi", "utfall")
STATUS = spec_of("avvikelser", "status")


class TestWordsForBlank:
    @pytest.mark.parametrize(
        "text",
        [
            "NULL",
            "null",
            "saknas",
            "Uppgift saknas",
            "-",
            "–",
            ".",
            "okänd",
            "N/A",
            "(null)",
            "None",
            "0",
            "0000",
        ],
    )
    def test_are_blank_in_an_id_that_may_be_blank_and_refused_where_it_may_not(self, text: str) -> None:
        column = column_of(HOME, "H1", text)
        assert column.values.to_list() == ["H1", None]
        assert notes_of(column) == {"V019": [1]}
        assert cast_together(CHILD, "B1", text) == ["B1", "V018"]

    @pytest.mark.parametrize(
        "text",
        [
            "pågår",
            "tillsvidare",
            "tills vidare",
            "-",
            "0",
            "00000000",
            "0000-00-00",
            "0001-01-01",
            "1900-01-00",
        ],
    )
    def test_are_an_open_end_of_days(self, text: str) -> None:
        column = column_of(END, "2026-01-15", text)
        assert column.values.null_count() == 1
        assert notes_of(column) == {"V019": [1]}
        assert cast(START, text) == "V018"

    def test_are_blank_codes_and_kommuner(self) -> None:
        assert cast_together(REASON, "planerad", "NULL", "-") == ["planerad", None, None]
        assert cast_together(HOME_KOMMUN, "Ånge", "saknas") == ["2260", None]

    def test_that_are_codes_of_the_column_are_codes(self) -> None:
        assert cast(SEX, "Okänt") == "okant"
        assert cast(STATUS, "öppen") == "oppen"
        terms = ColumnTerms(codes={"saknas": "annan"})
        assert cast_together(REASON, "saknas", terms=terms) == ["annan"]

    def test_zero_is_a_number_where_it_may_be_one(self) -> None:
        assert cast_together(PLACES, "0", "2") == [0, 2]
        assert cast_together(BORN, "0", "2014") == [None, 2014]
        assert cast(SEX, "0") == "V002"

    def test_a_dash_among_amounts_may_be_zero_and_is_refused(self) -> None:
        assert cast_together(OUTCOME, "-", "12") == ["V006", 12]
        assert cast_together(OUTCOME, "NULL", "12") == [None, 12]

    def test_of_the_senders_own_count_too(self) -> None:
        terms = ColumnTerms(blanks=frozenset({"x9"}))
        assert cast_together(END, "X9", terms=terms) == [None]
        assert cast_together(HOME, "X9", "H1", terms=terms) == [None, "H1"]

    def test_are_blank_only_as_whole_cells(self) -> None:
        assert cast_together(HOME, "saknas-1", "null2", "nano") == ["saknas-1", "null2", "nano"]


class TestInvisibleCharacters:
    def test_one_child_is_one_child(self) -> None:
        column = column_of(CHILD, "B1042", "B1042\u200b", "B1\u00ad042", "\ufeffB1042", "B1042\x00")
        assert column.values.to_list() == ["B1042"] * 5
        assert notes_of(column) == {"V027": [1, 2, 3, 4]}

    def test_blanks_of_all_kinds_are_one_blank(self) -> None:
        assert cast_together(CHILD, "B 1", "B\u00a01", "B\u202f1") == ["B 1"] * 3

    def test_are_removed_from_codes_days_and_numbers_too(self) -> None:
        assert cast(REASON, "planerad\u200b") == "planerad"
        assert notes_of(column_of(START, "2026\u00ad-01-15")) == {"V027": [0]}
        assert cast(OUTCOME, "\u200e12") == 12

    def test_alone_are_nothing(self) -> None:
        assert cast(CHILD, "\u200b\ufeff") == "V001"


class TestWhatSpreadsheetsMake:
    @pytest.mark.parametrize("text", ["#SAKNAS!", "#N/A", "#REFERENS!", "#VÄRDEFEL!", "#NAME?", "#####"])
    def test_error_words_are_refused_in_every_kind_of_column(self, text: str) -> None:
        for spec in (CHILD, HOME, START, END, REASON, BORN, OUTCOME, HOME_KOMMUN):
            assert cast(spec, text) == "V028"

    @pytest.mark.parametrize("text", ["2,02301E+11", "2.02301e+11", "1E+05", "1.5E5"])
    def test_a_rounded_id_has_lost_its_digits(self, text: str) -> None:
        assert cast_together(CHILD, text, "202301123456") == ["V029", "202301123456"]

    @pytest.mark.parametrize("text", ["2026-12-01", "2026-12-01 00:00:00", "14-feb", "feb-26", "01-maj"])
    def test_an_id_that_became_a_day_is_refused(self, text: str) -> None:
        assert cast_together(CHILD, text, "14-3") == ["V030", "14-3"]

    def test_ids_that_all_look_like_days_are_ids(self) -> None:
        assert cast_together(CHILD, "2026-12-01", "2026-12-02") == ["2026-12-01", "2026-12-02"]

    def test_a_whole_number_written_as_a_decimal_is_the_whole_number(self) -> None:
        column = column_of(CHILD, "1042.0", "1042", "1043,00", "0012")
        assert column.values.to_list() == ["1042", "1042", "1043", "0012"]
        assert notes_of(column) == {"V031": [0, 2]}

    def test_an_id_with_a_point_among_such_ids_is_an_id(self) -> None:
        assert cast_together(CHILD, "12.0", "12.1") == ["12.0", "12.1"]
