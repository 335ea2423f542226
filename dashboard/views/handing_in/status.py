"""What became of the files that have been handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from html import escape

import streamlit as st

from dashboard.blocks import text
from dashboard.reader import asking, pieces
from dashboard.reader.reader import Reader
from dashboard.views.handing_in import checking, sentences
from dashboard.views.handing_in.findings import listed
from pipelines.errors import disk_error
from pipelines.home import audit
from pipelines.home.handed_in import HandedIn, handed_in, is_watched, take_back
from pipelines.periods import SWEDEN

MOST_SHOWN = 12
_TOLD = "not taken back"
_LOOK_AGAIN = "3s"


def section(reader: Reader) -> None:
    """The files that were handed in of late; it looks again by itself while one of them waits to be taken."""
    found = handed_in(reader.home)[:MOST_SHOWN]
    if not found:
        return
    text.heading("Lämnade filer", sentences.UNTIL_BEGUN)
    text.folded_list(sentences.WRONG_FILE, sentences.HOW_CORRECTED)
    waiting = [one.number for one in found if one.outcome is None]
    if not waiting:
        _list(reader, found)
        return

    def look_again() -> None:
        pieces.begin()
        if not asking.delivers():
            pieces.send()
            st.rerun()
        now = handed_in(reader.home)[:MOST_SHOWN]
        _list(reader, now)
        pieces.send()
        if [one.number for one in now if one.outcome is None] != waiting:
            # Something has been taken: the page is told as a whole, and stops asking when nothing waits.
            st.rerun()

    pieces.send()
    st.fragment(look_again, run_every=_LOOK_AGAIN)()


def _list(reader: Reader, found: Sequence[HandedIn]) -> None:
    if told := reader.memory.pop(_TOLD, ""):
        text.note(told)
    datasets = reader.figures.codes("dataset")
    waiting, watched = [one for one in found if one.outcome is None], is_watched(reader.home)
    included = {receipt.delivery_id for receipt in reader.figures.deliveries.receipts}
    for place, one in enumerate(found):
        numbers = {part["delivery"] for part in (one.outcome or {}).get("parts", ()) if part["counts"]}
        build = reader.version if numbers and numbers <= included else ""
        became = sentences.outcome(one, datasets, build, waiting, watched=watched)
        said = "".join(f"<p>{escape(sentence)}</p>" for sentence in became)
        text.block(
            f'<div class="handed"><p><strong>{escape(one.file_name)}</strong> · {escape(sentences.state(one))}</p>'
            f'<p class="sub">{escape(sentences.handed(one))}</p>{said}{_why(one, unfolded=not place)}</div>'
        )
        if one.outcome is None:
            pieces.send()
            st.button("Ta tillbaka", key=f"tillbaka-{one.number}", on_click=partial(_take_back, reader, one))


def _take_back(reader: Reader, one: HandedIn) -> None:
    """Out of the inbox, unless somebody has begun to deliver it since the page was read."""
    if not asking.delivers():
        return
    who = reader.of_staff
    try:
        taken = take_back(reader.home, one.number, when=datetime.now(SWEDEN), who=who)
    except OSError as error:
        reader.memory[_TOLD] = sentences.not_taken_back(one.file_name, disk_error(error))
        return
    if taken:
        audit.note(reader.home, "taken_back", who, file=one.file_name, number=one.number)
    else:
        reader.memory[_TOLD] = sentences.too_late(one.file_name)


def _why(one: HandedIn, *, unfolded: bool) -> str:
    """Why a file does not stand: what stopped it, and what the comparison with the former delivery found. Of one that
    stands, what it changes in periods that have been shown."""
    if one.outcome is None:
        return ""
    found = checking.groups_of(one.outcome)
    if one.outcome["accepted"]:
        told = sentences.OF_CHANGES | sentences.OF_DOUBT
        groups = [group for group in found if group.code in told]
        doubtful = any(group.code in sentences.OF_DOUBT for group in groups)
        summary = sentences.DOUBTFUL if doubtful else sentences.CHANGES
    else:
        summary, groups = sentences.WHY, [group for group in found if group.severity != "NOTE"]
    if not groups:
        return ""
    return f"<details{' open' if unfolded else ''}><summary>{summary}</summary>{listed('', '', groups)}</details>"
