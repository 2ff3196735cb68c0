"""Values of evidence as the reader's language writes them: dates, countries, numbers, scripts."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext, pgettext_lazy, to_locale
from django.utils.translation import gettext_lazy as _

from fairlead.core.places import countries
from fairlead.core.registration import Label
from fairlead.core.text import Script, script_of
from fairlead.kernel.wording import ORIGIN

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:/(\d{4}))?(~?)")
_NUMBER: Final = re.compile(r"([\w-]+):(.*?)(?: \((\w+)\))?", re.DOTALL)

_GENDERS: Final[Mapping[str, Label]] = {
    "male": pgettext_lazy("gender of a person", "male"),
    "female": pgettext_lazy("gender of a person", "female"),
    "other": pgettext_lazy("gender of a person", "other"),
}
_KINDS: Final[Mapping[str, Label]] = {
    "passport": pgettext_lazy("kind of a number", "passport"),
    "id": pgettext_lazy("kind of a number", "identity document"),
    "tax": pgettext_lazy("kind of a number", "tax number"),
    "registration": pgettext_lazy("kind of a number", "registration number"),
    "phone": pgettext_lazy("kind of a number", "telephone"),
    "email": pgettext_lazy("kind of a number", "e-mail address"),
    "imo": pgettext_lazy("kind of a number", "IMO number of a ship"),
    "imo-company": pgettext_lazy("kind of a number", "IMO number of a company"),
    "call-sign": pgettext_lazy("kind of a number", "call sign"),
    "aircraft-address": pgettext_lazy("kind of a number", "address of an aircraft"),
    "aircraft-registration": pgettext_lazy("kind of a number", "registration of an aircraft"),
    "ship-registration": pgettext_lazy("kind of a number", "registration of a ship"),
    **dict.fromkeys(
        ("bitcoin", "ethereum", "tron", "monero"),
        pgettext_lazy("kind of a number", "address of a wallet"),
    ),
    **{name: name.upper() for name in ("iban", "lei", "bic", "isin", "mmsi")},
}
_NATIONAL: Final = pgettext_lazy("kind of a number", "national number")

# ISO 15924 codes of the scripts that are told apart, by which CLDR names them.
_SCRIPTS: Final[Mapping[Script, str]] = {
    Script.LATIN: "Latn",
    Script.ARABIC: "Arab",
    Script.CYRILLIC: "Cyrl",
    Script.HAN: "Hani",
    Script.HANGUL: "Hang",
    Script.KANA: "Hrkt",
    Script.HEBREW: "Hebr",
    Script.GREEK: "Grek",
    Script.DEVANAGARI: "Deva",
    Script.BENGALI: "Beng",
    Script.GURMUKHI: "Guru",
    Script.GUJARATI: "Gujr",
    Script.TAMIL: "Taml",
    Script.TELUGU: "Telu",
    Script.KANNADA: "Knda",
    Script.MALAYALAM: "Mlym",
    Script.SINHALA: "Sinh",
    Script.THAI: "Thai",
    Script.LAO: "Laoo",
    Script.MYANMAR: "Mymr",
    Script.KHMER: "Khmr",
    Script.TIBETAN: "Tibt",
    Script.ARMENIAN: "Armn",
    Script.GEORGIAN: "Geor",
    Script.ETHIOPIC: "Ethi",
    Script.SYRIAC: "Syrc",
    Script.THAANA: "Thaa",
    Script.MONGOLIAN: "Mong",
}
_RIGHT_TO_LEFT: Final = frozenset({Script.ARABIC, Script.HEBREW, Script.SYRIAC, Script.THAANA})

# Where the table of names gives French and Spanish one place between them, and CLDR neither.
_PLACES: Final = {("bn", "fr"): 0, ("bn", "es"): 1, ("ci", "es"): 1, ("ci", "en"): 1}
_BY_SCRIPT: Final = {"ar": Script.ARABIC, "ru": Script.CYRILLIC, "zh": Script.HAN}


def locale() -> Locale:
    """Return the locale of the language that is active; English as the United Nations write it."""
    tag = to_locale(get_language() or ORIGIN)
    return Locale.parse("en_GB" if tag == ORIGIN else tag)


def shown(code: str, value: str) -> str:
    """Return a value of a piece of evidence as the reader's language writes it."""
    room = code.partition(".")[0]
    if not value:
        return ""
    if room == "date":
        return written_date(value)
    if room in {"nationality", "country"}:
        return country_name(value)
    if room == "gender":
        return str(_GENDERS.get(value, value))
    return _identifier(value) if room == "identifier" else value


