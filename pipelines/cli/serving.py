"""The verb that shows the pages. Alone in its module: it needs nothing of what reads deliveries and builds.

The rest of the verbs take a second and a half to import, a good part of what a reader waits for a cold server.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from pipelines.cli.app import app, out
from pipelines.home import DataHome, data_home
from pipelines.reference import readers


@app.command("serve")
def serve_command(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Porten på den här datorn.")] = 8501,
    host: Annotated[str, typer.Option("--host", help="Adressen att lyssna på.")] = "127.0.0.1",
    reader: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="LÄSARE",
            help="Vems fil som visas först, utan inloggning: styrgrupp, gfo, publik eller kommun-2262.",
        ),
    ] = "",
    watch: Annotated[
        bool,
        typer.Option(
            "--watch", help="Bevaka också inkorgen, i en process för sig: se gfo watch. Publicerar inget."
        ),
    ] = False,
) -> None:
    """Visa sidorna i webbläsaren."""
    if reader and reader not in readers():
        raise typer.BadParameter(
            f"{reader} är ingen läsare. Välj bland: {', '.join(readers())}.", param_hint="--as"
        )
    become_server(data_home(), host, port, reader, watch=watch)


def become_server(home: DataHome, host: str, port: int, reader: str = "", *, watch: bool = False) -> None:
    """Become the server: the pipelines know no web and never import the pages. `reader`: whose file is shown first."""
    out().print(f"Öppna http://{host}:{port} i en webbläsare. Avsluta med Ctrl+C.")
    sys.stdout.flush()
    os.environ["GFO_HOME"] = str(home.root)
    if reader:
        os.environ["GFO_READER"] = reader
    if watch:
        from pipelines.cli.keeping import start_watch

        start_watch()
    os.execv(sys.executable, [sys.executable, "-m", "dashboard", host, str(port)])  # noqa: S606
