"""A column of days is judged as a whole: what reads it, what refuses it, and what is said of it."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.checking.judging import ColumnTerms
from tests.fixtures.casts import cast_together, column_of, notes_of, spec_of

DAY = spec_of("placeringar", "startdatum")
OPEN_DAY = spec_of("placeringar", "slutdatum")


class TestMonthFirst:
    def test_one_day_that_only_fits_month_first_refuses_the_column(self) -> None:
        assert cast_together(DAY, "3/2/2026", "1/15/2026", "7/1/2026") == ["V023"] * 3

    def test_the_column_is_refused_too_when_that_row_is_mended(self) -> None:
        assert cast_together(DAY, "3/2/2026", "5/1/2026", "7/1/2026") == ["V021"] * 3

    def test_days_after_the_twelfth_tell_that_the_day_comes_first(self) -> None:
        column = column_of(DAY, "3/2/2026", "31/1/2026")
        assert column.values.to_list() == [date(2026, 2, 3), date(2026, 1, 31)]
        assert notes_of(column) == {"V020": [0, 1]}

    def test_evidence_for_both_orders_is_evidence_for_neither(self) -> None:
        assert cast_together(DAY, "3/2/2026", "31/1/2026", "1/31/2026") == ["V023"] * 3

    def test_days_that_are_the_same_both_ways_are_read(self) -> None:
        assert cast_together(DAY, "3/3/2026", "12/12/2025") == [date(2026, 3, 3), date(2025, 12, 12)]

    def test_a_day_that_is_in_no_calendar_is_wrong_in_its_row_alone(self) -> None:
        assert cast_together(DAY, "32/1/2026", "31/1/2026") == ["V004", date(2026, 1, 31)]

    def test_dates_turned_by_a_spreadsheet_beside_text_it_could_not_turn_refuse_the_column(self) -> None:
        # 3/2 became a date cell, 2 March; 1/15 could not and stayed a text.
        assert cast_together(DAY, "2026-02-03", "2026-07-01", "15/1/2026") == ["V035"] * 3


class TestMixed:
    def test_rows_written_otherwise_than_most_are_refused(self) -> None:
        read = cast_together(DAY, "2026-01-15", "2026-01-16", "2026-01-17", "18/1/2026")
        assert read == [date(2026, 1, 15), date(2026, 1, 16), date(2026, 1, 17), "V022"]

    def test_years_first_are_one_way_of_writing(self) -> None:
        column = column_of(DAY, "2026-01-15", "20260116", "2026-1-17", "2026-01-18 00:00:00")
        assert column.values.to_list() == [date(2026, 1, day) for day in (15, 16, 17, 18)]
        assert notes_of(column) == {"V020": [1, 2]}

    def test_plain_dates_are_not_remarked_upon(self) -> None:
        assert column_of(OPEN_DAY, "2026-01-15", "", "9999-12-31").notes == ()

    def test_number_cells_of_a_workbook_are_the_same_as_its_dates(self) -> None:
        assert cast_together(DAY, "46037", native=True) == [date(2026, 1, 15)]


class TestFiguresOnly:
    def test_six_figures_are_never_a_serial_number(self) -> None:
        assert cast_together(DAY, "040601", "051224") == ["V024"] * 2

    def test_six_figures_that_lost_their_zero_are_two_things(self) -> None:
        assert cast_together(DAY, "40601", "51224") == ["V021"] * 2
        assert cast_together(DAY, "40601", native=True) == ["V021"]

    def test_serial_numbers_that_can_be_nothing_else_are_read_and_told(self) -> None:
        column = column_of(DAY, "46037", "46038.75")
        assert column.values.to_list() == [date(2026, 1, 15), date(2026, 1, 16)]
        assert notes_of(column) == {"V020": [0, 1]}

    @pytest.mark.parametrize("text", ["26-01-15", "15/01/26", "260115", "260115.0", "15.1.26"])
    def test_years_of_two_figures_are_refused_as_a_column(self, text: str) -> None:
        assert cast_together(DAY, text, text) == ["V024"] * 2


class TestClockTimes:
    @pytest.mark.parametrize(
        "texts",
        [
            ("2026-01-31T23:00:00Z", "2026-06-30T22:00:00Z"),
            ("2026-01-31 23:00:00+00:00", "2026-02-01 23:00:00+00:00"),
            ("2026-01-31 23:00:00", "2026-06-30 22:00"),
            ("2026-01-31 23:00:00", "2026-06-30 00:00:00"),
            ("2026-01-31 23:00:00", "2026-06-30 23:59:59.999"),
            ("2026-01-31T23:00:00.000Z", "2026-02-15"),
            ("2026-01-31T00:00:00+09:00", "2026-02-01"),
        ],
    )
    def test_midnights_of_another_zone_refuse_the_column(self, texts: tuple[str, ...]) -> None:
        assert cast_together(DAY, *texts) == ["V025"] * len(texts)

    @pytest.mark.parametrize(
        "text",
        [
            "2026-01-31 23:59:59.999",
            "2026-01-31T23:59:59Z",
            "2026-01-31T00:00:00Z",
            "2026-01-31T00:00:00+01:00",
            "2026-01-31 14:05",
            "2026-01-31 00:00:00",
            "46053.99999998842",
        ],
    )
    def test_a_clock_time_that_stays_in_its_day_is_that_day(self, text: str) -> None:
        assert cast_together(DAY, text) == [date(2026, 1, 31)]

    def test_late_evenings_among_other_times_are_times_of_the_day(self) -> None:
        read = cast_together(DAY, "2026-01-31 23:00", "2026-01-31 14:30")
        assert read == [date(2026, 1, 31)] * 2


class TestStatedByTheSender:
    @pytest.mark.parametrize(
        ("style", "texts"),
        [
            ("M/D/ÅÅÅÅ", ["3/2/2026", "1/15/2026"]),
            ("MM/DD/YYYY", ["03/02/2026", "01/15/2026 00:00:00"]),
            ("ÅÅMMDD", ["260302", "260115"]),
            ("DD.MM.ÅÅ", ["02.03.26", "15.01.26"]),
        ],
    )
    def test_a_stated_format_is_read(self, style: str, texts: list[str]) -> None:
        column = column_of(DAY, *texts, terms=ColumnTerms(style=style))
        assert column.values.to_list() == [date(2026, 3, 2), date(2026, 1, 15)]
        assert notes_of(column) == {"V020": [0, 1]}

    def test_what_is_not_written_so_is_refused(self) -> None:
        read = cast_together(DAY, "260302", "2026-03-03", "261301", terms=ColumnTerms(style="ÅÅMMDD"))
        assert read == [date(2026, 3, 2), "V022", "V004"]

    def test_blank_words_stay_blank(self) -> None:
        assert cast_together(OPEN_DAY, "260302", "pågår", terms=ColumnTerms(style="ÅÅMMDD"))[1] is None
