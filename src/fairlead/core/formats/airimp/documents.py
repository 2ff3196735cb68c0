"""SSR DOCS, DOCO and DOCA: travel documents, visas and addresses, fields between slashes.

The fields have their places; some senders leave the first slash out, or one field too many in.
Where the date of birth and the sex show by how much the others moved, they are read there, and
the reading says that it was so.
"""

from typing import NamedTuple

from fairlead.core.formats.airimp import dates

SEXES = {
    **dict.fromkeys(("M", "MALE"), "M"),
    **dict.fromkeys(("F", "FEMALE"), "F"),
    **dict.fromkeys(("U", "X"), "X"),
    "MI": "M",
    "FI": "F",
    "UI": "X",
    "XI": "X",
}
INFANT_SEXES = frozenset(("MI", "FI", "UI", "XI"))
BIRTH, SEX, EXPIRY = 5, 6, 7  # their places in DOCS
BIRTH_ONLY = "DB"  # the short form: date of birth, sex and name, without a document
NOTHING = [""] * 12
ISSUED = 4  # the place of the date of issue in DOCO


class Docs(NamedTuple):
    """SSR DOCS, in the words of AIRIMP; dates are ISO dates, or empty when unreadable."""

    kind: str = ""
    issuer: str = ""
    number: str = ""
    nationality: str = ""
    birth_date: str = ""
    sex: str = ""
    infant: bool = False
    expiry: str = ""
    surname: str = ""
    given: str = ""
    second_given: str = ""
    primary_holder: bool = False
    moved: int = 0  # by how many places the fields stood wrongly
    unreadable: tuple[str, ...] = ()  # names of fields that hold something else


class Doco(NamedTuple):
    """SSR DOCO: a visa, residence permit or other document beside the travel document."""

    birth_place: str = ""
    kind: str = ""
    number: str = ""
    issue_place: str = ""
    issued: str = ""
    country: str = ""
    infant: bool = False
    unreadable: tuple[str, ...] = ()


class Doca(NamedTuple):
    """SSR DOCA: an address; ``kind`` is R (residence) or D (destination)."""

    kind: str = ""
    country: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    infant: bool = False


def read_docs(text: str, by: str) -> Docs:
    """Read SSR DOCS as of the day ``by``.

    >>> read_docs("/P/UTO/L898902C/UTO/12AUG74/F/15APR12/ERIKSSON/ANNA MARIA", "2010-12-12")
    ... # doctest: +ELLIPSIS
    Docs(kind='P', issuer='UTO', number='L898902C', nationality='UTO', birth_date='1974-08-12', ...
    """
    fields = text.strip().split("/")
    if " " in text:
        fields = [field.strip() for field in fields]
    moved = _moved(fields)
    if moved:
        fields = _put_right(fields, moved)
    elif len(fields) > EXPIRY and fields[EXPIRY].isalpha() and fields[EXPIRY].upper() not in SEXES:
        fields.insert(EXPIRY, "")  # left out, with its slash
        moved = -1
    fields += NOTHING
    _, kind, issuer, number, nationality, born, sex, ends, surname, given, second, holder = fields[
        :12
    ]
    sex = sex.upper()
    birth, expiry = dates.birth_date(born, by), dates.expiry_date(ends, by)
    wrong: tuple[str, ...] = ()
    if (born and not birth) or (ends and not expiry) or (sex and sex not in SEXES):
        wrong = _unreadable(born, birth, ends, expiry, sex)
    infant = sex in INFANT_SEXES
    number, primary = number.replace(" ", ""), holder == "H"
    return Docs(
        kind, issuer, number, nationality, birth, SEXES.get(sex, ""), infant, expiry,
        surname, given, second, primary, moved, wrong,
    )  # fmt: skip


def _unreadable(born: str, birth: str, ends: str, expiry: str, sex: str) -> tuple[str, ...]:
    found = (
        ("birth_date", born and not birth),
        ("expiry", ends and not expiry),
        ("sex", sex and sex not in SEXES),
    )
    return tuple(name for name, wrong in found if wrong)


def _put_right(fields: list[str], moved: int) -> list[str]:
    """Bring the fields to their places; an expiry that was left out stands before no name."""
    fields = fields[moved:] if moved > 0 else [""] * -moved + fields
    if len(fields) >= BIRTH and fields[BIRTH - 1].upper() == BIRTH_ONLY:
        fields[BIRTH - 1] = ""
    if len(fields) > EXPIRY and fields[EXPIRY].isalpha():
        fields.insert(EXPIRY, "")
    return fields


def _moved(fields: list[str]) -> int:
    """By how many places the date of birth and the sex stand beside their own."""
    if len(fields) > SEX:
        if fields[SEX] in SEXES and (not fields[BIRTH] or dates.is_date(fields[BIRTH])):
            return 0
        if not fields[SEX] and dates.is_date(fields[BIRTH]):
            return 0
    for at, field in enumerate(fields[:2]):
        if field.upper() == BIRTH_ONLY and dates.is_date("".join(fields[at + 1 : at + 2])):
            return at + 1 - BIRTH
    for shift in (-1, 1, -2, 2):
        born, sex = BIRTH + shift, SEX + shift
        if 0 < sex < len(fields) and fields[sex].upper() in SEXES and dates.is_date(fields[born]):
            return shift
    return 0 if not fields or not fields[0] else -1


def read_doco(text: str, by: str) -> Doco:
    """Read SSR DOCO as of the day ``by``.

    >>> visa = read_doco("/UTOPOLIS UTO/V/8675309/UTOPOLIS/22DEC06/UTO", "2010-12-12")
    >>> visa.birth_place, visa.number, visa.issued
    ('UTOPOLIS UTO', '8675309', '2006-12-22')
    >>> read_doco("//V/8675309/UTOPOLIS/22DEC06/UTO", "2010-12-12").number
    '8675309'
    """
    fields = [field.strip() for field in text.strip().split("/")]
    if len(fields) > 1 and not fields[0]:
        del fields[0]
    issued_at = next((at for at, field in enumerate(fields) if dates.is_date(field)), ISSUED)
    fields = [""] * (ISSUED - issued_at) + fields[max(0, issued_at - ISSUED) :]
    fields += [""] * (7 - len(fields))
    issued = dates.expiry_date(fields[4], by)
    wrong = ("issued",) if fields[4] and not issued else ()
    infant = fields[6].upper() == "I"
    return Doco(fields[0], fields[1], fields[2], fields[3], issued, fields[5], infant, wrong)


def read_doca(text: str) -> Doca:
    """Read SSR DOCA.

    >>> read_doca("/R/UTO/1 HARBOUR STREET/UTOPOLIS/UT/1000").city
    'UTOPOLIS'
    """
    fields = [field.strip() for field in text.strip().split("/")]
    if fields and fields[0]:
        fields.insert(0, "")
    fields += [""] * (8 - len(fields))
    return Doca(
        fields[1].upper(),
        fields[2],
        fields[3],
        fields[4],
        fields[5],
        fields[6],
        fields[7].upper() == "I",
    )
