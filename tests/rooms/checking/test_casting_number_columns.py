"""A column of amounts is judged as a whole: a thousand-fold error never looks wrong in its own row."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from pipelines.checking.casting import cast_column
from pipelines.checking.judging import ColumnTerms
from tests.fixtures.casts import cast_together, column_of, notes_of, spec_of

KRONOR = spec_of("kostnader", "belopp")
FIGURE = spec_of("publicerat", "varde")


def amounts(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


class TestEnglishThousands:
    @pytest.mark.parametrize(
        "texts",
        [
            ("418,250", "96,000", "1,500"),
            ("418,250", "96,123", "1,204,500", "950"),
            ("1,000",),
            ("1,204.50", "950.25"),
            ("418,250", "118,5"),
            ("418,250", "1234.50"),
        ],
    )
    def test_a_column_that_may_be_thousands_is_refused(self, texts: tuple[str, ...]) -> None:
        assert cast_together(KRONOR, *texts) == ["V026"] * len(texts)

    def test_a_sender_who_states_the_style_is_read(self) -> None:
        terms = ColumnTerms(style="1,234.50")
        read = cast_together(KRONOR, "418,250", "1,204,500", "950.25", "950", terms=terms)
        assert read == amounts("418250", "1204500", "950.25", "950")

    def test_three_decimals_everywhere_are_decimals(self) -> None:
        assert cast_together(KRONOR, "418,250", "1234,500") == amounts("418.25", "1234.5")


class TestPoints:
    def test_a_point_beside_a_longer_number_with_one_is_a_decimal_point(self) -> None:
        assert cast_together(KRONOR, "123.500", "1234.500") == amounts("123.5", "1234.5")

    def test_a_point_that_can_only_part_thousands_makes_thousands_of_the_others(self) -> None:
        column = column_of(KRONOR, "118.400", "12.345.678,50", "1.234", "950")
        assert column.values.to_list() == amounts("118400", "12345678.5", "1234", "950")
        assert notes_of(column) == {"V033": [0, 1, 2]}

    @pytest.mark.parametrize(
        "texts", [("118.400", "96.000"), ("1.234", "1234.5"), ("418.250", "118.5"), ("1.234.567", "12.50")]
    )
    def test_a_point_that_may_be_either_refuses_the_column(self, texts: tuple[str, ...]) -> None:
        assert cast_together(KRONOR, *texts) == ["V026"] * len(texts)

    def test_outside_kronor_a_point_is_a_decimal_point(self) -> None:
        assert cast_together(FIGURE, "118.400", "1.234") == amounts("118.4", "1.234")


class TestOneStyle:
    def test_rows_written_otherwise_than_most_are_refused(self) -> None:
        read = cast_together(KRONOR, "1234,5", "12,50", "99,5", "1234.5")
        assert read == [*amounts("1234.5", "12.5", "99.5"), "V022"]

    def test_whole_numbers_fit_every_style(self) -> None:
        assert cast_together(KRONOR, "1 234", "950", "12,5") == amounts("1234", "950", "12.5")

    def test_number_cells_are_never_judged_by_the_texts_beside_them(self) -> None:
        cells = pl.Series(["118.4", "96.123", "1.234"])
        column = cast_column(cells, KRONOR, native=pl.Series([True, True, False]))
        assert column.values.to_list() == amounts("118.40", "96.12", "1234")


class TestSize:
    def test_an_amount_beyond_all_amounts_is_refused_in_its_row(self) -> None:
        assert cast_together(KRONOR, "100", "7" * 27, "10000000000") == [Decimal(100), "V032", "V032"]

    def test_more_decimals_than_a_krona_has_are_too_many_where_they_cannot_be_thousands(self) -> None:
        assert cast_together(KRONOR, "418250,125", "1,5") == ["V008", Decimal("1.5")]

    def test_a_column_beyond_all_totals_is_refused(self) -> None:
        texts = [f"{9_999_999_000 + number}" for number in range(11)]
        assert cast_together(KRONOR, *texts) == ["V034"] * 11
        assert cast_together(KRONOR, *texts[:9])[0] == Decimal(9_999_999_000)


class TestFactor:
    def test_thousands_of_kronor_become_kronor(self) -> None:
        terms = ColumnTerms(factor=Decimal(1000))
        assert cast_together(KRONOR, "118,4", "96", terms=terms) == amounts("118400", "96000")

    def test_three_decimals_of_a_thousand_kronor_may_be_thousands_of_them(self) -> None:
        assert cast_together(KRONOR, "118,437", terms=ColumnTerms(factor=Decimal(1000))) == ["V026"]

    def test_number_cells_are_multiplied_before_they_are_rounded(self) -> None:
        terms = ColumnTerms(factor=Decimal(1000))
        assert cast_together(KRONOR, "118.43712", native=True, terms=terms) == amounts("118437.12")
