"""Placeringar och kostnader: children by form, starts and ends, quality, cost by form, own homes beside bought ones."""

from __future__ import annotations

from dashboard.blocks import own_and_bought, pictures, summary, text
from dashboard.blocks.begun_and_ended import begun_in, why_ended
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.multiples import parts, parts_table
from dashboard.blocks.of_each import of_each
from dashboard.blocks.style import palette
from dashboard.blocks.told import why_standing
from dashboard.blocks.told_cost import why_more
from dashboard.charts.lines import draw_lines
from dashboard.reader.reader import Reader
from dashboard.views.placements import by_form
from dashboard.words import series
from dashboard.words.own_and_bought import short
from dashboard.words.periods import each, per

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
    for said in filter(None, (begun_in(reader), why_ended(reader))):
        text.paragraph(said)
    cards(reader, _MONEY, "Kostnader")
    if why := why_more(reader):
        text.paragraph(why)
    of_each(reader, "placement_cost")
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
    by_form.section(reader)
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
        draw_lines(
            lines,
            definition,
            labels,
            palette(),
            comments,
            short={name: short(name) for name, *_rest in lines},
        ),
        name="Egna och köpta familjehem",
        title=own_and_bought.title(reader, lines),
        sub=f"Kronor per vårddygn, {per(kind)}, {area.name}. {why_standing(reader, kpi)}".rstrip(),
        describe=" ".join(
            f"{name}: {series.ends(values, definition, labels)}." for name, values, _s in lines
        ),
        said=" ".join(filter(None, (own_and_bought.since_before(reader), own_and_bought.come_to(reader)))),
        notes=series.comments(comments, area.area),
        table=parts_table([(name, values) for name, values, _style in lines], definition, labels),
        area=area.area,
        key="egna-kopta",
        kpis=[kpi],
    )
