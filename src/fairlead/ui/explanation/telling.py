"""From pieces of evidence to lines that a person reads, each with its weight and what it says."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Label
from fairlead.core.screening.calibration import WHOLE, Band
from fairlead.core.text import script_of
from fairlead.kernel.wording import ISOLATED
from fairlead.ui.explanation import values
from fairlead.ui.explanation.sentences import SENTENCES, UNKNOWN, Sentence


class Weighed(Protocol):
    """A piece of evidence, as the engine gives it."""

    @property
    def code(self) -> str: ...
    @property
    def weight(self) -> int: ...
    @property
    def asked(self) -> str: ...
    @property
    def listed(self) -> str: ...


class Explicable(Protocol):
    """What can be told: a hit, or the reason for or against one."""

    @property
    def total(self) -> int: ...
    @property
    def score(self) -> float: ...
    @property
    def band(self) -> Band | None: ...
    @property
    def names(self) -> tuple[str, str]: ...
    @property
    def pieces(self) -> Sequence[Weighed]: ...


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence that was stored, perhaps by another version of the engine."""

    code: str
    weight: int
    asked: str = ""
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A hit that was stored."""

    total: int
    score: float
    band: Band | None
    names: tuple[str, str]
    pieces: tuple[Piece, ...]


def from_row(row: Mapping[str, Any]) -> Evidence:
    """Return the evidence of a hit as ``fairlead screen`` writes it, one object of JSON."""
    pieces = tuple(
        Piece(part["code"], part["weight"], part["query"], part["entry"])
        for part in row.get("parts", ())
    )
    total = row.get("total", sum(piece.weight for piece in pieces))
    band = Band(row["band"]) if row["band"] else None
    return Evidence(total, row["score"], band, tuple(row["names"]), pieces)


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of evidence: its sentence, its weight, and what the weight says.

    ``share`` is the weight in hundredths of the greatest of this explanation, for a bar.
    """

    code: str
    weight: int
    text: str
    html: SafeString
    points: str
    effect: str
    share: int

    @property
    def bar(self) -> int:
        """The length of the bar, whatever its direction."""
        return abs(self.share)


@dataclass(frozen=True, slots=True)
class Written:
    """A name, the label of its script, and its direction."""

    text: str
    script: str
    direction: str


@dataclass(frozen=True, slots=True)
class Told:
    """An explanation in one language, ready to be shown."""

    asked: Written
    listed: Written
    lines: tuple[Line, ...]
    points: str  # the sum of the lines
    band: str
    demand: str  # what the band asks of a person
    likelihood: str  # this and the rest are empty of what is never compared
    caution: str
    gap: str  # how far from an alert; empty for one


_BANDS: Final[Mapping[Band | None, Label]] = {
    Band.ALERT: pgettext_lazy("band of a hit", "Alert"),
    Band.REVIEW: pgettext_lazy("band of a hit", "Review"),
    Band.INFORMATION: pgettext_lazy("band of a hit", "Information"),
    None: pgettext_lazy("band of a hit", "No hit"),
}
_DEMANDS: Final[Mapping[Band | None, Label]] = {
    Band.ALERT: _("This is an alert: a person has to decide."),
    Band.REVIEW: _("This is for review: a person looks at it when there is a reason to."),
    Band.INFORMATION: _("This is for information: nobody has to do anything."),
    None: _("This is no hit: there is too little that speaks for it."),
}
_CAUTION: Final = _(
    "This share was measured on test data in which many of those who were asked about are listed. "
    "Where few are, it is smaller."
)
_APART: Final = _("They are of kinds that are never compared, such as a person and a ship.")

# Likelihood ratios of about 3 and 20, in millinats.
_LITTLE, _MUCH = 1100, 3000
_EFFECTS: Final[tuple[tuple[int, Label], ...]] = (
    (_MUCH, pgettext_lazy("what a piece of evidence says", "strongly for")),
    (_LITTLE, pgettext_lazy("what a piece of evidence says", "for")),
    (1, pgettext_lazy("what a piece of evidence says", "slightly for")),
    (0, pgettext_lazy("what a piece of evidence says", "nothing")),
    (1 - _LITTLE, pgettext_lazy("what a piece of evidence says", "slightly against")),
    (1 - _MUCH, pgettext_lazy("what a piece of evidence says", "against")),
)
_STRONGLY_AGAINST: Final = pgettext_lazy("what a piece of evidence says", "strongly against")


