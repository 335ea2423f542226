"""Which sender's mapping a file is read with, when the file itself has to tell who sent it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from pipelines.deliveries.checked_file import CheckedFile, check_file
from pipelines.deliveries.mapping import mapping_for
from pipelines.deliveries.problems import RowWaiver
from pipelines.deliveries.senders import resolve_sender
from pipelines.home import DataHome


def check_as_sent(
    home: DataHome,
    path: Path,
    *,
    received: date,
    dataset: str | None = None,
    asked: str | None = None,
    waivers: Sequence[RowWaiver] = (),
) -> CheckedFile:
    """Read and check a file with the mapping of its sender, where there is one.

    `asked`: the sender's code when it was named; else the rows tell, read without a mapping first and, when that
    fails, with each mapping of the home: a mapping counts only for files that turn out to be its own sender's.
    """
    check = partial(check_file, path, received=received, dataset=dataset, waivers=waivers)
    if asked is not None:
        return check(mapping=mapping_for(home, asked))
    plain = check()
    names = sorted(file.stem for file in home.mappings.glob("*.toml")) if home.mappings.is_dir() else []
    own = names if plain.stopped else [name for name in names if name in _senders(plain)]
    for name in own:
        mapping = mapping_for(home, name)
        if mapping is None:
            continue
        checked = check(mapping=mapping)
        if not checked.stopped and _senders(checked) == {name}:
            return checked
    return plain


def _senders(checked: CheckedFile) -> set[str]:
    return {resolve_sender(part, None, file_name="").code for part in checked.parts}
