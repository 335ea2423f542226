"""Every module of verbs, imported here so that its commands register with the application."""

from __future__ import annotations

import importlib

from pipelines.cli.app import run

__all__ = ["run"]

# The help lists them in this order: what is sent to us, what we make of it, all of it
# with made-up rows, and the pages.
for room in ("delivering", "mapping", "watching", "building", "demo", "serving"):
    importlib.import_module(f"pipelines.cli.{room}")
