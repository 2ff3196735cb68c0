"""Who and what a case is about: statement by statement, each with its source.

Three lists of one statement each, with empty lines at their end: no script is needed to add one.
What is emptied is taken away; how the subject stood before is a revision.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.cases.particulars import FACTS, Kind, Particulars
from fairlead.core.caveats import Tlp
from fairlead.core.registration import Label
from fairlead.core.text import script_of
from fairlead.desks.casework.forms.acts import ActForm, choosing, coded, lined
from fairlead.desks.casework.queries import words
from fairlead.kernel.cases import codes, keeping
from fairlead.kernel.cases.actions import subject as acts
from fairlead.kernel.cases.models import Involvement, Subject
from fairlead.ui.writing import CODES

NEW = "new"  # of a source: the one that is stated in this form
SPARE = 2  # empty lines at the end of each list
_KIND = pgettext_lazy("of a name, a number or a subject", "Kind")
_NONE: dict[str, Label] = {"": "—"}


class StatementForm(forms.Form):
    """One statement; without ``said`` it is none."""

    group: ClassVar[str]
    said_as: ClassVar[str] = "value"  # how the record calls it

    source = forms.ChoiceField(label=_("Source"), required=False)

    def __init__(self, *args: Any, sources: Mapping[str, Label], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        choosing(self, "source").choices = list(sources.items())

    def statement(self) -> dict[str, str]:
        """Return what is said, or nothing."""
        given = {name: text.strip() for name, text in self.cleaned_data.items()}
        said = given.pop("said", "")
        return {**given, self.said_as: said} if said else {}


class NameForm(StatementForm):
    """A name, in whatever script it is written."""

    group, said_as = "names", "text"

    said = lined(_("Name"), longest=1_000, required=False)
    kind = coded(words.NAME_KINDS, _KIND)
    field_order = ("said", "kind", "source")

    def statement(self) -> dict[str, str]:
        """Note the script as well."""
        found = super().statement()
        return found | {"script": CODES.get(script_of(found["text"]), "")} if found else found


class NumberForm(StatementForm):
    """The number of a document, a ship, an account."""

    group = "identifiers"

    said = lined(pgettext_lazy("of a document", "Number"), longest=1_000, required=False)
    kind = coded(words.IDENTIFIER_KINDS, _KIND)
    issuer = lined(_("Issued by"), longest=100, required=False)
    field_order = ("said", "kind", "issuer", "source")


class FactForm(StatementForm):
    """Something else that is known; the list of what may be is closed."""

    group = "facts"

    said = lined(_("What is known"), longest=1_000, required=False)
    key = coded(words.FACTS, _("Fact"))
    field_order = ("key", "said", "source")


LISTS: tuple[tuple[Label, type[StatementForm]], ...] = (
    (_("Names"), NameForm),
    (_("Numbers"), NumberForm),
    (_("Facts"), FactForm),
)


class ParticularsForm(ActForm):
    """The source of what is new, and all statements."""

    origin = lined(
        _("Source of what is new"),
        required=False,
        help_text=_("An authority, a list, a statement of the person."),
    )
    reference = lined(pgettext_lazy("of a source", "Reference"), required=False)
    received = forms.DateField(
        label=_("Received on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reliability = coded(_NONE | words.RELIABILITY, _("Reliability"), required=False)
    credibility = coded(_NONE | words.CREDIBILITY, _("Credibility"), required=False)
    tlp = coded({str(tlp): str(tlp) for tlp in Tlp}, _("Handling"), initial=str(Tlp.AMBER))

    held = Particulars(kind=Kind.PERSON)

    def prepare(self) -> None:
        """Make a line for every statement that there is, and some empty ones."""
        sources: dict[str, Label] = {one.key: one.origin for one in self.held.sources}
        sources |= {NEW: _("The source stated here")}
        self.lists = [(heading, list(self._lines(form, sources))) for heading, form in LISTS]

    def _lines(
        self, form: type[StatementForm], sources: Mapping[str, Label]
    ) -> Iterator[StatementForm]:
        known = self.held.write()[form.group]
        given = self.data if self.is_bound else None
        for place in range(len(known) + SPARE):
            old = known[place] if place < len(known) else {"source": NEW}
            start = {**old, "said": old.get(form.said_as, "")}
            yield form(given, prefix=f"{form.group}-{place}", sources=sources, initial=start)

    def clean(self) -> dict[str, Any]:
        """Check every statement, and that what is new says from where it is known."""
        cleaned: dict[str, Any] = super().clean() or {}
        lines = [line for _heading, group in self.lists for line in group]
        if [line for line in lines if not line.is_valid()]:  # all of them, to show every error
            raise forms.ValidationError(str(words.REFUSED["bad-input"]))
        said = [found for line in lines if (found := line.statement())]
        if any(one["source"] in {NEW, ""} for one in said) and not cleaned.get("origin"):
            self.add_error("origin", _("Say from where it is known."))
        if not any("text" in one or "issuer" in one for one in said):
            self.add_error(None, _("A subject needs a name or a number."))
        return cleaned

    def particulars(self, kind: str) -> dict[str, Any]:
        """Return what the subject is from now on; sources that nobody names any more go."""
        fresh = f"s{len(self.held.sources) + 1}"
        said = {
            group[0].group: [found for line in group if (found := line.statement())]
            for _heading, group in self.lists
        }
        said["facts"] = [fact for fact in said["facts"] if fact["key"] in FACTS[Kind(kind)]]
        for statement in (one for group in said.values() for one in group):
            statement["source"] = statement["source"].replace(NEW, fresh) or fresh
        named = {one["source"] for group in said.values() for one in group}
        sources = [*self.held.write()["sources"], {"key": fresh, **self._source()}]
        return {"kind": kind, **said, "sources": [one for one in sources if one["key"] in named]}

    def _source(self) -> dict[str, str]:
        given = self.given("origin", "reference", "reliability", "credibility", "tlp")
        received = self.cleaned_data["received"]
        return given | {"received": received.isoformat() if received else ""}


class AddSubjectForm(ParticularsForm):
    """Record a subject."""

    label = _("Add a subject")
    words = _(
        "Say only what is needed, and from where it is known. There is no place for belief,"
        " health, origin or orientation, and none may be made of a free line."
    )

    kind = coded(codes.SUBJECT_KINDS, _KIND)
    role = coded(codes.ROLES, _("Role in the case"))
    field_order = ("kind", "role")

    def carry_out(self) -> object:
        held = self.particulars(self.cleaned_data["kind"])
        role = self.cleaned_data["role"]
        return acts.add_subject(self.context, case=self.case.pk, particulars=held, role=role)


class EditSubjectForm(ParticularsForm):
    """Replace what is held about a subject."""

    label = _("Change the particulars")
    words = _(
        "You see the identity to change it, and the ledger says so. Empty a line to take the"
        " statement away; how the subject stood before is kept."
    )
    part = Subject

    def prepare(self) -> None:
        self.held = Particulars.read(keeping.opened(self.context, self.target.part))
        super().prepare()

    def carry_out(self) -> object:
        held = self.particulars(self.target.part.kind)
        subject = self.target.part.pk
        return acts.edit_subject(self.context, subject=subject, particulars=held, **self.seen)


class InvolveForm(ActForm):
    """Give a subject a further role in the case."""

    label = _("Give a further role")
    part = Subject

    role = coded(codes.ROLES, _("Role in the case"))

    def carry_out(self) -> object:
        role = self.cleaned_data["role"]
        return acts.involve_subject(
            self.context, subject=self.target.part.pk, case=self.case.pk, role=role
        )


class AdoptSubjectForm(InvolveForm):
    """Take a subject of another case of the agency into this one."""

    label = _("Take into this case")
    words = _("One record of the agency is then in both cases; what is changed in one is in both.")


class EndInvolvementForm(ActForm):
    """Take a role from a subject."""

    label = _("End the role")
    words = _("That the subject had this role in the case remains.")
    part = Involvement

    def carry_out(self) -> object:
        return acts.end_involvement(self.context, involvement=self.target.part.pk)


ACTS: dict[str, type[ActForm]] = {
    "add-subject": AddSubjectForm,
    "edit-subject": EditSubjectForm,
    "involve-subject": InvolveForm,
    "adopt-subject": AdoptSubjectForm,
    "end-involvement": EndInvolvementForm,
}
