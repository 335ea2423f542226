"""The verb that waits: what lands in the inbox is delivered and built, and published only when asked to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.app import DONE, REFUSED, app, now, out, show_any, show_error
from pipelines.errors import ReaderError
from pipelines.home import DataHome, data_home
from pipelines.wording import counted

if TYPE_CHECKING:
    from pipelines.deliveries.inbox import Ingested


@app.command()
def watch(
    publish: Annotated[
        bool, typer.Option("--publish", help="Publicera också, när inget redan klart ändras.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Ta hand om det som ligger där och sluta.")] = False,
) -> None:
    """Leverera det som läggs i inkorgen (inbox/) och bygg om. Avsluta med Ctrl+C."""
    from pipelines.deliveries.inbox import Inbox, watch_inbox

    home = data_home()
    inbox = Inbox(home, now)
    out().print(f"Inkorg: {home.inbox}", soft_wrap=True)
    worst = DONE
    try:
        for arrivals in [inbox.take(settled=True)] if once else watch_inbox(inbox, Event()):
            worst = max(worst, _take(home, arrivals, publish))
    except KeyboardInterrupt:
        # The way to end it; whatever was under way is completed by the next watch.
        out().print("Avslutat.")
    if left := len(inbox.waiting()):
        out().print(f"{counted(left, 'fil', 'filer')} ligger kvar i inkorgen.")
    raise typer.Exit(worst)


def _take(home: DataHome, arrivals: Iterable[Ingested], publish_too: bool) -> int:
    """Say what became of a round of files, and build once when any of them was accepted."""
    from pipelines.cli.findings import show_delivery

    worst, accepted = DONE, False
    for arrived in arrivals:
        if arrived.delivery is not None:
            show_delivery(out(), home, arrived.delivery)
            accepted = accepted or arrived.delivery.accepted
            worst = max(worst, DONE if arrived.delivery.accepted else REFUSED)
        elif arrived.error is not None:
            worst = max(worst, show_any(arrived.error))
    return max(worst, _rebuild(home, now(), publish_too)) if accepted else worst


def _rebuild(home: DataHome, moment: datetime, publish_too: bool) -> int:
    """Build, and publish when asked to; what stops it is said and waits for a person."""
    from pipelines.cli.versions import build_with_progress, say_build, say_publication
    from pipelines.publishing.publication import publish

    try:
        say_build(build_with_progress(home, moment, moment.date(), moment))
        if publish_too:
            say_publication(publish(home, published_at=moment))
    except ReaderError as error:
        show_error(error)
        return REFUSED
    return 0
