"""The closed lists of this room, each code with its words.

A page shows the words, the record and the ledger keep the code. A code that stands in an old
record is never removed from here, only no longer offered.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.errors import BadInput
from fairlead.core.registration import Label

Words = Mapping[str, Label]

CASE_STATES: Words = {
    "new": pgettext_lazy("state of a case", "New"),
    "active": pgettext_lazy("state of a case", "Being worked on"),
    "waiting": pgettext_lazy("state of a case", "Waiting"),
    "review": pgettext_lazy("state of a case", "Closing under review"),
    "offered": pgettext_lazy("state of a case", "Offered to another agency"),
    "closed": pgettext_lazy("state of a case", "Closed"),
    "annulled": pgettext_lazy("state of a case", "Annulled"),
}
TASK_STATES: Words = {
    "open": pgettext_lazy("state of a task", "Open"),
    "started": pgettext_lazy("state of a task", "Started"),
    "done": pgettext_lazy("state of a task", "Done"),
    "dropped": pgettext_lazy("state of a task", "Dropped"),
}
REFERRAL_STATES: Words = {
    "sent": pgettext_lazy("state of a referral", "Sent, not answered yet"),
    "accepted": pgettext_lazy("state of a referral", "Accepted"),
    "answered": pgettext_lazy("state of a referral", "Answered"),
    "recalled": pgettext_lazy("state of a referral", "Recalled, not confirmed yet"),
    "recall-confirmed": pgettext_lazy("state of a referral", "Recall confirmed"),
    "refused": pgettext_lazy("state of a referral", "Refused"),
    "withdrawn": pgettext_lazy("state of a referral", "Withdrawn"),
    "expired": pgettext_lazy("state of a referral", "Expired"),
}
TRANSFER_STATES: Words = {
    "offered": pgettext_lazy("state of a transfer", "Offered"),
    "accepted": pgettext_lazy("state of a transfer", "Accepted"),
    "refused": pgettext_lazy("state of a transfer", "Refused"),
    "withdrawn": pgettext_lazy("state of a transfer", "Withdrawn"),
    "expired": pgettext_lazy("state of a transfer", "Expired"),
}
RECIPIENT_STATES: Words = {
    "prepared": pgettext_lazy("state of a dissemination to one recipient", "Prepared"),
    "sent": pgettext_lazy("state of a dissemination to one recipient", "Sent"),
    "received": pgettext_lazy("state of a dissemination to one recipient", "Received"),
    "recalled": pgettext_lazy(
        "state of a dissemination to one recipient", "Recalled, not confirmed yet"
    ),
    "recall-confirmed": pgettext_lazy(
        "state of a dissemination to one recipient", "Recall confirmed"
    ),
    "refused": pgettext_lazy("state of a dissemination to one recipient", "Refused"),
    "cancelled": pgettext_lazy("state of a dissemination to one recipient", "Cancelled"),
}
DELIVERY_STATES: Words = {
    "offered": pgettext_lazy("state of a delivery", "Waiting for an answer"),
    "accepted": pgettext_lazy("state of a delivery", "Accepted"),
    "answered": pgettext_lazy("state of a delivery", "Answered"),
    "recalled": pgettext_lazy("state of a delivery", "Recalled by the sender"),
    "recall-confirmed": pgettext_lazy("state of a delivery", "Recall confirmed"),
    "refused": pgettext_lazy("state of a delivery", "Refused"),
    "withdrawn": pgettext_lazy("state of a delivery", "Withdrawn by the sender"),
    "expired": pgettext_lazy("state of a delivery", "Expired"),
}
REDRESS_STATES: Words = {
    "received": pgettext_lazy("state of a redress request", "Received, identity not established"),
    "open": pgettext_lazy("state of a redress request", "Open"),
    "extended": pgettext_lazy("state of a redress request", "Open, term extended"),
    "answered": pgettext_lazy("state of a redress request", "Answered"),
    "appealed": pgettext_lazy("state of a redress request", "Under appeal"),
    "closed": pgettext_lazy("state of a redress request", "Closed"),
    "withdrawn": pgettext_lazy("state of a redress request", "Withdrawn"),
    "unidentified": pgettext_lazy("state of a redress request", "Closed, identity not established"),
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
    "accept": pgettext_lazy("step in a case", "Accept"),
    "annul": pgettext_lazy("step in a case", "Annul"),
    "answer": pgettext_lazy("step in a case", "Answer"),
    "appeal": pgettext_lazy("step in a case", "Note an appeal"),
    "assign": pgettext_lazy("step in a case", "Assign"),
    "cancel": pgettext_lazy("step in a case", "Cancel"),
    "close": pgettext_lazy("step in a case", "Close"),
    "complete": pgettext_lazy("step in a case", "Complete"),
    "confirm-recall": pgettext_lazy("step in a case", "Confirm the recall"),
    "decide": pgettext_lazy("step in a case", "Decide on the appeal"),
    "dismiss": pgettext_lazy("step in a case", "Close for lack of proof"),
    "drop": pgettext_lazy("step in a case", "Drop"),
    "expire": pgettext_lazy("step in a case", "Let expire"),
    "extend": pgettext_lazy("step in a case", "Extend the term"),
    "hand-over": pgettext_lazy("step in a case", "Hand over"),
    "identify": pgettext_lazy("step in a case", "Note that the identity is established"),
    "keep": pgettext_lazy("step in a case", "Keep"),
    "offer": pgettext_lazy("step in a case", "Offer to another agency"),
    "queue": pgettext_lazy("step in a case", "Put back into the queue"),
    "question": pgettext_lazy("step in a case", "Ask for proof of identity"),
    "recall": pgettext_lazy("step in a case", "Recall"),
    "receive": pgettext_lazy("step in a case", "Note that it was received"),
    "refuse": pgettext_lazy("step in a case", "Refuse"),
    "release": pgettext_lazy("step in a case", "Give back to the queue"),
    "reopen": pgettext_lazy("step in a case", "Open again"),
    "resume": pgettext_lazy("step in a case", "Go on"),
    "return": pgettext_lazy("step in a case", "Send back"),
    "send": pgettext_lazy("step in a case", "Send"),
    "start": pgettext_lazy("step in a case", "Start"),
    "submit": pgettext_lazy("step in a case", "Propose to close"),
    "suspend": pgettext_lazy("step in a case", "Let wait"),
    "withdraw": pgettext_lazy("step in a case", "Withdraw"),
}

SUBJECT_KINDS: Words = {
    "person": pgettext_lazy("kind of subject", "Person"),
    "organization": pgettext_lazy("kind of subject", "Organization"),
    "document": pgettext_lazy("kind of subject", "Document"),
    "conveyance": pgettext_lazy("kind of subject", "Conveyance"),
    "object": pgettext_lazy("kind of subject", "Object"),
}
ROLES: Words = {
    "subject": pgettext_lazy("role of a subject in a case", "Subject of the case"),
    "suspect": pgettext_lazy("role of a subject in a case", "Suspect"),
    "associate": pgettext_lazy("role of a subject in a case", "Associate"),
    "witness": pgettext_lazy("role of a subject in a case", "Witness"),
    "victim": pgettext_lazy("role of a subject in a case", "Victim"),
    "relative": pgettext_lazy("role of a subject in a case", "Relative"),
    "holder": pgettext_lazy("role of a subject in a case", "Holder"),
    "owner": pgettext_lazy("role of a subject in a case", "Owner"),
    "means": pgettext_lazy("role of a subject in a case", "Means"),
    "traveller": pgettext_lazy("role of a subject in a case", "Traveller"),
    "party": pgettext_lazy("role of a subject in a case", "Party to a transaction"),
    "cleared": pgettext_lazy("role of a subject in a case", "Cleared"),
    "other": pgettext_lazy("role of a subject in a case", "Other"),
}
LINKS: Words = {
    "same-as": pgettext_lazy("link from one subject to another", "Is possibly the same as"),
    "relative-of": pgettext_lazy("link from one subject to another", "Is a relative of"),
    "associate-of": pgettext_lazy("link from one subject to another", "Is an associate of"),
    "works-for": pgettext_lazy("link from one subject to another", "Works for"),
    "controls": pgettext_lazy("link from one subject to another", "Controls"),
    "owns": pgettext_lazy("link from one subject to another", "Owns"),
    "member-of": pgettext_lazy("link from one subject to another", "Belongs to"),
    "holds": pgettext_lazy("link from one subject to another", "Holds"),
    "uses": pgettext_lazy("link from one subject to another", "Uses"),
    "travelled-with": pgettext_lazy("link from one subject to another", "Travelled with"),
    "paid": pgettext_lazy("link from one subject to another", "Paid"),
    "communicated-with": pgettext_lazy("link from one subject to another", "Communicated with"),
    "related-to": pgettext_lazy("link from one subject to another", "Is related to"),
    "follows-from": pgettext_lazy("link from one subject to another", "Follows from"),
}
CERTAINTIES: Words = {
    "confirmed": pgettext_lazy("how certain a link is", "Confirmed"),
    "probable": pgettext_lazy("how certain a link is", "Probable"),
    "possible": pgettext_lazy("how certain a link is", "Possible"),
    "refuted": pgettext_lazy("how certain a link is", "Refuted"),
}
LANES: Words = {
    "event": pgettext_lazy("lane of a timeline", "Event"),
    "travel": pgettext_lazy("lane of a timeline", "Travel"),
    "finance": pgettext_lazy("lane of a timeline", "Money"),
    "communication": pgettext_lazy("lane of a timeline", "Communication"),
    "procedure": pgettext_lazy("lane of a timeline", "Procedure"),
    "other": pgettext_lazy("lane of a timeline", "Other"),
}
ANCHORS: Words = {
    "first-activity": pgettext_lazy("anchor of a timeline", "First known activity"),
    "detection": pgettext_lazy("anchor of a timeline", "Detection"),
    "response": pgettext_lazy("anchor of a timeline", "Response"),
    "resolution": pgettext_lazy("anchor of a timeline", "Resolution"),
}

CUSTODY_STEPS: Words = {
    "received": pgettext_lazy("what was done with an exhibit", "Received"),
    "stored": pgettext_lazy("what was done with an exhibit", "Stored"),
    "examined": pgettext_lazy("what was done with an exhibit", "Examined"),
    "copied": pgettext_lazy("what was done with an exhibit", "Copied"),
    "handed-over": pgettext_lazy("what was done with an exhibit", "Handed over"),
    "returned": pgettext_lazy("what was done with an exhibit", "Returned"),
    "released": pgettext_lazy("what was done with an exhibit", "Released"),
    "destroyed": pgettext_lazy("what was done with an exhibit", "Destroyed"),
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
    "resolved": pgettext_lazy("why a case was closed", "Resolved"),
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
    "action": _("Take action"),
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
    "erased": pgettext_lazy("how a recall was followed", "Erased"),
    "returned": pgettext_lazy("how a recall was followed", "Returned"),
    "kept": pgettext_lazy("how a recall was followed", "Kept, under a legal basis of our own"),
    "never-used": pgettext_lazy("how a recall was followed", "Never opened or used"),
}
QUESTIONS: Mapping[str, Words] = {
    "same-person": {
        "same": pgettext_lazy("outcome of a decision", "The same"),
        "different": pgettext_lazy("outcome of a decision", "Different"),
        "unsure": pgettext_lazy("outcome of a decision", "Unsure"),
    },
    "concern": {
        "concern": pgettext_lazy("outcome of a decision", "Of concern"),
        "no-concern": pgettext_lazy("outcome of a decision", "Of no concern"),
        "unsure": pgettext_lazy("outcome of a decision", "Unsure"),
    },
    "measure": {
        "propose": pgettext_lazy(
            "outcome of a decision", "Propose a measure to the competent authority"
        ),
        "no-measure": pgettext_lazy("outcome of a decision", "Propose no measure"),
        "escalate": pgettext_lazy("outcome of a decision", "Escalate"),
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
    "granted": pgettext_lazy("outcome of a redress request", "Granted"),
    "partly": pgettext_lazy("outcome of a redress request", "Granted in part"),
    "refused": pgettext_lazy("outcome of a redress request", "Refused"),
}
REDRESS_REASONS: Words = {
    "held-and-disclosed": pgettext_lazy(
        "reason of an answer to a redress request", "What is held was disclosed"
    ),
    "nothing-held": pgettext_lazy("reason of an answer to a redress request", "Nothing is held"),
    "corrected": pgettext_lazy("reason of an answer to a redress request", "Corrected"),
    "erased": pgettext_lazy("reason of an answer to a redress request", "Erased"),
    "restricted": pgettext_lazy(
        "reason of an answer to a redress request", "Its use was restricted"
    ),
    "accurate": pgettext_lazy(
        "reason of an answer to a redress request", "What is held is accurate"
    ),
    "investigation": pgettext_lazy(
        "reason of an answer to a redress request", "It would obstruct an investigation"
    ),
    "public-security": pgettext_lazy(
        "reason of an answer to a redress request", "To protect public or national security"
    ),
    "rights-of-others": pgettext_lazy(
        "reason of an answer to a redress request", "To protect the rights of others"
    ),
    "excessive": pgettext_lazy(
        "reason of an answer to a redress request", "The request is manifestly excessive"
    ),
}
APPEAL_OUTCOMES: Words = {
    "upheld": pgettext_lazy("outcome of an appeal", "The answer stands"),
    "reversed": pgettext_lazy("outcome of an appeal", "The answer is reversed"),
    "varied": pgettext_lazy("outcome of an appeal", "The answer is changed in part"),
}


def check(code: str, words: Words, place: str) -> str:
    """Return the code, or raise ``BadInput`` when it is not on its list."""
    if code not in words:
        raise BadInput(f"{code!r} is not one of {', '.join(words)}", place=place)
    return code
