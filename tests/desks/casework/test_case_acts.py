"""A case lived through its pages, from opening to closing, to others and back."""

import re

import pytest

from fairlead.kernel.access.models import Approval
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.cases.actions.redress import receive_redress
from fairlead.kernel.cases.actions.subject import end_involvement
from fairlead.kernel.cases.models import (
    Case,
    Decision,
    Dissemination,
    Involvement,
    Link,
    Note,
    Recipient,
    Redress,
    Referral,
    Subject,
    Task,
    TimelineEntry,
    Transfer,
)
from tests.contexts import context_of
from tests.desks.casework.case_staff import (
    REDRESS,
    Person,
    Unit,
    delivery_of,
    fresh,
    name_somebody,
)

LIST = "/casework/cases/"
STATEMENTS = {
    "origin": "Register of Utopia",
    "tlp": "TLP:GREEN",
    "names-0-said": "Рафаил Гитлодей",
    "names-0-kind": "primary",
    "names-0-source": "new",
    "names-1-kind": "alias",
    "identifiers-0-said": "UTO 12 34",
    "identifiers-0-kind": "passport",
    "identifiers-0-issuer": "UTO",
    "identifiers-0-source": "new",
    "identifiers-1-kind": "phone",
    "facts-0-key": "born",
    "facts-0-said": "1478",
    "facts-0-source": "new",
    "facts-1-key": "sex",
}


def only(model: type, person: Person, **wanted: object) -> object:
    return model.objects.for_context(person.context).get(**wanted)  # type: ignore[attr-defined]


def test_a_case_from_opening_to_closing_and_open_again(here: Unit) -> None:
    answer = here.analyst.send(f"{LIST}open/", title="By hand", tlp="TLP:AMBER")
    case = only(Case, here.analyst)
    assert isinstance(case, Case)
    assert answer.headers["Location"] == f"{LIST}{case.pk}/"

    here.analyst.do(case, "assign", owner=here.analyst.key)
    here.analyst.do(case, "suspend", reason="court", until="2030-01-01T10:00")
    here.analyst.do(case, "resume")
    here.analyst.do(case, "submit", reason="resolved", outcome="Nothing came of it")
    here.supervisor.do(case, "return", said="Look once more")
    assert "Look once more" in here.analyst.case(case)
    here.analyst.do(case, "submit", reason="resolved", outcome="Still nothing")
    here.supervisor.do(case, "close")
    assert fresh(here.analyst.context, case).status == "closed"
    here.supervisor.do(case, "reopen", reason="new-information")
    here.analyst.do(case, "release")
    here.supervisor.do(case, "annul", reason="test")

    assert fresh(here.analyst.context, case).status == "annulled"
    assert Entry.objects.filter(act="cases.case.annulled").count() == 1


def test_nobody_closes_what_she_proposed_herself(here: Unit) -> None:
    both = Person.at_work("analyst", "supervisor", agency=here.agency)
    case = here.make_case()
    here.supervisor.do(case, "assign", owner=both.key)
    both.do(case, "submit", reason="resolved")

    assert "A supervisor who did not propose it must do this." in both.case(case)
    answer = both.send(f"{LIST}{case.pk}/do/close/")

    assert answer.status_code == 409
    assert "guard:second-person" in answer.content.decode()
    assert fresh(here.analyst.context, case).status == "review"


