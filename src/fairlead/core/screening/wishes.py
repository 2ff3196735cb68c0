"""What may be asked for besides hits; without imports, so that a command line starts at once."""

from enum import StrEnum


class Explain(StrEnum):
    """Which hits say why."""

    ALERTS = "alerts"
    ALL = "all"
    NONE = "none"
