"""PAXLST: the tables of the message, in the words of the directories and the API guideline.

Structure after the UN/EDIFACT directories D.02B to D.24A (segment groups as in D.15B); codes
after the WCO/IATA/ICAO guidelines on advance passenger information, appendix on PAXLST, and the
code lists of the directories. A code that is in no table is kept as data and noted.
"""

from fairlead.core.formats.faults import Fault
from fairlead.core.problems import Severity
from fairlead.core.travel import Kind

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR
GUIDE = "WCO/IATA/ICAO API guidelines, PAXLST"

# ---------------------------------------------------------------- structure

# The order of the segments within a group; a segment behind one of higher rank is out of order.
PERSON_ORDER = (
    "NAD",
    "ATT",
    "DTM",
    "MEA",
    "GEI",
    "FTX",
    "LOC",
    "COM",
    "EMP",
    "NAT",
    "RFF",
    "DOC",
    "CPI",
    "QTY",
    "GID",
    "TDT",
)
PERSON_RANK = {tag: rank for rank, tag in enumerate(PERSON_ORDER)}


# How often a segment may stand with one person before the documents, by directory.
_EARLY = {"ATT": 5, "DTM": 2, "MEA": 2, "GEI": 5, "FTX": 9, "LOC": 9, "COM": 1, "EMP": 9, "NAT": 9}
_LATE = _EARLY | {"ATT": 9, "DTM": 9, "MEA": 9, "FTX": 99, "LOC": 25}
VERSIONS = {
    **dict.fromkeys(("D:02B", "D:03B", "D:05B"), _EARLY),
    **dict.fromkeys(("D:12B", "D:15B", "D:16B", "D:21A", "D:22A", "D:23A", "D:24A"), _LATE),
}
US_VERSION = "001:000"  # the dialect of the United States Customs Service, before UN/EDIFACT

# ---------------------------------------------------------------- codes

# BGM, C002/1001 and C106/1004: what the message is for.
FUNCTIONS = {
    "745": "passengers",
    "745+CP": "passengers.change",
    "745+XR": "passengers.cancel",
    "745+RP": "passengers.reduction",
    "250": "crew",
    "250+CP": "crew.change",
    "250+C": "crew.passenger-flight",
    "250+CC": "crew.change",
    "250+B": "crew.cargo-flight",
    "250+A": "crew.overflight",
    "250+D": "crew.domestic",
    "336": "master-crew",
    "336+A": "master-crew.add",
    "336+D": "master-crew.delete",
    "336+C": "master-crew.change",
    "336+F": "master-crew.passenger-flight",
    "336+G": "master-crew.cargo-flight",
    "336+H": "master-crew.addition",
    "336+I": "master-crew.deletion",
    "266": "flight-status",
    "266+CL": "flight-status.close",
    "266+CLNB": "flight-status.not-boarded",
    "266+CLOB": "flight-status.on-board",
    "266+XF": "flight-status.cancel",
    "266+CF": "flight-status.change",
    "655": "gate-pass",
    "10": "party-information",
}
STATUS_CODES = {code.split("+")[1] for code in FUNCTIONS if "+" in code}

