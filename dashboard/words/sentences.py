"""Swedish sentences made by rules from the same figures that the cards and charts show.

Every function takes values and words and gives whole sentences; none asks the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.published.records import Area, Comment, Definition, PeriodInfo, Release, Value
from dashboard.words import formats
from pipelines.periods import Period

# Counted things are "fler" and "färre"; amounts, days and shares are "högre" and "lägre".
_COUNTED = frozenset({"flow", "unique_flow", "during", "stock"})
DIRECTIONS = {
    "better": "Högre är bättre.",
    "worse": "Lägre är bättre.",
    "neither": "Varken högre eller lägre är bättre i sig.",
}


def joined(words: Sequence[str]) -> str:
    """`Timrå`, `Timrå och Ånge`, `Timrå, Ånge och Kramfors`."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " och " + words[-1]


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """The first letter small and the rest as it is, so that GFO stays GFO."""
    return text[:1].lower() + text[1:]


def label(period: str) -> str:
    """`2025T2` → `T2 2025`."""
    return Period.parse(period).label


def year_before(period: str) -> str:
    """The same period a year earlier, as an id."""
    return Period.parse(period).year_before().id


def header_line(area: Area, period: PeriodInfo | None, release: Release) -> tuple[str, ...]:
    """The parts of the header, in order; the page puts dots between them. No period where it changes nothing."""
    parts = [area.name]
    if period is not None:
        parts.append(period.label + (" (preliminärt)" if period.preliminary else ""))
    parts.append(f"uppgifter t.o.m. {formats.day(release.reporting_date)}")
    parts.append(f"version {release.build}")
    return tuple(parts)


def absence(value: Value, area: Area, label: str, names: Mapping[str, str]) -> str:
    """Why a figure is not there: hidden, or missing with its reason."""
    if value.status == "hidden":
        return "För få för att visas."
    reason, _, waiting = value.reason.partition(":")
    if reason == "ej_levererat":
        late = joined([names.get(code, code) for code in waiting.split(",")]) if waiting else area.name
        return f"Uppgift saknas: {late} har inte levererat {label}."
    return {
        "ej_med": f"Uppgift saknas: {area.name} var inte med i GFO {label}.",
        "fore_start": f"Uppgift saknas: leveranserna börjar efter {label}.",
        "inga_fall": f"Inga fall under {label}.",
        "ej_per_manad": "Uppgiften finns bara per tertial.",
    }.get(reason, "Uppgift saknas.")


_ABSENT = {"inga_fall": "inga fall", "ej_med": "inte med i GFO", "fore_start": "före de första leveranserna"}


def why_absent(value: Value) -> str:
    """A figure that is not there, in a few words for a cell or the end of a sentence."""
    if value.status == "hidden":
        return "för få för att visas"
    return _ABSENT.get(value.reason.partition(":")[0], "uppgift saknas")


FOLLOWED = "Preliminärt: uppföljningen är inte slut; siffran kan bara bli högre."
_UNDER_WAY = ", men perioden är inte slut."


def change(
    now: Value, before: Value, definition: Definition, before_label: str, *, followed: bool = False
) -> str:
    """How a figure stands against the same period a year earlier; both figures must be shown to be compared.

    `followed` says that the figure's follow-up is not over: it can only rise, so nothing is compared. A period
    under way is compared with words that it is.
    """
    if not now.shown or now.value is None:
        return ""
    if followed:
        return FOLLOWED
    said = _change(now.value, before, definition, before_label)
    compared = before.shown and now.preliminary
    return said.removesuffix(".") + _UNDER_WAY if compared else said


def _change(now: Decimal, before: Value, definition: Definition, before_label: str) -> str:
    if not before.shown or before.value is None:
        return f"Ingen jämförelse: {before_label} – {why_absent(before)}."
    unit = definition.unit
    was = formats.card_figure(before.value, before.status, unit, definition.decimals)
    difference = round(now, definition.decimals) - round(before.value, definition.decimals)
    if definition.measure in _COUNTED:
        if difference == 0:
            return f"Lika många som {before_label} ({was})."
        return f"{'Fler' if difference > 0 else 'Färre'} än {before_label} ({was})."
    if difference == 0:
        return f"Oförändrat sedan {before_label} ({was})."
    if definition.measure == "difference":
        was = formats.with_sign(before.value, was)
        return f"{'Gynnsammare' if difference > 0 else 'Ogynnsammare'} än {before_label} ({was})."
    word = _word(difference, unit)
    if formats.is_percent(unit):
        points = formats.percentage_points(abs(difference), definition.decimals)
        return f"{points} {word} än {before_label} ({was})."
    return f"{capitalised(word)} än {before_label} ({was})."


