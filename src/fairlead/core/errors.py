"""Every error that Fairlead raises on purpose.

::

    FairleadError            has a stable code, a place and a message
    ├── BadInput             what came from outside cannot be used; names the place
    ├── Refused              the rules do not permit it; carries the reasons
    ├── Conflict             the record changed, or is not in a state that allows the act
    ├── Unavailable          something that must work does not (ledger, key store)
    │   └── LedgerUnavailable
    └── Misconfigured        the installation itself is wrong; refuses to start
"""

from collections.abc import Sequence


class FairleadError(Exception):
    """The root of the tree: a stable ``code``, the ``place`` and a message for a person."""

    code = "fairlead"

    def __init__(self, message: str, *, code: str = "", place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class BadInput(FairleadError):
    """What came from outside cannot be used; ``place`` says where it is wrong."""

    code = "bad-input"


class Refused(FairleadError):
    """The rules do not permit this; ``reasons`` are codes that a page puts into words."""

    code = "refused"

    def __init__(self, message: str, *, reasons: Sequence[str] = (), code: str = "") -> None:
        super().__init__(message, code=code)
        self.reasons = tuple(reasons)


class Conflict(FairleadError):
    """The record changed meanwhile, or its state does not allow this act."""

    code = "conflict"


class Unavailable(FairleadError):
    """Something without which nothing may be served does not work."""

    code = "unavailable"


class LedgerUnavailable(Unavailable):
    """The ledger cannot be written, so neither the act nor the look may happen."""

    code = "ledger-unavailable"


class Misconfigured(FairleadError):
    """The installation is wrong; the process must not start."""

    code = "misconfigured"
