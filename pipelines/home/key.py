"""The home's key, by which the senders' pseudonyms become other ones on their way into the warehouse.

It lies in the data home (`pseudonym.key`, mode 0600) and is made on first use. Whoever has it can test guesses of a
sender's id against the warehouse, so it is never copied along with a warehouse. If it is lost, nothing delivered is
lost: the archive holds the senders' files, a new key is made, and the next build keys everything anew. Only the keyed
ids change, and no published figure holds one.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from pipelines.errors import ReaderError
from pipelines.home.durable import sync, write_durably
from pipelines.home.places import DataHome

KEY_BYTES = 32


def load_or_make_key(home: DataHome) -> bytes:
    """The home's key, 32 bytes; made on first use. H006 when the file is damaged."""
    path = home.key_file
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return _make_key(path)
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ReaderError(
            "H006",
            f"Nyckelfilen {path} är skadad.",
            remedy=(
                "Återställ den från en säkerhetskopia. Finns ingen: ta bort filen och bygg om; en ny nyckel "
                "görs, inga levererade uppgifter går förlorade och siffrorna blir desamma."
            ),
        )
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
    return key


def plant_sample_key(home: DataHome, seed: int) -> None:
    """Give a home of made-up rows the key that its seed tells, where it has none: no secret, and the same everywhere.

    The key also decides which of equally cheap figures is hidden; the same sample is thereby protected alike each time.
    """
    if home.kind != "sample":
        raise RuntimeError("only a home of made-up rows may have a key that others can reckon out")
    if not home.key_file.exists():
        _keep(home.key_file, hashlib.sha256(f"gfo sample {seed}".encode()).digest())


def _make_key(path: Path) -> bytes:
    key = secrets.token_bytes(KEY_BYTES)
    _keep(path, key)
    return key


def _keep(path: Path, key: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    write_durably(new, key.hex().encode("ascii") + b"\n")
    new.replace(path)
    sync(path.parent)
