"""A mapping drafted from an export that a sender has sent, and where it lies until somebody has filled it in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pipelines.checking.mapping_draft import draft_datasets
from pipelines.checking.mapping_file import unfinished
from pipelines.checking.mapping_text import mapping_text
from pipelines.contracts import DATASETS
from pipelines.contracts.befolkning import SCB, SCB_CKM
from pipelines.contracts.contract import Sender
from pipelines.contracts.findings import Finding
from pipelines.contracts.jamforelse import KOLADA
from pipelines.deliveries.senders import sender_name
from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome
from pipelines.reading.files import read_file
from pipelines.reference import GFO, kommuner

_KINDS: dict[str, Sender] = {GFO: "gfo", SCB: "scb", SCB_CKM: "scb", KOLADA: "kolada"}


@dataclass(frozen=True)
class MappingDraft:
    """A draft's text and what in it is still to be filled in; no text when findings stop the export itself."""

    text: str
    left: tuple[str, ...]
    findings: tuple[Finding, ...]
    stopped: bool


def draft_target(home: DataHome, sender: str) -> Path:
    """Where the mapping of a sender (a code) is looked for; a name that is a person's to read."""
    return home.mappings / f"{sender_name(sender)}.toml"


def draft_mapping(path: Path, sender: str, dataset: str | None = None) -> MappingDraft:
    """What the mapping of a sender (a code) would have to say for a file to be read; nothing is stored.

    C008 when the dataset is none, M010 when the file looks like no register of that sender.
    """
    if dataset is not None and dataset not in DATASETS:
        raise ReaderError(
            "C008",
            f"Datasetet {dataset} finns inte.",
            remedy="Ange ett av de tillåtna.",
            allowed=", ".join(DATASETS),
        )
    read = read_file(path)
    if read.identity or not read.sheets:
        return MappingDraft("", (), read.findings, True)
    drafts = draft_datasets(read.sheets, _KINDS.get(sender, "kommun"), dataset)
    if not drafts:
        headers = ", ".join(header for sheet in read.sheets for header in sheet.headers if header)
        raise ReaderError(
            "M010",
            "Exporten liknar inget register som avsändaren skickar.",
            remedy="Ange med --dataset vilket register den är, eller be om en export med fler kolumner.",
            place=Place(file=read.file_name),
            found=headers,
        )
    text = mapping_text(
        drafts,
        sender=sender_name(sender),
        kommun=kommuner().get(sender, ""),
        file_name=read.file_name,
        sheets=len(read.sheets),
    )
    return MappingDraft(text, tuple(unfinished(tomllib.loads(text))), (), False)
