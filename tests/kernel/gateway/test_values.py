from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from fairlead.kernel.gateway.values import Moment

moments: TypeAdapter[datetime] = TypeAdapter(Moment)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-20T11:00:00Z", datetime(2026, 11, 20, 11, tzinfo=UTC)),
        ("2026-11-20T11:00:00+03:00", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("2026-11-20T11:00:00-22:19", datetime(2026, 11, 21, 9, 19, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_into_utc(written: str, meant: datetime) -> None:
    read = moments.validate_python(written)

    assert (read, read.utcoffset()) == (meant, UTC.utcoffset(None))


@pytest.mark.parametrize(
    "written",
    ["2026-11-20", "2026-11-20T11:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:00:00Z", 7],
)
def test_what_is_no_moment_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        moments.validate_python(written)
