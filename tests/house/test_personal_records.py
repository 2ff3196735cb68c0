"""Every record about a person declares its class, its readable columns and its term."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models

from fairlead.core.ledger import Verb
from fairlead.core.retention import Action, Law, read_profile, shipped
from fairlead.kernel.access import policy
from fairlead.kernel.retention.models import PersonalRecord
from tests.registry.models import Booking

# Columns that could hold words or days about a person; numbers, moments, codes from a list and
# references to other records cannot.
WORDS = (models.CharField, models.TextField, models.JSONField, models.DateField)


def personal() -> list[type[PersonalRecord]]:
    return [model for model in apps.get_models() if issubclass(model, PersonalRecord)]


def undeclared(found: Iterable[type[PersonalRecord]]) -> Iterator[str]:
    """Columns of words that are neither sealed nor named as coarse."""
    inherited = {field.name for field in PersonalRecord._meta.get_fields()}
    for model in found:
        for field in model._meta.concrete_fields:
            if (
                isinstance(field, WORDS)
                and not isinstance(field, models.DateTimeField)
                and not field.choices
                and field.name not in inherited
                and field.name not in model.coarse
            ):
                yield f"{model._meta.label}.{field.name}"


def endless(found: Iterable[type[PersonalRecord]], law: Law) -> Iterator[str]:
    """Models of which a law does not say when their records are erased."""
    for model in found:
        rules = law.schedule(model.record_class).rules(model.record_class)
        if not any(rule.action is Action.ERASE for rule in rules):
            yield f"{model._meta.label} ({model.record_class})"


def law(code: str) -> Law:
    return Law([read_profile(shipped(name), f"{name}.toml") for name in (code, "generic")])


def test_every_column_of_words_is_sealed_or_named_as_coarse() -> None:
    assert list(undeclared(personal())) == []


def test_a_column_of_words_that_nobody_named_is_found() -> None:
    class Loose(PersonalRecord):
        record_class = "cases.loose"
        data_class = "loose"
        coarse = ("code",)

        code = models.CharField(max_length=3)
        nickname = models.CharField(max_length=30)
        born = models.DateField(null=True)
        seen_at = models.DateTimeField(null=True)

        class Meta(PersonalRecord.Meta):
            app_label = "registry"

    try:
        assert list(undeclared([Loose])) == ["registry.Loose.nickname", "registry.Loose.born"]
    finally:
        del apps.all_models["registry"]["loose"]
        apps.clear_cache()


def test_every_personal_record_ends_under_every_shipped_profile() -> None:
    for code in ("icao-annex9", "eu-pnr"):
        assert list(endless(personal(), law(code))) == []


def test_a_record_that_never_ends_is_found() -> None:
    assert list(endless([Booking], law("generic"))) == ["registry.Booking (travel.pnr)"]


def test_retention_reaches_every_class_of_data() -> None:
    """A class that no purpose and no duty names would be out of reach of the run."""
    for model in personal():
        classes = policy.table().classes("duty:retention", frozenset({"duty:retention"}))
        assert model.data_class in classes, model._meta.label
    assert Verb.ERASE
