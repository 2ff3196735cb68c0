"""What this room raises."""

from datetime import datetime

from django.utils.translation import gettext as _

from fairlead.core.errors import Conflict, Refused


class NotWithinReach(Refused):
    """There is no such record, or none that this context may know of: the same answer for both."""

    code = "not-within-reach"

    def __init__(self, kind: str) -> None:
        super().__init__(
            _("There is no such record within your reach."), reasons=("not-within-reach",)
        )
        self.kind = kind


class Changed(Conflict):
    """Somebody else changed the record since it was shown; says who and when."""

    code = "changed"

    def __init__(self, place: str, *, who: str, when: datetime) -> None:
        super().__init__(
            _("%(who)s changed this record in the meantime.") % {"who": who or _("The system")},
            place=place,
        )
        self.who = who
        self.when = when
