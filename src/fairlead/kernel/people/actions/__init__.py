"""Every change of agencies, accounts, roles, factors, sessions and keys.

Each takes ``authority`` and not a context, because the context is made one room above. Who may
ask for which change is decided there, or at the console; what is true of a change whoever asks
(three persons to a role, one use of an invitation) is kept here and by the database.
"""

from fairlead.kernel.people.actions.accounts import (
    create_account,
    create_service,
    restore_account,
    revoke_account,
    suspend_account,
)
from fairlead.kernel.people.actions.agencies import (
    alter_agency,
    close_agency,
    create_agency,
    name_focal_point,
    withdraw_focal_point,
)
from fairlead.kernel.people.actions.clearing import clear_sessions, close_over
from fairlead.kernel.people.actions.console import prove_at_console, use_console
from fairlead.kernel.people.actions.factors import (
    add_factor,
    enrol_authenticator,
    make_recovery_codes,
    refuse_factor,
    remove_factor,
    rename_factor,
    reseal_factors,
    reset_factors,
    use_factor,
    use_recovery_code,
)
from fairlead.kernel.people.actions.keys import issue_key, revoke_key
from fairlead.kernel.people.actions.passwords import (
    accept_invitation,
    change_password,
    invite_account,
)
from fairlead.kernel.people.actions.roles import end_role, grant_first_role, grant_role
from fairlead.kernel.people.actions.sessions import (
    close_session,
    end_all_sessions,
    end_other_sessions,
    end_session,
    open_session,
    refuse_session,
    throttle_session,
)

__all__ = [
    "accept_invitation",
    "add_factor",
    "alter_agency",
    "change_password",
    "clear_sessions",
    "close_agency",
    "close_over",
    "close_session",
    "create_account",
    "create_agency",
    "create_service",
    "end_all_sessions",
    "end_other_sessions",
    "end_role",
    "end_session",
    "enrol_authenticator",
    "grant_first_role",
    "grant_role",
    "invite_account",
    "issue_key",
    "make_recovery_codes",
    "name_focal_point",
    "open_session",
    "prove_at_console",
    "refuse_factor",
    "refuse_session",
    "remove_factor",
    "rename_factor",
    "reseal_factors",
    "reset_factors",
    "restore_account",
    "revoke_account",
    "revoke_key",
    "suspend_account",
    "throttle_session",
    "use_console",
    "use_factor",
    "use_recovery_code",
    "withdraw_focal_point",
]
