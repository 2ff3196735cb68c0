"""The words of the ledger: verbs, and under whose hand and by what right something happens."""

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """The six data verbs of Directive (EU) 2016/680, Article 25, then the security verbs."""

    COLLECT = "collect"
    ALTER = "alter"
    CONSULT = "consult"
    DISCLOSE = "disclose"
    COMBINE = "combine"
    ERASE = "erase"

    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    GRANT = "grant"
    REVOKE = "revoke"
    APPROVE = "approve"
    REFUSE = "refuse"
    DENY = "deny"
    BREAK_GLASS = "break-glass"
    CONFIGURE = "configure"
    OPERATE = "operate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who acts, for which agency, under which purpose, legal basis and case; "" means none."""

    actor: str
    agency: str = ""
    session: str = ""
    purpose: str = ""
    legal_basis: str = ""
    case: str = ""
    request: str = ""
    policy: str = ""
    behalf: str = ""
