"""For a kommun's own readers: which registers it delivers, what a file holds, and where it is sent."""

from __future__ import annotations

from html import escape

from dashboard.blocks import text
from dashboard.blocks.forms import form_list, own_registers
from dashboard.blocks.letters import WHOLE, agreed_with_senders
from dashboard.briefings.presentation import whom_to_ask
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import findings
from dashboard.words.grammar import joined, lowered

_HOLDS = ": kolumner, tillåtna värden och exempel (Excel)"
_CHECKED = (
    f"GFO kontrollerar filen innan den räknas. Är något fel står det här under {findings.TITLE}, med raden och vad som"
    " ska ändras; tills den rättade filen har kommit gäller den förra."
)
_BEFORE = "Ni kan kontrollera filen själva innan ni skickar den. Inget av den sparas."


def section(reader: Reader) -> None:
    """Behind a line; nothing for whoever delivers, who has a page of it, nor for a kommun that delivers nothing."""
    own = own_registers(reader) if reader.checks else {}
    if not own:
        return
    said = agreed_with_senders(reader)
    ask = whom_to_ask(reader.home.root)
    names = joined([lowered(label) for label in own.values()])
    told = "".join(
        f"<p>{escape(one)}</p>" for one in (f"{said.hand_in} {WHOLE}", f"{_CHECKED} {ask}".rstrip())
    )
    door = f'<a class="door" href="{escape(reader.door("lamna"))}">Kontrollera fil</a>'
    links = form_list(reader, own, _HOLDS, "egen")
    told += f"<p>{escape(_BEFORE)} {door}</p>"
    text.block(f"<details><summary>Så lämnar ni {escape(names)}</summary>{told}{links}</details>")
