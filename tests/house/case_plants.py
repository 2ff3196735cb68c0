"""Cases, deliveries and redress requests of one agency, planted behind their addresses."""

from collections.abc import Callable
from typing import Any

from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.actions.case import assign_case, open_case
from fairlead.kernel.cases.actions.exhibit import add_exhibit
from fairlead.kernel.cases.actions.redress import receive_redress
from fairlead.kernel.cases.actions.referral import send_referral
from fairlead.kernel.cases.actions.task import add_task
from fairlead.kernel.cases.exchange import Message
from fairlead.kernel.cases.models import Case, Delivery, Favourite, Redress, Task
from tests.contexts import context_of
from tests.house.planting import SECRET, Owners, Plant
from tests.people import make_account

WORK, REDRESS = "cases.work", "cases.redress"


def _open(owners: Owners) -> tuple[Context, Case]:
    context = context_of(owners.accounts["analyst"], WORK)
    case = open_case(context, title=SECRET)
    return context, assign_case(context, case=case.pk, version=case.version)


def _plant(owners: Owners, context: Context, case: Case, **more: Any) -> Plant:
    def stands() -> bool:
        others = Favourite.objects.for_context(context).exclude(account=context.account)
        same = Case.objects.for_context(context).get(pk=case.pk).version == case.version
        return same and not others.exists()

    values: dict[str, Any] = {"seen": SECRET} | more
    where = {"key": case.pk} | values.pop("where", {})
    return Plant(where, owners.client("analyst", WORK), stands, **values)


def plant_case(owners: Owners) -> Plant:
    return _plant(owners, *_open(owners))


def plant_past(owners: Owners) -> Plant:
    context, case = _open(owners)
    return _plant(owners, context, case, seen=str(case))


def plant_act(owners: Owners) -> Plant:
    context, case = _open(owners)
    form = {"title": "stolen", "tlp": "TLP:AMBER", "version": str(case.version)}
    return _plant(owners, context, case, where={"code": "edit"}, form=form)


def plant_part(owners: Owners) -> Plant:
    context, case = _open(owners)
    task = add_task(context, case=case.pk, words=SECRET)
    form = {"text": "stolen", "version": str(task.version)}
    plant = _plant(owners, context, case, where={"code": "edit-task", "part": task.pk}, form=form)
    tasks = Task.objects.for_context(context)
    plant.stands = lambda: tasks.get(pk=task.pk).version == task.version
    return plant


def plant_exhibit(owners: Owners) -> Plant:
    context, case = _open(owners)
    exhibit = add_exhibit(
        context,
        case=case.pk,
        stream=[b"%PDF-1.4 ", SECRET.encode()],
        name="paper.pdf",
        title=SECRET,
        source="Harbour Office",
    )
    plant = _plant(owners, context, case, where={"part": exhibit.pk})
    plant.owner.post(f"/casework/cases/{case.pk}/identities/")
    return plant


def plant_delivery(owners: Owners) -> Plant:
    sender = context_of(make_account("analyst"), WORK)
    case = open_case(sender, title="A question")
    case = assign_case(sender, case=case.pk, version=case.version)
    send_referral(
        sender,
        case=case.pk,
        receiver=owners.agency.pk,
        ask="opinion",
        cover=SECRET,
        message=Message(words=SECRET),
    )
    own = context_of(owners.accounts["analyst"], WORK)
    found = Delivery.objects.for_context(own).get(number=case.number)
    client = owners.client("analyst", WORK)
    client.post(f"/casework/received/{found.pk}/content/")
    return Plant(
        {"key": found.pk, "code": "refuse"},
        client,
        lambda: Delivery.objects.for_context(own).get(pk=found.pk).status == "offered",
        form={"reason": "duplicate", "version": str(found.version)},
    )


def plant_shown_delivery(owners: Owners) -> Plant:
    plant = plant_delivery(owners)
    plant.seen = SECRET
    return plant


def plant_redress(owners: Owners) -> Plant:
    own = context_of(owners.accounts["protection_officer"], REDRESS)
    found = receive_redress(own, kind="access", name=SECRET, words=SECRET)
    return Plant(
        {"key": found.pk, "code": "question"},
        owners.client("protection_officer", REDRESS),
        lambda: Redress.objects.for_context(own).get(pk=found.pk).version == found.version,
        form={"version": str(found.version)},
    )


def plant_shown_redress(owners: Owners) -> Plant:
    plant = plant_redress(owners)
    plant.seen = SECRET
    return plant


CASE_PLANTS: dict[str, Callable[[Owners], Plant]] = {
    "casework:case": plant_case,
    "casework:links": plant_past,
    "casework:history": plant_past,
    "casework:report": plant_case,
    "casework:unmask": plant_case,
    "casework:favour": plant_case,
    "casework:exhibit": plant_exhibit,
    "casework:act": plant_act,
    "casework:part-act": plant_part,
    "casework:delivery": plant_shown_delivery,
    "casework:unmask-delivery": plant_delivery,
    "casework:delivery-act": plant_delivery,
    "casework:redress": plant_shown_redress,
    "casework:unmask-redress": plant_redress,
    "casework:redress-act": plant_redress,
}
