"""The ledger, for the machines of those who inspect it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from fairlead.core.ledger import Verb
from fairlead.desks.oversight.apps import LEDGER
from fairlead.kernel.access.doors import Door
from fairlead.kernel.audit import checkpoints, queries
from fairlead.kernel.audit.keys import origin
from fairlead.kernel.audit.models import Checkpoint, Entry, reference
from fairlead.kernel.gateway import lists
from fairlead.kernel.gateway.operations import Operations, purpose_door
from fairlead.kernel.gateway.requests import ApiRequest
from fairlead.kernel.gateway.values import Moment

SCOPE = "oversight.read"
ID = "019c0e5a-7c1e-7b1f-9f0a-3d1f0b6a2c44"
operations = Operations("Ledger")

Reference = Annotated[str, Field(pattern="^([a-z][a-z0-9_.-]{0,18}:[!-~]{1,280}|anonymous)?$")]
Code = Annotated[str, Field(pattern="^[!-~]{0,100}$")]


def _look(act: str) -> Door:
    return purpose_door(verb=Verb.CONSULT, data_class=LEDGER, act=f"oversight.{act}")


class WantedEntries(lists.Paging):
    """Which entries."""

    actor: Reference = Field("", description="Who acted.", examples=[f"account:{ID}"])
    about: Reference = Field("", description="An object that is named.", examples=[f"case:{ID}"])
    recipient: Reference = Field("", description="Who was told.", examples=["agency:utopia"])
    act: Code = Field("", description="What was done.", examples=["people.key.issued"])
    verb: Verb | None = Field(None, description="Of the six of the law, or of security.")
    purpose: Code = Field("", description="Under which purpose.", examples=["travel.screening"])
    since: Moment | None = Field(None, description="From this moment on.")
    until: Moment | None = Field(None, description="Before this moment.")

    def subjects(self) -> list[str]:
        """Return whom the question is about."""
        return [named for named in (self.actor, self.about, self.recipient) if ":" in named]


class EntryOut(Schema):
    """One act or one look; what it held of persons is sealed, and not here."""

    id: UUID
    index: int | None = Field(description="Its place in the tree; null: it waits for one.")
    time: datetime
    act: str = Field(examples=["access.purpose.chosen"])
    verb: str = Field(examples=["configure"])
    actor: str = Field(examples=[f"account:{ID}"])
    agency: str = Field(examples=[ID])
    behalf: str = Field(examples=[""], description="For whom, where it was not for oneself.")
    session: str = Field(examples=[ID])
    request: str = Field(examples=[ID])
    purpose: str = Field(examples=["travel.screening"])
    legal_basis: str = Field(examples=["Directive (EU) 2016/681, Article 6"])
    case: str = Field(examples=[""])
    policy: str = Field(examples=["5f8b8a0d6a3c4a0e9f7c2b1d0e3f4a5b"])
    objects: list[str] = Field(examples=[["purpose:travel.screening"]])
    recipients: list[str] = Field(examples=[[]])
    outcome: str = Field(examples=["done"])
    reason: str = Field(examples=[""])


class ProofOut(Schema):
    """That an entry is in the tree of a signed checkpoint."""

    entry: UUID
    index: int = Field(examples=[73894])
    size: int = Field(examples=[73901], description="The size of the tree.")
    proof: str = Field(
        examples=["c2sp.org/tlog-proof@v1\nextra …\nindex 73894\n…\n"],
        description="The whole proof as a file (c2sp.org/tlog-proof): script/verify-ledger and "
        "others check it with nothing but the public key of the ledger.",
    )


class CheckpointOut(Schema):
    """The tree at one moment, signed."""

    origin: str = Field(examples=["utopia.example/ledger"])
    size: int = Field(examples=[73901])
    time: datetime
    root: str = Field(examples=["9c22ff5f21f0b81b113e63f7db6da94fedef11b2119b4088b89664fb9a3cb658"])
    note: str = Field(
        examples=["utopia.example/ledger\n73901\nnCL/…=\n\n— utopia.example/ledger …\n"],
        description="The checkpoint as a signed note, with the signatures of its witnesses.",
    )


class GrowthOut(Schema):
    """That the ledger only grew since it had so many entries."""

    since: int = Field(examples=[70000])
    size: int = Field(examples=[73901])
    offer: str = Field(
        examples=["old 70000\n…\n\nutopia.example/ledger\n73901\n…\n"],
        description="The proof and the newest checkpoint, as a witness is offered them "
        "(c2sp.org/tlog-witness).",
    )


def _shown(entry: Entry) -> EntryOut:
    header = queries.header_of(entry)
    authority = header.authority
    leaf = getattr(entry, "leaf", None)
    return EntryOut(
        id=header.id,
        index=leaf.index if leaf else None,
        time=header.time,
        act=header.act,
        verb=header.verb.value,
        actor=authority.actor,
        agency=authority.agency,
        behalf=authority.behalf,
        session=authority.session,
        request=authority.request,
        purpose=authority.purpose,
        legal_basis=authority.legal_basis,
        case=authority.case,
        policy=authority.policy,
        objects=list(header.objects),
        recipients=list(header.recipients),
        outcome=header.outcome,
        reason=header.reason,
    )


@operations.read(
    "/ledger/entries",
    door=_look("entries.consulted"),
    scope=SCOPE,
    answer=lists.Page[EntryOut],
)
def list_entries(request: ApiRequest, wanted: Query[WantedEntries]) -> dict[str, object]:
    """List the entries that fit, the newest first.

    The look is itself an entry; whom it was about is noted there.
    """
    for subject in wanted.subjects():
        request.look.add(subject)
    found = queries.find(**wanted.model_dump(exclude={"limit", "cursor"}))
    return lists.page(request, found, order=("-time", "-id"), paging=wanted, row=_shown)


@operations.read(
    "/ledger/entries/{uuid:entry_id}",
    door=_look("entry.consulted"),
    scope=SCOPE,
    answer=EntryOut,
)
def show_entry(request: ApiRequest, entry_id: UUID) -> EntryOut:
    """Show one entry."""
    entry = get_object_or_404(Entry.objects.select_related("leaf"), pk=entry_id)
    request.look.add(reference("entry", entry_id))
    return _shown(entry)


@operations.read(
    "/ledger/entries/{uuid:entry_id}/proof",
    door=_look("entry.proven"),
    scope=SCOPE,
    answer=ProofOut,
    problems=("conflict",),
)
def prove_entry(request: ApiRequest, entry_id: UUID) -> ProofOut:
    """Prove that an entry is in the ledger.

    An entry has a place within five seconds, and a checkpoint that covers it within a minute;
    before that, the answer is 409.
    """
    get_object_or_404(Entry, pk=entry_id)
    request.look.add(reference("entry", entry_id))
    proof = queries.prove(entry_id)
    return ProofOut(entry=entry_id, index=proof.index, size=proof.signed.size, proof=str(proof))


@operations.read(
    "/ledger/checkpoint",
    door=_look("checkpoint.consulted"),
    scope=SCOPE,
    answer=CheckpointOut,
    problems=("not-found",),
)
def show_checkpoint(request: ApiRequest) -> CheckpointOut:
    """Show the latest checkpoint, with the signatures of its witnesses."""
    latest = checkpoints.latest()
    if latest is None:
        raise Checkpoint.DoesNotExist
    return CheckpointOut(
        origin=origin(),
        size=latest.size,
        time=latest.time,
        root=bytes(latest.root).hex(),
        note=str(checkpoints.cosigned(latest)),
    )


@operations.read(
    "/ledger/growth",
    door=_look("growth.proven"),
    scope=SCOPE,
    answer=GrowthOut,
    problems=("conflict",),
)
def prove_growth(request: ApiRequest, since: Annotated[int, Field(ge=0, le=2**53)]) -> GrowthOut:
    """Prove that the ledger only grew since it had so many entries."""
    offer = queries.growth(since)
    return GrowthOut(since=offer.old, size=offer.signed.size, offer=str(offer))
