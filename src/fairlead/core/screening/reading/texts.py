"""Characters that cannot be seen, and what is left of a text without them.

Control characters end words; those that only steer the direction of writing or have no width
stand within words and leave nothing behind. The joiners of Persian and of Indian scripts
(U+200C, U+200D) are letters' business and stay.
"""

import re
from typing import Final

_CONTROLS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_UNSEEN: Final = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_LOST: Final = "\ud800-\udfff\ufffe\uffff"
_DAMAGED: Final = "\ufffd"
SUSPECT: Final = re.compile(f"[{_CONTROLS}{_UNSEEN}{_LOST}{_DAMAGED}]")
_SPACES: Final = re.compile(f"[{_CONTROLS}\\s]+")
_NOTHING: Final = re.compile(f"[{_UNSEEN}]")
_REPLACED: Final = re.compile(f"[{_LOST}]")

HIDDEN, BROKEN = "entity.hidden-character", "entity.damaged-character"


def damage(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the text as it can be seen, and each kind of damage with its first character."""
    found: dict[str, str] = {}
    for match in SUSPECT.finditer(text):
        code = BROKEN if match[0] == _DAMAGED or _REPLACED.match(match[0]) else HIDDEN
        found.setdefault(code, f"U+{ord(match[0]):04X}")
    if found:
        text = _REPLACED.sub(_DAMAGED, _NOTHING.sub("", text))
    return _SPACES.sub(" ", text).strip(), list(found.items())
