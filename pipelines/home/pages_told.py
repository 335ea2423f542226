"""What commands tell the pages beside the published files, which the pages open read-only: a small JSON file each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from pipelines.home.durable import write_durably
from pipelines.home.places import DataHome


def tell_pages(home: DataHome, name: str, told: Mapping[str, object]) -> None:
    """Write it in one step, for the home's own account alone."""
    passing = home.published / f"{name}.json.new"
    passing.unlink(missing_ok=True)
    write_durably(passing, json.dumps(told, ensure_ascii=False).encode())
    passing.replace(home.published / f"{name}.json")


def told_to_pages(home: DataHome, name: str) -> dict[str, Any]:
    """What was told last; empty where nothing was, or nobody can read it."""
    with suppress(OSError, ValueError):
        told = json.loads((home.published / f"{name}.json").read_text("utf-8"))
        if isinstance(told, dict):
            return told
    return {}
