"""What can be wrong with something sealed.

::

    SealingError
    ├── SealBroken      the bytes are not what was sealed, or not where they were sealed
    └── KeyDestroyed    the key is gone for ever: the values have been erased
"""

from fairlead.core.errors import FairleadError


class SealingError(FairleadError):
    """Something sealed cannot be opened."""

    code = "sealing"


class SealBroken(SealingError):
    """The bytes were changed, cut, or moved to another record, class or bucket."""

    code = "sealing.broken"


class KeyDestroyed(SealingError):
    """The key that would open this was destroyed. Nobody can open it again: that is the point."""

    code = "sealing.destroyed"
