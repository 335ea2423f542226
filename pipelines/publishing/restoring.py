"""`gfo restore`: a backup becomes a data home, whole or not at all, and forgets nothing that its readers were shown.

Everything is unpacked and verified in a folder beside the target, which gets its name in one step. Where a former home
is replaced, what it knows and the copy does not is carried over: the public figures made since (what was shown can be
subtracted from for ever), the versions and files that were taken away, and who may read.
"""

from __future__ import annotations

import errno
import shutil
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path

import duckdb

from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.backup import Manifest, key_hash, unpack
from pipelines.home.condition import private_files
from pipelines.home.durable import exchange, sync, write_durably
from pipelines.home.ledger import open_ledger
from pipelines.home.state import RESTORED
from pipelines.publishing.audience_files import (
    kept_folder,
    lasting_file,
    number_of,
    numbered_files,
)
from pipelines.publishing.memory import ProtectedRelease, figures_of, protected_releases
from pipelines.publishing.purging import remove_purged
from pipelines.publishing.withdrawal import put_away
from pipelines.reference import STYRGRUPP

#: Stands in a folder that is still being made, and in none that holds somebody's home.
_UNFINISHED = ".restoring"
#: What the newest home says of readers and of protection holds, however old the copy is.
_NEWEST_COUNTS = ("access.toml", "protection.toml", "gallring.toml")
_CARRIED = (
    *("withdrawal", "purge", "protected_release", "protected_target", "allocation_snapshot"),
    "meeting_day",
)
#: The ledger of a home is damaged, or gone.
_NO_LEDGER = ("H007", "H009")
_SURE = """Datahemmet är återställt från en säkerhetskopia gjord {made}.
Kopian känner till {known}.

Hölls inget möte med gfo release efter det: ta bort den här filen.
Hölls ett: liggaren vet inte vad allmänheten fick se då, och nya offentliga siffror kunde tillsammans med dem
avslöja små tal. Återställ en nyare kopia. Så länge filen ligger här görs inga nya offentliga siffror.
"""


@dataclass(frozen=True)
class Restored:
    """`public`: the last public figures that the copy knows; `sure`: whether none can have been made after them.

    Of a home that was replaced: where it lies (`aside`), which public figures were remembered from it (`carried`, their
    numbers), and how many of its deliveries and versions the copy lacks.
    """

    manifest: Manifest
    public: ProtectedRelease | None
    sure: bool
    aside: Path | None = None
    carried: tuple[int, ...] = ()
    lost_deliveries: int = 0
    lost_builds: int = 0


def restore(
    archive: Path,
    into: Path,
    *,
    key: Path | None,
    new_key: bool,
    replace: bool,
    nothing_since: bool,
    now: datetime,
) -> Restored:
    """Make a data home of a backup at `into`: an empty or new folder, or with `replace` in a former home's place.

    ReaderError: the copy is damaged (G031) or of a later version (G032), the folder is not empty or lies in a home
    (G033), the key is missing or another (G034), the file system cannot change two names in one step (G035), or the
    former home knows of public figures that cannot be carried over (G036). Then nothing has changed. Killed, the former
    home stands and the same command completes it.
    """
    into = into.resolve()
    there = into.is_dir() and any(into.iterdir())
    if (into.exists() and not into.is_dir()) or (there and not replace):
        raise ReaderError(
            "G033",
            f"{into} är inte en tom mapp.",
            remedy="Ange en ny eller tom mapp med --into, eller --replace för att byta ut datahemmet som ligger där "
            "(det sparas bredvid). Inget har ändrats.",
        )
    above = next((folder for folder in into.parents if (folder / "kind").is_file()), None)
    if above is not None:
        raise ReaderError(
            "G033",
            f"{into} ligger i datahemmet {above}.",
            remedy="Ange en mapp som inte ligger i ett datahem. Inget har ändrats.",
        )
    draft = into.with_name(f".{into.name}.restoring")
    _sweep(into, draft)
    with private_files():
        draft.mkdir(parents=True)
        (draft / _UNFINISHED).touch()
    try:
        return _restore(archive, into, draft, key, new_key, nothing_since, now, there)
    finally:
        if (draft / _UNFINISHED).exists():
            shutil.rmtree(draft)


