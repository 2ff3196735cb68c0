from collections.abc import Iterator

import pytest

from fairlead.kernel.audit import payloads
from tests.sealers import TestSealer


@pytest.fixture(autouse=True)
def sealer() -> Iterator[TestSealer]:
    """Seals what people say for the ledger; the real one belongs to a room above."""
    used = TestSealer()
    before = payloads.install(used)
    yield used
    payloads.install(before)
