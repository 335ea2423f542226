"""A text ready for a sender: to copy, or to open as a letter; nothing is sent from here."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

import streamlit as st

from dashboard.blocks import text
from dashboard.reader import pieces
from dashboard.reader.reader import Reader
from pipelines.errors import ReaderError
from pipelines.home.agreed_days import Agreed, agreed

WHOLE = (
    "Skicka hela registret, inte bara det som är nytt: filen ersätter den förra. Den ska vara pseudonymiserad, utan"
    " personnummer, namn och fritext."
)
ANSWER = "Svara på det här brevet om något är oklart."


def subject(sender: str) -> str:
    return f"Uppgifter från {sender} till GFO Insikt"


def letter(lead: str, listed: list[str], end: str) -> str:
    """A whole letter: what it is about, point by point, and what comes after."""
    points = "\n".join(f"– {one}" for one in listed)
    return f"Hej!\n\n{lead}\n\n{points}\n\n{end}\n\nHälsningar\nGFO"


def to_send(name: str, key: str, body: str, about: str, note: str = "") -> None:
    """A letter behind a line. `name`: to whom; `about`: its subject; `note`: what its sender should do besides."""
    pieces.send()
    with st.expander(f"Text att skicka till {name}", key=f"brev-{key}"):
        if note:
            text.note(note)
            pieces.send()
        st.code(body, language=None, wrap_lines=True)
        address = f"mailto:?subject={quote(about)}&body={quote(body)}"
        text.block(f'<p class="files"><a href="{escape(address)}">Öppna som e-post</a></p>')
        pieces.send()


def agreed_with_senders(reader: Reader) -> Agreed:
    """What the home says of where files are handed in and whom to ask."""
    try:
        return agreed(reader.home.root)
    except ReaderError:
        # Whoever builds is told what is wrong in the file.
        return Agreed()
