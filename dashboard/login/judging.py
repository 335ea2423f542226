"""Whether somebody is let in: asked of every request that leaves with anything, and of every run of a page."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from dashboard.login import logged_out, refusals
from dashboard.login.refusals import Refusal
from dashboard.login.settings import LoginSettings
from dashboard.login.ticket import CLOCKS, LONGEST, Ticket, browser_of, opened
from pipelines.home.access_table import access_table


@dataclass(frozen=True)
class Person:
    """A reader who is let in: the name in words, what the table says, and the login."""

    name: str
    role: str
    kommun: str
    session: str

    @property
    def offered_to(self) -> str:
        """The login, and what it gives: a file that was offered to it is nobody's once either is another."""
        return f"{self.session} {self.role} {self.kommun}"


def judged(settings: LoginSettings, cookie: str, user_agent: str) -> Person | Refusal:
    """The reader behind a cookie and a browser's name, by the clock, the ended logins and the table as they are now."""
    ticket = opened(cookie, settings) if cookie else None
    if ticket is None:
        return refusals.NOBODY
    if ticket.issuer != settings.issuer:
        return replace(refusals.OTHER_PROVIDER, who=ticket.name)
    if not -CLOCKS <= time.time() - ticket.since < LONGEST:
        return replace(refusals.EXPIRED, who=ticket.name)
    if ticket.browser != browser_of(user_agent):
        return replace(refusals.OTHER_BROWSER, who=ticket.name)
    if logged_out.is_over(settings.home, ticket.session):
        return replace(refusals.LOGGED_OUT, who=ticket.name)
    return admitted(settings, ticket)


def admitted(settings: LoginSettings, ticket: Ticket, *, unverified: str = "") -> Person | Refusal:
    """The reader of a login that counts, if the table has him. `unverified`: an address that does not count."""
    table = access_table(settings.home)
    if table.problems:
        return replace(refusals.TABLE, who=ticket.name)
    row = table.find(ticket.issuer, ticket.subject, ticket.email)
    if row is None:
        return refusals.unknown(ticket.name, ticket.issuer, ticket.subject, said=unverified)
    return Person(ticket.name, row.role, row.kommun, ticket.session)
