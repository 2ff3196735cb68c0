"""Backing up and restoring."""

from fairlead.desks.administration.actions.backup import back_up
from fairlead.desks.administration.actions.restore import restore

__all__ = ["back_up", "restore"]
