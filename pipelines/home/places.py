"""The data home: where deliveries, the ledger, warehouses and published files live (`GFO_HOME`)."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO

from pipelines.errors import ReaderError
from pipelines.home.condition import make_private, private_files, refuse_misplaced, refuse_unmarked
from pipelines.home.durable import sync
from pipelines.reference import PROJECT_ROOT

# Who holds which home's lock, by process and thread, so that a verb that holds it can call another.
_HELD: set[tuple[Path, int, int]] = set()
# flock knows no time limit of its own.
_LOOK_AGAIN_SECONDS = 0.1

#: The code of "another command is working in the home".
BUSY = "H002"

HomeKind = Literal["sample", "real"]
KIND_WORDS: dict[HomeKind, str] = {"sample": "exempeldata", "real": "riktiga leveranser"}


@dataclass(frozen=True)
class DataHome:
    """Every path the pipelines write to hangs under `root`."""

    root: Path

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def checked(self) -> Path:
        return self.root / "checked"

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def ledger(self) -> Path:
        return self.root / "ledger.duckdb"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def published(self) -> Path:
        return self.root / "published"

    @property
    def withdrawn(self) -> Path:
        """What was published once and is kept for the memory alone: no reader's file lies here."""
        return self.root / "withdrawn"

    def withdrawn_mark(self, build: int | str) -> Path:
        """Stands among what is published for as long as a version is withdrawn: the pages see nothing else of it."""
        return self.published / ".withdrawn" / str(build)

    @property
    def refused(self) -> Path:
        return self.root / "refused"

    @property
    def mappings(self) -> Path:
        return self.root / "mappings"

    @property
    def key_file(self) -> Path:
        return self.root / "pseudonym.key"

    @property
    def coverage_override(self) -> Path:
        return self.root / "coverage.csv"

    @property
    def kind(self) -> HomeKind | None:
        """What the home was created for; None before its first delivery. H003, H010 or H011 when nobody can tell."""
        refuse_misplaced(self.root)
        try:
            word = (self.root / "kind").read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            # Whoever came first would else decide what is already there.
            refuse_unmarked(self.root)
            return None
        if word == "sample":
            return "sample"
        if word == "real":
            return "real"
        raise ReaderError(
            "H003",
            f"Datahemmet {self.root} är märkt \u201d{word}\u201d, som inte känns igen.",
            remedy="Återställ filen kind från en säkerhetskopia (sample eller real).",
        )

    def claim(self, kind: HomeKind) -> None:
        """Create the home for one kind of data, or refuse when it holds the other kind."""
        present = self.kind
        if present is None:
            with private_files():
                self.root.mkdir(parents=True, exist_ok=True)
                for folder in (self.inbox, self.archive, self.warehouse, self.published, self.refused):
                    folder.mkdir(exist_ok=True)
                mark = self.root / "kind.new"
                mark.write_text(f"{kind}\n", encoding="ascii")
                sync(mark)
                mark.replace(self.root / "kind")
                sync(self.root)
        elif present != kind:
            raise ReaderError(
                "H001",
                f"Datahemmet {self.root} innehåller {KIND_WORDS[present]} "
                f"och tar inte emot {KIND_WORDS[kind]}.",
                remedy="Välj en annan mapp med GFO_HOME. Inget har ändrats.",
            )

    @contextmanager
    def writing(self, patience: float = 0) -> Iterator[None]:
        """Hold the home's one writer lock; the ledger is only ever opened under it, also to be read.

        The kernel drops the lock when the process dies, so a killed run never leaves the home locked. The home's files
        are its owner's only: what has become anybody's is made so again. Nested calls of one thread share the lock;
        another thread or process is refused with H002, at once or when it has waited for `patience` seconds.
        """
        holder = (self.root.resolve(), os.getpid(), threading.get_ident())
        if holder in _HELD:
            yield
            return
        refuse_misplaced(self.root)
        with private_files():
            self.root.mkdir(parents=True, exist_ok=True)
            with (self.root / "lock").open("a+") as handle:
                _take_lock(handle, patience)
                make_private(self.root)
                _HELD.add(holder)
                try:
                    yield
                finally:
                    _HELD.discard(holder)


def _take_lock(handle: TextIO, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise ReaderError(
                    BUSY,
                    "Ett annat kommando arbetar i datahemmet just nu.",
                    remedy="Vänta tills det är klart och kör kommandot igen. Inget har ändrats.",
                ) from None
            time.sleep(_LOOK_AGAIN_SECONDS)
        else:
            return


def data_home() -> DataHome:
    """The home named by `GFO_HOME`, by default the project's own `data/`; H008 when it names no folder."""
    root = Path(os.environ.get("GFO_HOME") or PROJECT_ROOT / "data").resolve()
    if root.exists() and not root.is_dir():
        raise ReaderError(
            "H008",
            f"Datahemmet {root} är ingen mapp.",
            remedy="Ange med GFO_HOME en mapp, eller en som ännu inte finns.",
        )
    return DataHome(root)
