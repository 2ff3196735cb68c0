"""A real browser for the tests that need one: Debian's Chromium, through Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]


@contextmanager
def chromium(**options: Any) -> Iterator[BrowserContext]:
    """Open a fresh profile; its pages must neither break a policy nor throw."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        context = browser.new_context(**options)
        complaints: list[str] = []
        context.on("page", lambda page: _listen(page, complaints))
        yield context
        browser.close()
    assert complaints == []


def add_authenticator(page: Page) -> str:
    """Plug in a virtual security device that holds passkeys and always finds its owner there."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    added = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return str(added["authenticatorId"])


def faults(page: Page) -> list[str]:
    """Return what keeps somebody from using this page, also on the smallest screen."""
    found = Axe().run(page).response["violations"]
    wrong = [
        f"{fault['impact']}: {fault['id']}: {node['html'][:120]}"
        for fault in found
        for node in fault["nodes"]
    ]
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("overflows at 320 pixels")
    if size:
        page.set_viewport_size(size)
    return wrong


def _listen(page: Page, complaints: list[str]) -> None:
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: (
            complaints.append(said.text) if "Content Security Policy" in said.text else None
        ),
    )
