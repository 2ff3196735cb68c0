"""Every address has exactly one door, and behind none stands another agency's record.

The walker knows nothing of the pages. For each address with an object in it, something is
planted that belongs to one agency; then everybody else, in every role and under every purpose
of that role, goes there. A new address without a plant fails here: plant something, or say in
``OF_NOBODY`` why what it shows belongs to no agency.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from fairlead.desks.oversight.actions import draw_sample
from fairlead.desks.oversight.models import Drawn
from fairlead.kernel.access import approvals, bounds, notices, purposes, walls
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.doors import Door
from fairlead.kernel.access.models import Approval, Emergency, Notice, Supervision
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions as people
from fairlead.kernel.people.models import Account, ApiKey
from fairlead.kernel.people.queries import declared_roles
from fairlead.kernel.tables import actions as tables
from fairlead.kernel.tables.models import Export, SavedView
from fairlead.kernel.tables.states import State
from tests.contexts import context_of
from tests.desks.oversight.drawing import announced, signed_tree
from tests.house.case_plants import CASE_PLANTS
from tests.house.hit_plants import HIT_PLANTS, HIT_QUEUES
from tests.house.planting import SECRET, Owners, Plant
from tests.lodge.models import Guest
from tests.lodge.tables import GUESTS
from tests.people import make_account, make_agency, make_service, sign_in

WITH_LODGE = pytest.mark.urls("tests.lodge.urls")

# Views that are not ours and have no door; each needs a reason.
FOREIGN: dict[str, str] = {}

# Whoever adds a page that needs no signing in adds it here as well, and a reviewer sees it.
PUBLIC = {
    "alive",
    "ready",
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "set_language",
    "set_display",
    "api-problem",
    "oversight:add-checkpoint",
    "reception:follow-invitation",
    "reception:invitation",
}

# Addresses with something in them that belongs to no agency, and why.
OF_NOBODY = {
    **HIT_QUEUES,
    "api-problem": "a text that explains an error",
    "reception:follow-invitation": "the token is the secret: whoever has it is the person invited",
    "show_job": "jobs are of the installation, and hold no words",
    "decide_on_job": "jobs are of the installation, and hold no words",
    "administration:retry-job": "jobs are of the installation, and hold no words",
    "administration:discard-job": "jobs are of the installation, and hold no words",
    "administration:cancel-job": "jobs are of the installation, and hold no words",
    "administration:agencies-fetch": "an export of its asker; nobody else's is found",
    "casework:cases-fetch": "an export of its asker; nobody else's is found",
    "casework:tasks-fetch": "an export of its asker; nobody else's is found",
    "casework:deliveries-fetch": "an export of its asker; nobody else's is found",
    "casework:redress-list-fetch": "an export of its asker; nobody else's is found",
    "administration:agency": "how the agencies of the installation are called, for all to see",
    "administration:alter-agency": "the administrator names every agency of the installation",
    "show_entry": "oversight inspects the ledger of the whole installation, without payloads",
    "prove_entry": "oversight inspects the ledger of the whole installation, without payloads",
    "oversight:entry": "oversight inspects the ledger of the whole installation, without payloads",
    "oversight:proof": "oversight inspects the ledger of the whole installation, without payloads",
    "oversight:verifying": "jobs are of the installation, and hold no words",
    "oversight:certificate": "counts of a run over the whole installation",
    **{
        f"oversight:{table}-fetch": "an export of its asker; nobody else's is found"
        for table in (
            *("ledger", "samples", "emergencies", "proposals", "accounts", "sessions", "keys"),
            *("holds", "certificates", "unsealings", "redress", "jobs"),
        )
    },
}


# ---------------------------------------------------------------- addresses
@dataclass(frozen=True)
class Address:
    name: str
    callback: Any
    parameters: frozenset[str]


def addresses(urlconf: str | None = None) -> Iterator[Address]:
    yield from _walk(get_resolver(urlconf).url_patterns, "", frozenset())


def _walk(
    patterns: list[URLPattern | URLResolver], namespace: str, outer: frozenset[str]
) -> Iterator[Address]:
    for pattern in patterns:
        here = pattern.pattern
        inner = outer | (set(here.converters) if isinstance(here, RoutePattern) else set())
        if isinstance(pattern, URLPattern):
            prefix = namespace if namespace and pattern.name else ""
            yield Address(f"{prefix}{pattern.name}", pattern.callback, inner)
        else:
            deeper = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, deeper, inner)


def doors_of(callback: Any) -> list[Door]:
    found = getattr(callback, "door", None)
    several: Mapping[str, Door] = getattr(callback, "doors", {})
    return ([found] if found else []) + list(several.values())


def methods_of(callback: Any) -> list[str]:
    """Return how an address can be asked: as its doors say, or as a page."""
    several: Mapping[str, Door] = getattr(callback, "doors", {})
    return sorted(method.lower() for method in several if method != "HEAD") or ["get", "post"]


def doorless(urlconf: str | None = None) -> list[str]:
    return [
        address.name
        for address in addresses(urlconf)
        if not doors_of(address.callback) and address.name not in FOREIGN
    ]


def test_there_are_addresses() -> None:
    assert len(list(addresses())) > 40


def test_every_address_has_its_door() -> None:
    assert doorless() == []


def test_no_address_has_two_kinds_of_door() -> None:
    both = [
        a.name for a in addresses() if hasattr(a.callback, "door") and hasattr(a.callback, "doors")
    ]
    assert both == []


def test_a_view_without_a_door_is_found() -> None:
    assert doorless("tests.lodge.doorless") == ["open-window"]


def test_every_public_door_is_known_and_says_why() -> None:
    public = {
        address.name: door.why
        for address in addresses()
        for door in doors_of(address.callback)
        if door.kind == "public"
    }
    assert public.keys() == PUBLIC
    assert all(public.values())


def test_every_door_for_a_purpose_can_be_opened_by_somebody() -> None:
    from fairlead.kernel.access import policy

    permitted = {(verb, data_class) for _, verb, data_class, _, _ in policy.table().lines()}
    asked = {
        (door.verb.value, door.data_class): address.name
        for address in addresses()
        for door in doors_of(address.callback)
        if door.verb is not None
    }
    assert {name for key, name in asked.items() if key not in permitted} == set()


# ---------------------------------------------------------------- the plants
def plant_guest(owners: Owners) -> Plant:
    context = context_of(owners.accounts["supervisor"], "lodge.keeping")
    guest = Guest.objects.for_context(context).create(name=SECRET, agency=owners.agency)
    return Plant(
        {"key": guest.pk},
        owners.client("supervisor", "lodge.keeping"),
        lambda: Guest.objects.for_context(context).get(pk=guest.pk).name == SECRET,
        seen=SECRET,
        form={"name": "stolen"},
    )


def plant_approval(owners: Owners) -> Plant:
    context = context_of(owners.accounts["analyst"], "lodge.keeping")
    made = approvals.propose(context, kind="lodge.close", payload={"reason": "x"}, reason=SECRET)
    return Plant(
        {"key": made.pk, "approval_id": made.pk},
        owners.client("supervisor"),
        lambda: Approval.objects.get(pk=made.pk).state == "proposed" and not made.votes.exists(),
        seen=SECRET,
        form={"digest": made.digest, "step": "refuse", "reason": "no"},
        message={"reason": "no"},
    )


def plant_emergency(owners: Owners) -> Plant:
    made = Emergency.objects.create(
        account=make_account("analyst", agency=owners.agency),
        agency=owners.agency,
        session="s",
        purpose="lodge.emergency",
        cause="danger-to-life",
        words=SECRET,
        ends_at=now(),
        review_due_at=now(),
    )
    return Plant(
        {"key": made.pk},
        owners.client("oversight"),
        lambda: Emergency.objects.get(pk=made.pk).state == "open",
        seen=SECRET,
        form={"verdict": "justified", "words": "no"},
    )


def plant_notice(owners: Owners) -> Plant:
    context = context_of(owners.accounts["analyst"])
    made = notices.tell(context, kind="look", about=SECRET, agency=owners.agency.pk)[0]
    return Plant(
        {"key": made.pk},
        owners.client("oversight"),
        lambda: Notice.objects.get(pk=made.pk).seen_at is None,
    )


def plant_supervision(owners: Owners) -> Plant:
    above = make_agency(name=SECRET)
    made = Supervision.objects.create(
        supervisor=above, supervised=owners.agency, adopted_by=uuid.uuid4()
    )
    return Plant(
        {"key": made.pk},
        owners.client("security_officer"),
        lambda: not Approval.objects.filter(kind="access.end_supervision").exists(),
        seen=SECRET,
        form={"reason": "no"},
    )


def plant_session(owners: Owners) -> Plant:
    client = Client()
    sign_in(client, make_account("analyst", agency=owners.agency))
    key = UserSession.objects.get(session_key=client.session.session_key).pk
    return Plant(
        {"key": key, "session_id": key},
        client,
        lambda: UserSession.objects.filter(pk=key).exists(),
    )


def plant_service(owners: Owners) -> Plant:
    owner = owners.accounts["analyst"]
    service = make_service(owner=owner, agency=owners.agency, name=SECRET)
    return Plant(
        {"service": service.pk},
        owners.client("analyst"),
        lambda: not ApiKey.objects.filter(account=service).exists(),
        seen=SECRET,
        form={"label": "stolen", "scopes": "oversight.read", "days": "30"},
    )


def plant_key(owners: Owners) -> Plant:
    owner = owners.accounts["analyst"]
    service = make_service(owner=owner, agency=owners.agency, name=SECRET)
    context = context_of(owner)
    key, _secret = people.issue_key(
        authority=context.authority(),
        service=service,
        maker=owner,
        label=SECRET,
        scopes=["oversight.read"],
        expires_at=now() + timedelta(days=30),
    )
    return Plant(
        {"key": key.pk, "key_id": key.pk},
        owners.client("analyst"),
        lambda: ApiKey.objects.get(pk=key.pk).revoked_at is None,
        seen=SECRET,
    )


def plant_passkey(owners: Owners) -> Plant:
    made = Authenticator.objects.create(
        user=owners.accounts["analyst"],
        type=Authenticator.Type.WEBAUTHN,
        data={"name": SECRET, "credential": {}},
    )
    return Plant(
        {"pk": made.pk},
        owners.client("analyst"),
        lambda: Authenticator.objects.get(pk=made.pk).data["name"] == SECRET,
        seen=SECRET,
        form={"name": "stolen"},
    )


def plant_view(owners: Owners) -> Plant:
    context = context_of(owners.accounts["analyst"])
    view = tables.keep_view(context=context, table=GUESTS, name=SECRET, query="", shared=True)
    return Plant(
        {"key": view.pk},
        owners.client("analyst"),
        lambda: SavedView.objects.filter(pk=view.pk).exists(),
    )


def plant_export(owners: Owners) -> Plant:
    context = context_of(owners.accounts["supervisor"], "lodge.keeping")
    Guest.objects.for_context(context).create(name=SECRET, agency=owners.agency)
    export = tables.ask_export(
        context=context, table=GUESTS, state=State(), kind="csv", parameters={}
    )
    tables.finish_export(context=context, export=export, progress=lambda _count: None)
    return Plant(
        {"export": export.pk},
        owners.client("supervisor", "lodge.keeping"),
        lambda: Export.objects.get(pk=export.pk).file is not None,
        seen=SECRET,
    )


def plant_sample(owners: Owners) -> Plant:
    account = owners.accounts["oversight"]
    context = context_of(account, "oversight.inspection")
    signed_tree()
    made = announced(context)
    signed_tree()
    draw_sample(context=context, sample=made.pk)
    looks = Drawn.objects.for_context(context).filter(sample=made)
    return Plant(
        {"key": made.pk, "place": 1},
        owners.client("oversight", "oversight.inspection"),
        lambda: looks.filter(outcome="").exists(),
        seen=SECRET,
        form={"outcome": "unfounded", "words": "stolen, and much more"},
    )


PLANTS: dict[str, Callable[[Owners], Plant]] = {
    "oversight:sample": plant_sample,
    "oversight:draw": plant_sample,
    "oversight:look": plant_sample,
    "lodge-guest": plant_guest,
    "lodge-rename": plant_guest,
    "lodge-erase": plant_guest,
    "lodge-table-fetch": plant_export,
    "drop_view": plant_view,
    "reception:approval": plant_approval,
    "reception:decide": plant_approval,
    "show_approval": plant_approval,
    "approve": plant_approval,
    "refuse": plant_approval,
    "withdraw": plant_approval,
    "reception:close-emergency": plant_emergency,
    "reception:review-emergency": plant_emergency,
    "reception:see-notice": plant_notice,
    "reception:end-supervision": plant_supervision,
    "reception:end-session": plant_session,
    "end_session": plant_session,
    "reception:new-key": plant_service,
    "reception:revoke-key": plant_key,
    "show_key": plant_key,
    "mfa_edit_webauthn": plant_passkey,
    "mfa_remove_webauthn": plant_passkey,
    **CASE_PLANTS,
    **HIT_PLANTS,
}


# ---------------------------------------------------------------- the walk
@pytest.fixture
def strangers() -> list[tuple[str, Client]]:
    """Give a signed-in person of another agency for every role and each of its purposes."""
    agency = make_agency()
    found = []
    for role in sorted(set(declared_roles()) - {"service"}):
        context = context_of(make_account(role, agency=agency))
        for purpose in ["", *(purpose.code for purpose in purposes.offered(context))]:
            client = Client()
            sign_in(client, make_account(role, agency=agency))
            session = client.session
            session[purposes.KEY] = {"purpose": purpose, "case": str(uuid.uuid4())}
            session.save()
            found.append((f"{role} for {purpose or 'nothing'}", client))
    return found


def ask(client: Client, method: str, address: str, plant: Plant) -> HttpResponse:
    """Ask as a page would, or as a program with what every change by the API needs."""
    headers = {"Idempotency-Key": str(uuid.uuid4()), "If-Match": "*"}
    sent: dict[str, Any] = {}
    if method != "get" and address.startswith("/api/"):
        sent = {"data": plant.message, "content_type": "application/json"}
    elif method != "get":
        sent = {"data": plant.form}
    answer: HttpResponse = getattr(client, method)(address, headers=headers, **sent)
    return answer


def trespasses(address: Address, plant: Plant, others: list[tuple[str, Client]]) -> Iterator[str]:
    """Yield whatever somebody else could see or change there."""
    name = address.name
    where = reverse(name, kwargs={key: plant.where[key] for key in address.parameters})
    for who, client in others:
        for method in methods_of(address.callback):
            answer = ask(client, method, where, plant)
            away = answer.headers.get("Location", "").split("?")[0]
            turned_away = answer.status_code in {403, 404, 405} or (
                answer.status_code == 302 and away in {"/purpose/", "/account/login/"}
            )
            if not turned_away:
                yield f"{name}: {method} as {who} answers {answer.status_code} {away}"
            if SECRET.encode() in answer.content:
                yield f"{name}: {method} as {who} shows it"
            if not plant.stands():
                yield f"{name}: {method} as {who} changes it"
                return


@pytest.mark.slow
@WITH_LODGE
@pytest.mark.django_db
def test_nobody_reaches_what_belongs_to_another_agency(strangers: list[tuple[str, Client]]) -> None:
    owners = Owners()
    faults: list[str] = []
    for address in addresses("tests.lodge.urls"):
        if not address.parameters or address.name in OF_NOBODY:
            continue
        assert address.name in PLANTS, f"plant something at {address.name}"
        plant = PLANTS[address.name](owners)
        where = reverse(address.name, kwargs={key: plant.where[key] for key in address.parameters})
        own = plant.owner.get(where)
        if own.status_code == 200:
            assert plant.seen in own.content.decode(), f"its owner does not see it at {where}"
        else:
            assert own.status_code == 405, f"its owner gets {own.status_code} at {where}"
        faults += trespasses(address, plant, strangers)
        assert plant.stands(), address.name
    assert faults == []


@pytest.mark.slow
@WITH_LODGE
@pytest.mark.django_db
@pytest.mark.parametrize(("hole", "name"), [("shows", "lodge-guest"), ("changes", "lodge-rename")])
def test_the_walker_finds_a_planted_hole(
    hole: str, name: str, strangers: list[tuple[str, Client]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both walls are taken down, and the walker sees it, for reading and for writing."""
    tell = walls.tell

    def save_at_once(guest: Guest) -> None:
        rows = Guest.objects.for_context(guest._state.context)  # type: ignore[attr-defined]
        rows.filter(pk=guest.pk).update(name=guest.name)

    plant = PLANTS[name](Owners())
    address = next(each for each in addresses("tests.lodge.urls") if each.name == name)
    monkeypatch.setattr(bounds, "add", lambda *_: None)
    monkeypatch.setattr(
        walls, "tell", lambda _context, using: tell(Context.duty("lodge.sweeping"), using)
    )
    monkeypatch.setattr(Guest, "save", save_at_once)

    found = list(trespasses(address, plant, strangers))

    assert any(hole in fault for fault in found)


@pytest.mark.django_db
def test_a_plant_stands_for_every_reason() -> None:
    names = {address.name for address in addresses("tests.lodge.urls")}

    assert set(PLANTS) | set(OF_NOBODY) <= names
    assert not set(PLANTS) & set(OF_NOBODY)
    assert isinstance(make_account(), Account)
