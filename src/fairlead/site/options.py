"""What an administrator can set: every option of an installation, with its default."""

from dataclasses import dataclass
from pathlib import Path


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
    largest_request: int = 64 * 1024 * 1024  # bytes; more is refused before it is read
    limit_address: int = 1200  # requests a minute from one network address
    limit_account: int = 600  # … of one account
    limit_key: int = 1200  # … with one key of the API
    metrics_address: str = "127.0.0.1"
    metrics_port: int = 0  # of the web server; 0: no metrics are served
    metrics_worker_port: int = 0  # of the worker
    metrics_token_file: Path | None = None  # needed where metrics leave the machine
    log_level: str = "INFO"
    debug: bool = False
    witnesses: tuple[str, ...] = ()  # folder:/path, syslog:address, or "https://… key"
    watched_ledgers: tuple[str, ...] = ()  # public keys of the ledgers that this node witnesses
    witness_limit: int = 900  # seconds for which a witness may fail before the doctor is alarmed

    @property
    def demonstration(self) -> bool:
        return self.mode == "demonstration"
