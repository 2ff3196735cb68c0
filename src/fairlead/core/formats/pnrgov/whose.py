"""Whose a document is: decided when the whole record is read, and never guessed.

1. The reference in the SSR says so (SSR 9944 = TIF 9944); within the group of a traveller, the
   place says so.
2. An infant's document bears the reference of the adult. It goes to the infant when it says so
   itself (sex FI or MI) and names the infant, or when it names an infant of this record letter by
   letter and not the adult.
3. Without reference: a name that is letter by letter, titles aside, that of one traveller and of
   no other; or, in a record of one traveller, half the name.
4. Where reference and name speak for two different travellers, and wherever nothing above says it
   for certain, it is given to nobody, visibly.

Every document says by which rule it stands where it stands (`Document.assigned`). An infant of
whom only an SSR tells becomes a traveller of the record, and says so (`Traveller.implied`).
"""

from dataclasses import dataclass, field

from fairlead.core.formats.airimp import infants
from fairlead.core.formats.airimp.documents import Docs
from fairlead.core.formats.airimp.names import key, same, spellings, split_title
from fairlead.core.formats.pnrgov.messages import Boarding, Reservation, Traveller
from fairlead.core.formats.pnrgov.state import Pending, State

FEW = 30  # infants of one record; with more, a name is not looked for among them
POSITION = "position"
UNCERTAIN = 2  # as many adults, or infants, of one name


@dataclass(slots=True)
class Verdict:
    """Who it is, and by which rule; or nobody, and why."""

    person: Traveller | None
    rule: str
    sent_with: Traveller | None = None  # the adult whose reference an infant's document bears


@dataclass(slots=True)
class Party:
    """The travellers of one record, by reference and by name.

    A record of thousands is legal, so nobody is looked for by walking over all of them.
    """

    state: State
    booking: Reservation
    people: list[Traveller] = field(default_factory=list)
    adults: list[Traveller] = field(default_factory=list)
    babies: list[Traveller] = field(default_factory=list)
    by_reference: dict[str, list[Traveller]] = field(default_factory=dict)
    _named: dict[tuple[str, str], list[Traveller]] = field(default_factory=dict)
    _written: dict[tuple[str, str], list[Traveller]] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)  # infants of whom an SSR INFT told, by identity
    _indexed: int = 0

    def add(self, person: Traveller) -> None:
        """Take a traveller in."""
        self.people.append(person)
        (self.babies if person.infant else self.adults).append(person)

    def namesakes(self, docs: Docs | infants.Inft) -> list[Traveller]:
        """Find those who bear this name, letter by letter: never more than make it uncertain."""
        for person in self.people[self._indexed :]:
            for name in _names(person.surname, person.given) if person.surname else ():
                alike = self._named.setdefault(name, [])
                if sum(1 for one in alike if one.infant == person.infant) < UNCERTAIN:
                    alike.append(person)
        self._indexed = len(self.people)
        names = _names(
            docs.surname, docs.given, docs.second_given if isinstance(docs, Docs) else ""
        )
        return list({id(one): one for name in names for one in self._named.get(name, ())}.values())

    def is_like_an_infant(self, docs: Docs | infants.Inft) -> bool:
        """Whether half of this name is that of an infant of the record of whom nothing told yet."""
        family, given = key(docs.surname), key(split_title(docs.given).name)
        untold = [one for one in self.babies if id(one) not in self.told and not one.implied]
        return len(untold) > FEW or any(
            key(one.surname) == family or (given and key(one.given_plain) == given)
            for one in untold
        )

    def checked_in(self, found: Boarding) -> list[Traveller]:
        """Find those whose name stands at check-in as it stands in the record."""
        if not self._written:
            for person in self.people:
                self._written.setdefault((person.surname, person.given), []).append(person)
        return self._written.get((found.surname, found.given), [])


def _names(surname: str, given: str, second: str = "") -> set[tuple[str, str]]:
    """Give the names under which somebody may be found: without title, and with it."""
    family, givens = key(surname), spellings(given, second)
    return {(family, each) for each in (givens - {""} or givens)}


def gather(state: State, booking: Reservation) -> Party:
    """Collect the travellers of a record by their references, and tell of shared ones."""
    party = Party(state, booking)
    for person in booking.persons:
        if isinstance(person, Traveller):
            party.add(person)
            if person.reference:
                party.by_reference.setdefault(plain(person.reference), []).append(person)
    for reference, people in party.by_reference.items():
        if len(people) > 1:
            state.fault(
                "reference-repeated", people[1].segment, count=len(people), reference=reference
            )
    return party


def plain(reference: str) -> str:
    """Give a reference without noughts before it: 002 is 2."""
    return reference.lstrip("0")


def named_by(party: Party, one: Pending) -> tuple[list[Traveller], bool]:
    """Whom the references of a service name, and whether all of them name somebody."""
    found: list[Traveller] = []
    known = True
    for reference in dict.fromkeys(map(plain, one.service.travellers)):
        people = party.by_reference.get(reference, [])
        known = known and bool(people)
        found += people
    return found, known


