"""The witnesses that the settings name."""

from django.conf import settings

from fairlead.core.errors import Misconfigured
from fairlead.kernel.audit.witnesses.folder import FolderWitness
from fairlead.kernel.audit.witnesses.node import NodeWitness
from fairlead.kernel.audit.witnesses.port import Witness
from fairlead.kernel.audit.witnesses.syslog import SyslogWitness


def configured() -> list[Witness]:
    """Return the witnesses of this installation."""
    return [parse(spelled) for spelled in settings.FAIRLEAD_WITNESSES]


def parse(spelled: str) -> Witness:
    """Make a witness from its spelling in the settings."""
    kind, _, rest = spelled.partition(":")
    if kind == "folder":
        return FolderWitness(rest)
    if kind == "syslog":
        return SyslogWitness(rest)
    if kind in {"https", "http"}:
        return NodeWitness(spelled)
    raise Misconfigured(
        f"{spelled!r} begins with neither folder:, syslog: nor https:", place="witnesses"
    )
