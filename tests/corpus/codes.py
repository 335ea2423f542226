"""Every finding code that the product has: those of the registries, and those that stand where they are given."""

from __future__ import annotations

import re

from pipelines.deliveries.finding_kinds import finding_kinds
from pipelines.deliveries.reading.messages import MESSAGES
from pipelines.home import PROJECT_ROOT


def registered_codes() -> set[str]:
    """The codes of findings; the errors that stop a command (L001 and the like) are no findings about a file."""
    return {*finding_kinds(), *MESSAGES, *_codes_of_delivering()}


def _codes_of_delivering() -> set[str]:
    rooms = (PROJECT_ROOT / "pipelines" / "deliveries").glob("*.py")
    source = "".join(path.read_text(encoding="utf-8") for path in rooms)
    return set(re.findall(r'\bFinding\(\s*"([A-Z]\d{3})"', source))
