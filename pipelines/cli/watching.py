"""The verb that waits: what lands in the inbox is delivered and built, and published only when asked to."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.app import DONE, REFUSED, app, now, out, show_any, show_error
from pipelines.cli.keeping import UNTIL_CLOSED, interrupt, when_input_ends
from pipelines.errors import ReaderError
from pipelines.home import DataHome, data_home
from pipelines.home.in_inbox import laid_files
from pipelines.home.places import BUSY
from pipelines.wording import counted

if TYPE_CHECKING:
    from pipelines.deliveries.inbox import Ingested


@app.command()
def watch(
    publish: Annotated[
        bool, typer.Option("--publish", help="Publicera också, när inget redan klart ändras.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Ta hand om det som ligger där och sluta.")] = False,
    until_closed: Annotated[bool, typer.Option(UNTIL_CLOSED, hidden=True)] = False,
) -> None:
    """Leverera det som läggs i inkorgen (inbox/) och bygg om. Avsluta med Ctrl+C."""
    from pipelines.deliveries.inbox import Inbox, rounds

    home = data_home()
    if until_closed:
        when_input_ends(interrupt)
    inbox = Inbox(home, now)
    work = _Work(home, publish)
    out().print(f"Inkorg: {home.inbox}", soft_wrap=True)
    worst = DONE
    try:
        for arrivals in rounds(inbox, Event(), once=once):
            worst = max(worst, work.take(arrivals))
    except KeyboardInterrupt:
        # The way to end it; whatever was under way is completed by the next watch.
        out().print("Avslutat.")
    if left := len(laid_files(home)):
        out().print(f"{counted(left, 'fil', 'filer')} ligger kvar i inkorgen.")
    raise typer.Exit(worst)


class _Work:
    """What a watch does with its arrivals: a build is due until it has been made, also one that a killed watch left."""

    def __init__(self, home: DataHome, publish_too: bool) -> None:
        self.home = home
        self.publish_too = publish_too
        self.due: bool | None = None

    def take(self, arrivals: Iterable[Ingested]) -> int:
        """Say what became of a round of files, and build once when any of them was accepted."""
        from pipelines.cli.findings import show_delivery
        from pipelines.cli.versions import rebuild
        from pipelines.publishing.undone import tell_undone

        worst, came = DONE, False
        for arrived in arrivals:
            came = True
            if arrived.delivery is not None:
                show_delivery(out(), self.home, arrived.delivery)
                self.due = self.due or arrived.delivery.accepted
                worst = max(worst, DONE if arrived.delivery.accepted else REFUSED)
            elif arrived.error is not None:
                worst = max(worst, show_any(arrived.error))
        if came:
            tell_undone(self.home, now())
        try:
            if self.due is None:
                self.due = self._left_undone()
            if self.due:
                rebuild(self.home, now(), publish_too=self.publish_too)
        except ReaderError as error:
            if error.code == BUSY:
                # Said by nobody: it is done as soon as the other command has ended.
                return worst
            # What stops a build waits for a person, not for the next look at the inbox.
            self.due = False
            show_error(error)
            return REFUSED
        self.due = False
        return worst

    def _left_undone(self) -> bool:
        from pipelines.home.ledger import open_ledger
        from pipelines.publishing.builds import is_build_due, is_release_due

        if self.home.kind is None:
            return False
        with open_ledger(self.home) as ledger:
            return is_build_due(ledger) or (self.publish_too and is_release_due(self.home, ledger))