# NAD/3035 in segment group 4: who the person is; anything before the first TDT reports.
ROLES = {
    "FL": Kind.PASSENGER,
    "FM": Kind.CREW,
    "DDU": Kind.TRANSIT_PASSENGER,
    "DDT": Kind.TRANSIT_CREW,
    "VW": Kind.CREW,  # driver, in the land dialect
    "PAX": Kind.PASSENGER,  # these two in the dialect of the US
    "CRW": Kind.CREW,
    "MS": Kind.CONTACT,
    "BA": Kind.CONTACT,
    "WK": Kind.CONTACT,
    "COK": Kind.OTHER,
    "COL": Kind.OTHER,
    "ZZZ": Kind.OTHER,
}
ONWARD = frozenset(("D:21A", "D:22A", "D:23A", "D:24A"))  # TDT may stand with a person (group 7)
INFANT_MARKS = frozenset(("INF", "INFT", "INFANT"))
INFANT_SEXES = frozenset(("MI", "FI"))
NAME_FORMAT = 5  # C080/3045, which says how the components before it are laid out
REPORTERS = {"MS", "BA", "WK"}
CONTACT_KINDS = {
    "TE": "phone",
    "AL": "mobile",
    "FX": "fax",
    "EM": "email",
    "TL": "telex",
    "TM": "telemail",
    "CA": "cable",
    "AA": "web",
    "AH": "web",
}
SEXES = {"M": "M", "F": "F", "U": "U", "X": "X", "MI": "M", "FI": "F"}
VERIFIED = {"173": "yes", "174": "no"}
# LOC/3227 for a person, and the field of ours that takes it.
PLACES = {
    "22": "clearance",
    "174": "residence",
    "178": "embark",
    "179": "disembark",
    "180": "birth_place",
}
ISSUER = "91"
REGIONS = {"163"}  # C517/1131: the code is that of a region, not of a country
# LOC/3227 for the movement: first departure, last arrival, and places between.
STOPS = {"125", "87", "92", "5", "8", "9", "11", "13", "60", "61", "76", "005", "008"}
DEPARTURES = {"189", "136", "133", "186"}  # DTM/2005
ARRIVALS = {"232", "132", "178"}
PASSPORTS = {"P", "I", "A", "C", "T"}  # documents that name their holder's State
BIRTH, EXPIRY, ISSUED = "329", "36", "182"
LOCATOR, UNIQUE, SEAT, TICKET = "AVF", "ABO", "SEA", "YZY"
TICKETS = {"YZY", "TB", "TKT"}
TRANSACTION = "TN"
MODES = {"1": "sea", "2": "rail", "3": "road", "4": "air", "40": "air", "8": "sea"}

# ---------------------------------------------------------------- problems

