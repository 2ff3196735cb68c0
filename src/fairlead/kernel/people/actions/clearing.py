from datetime import datetime, timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection, transaction

from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit.actions import record
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Invitation

INVITATIONS_KEPT = timedelta(days=30)


@transaction.atomic
def clear_sessions(*, authority: Authority) -> int:
    """Forget sessions, invitations and counters that are over; return how many there were."""
    moment = now()
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
