from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from fairlead.core.registration import Label, Role
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.people import queries as people
from fairlead.kernel.people.models import Account, ApiKey
from fairlead.kernel.people.queries import OwnSession
from fairlead.kernel.rooms import rooms

# In this order, because browsers claim to be their predecessors.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def roles_in_words(context: Context) -> list[Role]:
    """Return the roles that the person holds now, with label and description."""
    declared = [role for room in rooms().values() for role in room.roles]
    return [role for role in declared if role.code in context.roles]


def own_sessions(request: HouseRequest) -> list[OwnSession]:
    """Return where the person is signed in, with each device in words."""
    if not isinstance(request.user, Account):
        return []
    found = people.own_sessions(request.user, request.session.session_key)
    return [replace(one, device=device_in_words(one.device)) for one in found]


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service and its keys, each with what it may be used for in words."""

    service: Account
    keys: list[tuple[ApiKey, list[Label]]]


def services_with_keys(context: Context, person: Account) -> list[ServiceRow]:
    """Return the services whose keys this person manages."""
    services = list(people.services_of(person, context.roles))
    declared = people.declared_scopes()
    rows: dict[UUID, ServiceRow] = {one.pk: ServiceRow(one, []) for one in services}
    for key in people.keys_of(services):
        uses: list[Label] = [
            declared[code].label if code in declared else code for code in key.scopes
        ]
        rows[key.account_id].keys.append((key, uses))
    return list(rows.values())


def device_in_words(user_agent: str) -> str:
    """Return browser and system by name, as far as the browser says them."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")
