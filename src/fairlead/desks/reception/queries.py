from fairlead.core.registration import Role
from fairlead.kernel.access.context import Context
from fairlead.kernel.rooms import rooms


def roles_in_words(context: Context) -> list[Role]:
    """Return the roles that the person holds now, with label and description."""
    declared = [role for room in rooms().values() for role in room.roles]
    return [role for role in declared if role.code in context.roles]
