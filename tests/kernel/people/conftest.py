import uuid
from collections.abc import Iterator
from datetime import datetime

import pytest

from fairlead.kernel.audit import payloads


class TestSealer:
    """Stands in for the keys of retention: reversible, and not clear text."""

    __test__ = False

    def seal(self, plain: bytes, *, entry: uuid.UUID, moment: datetime) -> payloads.Sealed:
        return payloads.Sealed("test", plain[::-1].hex().encode())

    def open(self, sealed: payloads.Sealed, *, entry: uuid.UUID) -> bytes:
        return bytes.fromhex(sealed.content.decode())[::-1]


@pytest.fixture(autouse=True)
def _sealer() -> Iterator[None]:
    before = payloads.install(TestSealer())
    yield
    payloads.install(before)
