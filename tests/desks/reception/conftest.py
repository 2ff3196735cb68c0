import pytest

from fairlead.kernel.people import credentials


@pytest.fixture(autouse=True)
def _quick_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(credentials, "RECOVERY_MEMORY", 8)
