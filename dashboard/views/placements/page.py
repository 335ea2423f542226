"""Placeringar och kostnader: children by form, starts and ends, quality, cost by form, own homes beside bought ones."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.blocks import downloads, own_and_bought, pictures, summary, text
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.multiples import parts, parts_table
from dashboard.blocks.over_time import over_time
from dashboard.blocks.style import palette
from dashboard.blocks.told import standing, why_more, why_standing
from dashboard.charts.lines import draw_lines
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import series
from dashboard.words.cuts import PRICE_IN_PAPER, none_by_form, not_by_form
from dashboard.words.definitions import called
from dashboard.words.own_and_bought import forms_title
from dashboard.words.periods import each, per, so_far
from dashboard.words.tables import Cell, Sheet, Table, figure

_CHILDREN = ("placed_children", "children_in_care", "foster_children", "foster_children_consultant")
_MOVES = ("placements_started", "placements_ended", "replacements", "breakdowns")
_MONEY = ("placement_cost", "cost_per_care_day", "consultant_cost", "consultant_cost_share")


def view(reader: Reader) -> None:
    """The period in three sentences, children, moves, money, and the two kinds of foster home beside each other."""
    text.lead(summary.of_placements(reader))
    cards(reader, _CHILDREN, "Barnen")
    parts(
        reader,
        "children_in_care",
        "form",
        title="Var barnen bor",
        largest="Flest barn bor i {}",
        changed="{how} barn bor i {part}",
        sub=f"Barn i vård den sista dagen i {each(reader.period.kind)}, per placeringsform och på samma skala.",
        key="former",
    )
    cards(reader, _MOVES, "Början, slut och byten")
    over_time(reader, "replacements", "omplaceringar")
    cards(reader, _MONEY, "Kostnader")
    if why := why_more(reader):
        text.paragraph(why)
    parts(
        reader,
        "placement_cost",
        "form",
        title="Vad formerna kostar",
        largest="Mest kostar {}",
        changed="{part} kostar {how}",
        sub=f"Kronor {per(reader.period.kind)} och placeringsform, på samma skala.",
        key="kostnad-form",
    )
    _own_and_bought(reader)
    _by_form(reader)
    definitions(reader, [*_CHILDREN, *_MOVES, *_MONEY, "care_days"])


def _own_and_bought(reader: Reader) -> None:
    """A care day in an own home beside one in a consultant-supported home."""
    kpi, figures, area, kind = own_and_bought.KPI, reader.figures, reader.area, reader.period.kind
    lines, labels = own_and_bought.lines(reader), reader.figures.labels
    if not lines:
        return
    definition = figures.definition(kpi)
    comments = series.since(figures.comments(kpi, area.area), min(line[1][0].period for line in lines))
    pictures.chart(
        reader,
        draw_lines(lines, definition, labels, palette(), comments),
        name="Egna och köpta familjehem",
        title=own_and_bought.title(reader, lines),
        sub=f"Kronor per vårddygn, {per(kind)}, {area.name}. {why_standing(reader, kpi)}".rstrip(),
        describe=" ".join(
            f"{name}: {series.ends(values, definition, labels)}." for name, values, _s in lines
        ),
        said=own_and_bought.come_to(reader),
        notes=series.comments(comments, area.area),
        table=parts_table([(name, values) for name, values, _style in lines], definition, labels),
        area=area.area,
        key="egna-kopta",
        kpis=[kpi],
    )


def _by_form(reader: Reader) -> None:
    """The forms in one table: children, days, kronor, kronor a day, all of one period: the chosen one, or while any of
    them is awaited the last one that all are known for; what is not public of any form is left out."""
    figures, area = reader.figures, reader.selection.area
    words = figures.codes("placeringsform")
    known = [
        kpi
        for kpi in ("children_in_care", "care_days", "placement_cost", "cost_per_care_day")
        if figures.has(kpi)
    ]
    if not known:
        return
    period = min((standing(reader, kpi) for kpi in known), key=lambda one: one.last_day)
    label = so_far(period, figures.release.reporting_date)

    def cells(kpi: str, codes: Iterable[str]) -> list[Value]:
        return [figures.value(kpi, area, period.period, f"form={code}" if code else "") for code in codes]

    def is_known(value: Value) -> bool:
        return bool(value.value) or value.status == "hidden"

    kpis = [kpi for kpi in known if not reader.is_public or any(map(is_known, cells(kpi, words)))]
    listed = [code for code in words if any(is_known(value) for kpi in kpis for value in cells(kpi, [code]))]
    without = (
        ""
        if kpis == known
        else not_by_form([figures.definition(kpi).name for kpi in known if kpi not in kpis])
    )
    if without and figures.has("consultant_cost"):
        without = f"{without} {PRICE_IN_PAPER}"
    if not listed and reader.newest_before_meeting:
        return
    if not listed:
        by_year = period.kind != "year" and any(
            figures.series(kpi, area, "year", f"form={code}") for kpi in known for code in words
        )
        text.paragraph(none_by_form(label, is_public=reader.is_public, by_year=by_year))
        return
    rows: list[tuple[Cell, ...]] = [
        (word, *(figure(cells(kpi, [code])[0], figures.definition(kpi)) for kpi in kpis))
        for code, word in (*((code, words[code]) for code in listed), ("", "Alla former"))
    ]
    names = tuple(called(figures.definition(kpi)) for kpi in kpis)
    table = Table(("Placeringsform", *names), tuple(rows), total=len(rows) - 1)
    title = f"Barn, vårddygn och kostnad per form, {reader.area.name} {label}"
    every = ("", *listed)
    days, kronor = (
        dict(zip(every, cells(kpi, every), strict=True)) for kpi in ("care_days", "placement_cost")
    )
    forms = {words[code]: (days[code], kronor[code]) for code in listed}
    head = forms_title(forms, (days[""], kronor[""]), label)
    text.heading(head, f"{why_standing(reader, *kpis)} {without}".strip())
    text.show_table(table, title)
    sheet = Sheet("Placeringsformerna", title, table, area, kpis=tuple(kpis))
    downloads.offer(reader, sheet, "former-tabell")