def explained(
    evidence: Explicable, language: str | None = None, *, alert_line: int | None = None
) -> Told:
    """Tell evidence in a language; by default in the one that is active.

    ``alert_line`` is the sum at which an alert begins. Whoever gives it is told how far away it is.
    """
    with translation.override(language) if language else nullcontext():
        asked, listed = map(_written, evidence.names)
        comparable = getattr(evidence, "comparable", True)
        band = evidence.band if comparable else None
        return Told(
            asked,
            listed,
            _lines(evidence.pieces),
            values.points(evidence.total),
            band_label(band),
            str(_DEMANDS[band] if comparable else _APART),
            _likelihood(evidence.score) if comparable else "",
            str(_CAUTION) if comparable else "",
            _gap(evidence.total, alert_line) if comparable else "",
        )


def band_label(band: Band | None) -> str:
    """Name a band; of nothing, that it is no hit."""
    return str(_BANDS[band])


def _written(name: str) -> Written:
    return Written(name, values.script_label(name), "rtl" if values.runs_left(name) else "ltr")


def _lines(pieces: Iterable[Weighed]) -> tuple[Line, ...]:
    pieces = tuple(pieces)
    most = max((abs(piece.weight) for piece in pieces), default=0) or 1
    return tuple(_line(piece, most) for piece in pieces)


def _line(piece: Weighed, most: int) -> Line:
    sentence, said = _said(piece)
    share = round(100 * piece.weight / most)
    return Line(
        piece.code,
        piece.weight,
        str(sentence).format(**{name: _isolated(value) for name, value in said.items()}),
        _marked(str(sentence), said),
        values.points(piece.weight),
        _effect(piece.weight),
        share,
    )


def _said(piece: Weighed) -> tuple[Label, dict[str, str]]:
    """Choose the sentence for a piece, and return it with what stands in it."""
    sentence = SENTENCES.get(piece.code)
    if sentence is None:
        return UNKNOWN.both, {"code": piece.code}
    asked, listed = (values.shown(piece.code, value) for value in (piece.asked, piece.listed))
    said = {"asked": asked, "listed": listed}
    if sentence.across is not None and script_of(asked) is not script_of(listed):
        scripts = {f"{side}_script": values.script_label(text) for side, text in said.items()}
        return sentence.across, said | scripts
    return _fitting(sentence, asked, listed), said


def _fitting(sentence: Sentence, asked: str, listed: str) -> Label:
    if sentence.bare is not None and not _has_all(sentence, asked, listed):
        return sentence.bare
    if sentence.alike is not None and asked == listed:
        return sentence.alike
    return sentence.both


def _has_all(sentence: Sentence, asked: str, listed: str) -> bool:
    """Say whether there is a value for every place of the sentence."""
    words = str(sentence.both)
    return bool((asked or "{asked}" not in words) and (listed or "{listed}" not in words))


def _isolated(value: str) -> str:
    """Let a value that runs the other way turn nothing around it, where there is no markup."""
    return ISOLATED.format(value) if get_language_bidi() or values.runs_left(value) else value


def _marked(sentence: str, said: Mapping[str, str]) -> SafeString:
    marked = {name: format_html("<bdi>{}</bdi>", value) for name, value in said.items()}
    return format_html(sentence, **marked)


def _effect(weight: int) -> str:
    return str(next((label for least, label in _EFFECTS if weight >= least), _STRONGLY_AGAINST))


def _likelihood(score: float) -> str:
    """Say a probability as people count: so many of a hundred, or of more where they are few."""
    share = round(score * WHOLE)
    whole = 100 if 100 <= share <= WHOLE - 100 else 1000  # noqa: PLR2004 - one in a hundred
    count = max(1, min(whole - 1, round(share * whole / WHOLE)))
    words = ngettext(
        "In tests, about {count} in {whole} answers with this sum was the same person.",
        "In tests, about {count} in {whole} answers with this sum were the same person.",
        count,
    )
    return words.format(count=values.number(count), whole=values.number(whole))


def _gap(total: int, alert_line: int | None) -> str:
    if alert_line is None or total >= alert_line:
        return ""
    words = pgettext(
        "about the sum of evidence",
        "The evidence adds up to {points}; an alert begins at {line}, and {gap} are missing.",
    )
    return words.format(
        points=_isolated(values.points(total)),
        line=_isolated(values.points(alert_line)),
        gap=_isolated(values.number(alert_line - total)),
    )