def test_the_parts_of_a_case_are_added_corrected_and_ended(here: Unit) -> None:
    case, me = here.make_case(), here.analyst
    me.do(case, "add-subject", kind="person", role="suspect", **STATEMENTS)
    subject = only(Subject, me)
    assert isinstance(subject, Subject)
    more = STATEMENTS | {"origin": "Utopia Air", "names-1-said": "Raphael", "names-1-source": "new"}
    more |= {"names-0-source": "s1", "identifiers-0-source": "s1", "facts-0-source": "s1"}
    more |= {"names-2-kind": "weak", "identifiers-2-kind": "visa", "facts-2-key": "sex"}
    more |= {"names-1-kind": "transliteration"}
    me.do(case, "edit-subject", subject.pk, **more)
    me.do(case, "involve-subject", subject.pk, role="witness")
    role = only(Involvement, me, role="witness", ended_at=None)
    me.do(case, "end-involvement", role.pk)  # type: ignore[attr-defined]
    me.do(case, "add-subject", kind="person", role="relative", **STATEMENTS)
    me.unmask(case)
    page = me.case(case)
    assert "Utopia Air" in page
    assert "Raphael" in page

    other = Subject.objects.for_context(me.context).exclude(pk=subject.pk).get()
    me.do(
        case,
        "add-link",
        one=f"subject/{subject.pk}",
        other=f"subject/{other.pk}",
        kind="relative-of",
        certainty="probable",
        source="A letter",
    )
    link = only(Link, me)
    me.do(case, "end-link", link.pk)  # type: ignore[attr-defined]

    entry = {"on": "2026-05-17", "precision": "approximate", "latest": "2026-05-20"}
    entry |= {"text": "Seen in Amaurot", "lane": "travel", "source": "A guard"}
    me.do(case, "add-entry", **entry)
    first = only(TimelineEntry, me)
    me.do(case, "correct-entry", first.pk, **entry | {"text": "Seen in Anyder"})  # type: ignore[attr-defined]
    later = only(TimelineEntry, me, corrects=first)
    me.do(case, "withdraw-entry", later.pk)  # type: ignore[attr-defined]

    me.do(case, "add-note", text="A first note", mentions=[here.supervisor.key])
    note = only(Note, me)
    me.do(case, "correct-note", note.pk, text="A better note")  # type: ignore[attr-defined]

    me.do(case, "add-task", text="Ask the register", kind="task", assignee=me.key)
    task = only(Task, me)
    for act in ("start-task", "complete-task", "reopen-task", "drop-task"):
        me.do(case, act, task.pk)  # type: ignore[attr-defined]

    me.do(case, "decide", answer="same-person/same", reason="document", text="The number agrees")
    decision = only(Decision, me)
    here.supervisor.do(
        case,
        "give-opinion",
        decision.pk,  # type: ignore[attr-defined]
        agrees="no",
        reason="biographic",
        text="The year does not",
    )
    me.do(case, "correct-decision", decision.pk, answer="unsure", reason="document", text="So then")  # type: ignore[attr-defined]
    page = me.case(case)
    assert "corrected since" in page
    assert "Settle what was left unsure." in page


