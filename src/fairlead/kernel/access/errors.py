"""What access raises."""

from fairlead.core.errors import FairleadError, Refused


class NoContext(FairleadError):
    """A query over personal data without a context: a mistake in the program, never of a user."""

    code = "no-context"


class NoPurpose(Refused):
    """The session has not said yet what it works for."""

    code = "no-purpose"
