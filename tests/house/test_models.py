"""Foreign keys keep the walls too, and no personal record is without a term."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models
from django.db.models import Model

KERNEL = (
    "audit",
    "people",
    "access",
    "gateway",
    "jobs",
    "retention",
    "files",
    "tables",
    "cases",
    "screening",
)


def place_of(model: type[Model]) -> tuple[str, str]:
    """Return floor and room: ``("kernel", "cases")``; ("", "") for a library's model."""
    parts = model.__module__.split(".")
    return (parts[1], parts[2]) if parts[0] == "fairlead" else ("", "")


def crossings(all_models: Iterable[type[Model]]) -> Iterator[str]:
    """Find foreign keys between desks, from the kernel to a desk, and against kernel order."""
    for model in all_models:
        floor, room = place_of(model)
        for field in model._meta.get_fields():
            target = field.related_model
            if field.auto_created or not isinstance(target, type) or not issubclass(target, Model):
                continue
            target_floor, target_room = place_of(target)
            between_desks = floor == target_floor == "desks" and room != target_room
            upwards = floor == "kernel" and target_floor == "desks"
            against_order = floor == target_floor == "kernel" and KERNEL.index(
                target_room
            ) > KERNEL.index(room)
            if between_desks or upwards or against_order:
                yield f"{room}.{model.__name__}.{field.name} → {target_room}.{target.__name__}"


def test_no_foreign_key_crosses_a_wall() -> None:
    assert list(crossings(apps.get_models())) == []


def test_a_planted_foreign_key_is_found() -> None:
    class Report(models.Model):
        class Meta:
            app_label = "finance"

    class Flight(models.Model):
        report = models.ForeignKey(Report, models.CASCADE)

        class Meta:
            app_label = "travel"

    Report.__module__ = "fairlead.desks.finance.models"
    Flight.__module__ = "fairlead.desks.travel.models"
    try:
        assert list(crossings([Flight, Report])) == ["travel.Flight.report → finance.Report"]
    finally:
        del apps.all_models["finance"]["report"], apps.all_models["travel"]["flight"]
        apps.clear_cache()
