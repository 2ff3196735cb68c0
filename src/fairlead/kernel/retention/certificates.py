"""The certificate of a run: what was done, to how many, by which law, and what it is worth.

It names no person and no record, so it is kept for ever. Its digest stands in the header of a
ledger entry, which can never change: who holds the certificate can prove that it is the one.
"""

import hashlib
import json

from django.conf import settings

from fairlead.core.retention import Period
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.retention.laws import Adopted
from fairlead.kernel.retention.models import Run

FORMAT = "fairlead/erasure-certificate/1"
PROVES = (
    "Every record counted here as erased has lost its wrapped key, its envelope and its search "
    "tokens. Every key named here was overwritten and removed, and is barred for ever; what was "
    "sealed under it cannot be opened in any copy of the database. Where a bucket's key still "
    "lives because its month has not ended, a copy of the database could open an erased record "
    "until that key is destroyed or the copy is older than the backup window, whichever is first."
)


def write(run: Run, adopted: Adopted) -> str:
    """Return the certificate of a run that has done its work."""
    on = run.as_of.date()
    window = Period.parse(adopted.law.value("backup-window", str, on=on))
    return json.dumps(
        {
            "format": FORMAT,
            "node": settings.FAIRLEAD_NODE,
            "run": str(run.pk),
            "as_of": run.as_of.isoformat(),
            "law": {
                "edition": adopted.edition,
                "profiles": str(adopted.law),
                "digest": adopted.law.digest,
            },
            "done": _lines(run),
            "keys_destroyed": run.keys,
            "backup_window": str(window),
            "copies_end": window.after(run.as_of).isoformat(),
            "proves": PROVES,
        },
        sort_keys=True,
        indent=2,
    )


def digest(certificate: str) -> str:
    """Return the digest that the ledger keeps."""
    return hashlib.sha256(certificate.encode()).hexdigest()


def is_genuine(run: Run) -> bool:
    """Say whether the certificate is the one that the ledger's entry speaks of."""
    entry = Entry.objects.filter(pk=run.entry).first() if run.entry else None
    return entry is not None and f"sha256:{digest(run.certificate)}" in bytes(entry.header).decode()


def _lines(run: Run) -> list[dict[str, object]]:
    return [
        {"record_class": record_class, "action": action, "by": citation, "count": count}
        for record_class, actions in sorted(run.counts.items())
        for action, by_rule in sorted(actions.items())
        for citation, count in sorted(by_rule.items())
    ]
