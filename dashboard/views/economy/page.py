"""GFO:s ekonomi: budget, outcome and prognosis; a positive deviation is favourable."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dashboard.blocks import downloads, pictures, text
from dashboard.blocks.budget_so_far import SoFar, so_far, why_shorter
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.style import palette
from dashboard.charts.economy import Against, draw_economy
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import economy, series
from dashboard.words.absence import remark
from dashboard.words.grammar import capitalised
from dashboard.words.tables import Amount, Cell, Sheet, Table
from pipelines.reference import GFO, kommun_of

_CARDS = ("gfo_budget", "gfo_outcome", "gfo_deviation", "gfo_prognosis")


def view(reader: Reader) -> None:
    """Cards, budget against outcome, the items of the period."""
    figures, period = reader.figures, reader.selection.period
    year = period[:4]
    budget_of_year = sum(row.amount_sek for row in figures.allocations.of(int(year)))
    foreseen = figures.value("gfo_prognosis", GFO, period)
    told = so_far(figures, period)
    said = [economy.so_far(told.label, told.budget, told.outcome, whole=told.is_whole_year)] if told else []
    if told is None or not told.is_whole_year:
        said.append(economy.prognosis(foreseen, budget_of_year, year))
    text.lead(" ".join(filter(None, said)))
    if kommun_of(reader.audience) and not reader.is_met_on:
        text.note(economy.before_the_meeting(reader.period.label))
    # Of a year that is over there is an outcome, and nothing to foresee.
    cards(reader.of_gfo, _CARDS[:-1] if told and told.is_whole_year else _CARDS)
    if not all(figures.has(kpi) for kpi in ("gfo_budget", "gfo_outcome")):
        text.note("Ekonomin visas när GFO har levererat ekonomi.")
        return
    _year(reader, told, budget_of_year, foreseen)
    labels = figures.labels
    budget, outcome = figures.series("gfo_budget", GFO), figures.series("gfo_outcome", GFO)
    comments = series.since(figures.comments("gfo_outcome", GFO), outcome[0].period)
    tertials = [_against(b, o) for b, o in zip(budget, outcome, strict=False)]
    pictures.chart(
        reader,
        draw_economy(tertials, labels, palette(), comments, chosen=period),
        name="Budget och utfall",
        title=economy.economy_title(
            figures.value("gfo_budget", GFO, period),
            figures.value("gfo_outcome", GFO, period),
            labels.get(period, period),
        ),
        sub=f"Kronor mot budget per tertial, utan ägarnas bidrag; {economy.UPWARDS}.",
        describe=economy.each_beside_budget(
            [
                (labels[one.period], one.cost, one.budget)
                for one in tertials
                if one.cost is not None and one.budget is not None
            ]
        ),
        said=economy.IN_A_FILE,
        said_above=True,
        notes=series.comments(comments, GFO),
        table=Table(
            ("Period", "Budget", "Utfall", "Mot budget", "Anmärkning"),
            tuple(
                (labels[b.period], _kronor(b), _kronor(o), _left(one), remark(o))
                for b, o, one in zip(budget, outcome, tertials, strict=False)
            ),
        ),
        area=GFO,
        key="ekonomi",
        kpis=["gfo_budget", "gfo_outcome"],
    )
    _items(reader, told)
    definitions(reader, _CARDS)


def _year(reader: Reader, told: SoFar | None, budget: int, foreseen: Value) -> None:
    """The year so far against its budget, and beside it the whole year as it is foreseen; why not, where it is not."""
    if why := why_shorter(reader.figures, reader.selection.period):
        text.note(why)
    if told is None:
        return
    rows = [_row(f"Hittills, {told.label}", told.budget, Amount(told.outcome, "kr"))]
    if told.is_whole_year:
        rows = [_row(capitalised(told.label), told.budget, Amount(told.outcome, "kr"))]
    else:
        rows.append(_row(f"Hela {reader.selection.period[:4]}, prognos", budget or None, _kronor(foreseen)))
    title, notes = _so_far_title(told, budget)
    text.heading(title, " ".join([*notes, economy.WHOLE_TERTIALS]))
    cost = "Utfall" if told.is_whole_year else "Utfall eller prognos"
    table = Table(("Period", "Budget", cost, "Mot budget"), tuple(rows))
    text.show_table(table, title)
    kpis = ("gfo_budget", "gfo_outcome", "gfo_prognosis")
    downloads.offer(
        reader, Sheet("Hittills i år", title, table, GFO, said=(economy.IN_A_FILE,), kpis=kpis), "hittills"
    )


def _so_far_title(told: SoFar, budget: int) -> tuple[str, list[str]]:
    """What has been used of the year's budget; of a whole year, or without one, the difference, which of a first
    tertial is the chart's to say. And what the reader must know of it."""
    if budget and not told.is_whole_year:
        return economy.used_title(told.outcome, budget, told.last_day), [economy.gone(told.last_day)]
    if told.tertials == 1:
        return f"Hittills i år, {told.label}", []
    return economy.so_far_title(told.label, told.difference), []


