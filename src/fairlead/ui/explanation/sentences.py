"""One complete sentence for every code of an explanation, written for somebody who judges people.

``{asked}`` and ``{listed}`` are the two values that showed it. Where they read the same, ``alike``
is said; where one of them is empty, ``bare``; where they are of different scripts, ``across``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Label


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said of two values, and of values that are the same, missing, of two scripts."""

    both: Label
    alike: Label | None = None
    bare: Label | None = None
    across: Label | None = None


UNKNOWN: Final = Sentence(_("This version has no words for the evidence {code}."))
"""Of a stored explanation that another version of the engine made."""

_NAMES: Final[Mapping[str, Sentence]] = {
    "base": Sentence(
        _("Before anything is compared, it is unlikely that anybody is this very entry.")
    ),
    "same": Sentence(_("The word “{asked}” stands in both names.")),
    "nickname": Sentence(_("“{asked}” and “{listed}” are forms of the same given name.")),
    "sound": Sentence(
        _("“{asked}” and “{listed}” are spellings of the same sounds."),
        across=_(
            "“{asked}” ({asked_script}) and “{listed}” ({listed_script}) are spellings of the same "
            "sounds in two scripts."
        ),
    ),
    "look-alike": Sentence(
        _("“{asked}” and “{listed}” look alike; one may be a misreading of the other.")
    ),
    "edit": Sentence(
        _("“{asked}” and “{listed}” differ in one or two letters, as by a slip in writing.")
    ),
    "initial": Sentence(
        _(
            "“{asked}” and “{listed}” begin with the same letter, and one of "
            "them is only an initial."
        ),
    ),
    "cut": Sentence(
        _("“{asked}” may be the beginning of “{listed}”, cut off where a field was full.")
    ),
    "acronym": Sentence(_("“{asked}” is made of the first letters of words of the other name.")),
    "joined-same": Sentence(
        _("The word “{asked}” stands in both names, divided into words in another way.")
    ),
    "joined-look-alike": Sentence(
        _("“{asked}” and “{listed}”, divided into words in another way, look alike.")
    ),
    "joined-edit": Sentence(
        _(
            "“{asked}” and “{listed}”, divided into words in another way, differ in one or two "
            "letters."
        )
    ),
    "shared-by-kin": Sentence(
        _("Beyond this, shared words count no more: relatives share most of their names.")
    ),
    "contradicted": Sentence(
        _("“{asked}” was asked about where the entry has “{listed}”; these do not match."),
        bare=_("Parts of the two names do not match."),
    ),
    "omitted-by-query": Sentence(
        _("The entry also has “{listed}”, which was not asked about."),
        bare=_("The entry has a part of a name that was not asked about."),
    ),
    "omitted-by-entry": Sentence(
        _("“{asked}” was asked about, and the entry does not have it."),
        bare=_("A part of the name that was asked about is not in the entry."),
    ),
    "complete": Sentence(_("Every word of each name has its match in the other.")),
    "query-same": Sentence(
        _("All words that were asked about stand in the entry letter by letter.")
    ),
    "identical": Sentence(_("The entry has no other words than those that were asked about.")),
    "weak-alias": Sentence(
        _("This name of the entry is a weak alias, which never makes an alert by itself.")
    ),
}

