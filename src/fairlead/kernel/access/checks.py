"""Ways around ``for_context`` that a model could open by its shape; found at every start.

A query starts at one model and may join others. A join from a protected record to another
protected one is bounded in ``bounds``. What remain are joins that start outside. A way back
from an unprotected model is an error here; a way forward, from a model that only refers to a
protected one, is listed by :func:`ways_in`, and a house test keeps that list short and
reasoned. On PostgreSQL the second wall stands before both.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.core.checks import CheckMessage, Error
from django.db import models

from fairlead.kernel.access.models import Protected
from fairlead.kernel.access.querysets import ProtectedManager


def check_protected(
    app_configs: Sequence[AppConfig] | None,
    **_options: Any,  # noqa: ANN401 - Django's signature
) -> list[CheckMessage]:
    """Return what is wrong with protected models, as errors that stop the process."""
    configs = app_configs if app_configs is not None else list(installed.get_app_configs())
    return [
        Error(f"{model._meta.label}: {words}", obj=model, id="access.E001")
        for config in configs
        for model in config.get_models()
        if issubclass(model, Protected)
        for words in faults(model)
    ]


def faults(model: type[models.Model]) -> Iterator[str]:
    """Yield what is wrong with one protected model."""
    if not isinstance(model._base_manager, ProtectedManager):
        yield "its base manager is open"
    if not all(isinstance(manager, ProtectedManager) for manager in model._meta.managers):
        yield "it has a manager that is open"
    if not isinstance(getattr(model, "data_class", None), str):
        yield "it names no class of data"
    if model._meta.many_to_many:
        yield "the table of its many-to-many field would be open: write that out"
    for field in model._meta.concrete_fields:
        target = field.related_model
        outside = isinstance(target, type) and not issubclass(target, Protected)
        if outside and not getattr(field.remote_field, "hidden", True):
            yield f"{field.name} leads back from outside: it needs related_name='+'"


def ways_in(models_to_search: Sequence[type[models.Model]]) -> Iterator[str]:
    """Yield every foreign key that leads from an unprotected model to a protected one."""
    for model in models_to_search:
        if issubclass(model, Protected):
            continue
        for field in model._meta.get_fields():
            target = field.related_model
            if not getattr(field, "concrete", False) or not isinstance(target, type):
                continue
            if issubclass(target, Protected):
                yield f"{model._meta.label}.{field.name}"
