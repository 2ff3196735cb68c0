"""The language of what a person reads at the terminal.

Explanations have one wording, that of the pages, so the same catalogues are opened here. An
installation is not needed for it: where no settings are in use, the few that words need are.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import StrEnum

from fairlead.core.languages import LANGUAGES

ORIGIN = "en"


class Language(StrEnum):
    """A language of the United Nations."""

    AR = "ar"
    EN = "en"
    ES = "es"
    FR = "fr"
    RU = "ru"
    ZH = "zh-hans"


def of_environment(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language that the terminal asks for, or English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):  # the first that is set decides, as everywhere
            asked = environment.get("LANGUAGE", "").split(":") if value[:1] not in "CP" else []
            return next(filter(None, map(_known, [*asked, value])), ORIGIN)
    return ORIGIN


def _known(tag: str) -> str:
    """Return our code of a tag such as ``fr_BE.UTF-8``; nothing of a language we do not have."""
    plain = tag.partition(".")[0].partition("@")[0].lower().replace("_", "-")
    if plain in {"zh", "zh-cn", "zh-sg"} or plain.startswith("zh-hans"):
        return "zh-hans"
    return plain[:2] if plain[:2] in LANGUAGES and plain[2:3] in {"", "-"} else ""


@contextmanager
def speaking(language: str | None) -> Iterator[str]:
    """Let everything within be said in a language; by default in that of the environment."""
    _open_catalogues()
    from django.utils import translation

    chosen = language or of_environment()
    with translation.override(chosen):
        yield chosen


def _open_catalogues() -> None:
    from django.apps import apps
    from django.conf import settings

    from fairlead.site import catalogues

    if not settings.configured:
        settings.configure(LOCALE_PATHS=[catalogues.FOLDER], USE_I18N=True, LANGUAGE_CODE=ORIGIN)
    if not apps.ready:
        apps.populate(settings.INSTALLED_APPS)
    with suppress(OSError):  # a folder that cannot be written to was made ready before
        catalogues.compile_stale()