_DATES: Final[Mapping[str, Sentence]] = {
    "full.same-day": Sentence(_("The date of birth is the same: {asked}.")),
    "january.same-day": Sentence(
        _(
            "The date of birth is the same, {asked}; a first of January often means that the day "
            "is not known."
        )
    ),
    "full.day-off": Sentence(_("The dates of birth are one day apart: {asked} and {listed}.")),
    "full.swapped": Sentence(
        _("The dates of birth are the same with day and month exchanged: {asked} and {listed}.")
    ),
    "full.year-off": Sentence(
        _("The dates of birth are exactly one year apart: {asked} and {listed}.")
    ),
    "full.month-off": Sentence(
        _("The dates of birth are exactly one month apart: {asked} and {listed}.")
    ),
    "full.digit": Sentence(_("The dates of birth differ in one digit: {asked} and {listed}.")),
    "full.digits-swapped": Sentence(
        _("The dates of birth are the same with two digits exchanged: {asked} and {listed}.")
    ),
    "full.day-and-year": Sentence(
        _("Day and year of birth are the same, the month is not: {asked} and {listed}.")
    ),
    "full.month-and-year": Sentence(
        _("Month and year of birth are the same, the day is not: {asked} and {listed}.")
    ),
    "full.day-and-month": Sentence(
        _("Day and month of birth are the same, the year is not: {asked} and {listed}.")
    ),
    "full.same-year": Sentence(_("Only the year of birth is the same: {asked} and {listed}.")),
    "january.same-year": Sentence(
        _(
            "The year of birth is the same: {asked} and {listed}; a first of January often means "
            "that the day is not known."
        )
    ),
    "month.same-month": Sentence(
        _("The month of birth is the same, and the day is not known: {asked} and {listed}."),
        alike=_("The month of birth is the same, and the day is not known: {asked}."),
    ),
    "month.month-off": Sentence(_("The months of birth are neighbours: {asked} and {listed}.")),
    "month.same-year": Sentence(
        _("The year of birth is the same, the month is not: {asked} and {listed}.")
    ),
    "year.same-year": Sentence(
        _("The year of birth is the same, and more is not known: {asked} and {listed}."),
        alike=_("The year of birth is the same, and more is not known: {asked}."),
    ),
    "span.same-year": Sentence(
        _("The years of birth that were given overlap: {asked} and {listed}."),
        alike=_("The years of birth that were given are the same: {asked}."),
    ),
    "about.same-year": Sentence(
        _("The approximate years of birth agree: {asked} and {listed}."),
        alike=_("The approximate years of birth agree: {asked}."),
    ),
}
_APART: Final[Mapping[str, Sentence]] = {
    "years-1": Sentence(_("The years of birth are one year apart: {asked} and {listed}.")),
    "years-2": Sentence(_("The years of birth are two years apart: {asked} and {listed}.")),
    "years-5": Sentence(
        _("The years of birth are three to five years apart: {asked} and {listed}.")
    ),
    "years-10": Sentence(_("The years of birth are six to ten years apart: {asked} and {listed}.")),
    "years-20": Sentence(
        _("The years of birth are eleven to twenty years apart: {asked} and {listed}.")
    ),
    "years-more": Sentence(
        _("The years of birth are more than twenty years apart: {asked} and {listed}.")
    ),
}
_PRECISIONS: Final = ("full", "january", "month", "year", "span", "about")

_OTHERS: Final[Mapping[str, Sentence]] = {
    "nationality.shared": Sentence(_("The nationality is the same: {asked}.")),
    "nationality.succeeded": Sentence(
        _(
            "The nationalities belong together, as one State followed the other: "
            "{asked} and {listed}."
        )
    ),
    "nationality.unequal": Sentence(_("The nationalities are different: {asked} and {listed}.")),
    "country.shared": Sentence(_("Both have a link with the same country: {asked}.")),
    "country.succeeded": Sentence(
        _(
            "Both have a link with countries that belong together, as one State followed the "
            "other: {asked} and {listed}."
        )
    ),
    "country.unequal": Sentence(
        _("They have links with different countries: {asked} and {listed}.")
    ),
    "place.same": Sentence(
        _("The names of the places of birth match: “{asked}” and “{listed}”."),
        alike=_("The place of birth is the same: “{asked}”."),
    ),
    "place.part": Sentence(
        _("The names of the places of birth match in part: “{asked}” and “{listed}”.")
    ),
    "place.unequal": Sentence(
        _(
            "The places of birth have different names, which may still be one place: “{asked}” and "
            "“{listed}”."
        )
    ),
    "gender.equal": Sentence(_("The gender is the same: {asked}.")),
    "gender.unequal": Sentence(_("The gender is different: {asked} and {listed}.")),
    "identifier.same": Sentence(
        _("The number is the same under two headings: {asked} and {listed}."),
        alike=_("The number is the same: {asked}."),
    ),
    "identifier.read-alike": Sentence(
        _(
            "The numbers are the same if characters that look alike were "
            "misread: {asked} and {listed}."
        )
    ),
    "identifier.without-series": Sentence(
        _("The numbers are the same without the letters of their series: {asked} and {listed}.")
    ),
    "identifier.one-off": Sentence(_("The numbers differ in one character: {asked} and {listed}.")),
    "identifier.different": Sentence(
        _("The numbers are different, where there should be only one: {asked} and {listed}.")
    ),
    "identifier.decides": Sentence(_("An equal number decides, whatever the names are.")),
    "facts.coincidence": Sentence(
        _("Part of this may be coincidence: on a long list, some entry agrees with almost anybody.")
    ),
}


def _all() -> Iterator[tuple[str, Sentence]]:
    yield from ((f"name.{code}", sentence) for code, sentence in _NAMES.items())
    yield from ((f"date.{code}", sentence) for code, sentence in _DATES.items())
    for precision in _PRECISIONS:
        yield from ((f"date.{precision}.{code}", said) for code, said in _APART.items())
    yield from _OTHERS.items()


SENTENCES: Final[Mapping[str, Sentence]] = dict(_all())
