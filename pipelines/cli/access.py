"""The verbs about readers: who may read what, and what they have done."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from pipelines.cli.app import app, out
from pipelines.cli.days import past_day
from pipelines.home import audit, data_home
from pipelines.home.access_table import FILE, ROLES, table_in
from pipelines.reference import kommuner


@app.command("access")
def access_command(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FIL", help="En tabell som inte gäller än. Utan: datahemmets access.toml."),
    ] = None,
) -> None:
    """Visa vem som får läsa vad, som access.toml förstås, och vad som är fel i den."""
    found = table_in(file or data_home().root / FILE)
    if found.rows:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in ("Läsare", "Roll", "Kommun"):
            table.add_column(heading)
        for row in found.rows:
            table.add_row(row.reader, ROLES[row.role], kommuner().get(row.kommun, "–"))
        out().print(table)
    for problem in found.problems:
        out().print(problem, soft_wrap=True)
    if found.problems:
        out().print("Så länge något är fel släpps ingen in.")
        raise typer.Exit(1)
    out().print(
        f"{len(found.rows)} läsare. En adress räknas bara när inloggningstjänsten säger att den är bekräftad."
    )


@app.command("audit")
def audit_command(
    since: Annotated[str, typer.Option("--since", metavar="DAG", help="Från och med den här dagen.")] = "",
    who: Annotated[
        str, typer.Option("--who", metavar="TEXT", help="Bara dem vars namn har texten i sig.")
    ] = "",
    event: Annotated[
        str, typer.Option("--event", metavar="SLAG", help=f"Bara ett slags rader: {', '.join(audit.EVENTS)}.")
    ] = "",
) -> None:
    """Visa loggen: vem som loggade in, släpptes inte in, såg eller hämtade vad, och vad som gjordes i datahemmet."""
    if event and event not in audit.EVENTS:
        raise typer.BadParameter(
            f"{event} finns inte. Välj bland: {', '.join(audit.EVENTS)}.", param_hint="--event"
        )
    first = past_day(since, "--since") if since else None
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("När", "Vem", "Vad", "Mer"):
        table.add_column(heading, overflow="fold")
    torn = 0
    for row in audit.read(data_home()):
        if row is None:
            torn += 1
        elif (
            (first is None or row.when.date() >= first)
            and who.casefold() in row.who.casefold()
            and event in ("", row.event)
        ):
            more = ", ".join(f"{audit.DETAILS.get(key, key)} {value}" for key, value in row.what.items())
            table.add_row(
                f"{row.when:%Y-%m-%d %H:%M:%S}", row.who, audit.EVENTS.get(row.event, row.event), more
            )
    out().print(table if table.row_count else "Inga rader.")
    if torn:
        out().print(f"Rader som inte går att läsa: {torn}.")
