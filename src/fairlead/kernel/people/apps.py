from datetime import timedelta

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Role, Room, Schedule, Term

ROLES = (
    Role(
        code="analyst",
        label=_("Analyst"),
        description=_("Works on hits and cases of the agency."),
    ),
    Role(
        code="supervisor",
        label=_("Supervisor"),
        description=_("Leads analysts, and gives the second approval."),
    ),
    Role(
        code="list_officer",
        label=_("List officer"),
        description=_("Keeps the registers against which persons are screened."),
    ),
    Role(
        code="oversight",
        label=_("Oversight officer"),
        description=_("Inspects who looked at whom, why, and under which authority."),
    ),
    Role(
        code="protection_officer",
        label=_("Data protection officer"),
        description=_("Answers requests of the persons recorded, and watches over terms."),
    ),
    Role(
        code="security_officer",
        label=_("Security officer"),
        description=_("Proposes and approves accounts and roles."),
        personal_data=False,
    ),
    Role(
        code="administrator",
        label=_("Administrator"),
        description=_("Keeps the installation running, and sees no personal data."),
        personal_data=False,
    ),
    Role(
        code="service",
        label=pgettext_lazy("role", "Service"),
        description=_("A machine that submits or asks, within the scopes of its key."),
        personal_data=False,
    ),
)


class PeopleConfig(AppConfig):
    name = "fairlead.kernel.people"
    label = "people"
    room = Room(
        label=_("People"),
        roles=ROLES,
        terms=(
            Term(
                record_class="staff.accounts",
                model="people.Account",
                clock_start="revoked_at",
                ended_by="fairlead.kernel.people.blanking.blank_accounts",
            ),
        ),
        schedules=(
            Schedule(
                code="closing",
                job="fairlead.kernel.people.jobs.close_over",
                every=timedelta(minutes=5),
            ),
            Schedule(
                code="clearing",
                job="fairlead.kernel.people.jobs.clear_sessions",
                every=timedelta(hours=1),
            ),
        ),
    )

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        user_logged_in.connect(_start_clocks, dispatch_uid="people.sessions")


def _start_clocks(request: HttpRequest, **_signal: object) -> None:
    """Start a session's clocks, however it was opened."""
    from fairlead.kernel.clock import now
    from fairlead.kernel.people import sessions

    sessions.begin(request.session, now())
