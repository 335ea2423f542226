"""Lämna filer: choose, see what to mend, hand in, and see what became of it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from dashboard.blocks import downloads, text
from dashboard.blocks.forms import form_link
from dashboard.blocks.letters import agreed_with_senders, to_send
from dashboard.briefings.presentation import contact
from dashboard.published.deliveries import StandingDelivery
from dashboard.reader import asking, freed, leaving, pieces
from dashboard.reader.reader import Reader
from dashboard.reader.selection import slug
from dashboard.views.handing_in import checking, letters, sentences, status
from dashboard.views.handing_in.checking import Checked, Part
from dashboard.views.handing_in.findings import listed
from dashboard.words.grammar import joined, lowered
from pipelines.errors import ReaderError, disk_error
from pipelines.home import audit
from pipelines.home.handed_in import LARGEST_MB, hand_in, is_watched, plain_name
from pipelines.identity import identity_in
from pipelines.periods import SWEDEN
from pipelines.reference import GFO, kommuner

#: Files at a time; the rest can come when these have been handed in.
MOST_FILES = 10
_ROUND, _CHOSEN, _HANDED, _HELD = "round", "chosen", "handed", "held"
_FROM_FILE = "Välj avsändare"


@dataclass
class Chosen:
    """A file that the reader has chosen: held by the page, and nowhere else, until it is handed in or put away.

    `through`: the day it is said to reach (ISO), blank for what its rows tell. `checked`: None until it has been;
    `refused`: why it could not be; `unfit`: what is wrong with the reason or the day given.
    """

    name: str
    content: bytes
    sender: str = ""
    through: str = ""
    checked: Checked | None = None
    refused: ReaderError | None = None
    unfit: str = ""

    @property
    def key(self) -> str:
        return hashlib.sha256(self.name.encode() + b"\0" + self.content).hexdigest()[:16]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def view(reader: Reader) -> None:
    """The way of a file from its sender to the inbox."""
    memory = reader.memory
    chosen: dict[str, Chosen] = memory.setdefault(_CHOSEN, {})
    text.lead(sentences.LEAD)
    text.block(f'<p class="sub">{escape(sentences.PERSONS_RULE)}</p>')
    if reader.home.kind == "sample":
        text.note(sentences.SAMPLE_ONLY)
    if not is_watched(reader.home):
        text.note(sentences.NOT_WATCHED)
    _templates(reader)
    _uploader(memory, chosen)
    if handed := memory.pop(_HANDED, ""):
        text.note(sentences.just_handed(handed))
    for key, one in list(chosen.items()):
        if one.checked is None and one.refused is None:
            _check(reader, one)
        _show(reader, chosen, key, one)
    if any(one.checked is not None and _may_be_handed_in(reader, one.checked) for one in chosen.values()):
        text.paragraph(sentences.NEXT)
    status.section(reader)
    if not chosen and memory.pop(_HELD, False):
        freed.give_back()


def _templates(reader: Reader) -> None:
    """The form of every register, behind a line."""
    links = "".join(
        f"<li>{form_link(reader, dataset, f'{label} (Excel)', 'alla')}</li>"
        for dataset, label in reader.figures.codes("dataset").items()
    )
    text.block(f"<details><summary>{escape(sentences.HOW_IT_LOOKS)}</summary><ul>{links}</ul></details>")


def _uploader(memory: dict[str, Any], chosen: dict[str, Chosen]) -> None:
    """Where files are chosen. What comes is taken at once: an uploader anew holds nothing of it."""
    pieces.send()
    sent = st.file_uploader(
        "Excel, CSV, Parquet eller JSON",
        accept_multiple_files=True,
        key=f"filer-{memory.setdefault(_ROUND, 0)}",
        max_upload_size=LARGEST_MB,
    )
    if not sent:
        if memory.pop("too many", False):
            text.note(f"Högst {MOST_FILES} filer åt gången. Lämna dem som står här och välj sedan resten.")
        return
    for file in sent:
        one = Chosen(plain_name(file.name), file.getvalue())
        if len(chosen) < MOST_FILES or one.key in chosen:
            chosen.setdefault(one.key, one)
        else:
            memory["too many"] = True
    memory[_ROUND] += 1
    memory[_HELD] = True
    leaving.forget_sent()
    st.rerun()


def _check(reader: Reader, one: Chosen) -> None:
    text.note(f"Kontrollerar {one.name} …")
    pieces.send()
    try:
        one.checked = checking.check(
            reader.home,
            one.name,
            one.content,
            one.sender,
            checking.what_stands(reader.figures.deliveries),
            through=one.through,
        )
    except ReaderError as error:
        one.refused = error
    except OSError as error:
        one.refused = _not_written(error)
    st.rerun()


def _show(reader: Reader, chosen: dict[str, Chosen], key: str, one: Chosen) -> None:
    """A checked file: the verdict, what to mend, the report, and what can be done with it."""
    text.heading(one.name)
    if one.refused is not None:
        text.calm(one.refused.message, [one.refused.remedy])
    elif one.checked is not None:
        _found(reader, key, one, one.checked)
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
        if one.checked is not None and _may_be_handed_in(reader, one.checked):
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
        st.button("Ta bort", key=f"bort-{key}", on_click=partial(_put_away, chosen, key))


def _found(reader: Reader, key: str, one: Chosen, checked: Checked) -> None:
    datasets = reader.figures.codes("dataset")
    # Said before what is wrong in the file: a file for another home is not worth mending.
    elsewhere = _of_the_other_kind(reader, checked) if checked.parts and not checked.identity else ""
    may = checked.fits and not elsewhere
    former = [_former(reader, part) for part in checked.parts]
    beside = list(zip(checked.parts, former, strict=True))
    smaller = any(stood and part.rows < (stood.rows_accepted or 0) for part, stood in beside)
    verdict = sentences.verdict(checked, smaller=smaller) if may or not checked.fits else ""
    if checked.identity:
        text.calm(verdict, [sentences.PERSONS_FOUND])
        verdict = ""
    parts = "".join(
        f"<li>{escape(sentences.part(part, datasets))}"
        f"{f' {escape(sentences.beside_former(part, stood))}' if stood else ''}"
        f" {escape(sentences.reaches(part))}</li>"
        for part, stood in beside
    )
    said = "".join(
        f'<p class="verdict{"" if may and not checked.held else " stop"}" role="status">{escape(told)}</p>'
        for told in (elsewhere, verdict)
        if told
    )
    if one.unfit:
        said += f'<p class="verdict stop" role="alert">{escape(one.unfit)}</p>'
    if may and checked.held:
        said += f"<p>{escape(sentences.HELD_ANYWAY)}</p>"
    text.block(said + (f"<ul>{parts}</ul>" if parts else ""))
    cut = sentences.cut_off(checked)
    for effect, meaning in sentences.KINDS:
        groups = [one for one in checked.groups if one.effect == effect and one != cut]
        if groups:
            text.block(listed(sentences.kind(effect, checked.rows.get(effect, 0)), meaning, groups))
    if checked.more:
        text.note(sentences.more(checked.more))
    to_mend = any(group.effect == sentences.MEND and group != cut for group in checked.groups)
    for dataset in dict.fromkeys(part.dataset for part in checked.parts if part.dataset in datasets):
        if to_mend and not checked.identity:
            label = f"Hämta mallen för {lowered(datasets[dataset])} (Excel)"
            downloads.row(form_link(reader, dataset, label, key))
    if checked.groups:
        name = f"rapport-{re.sub(r'[^a-z0-9]+', '-', slug(one.name))[:80].strip('-')}.xlsx"
        downloads.buttons(
            downloads.link(
                reader,
                "Hämta rapporten att skicka till avsändaren (Excel)",
                lambda: checked.report,
                name,
                f"rapport-{key}",
            )
        )
    _letter(reader, key, one, checked)
    if stands := [row for row in reader.figures.deliveries.standing if row.file_sha256 == one.sha256]:
        text.note(sentences.stands(stands[0].received))


def _letter(reader: Reader, key: str, one: Chosen, checked: Checked) -> None:
    """A text to the sender with what is wrong; GFO's own registers have no other sender."""
    name = letters.receiver(checked, one.sender)
    agreed = agreed_with_senders(reader)
    body = letters.letter(
        one.name, checked, reader.figures.codes("dataset"), agreed, agreed.ask or contact(reader.home.root)
    )
    if body and name != GFO:
        note = letters.ATTACH if letters.REPORT in body else ""
        to_send(name, key, body, f"Filen {one.name} till GFO Insikt", note)


