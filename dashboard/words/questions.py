"""Questions that follow from figures: short, with the number in them, and neither a cause nor an order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from dashboard.published.records import Definition, Goal, Value
from dashboard.words import formats, targets
from dashboard.words.grammar import lowered
from dashboard.words.periods import period_label
from dashboard.words.search_words import SEARCH_WORDS
from pipelines.periods import Period

#: What is asked of what has become worse, of what is neither, of a cost, of reports, and of what may be chance.
WORSE = "vad behöver göras annorlunda?"
OTHER = "väntas det fortsätta, och vad betyder det i så fall?"
DEAR = "kan något göras annorlunda?"
REPORTED = "Vem går igenom dem, och till när?"
FOLLOW_UP = "Är det något att följa upp?"
# One, several, and where they are of a kommun.
_HAPPENED: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "referrals_received": ("remiss kom in", "remisser kom in", "från"),
        "referrals_returned_gfo": ("remiss lämnades tillbaka", "remisser lämnades tillbaka", "till"),
        "referrals_withdrawn_kommun": ("remiss återtogs", "remisser återtogs", "av"),
        "homes_left_bank": ("hem lämnade banken", "hem lämnade banken", "i"),
        "replacements": ("omplacering", "omplaceringar", "i"),
        "breakdowns": ("sammanbrott", "sammanbrott", "i"),
    }
)
# How a word begins that a meeting's own question says of figures, beside what readers search for.
_SAID: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "återl tillbaka": ("referrals_returned_gfo", "children_returned_gfo"),
        "återta": ("referrals_withdrawn_kommun", "children_withdrawn_kommun"),
        "inkom inflöde": ("referrals_received",),
        "match": ("match_rate", "referrals_matched", "matches", "days_to_match", "referrals_returned_gfo"),
        "vänta": ("referrals_open", "days_to_match", "days_to_decision"),
        "bank tillgäng": ("bank_homes_available", "bank_homes", "homes_left_bank", "homes_joined_bank"),
        "rekryt godkän utred": (
            "homes_approved", "enquiries_received", "enquiry_conversion", "days_to_approval",
        ),
        "avvik": ("deviations_reported", "deviations_open", "days_to_close_deviation"),
        "omplac": ("replacements",),
        "sammanbrott": ("breakdowns", "breakdown_rate"),
        "kosta kostn dyr hvb sis konsulent pengar budget": (
            "placement_cost", "cost_per_care_day", "consultant_cost_share", "gfo_deviation",
        ),
    }
)  # fmt: skip
#: What a question says that is of targets, whichever.
_OF_TARGETS = ("mål",)


def concerned(texts: Iterable[str]) -> frozenset[str]:
    """The KPIs that words of people's own are about, as their words tell it: rather one too many than a question
    twice."""
    words = [word.strip("”\"'().,:;?!") for text in texts for word in text.lower().split()]
    known = [*_SAID.items(), *SEARCH_WORDS.items()]
    return frozenset(kpi for starts, kpis in known if _begin(words, starts.split()) for kpi in kpis)


def of_targets(texts: Iterable[str]) -> bool:
    """Whether words of people's own are about targets as such."""
    return _begin([word for text in texts for word in text.lower().split()], _OF_TARGETS)


def _begin(words: Iterable[str], starts: Collection[str]) -> bool:
    return any(word.startswith(tuple(starts)) for word in words)


def target(goal: Goal, definition: Definition) -> str:
    """`Målet för godkända hem nås inte i den här takten (10 av 18, väntas bli 15): görs något mer före årsskiftet,
    eller ändras målet?` Of a target that `targets.verdict` says is not met."""
    beside, span = goal.beside, Period.parse(goal.beside.period)
    aimed, found = (
        formats.figure(number, "ok", definition.unit, definition.decimals)
        for number in (goal.target, beside.value or 0)
    )
    is_year = Period.parse(goal.period).kind == "year"
    whose = f"{lowered(definition.name)}{'' if is_year else f' {period_label(goal.period)}'}"
    is_over = targets.standing(goal, definition) is targets.Standing.MISSED
    if span.kind == "ytd":
        size = f"{found} av {aimed}" if definition.direction == "better" else f"{found}, målet {aimed}"
        size += "" if is_over else f", väntas bli {targets.pace(goal, definition)}"
    else:
        since = f" {targets.since(span)}" if span.kind == "rolling" else ""
        size = f"{found}{since}, målet {aimed}"
    more = "görs något mer före årsskiftet" if is_year and not is_over else "görs något mer"
    return f"Målet för {whose} {targets.verdict(goal, definition)} ({size}): {more}, eller ändras målet?"


def unusual(value: Value, usually: str, most: tuple[str, int] | None, definition: Definition) -> str:
    """`29 remisser lämnades tillbaka (vanligen 7–16), 13 av dem till Härnösand: vad behöver göras annorlunda?`, of a
    figure without words of its own `Bankens beläggning: 92 % (vanligen 60–75 %). Vad …?` `most`: the kommun with most
    of them, and how many."""
    asked = OTHER if definition.direction == "neither" else WORSE
    told = formats.figure(value.value, value.status, definition.unit, definition.decimals)
    beside = f" ({usually})" if usually else ""
    if definition.kpi not in _HAPPENED:
        return f"{definition.name}: {told}{beside}. {asked[:1].upper()}{asked[1:]}"
    one, many, where = _HAPPENED[definition.kpi]
    of_them = f", {formats.number(most[1])} av dem {where} {most[0]}" if most else ""
    return f"{told if value.value else 'Inga'} {one if value.value == 1 else many}{beside}{of_them}: {asked}"


def dearer(what: str, now: str, before: str, when: str) -> str:
    """`HVB kostade 17,81 mnkr, mot 12,72 mnkr T2 2025: kan något göras annorlunda?`"""
    return f"{what} kostade {now}, mot {before} {when}: {DEAR}"
