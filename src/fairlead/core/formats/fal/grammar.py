"""FAL forms 5 (crew list) and 6 (passenger list): their fields, and what can be wrong with a list.

The fields are the data elements of the FAL Convention's forms, as the IMO Compendium on
facilitation and electronic business names them. The order of `CREW` and `PASSENGERS` is that of
the forms; readers take any order.
"""

from typing import Final

from fairlead.core.formats.faults import Fault
from fairlead.core.problems import Severity

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR
FORMS = "IMO FAL forms 5 and 6"
COMPENDIUM = "IMO Compendium"
FORMAT: Final = "FAL"
CREW_FORM, PASSENGER_FORM = "5", "6"

# The heading that is written above each column, and the field of ours that it holds.
CREW: Final = {
    "number": "No.",
    "surname": "Family name",
    "given": "Given names",
    "rank": "Rank or rating",
    "nationality": "Nationality",
    "birth_date": "Date of birth",
    "birth_place": "Place of birth",
    "sex": "Gender",
    "document_type": "Nature of identity document",
    "document_number": "Number of identity document",
    "issuer": "Issuing State of identity document",
    "expiry": "Expiry date of identity document",
}
PASSENGERS: Final = {
    **{name: heading for name, heading in CREW.items() if name != "rank"},
    "embark": "Port of embarkation",
    "visa": "Visa number",
    "disembark": "Port of disembarkation",
    "transit": "Transit passenger or not",
}
# What else a list may say of a person: written only when somebody has it.
FURTHER: Final = {
    "rank": "Rank or rating",
    "birth_country": "Country of birth",
    "issued": "Date of issue",
    "residence": "Country of residence",
    "embark": "Port of embarkation",
    "disembark": "Port of disembarkation",
    "visa": "Visa number",
    "cabin": "Cabin",
    "locator": "Reservation number",
}
# What stands above the list: label and field.
HEADER: Final = {
    "ship": "Name of ship",
    "imo": "IMO number",
    "call_sign": "Call sign",
    "voyage": "Voyage number",
    "flag": "Flag State of ship",
    "arrival_port": "Port of arrival",
    "arrival_date": "Date of arrival",
    "departure_port": "Port of departure",
    "departure_date": "Date of departure",
    "last_port": "Last port of call",
    "next_port": "Next port of call",
    "count": "Total number",
}
TITLES: Final = {CREW_FORM: "CREW LIST", PASSENGER_FORM: "PASSENGER LIST"}
DOCUMENT_NAMES: Final = {
    "P": "Passport",
    "S": "Seaman's book",
    "I": "Identity card",
    "V": "Visa",
    "O": "Other",
}
LEAST_HEADINGS = 3  # a row with fewer known words is no row of headings

FAULTS = {
    "fal.unreadable": Fault(ERROR, "This is no table, workbook or JSON that can be taken apart."),
    "fal.list-missing": Fault(
        ERROR, "No row has the headings of a list of persons; the cells are kept.", FORMS
    ),
    "fal.too-large": Fault(ERROR, "The list has more than {limit} cells; the rest was not read."),
    "fal.form-unknown": Fault(
        WARNING, "Nothing says whether this is a crew list or a passenger list.", FORMS
    ),
    "fal.column-unknown": Fault(
        NOTE, "The column {heading} is none of the forms; its values are kept.", FORMS
    ),
    "fal.column-repeated": Fault(
        WARNING, "The column {heading} stands twice; the second is kept as data.", FORMS
    ),
    "fal.column-missing": Fault(WARNING, "The list has no column for {what}.", FORMS),
    "fal.ship-missing": Fault(WARNING, "The ship is not named.", f"{FORMS}, 1.1"),
    "fal.imo-missing": Fault(WARNING, "The IMO number of the ship is missing.", f"{FORMS}, 1.2"),
    "fal.imo": Fault(
        ERROR, "{number} is no IMO number: its check digit does not hold.", f"{FORMS}, 1.2"
    ),
    "fal.call-sign": Fault(WARNING, "{found} cannot be a call sign.", f"{FORMS}, 1.3"),
    "fal.voyage-missing": Fault(NOTE, "The voyage has no number.", f"{FORMS}, 1.4"),
    "fal.port-missing": Fault(WARNING, "No port of arrival or departure is named.", FORMS),
    "fal.port-named": Fault(
        NOTE, "{found} is a name, and no UN/LOCODE; it is kept as sent.", f"{COMPENDIUM}, ports"
    ),
    "fal.date-missing": Fault(NOTE, "No date of arrival or departure is given.", FORMS),
    "fal.date": Fault(ERROR, "The {field} {found} is {fault}.", FORMS),
    "fal.date-order": Fault(
        WARNING,
        "Nothing in the list tells days from months; {found} was read as day and month.",
        FORMS,
    ),
    "fal.date-year": Fault(NOTE, "The year of the {field} has two digits: {found}.", FORMS),
    "fal.date-serial": Fault(
        NOTE, "The {field} is the number of a day in a workbook: {found}.", FORMS
    ),
    "fal.name-missing": Fault(ERROR, "A person has no name.", FORMS),
    "fal.name-whole": Fault(
        WARNING, "The name stands in one cell and nothing parts it: {found}.", FORMS
    ),
    "fal.name-parted": Fault(NOTE, "The name stands in one cell and was parted at {mark}.", FORMS),
    "fal.state-named": Fault(
        NOTE, "The {field} is written in words: {found}.", f"{COMPENDIUM}, ISO 3166-1"
    ),
    "fal.state-unknown": Fault(
        WARNING, "The {field} {found} is no State that is known.", f"{COMPENDIUM}, ISO 3166-1"
    ),
    "fal.sex": Fault(WARNING, "The gender {found} is in no table.", COMPENDIUM),
    "fal.transit": Fault(WARNING, "Whether in transit is not clear: {found}.", f"{FORMS}, transit"),
    "fal.document-type": Fault(
        NOTE, "The nature of the document {found} is in no table.", COMPENDIUM
    ),
    "fal.document-missing": Fault(WARNING, "A person has no identity document.", FORMS),
    "fal.document-number": Fault(WARNING, "A document has no number.", FORMS),
    "fal.document-expired": Fault(NOTE, "A document has expired before the call.", FORMS),
    "fal.document-repeated": Fault(WARNING, "Two persons have the document {number}.", FORMS),
    "fal.incomplete": Fault(NOTE, "A person lacks {what}.", FORMS),
    "fal.birth-future": Fault(WARNING, "Somebody is said to be born after the call.", FORMS),
    "fal.number-repeated": Fault(WARNING, "The number {number} stands twice.", FORMS),
    "fal.number-missing": Fault(
        WARNING, "Behind number {before} comes {number}: lines may be missing.", FORMS
    ),
    "fal.count": Fault(
        WARNING, "The form declares {declared} persons, the list has {counted}.", FORMS
    ),
    "fal.row-outside": Fault(NOTE, "A row holds something that is no person; it is kept.", FORMS),
}
