"""The hand-worked specification serves here too."""

from __future__ import annotations

from tests.fixtures.specification import spec

__all__ = ["spec"]
