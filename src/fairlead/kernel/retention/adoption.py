"""How a text becomes the law in force: by itself the first time, later by two persons."""

import uuid

from django.db import IntegrityError, transaction

from fairlead.core.ledger import Verb
from fairlead.core.retention import Action, BadProfile, Law
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.retention import laws, plain
from fairlead.kernel.retention.models import LawInForce
from fairlead.kernel.retention.queries import personal_models


def current_law() -> laws.Adopted:
    """Return the law in force; adopt the one that the settings name where there is none yet."""
    return laws.in_force() or _adopt_first()


def keep(texts: laws.Texts, *, edition: int, approval: uuid.UUID | None = None) -> laws.Adopted:
    """Keep a text under its number; the caller says so in the ledger, in the same transaction."""
    law = laws.read(texts)
    _check_every_class_ends(law)
    LawInForce.objects.create(
        edition=edition, profiles=texts, digest=law.digest, title=str(law), approval=approval
    )
    return laws.Adopted(edition, law)


def references(adopted: laws.Adopted) -> list[str]:
    """Name a law for the ledger."""
    return [f"law:{adopted.edition}", f"digest:{adopted.law.digest}"]


def _adopt_first() -> laws.Adopted:
    try:
        with transaction.atomic():
            adopted = keep(laws.proposed(), edition=1)
            audit.record(
                act="retention.law.adopted",
                verb=Verb.CONFIGURE,
                authority=Context.duty("retention").authority(),
                objects=references(adopted),
            )
            return adopted
    except IntegrityError:  # another process adopted it at the same moment
        return laws.edition(1)


def _check_every_class_ends(law: Law) -> None:
    """Refuse a law under which records of some model would never end."""
    for name in endless(law):
        raise BadProfile(f"No rule says when records of class {name!r} are erased.", place=str(law))


def endless(law: Law) -> list[str]:
    """Return the record classes of this installation that a law never ends."""
    sealed = (model.record_class for model in personal_models())
    return sorted(
        {
            name
            for name in (*sealed, *(term.record_class for term in plain.terms()))
            if not any(rule.action is Action.ERASE for rule in law.schedule(name).rules(name))
        }
    )
