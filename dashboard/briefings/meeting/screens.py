"""The screens of a meeting: each one message, made of the figures that the reader has chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dashboard.blocks import attention, summary
from dashboard.blocks.budget_so_far import is_year_over, so_far
from dashboard.blocks.changed_figures import deliveries_of, example, headlines_first
from dashboard.blocks.foreseen import foreseen_then
from dashboard.blocks.headlines import Row, by_topic, former_of
from dashboard.blocks.proposals import leaving_words, proposal, proposal_words
from dashboard.blocks.told import in_brief as briefly
from dashboard.blocks.told import known_before
from dashboard.briefings.meeting.goals import goals
from dashboard.briefings.meeting.screen import Screen
from dashboard.briefings.parts import Beside, Big, Chart, Grid, Lines, Look, Part, Series, filled, one_series
from dashboard.published.outlook import OPEN
from dashboard.published.partial import partial_figure
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import balance, bank, causes, economy, formats
from dashboard.words.absence import absence, each_last_known, is_awaited, last_known, waits_for
from dashboard.words.attention import revised
from dashboard.words.changes import fewer_or_more
from dashboard.words.grammar import capitalised
from dashboard.words.own_and_bought import FORMS, beside_title
from dashboard.words.periods import beside, period_label, spoken_day, when
from dashboard.words.series import latest
from dashboard.words.summary import most_of
from dashboard.words.tables import Amount, Table
from dashboard.words.topics import HEADLINE_TOPICS, HEADLINE_TOPICS_OF_A_KOMMUN
from dashboard.words.uncertainty import of_how_many
from pipelines.reference import GFO

#: The screen that a proposal's door leads to.
PROPOSAL = "tankom"
_COLUMNS = 9
_LARGE = ("referrals_received", "bank_homes_available", "children_in_care")
_ROWS = 9
_CAUSES = 5
_PERIODS = 6


def situation(reader: Reader) -> Screen | None:
    """Three figures and what is said of the period."""
    rows = {row.kpi: row for _topic, found in by_topic(reader) for row in found}
    large = tuple(
        (
            row.value,
            row.name,
            last_known(*row.known)
            if row.known
            else _against(reader.compared.label, reader.now_and_before(row.kpi)[1], ""),
        )
        for row in (rows[kpi] for kpi in _LARGE if kpi in rows)
    )
    told = Lines(tuple(summary.sentences(reader)))
    return Screen(f"Läget {reader.period_said}", (Big(large), told) if large else (told,))


def attend(reader: Reader) -> Screen | None:
    """What stands out, the weightiest first."""
    every = attention.in_papers(reader)
    found = every[: attention.MOST]
    if not found:
        return Screen("Att uppmärksamma", (Lines((attention.nothing(reader),)),))
    table = Table(("", ""), tuple((line.what, line.sentence) for line in found))
    return Screen(most_of("Att uppmärksamma", len(found), len(every)), (Grid("Att uppmärksamma", table),))


def in_brief(reader: Reader) -> Screen | None:
    """Every headline figure, in two tables beside each other."""
    of_kommun = reader.selection.area != GFO
    topics = by_topic(reader, HEADLINE_TOPICS_OF_A_KOMMUN if of_kommun else HEADLINE_TOPICS)
    rows = [row for _topic, found in topics for row in found]
    if not rows:
        return None
    half = (len(rows) + 1) // 2
    former = former_of(reader.figures, reader.period)
    # A kommun's rows are more, and leave no room for a third number.
    before = former.label if former and not of_kommun else ""
    head = ("Nyckeltal", reader.period.label, reader.compared.label, before, "Ovanligt")

    def told(row: Row) -> tuple[str, str, str, str, str]:
        # A share of a kommun's few referrals says nothing without them.
        few = of_how_many(reader.now_and_before(row.kpi)[0]) if row.kpi == "match_rate" else ""
        value = f"{row.value} ({few})" if few else row.value
        return (row.name, value, row.before, row.last if before else "", row.mark)

    left, right = (
        filled(name, Table(head, tuple(told(row) for row in one)), {1, 2, 3})
        for name, one in (("Nyckeltal, första halvan", rows[:half]), ("Nyckeltal, andra halvan", rows[half:]))
    )
    known = each_last_known((row.name, row.change, *row.known) for row in rows if row.known)
    return Screen("Nyckeltalen i korthet", (Beside(left, right), *([Lines(tuple(known))] if known else [])))


def referrals(reader: Reader) -> Screen | None:
    """The period's referrals as a balance."""
    flow = reader.figures.referral_flow(reader.selection.area, reader.selection.period)
    under_way = reader.period.preliminary
    steps = balance.steps_of(flow, under_way=under_way) if flow else None
    if steps is None:
        return _awaited(reader, "referrals_received")
    title = balance.balance_title(steps, reader.period_said, under_way=under_way)
    rows = [(name, Amount(size), "") for name, size, _kind in steps]
    said = balance.balance(steps, under_way=under_way)
    return Screen(title, (one_series(rows, title=title, described=said, front=steps[-1][0]),))


