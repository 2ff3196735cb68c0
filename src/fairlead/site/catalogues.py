"""Translations: compiled where they are missing or stale, because a bare machine has no gettext."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent.parent / "locale"


def compile_stale() -> list[Path]:
    """Write the ``.mo`` beside every ``.po`` that is newer, and return what was written."""
    return [
        _compile(source)
        for source in sorted(FOLDER.glob("*/LC_MESSAGES/*.po"))
        if _is_stale(source)
    ]


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> Path:
    with source.open("rb") as stream:
        catalogue = read_po(stream)
    target = source.with_suffix(".mo")
    partial = target.with_suffix(".mo.partial")
    with partial.open("wb") as stream:
        write_mo(stream, catalogue)
    return partial.replace(target)
