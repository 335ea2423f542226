"""The columns of every dataset as they are delivered, and how a header is compared with them."""

from __future__ import annotations

import re
import unicodedata

DATASET_COLUMNS: dict[str, tuple[str, ...]] = {
    "remisser": (
        "remiss_id",
        "kommun",
        "barn_id",
        "inkommen",
        "utfall",
        "avslutad",
        "fodelsear",
        "kon",
        "sokt_form",
    ),
    "placeringar": (
        "placering_id",
        "kommun",
        "barn_id",
        "placeringsform",
        "startdatum",
        "slutdatum",
        "fodelsear",
        "kon",
        "lagrum",
        "hem_id",
        "avslutsorsak",
    ),
    "familjehem": ("hem_id", "status", "fran", "till", "hemtyp", "hemkommun", "platser"),
    "rekrytering": (
        "arende_id",
        "inkommen",
        "kanal",
        "inledande_samtal",
        "kartlaggning_start",
        "kartlaggning_klar",
        "beslut",
        "beslutsdatum",
        "hemkommun",
        "hem_id",
    ),
    "utbildning": ("tillfalle_id", "datum", "typ", "deltagare", "kommun"),
    "stod": ("uppdrag_id", "kommun", "typ", "startdatum", "slutdatum", "hem_id"),
    "kostnader": ("kommun", "manad", "placeringsform", "belopp"),
    "ekonomi": ("ar", "tertial", "post", "budget", "utfall", "prognos"),
    "avvikelser": ("avvikelse_id", "kommun", "datum", "kategori", "status", "stangd"),
    "befolkning": ("kommun", "ar", "alder", "antal"),
    "fordelning": (
        "ar",
        "budget",
        "basar",
        "basar_placerade",
        "vikt_befolkning",
        "vikt_placerade",
        "alder_till",
    ),
    "placerade_barn": ("kommun", "ar", "antal"),
    "publicerat": ("nyckeltal", "omrade", "period", "varde", "kalla"),
    "mal": ("nyckeltal", "omrade", "period", "mal", "kalla"),
    "kommentarer": ("datum", "period", "nyckeltal", "omrade", "text"),
}

_OPTIONAL: dict[str, frozenset[str]] = {
    "remisser": frozenset({"avslutad", "fodelsear", "kon", "sokt_form"}),
    "placeringar": frozenset({"slutdatum", "fodelsear", "kon", "lagrum", "hem_id", "avslutsorsak"}),
    "familjehem": frozenset({"till", "hemtyp", "hemkommun", "platser"}),
    "rekrytering": frozenset(
        {
            "inledande_samtal",
            "kartlaggning_start",
            "kartlaggning_klar",
            "beslut",
            "beslutsdatum",
            "hemkommun",
            "hem_id",
        }
    ),
    "utbildning": frozenset({"kommun"}),
    "stod": frozenset({"slutdatum", "hem_id"}),
    "ekonomi": frozenset({"utfall", "prognos"}),
    "avvikelser": frozenset({"stangd"}),
    "fordelning": frozenset({"basar_placerade"}),
    "kommentarer": frozenset({"period", "nyckeltal", "omrade"}),
}

REQUIRED: dict[str, frozenset[str]] = {
    dataset: frozenset(columns) - _OPTIONAL.get(dataset, frozenset())
    for dataset, columns in DATASET_COLUMNS.items()
}

_LETTERS = str.maketrans("åäöé", "aaoe")


def normalise_header(text: str) -> str:
    """A header as it is compared: `Återlämnad ` and `a\u0308`-spelt forms become `aterlamnad`."""
    plain = unicodedata.normalize("NFC", text).replace("\ufeff", "").strip().lower().translate(_LETTERS)
    return re.sub(r"[\s\u00a0_\-\u2010-\u2015]+", "_", plain).strip("_")


KNOWN_HEADERS: frozenset[str] = frozenset(
    column for columns in DATASET_COLUMNS.values() for column in columns
)
