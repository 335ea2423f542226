"""Lämna filer: choose, see what to mend, hand in, and see what became of it. A kommun's own people check a file here
before they send it, and hand in none."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from html import escape

import streamlit as st

from dashboard.blocks import text
from dashboard.blocks.letters import agreed_with_senders, to_send
from dashboard.briefings.presentation import whom_to_ask
from dashboard.reader import asking, pieces
from dashboard.reader.reader import Reader
from dashboard.views.handing_in import letters, own_check, sentences, shown, status
from dashboard.views.handing_in.checking import Checked
from dashboard.views.handing_in.chosen import (
    Chosen,
    check,
    chosen_files,
    forms,
    let_go,
    not_written,
    put_away,
    uploader,
)
from dashboard.views.handing_in.voices import OF_STAFF
from dashboard.words.grammar import joined
from pipelines.home import audit
from pipelines.home.handed_in import hand_in, is_watched
from pipelines.identity import identity_in
from pipelines.periods import SWEDEN
from pipelines.reference import GFO, kommuner

_HANDED = "handed"
_FROM_FILE = "Välj avsändare"


def view(reader: Reader) -> None:
    """The way of a file from its sender to the inbox; a kommun's own reader's ends at the check."""
    if reader.checks:
        own_check.view(reader)
        return
    chosen = chosen_files(reader)
    text.lead(sentences.LEAD)
    text.block(f'<p class="sub">{escape(sentences.PERSONS_RULE)}</p>')
    if reader.home.kind == "sample":
        text.note(sentences.SAMPLE_ONLY)
    if not is_watched(reader.home):
        text.note(sentences.NOT_WATCHED)
    forms(reader, reader.figures.codes("dataset"))
    uploader(reader, chosen)
    if handed := reader.memory.pop(_HANDED, ""):
        text.note(sentences.just_handed(handed))
    for key, one in list(chosen.items()):
        check(reader, one, keep=True)
        shown.show(reader, one, OF_STAFF)
        if one.checked is not None:
            _letter(reader, key, one, one.checked)
        _choices(reader, chosen, key, one)
    if shown.has_right_one(reader, chosen):
        text.paragraph(sentences.NEXT)
    status.section(reader)
    let_go(reader, chosen)


def _choices(reader: Reader, chosen: dict[str, Chosen], key: str, one: Chosen) -> None:
    """What can be done with a checked file."""
    st.session_state[f"avsandare-{key}"] = one.sender or _FROM_FILE
    pieces.send()
    with st.container(horizontal=True, key=f"gor-{key}", vertical_alignment="bottom"):
        if one.checked is not None and _needs_sender(one, one.checked):
            st.selectbox(
                "Vems register är det?",
                [_FROM_FILE, *kommuner().values(), GFO],
                key=f"avsandare-{key}",
                on_change=partial(_sent_by, chosen, key),
                width=220,
                filter_mode=None,
            )
        if one.checked is not None and shown.is_right(reader, one.checked):
            st.session_state[f"dag-{key}"] = one.through or sentences.same_day(one.checked.parts)
            st.text_input(
                sentences.REACHES,
                key=f"dag-{key}",
                max_chars=10,
                placeholder=sentences.A_DAY,
                on_change=partial(_reaching, chosen, key),
                width=220,
            )
            if one.checked.held:
                st.text_input(
                    sentences.REASON, key=f"skal-{key}", max_chars=sentences.LONGEST_REASON, width=420
                )
            st.button(
                "Lämna filen ändå" if one.checked.held else "Lämna filen",
                key=f"lamna-{key}",
                type="secondary" if one.checked.held else "primary",
                on_click=partial(_hand_in, reader, chosen, key),
            )
        st.button("Ta bort", key=f"bort-{key}", on_click=partial(put_away, chosen, key))


def _letter(reader: Reader, key: str, one: Chosen, checked: Checked) -> None:
    """A text to the sender with what is wrong; GFO's own registers have no other sender."""
    name = letters.receiver(checked, one.sender)
    agreed = agreed_with_senders(reader)
    body = letters.letter(
        one.name, checked, reader.figures.codes("dataset"), agreed, whom_to_ask(reader.home.root)
    )
    if body and name != GFO:
        note = letters.ATTACH if letters.REPORT in body else ""
        to_send(name, key, body, f"Filen {one.name} till GFO Insikt", note)


def _needs_sender(one: Chosen, checked: Checked) -> bool:
    return bool(one.sender) or any(not part.sender for part in checked.parts)


def _sent_by(chosen: dict[str, Chosen], key: str) -> None:
    """The reader says whose register it is: check it anew, as that sender's.

    By its key: Streamlit remembers what a widget calls for longer than the page remembers a file.
    """
    picked = st.session_state[f"avsandare-{key}"]
    if one := chosen.get(key):
        one.sender = "" if picked == _FROM_FILE else picked
        one.checked = one.refused = None


def _reaching(chosen: dict[str, Chosen], key: str) -> None:
    """The reader says how far the register reaches: check it anew, as reaching that day."""
    one, written = chosen.get(key), str(st.session_state.get(f"dag-{key}") or "").strip()
    if one is None:
        return
    one.unfit = sentences.no_such_day(written, datetime.now(SWEDEN).date())
    if not one.unfit:
        one.through, one.checked = written, None


def _hand_in(reader: Reader, chosen: dict[str, Chosen], key: str) -> None:
    """Into the inbox, whole; what the page held of it is let go."""
    one = chosen.get(key)
    if not asking.delivers():
        return
    if one is None or one.checked is None or not shown.is_right(reader, one.checked):
        return
    who = reader.of_staff
    held, held_by, reason = _held_by(reader, one.checked, key)
    if kinds := identity_in(reason):
        one.unfit = sentences.REASON_POINTS_OUT.format(kinds=joined([kind.value for kind in kinds]))
        return
    try:
        number = hand_in(
            reader.home,
            one.name,
            one.content,
            handed=datetime.now(SWEDEN),
            sender=one.sender,
            who=who,
            held=held,
            held_by=held_by,
            reason=reason,
            through=one.through or sentences.same_day(one.checked.parts),
            registers=[f"{part.dataset} {part.sender}" for part in one.checked.parts if part.sender],
        )
    except OSError as error:
        one.refused = not_written(error)
        return
    audit.note(reader.home, "upload", who, file=one.name, number=number)
    del chosen[key]
    reader.memory[_HANDED] = one.name


def _held_by(reader: Reader, checked: Checked, key: str) -> tuple[str, list[str], str]:
    """What would hold a file, by which findings, and the reason that was written for it."""
    if not checked.held:
        return "", [], ""
    codes = sorted({group.code for group in checked.groups if group.effect == sentences.STOPS})
    reason = str(st.session_state.get(f"skal-{key}") or "").strip()
    return (
        sentences.why_held(checked, [shown.former(reader, part) for part in checked.parts]),
        codes,
        reason,
    )
