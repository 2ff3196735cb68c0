"""What the ledger says, for tests of what must and must not stand in it."""

from fairlead.core.ledger import entries
from fairlead.kernel.audit.models import Entry


def headers() -> list[entries.EntryHeader]:
    """Return every header in the order in which they were written."""
    return [entries.decode(bytes(entry.header)) for entry in Entry.objects.order_by("time", "pk")]


def acts(*, about: str = "") -> list[str]:
    """Return the acts in the order in which they were written, or those about one object."""
    return [header.act for header in headers() if not about or about in header.objects]


def last(act: str) -> entries.EntryHeader:
    """Return the latest entry of this act."""
    return next(header for header in reversed(headers()) if header.act == act)