def _sweep(into: Path, draft: Path) -> None:
    """Remove what killed restorations left unfinished; never a home, nor one that was put aside."""
    for leftover in (draft, *into.parent.glob(f"{into.name}.before-*")):
        if leftover.name == draft.name or (leftover / _UNFINISHED).exists():
            shutil.rmtree(leftover, ignore_errors=True)


def _restore(
    archive: Path,
    into: Path,
    draft: Path,
    key: Path | None,
    new_key: bool,
    nothing_since: bool,
    now: datetime,
    there: bool,
) -> Restored:
    with private_files():
        manifest = unpack(archive, draft)
        _restore_key(draft, manifest, key, new_key=new_key)
        home = DataHome(draft)
        for folder in (home.inbox, home.warehouse, home.refused):
            folder.mkdir()
        with open_ledger(home) as ledger:
            last = next(reversed(protected_releases(ledger)), None)
        # Folders that were made ready for a home know of no meeting.
        sure = nothing_since or (there and DataHome(into).kind is not None)
        if not sure:
            text = _SURE.format(made=manifest.made, known=_told(last))
            write_durably(draft / RESTORED, text.encode())
        if not there:
            (draft / _UNFINISHED).unlink()
            draft.replace(into)
            sync(into.parent)
            return Restored(manifest, last, sure)
        return _replace(DataHome(into), home, manifest, last, now, sure=sure)


def _told(last: ProtectedRelease | None) -> str:
    return f"de offentliga siffrorna från mötet {last.meeting_on}" if last else "inga offentliga siffror"


def _restore_key(draft: Path, manifest: Manifest, key: Path | None, *, new_key: bool) -> None:
    if not manifest.key or (new_key and key is None):
        return
    if key is None:
        raise ReaderError(
            "G034",
            "Datahemmets nyckel ligger inte i kopian.",
            remedy="Ange filen som gfo backup --key skrev med --key. Är den förlorad: --new-key; inga uppgifter går "
            "förlorade, men lika bra offentliga siffror kan komma att skyddas på ett annat sätt. Inget har ändrats.",
        )
    secret = key.read_bytes()
    if key_hash(secret) != manifest.key:
        raise ReaderError(
            "G034",
            f"{key.name} är inte nyckeln till det datahem som kopierades.",
            remedy="Ange den nyckel som kopierades med det. Inget har ändrats.",
        )
    write_durably(draft / "pseudonym.key", secret)


def _replace(
    former: DataHome,
    home: DataHome,
    manifest: Manifest,
    last: ProtectedRelease | None,
    now: datetime,
    *,
    sure: bool,
) -> Restored:
    with former.writing():
        if former.kind not in (None, home.kind):
            raise _unlike(
                "en annan sorts innehåll än kopian: det ena är exempeldata, det andra riktiga leveranser"
            )
        # Left by a restoration that was killed after its last step.
        (former.root / _UNFINISHED).unlink(missing_ok=True)
        # Folders that were made ready for a home know nothing, and would replace the copy's log and readers by none.
        used = former.kind is not None
        carried, deliveries, builds = _carry_over(former, home, last) if used else ((), 0, 0)
        aside = _free(former.root.with_name(f"{former.root.name}.before-{now:%Y%m%d-%H%M%S}"))
        home.root.replace(aside)
        try:
            exchange(aside, former.root)
        except OSError as error:
            aside.replace(home.root)
            if error.errno not in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EXDEV):
                raise
            raise ReaderError(
                "G035",
                f"Filsystemet kan inte byta ut {former.root} i ett enda steg.",
                remedy="Återställ till en ny mapp och låt GFO_HOME ange den. Inget har ändrats.",
            ) from error
        (former.root / _UNFINISHED).unlink()
    return Restored(manifest, last, sure, aside, carried, deliveries, builds)


