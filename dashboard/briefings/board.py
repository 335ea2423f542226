"""Nämndinformation: one kommun's figures for its socialnämnd, as a presentation and as two printed pages.

Of the internal figures the same is the administration's own (*Förvaltningens underlag*), and says what the nämnd gets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.briefings import country_page, gfo_pages, kommun_pages, method, referral_page, standing
from dashboard.briefings.changed import with_changed
from dashboard.briefings.facts import Facts
from dashboard.briefings.parts import Beside, Chart, Document, Lines, Page, Part, every, halved
from dashboard.briefings.pdf import pages_of
from dashboard.briefings.presentation import Presentation
from dashboard.briefings.rates import per_thousand_by_year

NAME = "Nämndinformation"
#: What is internal of it is called: a nämnd's own paper may be handed out.
INTERNAL_NAME = "Förvaltningens underlag"
_DEFINED = ("referrals_received", "referrals_matched", *kommun_pages.CHILDREN, "placement_cost")

# Beside a short table, on paper, and where they would take a third page.
_MOST, _FEWER = 4, 3
_PAGES = 2
# What GFO says of itself and of another figure than these is for its own pages.
_TOLD = {
    *_DEFINED,
    *referral_page.OUTCOMES,
    *kommun_pages.COSTS,
    *kommun_pages.SERVICES,
    *standing.OF_GFO,
    *gfo_pages.FIGURES,
}


def slides(facts: Facts, said: Presentation) -> Document:
    """A matter a slide; what is counted stands in the notes."""
    found = [
        gfo_pages.what_it_is(said),
        with_changed(standing.brief(facts), facts, lambda other: slides(other, said)),
        standing.newest_tertial(facts),
        standing.attending(facts),
        gfo_pages.year_in_figures(facts),
        *([standing.goals(facts)] if facts.public else []),
        referral_page.referrals(facts),
        kommun_pages.children(facts, by_year=True),
        kommun_pages.costs(facts),
        country_page.beside(facts),
        kommun_pages.share(facts),
        _services_and_ahead(facts, said),
        kommun_pages.comments(facts, about=_TOLD),
    ]
    pages = [halved(page) for page in found if page is not None]
    return _document(facts, (*pages, method.method(facts, pages, _DEFINED)))


def printed(facts: Facts, said: Presentation) -> Document:
    """The same on two pages: the figures that a nämnd asks for. For everybody with a chart of the kommun's children
    beside all of GFO's, and in the kommun's own with four lines of what is to be looked at, unless that takes a third
    page."""
    document = _printed(facts, rates=facts.public)
    if pages_of(document, facts.figures.release.as_of.date()) > _PAGES:
        return _printed(facts, rates=False, most=_FEWER)
    return document


def whole(facts: Facts, said: Presentation) -> Document:
    """All that either of them shows, of which the printed pages take what they have room for."""
    both = (slides(facts, said), _printed(facts, rates=True))
    return replace(both[0], pages=tuple(page for one in both for page in one.pages))


def _printed(facts: Facts, *, rates: bool, most: int = _MOST) -> Document:
    brief = with_changed(standing.brief(facts), facts, lambda other: _printed(other, rates=rates))
    of_gfo = standing.newest_tertial(facts, standing.OF_GFO if facts.public else standing.OF_GFO_IN_BRIEF)
    children = kommun_pages.children(facts, in_brief=True)
    referrals = referral_page.referrals(facts, in_brief=True)
    costs = kommun_pages.costs(facts, in_brief=True)
    comments = kommun_pages.comments(facts, most=3 if facts.public else 1, about=_TOLD)
    country = country_page.beside(facts, in_brief=True)
    share = kommun_pages.share(facts, in_brief=True)
    goals, year = standing.goals(facts), gfo_pages.year_in_figures(facts)
    found: tuple[Page | None, ...]
    if facts.public:
        # What is said of the kommuner per 1 000 stands under the charts of the same years, where those are all.
        beside = per_thousand_by_year(facts, country) if rates else country
        of_years = (referrals, comments, beside) if rates else (beside, referrals, comments)
        found = (brief, of_gfo, children, costs, *of_years, share, year, goals)
    else:
        if of_gfo and children and facts.period.kind != "year":
            # Two pages have room for it beside a chart only, and for none where GFO's year is the paper's own.
            children = replace(children, parts=(*children.parts, *of_gfo.parts))
        attending = standing.attending(facts, most=most)
        # What is short before what has large tables, so that the first page has no hole; GFO's year, which everybody's
        # paper has, where there are no targets.
        found = (
            brief,
            attending,
            referrals,
            comments,
            country,
            _alone(share),
            children,
            costs,
            goals or year,
        )
    pages = [halved(page) for page in _side_by_side([page for page in found if page is not None])]
    pages = explained(pages)
    pages[-1] = replace(pages[-1], parts=(*pages[-1].parts, Lines((method.source(facts),))))
    return _document(facts, tuple(pages))


def explained(pages: Sequence[Page]) -> list[Page]:
    """What a mark means, said under the first part that has it: on paper nobody looks for it on the last page."""
    found: list[Page] = []
    told: set[str] = set()
    for page in pages:
        parts: list[Part] = []
        for part in page.parts:
            new = tuple(said for said in method.signs((replace(page, parts=(part,)),)) if said not in told)
            told |= set(new)
            parts += [part, *([Lines((" ".join(new),))] if new else [])]
        found.append(replace(page, parts=tuple(parts)))
    return found


def _alone(share: Page | None) -> Page | None:
    """The kommun's own part of GFO's budget and why it changed: what the others pay, and both parts of the key, are in
    everybody's paper, and on the page."""
    if share is None:
        return None
    said = [line for part in every(share.parts) if isinstance(part, Lines) for line in part.sentences]
    return replace(share, parts=(Lines(tuple(said[:2])),))


