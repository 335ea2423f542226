"""The headers of every dataset as they are delivered, and how a header or a code is compared with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from pipelines.contracts import DATASETS
from pipelines.reference import read_reference

ANY_DATASET = "*"
_LETTERS = str.maketrans("åäöé", "aaoe")


@lru_cache(maxsize=4096)
def normalise_header(text: str) -> str:
    """A text as it is compared: `Återlämnad ` and `a\u0308`-spelt forms become `aterlamnad`.

    A star at the end marks what must be filled in, in a form or a template, and is no part of a name.
    """
    plain = unicodedata.normalize("NFC", text).replace("\ufeff", "").strip().lower().translate(_LETTERS)
    return re.sub(r"[\s\u00a0_\-\u2010-\u2015]+", "_", plain.rstrip("* ")).strip("_")


def _aliases() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in read_reference("aliases"):
        found.setdefault(row["dataset"], {})[normalise_header(row["alias"])] = row["column"]
    return found


ALIASES = _aliases()

DATASET_COLUMNS: dict[str, tuple[str, ...]] = {
    name: tuple(dataset.columns) for name, dataset in DATASETS.items()
}


@cache
def spellings(dataset: str) -> Mapping[str, str]:
    """Delivered column by normalised header, for one dataset, aliases included."""
    columns = DATASET_COLUMNS[dataset]
    aliases = ALIASES.get(ANY_DATASET, {}) | ALIASES.get(dataset, {})
    return {alias: column for alias, column in aliases.items() if column in columns} | {
        column: column for column in columns
    }


def column_meaning(dataset: str, header: str) -> str:
    """What a delivered column holds, as a clause: `dagen då kartläggningen började`; '' where no contract has it."""
    if dataset not in DATASETS or not header:
        return ""
    column = spellings(dataset).get(normalise_header(header))
    about = next((spec.about for spec in DATASETS[dataset].fields.values() if spec.column == column), "")
    clause = re.split(r"[.;:](?:\s|$)|\(|, till exempel ", about)[0].strip()
    # GFO keeps its letters.
    return clause if clause[1:2].isupper() else clause[:1].lower() + clause[1:]


KNOWN_HEADERS: frozenset[str] = frozenset(
    header for dataset in DATASET_COLUMNS for header in spellings(dataset)
)
