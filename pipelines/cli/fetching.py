"""The verb that fetches what others publish: Kolada and SCB."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from pipelines.cli.app import BUG, DONE, REFUSED, app, now, out, show_any
from pipelines.cli.versions import progress, rebuild
from pipelines.deliveries.delivering import Delivery, Terms
from pipelines.home import DataHome, data_home


class Source(StrEnum):
    """Who publishes."""

    KOLADA = "kolada"
    SCB = "scb"


FIRST_YEAR = 2015
"""By default no earlier year is fetched: nothing that is shown goes further back."""


@app.command()
def fetch(
    sources: Annotated[
        list[Source], typer.Argument(metavar="KÄLLA…", help="Varifrån: kolada, scb eller båda.")
    ],
    kolada_address: Annotated[
        str,
        typer.Option(
            "--kolada-address",
            envvar="GFO_KOLADA",
            metavar="ADRESS",
            help="Koladas API. Förval: Koladas eget.",
        ),
    ] = "",
    scb_address: Annotated[
        str,
        typer.Option(
            "--scb-address", envvar="GFO_SCB", metavar="ADRESS", help="SCB:s API. Förval: SCB:s eget."
        ),
    ] = "",
    from_year: Annotated[
        int, typer.Option("--from-year", min=2000, metavar="ÅR", help="Det första året som hämtas.")
    ] = FIRST_YEAR,
    accept_shrink: Annotated[
        str | None,
        typer.Option(
            "--accept-shrink",
            metavar="SKÄL",
            help="Låt svaret gälla, trots att år eller områden har försvunnit.",
        ),
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Bygg och publicera också, när allt har tagits emot.")
    ] = False,
) -> None:
    """Hämta nyckeltal från Kolada och befolkning från SCB, och leverera dem."""
    from pipelines.cli.findings import show_delivery

    if accept_shrink is not None and not accept_shrink.strip():
        raise typer.BadParameter("Ange ett skäl.", param_hint="--accept-shrink")
    home, moment = data_home(), now()
    if from_year >= moment.year:
        raise typer.BadParameter(
            f"Det senaste år som har siffror är {moment.year - 1}.", param_hint="--from-year"
        )
    addresses = {Source.KOLADA: kolada_address, Source.SCB: scb_address}
    worst = DONE
    for source in dict.fromkeys(sources):
        try:
            for delivery in _FETCHED[source](home, addresses[source], from_year, moment, accept_shrink):
                show_delivery(out(), home, delivery)
                if delivery.checked.failed_checks:
                    worst = BUG
                elif not delivery.accepted:
                    worst = max(worst, REFUSED)
        except Exception as error:
            # That one does not answer never keeps the other out.
            worst = max(worst, show_any(error))
    if publish and worst == DONE:
        rebuild(home, moment, publish_too=True)
    raise typer.Exit(worst)


def _terms(moment: datetime, sender: str, dataset: str, accept_shrink: str | None) -> Terms:
    # What is fetched is real; a home of made-up rows refuses it.
    return Terms(moment, sender, dataset=dataset, accept_shrink=accept_shrink, recorded=moment, kind="real")


def _kolada(
    home: DataHome, address: str, from_year: int, moment: datetime, accept_shrink: str | None
) -> Iterator[Delivery]:
    from pipelines.contracts.jamforelse import DATASET, KOLADA
    from pipelines.fetching.client import Client
    from pipelines.fetching.delivering import deliver_fetched
    from pipelines.fetching.kolada import ADDRESS, fetch_kolada

    with progress("Hämtar från Kolada") as step:
        content = fetch_kolada(Client("Kolada"), address or ADDRESS, _years(from_year, moment), step)
    yield deliver_fetched(home, "kolada", content, _terms(moment, KOLADA, DATASET.name, accept_shrink))


def _scb(
    home: DataHome, address: str, from_year: int, moment: datetime, accept_shrink: str | None
) -> Iterator[Delivery]:
    from pipelines.contracts.befolkning import DATASET, FIRST_YEAR_OF_CKM, SCB_CKM
    from pipelines.fetching.client import Client
    from pipelines.fetching.delivering import deliver_fetched
    from pipelines.fetching.scb import ADDRESS, TABLES, fetch_scb

    with progress("Hämtar från SCB", len(TABLES)) as step:
        tables = fetch_scb(Client("SCB"), address or ADDRESS, _years(from_year, moment), step)
    if moment.year > FIRST_YEAR_OF_CKM and SCB_CKM not in {table.sender for table, _content in tables}:
        out().print(
            f"SCB svarade att befolkningen från {FIRST_YEAR_OF_CKM} inte finns. Det som har levererats förut gäller."
        )
    for table, content in tables:
        terms = _terms(moment, table.sender, DATASET.name, accept_shrink)
        yield deliver_fetched(home, f"scb_{table.name}", content, terms)


_Fetch = Callable[[DataHome, str, int, datetime, str | None], Iterator[Delivery]]
_FETCHED: dict[Source, _Fetch] = {Source.KOLADA: _kolada, Source.SCB: _scb}


def _years(first: int, moment: datetime) -> list[int]:
    """Through the year before: no figure of the year under way is published."""
    return list(range(first, moment.year))
