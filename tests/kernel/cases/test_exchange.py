"""Between agencies: referral, transfer, dissemination, recall, and what each side may see."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from fairlead.core.cases.snapshots import Snapshot, SnapshotBroken
from fairlead.core.caveats import CaveatForbids
from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Approval
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.audit.models import Mention as Named
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.actions.case import edit_case
from fairlead.kernel.cases.actions.delivery import adopt_delivery, confirm_recall
from fairlead.kernel.cases.actions.dissemination import (
    Addressee,
    cancel_recipient,
    correct_dissemination,
    disclose_abroad,
    note_confirmation,
    note_receipt,
    prepare_dissemination,
    recall_dissemination,
    receive_dissemination,
    refuse_dissemination,
    send_dissemination,
)
from fairlead.kernel.cases.actions.expiry import expire_handovers
from fairlead.kernel.cases.actions.link import add_link
from fairlead.kernel.cases.actions.note import add_note
from fairlead.kernel.cases.actions.referral import (
    accept_referral,
    answer_referral,
    recall_referral,
    refuse_referral,
    send_referral,
    withdraw_referral,
)
from fairlead.kernel.cases.actions.subject import add_subject, involve_subject
from fairlead.kernel.cases.actions.task import add_task
from fairlead.kernel.cases.actions.timeline import add_entry
from fairlead.kernel.cases.actions.transfer import (
    accept_transfer,
    offer_transfer,
    refuse_transfer,
    withdraw_transfer,
)
from fairlead.kernel.cases.changing import find
from fairlead.kernel.cases.exchange import DUTY, Message
from fairlead.kernel.cases.jobs import expire
from fairlead.kernel.cases.models import (
    Case,
    Delivery,
    Dissemination,
    Involvement,
    Link,
    Note,
    Recipient,
    Referral,
    Revision,
    Subject,
    Task,
    Transfer,
)
from fairlead.kernel.cases.pending import pending
from fairlead.kernel.cases.queries.history import case_as_of
from fairlead.kernel.cases.queries.page import case_page
from fairlead.kernel.cases.queries.register import inbox
from fairlead.kernel.clock import now
from tests.kernel.cases.conftest import (
    Make,
    Unit,
    again,
    closed,
    only_delivery,
    particulars,
    work_on,
    worker,
)
from tests.kernel.cases.test_timeline import MAY

HOUSE_ROWS = (Case, Subject, Note, Task, Link, Involvement, Referral, Dissemination, Recipient)


def opened(context: Context, record: Any) -> dict[str, Any]:
    with transaction.atomic():
        return keeping.opened(context, again(context, record))


def refer(here: Unit, there: Unit, case: Case, **message: Any) -> Referral:
    return send_referral(
        here.analyst,
        case=case.pk,
        receiver=there.agency.pk,
        ask="information",
        cover="Who is the person with this passport?",
        message=Message(words="All that we know", **message),
        answer_due_at=now() + timedelta(days=10),
    )


# ------------------------------------------------------------------ referral


def test_before_accepting_the_receiver_sees_the_cover_and_nothing_else(
    here: Unit, there: Unit, case: Case, subject: Subject
) -> None:
    refer(here, there, case, subjects=[subject.pk])

    delivery = only_delivery(there.analyst)
    assert opened(there.analyst, delivery) == {
        "cover": "Who is the person with this passport?",
        "instructions": "",
    }
    assert (delivery.number, delivery.sender_id) == (case.number, here.agency.pk)
    with transaction.atomic():
        for model in (*HOUSE_ROWS, Transfer, Revision):
            assert list(model.objects.for_context(there.supervisor)) == [], model
        assert list(inbox(there.analyst)) == [delivery]


def test_what_is_accepted_becomes_a_case_of_ones_own_with_its_source(
    here: Unit, there: Unit, case: Case, subject: Subject
) -> None:
    entry = add_entry(
        here.analyst, case=case.pk, begins=MAY, words="Seen at the port", source="A camera"
    )
    refer(here, there, case, subjects=[subject.pk], entries=[entry.pk], tlp="TLP:AMBER+STRICT")
    delivery = only_delivery(there.analyst)

    theirs = accept_referral(there.analyst, delivery=delivery.pk, version=delivery.version)

    page = case_page(there.analyst, theirs.pk, unmask=True)
    held = page.subjects[0].values
    assert (theirs.agency_id, theirs.tlp) == (there.agency.pk, "TLP:AMBER+STRICT")
    assert theirs.number != case.number
    assert page.values["summary"] == "All that we know"
    assert held["names"][0]["text"] == "Amal Utopia"
    assert held["sources"] == [
        {
            "key": "sender",
            "origin": here.agency.name,
            "reference": case.number,
            "received": "",
            "reliability": "",
            "credibility": "",
            "tlp": "TLP:AMBER+STRICT",
            "delivery": str(delivery.pk),
        }
    ]
    assert "Register of passports" not in str(held), "our own sources stay with us"
    assert [one.begins for one in page.timeline] == [MAY]
    assert page.timeline[0].values["source"] == case.number
    assert again(here.analyst, case).agency_id == here.agency.pk, "the case itself stayed"


def test_the_answer_comes_back(here: Unit, there: Unit, case: Case) -> None:
    referral = refer(here, there, case)
    delivery = only_delivery(there.analyst)
    accept_referral(there.analyst, delivery=delivery.pk, version=delivery.version)
    delivery = again(there.analyst, delivery)
    answer_referral(
        there.analyst, delivery=delivery.pk, version=delivery.version, words="Nobody we know"
    )

    referral = again(here.analyst, referral)
    assert referral.status == "answered"
    assert opened(here.analyst, referral)["answer"] == "Nobody we know"
    entry = Entry.objects.get(act="cases.referral.answered")
    assert entry.verb == "disclose"
    assert Named.objects.filter(
        entry=entry, role="recipient", reference=f"agency:{here.agency.pk}"
    ).exists()


def test_a_refused_referral_leaves_nothing_with_who_refused(
    here: Unit, there: Unit, case: Case
) -> None:
    referral = refer(here, there, case)
    delivery = only_delivery(there.analyst)
    refuse_referral(
        there.analyst,
        delivery=delivery.pk,
        version=delivery.version,
        reason="not-competent",
        words="Ask the customs",
    )

    delivery = again(there.analyst, delivery)
    assert opened(there.analyst, delivery) == {}
    assert delivery.clock_start is not None
    assert opened(here.analyst, referral)["answer"] == "Ask the customs"


def test_a_withdrawn_referral_leaves_nothing_either(here: Unit, there: Unit, case: Case) -> None:
    referral = refer(here, there, case)
    withdraw_referral(here.supervisor, referral=referral.pk, version=referral.version)

    assert opened(there.analyst, only_delivery(there.analyst)) == {}
    with transaction.atomic():
        assert list(inbox(there.analyst)) == []


def test_a_recall_empties_the_delivery_at_once_and_waits_for_the_word_of_the_receiver(
    here: Unit, there: Unit, case: Case, subject: Subject
) -> None:
    referral = refer(here, there, case, subjects=[subject.pk])
    delivery = only_delivery(there.analyst)
    theirs = accept_referral(there.analyst, delivery=delivery.pk, version=delivery.version)
    referral = again(here.analyst, referral)

    recall_referral(here.supervisor, referral=referral.pk, version=referral.version, reason="wrong")

    delivery = again(there.analyst, delivery)
    assert (delivery.status, opened(there.analyst, delivery)) == ("recalled", {})
    with transaction.atomic():
        waiting = pending(there.analyst, again(there.analyst, theirs))
    assert [one.code for one in waiting if one.blocks_closing] == ["confirm-recall"]
    with pytest.raises(Conflict):
        adopt_delivery(there.analyst, delivery=delivery.pk, case=theirs.pk)

    confirm_recall(
        there.analyst,
        delivery=delivery.pk,
        version=delivery.version,
        confirmation="kept",
        words="Section 9 of our own law",
    )
    values = opened(here.analyst, referral)
    assert again(here.analyst, referral).status == "recall-confirmed"
    assert (values["confirmation"], values["confirmation_words"]) == (
        "kept",
        "Section 9 of our own law",
    )


def test_what_was_sent_cannot_be_changed_between_sending_and_accepting(
    here: Unit, there: Unit, case: Case
) -> None:
    """The content travels at acceptance; it must be what the digest promised."""
    referral = refer(here, there, case)
    house = Context.duty(DUTY)
    with transaction.atomic():
        record = again(house, referral)
        values = keeping.opened(house, record)
        values["snapshot"]["content"]["words"] = "Something else"
        keeping.keep(house, record, values)
    delivery = only_delivery(there.analyst)

    with pytest.raises(SnapshotBroken):
        accept_referral(there.analyst, delivery=delivery.pk, version=delivery.version)
    assert again(there.analyst, delivery).status == "offered"


@pytest.mark.parametrize("by", ["duty", "job"])
def test_what_is_not_answered_in_time_comes_back(
    here: Unit, there: Unit, make_case: Make, by: str
) -> None:
    referral = refer(here, there, make_case())
    offered = make_case()
    transfer = offer_transfer(
        here.supervisor,
        case=offered.pk,
        version=offered.version,
        receiver=there.agency.pk,
        cover="Yours",
        answer_due_at=now() + timedelta(days=10),
    )
    endless = refer(here, there, make_case())
    house = Context.duty(DUTY)
    with transaction.atomic():
        Referral.objects.for_context(house).filter(pk=endless.pk).update(answer_due_at=None)

    with time_machine.travel(now() + timedelta(days=11)):
        if by == "duty":
            assert expire_handovers(house) == 2
        else:
            assert expire.func(None) == {"expired": 2}
        assert expire_handovers(house) == 0, "once"

    assert again(here.analyst, referral).status == "expired"
    assert again(here.analyst, transfer).status == "expired"
    assert again(here.analyst, endless).status == "sent"
    assert again(here.analyst, offered).status == "active"
    with transaction.atomic():
        waiting = list(inbox(there.analyst).values_list("sent", flat=True))
    assert waiting == [endless.pk]


def test_an_analyst_cannot_take_back_or_offer_away(here: Unit, there: Unit, case: Case) -> None:
    referral = refer(here, there, case)
    with pytest.raises(Refused) as caught:
        withdraw_referral(here.analyst, referral=referral.pk, version=referral.version)
    assert caught.value.reasons == ("guard:supervisor",)
    with pytest.raises(Refused):
        offer_transfer(
            here.analyst,
            case=case.pk,
            version=case.version,
            receiver=there.agency.pk,
            cover="Yours",
        )


def test_nobody_answers_for_another_agency(here: Unit, there: Unit, case: Case) -> None:
    third = Unit.make("third")
    refer(here, there, case)
    delivery = only_delivery(there.analyst)

    for stranger in (here.supervisor, third.supervisor):
        with pytest.raises(Refused) as caught:
            accept_referral(stranger, delivery=delivery.pk, version=delivery.version)
        assert caught.value.reasons == ("not-within-reach",)


def test_an_agency_sends_nothing_to_itself(here: Unit, case: Case) -> None:
    with pytest.raises(BadInput):
        refer(here, here, case)


def test_a_subject_or_entry_of_another_case_is_not_sent(
    here: Unit, there: Unit, case: Case, make_case: Make
) -> None:
    other = make_case()
    stranger = add_subject(here.analyst, case=other.pk, particulars=particulars())
    entry = add_entry(here.analyst, case=other.pk, begins=MAY, words="x", source="y")

    with pytest.raises(BadInput):
        refer(here, there, case, subjects=[stranger.pk])
    with pytest.raises(BadInput):
        refer(here, there, case, entries=[entry.pk])


# ------------------------------------------------------------------ transfer


def offer(here: Unit, there: Unit, case: Case) -> Transfer:
    case = again(here.analyst, case)
    return offer_transfer(
        here.supervisor, case=case.pk, version=case.version, receiver=there.agency.pk, cover="Yours"
    )


def test_an_accepted_case_belongs_to_the_receiver_with_all_that_is_in_it(
    here: Unit, there: Unit, case: Case, subject: Subject
) -> None:
    note = add_note(here.analyst, case=case.pk, words="Careful", mentions=[here.colleague])
    task = add_task(here.analyst, case=case.pk, words="Ask", assignee=here.analyst.account)
    transfer = offer(here, there, case)
    delivery = only_delivery(there.analyst)
    assert opened(there.analyst, delivery) == {"cover": "Yours"}

    mine = accept_transfer(there.analyst, delivery=delivery.pk, version=delivery.version)

    assert (mine.pk, mine.number, mine.agency_id) == (case.pk, case.number, there.agency.pk)
    assert (mine.status, mine.owner_id) == ("new", None)
    page = case_page(there.analyst, mine.pk, unmask=True)
    assert [one.record.pk for one in page.subjects] == [subject.pk]
    assert [one.record.pk for one in page.notes] == [note.pk]
    assert page.notes[0].values == {"words": "Careful"}
    assert [one.record.pk for one in page.tasks] == [task.pk]
    assert again(there.analyst, task).assignee is None
    with transaction.atomic():
        for model in HOUSE_ROWS:
            assert list(model.objects.for_context(here.supervisor)) == [], model
    kept = again(here.supervisor, transfer)
    assert (kept.status, kept.number, kept.case_key) == ("accepted", case.number, case.pk)
    assert kept.clock_start is not None


def test_a_moved_subject_is_found_by_its_number_there_and_no_longer_here(
    here: Unit, there: Unit, case: Case, subject: Subject
) -> None:
    offer(here, there, case)
    delivery = only_delivery(there.analyst)
    accept_transfer(there.analyst, delivery=delivery.pk, version=delivery.version)

    wanted = ("passport", "UTO1234567")
    with transaction.atomic():
        assert keeping.found_by(there.analyst, [wanted]) == {wanted: {subject.pk}}
        assert keeping.found_by(here.analyst, [wanted]) == {}


def test_a_subject_of_two_cases_stays_and_the_receiver_gets_its_own(
    here: Unit, there: Unit, case: Case, subject: Subject, make_case: Make
) -> None:
    other = make_case()
    involve_subject(here.analyst, subject=subject.pk, case=other.pk, role="witness")
    values = {"words": "Seen", "source": "A camera", "subjects": [subject.pk]}
    add_entry(here.analyst, case=case.pk, begins=MAY, **values)  # type: ignore[arg-type]
    offer(here, there, case)
    delivery = only_delivery(there.analyst)

    mine = accept_transfer(there.analyst, delivery=delivery.pk, version=delivery.version)

    page = case_page(there.analyst, mine.pk, unmask=True)
    copied = page.subjects[0]
    assert page.timeline[0].values["subjects"] == [str(copied.record.pk)]
    _state, subjects = case_as_of(there.analyst, mine.pk, now(), unmask=True)
    assert subjects[copied.record.pk].state["names"] == copied.values["names"]
    _state, before = case_as_of(there.analyst, mine.pk, case.changed_at, unmask=True)
    assert [one.state for one in before.values()] in ([], [{}])
    assert copied.record.pk != subject.pk
    assert copied.values == opened(here.analyst, subject)
    assert copied.roles == ("subject",)
    stayed = case_page(here.analyst, other.pk, unmask=True).subjects[0]
    assert (stayed.record.pk, stayed.roles) == (subject.pk, ("witness",))


def test_what_joins_the_case_to_what_stays_is_left_out_and_named(
    here: Unit, there: Unit, case: Case, subject: Subject, make_case: Make
) -> None:
    other = make_case()
    second = add_subject(here.analyst, case=case.pk, particulars=particulars("Raphael", "UTO2"))

    def link(to: tuple[str, uuid.UUID]) -> Link:
        return add_link(
            here.analyst,
            case=case.pk,
            kind="associate-of",
            from_=("subject", subject.pk),
            to=to,
            certainty="probable",
            source="A statement",
        )

    stranger = add_subject(here.analyst, case=other.pk, particulars=particulars("Hyth", "UTO3"))
    inside, outside = link(("subject", second.pk)), link(("case", other.pk))
    away = link(("subject", stranger.pk))
    offer(here, there, case)
    delivery = only_delivery(there.analyst)
    mine = accept_transfer(there.analyst, delivery=delivery.pk, version=delivery.version)

    page = case_page(there.analyst, mine.pk)
    assert [one.record.pk for one in page.links] == [inside.pk]
    entry = Entry.objects.get(act="cases.transfer.accepted")
    for left_out in (outside, away):
        assert Named.objects.filter(entry=entry, reference=left_out.reference).exists()


def hold_by_a_link(here: Unit, subject: Subject, holder: Case, far: Case) -> None:
    add_link(
        here.analyst,
        case=holder.pk,
        kind="associate-of",
        from_=("subject", subject.pk),
        to=("case", far.pk),
        certainty="probable",
        source="A statement",
    )


def hand_over(here: Unit, there: Unit, case: Case) -> None:
    offer(here, there, case)
    delivery = only_delivery(there.analyst, status="offered")
    accept_transfer(there.analyst, delivery=delivery.pk, version=delivery.version)


def test_a_subject_that_only_a_link_holds_here_is_seen_and_ends_with_that_case(
    here: Unit, there: Unit, case: Case, subject: Subject, make_case: Make
) -> None:
    other = make_case()
    hold_by_a_link(here, subject, other, other)
    hand_over(here, there, case)

    with transaction.atomic():
        assert find(here.analyst, Subject, subject.pk).clock_start is None
    other = closed(here, other)
    assert again(here.officer, subject).clock_start == other.closed_at


def test_a_subject_that_no_case_holds_any_more_begins_to_end(
    here: Unit, there: Unit, case: Case, subject: Subject, make_case: Make
) -> None:
    """The link that held it joined the case that goes to one that stays: it is not carried."""
    other = make_case()
    hold_by_a_link(here, subject, other, make_case())
    hand_over(here, there, case)
    assert again(here.officer, subject).clock_start is None

    hand_over(here, there, other)

    assert again(here.officer, subject).clock_start is not None


def test_a_link_to_whom_only_closed_cases_know_stops_the_clock(
    here: Unit, case: Case, subject: Subject, make_case: Make
) -> None:
    closed(here, case)
    assert again(here.officer, subject).clock_start is not None

    other = make_case()
    hold_by_a_link(here, subject, other, other)

    assert again(here.officer, subject).clock_start is None


def test_while_it_is_offered_nobody_works_on_it(here: Unit, there: Unit, case: Case) -> None:
    offer(here, there, case)

    with pytest.raises(Conflict) as caught:
        add_note(here.analyst, case=case.pk, words="Still mine?")
    assert caught.value.code == "case-not-live"


def test_a_refused_or_withdrawn_offer_gives_the_case_back_to_its_owner(
    here: Unit, there: Unit, case: Case
) -> None:
    offer(here, there, case)
    delivery = only_delivery(there.analyst)
    refuse_transfer(
        there.analyst, delivery=delivery.pk, version=delivery.version, reason="no-capacity"
    )
    assert again(here.analyst, case).status == "active"
    assert again(here.analyst, case).owner_id == here.analyst.account

    transfer = offer(here, there, case)
    withdraw_transfer(here.supervisor, transfer=transfer.pk, version=transfer.version)
    assert again(here.analyst, case).status == "active"
    with transaction.atomic():
        assert not Case.objects.for_context(there.supervisor).exists()


def test_what_only_the_sender_can_finish_holds_the_case_here(
    here: Unit, there: Unit, case: Case, subject: Subject
) -> None:
    refer(here, there, case, subjects=[subject.pk])

    with pytest.raises(Conflict) as caught:
        offer(here, there, case)
    assert caught.value.code == "case-not-movable"


# ------------------------------------------------------------------ dissemination

CUSTOMS = Addressee(name="Customs of Utopia", address="1, Harbour Square")


def tell(
    here: Unit, case: Case, *to: Addressee, send: bool = True, **message: Any
) -> Dissemination:
    told = prepare_dissemination(
        here.analyst,
        case=case.pk,
        message=Message(words="Beware of this passport", **message),
        recipients=list(to),
    )
    return send_dissemination(here.analyst, dissemination=told.pk) if send else told


def recipients(here: Unit, told: Dissemination) -> list[Recipient]:
    with transaction.atomic():
        found = Recipient.objects.for_context(here.analyst).filter(dissemination=told)
        return list(found.order_by("id"))


def statuses(here: Unit, told: Dissemination) -> list[str]:
    return [one.status for one in recipients(here, told)]


def test_each_recipient_has_its_own_status(
    here: Unit, there: Unit, case: Case, subject: Subject
) -> None:
    told = tell(here, case, Addressee(receiver=there.agency.pk), CUSTOMS, subjects=[subject.pk])
    assert statuses(here, told) == ["sent", "sent"]

    delivery = only_delivery(there.analyst)
    receive_dissemination(there.analyst, delivery=delivery.pk, version=delivery.version)
    assert statuses(here, told) == ["received", "sent"]

    outside = recipients(here, told)[1]
    note_receipt(here.analyst, recipient=outside.pk, version=outside.version, evidence="Receipt 77")
    assert statuses(here, told) == ["received", "received"]
    assert opened(here.analyst, outside)["evidence"] == "Receipt 77"


def test_what_was_sent_is_kept_word_for_word_under_its_digest(
    here: Unit, there: Unit, case: Case, subject: Subject
) -> None:
    told = tell(here, case, Addressee(receiver=there.agency.pk), subjects=[subject.pk])
    delivery = only_delivery(there.analyst)

    ours = opened(here.analyst, told)["snapshot"]
    theirs = opened(there.analyst, delivery)["snapshot"]

    assert ours == theirs
    assert Snapshot.read(theirs, digest=told.digest).content["words"] == "Beware of this passport"
    entry = Entry.objects.get(act="cases.dissemination.sent")
    named = set(Named.objects.filter(entry=entry).values_list("role", "reference"))
    assert ("object", f"snapshot:{told.digest}") in named
    assert ("recipient", f"agency:{there.agency.pk}") in named
    assert entry.verb == "disclose"


def test_a_recall_goes_to_each_and_each_confirms(here: Unit, there: Unit, case: Case) -> None:
    told = tell(here, case, Addressee(receiver=there.agency.pk), CUSTOMS)
    recall_dissemination(here.analyst, dissemination=told.pk, reason="wrong")
    assert statuses(here, told) == ["recalled", "recalled"]

    delivery = only_delivery(there.analyst)
    assert (delivery.status, opened(there.analyst, delivery)) == ("recalled", {})
    confirm_recall(
        there.analyst, delivery=delivery.pk, version=delivery.version, confirmation="never-used"
    )
    outside = recipients(here, told)[1]
    note_confirmation(
        here.analyst,
        recipient=outside.pk,
        version=outside.version,
        confirmation="erased",
        evidence="Letter of 3 May",
    )
    assert statuses(here, told) == ["recall-confirmed", "recall-confirmed"]
    assert [one.confirmation for one in recipients(here, told)] == ["never-used", "erased"]
    with pytest.raises(Conflict):
        recall_dissemination(here.analyst, dissemination=told.pk, reason="wrong")


def test_only_those_named_are_recalled(here: Unit, there: Unit, case: Case) -> None:
    told = tell(here, case, Addressee(receiver=there.agency.pk), CUSTOMS)
    customs = recipients(here, told)[1]
    recall_dissemination(
        here.analyst, dissemination=told.pk, reason="wrong-recipient", recipients=[customs.pk]
    )

    assert statuses(here, told) == ["sent", "recalled"]


def test_an_unconfirmed_recall_keeps_the_case_open(here: Unit, case: Case) -> None:
    told = tell(here, case, CUSTOMS)
    recall_dissemination(here.analyst, dissemination=told.pk, reason="wrong")

    with pytest.raises(Conflict) as caught:
        closed(here, case)
    assert "await-recall" in caught.value.place


def test_a_recall_is_possible_after_the_case_is_closed(here: Unit, there: Unit, case: Case) -> None:
    told = tell(here, case, Addressee(receiver=there.agency.pk))
    closed(here, case)

    recall_dissemination(here.supervisor, dissemination=told.pk, reason="redress")

    assert statuses(here, told) == ["recalled"]


def test_who_is_in_this_house_answers_for_himself(here: Unit, there: Unit, case: Case) -> None:
    """The sender cannot note a receipt that the receiver has to give."""
    told = tell(here, case, Addressee(receiver=there.agency.pk))
    inside = recipients(here, told)[0]

    with pytest.raises(Refused) as caught:
        note_receipt(
            here.supervisor, recipient=inside.pk, version=inside.version, evidence="I heard so"
        )
    assert caught.value.reasons == ("guard:house-or-outside",)


def test_a_refused_dissemination_is_not_kept(here: Unit, there: Unit, case: Case) -> None:
    told = tell(here, case, Addressee(receiver=there.agency.pk))
    delivery = only_delivery(there.analyst)
    refuse_dissemination(
        there.analyst, delivery=delivery.pk, version=delivery.version, reason="no-legal-basis"
    )

    assert statuses(here, told) == ["refused"]
    assert opened(there.analyst, delivery) == {}


def test_a_correction_goes_to_everybody_whom_the_first_reached(
    here: Unit, there: Unit, case: Case
) -> None:
    third = Addressee(name="Port of Amaurot")
    told = tell(here, case, Addressee(receiver=there.agency.pk), CUSTOMS, third)
    recall_dissemination(
        here.analyst,
        dissemination=told.pk,
        reason="wrong-recipient",
        recipients=[recipients(here, told)[2].pk],
    )
    first = only_delivery(there.analyst)

    later = correct_dissemination(
        here.analyst, dissemination=told.pk, message=Message(words="The passport is valid")
    )
    send_dissemination(here.analyst, dissemination=later.pk)

    assert later.corrects_id == told.pk
    assert len(recipients(here, later)) == 2
    second = only_delivery(there.analyst, corrects=first.pk)
    assert second.digest == later.digest


def test_a_recipient_can_be_left_out_before_sending(here: Unit, case: Case) -> None:
    told = tell(here, case, CUSTOMS, Addressee(name="Port of Amaurot"), send=False)
    one = recipients(here, told)[0]
    cancel_recipient(here.analyst, recipient=one.pk, version=one.version)
    send_dissemination(here.analyst, dissemination=told.pk)

    assert statuses(here, told) == ["cancelled", "sent"]
    with pytest.raises(Conflict):
        send_dissemination(here.analyst, dissemination=told.pk)


@pytest.mark.parametrize("to", [[], [{"name": "  "}]])
def test_nobody_is_no_recipient(here: Unit, case: Case, to: list[dict[str, Any]]) -> None:
    with pytest.raises(BadInput) as caught:
        tell(here, case, *[Addressee(**each) for each in to])
    assert caught.value.place == "recipients"


# ------------------------------------------------------------------ abroad: four eyes

ABROAD = Addressee(name="Customs of Lutetia", abroad=True)


def test_abroad_goes_out_when_a_second_person_approved_exactly_this(here: Unit, case: Case) -> None:
    told = tell(here, case, ABROAD, CUSTOMS, send=False)
    send_dissemination(here.analyst, dissemination=told.pk)
    assert statuses(here, told) == ["prepared", "sent"], "what stays in the State has gone"

    payload = {"dissemination": str(told.pk), "digest": told.digest}
    proposal = approvals.propose(here.analyst, kind="cases.disclose-abroad", payload=payload)
    approved = approvals.approve(here.supervisor, proposal)

    assert approved.state == Approval.State.EXECUTED, approved.problem
    assert statuses(here, told) == ["sent", "sent"]
    entry = Entry.objects.get(act="cases.abroad.disclosed")
    assert entry.actor == here.supervisor.actor


def test_abroad_without_an_approval_is_refused(here: Unit, case: Case) -> None:
    told = tell(here, case, ABROAD, send=False)

    with pytest.raises(Conflict):
        send_dissemination(here.supervisor, dissemination=told.pk)
    with pytest.raises(Refused) as caught:
        disclose_abroad(here.supervisor, dissemination=str(told.pk), digest=told.digest)
    assert caught.value.reasons == ("not-approved",)
    assert statuses(here, told) == ["prepared"]


def test_an_approval_for_other_words_sends_nothing(here: Unit, case: Case) -> None:
    told = tell(here, case, ABROAD, send=False)
    payload = {"dissemination": str(told.pk), "digest": "0" * 64}
    proposal = approvals.propose(here.analyst, kind="cases.disclose-abroad", payload=payload)

    approvals.approve(here.supervisor, proposal)

    assert statuses(here, told) == ["prepared"]


# ------------------------------------------------------------------ caveats


def test_what_came_under_a_caveat_does_not_go_further_without_permission(
    here: Unit, there: Unit, case: Case
) -> None:
    told = add_subject(
        here.analyst,
        case=case.pk,
        particulars=particulars(tlp="TLP:AMBER", origin="Police of Lutetia"),
    )
    attempts: tuple[dict[str, Any], ...] = (
        {"tlp": "TLP:AMBER"},  # another agency is no client: too far
        {"tlp": "TLP:GREEN", "audience": "organization"},  # marked weaker than it came
    )
    for attempt in attempts:
        with pytest.raises(CaveatForbids):
            tell(here, case, CUSTOMS, subjects=[told.pk], **attempt)
    with pytest.raises(CaveatForbids):
        refer(here, there, case, subjects=[told.pk])

    permitted = tell(
        here, case, CUSTOMS, subjects=[told.pk], permission="Police of Lutetia, letter 4"
    )
    assert opened(here.analyst, permitted)["permission"] == "Police of Lutetia, letter 4"


def test_what_is_ours_goes_to_whom_we_choose_but_not_under_a_weaker_marking(
    here: Unit, case: Case, subject: Subject
) -> None:
    tell(here, case, CUSTOMS, subjects=[subject.pk], tlp="TLP:AMBER")
    with pytest.raises(CaveatForbids):
        tell(here, case, CUSTOMS, subjects=[subject.pk], tlp="TLP:GREEN")

    edit_case(here.analyst, case=case.pk, version=case.version, tlp="TLP:GREEN")
    tell(here, case, CUSTOMS, subjects=[subject.pk], tlp="TLP:GREEN")


def test_a_case_that_came_by_referral_keeps_the_senders_caveat(
    here: Unit, there: Unit, case: Case
) -> None:
    """Even when nothing but words go out: what the words rest on came under it."""
    refer(here, there, case, tlp="TLP:AMBER+STRICT")
    delivery = only_delivery(there.analyst)
    theirs = accept_referral(there.analyst, delivery=delivery.pk, version=delivery.version)

    with pytest.raises(CaveatForbids):
        tell(there, theirs, CUSTOMS, tlp="TLP:AMBER+STRICT")


# ------------------------------------------------------------------ adopting


def test_a_dissemination_is_taken_into_a_case_with_its_source(
    here: Unit, there: Unit, case: Case, subject: Subject
) -> None:
    tell(here, case, Addressee(receiver=there.agency.pk), subjects=[subject.pk])
    delivery = only_delivery(there.analyst)
    theirs = work_on(there)
    with pytest.raises(Conflict):
        adopt_delivery(there.analyst, delivery=delivery.pk, case=theirs.pk)
    receive_dissemination(there.analyst, delivery=delivery.pk, version=delivery.version)

    adopt_delivery(there.analyst, delivery=delivery.pk, case=theirs.pk)

    taken = case_page(there.analyst, theirs.pk, unmask=True).subjects[0]
    assert isinstance(taken.record, Subject)
    assert taken.record.origin == delivery.pk
    assert taken.values["sources"][0]["delivery"] == str(delivery.pk)


def test_the_post_is_a_duty_and_no_persons_right(here: Unit, there: Unit, case: Case) -> None:
    """Nobody lays anything into another agency's room himself."""
    with pytest.raises(Refused), transaction.atomic():
        Delivery.objects.for_context(worker("supervisor", here.agency), verb=Verb.COLLECT).create(
            agency_id=there.agency.pk,
            kind="referral",
            sender_id=here.agency.pk,
            sent=uuid.uuid4(),
            number="UTO-1",
        )
