"""What people write about deliveries (reasons, mappings, waivers, corrections, coverage) passes the identity gate too.

All of it is kept in the ledger and much of it is shown beside the figures, so it is looked at before anything is kept.
"""

from __future__ import annotations

from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome
from pipelines.home.inputs import input_files, read_input
from pipelines.identity import identity_in
from pipelines.reading.gate import shown_name


def refuse_identity(text: str | None, what: str, place: Place | None = None) -> None:
    """L006 when a text holds somebody's identity number, which is not repeated. `what`: as a sentence begins."""
    kinds = identity_in(text or "")
    if kinds:
        raise ReaderError(
            "L006",
            f"{what} innehåller {' och '.join(kind.value for kind in kinds)}.",
            remedy="Skriv om texten utan något som pekar ut en person, och kör kommandot igen. Inget har sparats.",
            place=place,
        )


def refuse_identity_in_inputs(home: DataHome) -> None:
    """L006 when one of the home's written inputs, or its name, holds an identity number."""
    for (kind, _), path in input_files(home).items():
        refuse_identity(path.name, "Filens namn", Place(shown_name(path)))
        refuse_identity(read_input(path, kind), "Filen", Place(path.name))
