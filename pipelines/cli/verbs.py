"""Every module of verbs, imported here so that its commands register with the application."""

from __future__ import annotations

import importlib
import importlib.util

from pipelines.cli import delivering, watching
from pipelines.cli.app import run

__all__ = ["delivering", "run", "watching"]

# Building, publishing and serving are a room of their own.
if importlib.util.find_spec("pipelines.cli.building"):
    importlib.import_module("pipelines.cli.building")

# After the demo, which ends in it.
importlib.import_module("pipelines.cli.serving")
