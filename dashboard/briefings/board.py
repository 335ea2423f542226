"""Nämndinformation: one kommun's figures for its socialnämnd, as a presentation and as two printed pages."""

from __future__ import annotations

from dataclasses import replace

from dashboard.briefings import country_page, gfo_pages, kommun_pages
from dashboard.briefings.facts import Facts
from dashboard.briefings.parts import Document, Lines, Page, halved
from dashboard.briefings.presentation import Presentation

_DEFINED = ("referrals_received", "referrals_matched", *kommun_pages.CHILDREN, "placement_cost")


def slides(facts: Facts, said: Presentation) -> Document:
    """A matter a slide; what is counted stands in the notes."""
    found = [
        gfo_pages.what_it_is(said),
        kommun_pages.brief(facts),
        gfo_pages.year_in_figures(facts),
        kommun_pages.referrals(facts),
        kommun_pages.children(facts),
        kommun_pages.costs(facts),
        country_page.beside(facts),
        kommun_pages.share(facts),
        _services_and_ahead(facts, said),
        kommun_pages.comments(facts),
    ]
    pages = [halved(page) for page in found if page is not None]
    return _document(facts, (*pages, facts.method(pages, _DEFINED)))


def printed(facts: Facts, said: Presentation) -> Document:
    """The same on two pages: the figures that a nämnd asks for, and how they are counted."""
    found = [
        kommun_pages.brief(facts),
        kommun_pages.referrals(facts),
        kommun_pages.children(facts),
        kommun_pages.comments(facts, most=3),
        kommun_pages.costs(facts, in_brief=True),
        country_page.beside(facts, in_brief=True),
        kommun_pages.share(facts),
        gfo_pages.year_in_figures(facts),
    ]
    pages = [halved(page) for page in found if page is not None]
    return _document(facts, (*pages, facts.method(pages, ())))


def _document(facts: Facts, pages: tuple[Page, ...]) -> Document:
    to_whom = "Information till" if facts.public else "Underlag inför"
    return Document(
        title=f"{to_whom} socialnämnden i {facts.area.name}",
        subtitle=f"Familjehemsvården och GFO, {facts.spoken}",
        mark=facts.mark,
        foot=facts.foot,
        pages=pages,
    )


def _services_and_ahead(facts: Facts, said: Presentation) -> Page | None:
    """What GFO did for the homes, and what comes next."""
    done, ahead = kommun_pages.services(facts), Lines(said.framat, listed=True)
    if done is None or not said.framat:
        return done or (Page("Det här kommer sedan", (ahead,)) if said.framat else None)
    return replace(done, parts=(*done.parts, Lines(("Det här kommer sedan:",)), ahead))