def base_of(party: Party, one: Pending) -> Verdict:
    """Whose it is by reference, or by the group in which it stands."""
    references = one.service.travellers
    if len(references) == 1:  # nearly always, and then it names one traveller
        people = party.by_reference.get(references[0].lstrip("0"), ())
        if len(people) == 1:
            return Verdict(people[0], "reference")
    if references:
        named, known = named_by(party, one)
        if not known:
            party.state.fault(
                "reference-unknown",
                one.service.segment,
                service=one.service.code,
                reference=" ".join(one.service.travellers),
            )
        if len(named) == 1:
            return Verdict(named[0], "reference")
        return Verdict(None, "several-references" if named else "unknown-reference")
    if one.under is not None:
        return Verdict(one.under, POSITION)
    return Verdict(None, "no-reference")


def whose(party: Party, one: Pending, docs: Docs) -> Verdict:
    """Decide whose a document is."""
    base = base_of(party, one)
    person = base.person
    if person is not None and (person.infant or not docs.infant) and _is_named(person, docs):
        doubtful = base.rule == POSITION and _is_of_a_namesake(party, person, docs)
        return Verdict(None, "namesakes") if doubtful else base
    namesakes = party.namesakes(docs)
    if person is None:
        return _without_reference(party, base.rule, docs, namesakes)
    if docs.infant and not person.infant:
        return _infant_of(party, person, docs, namesakes)
    if not namesakes:
        return base
    if len(namesakes) == 1 and namesakes[0].infant and not person.infant:
        return Verdict(namesakes[0], "infant-name", person)
    return Verdict(None, "name-contradicts-reference")


def _is_of_a_namesake(party: Party, person: Traveller, docs: Docs) -> bool:
    """Whether it can be that of another one of this name: only the place speaks for this one."""
    born = person.birth_date
    differs = bool(born and docs.birth_date) and born != docs.birth_date
    return differs and len(party.namesakes(docs)) > 1


def _is_named(person: Traveller, docs: Docs) -> bool:
    return same(person.surname, person.given, docs.surname, docs.given, docs.second_given)


def _without_reference(party: Party, why: str, docs: Docs, namesakes: list[Traveller]) -> Verdict:
    if docs.infant:
        infants_named = [person for person in namesakes if person.infant]
        if len(infants_named) == 1:
            return Verdict(infants_named[0], "exact-name")
        if len(party.adults) == 1 and not namesakes:
            return _infant_of(party, party.adults[0], docs, namesakes)
        return Verdict(None, why)
    if len(namesakes) == 1:
        return Verdict(namesakes[0], "exact-name")
    if len(party.people) == 1:
        alike = not docs.surname or _is_alike(party.people[0], docs)
        return Verdict(party.people[0] if alike else None, "sole-traveller" if alike else why)
    return Verdict(None, why)


def _is_alike(person: Traveller, docs: Docs) -> bool:
    """Whether surname or given name is the same: enough only where nobody else can be meant."""
    return key(person.surname) == key(docs.surname) or (
        bool(docs.given) and key(person.given_plain) == key(split_title(docs.given).name)
    )


def _infant_of(party: Party, adult: Traveller, docs: Docs, namesakes: list[Traveller]) -> Verdict:
    """Find the infant of an adult whose reference an infant's document bears."""
    named = [person for person in namesakes if person.infant]
    if len(named) == 1:
        return Verdict(named[0], "infant-marker", adult)
    babies = party.babies
    if not babies and docs.surname:
        return Verdict(imply(party, adult, "DOCS", docs), "infant-marker", adult)
    if len(babies) == 1 and not named:
        baby = babies[0]
        if _is_alike(baby, docs):
            return Verdict(baby, "sole-infant", adult)
    return Verdict(None, "several-infants" if len(babies) > 1 else "infant-name-differs")


def imply(
    party: Party, adult: Traveller | None, source: str, told: Docs | infants.Inft
) -> Traveller:
    """Make a traveller of an infant of whom only an SSR tells."""
    plain, title, _sure = split_title(told.given)
    baby = Traveller(
        role="IN",
        surname=told.surname,
        given=told.given,
        names=[plain] if plain else [],
        title=title,
        birth_date=told.birth_date,
        locator=party.booking.locator,
        infant=True,
        guardian=adult.reference if adult else "",
        given_plain=plain,
        implied=source,
    )
    party.booking.persons.append(baby)
    party.add(baby)
    return baby


def whose_nameless(party: Party, one: Pending, *, infant: bool) -> Verdict:
    """Whose a visa or an address is: these name nobody."""
    base = base_of(party, one)
    person = base.person
    if person is None:
        if len(party.people) == 1 and not infant:
            return Verdict(party.people[0], "sole-traveller")
        return base
    if not infant or person.infant:
        return base
    babies = [one for one in party.babies if one.guardian == person.reference]
    if len(babies) == 1:
        return Verdict(babies[0], "infant-marker", person)
    return Verdict(None, "several-infants" if babies else "infant-unknown")
