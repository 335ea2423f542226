"""The period in at most three sentences, of what the file holds for the chosen area."""

from __future__ import annotations

from dashboard.blocks.attention import judged_here
from dashboard.reader.reader import Reader
from dashboard.words import summary as words

_IN_SENTENCES = ("referrals_received", "referrals_matched", "referrals_matched_gfo", "bank_homes_available")


def sentences(reader: Reader) -> list[str]:
    """What stands out first, then how the period went."""
    figures, area, period, before = reader.figures, reader.area, reader.period, reader.compared
    told = {kpi: reader.now_and_before(kpi) for kpi in _IN_SENTENCES}
    unusual = [
        (figures.definition(said.kpi), said.side or 0, reader.now_and_before(said.kpi)[0])
        for said in judged_here(reader)
    ]
    bank = figures.series("bank_homes_available", area.area, period.kind)
    return words.overview(unusual, told, bank, area, period, before, figures.release.reporting_date)


def of_referrals(reader: Reader) -> str:
    """How many referrals came and how many children got a home; blank where neither is known."""
    told = {kpi: reader.now_and_before(kpi) for kpi in _IN_SENTENCES}
    reached = reader.figures.release.reporting_date
    return words.referrals(told, reader.area, reader.period, reader.compared, reached)
