"""What lies in a home, to hold that nothing was changed."""

from __future__ import annotations

from pathlib import Path

from pipelines.home import DataHome


def files_in(home: DataHome) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.root.rglob("*") if path.is_file()}
