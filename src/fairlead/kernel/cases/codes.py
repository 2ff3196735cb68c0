"""The closed lists of this room, each code with its words.

A page shows the words, the record and the ledger keep the code. A code that stands in an old
record is never removed from here, only no longer offered.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from fairlead.core.errors import BadInput
from fairlead.core.registration import Label

Words = Mapping[str, Label]

CASE_STATES: Words = {
    "new": _("New"),
    "active": _("Being worked on"),
    "waiting": _("Waiting"),
    "review": _("Closing under review"),
    "offered": _("Offered to another agency"),
    "closed": _("Closed"),
    "annulled": _("Annulled"),
}
TASK_STATES: Words = {
    "open": _("Open"),
    "started": _("Started"),
    "done": _("Done"),
    "dropped": _("Dropped"),
}
REFERRAL_STATES: Words = {
    "sent": _("Sent, not answered yet"),
    "accepted": _("Accepted"),
    "answered": _("Answered"),
    "recalled": _("Recalled, not confirmed yet"),
    "recall-confirmed": _("Recall confirmed"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
    "expired": _("Expired"),
}
TRANSFER_STATES: Words = {
    "offered": _("Offered"),
    "accepted": _("Accepted"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
    "expired": _("Expired"),
}
RECIPIENT_STATES: Words = {
    "prepared": _("Prepared"),
    "sent": _("Sent"),
    "received": _("Received"),
    "recalled": _("Recalled, not confirmed yet"),
    "recall-confirmed": _("Recall confirmed"),
    "refused": _("Refused"),
    "cancelled": _("Cancelled"),
}
DELIVERY_STATES: Words = {
    "offered": _("Waiting for an answer"),
    "accepted": _("Accepted"),
    "answered": _("Answered"),
    "recalled": _("Recalled by the sender"),
    "recall-confirmed": _("Recall confirmed"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn by the sender"),
    "expired": _("Expired"),
}
REDRESS_STATES: Words = {
    "received": _("Received, identity not established"),
    "open": _("Open"),
    "extended": _("Open, term extended"),
    "answered": _("Answered"),
    "appealed": _("Under appeal"),
    "closed": _("Closed"),
    "withdrawn": _("Withdrawn"),
    "unidentified": _("Closed, identity not established"),
}
STATES: Mapping[str, Words] = {
    "case": CASE_STATES,
    "task": TASK_STATES,
    "referral": REFERRAL_STATES,
    "transfer": TRANSFER_STATES,
    "recipient": RECIPIENT_STATES,
    "delivery": DELIVERY_STATES,
    "redress": REDRESS_STATES,
}

VERBS: Words = {
    "accept": _("Accept"),
    "annul": _("Annul"),
    "answer": _("Answer"),
    "appeal": _("Note an appeal"),
    "assign": _("Assign"),
    "cancel": _("Cancel"),
    "close": _("Close"),
    "complete": _("Complete"),
    "confirm-recall": _("Confirm the recall"),
    "decide": _("Decide on the appeal"),
    "dismiss": _("Close for lack of proof"),
    "drop": _("Drop"),
    "expire": _("Let expire"),
    "extend": _("Extend the term"),
    "hand-over": _("Hand over"),
    "identify": _("Note that the identity is established"),
    "keep": _("Keep"),
    "offer": _("Offer to another agency"),
    "queue": _("Put back into the queue"),
    "question": _("Ask for proof of identity"),
    "recall": _("Recall"),
    "receive": _("Note that it was received"),
    "refuse": _("Refuse"),
    "release": _("Give back to the queue"),
    "reopen": _("Open again"),
    "resume": _("Go on"),
    "return": _("Send back"),
    "send": _("Send"),
    "start": _("Start"),
    "submit": _("Propose to close"),
    "suspend": _("Let wait"),
    "withdraw": _("Withdraw"),
}

SUBJECT_KINDS: Words = {
    "person": _("Person"),
    "organization": _("Organization"),
    "document": _("Document"),
    "conveyance": _("Conveyance"),
    "object": _("Object"),
}
ROLES: Words = {
    "subject": _("Subject of the case"),
    "suspect": _("Suspect"),
    "associate": _("Associate"),
    "witness": _("Witness"),
    "victim": _("Victim"),
    "relative": _("Relative"),
    "holder": _("Holder"),
    "owner": _("Owner"),
    "means": _("Means"),
    "traveller": _("Traveller"),
    "party": _("Party to a transaction"),
    "cleared": _("Cleared"),
    "other": _("Other"),
}
LINKS: Words = {
    "same-as": _("Is possibly the same as"),
    "relative-of": _("Is a relative of"),
    "associate-of": _("Is an associate of"),
    "works-for": _("Works for"),
    "controls": _("Controls"),
    "owns": _("Owns"),
    "member-of": _("Belongs to"),
    "holds": _("Holds"),
    "uses": _("Uses"),
    "travelled-with": _("Travelled with"),
    "paid": _("Paid"),
    "communicated-with": _("Communicated with"),
    "related-to": _("Is related to"),
    "follows-from": _("Follows from"),
}
CERTAINTIES: Words = {
    "confirmed": _("Confirmed"),
    "probable": _("Probable"),
    "possible": _("Possible"),
    "refuted": _("Refuted"),
}
LANES: Words = {
    "event": _("Event"),
    "travel": _("Travel"),
    "finance": _("Money"),
    "communication": _("Communication"),
    "procedure": _("Procedure"),
    "other": _("Other"),
}
ANCHORS: Words = {
    "first-activity": _("First known activity"),
    "detection": _("Detection"),
    "response": _("Response"),
    "resolution": _("Resolution"),
}

CUSTODY_STEPS: Words = {
    "received": _("Received"),
    "stored": _("Stored"),
    "examined": _("Examined"),
    "copied": _("Copied"),
    "handed-over": _("Handed over"),
    "returned": _("Returned"),
    "released": _("Released"),
    "destroyed": _("Destroyed"),
}

WAITING_REASONS: Words = {
    "other-agency": _("Waiting for another agency"),
    "information": _("Waiting for information"),
    "court": _("Waiting for a court"),
    "date": _("Nothing to do before a certain date"),
}
CLOSING_REASONS: Words = {
    "false-positive": _("False positive: another person or thing"),
    "no-concern": _("Right person, no concern"),
    "resolved": _("Resolved"),
    "acted-on": _("Acted on by a competent authority"),
    "insufficient": _("Not enough to go on"),
    "duplicate": _("Worked on in another case"),
}
ANNULMENT_REASONS: Words = {
    "opened-in-error": _("Opened in error"),
    "no-legal-basis": _("There is no legal basis"),
    "test": _("Test"),
}
REOPENING_REASONS: Words = {
    "new-information": _("New information"),
    "closed-in-error": _("Closed in error"),
    "redress": _("Outcome of a redress request"),
    "order": _("Order of an authority or a court"),
}
ASKS: Words = {
    "information": _("Give information"),
    "opinion": _("Give an opinion"),
    "action": _("Act"),
    "take-over": _("Take the case over"),
}
REFUSAL_REASONS: Words = {
    "not-competent": _("We are not competent"),
    "no-legal-basis": _("There is no legal basis"),
    "incomplete": _("The request is incomplete"),
    "no-capacity": _("We cannot do this in time"),
    "duplicate": _("We have it already"),
}
RECALL_REASONS: Words = {
    "wrong": _("It was wrong"),
    "outdated": _("It is out of date"),
    "wrong-recipient": _("It went to the wrong recipient"),
    "unlawful": _("It should not have been sent"),
    "redress": _("Outcome of a redress request"),
}
CONFIRMATIONS: Words = {
    "erased": _("Erased"),
    "returned": _("Returned"),
    "kept": _("Kept, under a legal basis of our own"),
    "never-used": _("Never opened or used"),
}
QUESTIONS: Mapping[str, Words] = {
    "same-person": {
        "same": _("The same"),
        "different": _("Different"),
        "unsure": _("Unsure"),
    },
    "concern": {
        "concern": _("Of concern"),
        "no-concern": _("Of no concern"),
        "unsure": _("Unsure"),
    },
    "measure": {
        "propose": _("Propose a measure to the competent authority"),
        "no-measure": _("Propose no measure"),
        "escalate": _("Escalate"),
    },
}
QUESTION_LABELS: Words = {
    "same-person": _("Is it the same person or thing?"),
    "concern": _("Is it of concern?"),
    "measure": _("What is to be done?"),
}
DECISION_REASONS: Words = {
    "document": _("Number of a document"),
    "biographic": _("Name, date and place of birth"),
    "appearance": _("Likeness"),
    "history": _("Travel or other history"),
    "explained": _("There is an innocent explanation"),
    "source-weak": _("The source is weak"),
    "source-strong": _("The source is strong"),
    "statement": _("Statement of the person"),
    "order": _("Order of an authority or a court"),
    "other": _("Other, see the words"),
}
REDRESS_OUTCOMES: Words = {
    "granted": _("Granted"),
    "partly": _("Granted in part"),
    "refused": _("Refused"),
}
REDRESS_REASONS: Words = {
    "held-and-disclosed": _("What is held was disclosed"),
    "nothing-held": _("Nothing is held"),
    "corrected": _("Corrected"),
    "erased": _("Erased"),
    "restricted": _("Its use was restricted"),
    "accurate": _("What is held is accurate"),
    "investigation": _("It would obstruct an investigation"),
    "public-security": _("To protect public or national security"),
    "rights-of-others": _("To protect the rights of others"),
    "excessive": _("The request is manifestly excessive"),
}
APPEAL_OUTCOMES: Words = {
    "upheld": _("The answer stands"),
    "reversed": _("The answer is reversed"),
    "varied": _("The answer is changed in part"),
}


def check(code: str, words: Words, place: str) -> str:
    """Return the code, or raise ``BadInput`` when it is not on its list."""
    if code not in words:
        raise BadInput(f"{code!r} is not one of {', '.join(words)}", place=place)
    return code