def the_bank(reader: Reader) -> Screen | None:
    """Homes by status, the latest periods."""
    figures, area, chosen = reader.figures, reader.selection.area, reader.selection.period
    kind = reader.period.kind
    found = [row for row in figures.home_bank(area, kind) if row.period <= chosen][-_COLUMNS:]
    if not found:
        return None
    available = latest(figures.series("bank_homes_available", area, kind), chosen)
    kinds: tuple[tuple[str, Look, list[int | None]], ...] = (
        ("Tillgängliga", "front", [row.available for row in found]),
        ("Upptagna", "back", [row.occupied for row in found]),
        ("Vilande", "pale", [row.resting for row in found]),
    )
    title = bank.bank_title(available, figures.labels, chosen)
    chart = Chart(
        "stacked",
        tuple(figures.labels[row.period] for row in found),
        tuple(Series(word, tuple(Amount(n) for n in homes), look) for word, look, homes in kinds),
        title=title,
    )
    return Screen(title, (chart,))


def ahead(reader: Reader) -> Screen | None:
    """What is expected of the coming tertials, for GFO as a whole; of an old period that is known by now."""
    if not reader.looks_ahead:
        return None
    outlook = reader.figures.outlook
    outlook_of, found = outlook.summary, outlook.expected
    expected = [one for one in found if one.measure == OPEN and not one.more_homes]
    if outlook_of is None or not expected:
        return None
    last = expected[-1]
    title = bank.outlook_title(last.lower, last.upper, outlook_of.open_now, period_label(last.period))
    large = [(formats.number(outlook_of.open_now), "pågående remisser nu", "")] + [
        (
            formats.number(one.median),
            f"väntas {period_label(one.period)}",
            f"mellan {formats.number(one.lower)} och {formats.number(one.upper)}",
        )
        for one in expected
    ]
    told = [line for line in outlook_of.sentences.splitlines() if line][:1]
    told.append(
        capitalised(bank.interval_said(outlook.held, "spannen", calibrated=outlook.is_calibrated)) + "."
    )
    body = (Big(tuple(large)), Lines(tuple(line for line in (foreseen_then(reader), *told) if line)))
    return Screen(title, body, of_gfo=True)


def placements(reader: Reader) -> Screen | None:
    """The children by form, beside the compared period."""
    kpi, figures = "children_in_care", reader.figures
    value, before = reader.now_and_before(kpi)
    if not value.shown or value.value is None:
        return _awaited(reader, kpi)
    words, when = figures.codes("placeringsform"), beside(reader.compared, "stock")
    rows = []
    for form, word in words.items():
        now, was = reader.now_and_before(kpi, f"form={form}")
        if now.status == "hidden" or now.value or was.value:
            against = _against(when, was, "")
            rows.append((word, Amount(now.value, status=now.status), against))
    rows.sort(key=lambda row: -(row[1].number or 0))
    title = f"{formats.number(value.value)} barn i vård"
    if before.shown and before.value is not None:
        title += f", {fewer_or_more(value.value, before.value)} {when}"
    return Screen(title, (one_series(rows, title=title),))


def _awaited(reader: Reader, kpi: str, *, of_gfo: bool = False) -> Screen | None:
    """What stands in place of a screen whose figure somebody has not delivered: whom it waits for, and the last one
    known, with its period. No screen where it is missing for another reason."""
    figures, area = reader.figures, reader.area
    if not figures.has(kpi) or not is_awaited(now := reader.now_and_before(kpi)[0]):
        return None
    definition, large = figures.definition(kpi), []
    if known := known_before(figures, now, definition):
        large.append((known[0], f"senast kända, {known[1]}", ""))
    part = partial_figure(figures.source, kpi, now.period) if area.area == GFO else None
    if part and part.value is not None:
        who = f"de {part.kommuner} kommuner" if part.kommuner > 1 else "den kommun"
        against = ""
        if part.compared_value is not None:
            was = replace(now, value=part.compared_value, status="ok")
            against = f"{reader.compared.label}: {briefly(was, definition)}"
        of_those = replace(now, value=part.value, status="ok")
        large.append((briefly(of_those, definition), f"bara {who} som har levererat", against))
    told = Lines((absence(now, area, reader.period.label, figures.names, reader.audience),))
    body = (Big(tuple(large)), told) if large else (told,)
    return Screen(f"{definition.name} {waits_for(now, figures.names, reader.audience)}", body, of_gfo)


