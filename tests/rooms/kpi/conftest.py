"""The hand-worked specification serves here too."""

from __future__ import annotations

from tests.spec.conftest import spec

__all__ = ["spec"]
