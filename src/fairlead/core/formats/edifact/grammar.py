"""ISO 9735: service characters, character repertoires, and what can be wrong with the syntax."""

from fairlead.core.formats.faults import Fault
from fairlead.core.problems import Severity

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR

# Syntax identifiers (data element 0001) and the codec of each. IATA and IATB are those of IATA
# resolution 1796; SIRE is the identifier of Sirena. UTF-8 is tried first wherever bytes above
# 127 are found, because that is what senders do, whatever they declare.
CHARSETS = {
    "UNOA": "ascii",
    "UNOB": "ascii",
    "UNOC": "latin-1",
    "UNOD": "iso8859-2",
    "UNOE": "iso8859-5",
    "UNOF": "iso8859-7",
    "UNOG": "iso8859-3",
    "UNOH": "iso8859-4",
    "UNOI": "iso8859-6",
    "UNOJ": "iso8859-8",
    "UNOK": "iso8859-9",
    "UNOL": "iso8859-15",
    "UNOW": "utf-8",
    "UNOX": "iso2022_jp_2",
    "UNOY": "utf-8",
    "IATA": "ascii",
    "IATB": "ascii",
    "SIRE": "ascii",
}
FALLBACK = "cp1252"

# The tags of the messages of travel: one of these at the start of a line begins a segment, even
# where the terminator before it was lost.
SERVICE = frozenset({"UNB", "UNG", "UNH", "UNT", "UNE", "UNZ"})
TAGS = SERVICE | frozenset(
    {
        "UNS",
        *("AUT", "ATT", "BGM", "CNT", "COM", "CPI", "CTA", "DOC", "DTM", "EMP", "ERC", "ERP"),
        *("EQD", "FTX", "GEI", "GID", "LOC", "MEA", "NAD", "NAT", "PDT", "QTY", "RFF", "TDT"),
        *("UCD", "UCF", "UCI", "UCM", "UCS"),  # CONTRL
        *("ABI", "ADD", "APD", "DAT", "EBD", "EQN", "FAR", "FOP", "FTI", "IFT", "LTS", "MON"),
        *("MSG", "ORG", "PTK", "RCI", "REF", "RPI", "SAC", "SRC", "SSD", "SSR", "TBD", "TIF"),
        *("TKT", "TRA", "TRI", "TVL", "TXD"),  # PNRGOV, ACKRES, GOVREQ
    }
)

# The elements of the service segments, by their place after the tag (ISO 9735-1, annex C).
UNB_SYNTAX, UNB_SENDER, UNB_RECIPIENT, UNB_PREPARED, UNB_REFERENCE = range(5)
UNB_APPLICATION, UNB_TEST = 6, 10
UNG_TYPE, UNG_SENDER, UNG_RECIPIENT, UNG_PREPARED, UNG_REFERENCE, UNG_AGENCY, UNG_VERSION = range(7)
UNH_REFERENCE, UNH_TYPE, UNH_ACCESS, UNH_TRANSFER = range(4)

FAULTS = {
    "edifact.nothing-found": Fault(ERROR, "No EDIFACT message was found in {bytes} bytes."),
    "edifact.text-before": Fault(
        NOTE, "{bytes} bytes stand before the interchange: a transport header or other text."
    ),
    "edifact.text-after": Fault(NOTE, "{bytes} bytes of other text stand after the interchange."),
    "edifact.text-between": Fault(
        WARNING, "{bytes} bytes that belong to no message stand between envelopes.", "ISO 9735-1, 7"
    ),
    "edifact.una-short": Fault(
        WARNING,
        "The service string advice has {count} characters instead of 6.",
        "ISO 9735-1, annex A",
    ),
    "edifact.una-contradicted": Fault(
        WARNING,
        "The service string advice announces {announced}, the interchange uses {used}.",
        "ISO 9735-1, annex A",
    ),
    "edifact.characters-inferred": Fault(
        NOTE, "No service string advice: the characters {used} were taken from the interchange."
    ),
    "edifact.line-wrapped": Fault(
        NOTE, "Line breaks stand inside segments; they were taken out.", "ISO 9735-1, 7"
    ),
    "edifact.blank-lost": Fault(
        NOTE, "A broken line is one column shorter than the others: a blank may be lost at its end."
    ),
    "edifact.quoted-printable": Fault(
        NOTE, "The message came in the quoted-printable form of an e-mail; it was decoded."
    ),
    "edifact.quote-replaced": Fault(
        WARNING, "A typographic or encoded quotation mark was read as the segment terminator."
    ),
    "edifact.terminator-missing": Fault(
        WARNING, "A segment ends without its terminator.", "ISO 9735-1, 7.3"
    ),
    "edifact.lower-case": Fault(WARNING, "Segment tags are in lower case.", "ISO 9735-1, 7.3"),
    "edifact.no-interchange": Fault(
        WARNING, "A message stands without an interchange header (UNB).", "ISO 9735-1, 7.1"
    ),
    "edifact.unz-missing": Fault(
        WARNING, "The interchange has no trailer (UNZ).", "ISO 9735-1, 7.1"
    ),
    "edifact.une-missing": Fault(WARNING, "The group has no trailer (UNE).", "ISO 9735-1, 7.1"),
    "edifact.unt-missing": Fault(
        ERROR, "The message has no trailer (UNT): it may be cut off.", "ISO 9735-1, 7.1"
    ),
    "edifact.unh-missing": Fault(
        ERROR, "Segments of a message stand without a header (UNH).", "ISO 9735-1, 7.1"
    ),
    "edifact.unt-count": Fault(
        WARNING, "UNT declares {declared} segments, the message has {counted}.", "ISO 9735-1, UNT"
    ),
    "edifact.unt-reference": Fault(
        WARNING, "UNT refers to message {declared}, the message is {expected}.", "ISO 9735-1, UNT"
    ),
    "edifact.une-count": Fault(
        WARNING, "UNE declares {declared} messages, the group has {counted}.", "ISO 9735-1, UNE"
    ),
    "edifact.une-reference": Fault(
        WARNING, "UNE refers to group {declared}, the group is {expected}.", "ISO 9735-1, UNE"
    ),
    "edifact.unz-count": Fault(
        WARNING,
        "UNZ declares {declared} groups or messages, the interchange has {counted}.",
        "ISO 9735-1, UNZ",
    ),
    "edifact.unz-reference": Fault(
        WARNING,
        "UNZ refers to interchange {declared}, the interchange is {expected}.",
        "ISO 9735-1, UNZ",
    ),
    "edifact.tag": Fault(
        ERROR, "{tag} is no segment tag: three letters or digits were expected.", "ISO 9735-1, 7.3"
    ),
    "edifact.charset": Fault(
        WARNING, "{declared} was declared, the bytes are {used}.", "ISO 9735-1, annex A"
    ),
    "edifact.undecodable": Fault(
        ERROR, "Bytes that {used} does not know were replaced.", "ISO 9735-1, annex A"
    ),
    "edifact.transcoded": Fault(
        NOTE, "The source is {used}; offsets count its bytes after it was changed to UTF-8."
    ),
    "edifact.too-long": Fault(
        ERROR, "A message longer than {limit} bytes was cut: no trailer was found."
    ),
    # Parts are often sent one by one: nothing is wrong while the others may still come.
    "edifact.part-missing": Fault(
        NOTE,
        "Part {part} of the sequence {access} was not found in this source.",
        "ISO 9735-1, S010",
    ),
    "edifact.part-last": Fault(
        NOTE, "The last part of the sequence {access} was not found.", "ISO 9735-1, S010"
    ),
}
