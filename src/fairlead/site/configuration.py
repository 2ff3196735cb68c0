"""What an administrator can set, from the environment or one TOML file, checked at start.

A value from the environment (``FAIRLEAD_PORT``) wins over the file named in
``FAIRLEAD_CONFIGURATION`` (``port = 8080``). Anything unknown, malformed or unsafe stops the
process with a message that names the place. Secrets are files with strict permissions, never
values.
"""

import os
import stat
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from fairlead.core.errors import Misconfigured

PREFIX = "FAIRLEAD_"
FILE_VARIABLE = "FAIRLEAD_CONFIGURATION"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
MODES = ("production", "demonstration", "test")
DEMONSTRATION_MARK = "DEMONSTRATION"
LONGEST_IDLE_MINUTES = 60
LONGEST_SESSION_HOURS = 24

# Read by the test-suite, the scripts or the file finder, not by the product.
FOREIGN_VARIABLES = frozenset({FILE_VARIABLE})
FOREIGN_PREFIXES = ("FAIRLEAD_TEST_", "FAIRLEAD_SHARED")


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """Every setting of an installation, with its default."""

    mode: str = "production"
    node: str = "fairlead"
    data: Path = Path("var/data")
    keys: Path = Path("var/keys")
    database: str = "sqlite"  # or postgres://user@host:port/name
    database_password_file: Path | None = None
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    origin: str = ""  # https://fairlead.example, for the browser and for passkeys
    profile: str = "icao-annex9"
    language: str = "en"
    breached_passwords: Path | None = None  # a list of SHA-1 digests, sorted
    session_idle_minutes: int = 30
    session_hours: int = 12
    proxies: int = 0  # how many stand between the browsers and this server, and can be believed
    address: str = "127.0.0.1"
    port: int = 8000
    limit_address: int = 1200  # requests a minute from one network address
    limit_account: int = 600  # … of one account
    limit_key: int = 1200  # … with one key of the API
    metrics_address: str = "127.0.0.1"
    metrics_port: int = 0  # of the web server; 0: no metrics are served
    metrics_worker_port: int = 0  # of the worker
    metrics_token_file: Path | None = None  # needed where metrics leave the machine
    backups: Path | None = None  # where the doctor looks for the newest backup
    log_level: str = "INFO"
    debug: bool = False
    witnesses: tuple[str, ...] = ()  # folder:/path, syslog:address, or "https://… key"
    watched_ledgers: tuple[str, ...] = ()  # public keys of the ledgers that this node witnesses
    witness_limit: int = 900  # seconds for which a witness may fail before the doctor is alarmed

    @property
    def demonstration(self) -> bool:
        return self.mode == "demonstration"


def load(environment: Mapping[str, str]) -> Configuration:
    """Read, merge and check; raise `Misconfigured` at the first thing that is wrong."""
    values = _from_file(environment.get(FILE_VARIABLE, "")) | _from_environment(environment)
    configuration = Configuration(**values)
    _check(configuration)
    return configuration


def secret(folder: Path, name: str) -> str:
    """Return the secret in this file, which nobody but its owner may read."""
    path = folder / name
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise Misconfigured(f"cannot be read: {error.strerror}", place=str(path)) from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Misconfigured("must be readable by its owner only (chmod 600)", place=str(path))
    if len(text) < 32:  # noqa: PLR2004 - 32 hexadecimal digits are 128 bits
        raise Misconfigured("is too short to be a secret", place=str(path))
    return text


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    values = {}
    for name, raw in environment.items():
        if not name.startswith(PREFIX) or name in FOREIGN_VARIABLES:
            continue
        if name.startswith(FOREIGN_PREFIXES):
            continue
        values.update(_value(name.removeprefix(PREFIX).lower(), raw, place=name))
    return values


def _from_file(path: str) -> dict[str, Any]:
    if not path:
        return {}
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise Misconfigured(str(error), place=path) from error
    values = {}
    for name, raw in table.items():
        values.update(_value(name, raw, place=f"{path}: {name}"))
    return values


