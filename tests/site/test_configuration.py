"""Whatever an administrator writes, the process starts soundly or says what is wrong and where."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import Misconfigured
from fairlead.site import configuration, soundness
from fairlead.site.configuration import Configuration, load, secret
from tests.installations import Installation, installation

NAMES = [field.name for field in fields(Configuration)]
SECRET = "0123456789abcdef" * 4


@pytest.fixture
def sound(tmp_path: Path) -> dict[str, str]:
    """An environment with which production starts."""
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    return {
        "FAIRLEAD_MODE": "production",
        "FAIRLEAD_ORIGIN": "https://fairlead.example",
        "FAIRLEAD_PROXIES": "1",
        "FAIRLEAD_KEYS": str(keys),
        "FAIRLEAD_DATA": str(tmp_path / "data"),
    }


def outcome(environment: dict[str, str]) -> Configuration | Misconfigured:
    """Load, and return the configuration or what is wrong; any other error is a failure."""
    try:
        return load(environment)
    except Misconfigured as problem:
        return problem


def place_of(environment: dict[str, str]) -> str:
    with pytest.raises(Misconfigured) as caught:
        load(environment)
    assert caught.value.message
    return caught.value.place


# ---------------------------------------------------------------- whatever is set

WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            *(
                "",
                "0",
                "-1",
                "1",
                "65535",
                "65536",
                "1e3",
                "0x10",
                "１",
                "true",
                "True",
                "on",
                "yes",
            ),
            *("production", "demonstration", "test", "sqlite", "sqlite3", "postgres://", "*"),
            *("postgres://u:p@h/d", "postgres://u@h:99999/d", "postgres://[::1/d", "https://x"),
            *("https://", "http://a/b", "https://a@b", ".example.org", "~nobody-at-all/x", "/tmp"),
            *("192.0.2.1", "::1", "localhost", "en", "xx-yy", "DEBUG", "debug", "\0", "a\nb"),
        ]
    ),
)


@given(st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=6))
def test_any_environment_loads_or_names_the_place(values: dict[str, str]) -> None:
    environment = {f"FAIRLEAD_{name.upper()}": value for name, value in values.items()}

    chosen = outcome(environment)

    if isinstance(chosen, Misconfigured):
        assert chosen.message
        assert chosen.place in {*environment, *NAMES}
        return
    for rule in (
        *soundness.RULES,
        *(soundness.IN_PRODUCTION if chosen.mode == "production" else ()),
    ):
        assert rule[1](chosen), rule[0]


@given(st.text(min_size=1, max_size=20).filter(lambda name: name.lower() not in NAMES))
def test_a_setting_that_is_not_there_is_named(name: str) -> None:
    if name.startswith(("TEST_", "SHARED")) or name == "CONFIGURATION":
        return

    assert place_of({f"FAIRLEAD_{name}": "x"}) == f"FAIRLEAD_{name}"


@given(
    st.one_of(
        st.binary(max_size=200),
        st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=3).map(
            lambda table: "".join(f"{k} = {json.dumps(v)}\n" for k, v in table.items()).encode()
        ),
    )
)
def test_any_file_loads_or_names_the_place(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "fairlead.toml"
    file.write_bytes(content)

    chosen = outcome({"FAIRLEAD_CONFIGURATION": str(file)})

    if isinstance(chosen, Misconfigured):
        assert chosen.place.startswith(str(file)) or chosen.place in NAMES


@pytest.mark.parametrize(
    "content",
    [
        b"port = 1.5",
        b"port = [1]",
        b"port = true",
        b"hosts = 'a'\nhosts = 'b'",
        b"a = " + b"[" * 5000,
    ],
)
def test_a_file_with_the_wrong_kind_of_value_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "fairlead.toml"
    file.write_bytes(content)

    assert place_of({"FAIRLEAD_CONFIGURATION": str(file)}).startswith(str(file))


@pytest.mark.parametrize("name", ["", "missing.toml", ".", "\0"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    path = f"{tmp_path}/{name}"

    assert place_of({"FAIRLEAD_CONFIGURATION": path}) == path


def test_a_file_that_others_may_write_is_not_believed(tmp_path: Path) -> None:
    file = tmp_path / "fairlead.toml"
    file.write_text("mode = 'test'")
    file.chmod(0o666)

    assert place_of({"FAIRLEAD_CONFIGURATION": str(file)}) == str(file)
    file.chmod(0o644)
    assert load({"FAIRLEAD_CONFIGURATION": str(file)}).mode == "test"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "fairlead.toml"
    file.write_text("mode = 'test'\nport = 8080\nhosts = ['a.example', 'b.example']\ndebug = true")

    chosen = load({"FAIRLEAD_CONFIGURATION": str(file), "FAIRLEAD_PORT": "9090"})

    assert (chosen.port, chosen.hosts, chosen.debug) == (9090, ("a.example", "b.example"), True)


def test_a_name_has_one_spelling() -> None:
    assert place_of({"FAIRLEAD_MODE": "test", "FAIRLEAD_Port": "1"}) == "FAIRLEAD_Port"


# ---------------------------------------------------------------- what production refuses


def test_a_sound_production_starts(sound: dict[str, str]) -> None:
    assert load(sound).mode == "production"


UNSOUND: list[tuple[dict[str, str], str]] = [
    ({"FAIRLEAD_DEBUG": "true"}, "debug"),
    ({"FAIRLEAD_ORIGIN": ""}, "origin"),
    ({"FAIRLEAD_ORIGIN": "http://fairlead.example"}, "origin"),
    ({"FAIRLEAD_ORIGIN": "https://fairlead.example/"}, "origin"),
    ({"FAIRLEAD_ORIGIN": "https://a@fairlead.example"}, "origin"),
    ({"FAIRLEAD_ORIGIN": "https://fairlead.example:0"}, "origin"),
    ({"FAIRLEAD_ORIGIN": "https://*.example"}, "origin"),
    ({"FAIRLEAD_HOSTS": "*"}, "hosts"),
    ({"FAIRLEAD_HOSTS": ".example"}, "hosts"),
    ({"FAIRLEAD_HOSTS": ""}, "hosts"),
    ({"FAIRLEAD_HOSTS": "a.example,,b.example"}, "FAIRLEAD_HOSTS"),
    ({"FAIRLEAD_HOSTS": "a.example/path"}, "hosts"),
    ({"FAIRLEAD_DATABASE": "postgres://fairlead:word@host/fairlead"}, "database"),
    ({"FAIRLEAD_DATABASE": "postgres://fairlead@host/"}, "database"),
    ({"FAIRLEAD_DATABASE": "postgres://fairlead@host:port/fairlead"}, "database"),
    ({"FAIRLEAD_DATABASE": "sqlite:///elsewhere"}, "database"),
    ({"FAIRLEAD_PORT": "0"}, "port"),
    ({"FAIRLEAD_PORT": "1_000"}, "FAIRLEAD_PORT"),
    ({"FAIRLEAD_METRICS_PORT": "8000"}, "metrics_port"),
    (
        {"FAIRLEAD_METRICS_PORT": "9100", "FAIRLEAD_METRICS_ADDRESS": "192.0.2.1"},
        "metrics_token_file",
    ),
    ({"FAIRLEAD_ADDRESS": "everywhere"}, "address"),
    ({"FAIRLEAD_NODE": "a b"}, "node"),
    ({"FAIRLEAD_PROFILE": "../../etc"}, "profile"),
    ({"FAIRLEAD_PROFILE": "/etc/passwd"}, "profile"),
    ({"FAIRLEAD_PROFILE": "law/utopia.toml"}, "profile"),
    ({"FAIRLEAD_DATA": ""}, "FAIRLEAD_DATA"),
    ({"FAIRLEAD_DATA": "~nobody-at-all/data"}, "FAIRLEAD_DATA"),
    ({"FAIRLEAD_DEBUG": "1"}, "FAIRLEAD_DEBUG"),
    ({"FAIRLEAD_PROXIES": "-1"}, "proxies"),
    ({"FAIRLEAD_PROXIES": "0"}, "proxies"),
    ({"FAIRLEAD_MODE": "test", "FAIRLEAD_ADDRESS": "192.0.2.1"}, "address"),
    ({"FAIRLEAD_MODE": "staging"}, "mode"),
]


@pytest.mark.parametrize(("changed", "place"), UNSOUND, ids=str)
def test_an_unsound_option_is_refused(
    sound: dict[str, str], changed: dict[str, str], place: str
) -> None:
    assert place_of(sound | changed) == place


@pytest.mark.parametrize("profile", ["eu-pnr", "/etc/fairlead/utopia.toml"])
def test_a_profile_is_one_that_ships_or_a_file_of_ones_own(
    sound: dict[str, str], profile: str
) -> None:
    assert load(sound | {"FAIRLEAD_PROFILE": profile}).profile == profile


def test_demonstration_keys_stay_in_the_demonstration(sound: dict[str, str]) -> None:
    (Path(sound["FAIRLEAD_KEYS"]) / configuration.DEMONSTRATION_MARK).touch()

    assert place_of(sound) == "keys"
    assert load(sound | {"FAIRLEAD_MODE": "demonstration"}).demonstration


@pytest.mark.parametrize("mode", [0o750, 0o705, 0o777, 0o711])
def test_a_key_folder_is_closed_to_others(sound: dict[str, str], mode: int) -> None:
    Path(sound["FAIRLEAD_KEYS"]).chmod(mode)

    assert place_of(sound) == "keys"


def keys_inside(sound: dict[str, str], tmp_path: Path) -> Iterator[tuple[str, str]]:
    data = tmp_path / "data"
    data.mkdir()
    yield str(data), str(data)
    yield str(data), str(data / "keys")
    yield str(data), str(tmp_path / "other" / ".." / "data" / "keys")
    (tmp_path / "link").symlink_to(data)
    yield str(data), str(tmp_path / "link" / "keys")
    yield str(tmp_path / "link"), str(data / "keys")


def test_keys_are_never_where_the_data_are(sound: dict[str, str], tmp_path: Path) -> None:
    for data, keys in keys_inside(sound, tmp_path):
        assert place_of(sound | {"FAIRLEAD_DATA": data, "FAIRLEAD_KEYS": keys}) == "keys"


# ---------------------------------------------------------------- secrets


def written(folder: Path, content: bytes = SECRET.encode(), mode: int = 0o600) -> Path:
    path = folder / "site-secret"
    path.write_bytes(content)
    path.chmod(mode)
    return path


def test_a_secret_is_read_from_its_file(tmp_path: Path) -> None:
    written(tmp_path, SECRET.encode() + b"\n")

    assert secret(tmp_path, "site-secret") == SECRET


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620, 0o666, 0o777, 0o610])
def test_a_secret_that_others_can_touch_is_refused(tmp_path: Path, mode: int) -> None:
    path = written(tmp_path, mode=mode)

    with pytest.raises(Misconfigured, match="owner only") as caught:
        secret(tmp_path, "site-secret")
    assert caught.value.place == str(path)


@pytest.mark.parametrize(
    "content", [b"", b"short", b" " * 100, b"\xff" * 100, "ключ".encode() * 20, b"x" * 31]
)
def test_what_cannot_be_a_secret_is_refused(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, content)

    with pytest.raises(Misconfigured) as caught:
        secret(tmp_path, "site-secret")
    assert caught.value.place == str(path)
    assert "short" not in caught.value.message.replace("is too short", "")


def test_a_secret_that_is_not_there_is_named(tmp_path: Path) -> None:
    for name in ("missing", "../missing", "."):
        with pytest.raises(Misconfigured):
            secret(tmp_path, name)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_secret_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    os.chown(path, 65534, 65534)

    with pytest.raises(Misconfigured, match="must belong"):
        secret(tmp_path, "site-secret")


# ---------------------------------------------------------------- a real process in production

LOOK = """
import json
from django.conf import settings
from django.test import Client
client = Client(headers={"Host": "fairlead.example", "X-Forwarded-Proto": "https"})
page = client.get("/account/login/", REMOTE_ADDR="192.0.2.1")
plain = Client(headers={"Host": "fairlead.example"}).get("/account/login/")
machine = Client(headers={"Host": "fairlead.example"}).get("/api/v1/me")
health = Client(headers={"Host": "fairlead.example"}).get("/health/alive")
language = client.post(
    "/language/", {"language": "fr", "next": "/account/login/"}, REMOTE_ADDR="192.0.2.1"
)
cookies = {**page.cookies, **language.cookies}
print(json.dumps({
    "status": page.status_code,
    "headers": dict(page.headers),
    "cookies": {name: dict(morsel) for name, morsel in cookies.items()},
    "session": {name.lower(): getattr(settings, "SESSION_COOKIE_" + name)
                for name in ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN")},
    "plain": [plain.status_code, plain.headers.get("Location")],
    "machine": [machine.status_code, machine.json().get("code")],
    "health": health.status_code,
    "debug": settings.DEBUG,
    "secret": settings.SECRET_KEY,
}))
"""


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("production")
    with installation(
        folder,
        FAIRLEAD_MODE="production",
        FAIRLEAD_ORIGIN="https://fairlead.example",
        FAIRLEAD_PROXIES="1",
    ) as made:
        if not (made.keys / "site-secret").exists():
            written(made.keys)
        yield made


@pytest.fixture(scope="module")
def seen(production: Installation) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(production.ask(LOOK).splitlines()[-1])
    return answer


def test_cookies_are_locked_in_production(seen: dict[str, Any]) -> None:
    assert seen["status"] == 200
    assert seen["session"] == {
        "name": "__Host-session",
        "secure": True,
        "httponly": True,
        "samesite": "Lax",
        "path": "/",
        "domain": None,
    }
    assert {"__Host-csrf", "__Host-language"} <= set(seen["cookies"])
    for name, cookie in seen["cookies"].items():
        assert name.startswith("__Host-")
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_the_browser_is_told_to_stay_encrypted(seen: dict[str, Any]) -> None:
    policy = seen["headers"]["Strict-Transport-Security"]

    assert int(re.findall(r"max-age=(\d+)", policy)[0]) >= 31_536_000
    assert "includeSubDomains" in policy


def test_a_page_that_came_in_the_clear_is_sent_to_the_encrypted_one(seen: dict[str, Any]) -> None:
    assert seen["plain"] == [301, "https://fairlead.example/account/login/"]


def test_a_machine_that_came_in_the_clear_is_refused_and_notices(seen: dict[str, Any]) -> None:
    assert seen["machine"] == [403, "not-encrypted"]


def test_a_load_balancer_may_ask_in_the_clear(seen: dict[str, Any]) -> None:
    assert seen["health"] == 200


def test_production_has_no_debug_and_a_secret_of_its_own(
    seen: dict[str, Any], production: Installation
) -> None:
    assert seen["debug"] is False
    assert seen["secret"] == (production.keys / "site-secret").read_text().strip()


@pytest.mark.parametrize(
    ("host", "mode"), [("database.example", "verify-full"), ("127.0.0.1", None), ("[::1]", None)]
)
def test_a_database_elsewhere_is_reached_encrypted(
    production: Installation, host: str, mode: str | None
) -> None:
    from dataclasses import replace

    elsewhere = replace(production, database=f"postgres://fairlead@{host}/fairlead")

    asked = "from django.conf import settings\nprint(settings.DATABASES['default']['OPTIONS'])"
    assert (f"'sslmode': '{mode}'" in elsewhere.ask(asked)) is (mode is not None)


def refuses(site: Installation, **changed: str) -> str:
    """Start with this changed, and return the one line with which it ends."""
    from dataclasses import replace

    done = replace(site, extra=site.extra | changed).run("migrate", "--check", check=False)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


def test_a_process_that_is_unsound_ends_with_one_line(production: Installation) -> None:
    assert "debug: must be false" in refuses(production, FAIRLEAD_DEBUG="true")
    assert "FAIRLEAD_PROT" in refuses(production, FAIRLEAD_PROT="8000")


def test_a_process_with_an_open_secret_does_not_start(production: Installation) -> None:
    path = production.keys / "site-secret"
    path.chmod(0o644)
    try:
        assert "owner only" in refuses(production)
    finally:
        path.chmod(0o600)
