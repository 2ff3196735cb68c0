"""Contacts in SSR CTC*, OSI CTC* and addresses: e-mail, telephone, and whose they are.

``CTCE ANNA..SMITH//EXAMPLE.ORG`` writes @ as two slashes, _ as two dots and - as dot and slash,
because teleprinters had none of them.
"""

import re
from typing import NamedTuple

KINDS = {
    "CTCE": "email",
    "CTCM": "mobile",
    "CTCH": "home",
    "CTCB": "business",
    "CTCP": "telephone",
    "CTCT": "agency",
    "CTCA": "address",
    "CTCF": "fax",
    "CTCN": "name",
    "CTCR": "refused",
    "CTC": "telephone",
    "PCTC": "emergency",
}
_OPENING = re.compile(
    r"^\s*(?:[A-Z0-9]{2}\s+)?(?P<code>CTC(?:\s?[EMHBPTAFNR](?![A-Z]))?|CTC[EMHBPTAFNR]|PCTC|CTC)"
    r"[\s/\-:]*(?P<value>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_LANGUAGE = re.compile(r"(?<=[\d.])/(?P<language>[A-Z]{2})\s*$")
_COUNT = re.compile(r"-\d(?:\.\d)?$")


class Contact(NamedTuple):
    """One way to reach somebody: its kind, and the value as it is used elsewhere."""

    kind: str
    value: str
    code: str
    language: str = ""


def email(text: str) -> str:
    """Write an address of AIRIMP as an e-mail address.

    >>> email("ANNA..SMITH//EXAMPLE.ORG"), email("A./B//EXAMPLE.ORG"), email("a@example.org")
    ('ANNA_SMITH@EXAMPLE.ORG', 'A-B@EXAMPLE.ORG', 'a@example.org')
    """
    text = text.strip()
    if "@" not in text:
        text = text.replace("./", "-").replace("//", "@", 1).replace("..", "_")
    return text


def read_contact(text: str, code: str = "") -> Contact | None:
    """Read a contact; None when the text is none.

    >>> read_contact("DL CTCR 0011555")
    Contact(kind='refused', value='0011555', code='CTCR', language='')
    >>> read_contact("4479460000/EN", "CTCM")
    Contact(kind='mobile', value='4479460000', code='CTCM', language='EN')
    >>> read_contact("THIS PASSENGER IS A VIP") is None
    True
    """
    if text[:3] == "CTC" and text[4:5] == " " and text[:4] in KINDS:
        code, text = text[:4], text[5:]  # by far the commonest
    elif found := _OPENING.match(text):
        code = re.sub(r"\s", "", found["code"].upper())
        text = found["value"]
    if code not in KINDS:
        return None
    value, language = text.strip(), ""
    if KINDS[code] == "email":
        return Contact("email", email(_COUNT.sub("", value) if "-" in value else value), code)
    spoken = _LANGUAGE.search(value)
    if spoken:
        value, language = value[: spoken.start()], spoken["language"]
    return Contact(KINDS[code], value, code, language)
