"""The verbs for a sender's mapping: a draft of it, written from an export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.app import DONE, REFUSED, app, out
from pipelines.cli.delivering import DatasetName, existing, writable
from pipelines.cli.swedish import SwedishTyper
from pipelines.errors import Place, ReaderError
from pipelines.home import data_home

mapping = SwedishTyper(help="Skriv en avsändares mappning: vad rubriker och ord i deras export heter här.")
app.add_typer(mapping, name="mapping")


@mapping.callback()
def mappings() -> None:
    """Keep `draft` a verb of its own although it is alone."""


@mapping.command()
def draft(
    file: Annotated[
        Path, typer.Argument(metavar="FIL", readable=False, help="Exporten, som avsändaren skickade den.")
    ],
    sender: Annotated[
        str,
        typer.Option(
            "--sender", metavar="AVSÄNDARE", help="Kommunens namn eller kod, GFO, SCB eller SCB-CKM."
        ),
    ],
    dataset: DatasetName = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--to",
            "-o",
            metavar="FIL",
            help="Var utkastet skrivs; - visar det bara. Förval: datahemmets mappings/AVSÄNDARE.toml.",
        ),
    ] = None,
) -> None:
    """Skriv ett utkast till mappning ur en export: fyll i det som är tomt, och leverera filen."""
    from pipelines.cli.findings import show_findings
    from pipelines.deliveries.mapping_drafts import draft_mapping, draft_target
    from pipelines.deliveries.senders import sender_code, sender_name

    code = sender_code(sender)
    (export,) = existing([file])
    drafted = draft_mapping(export, code, dataset)
    if drafted.stopped:
        show_findings(out(), drafted.findings)
        raise typer.Exit(REFUSED)
    if target == "-":
        typer.echo(drafted.text, nl=False)
        raise typer.Exit(DONE)
    path = writable(Path(target), "--to") if target else draft_target(data_home(), code)
    if path.exists():
        raise ReaderError(
            "M009",
            "Avsändaren har redan en mappning, och den skrivs inte över.",
            remedy="Ändra i den, eller skriv utkastet någon annanstans med --to.",
            place=Place(file=path.name),
            found=str(path),
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(drafted.text, encoding="utf-8")
    out().print(f"Utkastet ligger i {path}", soft_wrap=True)
    if drafted.left:
        out().print(f"Kvar att fylla i: {', '.join(drafted.left)}.", soft_wrap=True)
    out().print(
        f"Kontrollera sedan filen med gfo check {export.name} --sender {sender_name(code)}",
        soft_wrap=True,
    )
