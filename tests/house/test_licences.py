"""What we run with may be run with: licences that Apache-2.0 can live with, and hashes for all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker

from tests.servers import ROOT

LOCKS = ROOT / "locks"
# Permissive, or bound to files that we use and do not change.
COMPATIBLE = {
    *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT"),
    *("MIT-0", "MPL-2.0", "PSF-2.0", "Unlicense", "Zlib", "LGPL-3.0-only"),
}
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# Where the package itself says too little or too much, and somebody has read its licence.
READ_BY_HAND = {
    "fido2": "BSD-2-Clause",  # it brings parts under Apache-2.0 and MPL-2.0 (a list of suffixes)
    "qrcode": "BSD-3-Clause",  # "Other" stands for the word that is a trademark
}
# A library under the LGPL may be used by any work, as long as whoever receives it can put another
# version in its place: a package in an environment is just that. One is there, as an extra.
LIBRARIES_UNDER_LGPL = {"psycopg", "psycopg-binary"}


@dataclass(frozen=True)
class Pin:
    """One line of a lock with its hashes."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def is_for_us(self) -> bool:
        return not self.marker or Marker(self.marker).evaluate()


def pins(lock: Path) -> Iterator[Pin]:
    for block in re.split(r"\n(?=\S)", lock.read_text(encoding="ascii").strip()):
        head, *rest = block.split(" \\\n")
        found = re.fullmatch(r"([a-z0-9][a-z0-9._-]*)==([^\s;]+)(?:\s*;\s*(.+))?", head.strip())
        assert found, f"not a pinned line: {head}"
        hashes = tuple(line.strip().removeprefix("--hash=sha256:") for line in rest)
        yield Pin(found[1], found[2], found[3] or "", hashes)


def licences_of(name: str, package: Any) -> set[str]:
    """Return the licences that a package names; an empty set if it names none."""
    if name in READ_BY_HAND:
        return {READ_BY_HAND[name]}
    expression = package.get("License-Expression")
    if expression:
        return set(re.split(r"\s+(?:AND|OR)\s+", expression.strip("() ")))
    classified: Sequence[str] = getattr(package, "get_all", lambda *_: [])("Classifier") or []
    named = {one.rsplit(" :: ", 1)[-1] for one in classified if one.startswith("License :: ")}
    if named:
        return {CLASSIFIERS.get(one, one) for one in named}
    text = (package.get("License") or "").strip()
    return {text} if text and "\n" not in text else set()


RUN = [pin for pin in pins(LOCKS / "run.txt") if pin.is_for_us]


@pytest.mark.parametrize("pin", RUN, ids=lambda pin: pin.name)
def test_a_package_that_we_run_with_has_a_compatible_licence(pin: Pin) -> None:
    licences = licences_of(pin.name, metadata.metadata(pin.name))

    assert licences
    assert licences <= COMPATIBLE, licences
    if "LGPL-3.0-only" in licences:
        assert pin.name in LIBRARIES_UNDER_LGPL


@pytest.mark.parametrize("lock", ["run", "develop"])
def test_every_pinned_package_has_hashes(lock: str) -> None:
    found = list(pins(LOCKS / f"{lock}.txt"))

    assert len(found) > 30
    for pin in found:
        assert pin.hashes, pin.name
        assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in pin.hashes), pin.name
    assert len({(pin.name, pin.marker) for pin in found}) == len(found)


def test_what_we_run_with_is_what_is_locked() -> None:
    assert {pin.name: metadata.version(pin.name) for pin in RUN} == {
        pin.name: pin.version for pin in RUN
    }


def test_developing_adds_packages_and_changes_none() -> None:
    develop = {pin.name: pin.version for pin in pins(LOCKS / "develop.txt") if pin.is_for_us}

    assert {pin.name: develop.get(pin.name) for pin in RUN} == {
        pin.name: pin.version for pin in RUN
    }


def with_classifier(text: str) -> Message:
    package = Message()
    package["Classifier"] = f"License :: OSI Approved :: {text}"
    return package


@pytest.mark.parametrize(
    "package",
    [
        {"License-Expression": "GPL-3.0-or-later"},
        {"License-Expression": "MIT AND AGPL-3.0-only"},
        {"License": "GPLv2"},
        with_classifier("GNU General Public License v3 (GPLv3)"),
        with_classifier("GNU Affero General Public License v3"),
        {},
        {"License": "Copyright somebody\nAll rights reserved"},
    ],
)
def test_a_licence_that_will_not_do_is_found(package: Any) -> None:
    licences = licences_of("planted", package)

    assert not licences or not licences <= COMPATIBLE


def test_a_line_without_a_hash_is_found(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("a==1 \\\n    --hash=sha256:" + "0" * 64 + "\nb==2\n")

    assert [pin.hashes for pin in pins(lock)] == [("0" * 64,), ()]
