"""Given these rows, expect these figures, or these findings of the cross-checks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fixtures.crosschecked import Registers
from tests.fixtures.specification import spec
from tests.fixtures.warehouse import empty_database

__all__ = ["spec"]


@pytest.fixture
def registers() -> Iterator[Registers]:
    with empty_database() as con:
        yield Registers(con)