def test_what_is_wrong_in_a_form_is_said_and_nothing_that_was_typed_is_lost(here: Unit) -> None:
    case = here.make_case()

    answer = here.analyst.send(
        f"{LIST}{case.pk}/do/add-subject/",
        kind="person",
        role="suspect",
        **STATEMENTS | {"origin": ""},
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say from where it is known." in page
    assert "Рафаил Гитлодей" in page


def test_of_two_at_once_one_is_first_and_the_other_is_told_and_keeps_her_words(here: Unit) -> None:
    case = here.make_case()
    address = f"{LIST}{case.pk}/do/edit/"
    opened = here.supervisor.page(address)
    version = re.search(r'name="version" value="(\d+)"', opened)
    assert version is not None
    here.analyst.do(case, "edit", title="The analyst’s title", tlp="TLP:AMBER")

    sent = {"title": "The other title", "tlp": "TLP:AMBER", "version": version.group(1)}
    answer = here.supervisor.client.post(address, sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert here.analyst.account.name in page
    assert "The other title" in page
    assert "The analyst’s title" in here.analyst.case(case)
    again = re.search(r'name="version" value="(\d+)"', page)
    assert again is not None
    assert (
        here.supervisor.client.post(address, sent | {"version": again.group(1)}).status_code == 302
    )
    assert "The other title" in here.analyst.case(case)


def tell(unit: Unit, case: Case, to: Unit, **more: object) -> Dissemination:
    unit.analyst.do(
        case,
        "tell",
        text="We ask to be told",
        tlp="TLP:AMBER",
        audience="organization",
        agencies=[str(to.agency.pk)],
        **more,
    )
    found = only(Dissemination, unit.analyst)
    assert isinstance(found, Dissemination)
    return found


def test_from_dissemination_to_recall_to_its_confirmation(here: Unit, there: Unit) -> None:
    case = here.make_case()
    name_somebody(here.analyst.context, case, "Planted-Person")
    told = tell(here, case, there, name="Customs of Anyder")
    inside = only(Recipient, here.analyst, receiver=there.agency)
    outside = only(Recipient, here.analyst, receiver=None)
    assert "Prepared" in here.analyst.case(case)
    assert "Nothing has been" not in there.analyst.page("/casework/received/")

    here.analyst.do(case, "send", told.pk, sure="on")
    found = delivery_of(there.analyst.context)
    address = f"/casework/received/{found.pk}/"
    assert "We ask to be told" not in there.analyst.page(address)
    there.analyst.client.post(f"{address}content/")
    assert "We ask to be told" in there.analyst.page(address)
    assert there.analyst.send(f"{address}do/accept/").status_code == 302
    here.analyst.do(case, "note-receipt", outside.pk, evidence="A receipt")  # type: ignore[attr-defined]
    assert here.analyst.case(case).count("Received") >= 2

    here.analyst.do(case, "recall", told.pk, reason="wrong")
    assert "Recalled by the sender" in there.analyst.page(address)
    answer = there.analyst.send(f"{address}do/confirm-recall/", confirmation="erased", text="")
    assert answer.status_code == 302
    here.analyst.do(
        case,
        "note-confirmation",
        outside.pk,  # type: ignore[attr-defined]
        confirmation="returned",
        evidence="It came by post",
    )

    states = Recipient.objects.for_context(here.analyst.context).values_list("status", flat=True)
    assert set(states) == {"recall-confirmed"}
    assert inside.pk != outside.pk  # type: ignore[attr-defined]
    page = here.analyst.case(case)
    assert page.count("Recall confirmed") >= 2
    assert "await" not in page


def test_abroad_it_goes_only_with_a_second_person(here: Unit, there: Unit) -> None:
    case = here.make_case()
    told = tell(here, case, there, name="Police of Polylerit", abroad="on")

    here.analyst.do(case, "propose-abroad", told.pk, reason="Urgent")

    abroad = Recipient.objects.for_context(here.analyst.context).filter(abroad=True)
    assert abroad.get().status == "prepared"
    approval = Approval.objects.get()
    sent = {"digest": approval.digest, "step": "approve"}
    here.supervisor.client.post(f"/approvals/{approval.pk}/decide/", sent)
    assert abroad.get().status == "sent"


def test_a_recipient_is_cancelled_and_a_correction_prepared(here: Unit, there: Unit) -> None:
    case = here.make_case()
    told = tell(here, case, there, name="Customs of Anyder")
    outside = only(Recipient, here.analyst, receiver=None)
    here.analyst.do(case, "cancel-recipient", outside.pk)  # type: ignore[attr-defined]
    here.analyst.do(case, "send", told.pk, sure="on")

    here.analyst.do(
        case, "correct-told", told.pk, text="Not so", tlp="TLP:AMBER", audience="organization"
    )

    assert Dissemination.objects.for_context(here.analyst.context).count() == 2
    assert "Correction of what was told" in here.analyst.case(case)


def test_a_referral_is_accepted_answered_and_recalled(here: Unit, there: Unit) -> None:
    case = here.make_case()
    asked = {"receiver": str(there.agency.pk), "ask": "opinion", "cover": "A question"}
    asked |= {"text": "What is known?", "tlp": "TLP:AMBER", "audience": "organization"}
    here.analyst.do(case, "refer", **asked)
    found = delivery_of(there.analyst.context)
    address = f"/casework/received/{found.pk}/"
    answer = there.analyst.send(f"{address}do/accept/", title="Their question")
    assert answer.headers["Location"].startswith(LIST)
    assert there.analyst.send(f"{address}do/answer/", text="Nothing is").status_code == 302
    here.analyst.unmask(case)
    assert "Nothing is" in here.analyst.case(case)

    referral = only(Referral, here.analyst)
    here.supervisor.do(case, "recall-referral", referral.pk, reason="outdated")  # type: ignore[attr-defined]

    page = there.analyst.page(answer.headers["Location"])
    assert "the sender recalled" in page.lower()


def test_a_refused_referral_says_why(here: Unit, there: Unit) -> None:
    case = here.make_case()
    asked = {"receiver": str(there.agency.pk), "ask": "opinion", "cover": "A question"}
    asked |= {"text": "What is known?", "tlp": "TLP:AMBER", "audience": "organization"}
    here.analyst.do(case, "refer", **asked)
    found = delivery_of(there.analyst.context)

    there.analyst.send(f"/casework/received/{found.pk}/do/refuse/", reason="no-capacity", text="")

    assert "We cannot do this in time" in here.analyst.case(case)


def test_a_case_that_is_offered_is_withdrawn_then_taken_over(here: Unit, there: Unit) -> None:
    case = here.make_case()
    offer = {"receiver": str(there.agency.pk), "cover": "It is with a bank of yours"}
    here.supervisor.do(case, "offer", **offer)
    assert 'href="' + f"{LIST}{case.pk}/do/add-note/" not in here.analyst.case(case)
    transfer = only(Transfer, here.supervisor)
    here.supervisor.do(case, "withdraw-offer", transfer.pk)  # type: ignore[attr-defined]
    here.supervisor.do(case, "offer", **offer)
    found = delivery_of(there.analyst.context, status="offered")

    answer = there.analyst.send(f"/casework/received/{found.pk}/do/accept/")

    assert answer.headers["Location"] == f"{LIST}{case.pk}/"
    assert "A journey to Amaurot" in there.analyst.case(case)
    here.analyst.case(case, status=403)


def test_a_marking_holds_back_what_would_go_too_far(here: Unit, there: Unit) -> None:
    case = here.make_case(tlp="TLP:RED")
    answer = here.analyst.send(
        f"{LIST}{case.pk}/do/tell/",
        text="x",
        tlp="TLP:GREEN",
        audience="community",
        agencies=[str(there.agency.pk)],
    )

    assert answer.status_code == 409
    assert "weaker marking" in answer.content.decode()
    assert not Dissemination.objects.for_context(here.analyst.context).exists()


def test_a_hold_is_placed_and_shown_and_lifted_by_two(here: Unit) -> None:
    case = here.make_case()
    here.supervisor.do(case, "hold", reason="proceeding", citation="Court of Amaurot 7/2026")
    assert "Court of Amaurot 7/2026" in here.analyst.case(case)

    here.supervisor.do(case, "release-hold", reason="It is over")

    assert Approval.objects.get().kind == "retention.hold_release"


@pytest.fixture
def officer(here: Unit) -> Person:
    return Person.at_work("protection_officer", agency=here.agency, purpose=REDRESS)


def test_a_request_is_received_identified_answered_and_appealed(
    here: Unit, officer: Person
) -> None:
    case = here.make_case()
    name_somebody(here.analyst.context, case, "Amaurota Anyder", "UTO7")
    form = {"kind": "access", "name": "Amaurota Anyder", "text": "What do you hold?"}
    assert officer.send("/casework/redress/receive/", **form).status_code == 302
    request = only(Redress, officer)
    address = f"/casework/redress/{request.pk}/"  # type: ignore[attr-defined]
    subject = Subject.objects.for_context(officer.context).get()
    assert officer.send(f"{address}do/question/").status_code == 302
    answer = officer.send(f"{address}do/identify/", subject=str(subject.pk))
    assert answer.status_code == 302
    assert "What is held about this subject" in officer.page(address)
    assert officer.send(f"{address}do/extend/", text="Much is held").status_code == 302
    said = {"outcome": "partly", "reason": "corrected", "text": "One line was wrong"}
    assert officer.send(f"{address}do/answer/", **said).status_code == 302
    assert officer.send(f"{address}do/appeal/", text="All was wrong").status_code == 302
    assert "do/decide/" not in officer.page(address)
    other = Person.at_work("protection_officer", agency=here.agency, purpose=REDRESS)
    decided = other.send(f"{address}do/decide/", outcome="upheld", text="It stands")
    assert decided.status_code == 302
    assert "Closed" in officer.page(address)


def test_what_is_held_is_erased_after_a_granted_request(here: Unit, officer: Person) -> None:
    case = here.make_case()
    subject = name_somebody(here.analyst.context, case, "Amaurota Anyder", "UTO7")
    context = context_of(officer.account, REDRESS)
    request = receive_redress(context, kind="objection", name="Amaurota Anyder", words="Erase me")
    address = f"/casework/redress/{request.pk}/"
    officer.send(f"{address}do/identify/", subject=str(subject.pk))

    answer = officer.send(f"{address}do/erase-subject/", reason="granted-request", sure="on")

    assert answer.status_code == 302
    here.analyst.unmask(case)
    assert "Amaurota" not in here.analyst.case(case)


def test_an_analyst_sees_no_request(here: Unit) -> None:
    assert here.analyst.client.get("/casework/redress/").status_code == 403


def test_a_role_that_was_ended_by_another_is_not_found(here: Unit) -> None:
    case = here.make_case()
    name_somebody(here.analyst.context, case, "Somebody")
    role = only(Involvement, here.analyst)
    end_involvement(here.analyst.context, involvement=role.pk)  # type: ignore[attr-defined]

    answer = here.analyst.client.post(
        f"{LIST}{case.pk}/do/end-involvement/{role.pk}/",  # type: ignore[attr-defined]
        {"version": "0"},
    )

    assert answer.status_code == 403
