"""CONTRL: the report about the syntax of an interchange (ISO 9735-4)."""

from fairlead.core.formats.faults import Fault
from fairlead.core.problems import Severity

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR

# Data element 0083: what is done with the level that is reported on.
ACTIONS = {
    "1": "acknowledged",
    "4": "rejected",
    "5": "envelope-accepted",
    "6": "envelope-rejected",
    "7": "acknowledged",
    "8": "received",
}
ACKNOWLEDGED, REJECTED = "7", "4"

# Data element 0085: what is wrong.
ERRORS = {
    "2": "syntax version or level not supported",
    "7": "interchange recipient not actual recipient",
    "12": "invalid value",
    "13": "missing",
    "14": "value not supported in this position",
    "15": "not supported in this position",
    "16": "too many constituents",
    "17": "no agreement",
    "18": "unspecified error",
    "19": "invalid decimal notation",
    "20": "character invalid as service character",
    "21": "invalid characters",
    "22": "invalid service characters",
    "23": "unknown interchange sender",
    "24": "too old",
    "25": "test indicator not supported",
    "26": "duplicate detected",
    "27": "security function not supported",
    "28": "references do not match",
    "29": "control count does not match number of instances received",
    "30": "groups and messages mixed",
    "31": "more than one message type in group",
    "32": "lower level empty",
    "33": "invalid occurrence outside message or group",
    "34": "nesting indicator not allowed",
    "35": "too many data element or segment repetitions",
    "36": "too many segment group repetitions",
    "37": "invalid type of characters",
    "38": "missing digit in front of decimal sign",
    "39": "data element too long",
    "40": "data element too short",
    "43": "unknown interchange recipient",
    "45": "trailing separator",
    "46": "character set not supported",
}

# The problems of ours that a sender can be told in this way.
ERROR_OF = {
    "edifact.unt-missing": "13",
    "edifact.unh-missing": "13",
    "edifact.terminator-missing": "13",
    "edifact.unz-missing": "13",
    "edifact.une-missing": "13",
    "edifact.unt-count": "29",
    "edifact.une-count": "29",
    "edifact.unz-count": "29",
    "edifact.unt-reference": "28",
    "edifact.une-reference": "28",
    "edifact.unz-reference": "28",
    "edifact.una-contradicted": "22",
    "edifact.una-short": "22",
    "edifact.charset": "21",
    "edifact.undecodable": "21",
    "edifact.lower-case": "21",
    "edifact.quote-replaced": "22",
    "edifact.tag": "15",
    "edifact.text-between": "33",
}
# The segments of the report, and the element of each that holds the action or error.
LEVELS = {
    "UCI": "interchange",
    "UCF": "group",
    "UCM": "message",
    "UCS": "segment",
    "UCD": "element",
}
ACTION_AT = {"UCI": 3, "UCF": 3, "UCM": 2}

FAULTS = {
    "contrl.action-unknown": Fault(
        WARNING, "The action {code} is in no table.", "ISO 9735-4, data element 0083"
    ),
    "contrl.error-unknown": Fault(
        NOTE, "The error {code} is in no table.", "ISO 9735-4, data element 0085"
    ),
    "contrl.report-missing": Fault(
        ERROR, "The report is about no interchange (UCI).", "ISO 9735-4, CONTRL"
    ),
    "contrl.segment-unexpected": Fault(
        NOTE, "{tag} has no place here; it is kept.", "ISO 9735-4, CONTRL"
    ),
}
