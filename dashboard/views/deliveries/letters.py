"""A text to a sender of what is missing: which register, which tertial, which day, where to send it, whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.blocks.letters import ANSWER, WHOLE
from dashboard.blocks.letters import letter as written
from dashboard.published.deliveries import ExpectedDelivery
from dashboard.words.grammar import joined
from dashboard.words.periods import period_label, spoken_day
from pipelines.periods import Period


@dataclass(frozen=True)
class Missing:
    """A register by the name that its sender knows, and what is awaited of it."""

    register: str
    row: ExpectedDelivery


def letter(sender: str, missing: Sequence[Missing], made: date, hand_in: str, ask: str) -> str:
    """As it was on the day `made`; `hand_in` and `ask` are the home's own sentences, the second blank for none."""
    return written(
        f"GFO väntar på uppgifter från {sender}:",
        [_one(one, made) for one in missing],
        f"{WHOLE}\n\n{hand_in}".rstrip() + f" {ask or ANSWER}",
    )


def _one(one: Missing, made: date) -> str:
    row = one.row
    said = [one.register if row.only_mended else f"{one.register} för {joined(_tertials(row.lacking, made))}"]
    if row.due and not row.only_mended:
        which = f" för {period_label(row.lacking)}" if len(_tertials(row.lacking, made)) > 1 else ""
        said.append(f"Sista dagen{which} {'var' if row.due < made else 'är'} den {spoken_day(row.due)}")
    if row.through:
        said.append(f"Det som gäller nu räcker till och med den {spoken_day(row.through)}")
    else:
        said.append("Vi har inte fått registret någon gång")
    if row.waiting:
        said.append(
            f"Filen som kom den {spoken_day(row.waiting.date())} gäller inte: den ska rättas och skickas igen, och"
            " rapporten om den visar vad som är fel"
        )
    return f"{'. '.join(said)}."


def _tertials(lacking: str, made: date) -> list[str]:
    """The tertials that are missing, up to the newest that had ended: by their labels."""
    if not lacking:
        return ["det senaste tertialet"]
    found, one = [], Period.parse(lacking)
    while one.last_day < made:
        found.append(one.label)
        one = Period.tertial_of(one.last_day + timedelta(days=1))
    return found
