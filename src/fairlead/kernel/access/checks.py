"""Ways around ``for_context`` that a model could open by its shape; found at every start.

A query starts at one model and may join others. The join from a protected record to another
protected one is bounded in ``bounds``. What remains are joins that start outside: a model that
is not protected must have no path to one that is, forward or backward.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.core.checks import CheckMessage, Error
from django.db import models

from fairlead.kernel.access.querysets import ProtectedManager, is_protected


def check_protected(
    app_configs: Sequence[AppConfig] | None,
    **_options: Any,  # noqa: ANN401 - Django's signature
) -> list[CheckMessage]:
    """Return every way around, as errors that stop the process."""
    configs = app_configs if app_configs is not None else list(installed.get_app_configs())
    return [
        fault
        for config in configs
        for model in config.get_models(include_auto_created=True)
        for fault in faults(model)
    ]


def faults(model: type[models.Model]) -> Iterator[CheckMessage]:
    """Yield what is wrong with one model."""
    if is_protected(model):
        yield from _faults_of_protected(model)
    else:
        yield from _ways_in(model)


def _faults_of_protected(model: type[models.Model]) -> Iterator[CheckMessage]:
    if not isinstance(model._base_manager, ProtectedManager):
        yield _error(model, "its base manager is open", 1)
    if not all(isinstance(manager, ProtectedManager) for manager in model._meta.managers):
        yield _error(model, "it has a manager that is open", 2)
    if not isinstance(getattr(model, "data_class", None), str):
        yield _error(model, "it names no class of data", 3)
    if model._meta.many_to_many:
        yield _error(model, "its many-to-many table would be unprotected: write it out", 4)
    for field in model._meta.concrete_fields:
        target = field.related_model
        if not isinstance(target, type) or is_protected(target):
            continue
        if not getattr(field.remote_field, "hidden", True):
            yield _error(
                model, f"{field.name} needs related_name='+': it leads back from outside", 5
            )


def _ways_in(model: type[models.Model]) -> Iterator[CheckMessage]:
    for field in model._meta.get_fields():
        target = field.related_model
        if not getattr(field, "concrete", False) or not isinstance(target, type):
            continue
        if is_protected(target):
            yield _error(model, f"{field.name} is a way to {target.__name__} without a context", 6)


def _error(model: type[models.Model], words: str, number: int) -> CheckMessage:
    return Error(f"{model._meta.label}: {words}", obj=model, id=f"access.E{number:03}")
