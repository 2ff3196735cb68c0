import uuid
from collections.abc import Iterator
from datetime import datetime

import pytest

from fairlead.kernel.audit import payloads
from fairlead.kernel.audit.payloads import Sealed


class Drawer:
    """Stands for the sealer that retention installs: what is put in comes out again."""

    def __init__(self) -> None:
        self.kept: dict[uuid.UUID, bytes] = {}

    def seal(self, plain: bytes, *, entry: uuid.UUID, moment: datetime) -> Sealed:  # noqa: ARG002
        self.kept[entry] = plain
        return Sealed("drawer", b"sealed")

    def open(self, sealed: Sealed, *, entry: uuid.UUID) -> bytes:  # noqa: ARG002
        return self.kept[entry]


@pytest.fixture(autouse=True)
def drawer() -> Iterator[Drawer]:
    used = Drawer()
    before = payloads.install(used)
    yield used
    payloads.install(before)
