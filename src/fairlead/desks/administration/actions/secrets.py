"""Replacing the secret of the site, and retiring the earlier one.

Between the two the earlier secret lies beside the present one. It signs nothing any more, so that
every session has ended; it only opens what authenticator apps share, until that is sealed anew.
"""

import os
import secrets

from django.conf import settings
from django.db import transaction

from fairlead.core.errors import Conflict
from fairlead.core.ledger import Verb
from fairlead.desks.administration.apps import INSTALLATION
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.audit.actions import record
from fairlead.kernel.people import actions as people
from fairlead.kernel.retention import keyfiles

LENGTH = 32  # bytes


def replace_secret(context: Context) -> None:
    """Lay the secret of the site aside, and make another; processes take it up at their start.

    The copy comes first: killed at any point, the secret under which things are sealed is there.
    """
    require(context, Verb.OPERATE, INSTALLATION)
    present, earlier = settings.FAIRLEAD_SECRET_FILE, settings.FAIRLEAD_EARLIER_SECRET_FILE
    content, _state = keyfiles.read(present)
    if earlier.exists() and keyfiles.read(earlier)[0] != content:
        raise Conflict("an earlier secret is there still; retire it first", place=str(earlier))
    with transaction.atomic():
        record(
            act="administration.secret.replaced",
            verb=Verb.CONFIGURE,
            authority=context.authority(),
            objects=[f"node:{settings.FAIRLEAD_NODE}"],
        )
        if not earlier.exists():  # otherwise a replacement was interrupted here
            keyfiles.create(earlier, content)
        draft = present.with_name(f".{present.name}.next")
        draft.unlink(missing_ok=True)
        keyfiles.create(draft, secrets.token_hex(LENGTH).encode() + b"\n")
        os.replace(draft, present)  # noqa: PTH105 - says that it replaces
        keyfiles.sync_folder(present.parent)


def retire_secret(context: Context) -> int:
    """Seal anew what the earlier secret sealed, and destroy it; return how much there was."""
    require(context, Verb.OPERATE, INSTALLATION)
    earlier = settings.FAIRLEAD_EARLIER_SECRET_FILE
    if not earlier.exists():
        raise Conflict("there is no earlier secret", place=str(earlier))
    with transaction.atomic():
        resealed = people.reseal_factors(authority=context.authority())
        record(
            act="administration.secret.retired",
            verb=Verb.CONFIGURE,
            authority=context.authority(),
            objects=[f"node:{settings.FAIRLEAD_NODE}"],
        )
    keyfiles.destroy(earlier)
    return resealed
