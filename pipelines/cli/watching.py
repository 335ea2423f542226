"""The verb that waits: what lands in the inbox is delivered and built, and published only when asked to."""

from __future__ import annotations

from datetime import datetime
from threading import Event
from typing import Annotated

import typer

from pipelines.cli.app import DONE, REFUSED, app, now, out, show_any, show_error
from pipelines.errors import ReaderError
from pipelines.home import DataHome, data_home


@app.command()
def watch(
    publish: Annotated[
        bool, typer.Option("--publish", help="Publicera också, när inget redan klart ändras.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Ta hand om det som ligger där och sluta.")] = False,
) -> None:
    """Leverera det som läggs i inkorgen (inbox/) och bygg om. Avsluta med Ctrl+C."""
    from pipelines.cli.findings import show_delivery
    from pipelines.deliveries.watching import Inbox, watch_inbox

    home = data_home()
    inbox = Inbox(home, now)
    out().print(f"Inkorg: {home.inbox}", soft_wrap=True)
    worst = 0
    for arrivals in [inbox.take(settled=True)] if once else watch_inbox(inbox, Event()):
        accepted = False
        for arrived in arrivals:
            if arrived.delivery is not None:
                show_delivery(out(), home, arrived.delivery)
                accepted = accepted or arrived.delivery.accepted
                worst = max(worst, DONE if arrived.delivery.accepted else REFUSED)
            elif arrived.error is not None:
                worst = max(worst, show_any(arrived.error))
        # One build a round, however many files it brought.
        if accepted:
            worst = max(worst, _rebuild(home, now(), publish))
    if left := len(inbox.waiting()):
        out().print(f"{left} {'fil' if left == 1 else 'filer'} ligger kvar i inkorgen.")
    raise typer.Exit(worst)


def _rebuild(home: DataHome, moment: datetime, publish_too: bool) -> int:
    """Build, and publish when asked to; what stops it is said and waits for a person."""
    from pipelines.cli import building
    from pipelines.publishing import publish

    try:
        building._say_build(building._build(home, moment, moment.date(), moment))
        if publish_too:
            building._say_publication(publish(home, published_at=moment))
    except ReaderError as error:
        show_error(error)
        return REFUSED
    return 0
