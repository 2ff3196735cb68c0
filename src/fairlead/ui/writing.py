"""Scripts by their codes of ISO 15924, for what chooses a typeface or a voice by language."""

from fairlead.core.text import Script, script_of

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
