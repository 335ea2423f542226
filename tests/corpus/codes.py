"""Every code of a finding about a file; the errors that stop a command (L001 and the like) are none."""

from __future__ import annotations

from pipelines.contracts.finding_kinds import finding_kinds


def registered_codes() -> set[str]:
    return set(finding_kinds())
