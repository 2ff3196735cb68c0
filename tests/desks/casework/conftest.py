from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests.desks.casework.case_staff import Unit


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Path]:
    """A key folder of its own: a destroyed key never comes back."""
    folder = tmp_path / "keys"
    with override_settings(FAIRLEAD_KEYS=folder, FAIRLEAD_DATA=tmp_path / "data"):
        yield folder


@pytest.fixture
def here(db: None) -> Unit:
    return Unit.make("Passenger Information Unit of Utopia")


@pytest.fixture
def there(db: None) -> Unit:
    return Unit.make("Financial Intelligence Unit of Utopia")
