"""Takes the pictures that README and documentation show, so that they never lie.

A demonstration is made anew in a folder that is thrown away, and a browser signs in as the persons
of Utopia do: password, then the code that the page shows. Nothing is drawn, arranged or retouched;
the banner at the top of each picture says that everybody in it is invented.
"""

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import (
    Browser,
    Page,
    StorageState,
    ViewportSize,
    sync_playwright,
)

HERE = Path(__file__).resolve().parents[1] / "start"
PATIENCE = 300  # seconds until the demonstration answers
OK = 200
PERIOD = 30  # seconds for which a code of an app is shown
DESK = (1280, 800)
PHONE = (390, 844)


@dataclass(frozen=True)
class Picture:
    """One picture: who looks at what, in which language and light."""

    name: str
    role: str
    purpose: str
    path: str
    language: str = "en"
    theme: str = "light"
    size: tuple[int, int] = DESK


PICTURES = (
    Picture("home", "analyst", "cases.work", "/"),
    Picture("hits", "analyst", "cases.work", "/casework/hits/"),
    Picture("cases-arabic", "analyst", "cases.work", "/casework/cases/", language="ar"),
    Picture("oversight", "oversight", "oversight.inspection", "/oversight/"),
    Picture("ledger-dark", "oversight", "oversight.inspection", "/oversight/ledger/", theme="dark"),
    Picture(
        "samples-chinese",
        "oversight",
        "oversight.inspection",
        "/oversight/samples/",
        language="zh-hans",
    ),
    Picture(
        "redress-arabic",
        "protection_officer",
        "oversight.protection",
        "/oversight/redress/",
        language="ar",
    ),
    Picture(
        "verification-narrow",
        "oversight",
        "oversight.inspection",
        "/oversight/verification/",
        size=PHONE,
    ),
)


@contextmanager
def demonstration() -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """Start a fresh demonstration; yield its address and its log-ins by role."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tempfile.mkdtemp(prefix="fairlead-pictures-")
    command = [shutil.which("fairlead") or "fairlead", "demo"]
    command += ["--port", str(port), "--folder", folder]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        address = f"http://localhost:{port}"
        wait_for(f"{address}/health/ready", running)
        stored = json.loads((Path(folder) / "data" / "log-ins.json").read_text(encoding="utf-8"))
        yield address, {log_in["role"]: log_in for log_in in reversed(stored)}
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(url: str, running: "subprocess.Popen[bytes]") -> None:
    """Return when this address answers; give up when the demonstration ends."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and running.poll() is None:
        try:
            with urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
                if answer.status == OK:
                    return
        except (URLError, OSError):
            time.sleep(0.5)
    sys.exit("the demonstration does not answer")


def sign_in(page: Page, address: str, log_in: dict[str, str], purpose: str) -> None:
    """Take both steps as a person does, and say why one is there."""
    page.goto(f"{address}/account/login/")
    page.fill("[name=login]", log_in["email"])
    page.fill("[name=password]", log_in["password"])
    page.locator("main button[type=submit]").first.click()
    page.wait_for_selector("#demonstration-code")
    give_code(page)
    if page.locator("#demonstration-code").count():  # this code was used a moment ago
        time.sleep(PERIOD - time.time() % PERIOD + 0.2)
        page.reload()
        give_code(page)
    page.goto(f"{address}/purpose/")
    page.check(f"[name=purpose][value='{purpose}']")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def give_code(page: Page) -> None:
    """Type the code that the page shows."""
    found = re.search(r"\d{6}", page.inner_text("#demonstration-code"))
    page.fill("[name=code]", found.group() if found else "")
    page.locator("main form:has([name=code]) button[type=submit]").first.click()
    page.wait_for_load_state()


def choose(page: Page, address: str, form: str, value: str) -> None:
    """Press the button of this language or theme at the foot of the page."""
    page.goto(address)
    page.locator(f"button[name={form}][value='{value}']").first.click()
    page.wait_for_load_state()


def take(
    browser: Browser,
    address: str,
    log_ins: dict[str, dict[str, str]],
    known: dict[str, StorageState],
    one: Picture,
) -> None:
    """Take one picture; who signed in for an earlier one stays signed in."""
    width, height = one.size
    size: ViewportSize = {"width": width, "height": height}
    context = browser.new_context(viewport=size, storage_state=known.get(one.role))
    page = context.new_page()
    if one.role not in known:
        sign_in(page, address, log_ins[one.role], one.purpose)
        known[one.role] = context.storage_state()
    choose(page, address, "language", one.language)
    choose(page, address, "theme", one.theme)
    answer = page.goto(address + one.path)
    if answer is None or answer.status != OK:
        sys.exit(f"{one.name}: {one.path} answers {answer.status if answer else 'nothing'}")
    if not page.locator(".banner").count():
        sys.exit(f"{one.name}: the page does not say that it is a demonstration")
    page.screenshot(path=HERE / f"{one.name}.png")
    context.close()


def main(names: list[str]) -> None:
    """Take all pictures, or those that are named."""
    wanted = [one for one in PICTURES if not names or one.name in names]
    with demonstration() as (address, log_ins), sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        known: dict[str, StorageState] = {}
        for one in wanted:
            take(browser, address, log_ins, known, one)
            sys.stdout.write(f"docs/start/{one.name}.png\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
