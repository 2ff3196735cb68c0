"""CUSRES as interactive passenger information uses it: the answer of an authority.

Structure after the UN/EDIFACT directories (segment groups 3 and 4); codes after the
WCO/IATA/ICAO guidelines and the national profiles that are public.
"""

from fairlead.core.formats.faults import Fault
from fairlead.core.problems import Severity

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR
GUIDE = "WCO/IATA/ICAO API guidelines, CUSRES"

# BGM, C002/1001
FUNCTIONS = {
    "962": "answer",
    "132": "unsolicited-change",
    "312": "acknowledgement",
}
# ERP, C701/1049: which part of the request is meant.
HEADER, DETAIL = "1", "2"
# ERC, C901/9321: the first character answers; the second is of the profile (Z: nothing to add).
ANSWERS = {
    "0": "board",
    "1": "do-not-board",
    "2": "advisory",
    "3": "override",
    "4": "insufficient-data",
    "5": "error",
    "6": "duplicate",
    "7": "refer",
    "8": "timeout",
}
ACKNOWLEDGED = {"0": "accepted", "1": "exception"}
FLIGHT, TRANSACTION, LOCATOR, UNIQUE = "AF", "TN", "AVF", "ABO"

FAULTS = {
    "cusres.function-missing": Fault(
        ERROR, "Nothing says what the answer is for (BGM).", f"{GUIDE}, BGM"
    ),
    "cusres.function-unknown": Fault(
        NOTE, "The function {function} is in no table.", f"{GUIDE}, BGM"
    ),
    "cusres.movement-missing": Fault(
        NOTE, "No flight is named (RFF AF).", f"{GUIDE}, segment group 3"
    ),
    "cusres.date": Fault(
        ERROR, "The date or time of qualifier {qualifier} is {fault}.", f"{GUIDE}, DTM"
    ),
    "cusres.answer-missing": Fault(
        ERROR, "A person is named without an answer (ERC).", f"{GUIDE}, segment group 4"
    ),
    "cusres.answer-unknown": Fault(
        WARNING,
        "The answer {code} is in no table: it must not be taken for a yes.",
        f"{GUIDE}, ERC",
    ),
    "cusres.person-missing": Fault(
        WARNING, "An answer names no person (RFF ABO or AVF).", f"{GUIDE}, segment group 4"
    ),
    "cusres.segment-unexpected": Fault(
        NOTE, "{tag} has no place here; it is kept.", "UN/EDIFACT directory, CUSRES"
    ),
}