def _free(place: Path) -> Path:
    """A name that is nobody's: two restorations may come within a second."""
    names = chain([place], (place.with_name(f"{place.name}-{number}") for number in count(2)))
    return next(name for name in names if not name.exists())


def _carry_over(
    former: DataHome, home: DataHome, last: ProtectedRelease | None
) -> tuple[tuple[int, ...], int, int]:
    """Give the copy what the former home knows; which public figures, how many deliveries and builds it lacked."""
    for name in _NEWEST_COUNTS:
        (home.root / name).unlink(missing_ok=True)
        if (former.root / name).is_file():
            shutil.copy2(former.root / name, home.root / name)
    if (former.root / "audit").is_dir():
        shutil.rmtree(home.root / "audit", ignore_errors=True)
        shutil.copytree(former.root / "audit", home.root / "audit")
    if (former.root / RESTORED).exists():
        shutil.copy2(former.root / RESTORED, home.root / RESTORED)
    number = last.number if last else 0
    try:
        with open_ledger(former) as old, open_ledger(home) as new:
            return _carry_rows(former, home, old, new, number)
    except ReaderError as error:
        if error.code not in _NO_LEDGER:
            raise
        newer = [path for path, of in numbered_files(former) if of > number]
        if newer:
            what = f"offentliga siffror som är nyare än kopian ({newer[0].name}), och dess liggare går inte att läsa"
            raise _unlike(what) from error
        return (), 0, 0


def _carry_rows(
    former: DataHome,
    home: DataHome,
    old: duckdb.DuckDBPyConnection,
    new: duckdb.DuckDBPyConnection,
    number: int,
) -> tuple[tuple[int, ...], int, int]:
    known, kept = protected_releases(old), protected_releases(new)
    if any(one.sha256 != other.sha256 for one, other in zip(known, kept, strict=False)):
        raise _unlike("andra offentliga siffror än kopian, under samma nummer")
    _keep_files(former, home, known)
    for table in _CARRIED:
        new.register("incoming", old.sql(f"select * from {table}").arrow())
        new.execute(_insert_missing(table), {"last": number} if table == "protected_target" else {})
        new.unregister("incoming")
    for (build,) in new.execute("select build from withdrawal").fetchall():
        put_away(home, new, build)
    remove_purged(home, new)
    return (
        tuple(release.number for release in known if release.number > number),
        _lacking(old, new, "delivery", "delivery_id, sha256"),
        _lacking(old, new, "build", "build, inputs_key"),
    )


def _insert_missing(table: str) -> str:
    if table == "protected_target":
        return "insert into protected_target select * from incoming where number > $last"
    if table == "meeting_day":
        return "insert into meeting_day select * from incoming except all select * from meeting_day"
    return f"insert or ignore into {table} select * from incoming"


def _lacking(old: duckdb.DuckDBPyConnection, new: duckdb.DuckDBPyConnection, table: str, columns: str) -> int:
    query = f"select {columns} from {table}"
    return len({*old.execute(query).fetchall()} - {*new.execute(query).fetchall()})


def _keep_files(former: DataHome, home: DataHome, known: tuple[ProtectedRelease, ...]) -> None:
    """Put every file that somebody was given, and the copy lacks, among what is remembered and shown to nobody."""
    truths = [lasting_file(former, release.build, f"{STYRGRUPP}.duckdb") for release in known]
    for path in (*truths, *(path for path, _ in numbered_files(former))):
        if not path.exists():
            continue
        build = int(path.parent.name)
        there = lasting_file(home, build, path.name)
        if not there.exists():
            kept = kept_folder(home, build)
            kept.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copy2(path, kept / path.name)
        elif number_of(path) is None and not figures_of(path).equals(figures_of(there)):
            raise _unlike(f"andra siffror i version {build} än kopian")


def _unlike(what: str) -> ReaderError:
    return ReaderError(
        "G036",
        f"Datahemmet som skulle bytas ut har {what}.",
        remedy="Använd en nyare kopia. Finns ingen: återställ till en ny mapp; där görs inga nya offentliga siffror "
        "förrän någon har tagit ställning. Inget har ändrats.",
    )
