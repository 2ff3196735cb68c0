from allauth.mfa.models import Authenticator
from django.db import transaction

from fairlead.core.errors import Conflict
from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference
from fairlead.kernel.clock import now
from fairlead.kernel.people import credentials
from fairlead.kernel.people.models import Account, RecoveryCode
from fairlead.kernel.people.queries import has_second_factor
from fairlead.kernel.people.sessions import forget_sessions


@transaction.atomic
def enrol_authenticator(*, authority: Authority, account: Account, secret: str) -> None:
    """Give an account an authenticator app whose secret is already shared, as in Utopia."""
    Authenticator.objects.create(
        user=account,
        type=Authenticator.Type.TOTP,
        data={"secret": credentials.seal(secret)},
    )
    add_factor(authority=authority, account=account, kind=Authenticator.Type.TOTP)


def _note(*, act: str, verb: Verb, authority: Authority, account: Account, kind: str) -> None:
    objects = [reference("account", account.pk)]
    record(act=act, verb=verb, authority=authority, objects=objects, reason=kind)


@transaction.atomic
def add_factor(*, authority: Authority, account: Account, kind: str) -> None:
    """Note that a person can now show one thing more."""
    _note(
        act="people.factor.added",
        verb=Verb.CONFIGURE,
        authority=authority,
        account=account,
        kind=kind,
    )


@transaction.atomic
def rename_factor(*, authority: Authority, account: Account, kind: str) -> None:
    """Note that a person calls a device by another name."""
    _note(
        act="people.factor.renamed",
        verb=Verb.CONFIGURE,
        authority=authority,
        account=account,
        kind=kind,
    )


@transaction.atomic
def remove_factor(*, authority: Authority, account: Account, kind: str) -> None:
    """Note that something a person could show no longer counts."""
    _note(
        act="people.factor.removed",
        verb=Verb.CONFIGURE,
        authority=authority,
        account=account,
        kind=kind,
    )


@transaction.atomic
def use_factor(*, authority: Authority, account: Account, kind: str) -> None:
    """Note that a person proved once more who they are, before something sensitive."""
    _note(
        act="people.factor.used", verb=Verb.SIGN_IN, authority=authority, account=account, kind=kind
    )


@transaction.atomic
def refuse_factor(*, authority: Authority, account: Account, kind: str, address: str) -> None:
    """Note that what was shown as a second factor was wrong; the code is kept nowhere."""
    record(
        act="people.factor.refused",
        verb=Verb.DENY,
        authority=authority,
        objects=[reference("account", account.pk)],
        outcome="refused",
        reason=kind,
        payload={"address": address},
    )


@transaction.atomic
def reset_factors(*, authority: Authority, account: Account) -> None:
    """Forget every second factor of a person who lost them all; new ones must be set up.

    Every session ends too: whoever found the device may be signed in on it.
    """
    Authenticator.objects.filter(user=account).delete()
    account.recovery_codes.all().delete()
    forget_sessions(account)
    record(
        act="people.factors.reset",
        verb=Verb.CONFIGURE,
        authority=authority,
        objects=[reference("account", account.pk)],
    )


@transaction.atomic
def reseal_factors(*, authority: Authority) -> int:
    """Seal what authenticator apps share under the present secret of the site; return how many."""
    sealed = Authenticator.objects.select_for_update().filter(type=Authenticator.Type.TOTP)
    for each in sealed:
        each.data["secret"] = credentials.seal(credentials.unseal(each.data["secret"]))
        each.save(update_fields=["data"])
    record(
        act="people.factors.resealed",
        verb=Verb.OPERATE,
        authority=authority,
        payload={"count": len(sealed)},
    )
    return len(sealed)


@transaction.atomic
def make_recovery_codes(*, authority: Authority, account: Account) -> list[str]:
    """Replace an account's recovery codes, and return them, which are known only now."""
    Account.objects.select_for_update().get(pk=account.pk)
    if not has_second_factor(account):
        raise Conflict("stand in for a second factor, which comes first", place="recovery codes")
    codes, salt = credentials.new_recovery_codes(), credentials.new_salt()
    account.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, salt=salt, digest=credentials.recovery_digest(code, salt))
        for code in codes
    )
    record(
        act="people.recovery_codes.made",
        verb=Verb.CONFIGURE,
        authority=authority,
        objects=[reference("account", account.pk)],
    )
    return codes


@transaction.atomic
def use_recovery_code(*, authority: Authority, account: Account, code: str) -> bool:
    """Use a code up, if it is one of the account's that is left."""
    unused = account.recovery_codes.filter(used_at__isnull=True)
    salt = unused.values_list("salt", flat=True).first()
    if salt is None or not credentials.read_recovery_code(code):
        return False
    digest = credentials.recovery_digest(code, salt)
    if not unused.filter(digest=digest).update(used_at=now()):
        return False
    record(
        act="people.recovery_code.used",
        verb=Verb.SIGN_IN,
        authority=authority,
        objects=[reference("account", account.pk)],
    )
    return True
