"""Every act of casework as a form, by the record that it is done to."""

from fairlead.desks.casework.forms import case, exchange, keeping, parts, relations, subject
from fairlead.desks.casework.forms.acts import ActForm

CASE_ACTS: dict[str, type[ActForm]] = {
    **case.ACTS,
    **subject.ACTS,
    **parts.ACTS,
    **relations.ACTS,
    **exchange.ACTS,
    **keeping.ACTS,
}
