"""What differs between a paper for everybody and what was public before it, which everybody may know; and whether a
newer version says otherwise what it tells: for whoever may see that version.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dashboard.blocks.changed_figures import before_and_now
from dashboard.briefings import gfo_pages, kommun_pages, referral_page, standing
from dashboard.briefings.facts import Facts
from dashboard.briefings.parts import Lines, Page, Part
from dashboard.published.changes import Change
from dashboard.published.figures import Figures
from dashboard.published.records import PeriodInfo
from dashboard.words import formats
from dashboard.words.grammar import joined, lowered
from dashboard.words.periods import spoken_day
from pipelines.reference import GFO

# As many are named; of more the rest are counted.
_NAMED = 6


def has_changed(facts: Facts, word: str, newest: Figures) -> bool:
    """Whether a figure of the paper that its own file does not hide is among what has changed since the meeting that
    the paper's figures are of. `word` is the kind of paper; a data file has every figure."""
    met = newest.meetings[0].build if newest.meetings else 0
    if str(met) != str(facts.figures.release.build):
        return False
    told = set(_told(facts, word))
    periods = facts.figures.labels
    return any(
        (word == "databok" or (change.kpi, change.period, area) in told)
        and facts.has(change.kpi)
        and change.period in periods
        and facts.figures.value(change.kpi, area, change.period).status != "hidden"
        for area in (facts.area.area, GFO)
        for change in newest.revised(area)
    )


def with_changed(page: Page, facts: Facts, word: str) -> Page:
    """The first page of a paper for everybody, with what it says otherwise than what was public before."""
    said = since_former(facts, word)
    if not said:
        return page
    parts: list[Part] = [
        replace(part, sentences=(*part.sentences, said)) if isinstance(part, Lines) else part
        for part in page.parts
    ]
    return replace(page, parts=tuple(parts))


def since_former(facts: Facts, word: str) -> str:
    """`Jämfört med det som var offentligt efter mötet den 10 juni 2026 har 1 siffra ändrats: barn i familjehem 2025
    (från 122 till 124).`; blank where nothing was public before."""
    if facts.former is None:
        return ""
    day = f" efter mötet den {spoken_day(facts.former_met)}" if facts.former_met else " i den förra versionen"
    found = list(changes(facts, word))
    if not found:
        return f"Ingen av siffrorna har ändrats av dem som var offentliga{day}."
    told = [_one(facts, change) for change in found[:_NAMED]]
    if len(found) > _NAMED:
        told.append(f"{formats.number(len(found) - _NAMED)} till")
    many = f"{formats.number(len(found))} {'siffra' if len(found) == 1 else 'siffror'}"
    return f"Jämfört med det som var offentligt{day} har {many} ändrats: {joined(told)}."


def changes(facts: Facts, word: str) -> Iterator[Change]:
    """The paper's figures that what was public before shows otherwise: of those that both files show, since what either
    hides must not be told by the other."""
    if facts.former is None:
        return
    for kpi, period, area in dict.fromkeys(_told(facts, word)):
        if not (facts.has(kpi) and facts.former.has(kpi)):
            continue
        now, was = (figures.value(kpi, area, period) for figures in (facts.figures, facts.former))
        if not (now.shown and was.shown) or now.value == was.value:
            continue
        name = facts.definition(kpi).name
        change = Change(kpi, name, area, period, was.value, was.status, now.value, now.status)
        before, after = before_and_now(change, facts.definition(kpi))
        if before.text != after.text:
            yield change


def _one(facts: Facts, change: Change) -> str:
    before, now = before_and_now(change, facts.definition(change.kpi))
    whose = " för hela GFO" if change.area == GFO else ""
    label = facts.figures.labels[change.period]
    return f"{lowered(change.name)} {label}{whose} (från {before.text} till {now.text})"


def _told(facts: Facts, word: str) -> Iterator[tuple[str, str, str]]:
    """The figures that stand in a paper, as (KPI, period, area)."""
    if word == "faktablad":
        yield from _of_fact_sheet(facts)
        return
    own = (*referral_page.OUTCOMES, referral_page.MATCHES, *kommun_pages.CHILDREN, *kommun_pages.COSTS)
    yield from ((kpi, year.period, facts.area.area) for kpi in own for year in facts.years)
    few = (*referral_page.OUTCOMES, referral_page.MATCHES)
    yield from ((kpi, block.period, facts.area.area) for kpi in few for block in facts.blocks)
    if facts.tertial is None:
        return
    tertials = [t for t in facts.figures.periods("tertial") if t.last_day <= facts.tertial.last_day]
    yield from ((standing.IN_CARE, t.period, facts.area.area) for t in tertials[-standing.BARS :])
    if word != "namndinformation":
        return
    yield from _of_gfo(facts, facts.tertial, standing.OF_GFO)
    yield from ((kpi, facts.last_year.period, GFO) for kpi in gfo_pages.FIGURES)


def _of_gfo(facts: Facts, tertial: PeriodInfo, kpis: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    both = (tertial, facts.figures.compared(tertial.period))
    yield from ((kpi, period.period, GFO) for kpi in kpis for period in both)


def _of_fact_sheet(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """All of GFO, and of its kommuner what stands beside each other."""
    yield from ((kpi, facts.last_year.period, GFO) for kpi in standing.ALOUD_IN_PUBLIC)
    if facts.tertial is None:
        return
    yield from _of_gfo(facts, facts.tertial, standing.OF_GFO_IN_BRIEF)
    for area in facts.figures.owners:
        yield standing.IN_CARE, facts.tertial.period, area.area
        yield from ((kpi, facts.last_year.period, area.area) for kpi in ("foster_children", "placement_cost"))
