"""What the ledger says, for tests of what must and must not stand in it."""

from fairlead.kernel.audit.models import Entry


def acts(*, about: str = "") -> list[str]:
    """Return the acts in the order in which they were written, or those about one object."""
    entries = Entry.objects.order_by("recorded_at", "pk")
    return [entry.act for entry in entries if not about or about in entry.header["objects"]]


def last(act: str) -> Entry:
    """Return the latest entry of this act."""
    return Entry.objects.filter(act=act).latest("recorded_at", "pk")
