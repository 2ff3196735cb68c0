"""What an administrator can set, from the environment or one TOML file, checked at start.

A value from the environment (``FAIRLEAD_PORT``) wins over the file named in
``FAIRLEAD_CONFIGURATION`` (``port = 8080``). Anything unknown, malformed or unsafe stops the
process with a message that names the place: what is set is in ``options``, what is sound in
``soundness``. Secrets are files with strict permissions, never values.
"""

import os
import re
import stat
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_type_hints

from fairlead.core.errors import Misconfigured
from fairlead.site import soundness
from fairlead.site.options import Configuration
from fairlead.site.soundness import DEMONSTRATION_MARK

__all__ = ["DEMONSTRATION_MARK", "Configuration", "from_process", "load", "secret"]

PREFIX = "FAIRLEAD_"
FILE_VARIABLE = "FAIRLEAD_CONFIGURATION"
SHORTEST_SECRET, LONGEST_SECRET = 32, 10_000  # 32 hexadecimal digits are 128 bits

# Read by the test-suite, the scripts or the file finder, not by the product.
FOREIGN_VARIABLES = frozenset({FILE_VARIABLE})
FOREIGN_PREFIXES = ("FAIRLEAD_TEST_", "FAIRLEAD_SHARED")
SITE_SECRET, EARLIER_SECRET = "site-secret", "site-secret.earlier"
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def load(environment: Mapping[str, str]) -> Configuration:
    """Read, merge and check; raise `Misconfigured` at the first thing that is wrong."""
    values = _from_file(environment.get(FILE_VARIABLE, "")) | _from_environment(environment)
    configuration = Configuration(**values)
    soundness.check(configuration)
    return configuration


def secret(folder: Path, name: str) -> str:
    """Return the secret in this file, which nobody but its owner may read."""
    path = folder / name
    try:
        with path.open("rb") as stream:
            found = os.fstat(stream.fileno())  # of the very file that is read
            text = stream.read(LONGEST_SECRET).decode("ascii").strip()
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", "") or "it is not plain ASCII"
        raise Misconfigured(f"cannot be read: {words}", place=str(path)) from error
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Misconfigured("must be readable by its owner only (chmod 600)", place=str(path))
    if found.st_uid not in (0, os.geteuid()):
        raise Misconfigured("must belong to the account that runs this", place=str(path))
    if len(text) < SHORTEST_SECRET:
        raise Misconfigured("is too short to be a secret", place=str(path))
    return text


def earlier_secrets(folder: Path) -> list[str]:
    """Return the secret that was replaced, as long as something may still be sealed under it."""
    return [secret(folder, EARLIER_SECRET)] if (folder / EARLIER_SECRET).exists() else []


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    values = {}
    for name, raw in environment.items():
        if not name.startswith(PREFIX) or name in FOREIGN_VARIABLES:
            continue
        if name.startswith(FOREIGN_PREFIXES):
            continue
        if name != name.upper():  # two spellings of one name would leave it to chance
            raise Misconfigured("is written in capital letters", place=name)
        values.update(_value(name.removeprefix(PREFIX).lower(), raw, place=name))
    return values


def _from_file(name: str) -> dict[str, Any]:
    if not name:
        return {}
    try:
        path = Path(name)
        if path.stat().st_mode & _OTHERS_MAY_WRITE:
            raise Misconfigured("must be writable by its owner only (chmod 644)", place=name)
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Misconfigured(f"cannot be read: {error}", place=name) from error
    values = {}
    for key, raw in table.items():
        values.update(_value(key, raw, place=f"{name}: {key}"))
    return values


def _value(name: str, raw: object, *, place: str) -> dict[str, Any]:
    convert = _CONVERTERS.get(_TYPES.get(name))
    if convert is None:
        known = ", ".join(sorted(_TYPES))
        raise Misconfigured(f"is not a setting; the settings are {known}", place=place)
    try:
        return {name: convert(raw)}
    except (TypeError, ValueError) as error:
        raise Misconfigured(str(error), place=place) from error


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise TypeError("must be a text")
    if not raw.isprintable():
        raise ValueError("must not hold control characters")
    return raw


def _number(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise TypeError("must be a whole number")
    if not re.fullmatch(r"-?[0-9]{1,9}", str(raw)):
        raise ValueError(f"must be a whole number, not {raw!r}")
    return int(raw)


def _truth(raw: object) -> bool:
    if raw is True or raw == "true":
        return True
    if raw is False or raw == "false":
        return False
    raise ValueError(f"must be true or false, not {raw!r}")


def _texts(raw: object) -> tuple[str, ...]:
    if raw == "":
        return ()
    items = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(items, list):
        raise TypeError("must be a list, or texts with commas between them")
    found = tuple(_text(item).strip() for item in items)
    if not all(found):
        raise ValueError("holds an empty text")
    return found


def _path(raw: object) -> Path:
    text = _text(raw)
    if not text:
        raise ValueError("must be a path")
    try:
        return Path(os.path.normpath(Path(text).expanduser().absolute()))
    except RuntimeError:
        raise ValueError("names somebody who has no home") from None


_CONVERTERS: dict[object, Callable[[object], Any]] = {
    str: _text,
    int: _number,
    bool: _truth,
    Path: _path,
    Path | None: _path,
    tuple[str, ...]: _texts,
}
_TYPES = get_type_hints(Configuration)


def from_process() -> Configuration:
    """Load from this process's own environment."""
    return load(os.environ)
