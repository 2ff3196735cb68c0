"""ACKRES: what it may hold, and what its codes mean as far as public sources say.

No ACKRES has been published. The structure is the one that the tables of contents of the PNRGOV
implementation guides name (MSG, ERC); the codes of ERC are PADIS code set 9321, of which only
those stand here that public descriptions confirm. A code that does not stand here has no meaning
and is handed on as it came.
"""

from fairlead.core.formats.faults import Fault
from fairlead.core.problems import Severity

GUIDE = "PNRGOV implementation guide, ACKRES"

ACCEPTED, REFUSED = "acknowledgement.accepted", "acknowledgement.refused"

# PADIS 9321, application error.
ERRORS = {
    "100": "invalid place of departure",
    "101": "invalid place of destination",
    "102": "invalid departure date",
    "103": "invalid departure time",
    "104": "invalid arrival date",
    "105": "invalid arrival time",
    "114": "invalid flight number",
    "118": "system unable to process",
}

FAULTS = {
    "ackres.function-missing": Fault(
        Severity.WARNING, "MSG does not say what is acknowledged.", GUIDE
    ),
    "ackres.code-unknown": Fault(
        Severity.NOTE, "The error code {code} is not among those known.", "PADIS code set 9321"
    ),
    "ackres.kept": Fault(Severity.NOTE, "{tag} has no place in ACKRES; it was kept.", GUIDE),
}
