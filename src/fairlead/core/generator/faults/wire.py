"""Faults of answers, of sending, and of bytes."""

import re
from datetime import timedelta
from typing import Final

from fairlead.core.generator.chance import Chance
from fairlead.core.generator.faults.kinds import Fault, Hit
from fairlead.core.generator.truth import Draft


def _answer_unknown(draft: Draft, _chance: Chance) -> Hit | None:
    answer = draft.push.answers[0]
    answer.code, answer.codes = "9Q", ["9Q"]
    draft.told[0]["code"] = "9Q"
    return Hit(0)


def _answer_missing(draft: Draft, _chance: Chance) -> Hit | None:
    answer = draft.push.answers[-1]
    answer.code, answer.codes = "", []
    draft.told[-1]["code"] = ""
    return Hit(len(draft.told) - 1)


def _late(draft: Draft, _chance: Chance) -> Hit | None:
    draft.sent_at += timedelta(hours=5)
    return Hit()


def _unsent(draft: Draft, _chance: Chance) -> Hit | None:
    if draft.push.format == "PAXLST" and "/api" not in draft.name:
        return None
    draft.unsent = True
    draft.problems.clear()
    return Hit()


def _twice(draft: Draft, _chance: Chance) -> Hit | None:
    draft.twice = True
    return Hit()


_COLUMNS: Final = 69


def _changed(draft: Draft, pattern: bytes, made: bytes) -> Hit | None:
    content, count = re.subn(pattern, made, draft.content, count=1)
    if not count:
        return None
    draft.content = content
    return Hit()


def _segments_miscounted(draft: Draft, _chance: Chance) -> Hit | None:
    return _changed(draft, rb"UNT\+(\d+)", rb"UNT+1\1")


def _trailer_reference(draft: Draft, _chance: Chance) -> Hit | None:
    return _changed(draft, rb"UNZ\+(\d+)\+", rb"UNZ+\1+X")


def _trailer_lost(draft: Draft, _chance: Chance) -> Hit | None:
    at = draft.content.rfind(b"UNT+")
    draft.content = draft.content[:at]
    return Hit(-1, ("edifact.unz-missing",))


def _wrapped(draft: Draft, _chance: Chance) -> Hit | None:
    draft.content = b"QU UTAPIXS\r\n.OPSDDXS 010930\r\n" + draft.content
    return Hit()


def _broken(draft: Draft, _chance: Chance) -> Hit | None:
    """Break the lines after 69 columns, as teletype does; never beside a blank, which gets lost.

    A line that is one column shorter would be one that lost a blank, so there is none.
    """
    content, lines = draft.content, []
    while len(content) > _COLUMNS:
        end = _COLUMNS
        while b" " in content[end - 1 : end + 1] or end == _COLUMNS - 1:
            end -= 1
        lines.append(content[:end])
        content = content[end:]
    if not lines:
        return None
    draft.content = b"\r\n".join([*lines, content])
    return Hit()


def _out_of_order(draft: Draft, _chance: Chance) -> Hit | None:
    return _changed(draft, rb"(ATT\+2\+\+\w')([^\0]*?)(NAT\+2\+\w+')", rb"\2\3\1")


ANSWERS: Final = (
    Fault(
        "answer-unknown",
        "CUSRES",
        "cusres.answer-unknown",
        "ERC",
        "the answer is in no table",
        _answer_unknown,
    ),
    Fault(
        "answer-missing",
        "CUSRES",
        "cusres.answer-missing",
        "ERP",
        "there is no answer",
        _answer_missing,
    ),
)


DAMAGED: Final = (
    Fault(
        "lines-broken",
        "EDIFACT",
        "edifact.line-wrapped",
        "",
        "lines are broken after 69 columns",
        _broken,
        damages=True,
    ),
    Fault(
        "segments-miscounted",
        "EDIFACT",
        "edifact.unt-count",
        "UNT",
        "the count of segments is wrong",
        _segments_miscounted,
        damages=True,
    ),
    Fault(
        "trailer-reference",
        "EDIFACT",
        "edifact.unz-reference",
        "UNZ",
        "the trailer names another interchange",
        _trailer_reference,
        damages=True,
    ),
    Fault(
        "trailer-lost",
        "EDIFACT",
        "edifact.unt-missing",
        "",
        "the end of the message is lost",
        _trailer_lost,
        damages=True,
    ),
    Fault(
        "header-of-teletype",
        "EDIFACT",
        "edifact.text-before",
        "",
        "a teletype header stands before it",
        _wrapped,
        damages=True,
    ),
    Fault(
        "out-of-order",
        "PAXLST",
        "paxlst.order",
        "ATT",
        "ATT stands behind NAT",
        _out_of_order,
        damages=True,
    ),
)

# Nothing is wrong within these: only whoever waits for a message, or compares two, can find it.
SENDING: Final = (
    Fault("list-missing", "PAXLST", "", "", "the list was not sent", _unsent),
    *(
        fault
        for name in ("PNRGOV", "PNRGOV-XML")
        for fault in (
            Fault("push-late", name, "", "", "the push came five hours late", _late),
            Fault("push-missing", name, "", "", "the push was not sent", _unsent),
            Fault("push-twice", name, "", "", "the push was sent twice", _twice),
        )
    ),
)
