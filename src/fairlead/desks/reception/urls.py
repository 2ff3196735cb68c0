"""Addresses of the reception.

``account`` are those that allauth names itself. They are written out: what is not here (sign-up,
password reset by e-mail, e-mail addresses, codes by e-mail, social log-ins) does not exist.
"""

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.webauthn import views as passkey_views
from django.urls import path

from fairlead.desks.reception.views import (
    approvals,
    emergencies,
    factors,
    grants,
    home,
    invitations,
    keys,
    lists,
    notices,
    proofs,
    purpose,
    sessions,
    supervision,
)
from fairlead.kernel.access.doors import public, signed_in

app_name = "reception"
urlpatterns = [
    path("", home.home, name="home"),
    path("purpose/", purpose.choose, name="purpose"),
    path("approvals/", approvals.inbox, name="approvals"),
    path("approvals/role/", grants.propose_role, name="propose-role"),
    path("approvals/<uuid:key>/", approvals.approval, name="approval"),
    path("approvals/<uuid:key>/decide/", approvals.decide, name="decide"),
    path("emergency/", emergencies.emergency, name="emergency"),
    path("emergency/open/", emergencies.break_glass, name="break-glass"),
    path("emergency/<uuid:key>/close/", emergencies.close_emergency, name="close-emergency"),
    path("emergency/<uuid:key>/review/", emergencies.review_emergency, name="review-emergency"),
    path("supervision/", supervision.relations, name="supervision"),
    path("supervision/propose/", supervision.propose_supervision, name="propose-supervision"),
    path("supervision/<uuid:key>/end/", supervision.propose_end, name="end-supervision"),
    path("notices/", notices.listed, name="notices"),
    path("notices/<uuid:key>/seen/", notices.see, name="see-notice"),
    path("account/sessions/", sessions.own_sessions, name="sessions"),
    path("account/sessions/end-others/", sessions.end_other_sessions, name="end-other-sessions"),
    path("account/sessions/<int:key>/end/", sessions.end_session, name="end-session"),
    path("account/keys/", keys.api_keys, name="keys"),
    path("account/keys/<uuid:service>/new/", keys.new_key, name="new-key"),
    path("account/keys/<uuid:key>/revoke/", keys.revoke_key, name="revoke-key"),
    path("account/factors/recovery-codes/", factors.recovery_codes, name="recovery-codes"),
    path(
        "account/invitation/<str:token>/", invitations.follow_invitation, name="follow-invitation"
    ),
    path("account/invitation/", invitations.invitation, name="invitation"),
]

_NOT_YET = "who somebody is turns out only here"

account = [
    path("login/", public(_NOT_YET)(account_views.login), name="account_login"),
    path(
        "logout/", public("leaving is always possible")(account_views.logout), name="account_logout"
    ),
    path("second-factor/", public(_NOT_YET)(mfa_views.authenticate), name="mfa_authenticate"),
    path("passkey/", public(_NOT_YET)(passkey_views.login_webauthn), name="mfa_login_webauthn"),
    path("prove/", signed_in(proofs.ProvePassword.as_view()), name="account_reauthenticate"),
    path("prove/code/", signed_in(proofs.ProveCode.as_view()), name="mfa_reauthenticate"),
    path(
        "prove/passkey/",
        signed_in(proofs.ProvePasskey.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path("password/", signed_in(account_views.password_change), name="account_change_password"),
    path("factors/", signed_in(factors.Overview.as_view()), name="mfa_index"),
    path("factors/app/", signed_in(factors.SetUpAuthenticator.as_view()), name="mfa_activate_totp"),
    path(
        "factors/app/remove/",
        signed_in(factors.RemoveAuthenticator.as_view()),
        name="mfa_deactivate_totp",
    ),
    path("factors/passkey/", signed_in(factors.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path(
        "factors/passkey/<int:pk>/",
        signed_in(factors.RenamePasskey.as_view()),
        name="mfa_edit_webauthn",
    ),
    path(
        "factors/passkey/<int:pk>/remove/",
        signed_in(factors.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
]

# Without a desk in front, because the tables of every desk lead here.
own_lists = [
    path("views/", lists.keep_view, name="keep_view"),
    path("views/<uuid:key>/drop/", lists.drop_view, name="drop_view"),
    path("exports/", lists.exports, name="exports"),
]
