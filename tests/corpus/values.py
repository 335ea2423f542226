"""Cells that cannot be read as what their column holds, or mean what cannot be; the row above is right."""

from __future__ import annotations

from pathlib import Path

from tests.corpus.case import At, Corpus
from tests.corpus.making import PLACEMENTS, faulty, write_lines

corpus = Corpus()
shows = corpus.shows


@shows("V001", 3, "startdatum")
def placement_without_a_start(path: Path) -> None:
    faulty(path, "placeringar", startdatum="")


@shows("V001", 3, "barn_id")
def placement_of_no_child(path: Path) -> None:
    faulty(path, "placeringar", barn_id="\u00a0")


@shows("V001", 3, "text")
def comment_that_says_nothing(path: Path) -> None:
    faulty(path, "kommentarer", datum="2026-01-01", text="")


@shows("V002", 3, "utfall")
def misspelt_outcome(path: Path) -> None:
    faulty(path, "remisser", utfall="matchd_gfo")


@shows("V002", 3, "kanal")
def channel_of_two_words(path: Path) -> None:
    faulty(path, "rekrytering", kanal="webb/annons")


@shows(
    "V002",
    2,
    "placeringsform",
    also=[At("V002", 4, "placeringsform"), *(At("V002", row, "kon") for row in (2, 3, 4))],
)
def codes_in_the_words_of_a_case_system(path: Path) -> None:
    forms = ("Familjehem", "familjehem gfo", "Jourfamilj")
    rows = (f"P-{n};Timrå;B{n};{form};2026-01-15;;Kvinna" for n, form in enumerate(forms))
    write_lines(path, f"{PLACEMENTS};kon", *rows)


@shows("V003", 3, "startdatum")
def start_in_words(path: Path) -> None:
    faulty(path, "placeringar", startdatum="i våras")


@shows("V003", 3, "inkommen")
def day_with_its_month_in_letters(path: Path) -> None:
    faulty(path, "remisser", inkommen="5 april 2026")


@shows("V004", 3, "datum")
def thirtieth_of_february(path: Path) -> None:
    faulty(path, "avvikelser", datum="2026-02-30")


@shows("V004", 3, "fran")
def year_of_the_king(path: Path) -> None:
    faulty(path, "familjehem", fran="1026-01-01")


@shows("V005", 3, "platser")
def places_in_letters(path: Path) -> None:
    faulty(path, "familjehem", platser="två")


@shows("V005", 3, "deltagare")
def half_a_participant(path: Path) -> None:
    faulty(path, "utbildning", deltagare="14,5")


@shows("V006", 3, "belopp")
def amount_not_known_yet(path: Path) -> None:
    faulty(path, "kostnader", manad="2026-04", belopp="ej klart")


@shows("V006", 3, "mal")
def target_with_a_sign(path: Path) -> None:
    faulty(path, "mal", period="2026T1", mal=">45")


@shows("V007", 3, "belopp")
def point_that_could_be_either(path: Path) -> None:
    faulty(path, "kostnader", manad="2026-04", belopp="1.23.456")


@shows("V007", 3, "deltagare")
def point_in_a_count_of_people(path: Path) -> None:
    faulty(path, "utbildning", deltagare="1.234")


@shows("V008", 3, "belopp")
def three_decimals_of_a_krona(path: Path) -> None:
    faulty(path, "kostnader", manad="2026-04", belopp="418250,125")


@shows("V032", 3, "budget")
def more_kronor_than_there_are(path: Path) -> None:
    faulty(path, "ekonomi", post="lokaler", budget="9" * 15)


@shows("V009", 3, "kommun")
def misspelt_kommun(path: Path) -> None:
    faulty(path, "stod", kommun="Kramfor")


@shows("V009", 3, "kommun")
def kommun_of_another_county(path: Path) -> None:
    faulty(path, "placerade_barn", kommun="0180")


@shows("V010", 3, "manad")
def month_in_words(path: Path) -> None:
    faulty(path, "kostnader", manad="maj 2026")


@shows("V010", 3, "manad")
def thirteenth_month(path: Path) -> None:
    faulty(path, "kostnader", manad="2026-13")


@shows("V011", 3, "hem_id")
def id_that_is_a_formula(path: Path) -> None:
    faulty(path, "stod", hem_id="=CMD|' /C calc'!A0")


@shows("V011", 3, "typ")
def code_that_is_a_formula(path: Path) -> None:
    faulty(path, "stod", typ="@SUM(A1:A9)")


@shows("V012", 3, "alder")
def age_beyond_the_table(path: Path) -> None:
    faulty(path, "befolkning", alder="21")


@shows("V012", 3, "tertial")
def fourth_tertial(path: Path) -> None:
    faulty(path, "ekonomi", tertial="4")


@shows("V013", 3, "period")
def quarter_instead_of_a_tertial(path: Path) -> None:
    faulty(path, "mal", period="2026Q3")


@shows("V014", 3, "inkommen")
def referral_that_comes_tomorrow(path: Path) -> None:
    faulty(path, "remisser", inkommen="2026-09-04", utfall="pagaende", avslutad="")


@shows("V014", 3, "manad")
def cost_of_next_month(path: Path) -> None:
    faulty(path, "kostnader", manad="2026-10")


@shows("V015", 3, "startdatum")
def placement_that_starts_next_week(path: Path) -> None:
    faulty(path, "placeringar", startdatum="2026-09-10", slutdatum="", avslutsorsak="")


@shows("V016", 3, "nyckeltal")
def target_for_no_measure(path: Path) -> None:
    faulty(path, "mal", nyckeltal="Antal remisser (alla)")


@shows("V017", 3, "nyckeltal")
def target_for_a_misspelt_measure(path: Path) -> None:
    faulty(path, "mal", nyckeltal="referals_received")