def _value(name: str, raw: object, *, place: str) -> dict[str, Any]:
    convert = _CONVERTERS.get(_TYPES.get(name, ""))
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
    return raw


def _number(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise TypeError("must be a whole number")
    try:
        return int(raw)
    except ValueError:
        raise ValueError(f"must be a whole number, not {raw!r}") from None


def _truth(raw: object) -> bool:
    if raw in (True, "true"):
        return True
    if raw in (False, "false"):
        return False
    raise ValueError(f"must be true or false, not {raw!r}")


def _texts(raw: object) -> tuple[str, ...]:
    items = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(items, list):
        raise TypeError("must be a list, or texts with commas between them")
    return tuple(_text(item).strip() for item in items)


def _path(raw: object) -> Path:
    return Path(_text(raw)).expanduser().absolute()


_CONVERTERS: dict[str, Callable[[object], Any]] = {
    "str": _text,
    "int": _number,
    "bool": _truth,
    "Path": _path,
    "Path | None": _path,
    "tuple[str, ...]": _texts,
}
_TYPES = {
    field.name: getattr(field.type, "__name__", str(field.type)) for field in fields(Configuration)
}
_TYPES |= {
    "breached_passwords": "Path | None",
    "database_password_file": "Path | None",
    "hosts": "tuple[str, ...]",
}
_TYPES |= {"metrics_token_file": "Path | None", "backups": "Path | None"}
_TYPES |= dict.fromkeys(("witnesses", "watched_ledgers"), "tuple[str, ...]")


def _check(configuration: Configuration) -> None:
    if configuration.mode not in MODES:
        raise Misconfigured(f"must be one of {', '.join(MODES)}", place="mode")
    if configuration.mode == "production":
        _check_production(configuration)
    if not 0 < configuration.port < 65536:  # noqa: PLR2004 - TCP ports
        raise Misconfigured("must be between 1 and 65535", place="port")
    if configuration.breached_passwords and not configuration.breached_passwords.is_file():
        raise Misconfigured("is no file", place=str(configuration.breached_passwords))
    if not 0 < configuration.session_idle_minutes <= LONGEST_IDLE_MINUTES:
        raise Misconfigured(f"must be 1 to {LONGEST_IDLE_MINUTES}", place="session_idle_minutes")
    if not 0 < configuration.session_hours <= LONGEST_SESSION_HOURS:
        raise Misconfigured(f"must be 1 to {LONGEST_SESSION_HOURS}", place="session_hours")
    _check_operation(configuration)
    if not configuration.database.startswith(("sqlite", "postgres://")):
        raise Misconfigured("must be sqlite or postgres://user@host:port/name", place="database")
    if _is_within(configuration.keys, configuration.data):
        raise Misconfigured("must be outside the data folder and its backups", place="keys")


def _check_production(configuration: Configuration) -> None:
    if configuration.debug:
        raise Misconfigured("must be false in production", place="debug")
    if (configuration.keys / DEMONSTRATION_MARK).exists():
        raise Misconfigured(
            "holds demonstration keys, which production must not use", place=str(configuration.keys)
        )
    if not configuration.origin.startswith("https://"):
        raise Misconfigured("must be set and begin with https:// in production", place="origin")


def _check_operation(configuration: Configuration) -> None:
    for name in ("limit_address", "limit_account", "limit_key"):
        if getattr(configuration, name) < 1:
            raise Misconfigured("must be at least 1", place=name)
    if configuration.log_level not in LOG_LEVELS:
        raise Misconfigured(f"must be one of {', '.join(LOG_LEVELS)}", place="log_level")
    served = configuration.metrics_port or configuration.metrics_worker_port
    local = ip_address(configuration.metrics_address).is_loopback
    if served and not local and not configuration.metrics_token_file:
        raise Misconfigured("is needed where metrics leave the machine", place="metrics_token_file")


def _is_within(inner: Path, outer: Path) -> bool:
    return inner.absolute().is_relative_to(outer.absolute())


def from_process() -> Configuration:
    """Load from this process's own environment."""
    return load(os.environ)