def _word(difference: Decimal, unit: str) -> str:
    """Amounts are higher or lower, times longer or shorter."""
    if unit == "dagar":
        return "längre" if difference > 0 else "kortare"
    return "högre" if difference > 0 else "lägre"


def _fewer_or_more(now: Decimal, before: Decimal) -> str:
    difference = now - before
    if difference == 0:
        return "lika många som"
    return f"{formats.number(abs(difference))} {'fler' if difference > 0 else 'färre'} än"


MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


def overview(
    figures: Mapping[str, tuple[Value, Value]],
    bank: Sequence[Value],
    area: Area,
    period: PeriodInfo,
    before: str,
) -> str:
    """The tertial in at most three sentences; a figure that is not shown is left out, never guessed.

    `figures` holds (this period, same period last year) by KPI id, `bank` every tertial's available homes.
    """
    lines: list[str] = []
    received, received_before = figures["referrals_received"]
    if received.shown and received.value is not None:
        count = formats.number(received.value)
        noun = "remiss" if received.value == 1 else "remisser"
        compared = ""
        under_way = received.preliminary
        if under_way and received_before.shown and received_before.value is not None:
            compared = f"; hela {label(before)} kom {formats.number(received_before.value)}"
        elif received_before.shown and received_before.value is not None:
            against = _fewer_or_more(received.value, received_before.value)
            compared = f", {against} samma tertial {before[:4]}"
        place = "in" if area.area == "GFO" else f"in från {area.name}"
        came = f"har hittills {count} {noun} kommit" if under_way else f"kom {count} {noun}"
        lines.append(f"Under {period.label} {came} {place}{compared}.")
    elif received.reason == "ej_med":
        lines.append(f"{area.name} var inte med i GFO {period.label}.")
    matched, _ = figures["referrals_matched"]
    through_gfo, _ = figures["referrals_matched_gfo"]
    if matched.shown and matched.value is not None:
        got = "har fått" if matched.preliminary else "fick"
        children = formats.number(matched.value) if matched.value else "Inget"
        sentence = f"{children} barn {got} ett hem"
        if through_gfo.shown and through_gfo.value is not None and matched.value > 0:
            sentence += _through_gfo(matched.value, through_gfo.value)
        lines.append(sentence + ".")
    homes, _ = figures["bank_homes_available"]
    if homes.shown and homes.value is not None:
        noun = "tillgängligt familjehem" if homes.value == 1 else "tillgängliga familjehem"
        where = "banken" if area.area == "GFO" else area.name
        # The last day of a tertial under way has not come, and its lowest figure may be yet to come.
        day, rank = f"Den sista {MONTHS[period.last_day.month - 1]}", record(bank, period.period)
        if homes.preliminary:
            day, rank = "Den senaste dagen med uppgifter", ""
        lines.append(f"{day} fanns {formats.number(homes.value)} {noun} i {where}{rank}.")
    return " ".join(lines)


def trend(series: Sequence[Value], definition: Definition, area: Area, labels: Mapping[str, str]) -> str:
    """The text alternative of a trend chart: span, lowest, highest, latest, and what is not shown."""
    shown = [value for value in series if value.shown and value.value is not None]
    if not shown:
        return f"{definition.name}, {area.name}: inga uppgifter att visa."

    def told(value: Value) -> str:
        figure = formats.figure(value.value, value.status, definition.unit, definition.decimals)
        return f"{figure} ({labels[value.period]})"

    lowest = min(shown, key=lambda value: value.value or 0)
    highest = max(shown, key=lambda value: value.value or 0)
    parts = [
        f"{definition.name} för {area.name}, {labels[series[0].period]}–{labels[series[-1].period]}.",
        f"Lägst {told(lowest)}, högst {told(highest)}, senast {told(shown[-1])}.",
    ]
    hidden = [labels[value.period] for value in series if value.status == "hidden"]
    missing = [labels[value.period] for value in series if value.status == "missing"]
    if hidden:
        parts.append(f"För få för att visas: {_span(hidden)}.")
    if missing:
        parts.append(f"Uppgift saknas: {_span(missing)}.")
    return " ".join(parts)


