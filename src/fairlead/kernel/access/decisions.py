"""Asking the policy, and refusing loudly."""

from itertools import product
from typing import Protocol

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.core.policy import Circumstances, Decision, Resource, Subject
from fairlead.core.policy.decisions import Reason
from fairlead.kernel.access import denials, policy
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.errors import NoPurpose

# By whether an emergency is open, the door shows no personal data, and there is a legal basis.
_CIRCUMSTANCES = {key: Circumstances(*key) for key in product((False, True), repeat=3)}


class Record(Protocol):
    """A protected record, as far as the policy is concerned."""

    @property
    def reference(self) -> str: ...

    def as_resource(self, context: Context, verb: Verb) -> Resource: ...


Asked = Resource | Record | str  # a described resource, a record, or a class of data


def decide(context: Context, verb: Verb, resource: Asked) -> Decision:
    """Ask the policy; nothing is written."""
    return policy.table().decide(
        Subject(context.roles, context.agencies, context.everywhere),
        verb,
        _described(context, verb, resource),
        context.purpose,
        context.case,
        _CIRCUMSTANCES[context.emergency is not None, context.closed, bool(context.legal_basis)],
    )


def require(context: Context, verb: Verb, resource: Asked) -> Decision:
    """Ask the policy; a refusal raises and leaves a DENY entry that no rollback takes away."""
    decision = decide(context, verb, resource)
    if decision:
        return decision
    kind = NoPurpose if Reason.PURPOSE_MISSING in decision.reasons else Refused
    raise denials.note(
        kind("The rules do not permit this.", reasons=decision.reasons),
        denials.Denial(
            context=context,
            verb=verb,
            what=_described(context, verb, resource).data_class,
            reasons=decision.reasons,
            objects=_names(resource),
        ),
    )


def _described(context: Context, verb: Verb, resource: Asked) -> Resource:
    if isinstance(resource, Resource):
        return resource
    return Resource(resource) if isinstance(resource, str) else resource.as_resource(context, verb)


def _names(resource: Asked) -> tuple[str, ...]:
    return () if isinstance(resource, Resource | str) else (resource.reference,)
