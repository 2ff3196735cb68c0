"""The agencies of the installation, as a list."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Label
from fairlead.desks.administration.apps import INSTALLATION
from fairlead.kernel.access.context import Context
from fairlead.kernel.people.models import Agency
from fairlead.kernel.tables.columns import Column, Row
from fairlead.kernel.tables.declarations import Table
from fairlead.kernel.wording import listed


def agencies(_context: Context) -> QuerySet[Agency]:
    """Return all agencies: they are no persons, and everybody may know them."""
    return Agency.objects.select_related("parent")


def _languages(row: Row) -> Label:
    return listed(get_language_info(code)["name_local"] for code in row.record.names)


AGENCIES = Table(
    code="administration.agencies",
    label=_("Agencies"),
    url_name="administration:agencies",
    source=agencies,
    data_class=INSTALLATION,
    columns=(
        Column(
            "agency",
            _("Agency"),
            lambda row: str(row.record),
            "name",
            link=lambda row: reverse("administration:agency", args=[row.record.pk]),
        ),
        Column(
            "code",
            pgettext_lazy("of an agency", "Code"),
            lambda row: row.record.code,
            "code",
            sort=("code",),
        ),
        Column("parent", _("Part of"), lambda row: str(row.record.parent or ""), "name"),
        Column("languages", _("Languages of its names"), _languages),
    ),
    order="code",
    search=("code", "name"),
    contains=True,
)
