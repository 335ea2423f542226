"""The sixteen datasets' columns, written out once more by hand: what senders were told must not drift."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.checking.parsing import value_spellings
from pipelines.contracts import DATASETS
from pipelines.contracts.headers import (
    ANY_DATASET,
    DATASET_COLUMNS,
    KNOWN_HEADERS,
    normalise_header,
    spellings,
)
from pipelines.reference import read_reference
from tests.fixtures.sheets import check_table, found

# As the senders' instructions have them; * = required.
COLUMNS = {
    "remisser": "remiss_id* kommun* barn_id* inkommen* utfall* avslutad fodelsear kon sokt_form",
    "placeringar": "placering_id* kommun* barn_id* placeringsform* startdatum* slutdatum fodelsear kon lagrum hem_id "
    "avslutsorsak",
    "familjehem": "hem_id* status* fran* till hemtyp hemkommun platser",
    "rekrytering": "arende_id* inkommen* kanal* inledande_samtal kartlaggning_start kartlaggning_klar beslut "
    "beslutsdatum hemkommun hem_id",
    "utbildning": "tillfalle_id* datum* typ* deltagare* kommun",
    "stod": "uppdrag_id* kommun* typ* startdatum* slutdatum hem_id",
    "kostnader": "kommun* manad* placeringsform* belopp*",
    "ekonomi": "ar* tertial* post* budget* utfall prognos",
    "avvikelser": "avvikelse_id* kommun* datum* kategori* status* stangd",
    "befolkning": "kommun* ar* alder* antal*",
    "fordelning": "ar* budget* basar* basar_placerade vikt_befolkning* vikt_placerade* alder_till*",
    "placerade_barn": "kommun* ar* antal*",
    "publicerat": "nyckeltal* omrade* period* varde* kalla*",
    "mal": "nyckeltal* omrade* period* mal* kalla*",
    "kommentarer": "datum* period nyckeltal omrade text* slag offentlig",
    "jamforelse": "nyckeltal* omrade* ar* kon* varde status",
}
CODES = {
    ("remisser", "utfall"): "matchad_gfo matchad_kommun matchad_natverk aterlamnad atertagen pagaende",
    ("remisser", "kon"): "flicka pojke okant",
    ("remisser", "sokt_form"): "familjehem jourhem",
    (
        "placeringar",
        "placeringsform",
    ): "familjehem_gfo familjehem_kommun natverkshem konsulentstott jourhem akutfamilj hvb stodboende sis",
    ("placeringar", "kon"): "flicka pojke okant",
    ("placeringar", "lagrum"): "sol lvu",
    (
        "placeringar",
        "avslutsorsak",
    ): "planerad sammanbrott flytt_hem annan_placering vardnadsoverflyttning alder annan",
    ("familjehem", "status"): "tillgangligt upptaget vilande",
    ("familjehem", "hemtyp"): "familjehem jourhem akutfamilj mentor",
    ("rekrytering", "kanal"): "webb sociala_medier annons evenemang rekommendation kommun annan",
    ("rekrytering", "beslut"): "godkand avslag avbruten",
    ("utbildning", "typ"): "grundutbildning fortbildning connect natverkstraff forelasning familjedag",
    ("stod", "typ"): "individuellt_stod mentorskap avslutssamtal",
    (
        "kostnader",
        "placeringsform",
    ): "familjehem_gfo familjehem_kommun natverkshem konsulentstott jourhem akutfamilj hvb stodboende sis",
    ("ekonomi", "post"): "personal lokaler rekrytering utbildning stod ovrigt intakter",
    ("avvikelser", "kategori"): "samverkan matchning utredning stod dokumentation annan",
    ("avvikelser", "status"): "oppen atgardad avslutad",
    ("kommentarer", "slag"): "handelse forklaring atgard",
    ("kommentarer", "offentlig"): "ja nej",
    ("jamforelse", "kon"): "T K M",
    (
        "jamforelse",
        "nyckeltal",
    ): "N33812 N33813 N33816 N33817 N33818 N33878 N33001 N33002 N33004 N33006 N33007 N33008 N33009 N33012 N33016 "
    "N33021 N33022 N33023 N33024 N33025 N33026 N30001 N30026",
    (
        "jamforelse",
        "omrade",
    ): "0000 0022 2260 2262 2280 2281 2282 2283 2284 G36529 G36552 G36640 G36671 G36717 G36732 0138 0192 0319 0360 "
    "0461 0562 0765 0881 0980 1080 1231 1260 1276 1277 1291 1315 1382 1439 1461 1465 1472 1473 1486 1494 1496 1781 "
    "1785 1861 1885 1962 2062 2080 2083 2084 2121 2132 2183",
}
KEYS = {
    "familjehem": ("home_id", "from_date"),
    "kostnader": ("kommun_code", "month", "form"),
    "ekonomi": ("year", "tertial", "item"),
    "befolkning": ("kommun_code", "year", "age"),
    "fordelning": ("year",),
    "placerade_barn": ("kommun_code", "year"),
    "publicerat": ("kpi", "area", "period"),
    "mal": ("kpi", "area", "period"),
    "kommentarer": (),
    "jamforelse": ("kolada_kpi", "area", "year", "gender"),
}


def test_there_are_sixteen_datasets_with_the_columns_that_senders_were_told() -> None:
    told = {
        dataset: tuple(f"{spec.column}{'' if spec.nullable else '*'}" for spec in contract.fields.values())
        for dataset, contract in DATASETS.items()
    }
    assert told == {dataset: tuple(columns.split()) for dataset, columns in COLUMNS.items()}


def test_the_codes_are_those_that_senders_were_told() -> None:
    listed = {
        (dataset, spec.column): set(spec.codes)
        for dataset, contract in DATASETS.items()
        for spec in contract.fields.values()
        if spec.kind == "code"
    }
    assert listed == {place: set(codes.split()) for place, codes in CODES.items()}


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_key_of_a_dataset_is_its_id_column_or_the_columns_that_name_a_row(dataset: str) -> None:
    fields = DATASETS[dataset].fields
    key = DATASETS[dataset].key
    if dataset in KEYS:
        assert key == KEYS[dataset]
    else:
        assert len(key) == 1
        assert fields[key[0]].column == COLUMNS[dataset].split("*")[0]
        assert fields[key[0]].kind == "id"


def test_every_id_is_keyed_again_and_a_childs_in_the_same_way_everywhere() -> None:
    for dataset in DATASETS.values():
        ids = {field for field, spec in dataset.fields.items() if spec.kind == "id"}
        assert {keyed.field for keyed in dataset.keyed_ids} == ids, dataset.name
        for keyed in dataset.keyed_ids:
            if keyed.field == "child_id":
                assert (keyed.kind, keyed.scope) == ("barn", None)
            elif dataset.sender == "gfo":
                assert keyed.scope == "GFO"
            else:
                assert keyed.scope is None
    homes = {keyed.kind for d in DATASETS.values() for keyed in d.keyed_ids if keyed.field == "home_id"}
    assert homes == {"hem"}


@pytest.mark.parametrize(
    "written", ["Remiss-ID", "REMISS ID", "\ufeffremiss_id", " remiss\u00a0id ", "Remiss_Id"]
)
def test_a_header_is_read_in_any_case_with_blanks_or_hyphens_for_underscores(written: str) -> None:
    assert normalise_header(written) == "remiss_id"


@pytest.mark.parametrize("written", ["Återlämnad", "A\u030aterla\u0308mnad", "ATERLAMNAD"])
def test_letters_with_dots_and_rings_are_read_with_and_without_them(written: str) -> None:
    assert normalise_header(written) == "aterlamnad"


def test_no_two_columns_of_a_dataset_and_no_two_codes_of_a_list_read_alike() -> None:
    for dataset, columns in DATASET_COLUMNS.items():
        assert [normalise_header(column) for column in columns] == list(columns), dataset
        assert set(columns) <= KNOWN_HEADERS
        for spec in DATASETS[dataset].fields.values():
            if spec.kind == "code":
                assert set(value_spellings(spec).values()) == set(spec.codes)


def test_amounts_and_figures_are_exact_decimals() -> None:
    types = {
        (name, field): spec.dtype
        for name, dataset in DATASETS.items()
        for field, spec in dataset.fields.items()
        if spec.kind in ("kronor", "number")
    }
    assert types[("kostnader", "amount")] == pl.Decimal(14, 2)
    assert types[("fordelning", "weight_population")] == pl.Decimal(9, 6)
    assert types[("publicerat", "value")] == pl.Decimal(18, 6)
    assert all(isinstance(dtype, pl.Decimal) for dtype in types.values())


def test_every_alias_is_another_word_for_a_column_that_is_there() -> None:
    for row in read_reference("aliases"):
        alias = normalise_header(row["alias"])
        assert alias == row["alias"], "an alias is written as it is compared"
        datasets = DATASETS if row["dataset"] == ANY_DATASET else [row["dataset"]]
        holders = [dataset for dataset in datasets if row["column"] in DATASET_COLUMNS[dataset]]
        assert holders, row
        for dataset in holders:
            assert alias not in DATASET_COLUMNS[dataset], row
            assert spellings(dataset)[alias] == row["column"]


def test_a_file_with_aliases_for_headers_is_read_and_says_as_what() -> None:
    headers = "Remissnummer | Kommunkod | BarnID | Inkom | Utfall | Avslutsdatum\n"
    check = check_table(headers + "r1 | 2262 | b | 2026-05-01 | pagaende |")
    assert check.dataset == "remisser"
    assert {code for code, *_ in found(check)} == {"C015"}
    assert [one.found for one in check.findings] == ["Remissnummer", "Kommunkod", "Inkom", "Avslutsdatum"]
    assert check.findings[0].message == "Kolumnen Remissnummer lästes som remiss_id."
