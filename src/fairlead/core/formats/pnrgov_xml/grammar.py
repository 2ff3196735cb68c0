"""The elements of PNRGOV XML that are understood, and what can be wrong with a document.

The names are those of IATA's PNRGOV XML (namespace ``http://www.iata.org/IATA/2007/00``). The
namespace is not asked for: real documents leave it out, or put it on some elements only.
"""

from fairlead.core.formats.faults import Fault
from fairlead.core.problems import Severity

FORMAT = "PNRGOV-XML"
NAMESPACE = "http://www.iata.org/IATA/2007/00"
ROOT = "IATA_PNRGOV_NotifRQ"
VERSION = "13.1"  # the PADIS version whose meanings the elements have
DEEPEST = 64
LARGEST = 1 << 26  # bytes of one record, as of one message of EDIFACT
MOST = 500  # records of one message; what a longer document holds is told in parts
MOST_SEGMENTS = 100_000  # of one part, should a document hold other things than records
UNITS = frozenset(("Originator", "FlightLeg", "PNR"))  # what is read when it is whole

# Elements of a PNR and of a passenger that hold nothing but what is read with their parents.
_UNDERSTOOD = """
    IATA_PNRGOV_NotifRQ Originator FlightLeg DepartureAirport ArrivalAirport PNRs PNR BookingRefID
    CompanyName POS Source RequestorID ContactInfo StreetNmbr AddressLine CityName PostalCode
    StateProv CountryName PrepaidBag Passenger GivenName Surname CustLoyalty ExcessBaggage FareInfo
    SSR OSI Airline Text TEXT TicketDocument TotalFare PricingInfo Taxes Tax PaymentInfo DOC_SSR
    FlightInfo DOCS DOCO DOCA Flight OperatingAirline MarketingAirline NamePrefix NameTitle
    GeneralRemark Remark
"""
UNDERSTOOD = frozenset(_UNDERSTOOD.split())

FAULTS = {
    "pnrgov-xml.refused": Fault(
        Severity.ERROR, "The document declares a document type or entities; it was not read."
    ),
    "pnrgov-xml.not-well-formed": Fault(
        Severity.ERROR, "The document is not well-formed XML: {why}. What stood before was read."
    ),
    "pnrgov-xml.too-deep": Fault(
        Severity.ERROR, "Elements are nested more than {most} deep; it was not read on."
    ),
    "pnrgov-xml.too-long": Fault(
        Severity.ERROR, "A record is longer than {most} bytes; it was read up to there."
    ),
    "pnrgov-xml.no-records": Fault(Severity.ERROR, "The document holds no PNR element."),
    "pnrgov-xml.kept": Fault(
        Severity.NOTE, "{element} is not among the elements understood; it was kept as data."
    ),
    "pnrgov-xml.text-without-element": Fault(
        Severity.NOTE, "The record stands outside of {expected}.", ROOT
    ),
}
