"""The records of a case, one file for each.

Personal values lie in ``identity`` only, which is sealed; every other column may be read by
whoever holds the database, and is chosen accordingly: codes, moments, references.
"""

from fairlead.kernel.cases.models.case import Case, Favourite, Serial, Visit
from fairlead.kernel.cases.models.decision import Decision, SecondOpinion
from fairlead.kernel.cases.models.dissemination import Dissemination, Recipient
from fairlead.kernel.cases.models.exhibit import CustodyStep, Exhibit
from fairlead.kernel.cases.models.handover import Delivery, Referral, Transfer
from fairlead.kernel.cases.models.link import Link
from fairlead.kernel.cases.models.note import Mention, Note
from fairlead.kernel.cases.models.redress import Redress
from fairlead.kernel.cases.models.revision import Revision
from fairlead.kernel.cases.models.subject import Involvement, Subject
from fairlead.kernel.cases.models.task import Task
from fairlead.kernel.cases.models.timeline import TimelineEntry

__all__ = [
    "Case",
    "CustodyStep",
    "Decision",
    "Delivery",
    "Dissemination",
    "Exhibit",
    "Favourite",
    "Involvement",
    "Link",
    "Mention",
    "Note",
    "Recipient",
    "Redress",
    "Referral",
    "Revision",
    "SecondOpinion",
    "Serial",
    "Subject",
    "Task",
    "TimelineEntry",
    "Transfer",
    "Visit",
]
