"""Every rule of every contract: a row that breaks it is found, one that does not is not."""

from __future__ import annotations

import pytest

from pipelines.contracts import DATASETS
from pipelines.contracts.contract import between_rules, row_rules
from pipelines.contracts.findings import Severity
from tests.fixtures.schemas import schema_of
from tests.fixtures.sheets import check_rows, found, right_row

Row = dict[str, str]

# code: (dataset, what breaks it, what does not); each is the example row of the template with these columns changed.
RULES: dict[str, tuple[str, Row, Row]] = {
    "R001": ("remisser", {"inkommen": "2026-05-04", "avslutad": "2026-05-03"}, {"avslutad": "2026-05-04"}),
    "R002": ("remisser", {"utfall": "aterlamnad", "avslutad": ""}, {"utfall": "pagaende", "avslutad": ""}),
    "R003": ("remisser", {"utfall": "pagaende"}, {"utfall": "atertagen"}),
    "R004": (
        "remisser",
        {"kommun": "Timrå", "inkommen": "2022-08-31", "avslutad": "2022-09-30"},
        {"kommun": "Timrå", "inkommen": "2022-09-01", "avslutad": "2022-09-30"},
    ),
    "R005": ("remisser", {"fodelsear": "2027"}, {"fodelsear": "2026"}),
    "R006": ("remisser", {"fodelsear": "2005"}, {"fodelsear": "2006"}),
    "R011": (
        "placeringar",
        {"startdatum": "2026-02-01", "slutdatum": "2026-01-31"},
        {"startdatum": "2026-02-01", "slutdatum": "2026-02-01"},
    ),
    "R012": ("placeringar", {"slutdatum": ""}, {"slutdatum": "", "avslutsorsak": ""}),
    "R013": ("placeringar", {"fodelsear": "2027"}, {"fodelsear": "2026"}),
    "R014": ("placeringar", {"fodelsear": "2004"}, {"fodelsear": "2005"}),
    "R015": ("placeringar", {"slutdatum": "2026-09-02"}, {"slutdatum": "2026-09-01"}),
    "R016": (
        "placeringar",
        {"slutdatum": "2052-01-01", "avslutsorsak": ""},
        {"slutdatum": "2051-12-31", "avslutsorsak": ""},
    ),
    "R017": (
        "placeringar",
        {"placeringsform": "stodboende", "fodelsear": "2011"},
        {"placeringsform": "stodboende", "fodelsear": "2010"},
    ),
    "R018": (
        "placeringar",
        {"placeringsform": "sis", "lagrum": "sol"},
        {"placeringsform": "sis", "lagrum": "lvu"},
    ),
    "R021": ("familjehem", {"till": "2025-12-31"}, {"till": "2026-01-01"}),
    "R031": ("rekrytering", {"beslutsdatum": ""}, {"beslut": "", "beslutsdatum": "", "hem_id": ""}),
    "R032": ("rekrytering", {"beslut": "", "hem_id": ""}, {"beslut": "godkand"}),
    "R033": (
        "rekrytering",
        {"beslut": "avslag", "hem_id": "", "beslutsdatum": "2026-01-14"},
        {"beslut": "avslag", "hem_id": "", "beslutsdatum": "2026-01-15"},
    ),
    "R034": ("rekrytering", {"inledande_samtal": "2026-01-14"}, {"inledande_samtal": "2026-01-15"}),
    "R035": (
        "rekrytering",
        {"inledande_samtal": "", "kartlaggning_start": "2026-01-14"},
        {"inledande_samtal": "", "kartlaggning_start": "2026-01-15"},
    ),
    "R036": ("rekrytering", {"kartlaggning_klar": "2026-02-02"}, {"kartlaggning_klar": "2026-02-03"}),
    "R037": ("rekrytering", {"beslutsdatum": "2026-04-19"}, {"beslutsdatum": "2026-04-20"}),
    "R038": ("rekrytering", {"beslut": "avbruten"}, {"beslut": "avbruten", "hem_id": ""}),
    "R039": ("rekrytering", {"inledande_samtal": "2026-02-04"}, {"inledande_samtal": "2026-02-03"}),
    "R041": ("stod", {"slutdatum": "2026-02-09"}, {"slutdatum": "2026-02-10"}),
    "R051": ("kostnader", {"belopp": "-1"}, {"belopp": "0"}),
    "R052": ("kostnader", {"belopp": "50000000,01"}, {"belopp": "50000000"}),
    "R061": (
        "ekonomi",
        {"post": "intakter", "utfall": "-5"},
        {"post": "intakter", "utfall": "0"},
    ),
    "R062": ("ekonomi", {"budget": "-1"}, {"budget": "0"}),
    "R063": ("ekonomi", {"utfall": "-1"}, {"utfall": ""}),
    "R064": ("ekonomi", {"tertial": "1", "ar": "2027"}, {"tertial": "1", "ar": "2027", "utfall": ""}),
    "R071": ("avvikelser", {"stangd": "2026-04-07"}, {"stangd": "2026-04-08"}),
    "R072": ("avvikelser", {"status": "oppen"}, {"status": "oppen", "stangd": ""}),
    "R073": ("avvikelser", {"status": "avslutad", "stangd": ""}, {"status": "avslutad"}),
    "R081": ("befolkning", {"ar": "2026"}, {"ar": "2025"}),
    "R091": (
        "fordelning",
        {"vikt_befolkning": "0,5", "vikt_placerade": "0,499999"},
        {"vikt_befolkning": "1", "vikt_placerade": "0"},
    ),
    "R092": ("fordelning", {"budget": "0"}, {"budget": "1"}),
    "R093": ("fordelning", {"basar": "2026"}, {"basar": "2025"}),
    "R094": ("fordelning", {"ar": "2029"}, {"ar": "2028"}),
    "R095": ("fordelning", {"budget": "8351119,50"}, {"budget": "8351119,00"}),
    "R101": ("placerade_barn", {"ar": "2027"}, {"ar": "2026"}),
    "R111": ("publicerat", {"period": "2027"}, {"period": "2026"}),
    "R121": ("jamforelse", {"ar": "2026"}, {"ar": "2025"}),
    "R122": ("jamforelse", {"status": "Private"}, {"status": "Private", "varde": ""}),
    "R124": ("jamforelse", {"nyckeltal": "N33812", "varde": "3,5"}, {"nyckeltal": "N33812", "varde": "3"}),
    "R123": ("jamforelse", {"varde": "-0,1"}, {"varde": "0"}),
    "R141": (
        "kommentarer",
        {"text": "Ring 070-1234567.", "offentlig": "nej"},
        {"text": "T2 2026 kostade 1 234 567 kr.", "offentlig": "nej"},
    ),
    "R142": (
        "kommentarer",
        {"text": "Pojken är född 2012.", "offentlig": "ja"},
        {"text": "Pojken är född 2012.", "offentlig": "nej"},
    ),
}


