"""What can be wrong with a PNRGOV message, code by code."""

from fairlead.core.formats.faults import Fault
from fairlead.core.problems import Severity

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR
GUIDE = "PNRGOV implementation guide"

FAULTS = {
    "pnrgov.version-unknown": Fault(
        NOTE, "Version {version} is not among those known; it was read as {read_as}.", GUIDE
    ),
    "pnrgov.segment-missing": Fault(
        WARNING, "{missing} must stand before {tag}.", f"{GUIDE}, message structure"
    ),
    "pnrgov.out-of-order": Fault(
        WARNING,
        "{tag} stands out of order; it was read as a segment of {group}.",
        f"{GUIDE}, message structure",
    ),
    "pnrgov.group-without-head": Fault(
        WARNING,
        "{tag} belongs to {group}, the first segment of which is missing.",
        f"{GUIDE}, message structure",
    ),
    "pnrgov.unplaced": Fault(
        WARNING, "{tag} has no place here; it was kept as data.", f"{GUIDE}, message structure"
    ),
    "pnrgov.too-many": Fault(
        NOTE, "{tag} stands more than {most} times in one group.", f"{GUIDE}, message structure"
    ),
    "pnrgov.count": Fault(
        WARNING,
        "EQN declares {declared} passenger name records, the message has {counted}.",
        f"{GUIDE}, EQN",
    ),
    "pnrgov.count-travellers": Fault(
        NOTE,
        "RPI counts {declared} travellers on flight {flight}, the record names {counted}.",
        GUIDE,
    ),
    "pnrgov.locator-missing": Fault(
        ERROR, "The passenger name record has no locator.", f"{GUIDE}, RCI"
    ),
    "pnrgov.locator-date": Fault(
        NOTE, "The date of the locator stands in the place of its type.", f"{GUIDE}, RCI"
    ),
    "pnrgov.flight": Fault(
        ERROR, "The flight reported is incomplete: {missing} not given.", f"{GUIDE}, TVL"
    ),
    "pnrgov.date": Fault(
        ERROR, "{value} is not a date or time that can be.", f"{GUIDE}, DAT and TVL"
    ),
    "pnrgov.time-moved": Fault(
        WARNING,
        "The time of arrival stands in the place of its date.",
        f"{GUIDE}, TVL",
    ),
    "pnrgov.arrival-date": Fault(
        NOTE,
        "The arrival has no date and lies before the departure; only its time was taken.",
        f"{GUIDE}, TVL",
    ),
    "pnrgov.operating-by-tvl": Fault(
        NOTE,
        "The operating flight stands in a second TVL; from 14.1 on it belongs into TRA.",
        f"{GUIDE}, TRA",
    ),
    "pnrgov.operating-by-tra": Fault(
        NOTE,
        "The operating flight stands in TRA; before 14.1 it belongs into a second TVL.",
        f"{GUIDE}, TRA",
    ),
    "pnrgov.traveller-unnamed": Fault(WARNING, "A traveller has no surname.", f"{GUIDE}, TIF"),
    "pnrgov.name-glued": Fault(
        NOTE,
        "The whole name stands in the place of the surname; it was not taken apart.",
        f"{GUIDE}, TIF",
    ),
    "pnrgov.travellers-in-one": Fault(
        WARNING, "One TIF names {count} travellers; each is to have its own.", f"{GUIDE}, TIF"
    ),
    "pnrgov.traveller-repeated": Fault(
        NOTE, "TIF out of order names traveller {reference} again.", f"{GUIDE}, TIF"
    ),
    "pnrgov.reference-repeated": Fault(
        ERROR, "{count} travellers share the reference {reference}.", f"{GUIDE}, TIF 9944"
    ),
    "pnrgov.reference-unknown": Fault(
        WARNING,
        "{service} refers to traveller {reference}, whom this record does not name.",
        f"{GUIDE}, SSR 9944",
    ),
    "pnrgov.document-unassigned": Fault(
        ERROR,
        "It is not certain whose {service} this is ({why}); it was given to nobody.",
        f"{GUIDE}, SSR 9944",
    ),
    "pnrgov.document-name": Fault(
        NOTE,
        "The document of traveller {reference} bears another surname.",
        f"{GUIDE}, SSR DOCS",
    ),
    "pnrgov.document-differs": Fault(
        WARNING,
        "The documents of traveller {reference} do not agree in {what}.",
        f"{GUIDE}, SSR DOCS",
    ),
    "pnrgov.document-moved": Fault(
        WARNING,
        "The fields of {service} stand {by} places beside their own.",
        "AIRIMP, SSR DOCS",
    ),
    "pnrgov.document-field": Fault(
        ERROR, "{field} of {service} cannot be read.", "AIRIMP, SSR DOCS and DOCO"
    ),
    "pnrgov.infant-document": Fault(
        NOTE,
        "The document was sent with adult {reference} and given to the infant whom it names.",
        "AIRIMP, SSR DOCS",
    ),
    "pnrgov.infant-implied": Fault(
        NOTE,
        "An infant is known only from SSR {service}, with adult {reference}.",
        "AIRIMP, SSR INFT",
    ),
    "pnrgov.infant-unassigned": Fault(
        ERROR,
        "SSR INFT names an infant who is none of the infants of this record.",
        "AIRIMP, SSR INFT",
    ),
    "pnrgov.infant-unnamed": Fault(
        WARNING,
        "Traveller {reference} travels with an infant who is named nowhere.",
        f"{GUIDE}, TIF",
    ),
    "pnrgov.check-in-unassigned": Fault(
        WARNING,
        "It is not certain who checked in under number {sequence}.",
        f"{GUIDE}, TRI and TIF",
    ),
}
