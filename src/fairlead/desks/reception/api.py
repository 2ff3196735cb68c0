"""What a machine or a page can ask about whoever calls."""

from ninja import Field, Schema

from fairlead.desks.reception import queries
from fairlead.kernel.gateway.operations import ANY_KEY, SIGNED_IN, Operations
from fairlead.kernel.gateway.requests import ApiRequest

operations = Operations("Who calls")


class WhoCalls(Schema):
    """Who calls, for whom, and with which roles."""

    account: str = Field(examples=["019c0e5a-7c1e-7b1f-9f0a-3d1f0b6a2c44"])
    agency: str = Field(examples=["019c0e5a-7c1e-7b1f-9f0a-3d1f0b6a2c45"])
    roles: list[str] = Field(examples=[["analyst"]])
    purpose: str = Field(examples=["oversight.inspection"])


@operations.read("/me", door=SIGNED_IN, scope=ANY_KEY, answer=WhoCalls)
def who_calls(request: ApiRequest) -> WhoCalls:
    """Say who calls."""
    context = request.context
    return WhoCalls(
        account=str(context.account),
        agency=str(context.agency),
        roles=sorted(role.code for role in queries.roles_in_words(context)),
        purpose=context.purpose,
    )
