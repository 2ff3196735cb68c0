"""Codes of particulars and of what is not finished, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label

Words = Mapping[str, Label]

NAME_KINDS: dict[str, Label] = {
    "primary": pgettext_lazy("kind of name", "Main name"),
    "alias": pgettext_lazy("kind of name", "Alias"),
    "former": pgettext_lazy("kind of name", "Former name"),
    "transliteration": pgettext_lazy("kind of name", "In another script"),
    "weak": pgettext_lazy("kind of name", "Weak alias"),
}
IDENTIFIER_KINDS: dict[str, Label] = {
    "passport": pgettext_lazy("kind of a number", "passport"),
    "identity-card": pgettext_lazy("kind of a number", "identity document"),
    "national-number": pgettext_lazy("kind of a number", "national number"),
    "residence-permit": pgettext_lazy("kind of a number", "residence permit"),
    "visa": pgettext_lazy("kind of a number", "visa"),
    "tax-number": pgettext_lazy("kind of a number", "tax number"),
    "registration": pgettext_lazy("kind of a number", "registration number"),
    "lei": "LEI",
    "imo": pgettext_lazy("kind of a number", "IMO number of a ship"),
    "mmsi": "MMSI",
    "aircraft-mark": pgettext_lazy("kind of a number", "registration of an aircraft"),
    "vin": "VIN",
    "plate": pgettext_lazy("kind of a number", "number plate"),
    "phone": pgettext_lazy("kind of a number", "telephone"),
    "email": pgettext_lazy("kind of a number", "e-mail address"),
    "bank-account": pgettext_lazy("kind of a number", "bank account"),
    "serial": pgettext_lazy("kind of a number", "serial number"),
    "digest": pgettext_lazy("kind of a number", "digest of a file"),
    "other": pgettext_lazy("kind of a number", "other number"),
}
FACTS: dict[str, Label] = {
    "born": _("Date of birth"),
    "birthplace": _("Place of birth"),
    "died": _("Died on"),
    "nationality": _("Nationality"),
    "sex": _("Sex"),
    "address": pgettext_lazy("where somebody is found", "Address"),
    "work": pgettext_lazy("of a person", "Work"),
    "founded": _("Founded on"),
    "dissolved": _("Dissolved on"),
    "registered-in": _("Registered in"),
    "activity": pgettext_lazy("of an organization", "Activity"),
    "type": pgettext_lazy("of a thing", "Type"),
    "issued": _("Issued on"),
    "expires": _("Expires on"),
    "issued-in": _("Issued in"),
    "status": pgettext_lazy("of a document", "Status"),
    "flag": pgettext_lazy("of a ship", "Flag"),
    "built": _("Built in"),
    "model": pgettext_lazy("of a thing", "Model"),
    "colour": _("Colour"),
    "made-in": _("Made in"),
    "description": pgettext_lazy("of a thing", "Description"),
}
RELIABILITY: dict[str, Label] = {
    "A": pgettext_lazy("reliability of a source", "A: reliable"),
    "B": pgettext_lazy("reliability of a source", "B: usually reliable"),
    "C": pgettext_lazy("reliability of a source", "C: fairly reliable"),
    "D": pgettext_lazy("reliability of a source", "D: not usually reliable"),
    "E": pgettext_lazy("reliability of a source", "E: unreliable"),
    "F": pgettext_lazy("reliability of a source", "F: cannot be judged"),
}
CREDIBILITY: dict[str, Label] = {
    "1": pgettext_lazy("credibility of information", "1: confirmed"),
    "2": pgettext_lazy("credibility of information", "2: probably true"),
    "3": pgettext_lazy("credibility of information", "3: possibly true"),
    "4": pgettext_lazy("credibility of information", "4: doubtful"),
    "5": pgettext_lazy("credibility of information", "5: improbable"),
    "6": pgettext_lazy("credibility of information", "6: cannot be judged"),
}
PENDING: Words = {
    "assign": _("Give the case to somebody."),
    "decide-on-closing": _("A second person decides on the closing."),
    "resume": _("Go on with the case on this day."),
    "meet-deadline": _("Meet the deadline."),
    "finish-task": _("Finish a task."),
    "finish-flag": _("Look at what is flagged."),
    "await-acceptance": _("Another agency has not accepted a referral yet."),
    "await-answer": _("Another agency has not answered a referral yet."),
    "await-recall": _("The recall of what was sent is not confirmed yet."),
    "send": _("Send what is prepared, or cancel it."),
    "await-receipt": _("What was sent is not confirmed as received yet."),
    "settle-decision": _("Settle what was left unsure."),
    "confirm-recall": _("The sender recalled what this case rests on: confirm what became of it."),
}
# Who must act instead, by the guard that stands in the way.
GUARDS: Words = {
    "supervisor": _("A supervisor must do this."),
    "owner": _("The owner of the case must do this."),
    "owner-or-supervisor": _("The owner of the case or a supervisor must do this."),
    "sender": _("The owner of the case or a supervisor must do this."),
    "self-or-supervisor": _("Somebody has the case: its owner or a supervisor gives it on."),
    "second-person": _("A supervisor who did not propose it must do this."),
    "assignee": _("Whoever has the task, or a supervisor, must do this."),
    "author-or-supervisor": _("Its author or a supervisor must do this."),
    "other-officer": _("Another officer than the one who answered must do this."),
}
ERASURES: dict[str, Label] = {
    "granted-request": pgettext_lazy("why something is erased", "A request was granted"),
    "unlawful": pgettext_lazy("why something is erased", "It should not have been kept"),
    "mistake": pgettext_lazy("why something is erased", "A mistake was found"),
    "no-longer-needed": pgettext_lazy("why something is erased", "It is needed no longer"),
}
# Why an act was refused, by the code of the error or of the reason.
REFUSED: Words = {
    "case-not-finished": _("Something in this case is not finished."),
    "case-not-movable": _(
        "Something in this case must be finished here before it can be handed over."
    ),
    "case-not-live": _(
        "Nothing can be changed while the case is closed or offered to another agency."
    ),
    "identity-not-open": _("The identity of this record is masked, sealed or erased."),
    "involved-already": _("The subject has this role already."),
    "nobody-reached": _("It went to nobody."),
    "nothing-to-send": _("Nothing is left to send without an approval."),
    "not-accepted": _("Only what was accepted, and not recalled, can be used."),
    "conflict": _("It changed meanwhile. This is how it stands now."),
    "bad-input": _("This cannot be used."),
    "marking-relaxed": _(
        "It would go out under a weaker marking than its source allows: name the source’s"
        " permission."
    ),
    "audience-too-far": _("Its source does not let it go so far: name the source’s permission."),
    "purpose-other": _("This case belongs to another purpose."),
    "identity-sealed": _("The identity of this record is sealed."),
}
