"""What the doctor asks the machine."""

import ctypes
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.formats import number_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from fairlead.core.registration import Health
from fairlead.kernel.clock import now
from fairlead.kernel.wording import listed

GIBIBYTE = 1024**3
LITTLE_ROOM, NO_ROOM = 2 * GIBIBYTE, GIBIBYTE // 4
LITTLE_SHARE = 0.1
APART, FAR_APART = timedelta(seconds=2), timedelta(seconds=30)
_UNSYNCHRONISED = 5  # TIME_ERROR of adjtimex(2)

# A script, a sign of it in the names of fonts, and the Debian package that brings one.
FONTS = (
    (
        _("Arabic letters"),
        ("NotoSansArabic", "NotoNaskhArabic", "DejaVuSans.ttf"),
        "fonts-noto-core",
    ),
    (_("Chinese characters"), ("wqy", "NotoSansCJK", "NotoSansSC"), "fonts-wqy-microhei"),
    (
        _("Cyrillic letters"),
        ("NotoSans-Regular", "DejaVuSans.ttf", "LiberationSans"),
        "fonts-noto-core",
    ),
)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def keys() -> Health:
    """Whether the keys are there, and readable by their owner only."""
    folder = Path(settings.FAIRLEAD_KEYS)
    if not folder.is_dir():
        return Health(state="bad", words=_("The key folder is not there."))
    wide = [path.name for path in _with_keys(folder) if _is_open_to_others(path)]
    if wide:
        words = format_lazy(
            _("Others may read these keys: {names}. Take their rights away (chmod go=)."),
            names=listed(wide[:5]),
        )
        return Health(state="bad", words=words, figures={"open": len(wide)})
    if Path(settings.FAIRLEAD_EARLIER_SECRET_FILE).exists():
        words = _(
            "The secret of the site was replaced. Restart every process, then run "
            "“fairlead keys retire-secret”."
        )
        return Health(state="warning", words=words)
    count = sum(1 for path in _with_keys(folder) if path.is_file())
    words = format_lazy(
        ngettext_lazy(
            "{count} file of keys, readable by its owner only.",
            "{count} files of keys, readable by their owner only.",
            count,
        ),
        count=count,
    )
    return Health(state="good", words=words, figures={"keys": count})


def _with_keys(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.rglob("*")


def _is_open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def disk() -> Health:
    """Whether there is room for data and keys."""
    figures: dict[str, object] = {}
    state = "good"
    for name, folder in (("data", settings.FAIRLEAD_DATA), ("keys", settings.FAIRLEAD_KEYS)):
        usage = shutil.disk_usage(folder)
        figures[name] = usage.free
        little = usage.free < LITTLE_ROOM or usage.free < usage.total * LITTLE_SHARE
        if usage.free < NO_ROOM:
            state = "bad"
        elif little and state == "good":
            state = "warning"
    least = min(int(str(free)) for free in figures.values())
    words = format_lazy(_("Free: {size} GiB."), size=number_format(least / GIBIBYTE, 1))
    return Health(state=state, words=words, figures=figures)


def clock() -> Health:
    """Whether this machine's clock, the database's and the world's agree."""
    apart = _apart_from_database()
    seconds = round(apart.total_seconds(), 1)
    synchronised = _is_synchronised()
    figures: dict[str, object] = {"apart_seconds": seconds, "synchronised": synchronised}
    if apart > APART:
        words = format_lazy(
            _("This clock and the database's are {seconds} s apart."), seconds=seconds
        )
        return Health(state="bad" if apart > FAR_APART else "warning", words=words, figures=figures)
    if synchronised is False:
        words = _("The clock is not synchronised: terms and receipts depend on it.")
        return Health(state="warning", words=words, figures=figures)
    words = (
        _("The clock is synchronised.")
        if synchronised
        else _("The clock agrees with the database; whether it is synchronised cannot be seen.")
    )
    return Health(state="good", words=words, figures=figures)


def _apart_from_database() -> timedelta:
    if connection.vendor == "sqlite":
        return timedelta()  # it has no clock of its own
    with connection.cursor() as cursor:
        before = now()
        cursor.execute("SELECT clock_timestamp()")
        told = cursor.fetchone()[0]
        after = now()
    apart: timedelta = max(told - after, before - told, timedelta())
    return apart


class _Timex(ctypes.Structure):
    """struct timex of adjtimex(2); only its size and ``modes`` matter here."""

    _fields_ = (("modes", ctypes.c_uint), ("rest", ctypes.c_byte * 512))


def _is_synchronised() -> bool | None:
    """Ask the kernel whether something keeps the clock; None if it does not say."""
    if sys.platform != "linux":
        return None
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.byref(_Timex(modes=0)))
    except (OSError, AttributeError):
        return None
    return None if state < 0 else bool(state != _UNSYNCHRONISED)


def fonts() -> Health:
    """Whether printed papers can show the six languages."""
    present = _font_files()
    missing = [
        (script, package)
        for script, signs, package in FONTS
        if not any(sign in present for sign in signs)
    ]
    if missing:
        words = format_lazy(
            _("Printed papers would lack: {scripts}. Install {packages}."),
            scripts=listed(script for script, _package in missing),
            packages=listed(sorted({package for _script, package in missing})),
        )
        figures: dict[str, object] = {"missing": [package for _script, package in missing]}
        return Health(state="warning", words=words, figures=figures)
    return Health(state="good", words=_("Printed papers can show all six languages."))


def _font_files() -> str:
    program = shutil.which("fc-list")
    if program:
        listed = subprocess.run([program], capture_output=True, text=True, check=False, timeout=20)
        return listed.stdout
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return "\n".join(
        str(path) for folder in folders if folder.is_dir() for path in folder.rglob("*.[to]t[fc]")
    )