def _against(when: str, was: Value, unit: str) -> str:
    """What a figure is set beside; nothing where there is none."""
    return "" if was.status == "missing" else f"{when}: {formats.figure(was.value, was.status, unit)}"


def daily_cost(reader: Reader) -> Screen | None:
    """A care day in a bought home beside an own one; while it is awaited, the forms' last known."""
    figures, area, kind = reader.figures, reader.selection.area, reader.period.kind
    words, kpi = figures.codes("placeringsform"), "cost_per_care_day"
    forms = [(words.get(form, form), figures.series(kpi, area, kind, f"form={form}"), form) for form in FORMS]
    shown = []
    for name, _series, form in forms:
        now, was = reader.now_and_before(kpi, f"form={form}")
        if now.shown and now.value is not None:
            against = _against(reader.compared.label, was, "kr")
            shown.append((formats.kronor(now.value), f"{name}, per dygn", against))
    if not shown:
        if waiting := _awaited(reader, kpi):
            *figures_known, why = waiting.body
            return replace(waiting, body=(*figures_known, _over_time(reader, forms), why))
        return None
    title = beside_title(forms, reader.selection.period, figures.labels)
    return Screen(title, (Big(tuple(shown)), _over_time(reader, forms)))


def _over_time(reader: Reader, forms: Sequence[tuple[str, Sequence[Value], str]]) -> Grid:
    """The forms' cost of a care day over the latest periods."""
    labels, chosen = reader.figures.labels, reader.selection.period
    periods = [
        period.period for period in reader.figures.periods(reader.period.kind) if period.period <= chosen
    ]
    rows = []
    for name, series, _form in forms:
        by_period = {value.period: value for value in series}
        found = [by_period.get(period) for period in periods[-_PERIODS:]]
        rows.append(
            (name, *(formats.figure(v.value, v.status, "kr") if v else formats.MISSING for v in found))
        )
    head = ("Per vårddygn", *(labels[period] for period in periods[-_PERIODS:]))
    return filled("Per vårddygn", Table(head, tuple(rows)), set(range(1, len(head))))


def allocation(reader: Reader) -> Screen | None:
    """A kommun's cost of the newest year by the period's end, and its change."""
    figures, last = reader.figures, reader.period.last_day.year
    year = max((year for year in figures.allocation_years if year <= last), default=None)
    if year is None:
        return None
    former = {row.area: row for row in figures.allocation(year - 1)}
    rows = []
    for row in figures.allocation(year):
        was = former.get(row.area)
        change = ""
        # A part of a year says nothing of a whole one.
        if was and was.months == row.months:
            step = row.amount_sek - was.amount_sek
            change = f"{formats.with_sign(step, formats.short_kronor(step))} mot {year - 1}"
        name = figures.names.get(row.area, row.area)
        rows.append((name, Amount(row.amount_sek, "kr"), change))
    total = sum(row.amount_sek for row in figures.allocation(year))
    title = f"Kommunerna delar {formats.kronor(total)} för {year}"
    bars = one_series(rows, title=title, front=reader.area.name)
    return Screen(title, (bars,), of_gfo=True)


def what_if(reader: Reader) -> Screen | None:
    """The proposal that the address holds, with all that it assumes; none unless *Fördelning* led here."""
    years, chosen = reader.figures.allocation_years, dict(reader.selection.choices)
    year = next((year for year in years if str(year) == chosen.get("ar")), None)
    asked = proposal.asked_for(reader.figures, year, reader.selection) if year else None
    if asked is None or reader.is_public:
        return None
    names, named = asked.names, proposal_words.named(asked.scenario, asked.names)
    compared, why_not = proposal_words.tried(asked)
    if compared is None:
        return Screen(f"{named}, {year}", (Lines(why_not),), of_gfo=True)
    rows = [
        (
            names[code],
            Amount(compared.amount(compared.proposed, code), "kr"),
            leaving_words.beside(asked, compared, code),
        )
        for code in compared.codes
    ]
    own = proposal_words.own_result(compared, names, reader.selection.area)
    title = f"Tänk om: {own or proposal_words.result(compared, names)}"
    bars = one_series(rows, title=title, front=reader.area.name)
    further = leaving_words.year_after(asked, compared)
    told = Lines((f"{named}, {year}. {proposal_words.assumptions(asked)} {further}".rstrip(),))
    return Screen(title, (bars, told), of_gfo=True)


