"""What a check found in a file: the verdict, each register in it, what to mend, and the report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from dashboard.blocks import downloads, text
from dashboard.blocks.forms import form_link
from dashboard.published.deliveries import StandingDelivery
from dashboard.reader.reader import Reader
from dashboard.reader.selection import slug
from dashboard.views.handing_in import sentences
from dashboard.views.handing_in.checking import Checked, Part
from dashboard.views.handing_in.chosen import Chosen, standing
from dashboard.views.handing_in.findings import listed
from dashboard.views.handing_in.voices import Voice
from dashboard.words.grammar import lowered
from pipelines.reference import kommuner


def show(reader: Reader, one: Chosen, voice: Voice) -> None:
    """A file by its name, with what was found, or why it could not be checked."""
    text.heading(one.name)
    if one.refused is not None:
        text.calm(one.refused.message, [one.refused.remedy])
    elif one.checked is not None:
        _found(reader, one, one.checked, voice)


def is_right(reader: Reader, checked: Checked) -> bool:
    """Whether nothing of the file must be mended, and it is of this home's kind."""
    return checked.fits and not _of_the_other_kind(reader, checked)


def has_right_one(reader: Reader, chosen: Mapping[str, Chosen]) -> bool:
    """Whether one of the files is right."""
    return any(one.checked is not None and is_right(reader, one.checked) for one in chosen.values())


def former(reader: Reader, part: Part) -> StandingDelivery | None:
    """The delivery that stands for the same register of the same sender, as the published file tells."""
    names = kommuner()
    return next(
        (
            row
            for row in standing(reader)
            if row.dataset == part.dataset and names.get(row.sender, row.sender) == part.sender
        ),
        None,
    )


def _found(reader: Reader, one: Chosen, checked: Checked, voice: Voice) -> None:
    # Said before what is wrong in the file: a file for another home is not worth mending.
    elsewhere = _of_the_other_kind(reader, checked) if checked.parts and not checked.identity else ""
    may = checked.fits and not elsewhere
    beside = [(part, former(reader, part)) for part in checked.parts if not part.foreign]
    smaller = any(stood and part.rows < (stood.rows_accepted or 0) for part, stood in beside)
    verdict = sentences.verdict(checked, voice, smaller=smaller) if may or not checked.fits else ""
    if checked.identity:
        text.calm(verdict, [voice.persons])
        verdict = ""
    said = "".join(
        f'<p class="verdict{"" if may and not checked.held else " stop"}" role="status">{escape(told)}</p>'
        for told in (elsewhere, verdict)
        if told
    )
    if one.unfit:
        said += f'<p class="verdict stop" role="alert">{escape(one.unfit)}</p>'
    if may and checked.held:
        said += f"<p>{escape(voice.held)}</p>"
    text.block(said + _parts(reader, checked, beside))
    cut = sentences.cut_off(checked)
    for kind in sentences.KINDS:
        groups = [group for group in checked.groups if group.effect == kind and group != cut]
        if groups:
            heading = sentences.kind(kind, checked.rows.get(kind, 0))
            text.block(listed(heading, sentences.meaning(kind, voice), groups))
    if checked.more:
        text.note(sentences.more(checked.more))
    if not checked.identity and any(
        group.effect == sentences.MEND and group != cut for group in checked.groups
    ):
        _forms(reader, one.key, checked)
    if checked.groups:
        _report(reader, one, checked, voice)
    if stands := [row for row in standing(reader) if row.file_sha256 == one.sha256]:
        text.note(sentences.stands(stands[0].received, voice))


def _parts(reader: Reader, checked: Checked, beside: Sequence[tuple[Part, StandingDelivery | None]]) -> str:
    """Each register in the file beside the delivery that stands, then the rows that belong to none."""
    datasets = reader.figures.codes("dataset")
    told = [
        " ".join(
            [
                sentences.part(part, datasets),
                *([sentences.beside_former(part, stood)] if stood else []),
                sentences.reaches(part),
            ]
        )
        for part, stood in beside
    ]
    told += [sentences.foreign(part, datasets) for part in checked.parts if part.foreign]
    return f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in told)}</ul>" if told else ""


def _forms(reader: Reader, key: str, checked: Checked) -> None:
    datasets = reader.figures.codes("dataset")
    for dataset in dict.fromkeys(part.dataset for part in checked.parts if part.dataset in datasets):
        label = f"Hämta mallen för {lowered(datasets[dataset])} (Excel)"
        downloads.row(form_link(reader, dataset, label, key))


def _report(reader: Reader, one: Chosen, checked: Checked, voice: Voice) -> None:
    name = f"rapport-{re.sub(r'[^a-z0-9]+', '-', slug(one.name))[:80].strip('-')}.xlsx"
    downloads.buttons(
        downloads.link(reader, voice.report, lambda: checked.report, name, f"rapport-{one.key}")
    )


def _of_the_other_kind(reader: Reader, checked: Checked) -> str:
    """Why a file that fits is not for this home: made-up rows and real ones never meet."""
    sample = reader.home.kind == "sample"
    if sample == checked.sample:
        return ""
    return sentences.SAMPLE_WANTED if sample else sentences.SAMPLE_REFUSED
