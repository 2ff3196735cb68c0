"""Backing up and restoring."""

from fairlead.desks.administration.actions.backup import make_backup
from fairlead.desks.administration.actions.restore import restore_backup

__all__ = ["make_backup", "restore_backup"]