def _side_by_side(pages: Sequence[Page]) -> list[Page]:
    """Two pages after each other that draw a chart each and no more are one, with the charts as its halves."""
    found: list[Page] = []
    for page in pages:
        before = _chart_alone(found[-1]) if found else None
        chart = _chart_alone(page)
        if before and chart:
            own, others = (
                [part for part in one.parts if isinstance(part, Lines)] for one in (found[-1], page)
            )
            # What is said of the second chart stands after its heading.
            said = " ".join([f"{page.title}.", *(line for part in others for line in part.sentences)])
            lines = [*own, Lines((said,))]
            halves = Beside(before, chart)
            note = "\n".join(filter(None, (found[-1].note, page.note)))
            found[-1] = Page(found[-1].title, (*lines, halves), note)
        else:
            found.append(page)
    return found


def _chart_alone(page: Page) -> Chart | None:
    """The chart of a page that has nothing else but sentences."""
    charts = [part for part in page.parts if isinstance(part, Chart)]
    others = [part for part in page.parts if not isinstance(part, Chart | Lines)]
    return charts[0] if len(charts) == 1 and not others else None


def _document(facts: Facts, pages: tuple[Page, ...]) -> Document:
    return Document(
        title=f"{NAME if facts.public else INTERNAL_NAME}, {facts.area.name}",
        subtitle=f"Familjehemsvården och GFO, {facts.with_months}",
        mark=facts.mark if facts.public else f"{facts.mark}; till nämnden går {NAME}en",
        foot=facts.foot,
        pages=pages,
    )


def _services_and_ahead(facts: Facts, said: Presentation) -> Page | None:
    """What GFO did for the homes, and what comes next."""
    done, ahead = kommun_pages.services(facts), Lines(said.framat, listed=True)
    if done is None or not said.framat:
        return done or (Page("Det här kommer sedan", (ahead,)) if said.framat else None)
    return replace(done, parts=(*done.parts, Lines(("Det här kommer sedan:",)), ahead))
