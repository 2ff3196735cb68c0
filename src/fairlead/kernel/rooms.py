"""All rooms of the house, as they declared themselves."""

from django.apps import apps

from fairlead.core.registration import Room


def rooms() -> dict[str, Room]:
    """Return every room's declaration by its app label, from the lowest floor up."""
    return {
        config.label: room
        for config in reversed(list(apps.get_app_configs()))
        if isinstance(room := getattr(config, "room", None), Room)
    }
