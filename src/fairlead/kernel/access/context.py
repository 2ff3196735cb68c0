"""On whose behalf, for what purpose and under which right something happens."""

import uuid
from dataclasses import dataclass

from fairlead.core.ledger import Authority


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Carried by every action and every query over personal data."""

    actor: str
    account: uuid.UUID | None = None
    agency: uuid.UUID | None = None
    agencies: frozenset[uuid.UUID] = frozenset()
    roles: frozenset[str] = frozenset()
    purpose: str = ""
    legal_basis: str = ""
    session: str = ""
    request: str = ""
    case: uuid.UUID | None = None
    reason: str = ""

    @classmethod
    def duty(cls, name: str) -> "Context":
        """Return the context of the house itself at work, under a declared duty."""
        return cls(actor=f"duty:{name}")

    @classmethod
    def anonymous(cls, *, request: str = "") -> "Context":
        """Return the context of somebody who has not signed in."""
        return cls(actor="anonymous", request=request)

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
        )
