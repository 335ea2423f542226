"""Rows that break a rule in the registers that GFO and SCB send; the row above is right."""

from __future__ import annotations

from pathlib import Path

from tests.corpus.case import At, Corpus
from tests.corpus.making import faulty

corpus = Corpus()
shows = corpus.shows


@shows("R001", 3, "avslutad")
def decided_before_received(path: Path) -> None:
    faulty(path, "remisser", inkommen="2026-05-04", avslutad="2026-05-03")


@shows("R002", 3, "avslutad")
def decided_on_no_day(path: Path) -> None:
    faulty(path, "remisser", utfall="aterlamnad", avslutad="")


@shows("R003", 3, "avslutad")
def open_referral_with_a_day(path: Path) -> None:
    faulty(path, "remisser", utfall="pagaende", avslutad="2026-06-12")


@shows("R004", 3, "inkommen")
def referral_before_timra_joined(path: Path) -> None:
    faulty(path, "remisser", kommun="Timrå", inkommen="2022-08-31", avslutad="2022-09-15")


@shows("R005", 3, "fodelsear")
def referral_of_an_unborn(path: Path) -> None:
    faulty(path, "remisser", fodelsear="2027")


@shows("R006", 3, "fodelsear")
def referral_of_a_grown_up(path: Path) -> None:
    faulty(path, "remisser", fodelsear="2005")


@shows("R021", 3, "till")
def status_ends_before_it_starts(path: Path) -> None:
    faulty(path, "familjehem", fran="2026-01-01", till="2025-12-31")


@shows("R031", 3, "beslutsdatum")
def decision_on_no_day(path: Path) -> None:
    faulty(path, "rekrytering", beslut="godkand", beslutsdatum="")


@shows("R032", 3, "beslut", also=[At("R038", 3, "hem_id")])
def day_of_no_decision(path: Path) -> None:
    faulty(path, "rekrytering", beslut="", beslutsdatum="2026-05-02")


@shows("R033", 3, "beslutsdatum", also=[At("R037", 3, "beslutsdatum")])
def decision_before_the_enquiry(path: Path) -> None:
    faulty(path, "rekrytering", inkommen="2026-01-15", beslutsdatum="2026-01-14")


@shows("R034", 3, "inledande_samtal")
def talk_before_the_enquiry(path: Path) -> None:
    faulty(path, "rekrytering", inkommen="2026-01-15", inledande_samtal="2026-01-14")


@shows("R035", 3, "kartlaggning_start")
def assessed_before_the_enquiry(path: Path) -> None:
    faulty(path, "rekrytering", inkommen="2026-01-15", inledande_samtal="", kartlaggning_start="2026-01-14")


@shows("R036", 3, "kartlaggning_klar")
def assessment_done_before_it_starts(path: Path) -> None:
    faulty(path, "rekrytering", kartlaggning_start="2026-02-03", kartlaggning_klar="2026-02-02")


@shows("R037", 3, "beslutsdatum")
def approved_before_assessed(path: Path) -> None:
    faulty(path, "rekrytering", kartlaggning_klar="2026-04-20", beslutsdatum="2026-04-19")


@shows("R038", 3, "hem_id")
def home_of_a_family_turned_down(path: Path) -> None:
    faulty(path, "rekrytering", beslut="avslag", hem_id="F-7")


@shows("R039", 3, "kartlaggning_start")
def assessed_before_the_talk(path: Path) -> None:
    faulty(path, "rekrytering", inledande_samtal="2026-01-22", kartlaggning_start="2026-01-21")


@shows("R041", 3, "slutdatum")
def support_ends_before_it_starts(path: Path) -> None:
    faulty(path, "stod", startdatum="2026-02-10", slutdatum="2026-02-09")


@shows("R061", 3, "utfall")
def income_below_zero(path: Path) -> None:
    faulty(path, "ekonomi", post="intakter", utfall="-5000")


@shows("R062", 3, "budget")
def budget_of_a_cost_below_zero(path: Path) -> None:
    faulty(path, "ekonomi", post="lokaler", budget="-1")


@shows("R063", 3, "utfall")
def outcome_of_a_cost_below_zero(path: Path) -> None:
    faulty(path, "ekonomi", post="lokaler", utfall="-1")


@shows("R064", 3, "utfall")
def outcome_of_a_tertial_to_come(path: Path) -> None:
    faulty(path, "ekonomi", ar="2027", tertial="1", utfall="0")


@shows("R071", 3, "stangd")
def closed_before_it_was_reported(path: Path) -> None:
    faulty(path, "avvikelser", datum="2026-04-08", stangd="2026-04-07")


@shows("R072", 3, "stangd")
def open_deviation_with_a_closing_day(path: Path) -> None:
    faulty(path, "avvikelser", status="oppen", stangd="2026-05-20")


@shows("R073", 3, "stangd")
def finished_deviation_without_a_day(path: Path) -> None:
    faulty(path, "avvikelser", status="avslutad", stangd="")


@shows("R081", 3, "ar")
def population_of_this_december(path: Path) -> None:
    faulty(path, "befolkning", ar="2026")


@shows("R091", 3, "vikt_befolkning")
def weights_of_more_than_one(path: Path) -> None:
    faulty(path, "fordelning", ar="2025", vikt_befolkning="0,6", vikt_placerade="0,5")


@shows("R092", 3, "budget")
def budget_of_nothing(path: Path) -> None:
    faulty(path, "fordelning", ar="2025", budget="0")


@shows("R093", 3, "basar")
def base_year_after_the_budget(path: Path) -> None:
    faulty(path, "fordelning", ar="2025", basar="2025")


@shows("R094", 3, "ar")
def budget_year_far_ahead(path: Path) -> None:
    faulty(path, "fordelning", ar="2029")


@shows("R095", 3, "budget")
def budget_with_ore(path: Path) -> None:
    faulty(path, "fordelning", ar="2025", budget="8351119,50")


@shows("R101", 3, "ar")
def agreed_number_of_next_year(path: Path) -> None:
    faulty(path, "placerade_barn", ar="2027")


@shows("R111", 3, "period")
def published_before_its_time(path: Path) -> None:
    faulty(path, "publicerat", period="2027T1")


@shows("R141", 3, "text")
def comment_with_an_e_mail_address(path: Path) -> None:
    faulty(path, "kommentarer", text="Fråga anna.svensson@timra.se.")


@shows("R142", 3, "text")
def public_comment_with_a_street(path: Path) -> None:
    faulty(path, "kommentarer", text="Flyttade till Storgatan 4.", offentlig="ja")
