"""Which module holds which verb: a command imports its own, and nobody waits for what the others need."""

from __future__ import annotations

import importlib
from collections.abc import Sequence

from pipelines.cli import app

# The help lists them in this order: what is sent to us, what we make of it, what keeps and takes away, all of it with
# made-up rows, and the pages; and last what is a group of verbs.
VERBS: dict[str, tuple[str, ...]] = {
    "delivering": ("check", "template", "deliver", "status"),
    "fetching": ("fetch",),
    "watching": ("watch",),
    "building": ("build", "publish", "release", "amend", "diff"),
    "rows": ("rows",),
    "safekeeping": ("backup", "restore", "withdraw", "purge"),
    "demo": ("demo",),
    "reporting": ("report",),
    "serving": ("serve",),
    "access": ("access", "audit"),
    "mapping": ("mapping",),
}


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code. What is no verb is told apart, and helped with, by all of them."""
    verb = arguments[0] if arguments else ""
    own = [module for module, verbs in VERBS.items() if verb in verbs]
    for module in own or VERBS:
        importlib.import_module(f"pipelines.cli.{module}")
    return app.run(arguments)
