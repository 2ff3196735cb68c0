from django.db import transaction
from fairlead.kernel.access.approvals import *
from fairlead.kernel.cases.actions.case import *
from fairlead.kernel.cases.actions.note import *
from fairlead.kernel.cases.actions.referral import *
from fairlead.kernel.cases.actions.transfer import *
from fairlead.kernel.cases.models import *
from tests.kernel.cases.conftest import *


def test_life(here, there, case, subject):
    add_note(here.analyst, case=case.pk, words="Looks wrong", mentions=[here.supervisor.account])
    referral = send_referral(
        here.analyst,
        case=case.pk,
        receiver=there.agency.pk,
        ask="information",
        cover="Who is she?",
        message=Message(words="w", subjects=[subject.pk]),
    )
    with transaction.atomic():
        delivery = Delivery.objects.for_context(there.analyst).get()
    theirs = accept_referral(there.analyst, delivery=delivery.pk, version=delivery.version)
    delivery = again(there.analyst, delivery)
    answer_referral(there.analyst, delivery=delivery.pk, version=delivery.version, words="Nobody")
    case = again(here.analyst, case)
    submit_case(here.analyst, case=case.pk, version=case.version, reason="no-concern")
    case = again(here.analyst, case)
    close_case(here.supervisor, case=case.pk, version=case.version)
    theirs = again(there.analyst, theirs)
    offer_transfer(
        there.supervisor,
        case=theirs.pk,
        version=theirs.version,
        receiver=here.agency.pk,
        cover="Yours",
    )
    with transaction.atomic():
        delivery = Delivery.objects.for_context(here.analyst).get()
    case = accept_transfer(here.analyst, delivery=delivery.pk, version=delivery.version)
    assert case.agency_id == here.agency.pk
