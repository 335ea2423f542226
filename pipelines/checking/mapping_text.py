"""A drafted mapping as the file that a person goes through: TOML, with what was found in comments beside each line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pipelines.checking.mapping_draft import Drafted, DraftedDataset
from pipelines.contracts import DATASETS
from pipelines.wording import counted

_HEAD = """\
# Mappning för {sender}, utkast ur {file_name}.
# Gå igenom varje rad. Ett tomt högerled ("") måste fyllas i, eller raden tas bort om den inte ska läsas.
# Vad mer som kan anges står i docs/mappning.md.
"""


def mapping_text(
    drafts: Sequence[DraftedDataset], *, sender: str, kommun: str, file_name: str, sheets: int
) -> str:
    """The file's text. `sender`: its name. `kommun`: for a register without one, blank where there is none to give.

    `sheets`: how many sheets the export has; of several the one that was read is named.
    """
    parts = [_HEAD.format(sender=sender, file_name=file_name)]
    for draft in drafts:
        parts.append("\n".join(_dataset(draft, kommun, named=sheets > 1)))
    return "\n".join(parts) + "\n"


def _dataset(draft: DraftedDataset, kommun: str, *, named: bool) -> Iterator[str]:
    top = list(_conventions(draft))
    if named:
        top.insert(0, f"sheet = {_quoted(draft.sheet)}")
    if top:
        yield f"[datasets.{draft.dataset}]"
        yield from top
        yield ""
    if draft.columns or draft.unused:
        yield f"[datasets.{draft.dataset}.columns]"
        yield from (_line(one, "kolumn") for one in draft.columns)
        if draft.unused:
            yield f"# Sparas inte: {', '.join(draft.unused)}."
            yield "# Är någon av dem en av våra kolumner: lägg till en rad för den."
        yield ""
    yield from _constants(draft, kommun)
    for column, words in draft.codes.items():
        yield f"[datasets.{draft.dataset}.codes.{column}]"
        yield from (_line(one, "rad") for one in words)
        yield ""
    if draft.formats:
        yield f"[datasets.{draft.dataset}.formats]"
        for column, example in draft.formats.items():
            yield f'{column} = ""  # till exempel {_plain(example)}: skriv hur, som "DD/MM/ÅÅÅÅ" eller "MM/DD/ÅÅÅÅ"'
        yield ""
    if draft.factors:
        yield f"[datasets.{draft.dataset}.factors]"
        yield from (
            f"{column} = {times}  # rubriken säger det; beloppen gångras med talet"
            for column, times in draft.factors.items()
        )
        yield ""
    yield from _joined(draft)


def _conventions(draft: DraftedDataset) -> Iterator[str]:
    if DATASETS[draft.dataset].repeated_adds_up and draft.repeats.rows:
        rows = counted(draft.repeats.rows, "rad", "rader")
        if draft.repeats.alike:
            yield f"# {rows} har samma månad och form, och {draft.repeats.alike} är dessutom helt lika."
            yield "# Är varje rad en egen faktura: ta bort # på nästa rad, så läggs de ihop. Annars är de dubbletter."
            yield "# sum = true"
        else:
            yield f"sum = true  # {rows} har samma månad och form, med olika belopp: de läggs ihop"
    yield from _last_day(draft)


def _last_day(draft: DraftedDataset) -> Iterator[str]:
    moves = draft.moves
    if not draft.end_says_included and not moves.day_after:
        return
    seen = f"byten dagen efter slutdagen: {moves.day_after}, samma dag: {moves.same_day}"
    said = "rubriken säger till och med; " if draft.end_says_included else ""
    line = 'last_day_included = ["slutdatum"]'
    if draft.end_says_included and not moves.same_day:
        yield f"{line}  # {said}{seen}"
        return
    yield f"# Räknas slutdagen med ({said}{seen})? Ta då bort # på nästa rad: slutet blir dagen efter."
    yield f"# {line}"


def _constants(draft: DraftedDataset, kommun: str) -> Iterator[str]:
    missing = [column for column in draft.missing if column != "kommun" or not kommun]
    sought = [column for column in missing if column not in {one for d in draft.columns for one in d.may_be}]
    given = "kommun" in draft.missing and bool(kommun)
    if not given and not sought:
        return
    yield f"[datasets.{draft.dataset}.constants]"
    if given:
        yield f"kommun = {_quoted(kommun)}"
    for column in sought:
        about = next(spec.about for spec in DATASETS[draft.dataset].fields.values() if spec.column == column)
        yield f'# {column} saknas och krävs: {about} Är den densamma på varje rad: {column} = "…"'
    yield ""


def _joined(draft: DraftedDataset) -> Iterator[str]:
    fields = DATASETS[draft.dataset].fields
    key = [fields[name] for name in DATASETS[draft.dataset].key]
    # A day that every row has: one that may be blank would leave the id blank too.
    day = next((spec.column for spec in fields.values() if spec.kind == "day" and not spec.nullable), None)
    if not draft.repeats.rows or len(key) != 1 or key[0].kind != "id" or day is None:
        return
    column = key[0].column
    yield f"# {counted(draft.repeats.rows, 'rad', 'rader')} delar {column} med en annan rad."
    yield "# Ska varje rad räknas för sig: ta bort # på de två raderna, så får varje rad ett eget id."
    yield f"# [datasets.{draft.dataset}.joined]"
    yield f'# {column} = ["{column}", "{day}"]'
    yield ""


def _line(one: Drafted, counts: str) -> str:
    left = f"{_quoted(one.word)} = {_quoted(one.is_ours)}"
    rows = counted(one.rows, "rad", "rader") if counts == "rad" else ""
    if one.is_ours:
        return f"{left}  # {rows}" if rows else left
    choice = (
        f"kanske {' eller '.join(one.may_be)}"
        if counts == "kolumn"
        else f"välj bland {', '.join(one.may_be)}"
    )
    return f"{left}  # {'; '.join(part for part in (rows, choice) if part)}"


def _quoted(text: str) -> str:
    """A text as TOML writes it; JSON's marks are the same."""
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