def test_every_rule_of_every_contract_has_a_row_that_breaks_it() -> None:
    declared = {rule.text.code for dataset in DATASETS.values() for rule in row_rules(dataset.contract)}
    assert declared == set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_a_row_that_breaks_a_rule_is_found_and_one_that_does_not_is_not(code: str) -> None:
    dataset, wrong, right = RULES[code]
    rules = [rule.text for rule in row_rules(DATASETS[dataset].contract) if rule.text.code == code]
    (text,) = rules
    check = check_rows(dataset, right_row(dataset, **wrong))
    (finding,) = [finding for finding in check.all_findings if finding.code == code]
    assert (finding.place.row, finding.message, finding.remedy) == (2, text.message, text.remedy)
    assert finding.place.column == DATASETS[dataset].fields[text.field].column
    (part,) = check.parts
    assert part.rows_refused == (text.severity is Severity.ROW)
    assert found(check_rows(dataset, right_row(dataset, **right))) == []


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_example_row_of_every_dataset_is_accepted_and_is_what_its_contract_says(dataset: str) -> None:
    check = check_rows(dataset, right_row(dataset))
    assert found(check) == []
    (part,) = check.parts
    assert part.accepted.height == 1
    schema = schema_of(dataset)
    assert schema.validate(part.accepted.select(schema.column_names())).height == 1
    assert dict(part.accepted.schema) == DATASETS[dataset].schema


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_row_with_only_what_is_required_breaks_no_rule_for_what_is_blank(dataset: str) -> None:
    optional = {spec.column: "" for spec in DATASETS[dataset].fields.values() if spec.nullable}
    if dataset == "remisser":
        optional["utfall"] = "pagaende"
    assert found(check_rows(dataset, right_row(dataset, **optional))) == []


def test_a_rule_is_silent_where_a_value_it_needs_could_not_be_read() -> None:
    check = check_rows("remisser", right_row("remisser", avslutad="2026-02-30"))
    assert found(check) == [("V004", 2, "avslutad")]


def test_a_kommun_outside_gfo_has_no_referrals() -> None:
    assert found(check_rows("remisser", right_row("remisser", kommun="Sundsvall"))) == [
        ("R004", 2, "inkommen")
    ]


def test_every_sentence_ends_as_one_and_every_rule_has_its_own_code() -> None:
    texts = [rule.text for dataset in DATASETS.values() for rule in row_rules(dataset.contract)]
    checks = [check for dataset in DATASETS.values() for check in between_rules(dataset.contract).values()]
    said = [(text.message, text.remedy) for text in texts] + [
        (check.message, check.remedy) for check in checks
    ]
    for message, remedy in said:
        assert message.endswith(".")
        assert remedy.endswith(".")
    codes = [text.code for text in texts]
    assert len(codes) == len(set(codes))
