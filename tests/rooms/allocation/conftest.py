import pytest

from pipelines.allocation import KeyInputs
from tests.fixtures.allocation_keys import key_2023


@pytest.fixture
def key() -> KeyInputs:
    """The key of 2023 with its derived (härledda) inputs."""
    return key_2023()
