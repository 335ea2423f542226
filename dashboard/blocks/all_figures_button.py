"""The buttons for the files that hold every figure of a version; each is made when asked for, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from threading import Lock

from dashboard.blocks import downloads, files, text
from dashboard.blocks.all_figures import csv_package, workbook
from dashboard.published.figures import Figures
from dashboard.reader.reader import Reader

_NAME = "alla siffror"
# One at a time, and the latest kept: what a version says never changes.
_lock = Lock()


def offer(reader: Reader) -> None:
    """Both files, with what tells them apart."""
    text.block(
        '<p class="sub">Alla siffror i den här versionen går att hämta. Excelfilen har hela nyckeltal per tertial, år'
        " och månad; CSV-paketet har också varje uppdelning och alla slags perioder. Det tar omkring tio sekunder.</p>"
    )
    # Whatever is chosen on the page, the files hold every area and period.
    name = files.file_name(replace(reader, by_period=False), _NAME, "")
    xlsx, package = partial(made, workbook, reader.figures), partial(made, csv_package, reader.figures)
    downloads.row(
        downloads.link(reader, "Hämta alla siffror (Excel)", xlsx, f"{name}.xlsx", "xlsx-alla"),
        downloads.link(reader, "Hämta alla siffror (CSV-paket)", package, f"{name}.zip", "zip-alla"),
    )


def made(make: Callable[[Figures], bytes], figures: Figures) -> bytes:
    """The file of a version: whoever asks while it is made waits for the same one."""
    with _lock:
        return _made(make, figures)


@lru_cache(maxsize=2)
def _made(make: Callable[[Figures], bytes], figures: Figures) -> bytes:
    return make(figures)