FAULTS = {
    "paxlst.version-unknown": Fault(
        NOTE, "Version {version} is none that the guideline knows; read as the newest.", GUIDE
    ),
    "paxlst.function-missing": Fault(
        ERROR, "Nothing says what the list is for (BGM).", f"{GUIDE}, BGM"
    ),
    "paxlst.function-unknown": Fault(
        NOTE, "The function {function} is in no table.", f"{GUIDE}, BGM"
    ),
    "paxlst.movement-missing": Fault(ERROR, "No flight or voyage is named (TDT).", f"{GUIDE}, TDT"),
    "paxlst.movement-number": Fault(
        WARNING, "The flight or voyage has no number (TDT).", f"{GUIDE}, TDT"
    ),
    "paxlst.carrier-inferred": Fault(
        NOTE, "The carrier was taken from the flight number (TDT).", f"{GUIDE}, TDT C040"
    ),
    "paxlst.legs-missing": Fault(
        WARNING, "The movement has no places (LOC).", f"{GUIDE}, LOC 125 and 87"
    ),
    "paxlst.leg-incomplete": Fault(WARNING, "A leg lacks {what}.", f"{GUIDE}, segment group 3"),
    "paxlst.leg-times": Fault(
        WARNING, "A leg arrives more than a day before it departs.", f"{GUIDE}, DTM 189 and 232"
    ),
    "paxlst.vessel-imo": Fault(
        ERROR,
        "{number} is no IMO number: its check digit does not hold.",
        "IMO resolution A.1117(30); UN/EDIFACT directory, TDT C222",
    ),
    "paxlst.vessel-sign": Fault(
        WARNING,
        "The ship is named by {found}, which is neither an IMO number nor a call sign.",
        "UN/EDIFACT directory, TDT C222",
    ),
    "paxlst.port-code": Fault(
        NOTE, "{found} is no UN/LOCODE; it is kept as sent.", f"{GUIDE}, LOC; UN/LOCODE"
    ),
    "paxlst.date": Fault(
        ERROR, "The date or time of qualifier {qualifier} is {fault}.", f"{GUIDE}, DTM"
    ),
    "paxlst.date-layout": Fault(
        WARNING,
        "The date or time of qualifier {qualifier} has another length than layout {layout}.",
        f"{GUIDE}, DTM 2379",
    ),
    "paxlst.date-blank": Fault(
        NOTE, "The date of qualifier {qualifier} has blanks around it.", f"{GUIDE}, DTM"
    ),
    "paxlst.date-partial": Fault(
        WARNING, "The date of qualifier {qualifier} is not complete.", f"{GUIDE}, DTM"
    ),
    "paxlst.birth-century": Fault(
        NOTE,
        "The year of birth has two digits and could be a hundred years earlier.",
        f"{GUIDE}, DTM 329",
    ),
    "paxlst.order": Fault(WARNING, "{tag} stands behind {behind}.", f"{GUIDE}, segment group 4"),
    "paxlst.repeated": Fault(
        WARNING,
        "{tag} stands more than {most} times with one person.",
        "UN/EDIFACT directory, PAXLST",
    ),
    "paxlst.role-unknown": Fault(
        NOTE, "The role {role} of a person is in no table.", f"{GUIDE}, NAD 3035"
    ),
    "paxlst.name-missing": Fault(ERROR, "A person has no name.", f"{GUIDE}, NAD C080"),
    "paxlst.name-place": Fault(
        WARNING, "The name stands in the place of {where}.", f"{GUIDE}, NAD C080"
    ),
    "paxlst.name-whole": Fault(
        NOTE,
        "The whole name stands in one component; which part is the surname, it does not say.",
        f"{GUIDE}, NAD C080",
    ),
    "paxlst.name-glued": Fault(
        WARNING,
        "Surname and given names stand in one component, parted by /.",
        f"{GUIDE}, NAD C080",
    ),
    "paxlst.incomplete": Fault(NOTE, "A person lacks {what}.", f"{GUIDE}, segment group 4"),
    "paxlst.birth-future": Fault(
        WARNING, "Somebody is said to be born after the departure.", f"{GUIDE}, DTM 329"
    ),
    "paxlst.sex-unknown": Fault(NOTE, "The sex {code} is in no table.", f"{GUIDE}, ATT"),
    "paxlst.qualifier-unknown": Fault(
        NOTE, "{tag} has the qualifier {qualifier}, which is in no table; it is kept.", GUIDE
    ),
    "paxlst.segment-unexpected": Fault(
        NOTE, "{tag} has no place here; it is kept.", "UN/EDIFACT directory, PAXLST"
    ),
    "paxlst.segment-unread": Fault(
        WARNING, "{tag} says something twice or in no readable form; it is kept.", GUIDE
    ),
    "paxlst.value-place": Fault(
        WARNING,
        "{tag} has a value in another place than the directory gives it; what is meant is certain.",
        "UN/EDIFACT directory, PAXLST",
    ),
    "paxlst.document-number": Fault(WARNING, "A document has no number.", f"{GUIDE}, DOC C503"),
    "paxlst.document-type": Fault(WARNING, "A document has no type.", f"{GUIDE}, DOC C002"),
    "paxlst.document-incomplete": Fault(
        NOTE, "A document lacks {what}.", f"{GUIDE}, segment group 5"
    ),
    "paxlst.document-expired": Fault(
        NOTE, "A document has expired before the departure.", f"{GUIDE}, DTM 36"
    ),
    "paxlst.document-missing": Fault(
        NOTE, "A person has no document.", f"{GUIDE}, segment group 5"
    ),
    "paxlst.reference-repeated": Fault(
        WARNING, "Two persons have the reference {reference}.", f"{GUIDE}, RFF ABO"
    ),
    "paxlst.count": Fault(
        WARNING, "CNT declares {declared}, the message has {counted} persons.", f"{GUIDE}, CNT"
    ),
    "paxlst.count-form": Fault(
        WARNING, "The control total is not written as qualifier and number.", f"{GUIDE}, CNT"
    ),
}
