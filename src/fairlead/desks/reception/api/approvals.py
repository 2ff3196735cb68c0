"""Four eyes, for pages and programs of the persons themselves: no key approves anything."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from fairlead.core import canonical
from fairlead.core.protocol.entitytags import entity_tag
from fairlead.kernel.access import approvals
from fairlead.kernel.access.models import Approval
from fairlead.kernel.access.queries import visible
from fairlead.kernel.gateway import lists
from fairlead.kernel.gateway.operations import SIGNED_IN, Operations
from fairlead.kernel.gateway.requests import ApiRequest, require_version

operations = Operations("Approvals")


class VoteOut(Schema):
    """What one other person said about it."""

    voter: UUID
    approves: bool
    reason: str = Field(examples=["Seen the order of the court."])
    voted_at: datetime


class ApprovalOut(Schema):
    """An act that one person proposed and others must approve before it happens."""

    id: UUID
    kind: str = Field(examples=["people.role"])
    state: Approval.State
    payload: dict[str, Any] = Field(
        examples=[{"role": "analyst"}], description="What would be done, and nothing else."
    )
    digest: str = Field(
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
        description="SHA-256 of the payload; what is carried out must have the same.",
    )
    agency: UUID
    proposer: UUID
    reason: str = Field(examples=["The analyst joins the unit."])
    purpose: str = Field(examples=["people.management"])
    case: UUID | None
    needed: int = Field(examples=[1], description="How many others must approve.")
    votes: list[VoteOut]
    proposed_at: datetime
    expires_at: datetime
    closed_at: datetime | None
    problem: str = Field(examples=[""], description="Why it could not be carried out, if so.")


class WantedApprovals(lists.Paging):
    """Which approvals."""

    state: Approval.State | None = Field(None, description="Only those in this state.")


class DecisionWhy(Schema):
    """Why it is decided so."""

    model_config = {"extra": "forbid"}

    reason: str = Field("", max_length=500, examples=["Seen the order of the court."])


def tag_of(shown: ApprovalOut) -> str:
    """Name the version of an approval by all that a person decides by."""
    return entity_tag("approval", shown.id, shown.digest, shown.state, len(shown.votes))


@operations.read("/approvals", door=SIGNED_IN, answer=lists.Page[ApprovalOut])
def list_approvals(request: ApiRequest, wanted: Query[WantedApprovals]) -> dict[str, object]:
    """List what you proposed, decided or may decide, the newest first."""
    found = visible(request.context).prefetch_related("votes")
    if wanted.state:
        found = found.filter(state=wanted.state)
    return lists.page(request, found, order=("-proposed_at", "-id"), paging=wanted, row=_shown)


@operations.read("/approvals/{uuid:approval_id}", door=SIGNED_IN, answer=ApprovalOut, tag=tag_of)
def show_approval(request: ApiRequest, approval_id: UUID) -> ApprovalOut:
    """Show one proposal, with what exactly would be done."""
    return _shown(_found(request, approval_id))


@operations.create(
    "/approvals/{uuid:approval_id}/approve",
    door=SIGNED_IN,
    answer=ApprovalOut,
    status=200,
    tag=tag_of,
    versioned=True,
)
def approve(request: ApiRequest, approval_id: UUID, message: DecisionWhy) -> ApprovalOut:
    """Approve what you were shown; with the last approval that is needed, it is carried out.

    ``If-Match`` names the version that you saw. Needs a proof, not older than five minutes,
    that it is you. If the act itself fails, the approval stands, and ``problem`` says why.
    """
    return _decide(request, approval_id, approvals.approve, message)


@operations.create(
    "/approvals/{uuid:approval_id}/refuse",
    door=SIGNED_IN,
    answer=ApprovalOut,
    status=200,
    tag=tag_of,
    versioned=True,
)
def refuse(request: ApiRequest, approval_id: UUID, message: DecisionWhy) -> ApprovalOut:
    """Refuse what you were shown; one refusal is enough."""
    return _decide(request, approval_id, approvals.refuse, message)


@operations.create(
    "/approvals/{uuid:approval_id}/withdraw",
    door=SIGNED_IN,
    answer=ApprovalOut,
    status=200,
    tag=tag_of,
    versioned=True,
)
def withdraw(request: ApiRequest, approval_id: UUID, message: DecisionWhy) -> ApprovalOut:
    """Take a proposal of yours back."""
    return _decide(request, approval_id, approvals.withdraw, message)


def _decide(
    request: ApiRequest, key: UUID, action: Callable[..., Approval], message: DecisionWhy
) -> ApprovalOut:
    found = _found(request, key)
    require_version(request, tag_of(_shown(found)))
    return _shown(action(request.context, found, reason=message.reason))


def _found(request: ApiRequest, key: UUID) -> Approval:
    found: Approval = get_object_or_404(visible(request.context), pk=key)
    return found


def _shown(found: Approval) -> ApprovalOut:
    return ApprovalOut(
        id=found.pk,
        kind=found.kind,
        state=Approval.State(found.state),
        payload=canonical.read(found.payload),
        digest=found.digest,
        agency=found.agency_id,
        proposer=found.proposer_id,
        reason=found.reason,
        purpose=found.purpose,
        case=found.case,
        needed=found.needed,
        votes=[
            VoteOut(
                voter=vote.voter_id,
                approves=vote.approves,
                reason=vote.reason,
                voted_at=vote.voted_at,
            )
            for vote in sorted(found.votes.all(), key=lambda vote: vote.voted_at)
        ],
        proposed_at=found.proposed_at,
        expires_at=found.expires_at,
        closed_at=found.closed_at,
        problem=found.problem,
    )
