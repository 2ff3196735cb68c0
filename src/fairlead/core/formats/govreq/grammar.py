"""GOVREQ: what a government may ask a carrier for, and how.

No GOVREQ has been published. The guides name it (ad hoc request) with MSG and an ORG of its own,
and PADIS gives the segments with which a record is asked for: the flight (TVL), a locator (RCI), a
traveller (TIF, SSR DOCS, FTI, TKT), a span of days (DAT). All of them are read in any order, and
the code of the function (MSG) is agreed with the carrier.
"""

from fairlead.core.formats.faults import Fault
from fairlead.core.problems import Severity

GUIDE = "PNRGOV implementation guide, GOVREQ"
MEANING = "bookings.request"

FAULTS = {
    "govreq.nothing-asked": Fault(
        Severity.ERROR,
        "The request names neither flight nor locator nor traveller nor ticket.",
        GUIDE,
    ),
    "govreq.date": Fault(Severity.ERROR, "{value} is not a date or time that can be.", GUIDE),
    "govreq.kept": Fault(Severity.NOTE, "{tag} has no place in GOVREQ; it was kept.", GUIDE),
}
