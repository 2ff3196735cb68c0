"""The closed list of problems: what a machine can be told, once and for all.

A name here never changes its meaning, because programs outside decide by it.
"""

from dataclasses import dataclass
from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Label

ADDRESS = "/api/problems/"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its name in ``type``, its status and what it means."""

    name: str
    status: int
    title: Label
    meaning: Label
    retry_after: int = 0  # seconds; 0: trying again will not help

    @property
    def is_ours(self) -> bool:
        """Whether the fault is on this side, so that somebody here must look at it."""
        return self.status >= HTTPStatus.INTERNAL_SERVER_ERROR

    @property
    def uri(self) -> str:
        """The value of ``type``: where on this node the words below can be read."""
        return f"{ADDRESS}{self.name}"


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "bad-request",
            400,
            _("The request cannot be read"),
            _("The message breaks the rules of HTTP or of JSON, or a cursor is not valid here."),
        ),
        Kind(
            "repeat-key-missing",
            400,
            _("The header Idempotency-Key is missing"),
            _("Every POST needs one, so that it can be repeated safely. A UUID serves well."),
        ),
        Kind(
            "unauthenticated",
            401,
            _("Who are you?"),
            _("Sign in, or send a key that is valid: Authorization: Bearer …"),
        ),
        Kind(
            "refused",
            403,
            _("The rules do not permit this"),
            _("The reasons are in the list of that name, as codes."),
        ),
        Kind(
            "not-found",
            404,
            _("There is nothing here that you can see"),
            _("The address is wrong, or the record is not one of yours."),
        ),
        Kind(
            "method-not-allowed",
            405,
            _("This address does not know this method"),
            _("The header Allow lists the methods that it knows."),
        ),
        Kind(
            "not-acceptable",
            406,
            _("The answer cannot be given in the form that was asked for"),
            _("Answers are application/json; problems are application/problem+json."),
        ),
        Kind(
            "conflict",
            409,
            _("The state of the record does not allow this"),
            _("Read the record again before deciding what to do."),
        ),
        Kind(
            "repeat-in-progress",
            409,
            _("The first request with this Idempotency-Key is still at work"),
            _("Repeat it after the time given in Retry-After to receive its answer."),
            retry_after=1,
        ),
        Kind(
            "precondition-failed",
            412,
            _("The record is not the version that you named"),
            _("It changed meanwhile. Read it again, and send its new ETag in If-Match."),
        ),
        Kind(
            "too-large",
            413,
            _("The message is too large"),
            _("The description of the operation says how large a message may be."),
        ),
        Kind(
            "unsupported-media",
            415,
            _("The message is in a form that is not read here"),
            _("Send application/json in UTF-8, not compressed."),
        ),
        Kind(
            "invalid",
            422,
            _("The message cannot be used as it is"),
            _("Each entry in errors names a place and says what is wrong there."),
        ),
        Kind(
            "repeat-differs",
            422,
            _("This Idempotency-Key was used for another request"),
            _("A key stands for one request. Use a new key for a new one."),
        ),
        Kind(
            "precondition-required",
            428,
            _("The header If-Match is missing"),
            _("Say which version you mean to change: send the ETag that came with the record."),
        ),
        Kind(
            "too-many-requests",
            429,
            _("Too many requests"),
            _("Wait for the time given in Retry-After."),
            retry_after=10,
        ),
        Kind(
            "internal",
            500,
            _("Something went wrong on this side"),
            _("It has been noted under the number in instance. Nothing was changed."),
        ),
        Kind(
            "unavailable",
            503,
            _("Something without which nothing may be done does not work"),
            _("For example the ledger. Nothing was changed. Repeat the request later."),
            retry_after=5,
        ),
    )
}
BY_STATUS = {kind.status: kind for kind in reversed(KINDS.values())}
