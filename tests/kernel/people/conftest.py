import uuid
from collections.abc import Iterator
from datetime import datetime

import pytest

from fairlead.kernel.audit import payloads
from fairlead.kernel.people import credentials


class TestSealer:
    """Stands in for the keys of retention: reversible, and not clear text."""

    __test__ = False

    def seal(self, plain: bytes, *, entry: uuid.UUID, moment: datetime) -> payloads.Sealed:  # noqa: ARG002
        return payloads.Sealed("test", plain[::-1].hex().encode())

    def open(self, sealed: payloads.Sealed, *, entry: uuid.UUID) -> bytes:  # noqa: ARG002
        return bytes.fromhex(sealed.content.decode())[::-1]


@pytest.fixture(autouse=True)
def _sealer() -> Iterator[None]:
    before = payloads.install(TestSealer())
    yield
    payloads.install(before)


@pytest.fixture(autouse=True)
def _quick_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(credentials, "RECOVERY_MEMORY", 8)
