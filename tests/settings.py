"""The product's own settings, in a folder of their own and on the database that was asked for."""

import atexit
import os
import tempfile
from pathlib import Path

from tests import cookies, servers

if "FAIRLEAD_TEST_FOLDER" not in os.environ:
    _folder = tempfile.TemporaryDirectory(prefix="fairlead-test-", ignore_cleanup_errors=True)
    atexit.register(_folder.cleanup)
    os.environ["FAIRLEAD_TEST_FOLDER"] = _folder.name
    if os.environ.get("FAIRLEAD_TEST_DATABASE") == "postgres":
        _cluster = servers.start_postgres()
        atexit.register(_cluster.stop)
        os.environ["FAIRLEAD_DATABASE"] = _cluster.url

# Each process that runs tests has data and keys of its own.
_base = Path(os.environ["FAIRLEAD_TEST_FOLDER"]) / os.environ.get("PYTEST_XDIST_WORKER", "alone")
_base.mkdir(mode=0o700, exist_ok=True)
for _name in ("data", "keys"):
    (_base / _name).mkdir(mode=0o700, exist_ok=True)
os.environ |= {
    "FAIRLEAD_MODE": "test",
    "FAIRLEAD_DATA": str(_base / "data"),
    "FAIRLEAD_KEYS": str(_base / "keys"),
    # The cases of Utopia rest on a law of Utopia; tests of retention choose another profile.
    "FAIRLEAD_PROFILE": str(
        servers.ROOT / "src" / "fairlead" / "site" / "demonstration" / "utopia.toml"
    ),
    # Tests that ask as fast as they can are not what the limits are for; theirs set them low.
    "FAIRLEAD_LIMIT_ADDRESS": "1000000",
    "FAIRLEAD_LIMIT_ACCOUNT": "1000000",
    "FAIRLEAD_LIMIT_KEY": "1000000",
}

from fairlead.site import catalogues  # noqa: E402 - the environment comes first

catalogues.compile_stale()

from fairlead.site.settings import *  # noqa: E402, F403 - settings are settings

if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405 - from the line above
    # A file, not memory: the product's own journal, locks and pragmas are under test.
    DATABASES["default"]["TEST"] = {"NAME": str(_base / "test.sqlite3")}  # noqa: F405
INSTALLED_APPS += ["tests.lodge", "tests.registry"]  # noqa: F405 - rooms that only the tests have
STATIC_ROOT = _base / "static"
STATIC_ROOT.mkdir(exist_ok=True)
PASSWORD_HASHERS = ["tests.hashers.QuickArgon2"]
MIDDLEWARE = cookies.plain(MIDDLEWARE)  # noqa: F405 - from the line above
