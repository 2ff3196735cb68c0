"""On whose behalf, for what purpose and under which right something happens."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from fairlead.core.errors import Misconfigured
from fairlead.core.ledger import Authority
from fairlead.kernel.access import policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Carried by every action and every query over personal data."""

    actor: str
    account: uuid.UUID | None = None
    agency: uuid.UUID | None = None
    agencies: frozenset[uuid.UUID] = frozenset()
    everywhere: bool = False  # no agency bounds it: duties of the house only
    roles: frozenset[str] = frozenset()
    purpose: str = ""
    legal_basis: str = ""
    session: str = ""
    request: str = ""
    case: uuid.UUID | None = None
    reason: str = ""
    behalf: str = ""  # for whom: the proposer of an approved act, the caller of a service
    approval: uuid.UUID | None = None  # the approval that is being executed
    emergency: uuid.UUID | None = None  # the open break-glass grant
    closed: bool = False  # behind a door through which no personal data is shown
    authenticated_at: datetime | None = None  # when this session last proved who it is

    @classmethod
    def duty(cls, name: str, *, agency: uuid.UUID | None = None) -> "Context":
        """Return the context of the house itself at work, under a declared duty.

        It reaches every agency, or only the named one. What it may do is in the declaration,
        and like everybody's work it goes to the ledger.
        """
        role = f"duty:{name}"
        if role not in policy.table().ceilings:
            raise Misconfigured("no room declares this duty", place=name)
        return cls(
            actor=role,
            agency=agency,
            agencies=frozenset({agency} if agency else ()),
            everywhere=agency is None,
            roles=frozenset({role}),
            purpose=role,
            legal_basis=policy.basis_of(role),
        )

    @classmethod
    def anonymous(cls, *, request: str = "") -> "Context":
        """Return the context of somebody who has not signed in."""
        return cls(actor="anonymous", request=request)

    def serving(self, purpose: str, *, case: uuid.UUID | None = None) -> "Context":
        """Return this context under another purpose; whether that may be is decided later."""
        return replace(self, purpose=purpose, legal_basis=policy.basis_of(purpose), case=case)

    def authority(self) -> Authority:
        """Return what the ledger notes of this context."""
        return Authority(
            actor=self.actor,
            agency=str(self.agency or ""),
            session=self.session,
            purpose=self.purpose,
            legal_basis=self.legal_basis,
            case=str(self.case or ""),
            request=self.request,
            policy=policy.table().version,
            behalf=self.behalf,
        )
