"""A home in which the former delivery stands, and the terms that a file of the corpus is delivered on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.home import DataHome
from tests.corpus.case import BadFile
from tests.fixtures.registers import OCTOBER, SEPTEMBER


def home_after_former(file: BadFile, folder: Path) -> DataHome:
    """A home of its own, in which the register that the file would replace was delivered in September."""
    assert file.former
    home = DataHome(folder / "home")
    path = folder / "former.csv"
    file.former(path)
    assert deliver_file(home, path, Terms(SEPTEMBER)).accepted
    return home


def terms_of(file: BadFile) -> Terms:
    """Delivered in October, as the corpus declares it."""
    through = date.fromisoformat(file.through) if file.through else None
    return Terms(OCTOBER, sender=file.sender, through=through, dataset=file.dataset)
