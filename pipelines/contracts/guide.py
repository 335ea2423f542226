"""The guide for those who send files, written from the contracts so that it never says anything else than the check.

`uv run python -m pipelines.contracts.guide` writes `docs/leveranser.md`; a test holds the file to this text.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.contracts import DATASETS, Dataset
from pipelines.contracts.contract import between_rules, row_rules
from pipelines.contracts.fields import allowed_values
from pipelines.contracts.finding_kinds import FindingKind, finding_kinds
from pipelines.reference import PROJECT_ROOT

GUIDE = PROJECT_ROOT / "docs" / "leveranser.md"
_SENDERS = {
    "gfo": "GFO",
    "kommun": "varje kommun",
    "scb": "GFO, ur SCB:s statistik",
    "kolada": "GFO, ur Kolada",
}
_INTRODUCTION = """\
# Vad som levereras, och vad som kontrolleras

Skrivet av `pipelines/contracts/guide.py` ur kontrakten i `pipelines/contracts/`; ändra där, inte här.

En leverans är hela registret, inte ett utsnitt: den ersätter den förra. Filen är CSV, XLSX eller Parquet med en
rubrikrad. Rubriker och koder får skrivas med stora eller små bokstäver, med blanksteg eller bindestreck för
understreck och med å, ä och ö. Kolumner som inte står här sparas inte. Namn, personnummer, adress, telefon, e-post och
fritext om enskilda får aldrig finnas i filen.

En fil är en avsändares register. Har ert system andra rubriker och ord behöver filen inte göras om: GFO kan lägga in
vad de heter i GFO Insikt i en mappning, se [mappning.md](mappning.md), där det också står hur SCB:s tabeller levereras.

Datum och tal läses kolumn för kolumn, aldrig cell för cell: ett sätt att skriva i hela kolumnen. Kan kolumnen läsas på
två sätt (3/2/2026, 418,250) tas filen inte emot, och var datumen skrivna på annat sätt än ÅÅÅÅ-MM-DD säger rapporten
hur de har lästs. Ord för tomt (NULL, saknas, -, tillsvidare, 9999-12-31) räknas som tomt där en uppgift får saknas. En
kolumn som var ifylld i den förra leveransen och nu är tom, borta eller har bytt namn håller filen tills någon svarat
varför.

*Stoppar filen* och *stoppar raden* ska rättas; tills dess gäller den förra leveransen. En *varning* släpper igenom
raden. Är registret mycket mindre eller äldre än det förra, eller har en kolumn tömts, stoppas filen tills den är hel
eller någon har svarat med ett skäl.
"""


def guide() -> str:
    """The whole guide, Markdown in Swedish."""
    parts = [_INTRODUCTION]
    parts += ["\n".join(_dataset(dataset)) for dataset in DATASETS.values()]
    own = {rule.text.code for dataset in DATASETS.values() for rule in row_rules(dataset.contract)}
    own |= {check.code for dataset in DATASETS.values() for check in between_rules(dataset.contract).values()}
    general = [
        kind for code, kind in sorted(finding_kinds().items()) if code not in own and code[0] in "CVBX"
    ]
    parts.append("\n".join(["## Gemensamt för alla dataset", "", *_findings(general)]))
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _dataset(dataset: Dataset) -> Iterator[str]:
    key = ", ".join(f"`{dataset.fields[field].column}`" for field in dataset.key)
    yield f"## {dataset.label}: `{dataset.name}`"
    yield ""
    yield f"Skickas av {_SENDERS[dataset.sender]}. " + (
        f"En rad känns igen på {key}." if key else "Raderna har ingen nyckel."
    )
    yield ""
    yield "| kolumn | krävs | betyder | tillåtet | exempel |"
    yield "| --- | --- | --- | --- | --- |"
    for spec in dataset.fields.values():
        required = "nej" if spec.nullable else "ja"
        yield f"| `{spec.column}` | {required} | {spec.about} | {allowed_values(spec)} | {spec.example} |"
    codes = [rule.text.code for rule in row_rules(dataset.contract)]
    codes += [check.code for check in between_rules(dataset.contract).values()]
    if codes:
        yield ""
        yield from _findings([finding_kinds()[code] for code in codes])


def _findings(kinds: list[FindingKind]) -> Iterator[str]:
    yield "| kod | följd | vad som är fel | gör så här |"
    yield "| --- | --- | --- | --- |"
    for kind in kinds:
        message = kind.message.format_map(_Dots())
        remedy = kind.remedy.format_map(_Dots())
        yield f"| {kind.code} | {kind.severity.value} | {message} | {remedy} |"


class _Dots(dict[str, str]):
    """Three dots wherever a finding would name what it found."""

    def __missing__(self, key: str) -> str:
        return "…"


if __name__ == "__main__":
    GUIDE.write_text(guide(), encoding="utf-8")
