from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection, transaction
from django.db.models import Q

from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit.actions import record
from fairlead.kernel.clock import now
from fairlead.kernel.people import sessions
from fairlead.kernel.people.actions.sessions import close_session
from fairlead.kernel.people.models import Invitation

MOST = 200  # sessions closed in one go: a schedule is short
INVITATIONS_KEPT = timedelta(days=30)


def close_over(*, authority: Authority) -> int:
    """Close the sessions that nobody came back to, each with its entry; return how many.

    Who comes back is told, and the entry written, at that request. Of who does not, the ledger
    would otherwise never say until when the session could have been used.
    """
    moment = now()
    idle = Q(last_seen_at__lte=moment - settings.FAIRLEAD_SESSION_IDLE)
    old = Q(created_at__lte=moment - settings.FAIRLEAD_SESSION_LIFETIME)
    quiet = UserSession.objects.filter(idle | old).order_by("pk").select_related("user")
    return sum(_close(authority, one, moment) for one in quiet[:MOST])


def _close(authority: Authority, quiet: UserSession, moment: datetime) -> bool:
    store = import_module(settings.SESSION_ENGINE).SessionStore(quiet.session_key)
    kept = store.load()
    reason = sessions.reason_to_end(store, moment) if kept else sessions.IDLE
    if not reason:
        return False  # seen since: presence is noted in the session first
    name, account = sessions.reference(store) if kept else "", quiet.user
    with transaction.atomic():
        if UserSession.objects.filter(pk=quiet.pk).delete()[0] == 0:
            return False  # its owner came back and was told
        close_session(
            authority=replace(authority, agency=str(account.agency_id), session=name),
            account=account,
            reason=reason,
        )
        if kept:
            store.delete(quiet.session_key)
    return True


@transaction.atomic
def clear_sessions(*, authority: Authority) -> int:
    """Forget sessions, invitations and counters that are over; return how many there were."""
    moment = now()
    while close_over(authority=authority) == MOST:
        pass
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    running = Session.objects.values("session_key")
    forgotten = UserSession.objects.exclude(session_key__in=running).delete()[0]
    ended = Invitation.objects.filter(expires_at__lt=moment - INVITATIONS_KEPT)
    forgotten += ended.delete()[0] + _clear_counters(moment)
    if forgotten:
        record(
            act="people.sessions.cleared",
            verb=Verb.ERASE,
            authority=authority,
            payload={"count": forgotten},
        )
    return forgotten


def _clear_counters(moment: datetime) -> int:
    """Delete what the cache holds past its time; Django does so only when it is full."""
    if not isinstance(caches["default"], DatabaseCache):
        return 0
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s",  # noqa: S608 - our own table's name
            [connection.ops.adapt_datetimefield_value(moment)],
        )
        return int(cursor.rowcount)
