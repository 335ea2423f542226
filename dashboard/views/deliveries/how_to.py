"""For a kommun's own readers: which registers it delivers, what a file holds, and where it is sent."""

from __future__ import annotations

from html import escape

from dashboard.blocks import text
from dashboard.blocks.forms import form_link
from dashboard.blocks.letters import WHOLE, agreed_with_senders
from dashboard.briefings.presentation import contact
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import findings
from dashboard.words.grammar import joined, lowered

_HOLDS = "kolumner, tillåtna värden och exempel (Excel)"
_CHECKED = (
    f"GFO kontrollerar filen innan den räknas. Är något fel står det här under {findings.TITLE}, med raden och vad som"
    " ska ändras; tills den rättade filen har kommit gäller den förra."
)


def section(reader: Reader) -> None:
    """Behind a line; nothing for whoever delivers, who has a page of it, nor for a kommun that delivers nothing."""
    if not reader.whose or reader.delivers:
        return
    labels = reader.figures.codes("dataset")
    own = [row.dataset for row in reader.figures.deliveries.expected if row.sender == reader.selection.area]
    if not own:
        return
    said = agreed_with_senders(reader)
    ask = said.ask or contact(reader.home.root)
    names = joined([lowered(labels.get(one, one)) for one in own])
    links = "".join(
        f"<li>{form_link(reader, one, f'{labels.get(one, one)}: {_HOLDS}', 'egen')}</li>" for one in own
    )
    told = "".join(
        f"<p>{escape(one)}</p>" for one in (f"{said.hand_in} {WHOLE}", f"{_CHECKED} {ask}".rstrip())
    )
    text.block(f"<details><summary>Så lämnar ni {escape(names)}</summary>{told}<ul>{links}</ul></details>")
