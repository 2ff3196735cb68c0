"""What a configuration must be before a process may start with it.

Each rule names the option that is wrong. What would be unsafe in production is refused there
only; everything else is refused everywhere.
"""

import re
import stat
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from fairlead.core.errors import Misconfigured
from fairlead.site.options import Configuration

MODES = ("production", "demonstration", "test")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
DEMONSTRATION_MARK = "DEMONSTRATION"
LONGEST_IDLE_MINUTES = 60
LONGEST_SESSION_HOURS = 24
LAST_PORT = 65535

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_PROFILE = re.compile(_NAME.pattern + r"|/[^\n]+\.toml")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL}){{0,20}}|\[[0-9A-Fa-f:.]{{2,45}}\]")
_ORIGIN = re.compile(r"https?://([^/?#@\s]+?)(?::([0-9]{1,5}))?")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO

Rule = tuple[str, Callable[[Configuration], bool], str]

RULES: tuple[Rule, ...] = (
    ("mode", lambda chosen: chosen.mode in MODES, f"must be one of {', '.join(MODES)}"),
    (
        "node",
        lambda chosen: _NAME.fullmatch(chosen.node) is not None,
        "must be letters, digits, dots and hyphens, at most 100",
    ),
    (
        "profile",
        lambda chosen: _PROFILE.fullmatch(chosen.profile) is not None,
        "must be the name of a jurisdiction profile, or the whole path of a .toml file",
    ),
    (
        "language",
        lambda chosen: re.fullmatch(r"[a-z]{2}(-[a-z]{2,8})?", chosen.language) is not None,
        "must be the code of a language",
    ),
    (
        "hosts",
        lambda chosen: bool(chosen.hosts) and all(map(_HOST.fullmatch, chosen.hosts)),
        "must be host names, each of them whole: a wildcard would let others name this site",
    ),
    (
        "origin",
        lambda chosen: not chosen.origin or _is_origin(chosen.origin),
        "must be http(s)://host or http(s)://host:port, and no more",
    ),
    (
        "database",
        lambda chosen: chosen.database == "sqlite" or _is_postgres(chosen.database),
        "must be sqlite or postgres://user@host:port/name, without a password",
    ),
    (
        "breached_passwords",
        lambda chosen: chosen.breached_passwords is None or chosen.breached_passwords.is_file(),
        "must be a file that is there",
    ),
    ("address", lambda chosen: _is_address(chosen.address), "must be an IP address"),
    (
        "metrics_address",
        lambda chosen: _is_address(chosen.metrics_address),
        "must be an IP address",
    ),
    ("port", lambda chosen: 0 < chosen.port <= LAST_PORT, "must be between 1 and 65535"),
    (
        "breached_passwords",
        lambda chosen: not chosen.breached_passwords or chosen.breached_passwords.is_file(),
        "is no file",
    ),
    (
        "metrics_port",
        lambda chosen: 0 <= chosen.metrics_port <= LAST_PORT and chosen.metrics_port != chosen.port,
        "must be between 0 and 65535, and not the port of the pages",
    ),
    (
        "metrics_worker_port",
        lambda chosen: 0 <= chosen.metrics_worker_port <= LAST_PORT,
        "must be between 0 and 65535",
    ),
    (
        "metrics_token_file",
        lambda chosen: _keeps_metrics_home(chosen) or chosen.metrics_token_file is not None,
        "is needed where metrics leave the machine",
    ),
    (
        "session_idle_minutes",
        lambda chosen: 0 < chosen.session_idle_minutes <= LONGEST_IDLE_MINUTES,
        f"must be 1 to {LONGEST_IDLE_MINUTES}",
    ),
    (
        "session_hours",
        lambda chosen: 0 < chosen.session_hours <= LONGEST_SESSION_HOURS,
        f"must be 1 to {LONGEST_SESSION_HOURS}",
    ),
    ("proxies", lambda chosen: 0 <= chosen.proxies <= 10, "must be 0 to 10"),  # noqa: PLR2004 - a chain longer than that is a mistake
    ("largest_request", lambda chosen: chosen.largest_request > 0, "must be at least 1"),
    ("limit_address", lambda chosen: chosen.limit_address > 0, "must be at least 1"),
    ("limit_account", lambda chosen: chosen.limit_account > 0, "must be at least 1"),
    ("limit_key", lambda chosen: chosen.limit_key > 0, "must be at least 1"),
    ("witness_limit", lambda chosen: chosen.witness_limit > 0, "must be at least 1"),
    (
        "log_level",
        lambda chosen: chosen.log_level in LOG_LEVELS,
        f"must be one of {', '.join(LOG_LEVELS)}",
    ),
    (
        "keys",
        lambda chosen: not _is_within(chosen.keys, chosen.data),
        "must be outside the data folder and its backups",
    ),
    (
        "keys",
        lambda chosen: not _is_open_to_others(chosen.keys),
        "must be a folder that its owner only may enter (chmod 700)",
    ),
    (
        "address",
        lambda chosen: chosen.mode != "test" or ip_address(chosen.address).is_loopback,
        "must be this machine's own in test mode, whose secret everybody knows",
    ),
)

IN_PRODUCTION: tuple[Rule, ...] = (
    (
        "proxies",
        lambda chosen: chosen.proxies > 0,
        "must be at least 1 in production: encryption ends at a proxy of yours",
    ),
    ("debug", lambda chosen: not chosen.debug, "must be false in production"),
    (
        "keys",
        lambda chosen: not (chosen.keys / DEMONSTRATION_MARK).exists(),
        "holds demonstration keys, which production must not use",
    ),
    (
        "origin",
        lambda chosen: chosen.origin.startswith("https://"),
        "must be set and begin with https:// in production",
    ),
)


def check(chosen: Configuration) -> None:
    """Raise `Misconfigured` at the first rule that is broken."""
    rules = RULES + (IN_PRODUCTION if chosen.mode == "production" else ())
    for option, holds, words in rules:
        if not holds(chosen):
            raise Misconfigured(words, place=option)


def _is_origin(origin: str) -> bool:
    found = _ORIGIN.fullmatch(origin)
    if found is None or not _HOST.fullmatch(found.group(1)):
        return False
    return found.group(2) is None or 0 < int(found.group(2)) <= LAST_PORT


def _is_postgres(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    plain = parts.scheme == "postgres" and not (parts.password or parts.query or parts.fragment)
    name = re.fullmatch(r"/[A-Za-z0-9_.-]{1,63}", parts.path) is not None
    return plain and name and port != 0


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _keeps_metrics_home(chosen: Configuration) -> bool:
    served = chosen.metrics_port or chosen.metrics_worker_port
    return not served or ip_address(chosen.metrics_address).is_loopback


def _is_within(inner: Path, outer: Path) -> bool:
    """Whether one folder is the other or in it, wherever links lead."""
    return inner.resolve().is_relative_to(outer.resolve())


def _is_open_to_others(folder: Path) -> bool:
    try:
        return bool(folder.stat().st_mode & _OTHERS)
    except OSError:
        return False  # it is not there yet, and will be made with the right permissions
