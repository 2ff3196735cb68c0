"""The purpose of a session: which are offered, and which one was chosen."""

import uuid
from collections.abc import MutableMapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.core.policy.decisions import Reason
from fairlead.core.registration import Purpose
from fairlead.kernel.access import policy
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.denials import Denial, refusal
from fairlead.kernel.audit.actions import record
from fairlead.kernel.rooms import rooms

KEY = "fairlead.purpose"  # in the session: code and case


def offered(context: Context) -> list[Purpose]:
    """Return the purposes of the roles that the person holds now, each with its legal basis."""
    return [replace(each, legal_basis=basis) for each, basis in _held(context) if basis]


def without_basis(context: Context) -> list[Purpose]:
    """Return the purposes of these roles for which the law in force names no legal basis."""
    return [each for each, basis in _held(context) if not basis]


def _held(context: Context) -> list[tuple[Purpose, str]]:
    held = [each for each in _plain() if each.roles & context.roles]
    bases = policy.bases() if held else {}
    return [(each, bases[each.code]) for each in held]


def _plain() -> list[Purpose]:
    return [each for each in policy.purposes().values() if not each.emergency]


def choose(
    context: Context,
    *,
    session: MutableMapping[str, Any],
    purpose: str,
    case: uuid.UUID | None = None,
) -> Context:
    """Set the purpose of the session, with an entry in the ledger."""
    chosen = checked(context, purpose=purpose, case=case)
    with transaction.atomic():
        record(
            act="access.purpose.chosen",
            verb=Verb.CONFIGURE,
            authority=chosen.authority(),
            objects=[f"purpose:{purpose}"],
            reason=f"before:{context.purpose}" if context.purpose else "",
        )
        session[KEY] = {"purpose": purpose, "case": str(case or "")}
    return chosen


def checked(context: Context, *, purpose: str, case: uuid.UUID | None = None) -> Context:
    """Return the context under this purpose, if its roles carry it, and the case is theirs."""
    if purpose not in {each.code for each in _plain() if each.roles & context.roles}:
        raise _refusal(context, purpose, Reason.PURPOSE_NOT_OF_ROLE)
    if not policy.basis_of(purpose):
        raise _refusal(context, purpose, Reason.BASIS_MISSING)
    if policy.purposes()[purpose].case_bound:
        _check_case(context.serving(purpose, case=case))
    return context.serving(purpose, case=case)


def _check_case(context: Context) -> None:
    """Only the room that keeps the cases knows who works on which; without it, nobody does."""
    checks = [room.case_check for room in rooms().values() if room.case_check]
    known = context.case is not None and any(
        import_string(check)(context, context.case) for check in checks
    )
    if not known:
        raise _refusal(context, context.purpose, Reason.CASE_MISSING)


def _refusal(context: Context, purpose: str, reason: Reason) -> Refused:
    denial = Denial(
        context=context,
        verb=Verb.CONFIGURE,
        what="purpose",
        reasons=(reason,),
        objects=(f"purpose:{purpose}",),
    )
    return refusal(denial, "This purpose is not open to you now.")


def of_session(context: Context, session: MutableMapping[str, Any]) -> Context:
    """Return the context under the session's purpose, if the roles of now still carry it."""
    kept = session.get(KEY)
    purpose = policy.purposes().get(kept["purpose"]) if kept else None
    if kept is None or purpose is None or purpose.emergency or not purpose.roles & context.roles:
        return context
    case = uuid.UUID(kept["case"]) if kept["case"] else None
    serving = context.serving(purpose.code, case=case)
    return serving if serving.legal_basis else context
