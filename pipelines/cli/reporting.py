"""The verb that makes documents: like the pages, they are made by a program of their own."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from pipelines.cli.app import app
from pipelines.home import data_home


@app.command("report")
def report_command(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="DOKUMENT",
            help="tertialrapport, agenda (mötets bilder), faktablad, namndinformation, tjansteskrivelse,"
            " uppfoljning, databok, eller alla.",
        ),
    ],
    whole_period: Annotated[
        str, typer.Argument(metavar="[PERIOD]", help="Perioden, till exempel 2026T2.")
    ] = "",
    kommun: Annotated[str, typer.Option("--kommun", help="Kommunen, med namn eller kod.")] = "",
    period: Annotated[
        str,
        typer.Option("--period", help="Perioden, till exempel 2026T2. Annars det senaste hela tertialet."),
    ] = "",
    audience: Annotated[
        str,
        typer.Option(
            "--audience",
            help="intern (förval), eller offentlig för dokument som vem som helst får se. Faktablad är alltid"
            " offentligt; internt är namndinformation Förvaltningens underlag och tjansteskrivelse ett utkast.",
        ),
    ] = "",
    version: Annotated[str, typer.Option("--version", help="Versionen. Annars den nyaste.")] = "",
    out: Annotated[
        str, typer.Option("-o", "--out", help="Mappen, eller filens namn. Annars mappen du står i.")
    ] = "",
) -> None:
    """Gör en rapport av de publicerade siffrorna: PDF, PowerPoint, Word eller Excel."""
    if period and whole_period and period.strip().upper() != whole_period.strip().upper():
        raise typer.BadParameter(
            f"Perioden är angiven två gånger, som {whole_period} och som {period}. Ange den en gång.",
            param_hint="--period",
        )
    home = data_home()
    sys.stdout.flush()
    os.environ["GFO_HOME"] = str(home.root)
    asked = [kind, kommun, period or whole_period, audience, version, out]
    os.execv(sys.executable, [sys.executable, "-m", "dashboard.briefings", *asked])  # noqa: S606