def _span(labels: Sequence[str]) -> str:
    """A few labels in full, many as a count with the first and the last."""
    if len(labels) <= 4:
        return joined(labels)
    return f"{len(labels)} perioder, från {labels[0]} till {labels[-1]}"


def trend_title(now: Value, before: Value, definition: Definition, label: str, before_label: str) -> str:
    """A chart's title as a sentence: what it shows now, and against a year earlier unless it is preliminary."""
    if not now.shown or now.value is None:
        return f"{definition.name} per tertial"
    told = formats.figure(now.value, now.status, definition.unit, definition.decimals)
    if now.preliminary:
        return f"{definition.name}: {told} hittills för {label} (preliminärt)"
    if not before.shown or before.value is None:
        return f"{definition.name}: {told} under {label}"
    difference = round(now.value, definition.decimals) - round(before.value, definition.decimals)
    if difference == 0:
        return f"{definition.name}: {told} under {label}, som {before_label}"
    if definition.measure in _COUNTED:
        word = "fler" if difference > 0 else "färre"
        size = formats.number(abs(difference), definition.decimals)
    else:
        word = _word(difference, definition.unit)
        if formats.is_percent(definition.unit):
            size = formats.percentage_points(abs(difference), definition.decimals)
        else:
            size = formats.amount(abs(difference), definition.unit, definition.decimals)
    return f"{definition.name}: {told} under {label}, {size} {word} än {before_label}"


def largest_part(
    title: str, parts: Sequence[tuple[str, Sequence[Value]]], definition: Definition, period: str
) -> str:
    """`Vad formerna kostar – mest: HVB, 27,0 mnkr`; equals are named together, and nothing is said of none."""
    now = [(name, value) for name, series in parts for value in series if value.period == period]
    shown = [(name, value.value) for name, value in now if value.shown and value.value is not None]
    top = max((size for _name, size in shown), default=Decimal(0))
    # Where one of the parts is not shown, it may be the largest.
    if len(shown) < max(len(parts), 2) or top <= 0:
        return title
    largest = [name for name, size in shown if size == top]
    each = " vardera" if len(largest) > 1 else ""
    told = formats.card_figure(top, "ok", definition.unit, definition.decimals)
    most = "mest" if formats.is_money(definition.unit) else "flest"
    return f"{title} – {most}: {joined(largest)}, {told}{each}" if len(largest) < len(shown) else title


def record(series: Sequence[Value], period: str) -> str:
    """`, det lägsta sedan T3 2022` when no figure of more than a year before it reached as far; else nothing."""
    known = [v for v in series if v.shown and v.value is not None and v.period <= period]
    if not known or known[-1].period != period:
        return ""
    now = known[-1].value or Decimal(0)
    for word, as_far in (("lägsta", lambda other: other <= now), ("högsta", lambda other: other >= now)):
        former = [n for n, v in enumerate(known[:-1]) if v.value is not None and as_far(v.value)]
        since = len(known) - 1 - (former[-1] if former else -1)
        if since > 3:
            return (
                f", det {word} sedan {label(known[former[-1]].period)}"
                if former
                else f", det {word} hittills"
            )
    return ""


def _through_gfo(matched: Decimal, through: Decimal) -> str:
    if through == matched:
        return ", via GFO" if matched == 1 else ", alla via GFO"
    return ", inget via GFO" if through == 0 else f", {formats.number(through)} av dem via GFO"


def comments(found: Sequence[Comment], area: str) -> tuple[str, ...]:
    """Each comment with its day, in the order they are numbered on the chart; GFO's own is said to be GFO's."""
    return tuple(
        f"{formats.day(comment.day)}{', GFO' if comment.area != area != 'GFO' else ''}: {comment.text}"
        for comment in found
    )