def _against(budget: Value, outcome: Value) -> Against:
    known = budget.shown and outcome.shown
    return Against(
        budget.period,
        budget.value if known else None,
        outcome.value if known else None,
        outcome.status if budget.shown else budget.status,
    )


def _left(one: Against) -> Amount:
    return Amount(one.left, "kr", status=one.status, signed=True, sides=economy.COST_SIDES)


def _row(label: str, budget: Decimal | int | None, cost: Amount) -> tuple[Cell, ...]:
    """Budget, what it cost or is foreseen to, and the difference where both are known."""
    left = budget - Decimal(cost.number) if budget is not None and cost.number is not None else None
    return label, Amount(budget, "kr"), cost, Amount(left, "kr", signed=True, sides=economy.COST_SIDES)


def _items(reader: Reader, whole_so_far: SoFar | None) -> None:
    """Budget, outcome and deviation per item for the tertial, the deviation so far in the year where that is more than
    the tertial, and the full year: as foreseen then, or what it cost where it is over."""
    figures, period = reader.figures, reader.selection.period
    words = figures.codes("post")
    foreseen = {row.item: row.prognosis for row in figures.economy_items(period)}
    whole = figures.value("gfo_prognosis", GFO, period)
    over = whole_so_far is not None and whole_so_far.is_whole_year
    more = whole_so_far is not None and whole_so_far.tertials > 1 and not why_shorter(figures, period)
    rows: list[tuple[Cell, ...]] = []
    deviations: dict[str, Decimal] = {}
    for code, word in (*words.items(), ("", "Summa")):
        cut = f"post={code}" if code else ""
        found = [
            figures.value(kpi, GFO, period, cut) for kpi in ("gfo_budget", "gfo_outcome", "gfo_deviation")
        ]
        if code and not any(value.shown for value in found):
            continue
        prognosis = foreseen.get(code) if code else whole.value
        # Income is negative in the other columns, so that the items add up to the sum.
        signed = -prognosis if code == "intakter" and prognosis is not None else prognosis
        budget, outcome, deviation = (_kronor(value) for value in found)
        if code and found[-1].shown and found[-1].value is not None:
            deviations[word] = found[-1].value
        of_item = so_far(figures, period, cut) if more else None
        if over:
            signed = of_item.outcome if of_item else None
        sides = economy.INCOME_SIDES if code == "intakter" else economy.COST_SIDES
        against = replace(deviation, signed=True, sides=sides)
        further = (
            [replace(against, value=of_item.difference if of_item else None, status="ok")] if more else []
        )
        rows.append((word, budget, outcome, against, *further, Amount(signed, "kr")))
    if len(rows) > 1:
        label = reader.period.label
        text.heading(economy.items_title(deviations, label, words.get("intakter", "")))
        further_head = ("Mot budget hittills i år",) if more else ()
        head = (
            "Post",
            "Budget",
            "Utfall",
            "Mot budget",
            *further_head,
            f"Utfall hela {period[:4]}" if over else "Prognos för helåret",
        )
        table = Table(head, tuple(rows), total=len(rows) - 1)
        title = f"GFO:s ekonomi per post, {label}"
        text.show_table(table, title)
        kpis = ("gfo_budget", "gfo_outcome", "gfo_deviation")
        downloads.offer(
            reader,
            Sheet("Ekonomin per post", title, table, GFO, said=(economy.IN_A_FILE,), kpis=kpis),
            "poster",
        )


def _kronor(value: Value) -> Amount:
    return Amount(value.value, "kr", status=value.status)
