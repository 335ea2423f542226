"""`placeringar`: where a kommun's children are placed. Source: each kommun's case system."""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.between import Agree, Overlap
from pipelines.contracts.contract import Contract, Dataset, dated_rule, dated_warning, rule, warning, where
from pipelines.contracts.findings import Severity
from pipelines.contracts.keyed import KeyedField


class Placeringar(Contract):
    """One row a placement; it counts from its first day and no longer on its last. A blank end is open."""

    placement_id = column.identifier("placering_id", "Placeringens löpnummer hos kommunen.", "P-20417")
    kommun_code = column.kommun("kommun", "Den placerande kommunen: namn eller fyrsiffrig kod.")
    child_id = column.identifier("barn_id", "Kommunens pseudonym för barnet, aldrig personnummer.", "B1042")
    form = column.code("placeringsform", "Vilket slags hem eller boende.", "placeringsform")
    start_date = column.day("startdatum", "Första dagen.", "2026-02-01", future=Severity.WARNING)
    end_date = column.day(
        "slutdatum", "Dagen då placeringen upphörde; tom om den pågår.", "2026-08-15", nullable=True
    )
    birth_year = column.year("fodelsear", "Barnets födelseår.", "2014", low=1980, nullable=True)
    sex = column.code("kon", "Barnets kön.", "kon", nullable=True)
    legal_basis = column.code("lagrum", "Socialtjänstlagen eller LVU.", "lagrum", nullable=True)
    home_id = column.identifier("hem_id", "Kommunens pseudonym för hemmet.", "H311", nullable=True)
    end_reason = column.code("avslutsorsak", "Varför placeringen avslutades.", "avslutsorsak", nullable=True)

    @rule(
        "R011",
        "Slutdatum får inte ligga före startdatum.",
        remedy="Rätta det av de två datumen som är fel. Lämna slutdatum tomt om placeringen pågår.",
        field="end_date",
    )
    def end_not_before_start(cls) -> pl.Expr:
        return pl.col("end_date") >= pl.col("start_date")

    @rule(
        "R012",
        "En placering med avslutsorsak måste ha ett slutdatum.",
        remedy="Fyll i slutdatum, eller töm avslutsorsak om placeringen pågår.",
        field="end_date",
    )
    def reason_has_an_end(cls) -> pl.Expr:
        return where(pl.col("end_reason").is_not_null(), pl.col("end_date").is_not_null())

    @rule(
        "R013",
        "Barnet är enligt födelseåret inte fött när placeringen börjar.",
        remedy="Rätta födelseåret eller startdatum.",
        field="birth_year",
    )
    def born_before_start(cls) -> pl.Expr:
        return pl.col("birth_year") <= pl.col("start_date").dt.year()

    @warning(
        "R014",
        "Barnet var enligt födelseåret äldre än 21 år när placeringen började.",
        remedy="Kontrollera födelseåret och startdatum. Raden räknas som den står.",
        field="birth_year",
    )
    def child_at_most_21(cls) -> pl.Expr:
        return pl.col("start_date").dt.year() - pl.col("birth_year") <= 21

    @warning(
        "R017",
        "Barnet blev enligt födelseåret inte 16 det år då placeringen i stödboende började.",
        remedy="Kontrollera formen och födelseåret: stödboende är för unga från 16 år. Raden räknas som den står.",
        field="form",
    )
    def supported_housing_from_16(cls) -> pl.Expr:
        return where(
            pl.col("form") == "stodboende", pl.col("start_date").dt.year() - pl.col("birth_year") >= 16
        )

    @warning(
        "R018",
        "Placeringen är på SiS men lagrummet är SoL.",
        remedy="Kontrollera formen och lagrummet: SiS tar i regel emot med stöd av LVU. Raden räknas som den står.",
        field="legal_basis",
    )
    def sis_by_lvu(cls) -> pl.Expr:
        return where(pl.col("form") == "sis", pl.col("legal_basis") == "lvu")

    @dated_warning(
        "R015",
        "Placeringen har en avslutsorsak men ett slutdatum som ligger efter den dag då leveransen togs emot.",
        remedy="Kontrollera slutdatum. Slutet räknas först när dagen har varit.",
        field="end_date",
    )
    def ended_has_been(cls, received: date) -> pl.Expr:
        return where(pl.col("end_reason").is_not_null(), pl.col("end_date") <= received)

    @dated_rule(
        "R016",
        "Slutdatum ligger mer än 25 år efter den dag då leveransen togs emot.",
        remedy="Rätta slutdatum. Lämna det tomt om placeringen pågår.",
        field="end_date",
    )
    def end_within_25_years(cls, received: date) -> pl.Expr:
        return pl.col("end_date").dt.year() <= received.year + 25

    two_placements = Overlap(
        "B002",
        Severity.WARNING,
        "Barnet har en annan placering samma dagar, på rad {other}.",
        "Kontrollera datumen på de två raderna. Ett byte samma dag är rätt; annars räknas dagarna två gånger.",
        "start_date",
        of=("kommun_code", "child_id"),
        start="start_date",
        end="end_date",
    )
    one_birth_year = Agree(
        "B004",
        Severity.WARNING,
        "Barnet har ett annat födelseår på rad {other}.",
        "Kontrollera att pseudonymen gäller samma barn och rätta det födelseår som är fel.",
        "birth_year",
        of=("kommun_code", "child_id"),
        value="birth_year",
    )
    one_sex = Agree(
        "B005",
        Severity.WARNING,
        "Barnet har ett annat kön på rad {other}.",
        "Kontrollera att pseudonymen gäller samma barn och rätta den uppgift som är fel.",
        "sex",
        of=("kommun_code", "child_id"),
        value="sex",
        unknown="okant",
    )


DATASET = Dataset(
    "placeringar",
    "Placeringar",
    "kommun",
    Placeringar,
    ("placement_id",),
    (
        KeyedField("placement_id", "placering", None),
        KeyedField("child_id", "barn", None),
        KeyedField("home_id", "hem", None),
    ),
    repeated=(
        "Är det flera beslut om samma placering: behåll alla rader och ge varje rad ett eget placering_id, till "
        "exempel P-1-1 och P-1-2. Är det samma beslut två gånger: ta bort den rad som inte gäller."
    ),
    repeated_staff=(
        'Eller låt avsändarens mappning göra id:t av två kolumner: placering_id = ["placering_id", "startdatum"] '
        "under datasets.placeringar.joined."
    ),
)
