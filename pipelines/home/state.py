"""What of a data home is state, and goes in a backup: everything that cannot be made again from the rest.

One list for backup and restore alike. Secrets stand apart: none of them ever lies beside what it protects.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipelines.home.places import DataHome

LEDGER = "ledger.duckdb"
#: What was published after the copy may be forgotten here, until somebody says that nothing was.
RESTORED = "restored"
FILES = frozenset(
    {
        "kind",
        LEDGER,
        "waivers.toml",
        "corrections.toml",
        "coverage.csv",
        "protection.toml",
        "access.toml",
        "gallring.toml",
        "leveranser.toml",
        "agenda.toml",
        "presentation.toml",
        "mall.pptx",
        RESTORED,
    }
)
FOLDERS = frozenset({"archive", "published", "withdrawn", "mappings", "audit"})
#: The key goes in a file of its own; what a provider gave for the login can be asked for again.
SECRETS = frozenset({"pseudonym.key", "login.toml", "cookie.secret"})
#: Made again by a build, sent again by its sender, or of no use elsewhere.
REMADE = frozenset(
    {
        "lock",
        f"{LEDGER}.wal",
        "inbox",
        "checked",
        "warehouse",
        "refused",
        "logs",
        "logged-out",
        "exempelfiler",
    }
)

_LONGEST, _LONGEST_WAY = 255, 1024


def is_state(name: str) -> bool:
    """Whether a part's name (relative, with slashes) is one that a backup holds; nothing else is ever unpacked."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or str(path) != name or "\0" in name:
        return False
    # What no disk takes as a name, or as a way to it below a home.
    if len(os.fsencode(name)) > _LONGEST_WAY or any(len(os.fsencode(part)) > _LONGEST for part in path.parts):
        return False
    return name in FILES or (len(path.parts) > 1 and path.parts[0] in FOLDERS)


def parts_of(home: DataHome) -> Iterator[tuple[str, Path]]:
    """Every file and link of the state, by its name in the home. What a killed command left half written is none."""
    for name in sorted(FILES):
        if (home.root / name).is_file():
            yield name, home.root / name
    for folder in sorted(FOLDERS):
        for path in sorted((home.root / folder).rglob("*")):
            inside = path.relative_to(home.root)
            passing = any(part.endswith(".new") for part in inside.parts)
            if not passing and (path.is_symlink() or path.is_file()):
                yield inside.as_posix(), path


def left_out(home: DataHome) -> tuple[str, ...]:
    """What lies in the home and is known neither as state nor as what is made again."""
    known = FILES | FOLDERS | SECRETS | REMADE
    return tuple(sorted(path.name for path in home.root.iterdir() if path.name not in known))
