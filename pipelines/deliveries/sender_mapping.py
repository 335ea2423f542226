"""Which sender's mapping a file is read with, when the file itself has to tell who sent it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from pipelines.checking.files import CheckedFile, check_file
from pipelines.checking.mapping import SenderMapping
from pipelines.checking.mapping_file import parse_mapping
from pipelines.checking.problems import RowWaiver
from pipelines.contracts.findings import Severity
from pipelines.deliveries.senders import resolve_sender, sender_code
from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome
from pipelines.home.inputs import read_input

# No known header, the wrong row taken for the header, case numbers and columns that sound like persons.
_A_MAPPING_MENDS = frozenset({"F019", "F035", "I001", "I002"})


def mapping_files(home: DataHome) -> dict[str, Path]:
    """The mapping files that lie in the home now, by sender code, whether one is named 2262.toml or Timrå.toml.

    M006 when a file's name is no sender or two files are one sender's.
    """
    found: dict[str, Path] = {}
    files = sorted(home.mappings.glob("*.toml")) if home.mappings.is_dir() else []
    for path in files:
        try:
            sender = sender_code(path.stem)
        except ReaderError as error:
            raise _misnamed(path, "Filens namn är ingen avsändare.", error.allowed) from None
        if sender in found:
            raise _misnamed(path, "En annan fil är redan samma avsändares mappning.", "en fil per avsändare")
        found[sender] = path
    return found


def mapping_of(home: DataHome, sender: str) -> SenderMapping | None:
    """The mapping of a sender (a code), where there is one; M001–M005, M007 or M008 when it is wrong."""
    path = mapping_files(home).get(sender)
    return parse_mapping(read_input(path, "mapping"), sender, path) if path else None


def _misnamed(path: Path, message: str, allowed: str) -> ReaderError:
    remedy = "Döp om filen till avsändarens namn eller kod, eller flytta den."
    return ReaderError("M006", message, remedy=remedy, place=Place(path.name), allowed=allowed)


def check_as_sent(
    home: DataHome,
    path: Path,
    *,
    received: date,
    dataset: str | None = None,
    asked: str | None = None,
    waivers: Sequence[RowWaiver] = (),
    split: bool = False,
) -> CheckedFile:
    """Read and check a file with the mapping of its sender, where there is one.

    `asked`: the sender's code when it was named; else the rows tell, read without a mapping first and, when that
    stops, with each mapping of the home: a mapping counts only for files that turn out to be its own sender's. A
    mapping that is tried never says which kommun the rows are of, for then it would claim any file with its headers.
    """
    check = partial(
        check_file, path, received=received, dataset=dataset, waivers=waivers, sender=asked, split=split
    )
    senders = mapping_files(home)
    if asked is not None:
        return check(mapping=mapping_of(home, asked))
    best = plain = check()
    if _beyond_mending(plain):
        return plain
    for sender in senders:
        if not plain.stopped and sender not in _senders(plain):
            continue
        try:
            mapping = mapping_of(home, sender)
        except ReaderError as error:
            if error.code == "M007":
                continue  # nobody's file waits for what another sender has not yet filled in
            raise
        checked = check(mapping=mapping.without_kommun() if mapping else None)
        better = not plain.stopped or _stopping(checked) < _stopping(best)
        if better and _senders(checked) == {sender}:
            best = checked
    return best


def _beyond_mending(checked: CheckedFile) -> bool:
    """Whether something stops the file whatever its columns are called: a hostile file is not read once a mapping."""
    stopping = {one.code for one in checked.read.findings if one.severity is Severity.FILE}
    return bool(stopping - _A_MAPPING_MENDS)


def _senders(checked: CheckedFile) -> set[str]:
    return {resolve_sender(part, None, file_name="").code for part in checked.parts}


def _stopping(checked: CheckedFile) -> int:
    """How much stops the file; one without any register is stopped by more than any other."""
    if not checked.parts:
        return 1_000_000
    return sum(finding.severity is Severity.FILE for finding in checked.findings)
