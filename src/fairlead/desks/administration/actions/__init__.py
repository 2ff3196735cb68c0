"""Backing up and restoring."""

from fairlead.desks.administration.actions.backup import make_backup
from fairlead.desks.administration.actions.restore import restore_backup
from fairlead.desks.administration.actions.secrets import replace_secret, retire_secret

__all__ = ["make_backup", "replace_secret", "restore_backup", "retire_secret"]
