"""Everything that is about persons or by them has a declared term: docs/rights/terms.md.

After a wanted change::

    FAIRLEAD_TEST_WRITE=terms script/test tests/house/test_terms.py
"""

import os
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models

from fairlead.core.registration import Room, Term
from fairlead.core.retention import Law, Rule, read_profile, shipped
from fairlead.kernel.access.models import Protected
from fairlead.kernel.retention.models import PersonalRecord
from tests.servers import ROOT

FILE = ROOT / "docs" / "rights" / "terms.md"
HEAD = """# What ends when

Every class of records and rows about persons, or with the words of staff, as the rooms of the house
declare them, and what the law says of it: here by the default profile, `icao-annex9`, and `generic`
behind it. `fairlead retention law` shows the law in force where you are. This file is compared
with the running code by `tests/house/test_terms.py`.

Sealed records end by the destruction of their keys. Rows of staff (`staff.…`) hold nothing sealed:
they are deleted, and an account keeps its id alone, to which the entries of the ledger refer.

| class | what | clock | after | then | by |
|---|---|---|---|---|---|
"""

# Plain rows that name or quote somebody and have no term, each with its reason.
WITHOUT_TERM = {
    "people.RoleGrant": "says who might do what when: kept as long as the accounts it names",
    "people.FocalPoint": "a public office, and a reference to an account",
    "people.ApiKey": "ends with its account, which takes its label along",
    "people.Invitation": "forgotten thirty days after its day, by clearing",
    "people.RecoveryCode": "digests; ends with its account",
    "people.Agency": "no person",
    "access.Share": "references only; who shared is an id",
    "access.Supervision": "two agencies; no person",
    "access.PolicyText": "no person",
    "retention.LegalHold": "an order, by its number; who placed it is an id",
    "retention.LawInForce": "a law",
    "retention.Run": "counts",
    "audit": "the ledger: header for ever, payloads by audit.payload",
    "jobs": "references; finished ones are forgotten by clearing",
    "gateway": "sealed answers, forgotten after a day",
    "cases.Serial": "numbers",
}
WORDY = 150  # characters: a column in which a sentence fits


def declared() -> list[Term]:
    configs = [c for c in apps.get_app_configs() if c.name.startswith("fairlead.")]
    rooms = [room for c in configs if isinstance(room := getattr(c, "room", None), Room)]
    return [term for room in rooms for term in room.terms]


def law() -> Law:
    return Law([read_profile(shipped(code), code) for code in ("icao-annex9", "generic")])


def product_models() -> Iterator[type[models.Model]]:
    for config in apps.get_app_configs():
        if config.name.startswith("fairlead."):
            yield from config.get_models()


def holds_words_or_names(model: type[models.Model]) -> bool:
    return any(
        isinstance(field, models.TextField | models.JSONField)
        or (isinstance(field, models.CharField) and (field.max_length or 0) >= WORDY)
        or field.related_model is apps.get_model("people.Account")
        for field in model._meta.concrete_fields
    )


def undeclared(found: Iterable[type[models.Model]]) -> set[str]:
    """Return models that need a term, have none, and give no reason."""
    known = {term.model for term in declared()}
    missing = set()
    for model in found:
        label = model._meta.label
        reason = label in WITHOUT_TERM or model._meta.app_label in WITHOUT_TERM
        personal = issubclass(model, PersonalRecord)
        plain = not issubclass(model, Protected) and holds_words_or_names(model)
        if (personal or (plain and not reason)) and label not in known:
            missing.add(label)
    return missing


def written() -> str:
    rows: list[str] = []
    for record_class in sorted({term.record_class for term in declared()}):
        names = ", ".join(
            sorted({t.model.split(".")[1] for t in declared() if t.record_class == record_class})
        )
        rules = law().schedule(record_class).rules(record_class)
        rows += [_row(record_class, names, rule) for rule in rules]
    return HEAD + "\n".join(rows) + "\n"


def _row(record_class: str, names: str, rule: Rule) -> str:
    cells = (record_class, names, rule.clock, rule.term, rule.action, rule.citation)
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def test_the_file_says_what_is_declared() -> None:
    if os.environ.get("FAIRLEAD_TEST_WRITE") == "terms":
        FILE.write_text(written(), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == written(), __doc__


def test_every_declared_term_is_of_a_model_with_that_clock_and_ends() -> None:
    for term in declared():
        model = apps.get_model(term.model)
        for part in term.clock_start.split("__"):
            field = model._meta.get_field(part)
            model = field.related_model or model
        assert isinstance(field, models.DateTimeField), term
        rules = law().schedule(term.record_class).rules(term.record_class)
        assert any(rule.action == "erase" for rule in rules), term


def test_nothing_about_persons_is_without_a_term() -> None:
    assert undeclared(product_models()) == set()


def test_every_reason_is_of_something_that_is_there() -> None:
    labels = {model._meta.label for model in product_models()}
    rooms = {model._meta.app_label for model in product_models()}
    assert set(WITHOUT_TERM) <= labels | rooms


def test_a_table_with_words_that_nobody_declared_is_found() -> None:
    class Diary(models.Model):
        words = models.TextField()

        class Meta:
            app_label = "leaky"

    class Sketch(models.Model):
        code = models.CharField(max_length=20)

        class Meta:
            app_label = "leaky"

    try:
        assert undeclared([Diary, Sketch]) == {"leaky.Diary"}
    finally:
        del apps.all_models["leaky"]
        apps.clear_cache()