def _former(reader: Reader, part: Part) -> StandingDelivery | None:
    """The delivery that stands for the same register of the same sender, as the published file tells."""
    names = kommuner()
    return next(
        (
            row
            for row in reader.figures.deliveries.standing
            if row.dataset == part.dataset and names.get(row.sender, row.sender) == part.sender
        ),
        None,
    )


def _needs_sender(one: Chosen, checked: Checked) -> bool:
    return bool(one.sender) or any(not part.sender for part in checked.parts)


def _may_be_handed_in(reader: Reader, checked: Checked) -> bool:
    return checked.fits and not _of_the_other_kind(reader, checked)


def _of_the_other_kind(reader: Reader, checked: Checked) -> str:
    """Why a file that fits is not for this home: made-up rows and real ones never meet."""
    sample = reader.home.kind == "sample"
    if sample == checked.sample:
        return ""
    return sentences.SAMPLE_WANTED if sample else sentences.SAMPLE_REFUSED


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
    if one is None or one.checked is None or not _may_be_handed_in(reader, one.checked):
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
        one.refused = _not_written(error)
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
    return sentences.why_held(checked, [_former(reader, part) for part in checked.parts]), codes, reason


def _put_away(chosen: dict[str, Chosen], key: str) -> None:
    chosen.pop(key, None)


def _not_written(error: OSError) -> ReaderError:
    return ReaderError(
        "G044",
        "Filen kunde inte läggas i inkorgen.",
        remedy=f"Säg till den som sköter servern: {disk_error(error)}. Inget har ändrats.",
    )