def written_date(value: str) -> str:
    """Return a date as the language writes it: a day, a month, a year, years, about a year."""
    found = _DATE.fullmatch(value)
    if not found:
        return value
    year, month, day, last, about = found.groups()
    text = _dated(int(year), int(month or 0), int(day or 0))
    if last:
        text = gettext("{first} to {last}").format(first=year, last=last)
    return gettext("about {date}").format(date=text) if about else text


def _dated(year: int, month: int, day: int) -> str:
    if day:
        text = str(format_date(date(year, month, day), "long", locale=locale()))
    elif month:
        text = str(format_skeleton("yMMMM", date(year, month, 1), locale=locale()))
    else:
        text = f"{year:04}"
    return text.removesuffix("г.").rstrip()  # Russian ends a year with a point, as a sentence does


def country_name(code: str) -> str:
    """Return the name of a country: that of the United Nations, where it has one."""
    language = locale().language
    known = countries().get(code)
    names = known.names if known else ()
    latin = [name for name in names if script_of(name) is Script.LATIN]
    for name in names:
        if script_of(name) is _BY_SCRIPT.get(language):
            return name
    short = _before_others(names) or latin
    if not short:
        return str(locale().territories.get(code.upper(), code.upper()))
    return _by_language(code, short, language)


def _before_others(names: tuple[str, ...]) -> list[str]:
    """Return the names in English, French and Spanish, each once, that stand before the others."""
    ends = [at for at, name in enumerate(names) if script_of(name) is not Script.LATIN]
    return list(names[: ends[0]]) if ends and ends[0] <= 3 else []  # noqa: PLR2004 - languages


def _by_language(code: str, names: list[str], language: str) -> str:
    if (code, language) in _PLACES:
        return names[_PLACES[code, language]]
    if language not in {"fr", "es"} or countries()[code].heirs:
        return names[0]
    if len(names) == 2:  # noqa: PLR2004 - English, and either French or Spanish
        usual = str(locale().territories.get(code.upper()))
        other = str(Locale("es" if language == "fr" else "fr").territories.get(code.upper()))
        if usual in names:
            return usual
        return names[1 - names.index(other)] if other in names else names[0]
    return names[min(len(names) - 1, ("en", "fr", "es").index(language))]


def _identifier(value: str) -> str:
    found = _NUMBER.fullmatch(value)
    if not found:
        return value
    kind, number, issuer = found.groups()
    words = {"kind": _KINDS.get(kind, _NATIONAL), "number": number}
    if not issuer:
        return gettext("{kind} {number}").format(**words)
    return gettext("{kind} {number} ({country})").format(**words, country=country_name(issuer))


def script_label(text: str) -> str:
    """Name the script of a text."""
    script = _SCRIPTS.get(script_of(text))
    return str(locale().scripts[script]) if script else str(_("other signs"))


def runs_left(text: str) -> bool:
    """Say whether a text is written from right to left."""
    return script_of(text) in _RIGHT_TO_LEFT


def points(weight: int) -> str:
    """Return a weight with its sign, in thousandths of a natural logarithm."""
    return str(format_decimal(weight, format="+#,##0;−#,##0" if weight else "0", locale=locale()))


def number(value: int) -> str:
    """Return a whole number as the language writes it."""
    return str(format_decimal(value, locale=locale()))
