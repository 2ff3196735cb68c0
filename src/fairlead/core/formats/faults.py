"""The tables of problem codes: what each format can find wrong, in one shape.

A code is ``format.what``; the table of the format gives the severity, one English sentence with
the names of its facts in braces, and the rule that says so. Screens translate by code; the
command line and the documentation use the sentence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fairlead.core.problems import Problem, Severity

LONGEST_RAW = 200
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What a code means: how grave it is, one sentence, and the rule it goes against."""

    severity: Severity
    text: str
    rule: str = ""


Faults = Mapping[str, Fault]


def found(
    faults: Faults,
    code: str,
    facts: Mapping[str, object],
    *,
    offset: int = 0,
    segment: str = "",
    ordinal: int = 0,
    raw: bytes = b"",
) -> Problem:
    """Make a problem with the severity that its table gives it."""
    return Problem(
        code=code,
        severity=faults[code].severity,
        offset=offset,
        segment=segment,
        ordinal=ordinal,
        raw=raw[:LONGEST_RAW],
        facts=tuple((name, str(value)) for name, value in facts.items()),
    )


def problem(
    faults: Faults,
    code: str,
    /,
    *,
    offset: int = 0,
    segment: str = "",
    ordinal: int = 0,
    raw: bytes = b"",
    **facts: object,
) -> Problem:
    """Make a problem, its facts written as names."""
    return found(faults, code, facts, offset=offset, segment=segment, ordinal=ordinal, raw=raw)


def sentence(fault: Fault, said: Problem) -> str:
    """Say a problem in English; a fact that is missing stands as a question mark."""
    facts = dict(said.facts)
    return _PLACEHOLDER.sub(lambda match: facts.get(match.group(1), "?"), fault.text)
