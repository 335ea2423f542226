"""The command `gfo`: its help, and the one place where an error becomes a text and an exit code."""

from __future__ import annotations

import errno
import os
import re
import secrets
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TextIO

import typer
from rich.console import Console
from rich.text import Text

from pipelines.cli.swedish import SwedishTyper, usage_error
from pipelines.errors import ReaderError
from pipelines.home import DataHome, data_home
from pipelines.periods import SWEDEN

DONE, REFUSED, USAGE, BUG = 0, 1, 2, 3
"""Exit codes: done, something refused (and said), wrong usage, our own bug."""

WIDE = 160

_WRONG = ("Fel", "red bold")

_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""Every kind of wrong usage; Typer gives the class no public name."""
_LONG_DIGITS = re.compile(r"\d[\d\-+ ]{4,}\d")
# DuckDB's words, in an error of its own kind.
_DENIED = re.compile(r'"([^"]+)": (?:Permission denied|Read-only file system)')

app = SwedishTyper(
    name="gfo",
    help="GFO Insikt: från levererade filer till styrgruppens siffror.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def gfo() -> None:
    """Keep `gfo serve` a verb of `gfo` also when it is the only one imported."""


def used_home() -> DataHome:
    """The home, once something has been delivered to it; in a mistyped one nothing is made (W001)."""
    home = data_home()
    if home.kind is None:
        raise ReaderError(
            "W001",
            f"Datahemmet {home.root} är tomt: inget har levererats.",
            remedy="Leverera filer med gfo deliver, eller ange rätt mapp med GFO_HOME.",
        )
    return home


def is_of_made_up_rows() -> bool:
    """Whether what is filled in for this home has to say that it is made up. A form is given in any state of a home."""
    try:
        return data_home().kind == "sample"
    except ReaderError:
        return False


# Nothing that people wrote is ever markup: a reason or a file's name may hold square brackets, or a colon before and
# after a word. What is to have a colour is a `Text` that says so.
_PLAIN: dict[str, Any] = {"markup": False, "emoji": False, "highlight": False}


def out() -> Console:
    """Where results are written; made when asked for, so that a redirected stdout is honoured."""
    return Console(width=_width(sys.stdout), **_PLAIN)


def err() -> Console:
    """Where errors are written."""
    return Console(stderr=True, width=_width(sys.stderr), **_PLAIN)


def _width(stream: TextIO) -> int | None:
    """As wide as the terminal; in a file or a pipe wide enough that no table cuts a name short."""
    return None if stream.isatty() or "COLUMNS" in os.environ else WIDE


def now() -> datetime:
    """The time in Sweden: the command line is the only place that asks the clock."""
    return datetime.now(SWEDEN).replace(microsecond=0)


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code and never lets a traceback out."""
    try:
        code = app(args=list(arguments), prog_name="gfo", standalone_mode=False)
    except _UsageError as error:
        return _show_usage_error(error)
    except (KeyboardInterrupt, typer.Abort):
        err().print("Avbrutet.")
        return REFUSED
    except BrokenPipeError:
        # Whoever read the output (`| head`) has had enough.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        return REFUSED
    except Exception as error:
        return show_any(error)
    return code if isinstance(code, int) else DONE


def _show_usage_error(error: Any) -> int:
    """Say what was wrong with the command line. With no command at all, the help has been shown already."""
    if error.format_message():
        err().print(Text.assemble(_WRONG, f" {usage_error(error.format_message())}"), soft_wrap=True)
        command = error.ctx.command_path if error.ctx else "gfo"
        err().print(f"Skriv {command} --help för hjälp.")
    return USAGE


def show_any(error: Exception) -> int:
    """Print any error as what it is: one meant for people, a full disk, or our own bug. Returns the exit code."""
    meant = error if isinstance(error, ReaderError) else _disk_trouble(error)
    if meant is not None:
        show_error(meant)
        return REFUSED
    _show_bug(error)
    return BUG


def show_error(error: ReaderError) -> None:
    """Print an error meant for people: place, message, what was found, what is allowed, remedy and code."""
    place = f"{error.place}: " if str(error.place) else ""
    heading = (f"Fel {error.code}", "red bold")
    err().print(Text.assemble(heading, f" {place}{error.message}"), soft_wrap=True)
    if error.found and error.found not in error.message:
        err().print(f"Funnet: {error.found}.", soft_wrap=True)
    if error.allowed:
        err().print(f"Tillåtet: {error.allowed}.", soft_wrap=True)
    err().print(error.remedy, soft_wrap=True)


def _disk_trouble(error: Exception) -> ReaderError | None:
    """A full, locked or read-only disk is nobody's bug: say so instead of giving a reference number."""
    if not isinstance(error, OSError) and isinstance(error.__context__, OSError):
        # A library that writes files wraps what the system said.
        error = error.__context__
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or "No space left on device" in str(error):
        return ReaderError(
            "H004",
            "Disken är full.",
            remedy="Frigör utrymme och kör kommandot igen. Det som gällde tidigare gäller fortfarande.",
        )
    denied = _DENIED.search(str(error))
    if denied or number in (errno.EACCES, errno.EROFS, errno.EPERM):
        name = denied[1] if denied else str(getattr(error, "filename", "") or "datahemmet")
        return ReaderError(
            "H005",
            f"Programmet får inte läsa eller skriva {name}.",
            remedy="Ge kontot som kör kommandot rättighet till filen eller mappen och kör igen.",
        )
    return None


def _show_bug(error: Exception) -> None:
    """Our own bug: a reference number for the reader, the traceback (no delivered value) in the home's log."""
    reference = f"{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(3)}"
    # A library's message may quote a cell; nothing that could be a personnummer may reach a log.
    text = _LONG_DIGITS.sub("[siffror]", "".join(traceback.format_exception(error)))
    where = ""
    try:
        folder = data_home().root / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        log = folder / f"{reference}.log"
        log.write_text(text, encoding="utf-8")
        where = f" Loggen ligger i {log}."
    except (OSError, ReaderError):
        sys.stderr.write(text)
    err().print(
        Text.assemble(
            ("Ett fel i programmet", "red bold"),
            f" (referens {reference}). Det är vårt fel, inte filens."
            f"{where} Kontakta förvaltaren och uppge referensen.",
        ),
        soft_wrap=True,
    )
