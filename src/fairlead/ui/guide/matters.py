"""Invented people and things. No name belongs to anybody; the State of Utopia is in a book."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.screening.calibration import Band
from fairlead.kernel.clock import now
from fairlead.kernel.jobs.queries import Progress
from fairlead.ui.blocks import Empty, Trouble
from fairlead.ui.comparison import Comparison, Outcome, compared
from fairlead.ui.explanation import Evidence, Piece
from fairlead.ui.graph import Edge, Graph, Node
from fairlead.ui.records import Badge, Fact, RecordHead, Step
from fairlead.ui.seats import Seat, SeatMap
from fairlead.ui.timeline import Event, Precision, Timeline
from fairlead.ui.working import LongJob, Upload

NAMES = (
    "Raphael Hythlodaeus",
    "رافائيل هيثلوديوس",
    "Рафаил Гитлодей",
    "拉斐尔·希斯拉德",
    "Amaurota Anyder",
    "أماوروتا أنيدر",
    "Амаурота Анидр",
    "亚马乌罗提·阿尼德罗",
    "Utopos the Elder",
    "יוטופוס הזקן",
    "유토포스",
    "यूटोपोस",
)
_FORM = "#"


def record() -> list[Any]:
    """Return the head of a case."""
    return [
        RecordHead(
            NAMES[1],
            "UTO-2026-0042",
            (
                Badge(pgettext_lazy("state of a case", "In review"), "warning"),
                Badge("TLP:AMBER", "accent"),
            ),
            now() + timedelta(hours=3, minutes=12),
            (
                Fact(_("Purpose"), _("Keeping the installation running")),
                Fact(_("Legal basis"), "Anemolia Act, section 4"),
                Fact(_("Agency"), "Harbour Office of Amaurot"),
                Fact(_("Since"), now() - timedelta(days=2), "moment"),
            ),
            (
                Step(_("Assign to me"), _FORM, asks=True, is_main=True, key="a"),
                Step(_("Close"), _FORM, asks=True, key="e"),
                Step(pgettext_lazy("a case", "Annul"), _FORM, asks=True, is_grave=True),
            ),
        )
    ]


def comparison() -> list[Any]:
    """Compare a traveller with an entry of a list."""
    return [
        Comparison(
            _("Traveller"),
            _("Entry of the list"),
            (
                compared(_("Name"), NAMES[0], ["Hythlodaeus, Raphael A.", NAMES[1], NAMES[2]]),
                compared(_("Date of birth"), "1478-02-07", "1478"),
                compared(_("Nationality"), "UTO", "UTO"),
                compared(_("Number of the passport"), "UT4471902", "UT4417902", note="4471 ↔ 4417"),
                compared(_("Sex"), "M", "", outcome=Outcome.ONE_SIDE),
                compared(_("Place of birth"), "Amaurot", NAMES[6]),
            ),
        )
    ]


def evidence() -> Evidence:
    """Return what speaks for and against a traveller being an entry of a list."""
    pieces = (
        Piece("name.same", 3100, "Hythlodaeus", "Hythlodaeus"),
        Piece("name.sound", 2400, "Raphael", "Рафаил"),
        Piece("date.year.same-year", 900, "1478-02-07", "1478"),
        Piece("identifier.one-off", 1200, "passport:UT4471902", "passport:UT4417902"),
        Piece("place.unequal", -700, "Amaurot", "Anyder"),
    )
    total = sum(piece.weight for piece in pieces)
    return Evidence(total, 0.82, Band.ALERT, (NAMES[0], NAMES[2]), pieces)


def timeline() -> list[Any]:
    """Tell what happened in a case."""
    start = now().replace(minute=0, second=0, microsecond=0) - timedelta(days=20)

    def at(days: float) -> datetime:
        return start + timedelta(days=days)

    lanes = (("travel", _("Travel")), ("case", _("Case")), ("law", _("Law")))
    events = (
        Event(at(0), "travel", "AMA → ANY", Precision.DAY),
        Event(at(2.2), "travel", "ANY → AMA"),
        Event(at(3), "case", pgettext_lazy("state of a case", "Open"), is_milestone=True),
        Event(at(4), "case", NAMES[2], until=at(9)),
        Event(at(6), "law", "Anemolia Act, section 4", Precision.ABOUT),
        Event(at(11), "travel", NAMES[3], Precision.HOUR),
        Event(at(14), "law", NAMES[5], until=at(20)),
        Event(at(16), "case", pgettext_lazy("state of a case", "In review"), is_milestone=True),
    )
    return [Timeline(pgettext_lazy("component", "Timeline"), lanes, events)]


def graph() -> list[Any]:
    """Link invented persons with one another."""
    nodes = [
        Node("0", NAMES[0], url="#0", is_main=True),
        *(Node(str(place), name, url=f"#{place}") for place, name in enumerate(NAMES[1:9], 1)),
        Node("ship", "Syphogrant (ship)", "thing", "#ship"),
        Node("firm", "Polylerit Trading", "organization", "#firm"),
    ]
    same, address, owns = _("same address"), _("same telephone"), _("owns")
    edges = [
        *(Edge("0", str(place), same) for place in (1, 2, 3)),
        Edge("3", "4", address, is_presumed=True),
        Edge("4", "5", same),
        Edge("5", "6", same),
        Edge("firm", "ship", owns),
        Edge("0", "firm", owns),
        Edge("7", "firm", owns, is_presumed=True),
        Edge("8", "ship", address),
    ]
    return [Graph(pgettext_lazy("component", "Graph"), nodes, edges)]


def seats() -> list[Any]:
    """Seat the passengers of a small aircraft."""
    taken = {
        "1A": Seat(NAMES[4]),
        "1B": Seat(NAMES[0], "hit", "#0"),
        "1D": Seat(NAMES[2], "group", "#2"),
        "2A": Seat(NAMES[3], "group", "#3"),
        "3F": Seat(NAMES[8]),
        "5C": Seat(NAMES[1], "", "#1"),
    }
    return [SeatMap(pgettext_lazy("component", "Seats"), "ABC DEF", range(1, 8), taken)]


def upload() -> list[Any]:
    """Ask for a list."""
    return [Upload(_FORM, _("File"), (".xml", ".csv"), _("At most 100 MB."))]


def jobs() -> list[Any]:
    """Return a job at work, one that waits, one that is done and one that failed."""
    return [
        _job("running", "open", 6_200, 100_000),
        _job("ready", "open", 0, None),
        _job("successful", "done", 100_000, 100_000),
        _job("failed", "dead", 70, 100),
    ]


def empty() -> list[Any]:
    """Return places where nothing is."""
    return [
        Empty(
            _("You have asked for no file yet"),
            _("Lists of more than 5,000 rows are written in the background."),
            _FORM,
            _("Show all rows"),
        ),
        Empty(_("Nothing is here yet")),
    ]


def trouble() -> list[Any]:
    """Say what went wrong and what to do."""
    return [
        Trouble(
            _("The file did not arrive. Send it again; nothing was kept."),
            _("The ledger cannot be written. Without its entry nothing is shown or changed."),
            (_("Send it again."), _("Ask whoever keeps this installation running.")),
            "01a1f9a9-ebb8-711e-a50f-448a764860d1",
        )
    ]


def _job(status: str, outcome: str, done: int, total: int | None) -> LongJob:
    progress = Progress(
        id=uuid.uuid5(uuid.NAMESPACE_URL, f"{status}{outcome}"),
        label=_("Write an export"),
        status=status,
        outcome=outcome,
        done=done,
        total=total,
        phase="",
        attempts=1,
        failure="",
        started_at=None,
        run_after=None,
        finished_at=None,
        worker="",
    )
    return LongJob(progress, reverse("style:job"), _FORM, _("Exports"))
