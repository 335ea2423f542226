"""Which tables become a list where a phone has no room for their columns."""

from __future__ import annotations

import pytest

from dashboard.blocks.table import table_html
from dashboard.words.tables import Amount, Cell, Table, for_file, without_zeros


def _table(columns: tuple[str, ...], cells: tuple[Cell, ...], rows: int = 3, **more: object) -> Table:
    return Table(columns, (cells,) * rows, **more)  # type: ignore[arg-type]


FEW = _table(("Kommun", "Belopp", "Andel"), ("Örnsköldsvik", Amount(3_358_416, "kr"), Amount(37, "%")))
MANY = _table(
    ("Post", "Budget", "Utfall", "Avvikelse", "Prognos"),
    ("Personal", *(Amount(2_220_219, "kr") for _ in range(4))),
)


@pytest.mark.parametrize(
    ("table", "listed"),
    [
        (FEW, False),
        (MANY, True),
        # Nobody reads a hundred lines of a list: what is long scrolls sideways.
        (_table(MANY.columns, MANY.rows[0], rows=13), False),
        # The columns that only a file has take no room.
        (_table(MANY.columns, MANY.rows[0], in_view=3), False),
        # The cells of a table of doors break between words.
        (_table(("A", "B", "C", "D", "E"), ("Andel", *("52 % (11 av 21)",) * 4), doors=("a",) * 3), False),
        (_table(("A", "B", "C", "D", "E"), ("Andel", *("52 % (11 av 21)",) * 4)), True),
    ],
)  # fmt: skip
def test_a_short_table_wider_than_a_phone_is_listed(table: Table, listed: bool) -> None:
    said = table_html(table, "Titel")
    assert ('class="listed"' in said) == listed
    assert ("data-head" in said) == listed


def test_columns_that_a_phone_leaves_out_take_no_room_there_and_a_wide_screen_has_them() -> None:
    narrow = _table(MANY.columns, MANY.rows[0], wide_only=frozenset({2, 4}))
    said = table_html(narrow, "Titel")
    assert 'class="listed"' not in said
    assert said.count('class="n wide-only"') == 2 + 2 * 3
    assert '<th scope="col" class="n wide-only">Utfall</th>' in said
    assert for_file(narrow).columns == MANY.columns
    zero = Table(("A", "B", "C", "D"), (("x", 0, 1, 2),), wide_only=frozenset({2}))
    assert without_zeros(zero).wide_only == {1}


def test_words_after_a_number_take_more_room_than_a_number_after_one() -> None:
    """So that `1` and `212–242 dagar` are not read as one number, a table that would only just fit is a list."""
    names, words = "x" * 30, "y" * 26
    for cells, listed in (((names, words, 1), False), ((names, 1, words), True), ((names, 1, 2), False)):
        said = table_html(_table(("A", "B", "C"), cells), "Titel")
        assert ('class="listed"' in said) == listed


def test_a_sum_breaks_before_its_unit_where_names_are_doors() -> None:
    sums = (Amount(2_670_000, "kr", short=True), Amount(1957, "kr"), "63\u00a0% (5\u00a0av\u00a08)")
    for doors, gap in (((), "\u00a0"), (("a", "b", "c"), " ")):
        said = table_html(_table(("A", "B", "C", "D"), ("Kostnad", *sums), doors=doors), "Titel")
        assert said.count(f"2,67{gap}mnkr") == said.count(f"1\u00a0957{gap}kr") == 3
        assert "63\u00a0% (5\u00a0av\u00a08)" in said


def test_each_line_of_a_list_says_its_columns_name() -> None:
    said = table_html(MANY, "Titel", wide=True)
    assert '<table class="wide listed">' in said
    for column in MANY.columns[1:]:
        assert said.count(f'data-head="{column}"') == 3
    assert said.count("<th scope") == 5 + 3


@pytest.mark.parametrize(
    ("cells", "right"),
    [
        (("7,0\u00a0år", "156\u00a0dagar", "–"), True),
        (("11–27", "..", "8–14"), True),
        (("2026-04-30", "2026-05-31", "–"), False),
        (("–", "..", "–"), False),
        (("T1 2026", "T2 2026", "T3 2026"), False),
    ],
)
def test_a_number_that_is_written_as_text_stands_to_the_right_as_every_number(
    cells: tuple[str, ...], right: bool
) -> None:
    # The rows' names do not, though they are years.
    rows = tuple((str(2024 + n), 10 + n, text) for n, text in enumerate(cells))
    said = table_html(Table(("År", "Lämnade", "Mediantid"), rows), "Titel")
    assert said.count('<td class="n">') == (6 if right else 3)
    assert said.count('<th scope="col" class="n">') == (2 if right else 1)


def test_a_table_of_two_periods_has_both_on_a_line_with_the_measure_and_the_periods_once() -> None:
    columns = ("Form", "Barn T2 2026", "Barn T2 2025", "Dygn T2 2026", "Dygn T2 2025")
    pair = ("T2 2026", "T2 2025")
    said = table_html(_table(columns, ("HVB", 20, 19, 2688, 1988), pair=pair), "Titel", wide=True)
    assert (
        '<table class="wide paired" style="--now:&quot;T2 2026&quot;;--before:&quot;T2 2025&quot;">' in said
    )
    assert said.count('data-head="Barn"') == said.count('data-head="Dygn"') == 2 * 3
    # Where there is room each column says both.
    assert [
        f'class="n">{measure}<br>{period}</th>' in said for measure in ("Barn", "Dygn") for period in pair
    ] == [True] * 4
