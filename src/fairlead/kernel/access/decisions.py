"""Asking the policy, and refusing loudly."""

from typing import Protocol

from django.utils.translation import gettext as _

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.core.policy import Circumstances, Decision, Resource, Subject
from fairlead.kernel.access import denials, policy
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.errors import NoPurpose


class Record(Protocol):
    """A protected record, as far as the policy is concerned."""

    @property
    def reference(self) -> str: ...

    def as_resource(self, context: Context) -> Resource: ...


Asked = Resource | Record | str  # a described resource, a record, or a class of data


def decide(context: Context, verb: Verb, resource: Asked) -> Decision:
    """Ask the policy; nothing is written."""
    asked = resource if isinstance(resource, Resource) else describe(context, resource)
    return policy.table().decide(
        Subject(context.roles, context.agencies, context.everywhere),
        verb,
        asked,
        context.purpose,
        context.case,
        Circumstances(emergency=context.emergency is not None),
    )


def require(context: Context, verb: Verb, resource: Asked) -> Decision:
    """Ask the policy; a refusal raises and leaves a DENY entry that no rollback takes away."""
    decision = decide(context, verb, resource)
    if decision:
        return decision
    asked = resource if isinstance(resource, Resource) else describe(context, resource)
    denial = denials.Denial(context, verb, _names(resource), asked.data_class, decision.reasons)
    raise denials.note(_refusal(decision), denial)


def describe(context: Context, resource: Record | str) -> Resource:
    """Return what the policy must know of a record."""
    if isinstance(resource, str):
        return Resource(resource)
    return resource.as_resource(context)


def _names(resource: Asked) -> tuple[str, ...]:
    if isinstance(resource, Resource | str):
        return ()
    return (resource.reference,)


def _refusal(decision: Decision) -> Refused:
    kind = NoPurpose if "purpose-missing" in decision.reasons else Refused
    return kind(_("The rules do not permit this."), reasons=decision.reasons)
