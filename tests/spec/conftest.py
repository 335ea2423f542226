"""Given these rows, expect these figures, or these findings of the cross-checks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fixtures.crosschecked import Registers
from tests.fixtures.specification import spec

__all__ = ["spec"]


@pytest.fixture
def registers() -> Iterator[Registers]:
    found = Registers()
    yield found
    if found.con is not None:
        found.con.close()
