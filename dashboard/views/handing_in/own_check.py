"""Kontrollera fil: a kommun's own people see what must be mended in a file before they send it to GFO.

Nothing is handed in here and nothing kept: the file is let go as soon as it has been checked, and compared with the
kommun's own deliveries alone, which its published file tells of.
"""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from dashboard.blocks import text
from dashboard.blocks.forms import own_registers
from dashboard.blocks.letters import WHOLE, agreed_with_senders
from dashboard.briefings.presentation import whom_to_ask
from dashboard.reader import pieces
from dashboard.reader.reader import Reader
from dashboard.views.handing_in import sentences, shown
from dashboard.views.handing_in.chosen import check, chosen_files, forms, let_go, put_away, uploader
from dashboard.views.handing_in.voices import OF_KOMMUN
from dashboard.words.grammar import joined, lowered


def view(reader: Reader) -> None:
    """The check of a file of the kommun's own registers, and where it is sent."""
    own = own_registers(reader)
    if not own:
        text.lead(sentences.delivers_nothing(reader.whose))
        return
    chosen = chosen_files(reader)
    text.lead(sentences.lead_of_kommun(joined([lowered(label) for label in own.values()], "eller")))
    text.block(f'<p class="sub">{escape(sentences.PERSONS_RULE)}</p>')
    if reader.home.kind == "sample":
        text.note(sentences.SAMPLE_ONLY)
    forms(reader, own)
    uploader(reader, chosen, reader.own)
    for key, one in list(chosen.items()):
        check(reader, one, keep=False)
        shown.show(reader, one, OF_KOMMUN)
        pieces.send()
        st.button("Ta bort", key=f"bort-{key}", on_click=partial(put_away, chosen, key))
    if shown.has_right_one(reader, chosen):
        text.paragraph(sentences.ANOTHER_DAY)
    _where_to(reader)
    let_go(reader, chosen)


def _where_to(reader: Reader) -> None:
    """Where a file is sent, and what becomes of it then."""
    said = agreed_with_senders(reader)
    text.heading("Så skickar ni filen")
    text.paragraph(f"{said.hand_in} {WHOLE}")
    text.paragraph(f"{sentences.NEXT_OF_KOMMUN} {whom_to_ask(reader.home.root)}".rstrip())