def money(reader: Reader) -> Screen | None:
    """GFO's tertial against its budget, and the year as it is foreseen."""
    figures, period = reader.figures, reader.selection.period
    budget, outcome, foreseen = (
        figures.value(kpi, GFO, period) for kpi in ("gfo_budget", "gfo_outcome", "gfo_prognosis")
    )
    if not budget.shown or not outcome.shown:
        return _awaited(reader.of_gfo, "gfo_outcome", of_gfo=True)
    year, year_so_far = int(period[:4]), so_far(figures, period) if reader.period.kind == "tertial" else None
    title = economy.economy_title(budget, outcome, reader.period_said)
    over = is_year_over(figures, reader.period)
    whole = 0 if over else sum(row.amount_sek for row in figures.allocation(year))
    rows = [
        (word, Amount(round(amount), "kr"), "")
        for word, amount in (
            (f"Utfall {reader.period.label}", outcome.value),
            (f"Budget {reader.period.label}", budget.value),
            *(
                (
                    (f"Utfall {year_so_far.label}", year_so_far.outcome),
                    (f"Budget {year_so_far.label}", year_so_far.budget),
                )
                if year_so_far and year_so_far.tertials > 1
                else ()
            ),
            (f"Väntat för hela {year}", foreseen.value if foreseen.shown and not over else None),
            (f"Budget för hela {year}", whole or None),
        )
        if amount is not None
    ]
    told = economy.prognosis(foreseen, whole, str(year))
    bars = one_series(rows, title=title, front=rows[0][0])
    return Screen(title, (bars, *([Lines((told,))] if told else [])), of_gfo=True)


def deviations(reader: Reader) -> Screen | None:
    """What went wrong in the cooperation, by category."""
    figures, kpi = reader.figures, "deviations_reported"
    now, was = reader.now_and_before(kpi)
    still, _ = reader.now_and_before("deviations_open")
    if not now.shown or now.value is None:
        return _awaited(reader, kpi)
    noun = "avvikelse" if now.value == 1 else "avvikelser"
    count = formats.number(now.value) if now.value else "Inga"
    title = f"{count} {noun} rapporterades under {reader.period_said}"
    if was.shown and was.value is not None:
        title += f", mot {formats.number(was.value) if was.value else 'inga'} {reader.compared.label}"
    rows = []
    for code, word in figures.codes("kategori").items():
        part, _ = reader.now_and_before(kpi, f"kategori={code}")
        if part.value or part.status == "hidden":
            rows.append((word, Amount(part.value, status=part.status), ""))
    rows.sort(key=lambda row: -(row[1].number or 0))
    body: list[Part] = [one_series(rows, title=title)] if rows else []
    if still.shown and still.value is not None:
        day = when(reader.period, "stock", figures.release.reporting_date)
        every = f"Öppna avvikelser {day}, oavsett när de rapporterades: {formats.number(still.value)}."
        body.append(Lines((every,)))
    return Screen(title, tuple(body))


def changed(reader: Reader) -> Screen | None:
    """Why figures differ from what the last meeting saw, and one of each cause; no screen where none do."""
    figures = reader.figures
    if not figures.meetings or not reader.is_newest:
        return None
    since = f"den {spoken_day(figures.meetings[0].meeting_on)}"
    found = headlines_first(reader)
    if not found:
        return None
    rows, told = [], set[int]()
    named = deliveries_of(figures)
    every = causes.causes(found, named)
    for cause, places in every[:_CAUSES]:
        # Of each cause another figure, the headline ones first.
        place = next((place for place in places if place not in told), places[0])
        told.add(place)
        one = found[place]
        rows.append((cause, formats.number(len(places)), example(one, figures.definitions.get(one.kpi))))
    table = Table(("Orsak", "Siffror", "Till exempel"), tuple(rows))
    several = causes.several(found, named, left_out=len(every[_CAUSES:]))
    return Screen(
        revised(len(found), since).removesuffix("."),
        (Grid("Ändrade siffror", table, numbers=(1,)), *([Lines((several,))] if several else [])),
    )


SCREENS: Mapping[str, Callable[[Reader], Screen | None]] = {
    "laget": situation,
    "uppmarksamma": attend,
    "mal": goals,
    "nyckeltal": in_brief,
    "remisser": referrals,
    "banken": the_bank,
    "framat": ahead,
    "placeringar": placements,
    "dygnskostnad": daily_cost,
    "fordelning": allocation,
    PROPOSAL: what_if,
    "ekonomi": money,
    "avvikelser": deviations,
    "andrat": changed,
}
