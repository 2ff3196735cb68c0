"""Moments, days and scripts as the reader's language writes them."""

from datetime import date, datetime

from babel.dates import format_skeleton, format_time, get_datetime_format
from django.utils.translation import get_language, to_locale

from fairlead.core.text import Script, script_of

# English as the United Nations write it: the day before the month, and twenty-four hours.
_ENGLISH = "en_GB"
# The codes of ISO 15924, for what chooses a typeface or a voice by language.
CODES = {
    Script.LATIN: "Latn",
    Script.ARABIC: "Arab",
    Script.CYRILLIC: "Cyrl",
    Script.HAN: "Hani",
    Script.HANGUL: "Hang",
    Script.KANA: "Jpan",
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


def language_of(text: str) -> str:
    """Return a language tag that says nothing but the script.

    >>> language_of("نهج")
    'und-Arab'
    """
    code = CODES.get(script_of(text), "")
    return f"und-{code}" if code else "und"


def locale() -> str:
    """Return the name under which Babel knows how this reader writes."""
    found = to_locale(get_language() or "en")
    return _ENGLISH if found == "en" else found


def in_short(moment: date) -> str:
    """Write a day, or a moment to the minute in UTC: “20 Nov 2026, 13:10”."""
    day = format_skeleton("yMMMd", moment, locale=locale())
    if not isinstance(moment, datetime):
        return day
    both = str(get_datetime_format("medium", locale=locale()))
    return both.format(format_time(moment, "HH:mm", locale=locale()), day).replace("'", "")
