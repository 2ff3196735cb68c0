"""The list of what the product is made of names every locked package, and nothing else."""

import json
import re
import subprocess
import sys
import uuid
from collections import Counter
from typing import Any

import pytest

from fairlead import __version__
from tests.house.test_licences import LOCKS, pins
from tests.servers import ROOT


def printed() -> str:
    command = [sys.executable, str(ROOT / "script" / "sbom")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(printed())
    return read


def test_every_locked_package_is_there_once_with_all_its_hashes(bill: dict[str, Any]) -> None:
    listed = [
        (
            each["name"],
            each["version"],
            tuple(one["content"] for one in each["externalReferences"][0]["hashes"]),
        )
        for each in bill["components"]
    ]
    locked = [(pin.name, pin.version, pin.hashes) for pin in pins(LOCKS / "run.txt")]

    assert Counter(listed) == Counter(locked)


def test_it_is_what_the_format_asks_for(bill: dict[str, Any]) -> None:
    """The members that CycloneDX 1.6 requires, and references that are unique, as it demands."""
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert str(uuid.UUID(bill["serialNumber"][-36:])) == bill["serialNumber"][-36:]
    assert bill["metadata"]["component"]["version"] == __version__
    references = [bill["metadata"]["component"]["bom-ref"]]
    for each in bill["components"]:
        assert each["type"] == "library"
        assert re.fullmatch(r"pkg:pypi/[a-z0-9._-]+@[A-Za-z0-9.+!]+", each["purl"])
        references.append(each["bom-ref"])
    assert len(references) == len(set(references))


def test_equal_locks_give_equal_bytes() -> None:
    assert printed() == printed()
