"""What keeps a case from ending, and what opens what the law has sealed."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.errors import Conflict
from fairlead.core.retention import Order
from fairlead.desks.casework.forms.acts import ActForm, dated, lined, marked, written
from fairlead.desks.casework.queries.page import holds_on
from fairlead.kernel.cases.keeping import parts_of, subjects_of
from fairlead.kernel.cases.models import Subject
from fairlead.kernel.retention import proposals
from fairlead.kernel.retention.actions.holds import place_hold
from fairlead.kernel.retention.actions.unsealing import ask_to_unseal
from fairlead.kernel.retention.models import LegalHold, Unsealing

_ORDER = _("Number of the order, or the law")


class HoldForm(ActForm):
    """Keep a case and all its parts from being erased."""

    label = _("Place a legal hold")
    words = _(
        "Nothing in the case is erased while the hold lasts, also when its term is over. It is"
        " lifted only when a second person approves."
    )

    reason = marked(dict(LegalHold.Reason.choices), _("Reason"))
    citation = lined(_ORDER, longest=200, help_text=_("Without names of the persons recorded."))
    until = dated(_("Until"))

    def carry_out(self) -> object:
        subjects = list(subjects_of(self.context, self.case))
        records = [self.case, *parts_of(self.context, self.case), *subjects]
        held = self.given("reason", "citation", "until")
        return place_hold(context=self.context, records=records, **held)


class ReleaseHoldForm(ActForm):
    """Ask a second person to lift the hold."""

    label = _("Propose to lift the legal hold")
    words = _("A second person decides. What is overdue then is erased in the next run.")

    reason = written(
        _("Reason"), rows=2, required=False, help_text=_("Without names of the persons recorded.")
    )

    def carry_out(self) -> object:
        held = holds_on(self.case)
        if not held:
            raise Conflict("no hold lies on this case", place=self.case.reference)
        reason = self.cleaned_data["reason"]
        return proposals.propose_hold_release(self.context, held[-1], reason=reason)


class UnsealForm(ActForm):
    """Ask to see one sealed subject for a time."""

    label = _("Ask to unseal")
    words = _(
        "It takes the order of an authority of the kind that the law demands, and a second person"
        " outside of your unit. Then you alone see the record, for an hour at most, and each look"
        " is in the ledger."
    )
    part = Subject

    kind = marked(dict(Unsealing.Kind.choices), _("Kind of authority"))
    by = lined(_("Ordered by"), longest=200)
    reference = lined(_("Number of the order"), longest=200)
    minutes = forms.IntegerField(
        label=pgettext_lazy("how long", "Minutes"), min_value=1, max_value=60, initial=30
    )
    reason = written(
        _("Reason"), rows=2, required=False, help_text=_("Without names of the persons recorded.")
    )

    def carry_out(self) -> object:
        order = Order(**self.given("by", "kind", "reference"))
        given = self.given("minutes", "reason")
        return ask_to_unseal(context=self.context, record=self.target.part, order=order, **given)


ACTS: dict[str, type[ActForm]] = {
    "hold": HoldForm,
    "release-hold": ReleaseHoldForm,
    "ask-unseal": UnsealForm,
}
